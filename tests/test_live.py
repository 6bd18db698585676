"""Settings that are read again while the bot runs."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
from pathlib import Path

import pytest

import bot
from bot.config import Settings
from bot.errors import ConfigError
from bot.live import READ_AGAIN, LiveSettings, at_each_hangup
from bot.process import _read_again


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")


def test_what_may_change_exists() -> None:
    assert set(Settings.model_fields) > READ_AGAIN


def test_what_is_asked_for_at_each_use_may_change_and_nothing_else() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(bot.__file__).parent.rglob("*.py"))
    asked_for = set(re.findall(r"\blive\.now\.(\w+)", code))
    assert asked_for ^ READ_AGAIN == set(), "what the code reads as `live.now.…`, READ_AGAIN in bot/live.py names"


def test_what_may_change_is_taken_over_and_the_rest_is_named(caplog: pytest.LogCaptureFixture) -> None:
    live = LiveSettings(Settings(timezone="UTC"))
    assert live.read_again(lambda: Settings(timezone="Asia/Yerevan", refresh_minutes=5, receipt_channel=7))
    assert (live.now.refresh_minutes, live.now.receipt_channel, live.now.timezone) == (5, 7, "UTC")
    assert caplog.messages == [
        "settings: read again; new: refresh_minutes, receipt_channel",
        "settings: what has changed too and takes a restart: timezone",
    ]


def test_what_was_taken_over_can_be_taken_back(caplog: pytest.LogCaptureFixture) -> None:
    live = LiveSettings(Settings())
    live.read_again(lambda: Settings(receipt_channel=7))
    live.read_again(Settings)
    assert live.now == Settings()
    live.read_again(Settings)
    assert caplog.messages[-1] == "settings: read again; nothing new"


def test_a_mistake_is_told_and_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def load() -> Settings:
        raise ConfigError("refresh_minutes: 0 is not what belongs here")

    live = LiveSettings(Settings(refresh_minutes=7))
    assert not live.read_again(load)
    assert live.now.refresh_minutes == 7
    assert caplog.messages == [
        "settings: refresh_minutes: 0 is not what belongs here; the bot goes on with those it has"
    ]


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no SIGHUP here")
@pytest.mark.parametrize("before", [signal.SIG_DFL, signal.SIG_IGN], ids=["usually", "under nohup"])
async def test_it_is_read_again_at_each_hangup_until_the_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, before: signal.Handlers
) -> None:
    of_the_tests = signal.signal(signal.SIGHUP, before)
    heard = asyncio.Queue[None]()
    try:
        with (tmp_path / "nothing").open("w+") as no_terminal:
            monkeypatch.setattr("sys.stdin", no_terminal)
            with at_each_hangup(lambda: heard.put_nowait(None)):
                for _ in range(2):
                    os.kill(os.getpid(), signal.SIGHUP)
                    await asyncio.wait_for(heard.get(), 30)
        assert signal.getsignal(signal.SIGHUP) == before
    finally:
        signal.signal(signal.SIGHUP, of_the_tests)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no SIGHUP here")
async def test_in_a_terminal_a_hangup_keeps_its_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGHUP)
    parent, child = os.openpty()
    with os.fdopen(parent, "rb", buffering=0), os.fdopen(child) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        with at_each_hangup(lambda: None):
            assert signal.getsignal(signal.SIGHUP) == before


def test_a_topic_that_cannot_be_followed_is_a_mistake_too(caplog: pytest.LogCaptureFixture) -> None:
    live = LiveSettings(Settings())
    broken = Settings(topics={"chess": {"name": "Chess", "alias": ["FIDE"]}})
    _read_again(live, lambda: broken)
    assert live.now.topics == {}
    [told] = caplog.messages
    assert told.startswith("settings: topics.chess: ")
