from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wire import rules

TOO_LONG = {"content": "x" * 2001}


@pytest.fixture
def without_the_development_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("BRIEFBOT_SHARED", str(tmp_path))
    rules._rules.cache_clear()
    yield
    rules._rules.cache_clear()


def test_an_over_long_body_is_told_with_its_length() -> None:
    rules.demand()
    assert rules.check("POST", "/channels/1/messages", TOO_LONG) == ["content: 2001 characters, 2000 allowed"]
    assert rules.check("POST", "/api/v10/channels/1/messages", {"content": "x" * 2000}) == []


def test_a_body_where_discord_takes_none_is_a_violation() -> None:
    rules.demand()
    [found] = rules.check("POST", "/channels/1/nothing", {})
    assert "takes no JSON body" in found


def test_a_forum_post_may_name_its_type_as_the_client_does() -> None:
    rules.demand()
    post = {"name": "Monday", "type": 11, "message": {"content": "quiet"}}
    assert rules.check("POST", "/channels/1/threads", post) == []
    assert rules.check("POST", "/channels/1/threads", post | {"name": "x" * 101})


@pytest.mark.usefixtures("without_the_development_data")
def test_without_the_development_data_nothing_is_checked_and_a_demanding_test_skips() -> None:
    assert not rules.available()
    assert rules.check("POST", "/channels/1/messages", TOO_LONG) == []
    with pytest.raises(pytest.skip.Exception, match="development data"):
        rules.demand()
