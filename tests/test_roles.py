"""What `briefbot run` makes of its role and its shards."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.cli import MISTAKE, run_command_line
from bot.errors import ConfigError
from bot.holding import holding
from bot.process import Part
from bot.storage import Storage


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.chdir(str(tmp_path))
    monkeypatch.setenv("BRIEFBOT_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    monkeypatch.setenv("BRIEFBOT_DISCORD_TOKEN", "token")


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("shards", ["3", "3-1/8", "0-8/8", "a/b", "-1/2", "0/0"])
def test_shards_that_there_are_not_are_refused(shards: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_command_line(["run", "--role", "bot", "--shards", shards]) == MISTAKE
    assert "names no shards" in capfd.readouterr().err


@pytest.mark.usefixtures("elsewhere")
def test_a_bot_needs_a_token(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("BRIEFBOT_DISCORD_TOKEN")
    assert run_command_line(["run", "--role", "bot"]) == MISTAKE
    assert "needs a token: BRIEFBOT_DISCORD_TOKEN" in capfd.readouterr().err


async def test_two_bots_with_the_same_connections_are_refused(emptied_schema_url: str) -> None:
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        async with holding(storage, None):
            with pytest.raises(ConfigError, match="another Briefbot on this database holds"):
                async with holding(other, (range(2), 4), patience_s=0):
                    pass
        async with holding(other, (range(2), 4), patience_s=0):
            pass


async def test_two_bots_that_share_the_servers_out_differently_are_refused(emptied_schema_url: str) -> None:
    """Server 7 >> 22 is of shard 3 where there are 4, and of shard 7 where there are 8."""
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        async with holding(storage, (range(2), 4)):
            with pytest.raises(ConfigError, match="among 4 connections to Discord, and this one among 8: some"):
                async with holding(other, (range(4, 8), 8), patience_s=0):
                    pass
            async with holding(other, (range(2, 4), 4), patience_s=0):  # what another was refused, nobody holds
                pass
        async with holding(other, (range(4, 8), 8), patience_s=0):
            pass


async def test_who_comes_while_another_takes_its_connections_waits_for_it(emptied_schema_url: str) -> None:
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        holds = storage.hold((range(2), 4)), other.hold((range(4, 8), 8))
        for _ in range(5):
            taken = await asyncio.gather(*(asyncio.to_thread(hold.take) for hold in holds))
            assert sorted(taken) == [False, True]  # never both, and never neither
            for hold in holds:
                hold.release()


async def test_bots_of_another_schema_may_count_as_they_like(postgres_schema_url: str, emptied_schema_url: str) -> None:
    with Storage.open(postgres_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        async with holding(storage, (range(2), 4)), holding(other, (range(4, 8), 8), patience_s=0):
            pass


async def test_connections_whose_lock_is_lost_with_the_server_are_held_again(
    emptied_schema_url: str, postgres: Any, caplog: pytest.LogCaptureFixture
) -> None:
    here = "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    locks = f"FROM pg_locks WHERE locktype = 'advisory' AND {here}"
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        async with holding(storage, None, look_again_s=0.01):
            cut = postgres.execute(f"SELECT pid, pg_terminate_backend(pid) {locks}").fetchall()
            gone = [pid for pid, _ in cut]  # in a moment, and until then it has its lock
            async with asyncio.timeout(30):
                while [pid for (pid,) in postgres.execute(f"SELECT pid {locks}")] in ([], gone):  # noqa: ASYNC110 - a database tells nobody
                    await asyncio.sleep(0.01)
            hold = other.hold(None)
            assert not hold.take()
            async with asyncio.timeout(30):
                while not hold.take():  # until it is the first after a cut
                    postgres.execute(f"SELECT pg_terminate_backend(pid) {locks}")
                while "answered twice" not in caplog.text:  # noqa: ASYNC110 - nor does the log
                    await asyncio.sleep(0.01)
            hold.release()


def test_processes_share_the_budget_by_their_shards() -> None:
    assert Part().share == 1
    assert Part(shards=(range(4), 8)).share == 0.5
