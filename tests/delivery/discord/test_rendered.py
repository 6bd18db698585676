"""That `bench.rendered`, which posts the titles of others by the thousand, sees what is wrong with a message."""

from __future__ import annotations

import pytest

from bench.rendered import KINDS, Look, Tally, check
from bot.delivery.discord.card import Card
from tests.delivery.naughty import HOSTILE

SHOWN = [text for text in HOSTILE if text.strip(" \u3164\u2800")]


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_shown_as_it_is_wherever_it_is_posted(kind: str) -> None:
    tally = Tally()
    for start in range(0, len(SHOWN), 8):
        check(KINDS[kind](SHOWN[start : start + 8]), SHOWN[start : start + 8], tally, every=100)
    assert tally.wrong == []
    assert tally.cards


@pytest.mark.parametrize(
    ("posted", "text"),
    [
        ("### **bold**", "**bold**"),
        ("### @everyone look", "@everyone look"),
        ("### twice\\\\ escaped", "twice escaped"),
        ("### another title", "a title"),
        ("### evil \u202edrawkcab", "evil drawkcab"),
        ("### A title that is cut where…", "A title that is cut wherever it is"),
    ],
)
def test_what_is_not_as_it_should_be_is_told(posted: str, text: str) -> None:
    tally = Tally()
    check(Look([Card([posted])], ["### "]), [text], tally, every=100)
    assert bool(tally.wrong) is ("cut" not in text)
    assert tally.cut == ("cut" in text)
