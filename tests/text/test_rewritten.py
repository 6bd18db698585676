from __future__ import annotations

import pytest

from bot.text.rewritten import is_rewritten

TITLE = "Bridge near Gyumri collapses, killing 12"
TEXT = "A bridge over the Akhuryan river near Gyumri collapsed after a flood on Friday and killed 12 people."


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (TITLE, TEXT),
        ("Bridge near Gyumri collapses, killing 15", TEXT.replace("12", "at least 15")),
        (TITLE, f"{TEXT} The governor has called for an inquiry. All trains to the border are cancelled until Monday."),
        ("Flood: bridge near Gyumri collapses, killing 12", TEXT),
    ],
)
def test_a_text_that_somebody_has_gone_over_is_known(title: str, text: str) -> None:
    assert is_rewritten((TITLE, TEXT), (title, text))
    assert is_rewritten((title, text), (TITLE, TEXT))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Governor calls for an inquiry", TEXT),
        (TITLE, "Rescuers who look for survivors under the ruins say that they hear no more voices from below."),
        (TITLE, ""),
        ("", TEXT),
        (TITLE, "Bridge collapses"),
    ],
)
def test_another_title_or_another_text_is_another_report(title: str, text: str) -> None:
    assert not is_rewritten((TITLE, TEXT), (title, text))
