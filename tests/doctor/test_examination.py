"""Broken installations, each told in a line that says what to do; and one that is well."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.actions.feeds import FeedOverview
from bot.clock import utc_now
from bot.config import Settings
from bot.config_reading import load_settings
from bot.doctor.examination import examine
from bot.doctor.finding import Finding, State
from bot.doctor.machine import look_at_space, look_at_sqlite, look_at_zones
from bot.doctor.memory import look_at_database, look_at_feeds
from bot.errors import Phrase
from bot.model import Posts
from bot.pipeline.health import feed_health
from bot.process import create_bot
from bot.storage import DatabaseState, Feed, FeedUpdate, Preferences, Storage
from tests.closed_folder import close_to_us
from tests.cogs.sorven import write_seeds
from tests.damaged_file import damage_table
from tests.wire.client import point_client_at, running
from tests.wire.permissions import Permission
from tests.wire.server import DiscordWire
from tests.wire.world import Channel

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    values: dict[str, Any] = {"data_dir": tmp_path / "data", "seeds_dir": write_seeds(tmp_path / "seeds")}
    return Settings(**values, follow=("sorven-dam",))


@pytest.fixture
def storage(settings: Settings, migrated_file: Path) -> Iterator[Storage]:
    settings.data_dir.mkdir()
    shutil.copy(migrated_file, settings.data_dir / "briefbot.sqlite3")
    with Storage.open(settings.storage_url) as storage:
        yield storage


@pytest.fixture
async def wire() -> AsyncIterator[DiscordWire]:
    async with DiscordWire() as wire:
        with point_client_at(wire):
            yield wire
    wire.assert_clean()


def at(wire: DiscordWire, settings: Settings, **changed: Any) -> Settings:
    """The settings of a bot on this wire."""
    given = {"discord_token": wire.token, "discord_api_base": wire.api_base} | changed
    return Settings(**settings.model_dump(exclude_unset=True) | given)


async def looked(settings: Settings, now: datetime | None = None) -> list[Finding]:
    return [finding async for finding in examine(settings, clock=lambda: now or utc_now())]


def about(findings: list[Finding], what: str) -> Finding:
    (found,) = [finding for finding in findings if finding.about == what]
    assert found.remedy or found.state is State.GOOD
    return found


def wrong(findings: list[Finding]) -> list[str]:
    return [finding.about for finding in findings if finding.state is State.BAD]


def subscribe(storage: Storage, channel: Channel, *, zone: str = "UTC", posts: Posts = Posts.DAY) -> None:
    assert channel.guild is not None
    storage.subscribe(
        guild_id=channel.guild.id,
        channel_id=channel.id,
        topic_id="sorven-dam",
        time="08:00",
        created_by=1,
        next_due_at=NOON + timedelta(days=1),
        now=NOON,
        preferences=Preferences(timezone=zone, posts=posts),
    )


async def test_a_new_installation_without_a_token_is_well_and_nothing_is_made(settings: Settings) -> None:
    findings = await looked(settings)
    assert wrong(findings) == []
    assert "is not there yet" in about(findings, "database").sentence
    assert "none is set" in about(findings, "token").sentence
    assert not settings.data_dir.exists()


async def test_a_bot_that_has_run_is_well(settings: Settings, storage: Storage, wire: DiscordWire) -> None:
    channel = wire.add_guild("Sorven watch").add_text_channel("briefings")
    subscribe(storage, channel)
    now = utc_now()
    storage.add_feed("https://news.example/feed", now=now)
    storage.record_fetches([FeedUpdate("https://news.example/feed", now, now + timedelta(days=1), newest_at=now)])
    settings = at(wire, settings)
    bot = create_bot(settings.model_copy(update=wire.addresses), storage=storage)
    async with running(bot, wire):
        pass
    findings = await looked(settings)
    assert {finding.about for finding in findings if finding.state is not State.GOOD} == set()
    assert "1 channel " in about(findings, "permissions").sentence
    assert f"client_id={wire.bot.id}" in about(findings, "invite").sentence
    assert len(wire.called("PUT", "/commands")) == 1


async def test_a_bot_that_never_ran_has_not_told_its_commands_and_is_not_disturbed(
    settings: Settings, wire: DiscordWire
) -> None:
    findings = await looked(at(wire, settings))
    assert about(findings, "commands").state is State.NOTE
    assert {call.method for call in wire.calls} == {"GET"}


async def test_what_the_environment_overrides_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"data_dir = '{tmp_path}/data'\nkeep_days = 200\ntimezone = 'UTC'\n", encoding="utf-8")
    monkeypatch.setenv("BRIEFBOT_KEEP_DAYS", "400")
    settings = load_settings(file)
    assert settings.keep_days == 400
    found = about(await looked(settings), "environment")
    assert "another word than config.toml on keep_days, and wins" in found.sentence


async def test_data_where_a_file_stands_in_the_way(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    findings = await looked(settings.model_copy(update={"data_dir": tmp_path / "file" / "data"}))
    assert "cannot be written" in about(findings, "data").sentence


async def test_data_on_a_file_system_that_can_only_be_read(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    remedy = about(await looked(settings), "data").remedy
    assert remedy == "mount it so that it can be written, or name another folder with data_dir (Read-only file system)"


async def test_data_and_seeds_in_closed_folders(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_to_us(settings.data_dir, monkeypatch)
    found = about(await looked(settings), "database")
    assert found.state is State.BAD
    assert "briefbot.sqlite3: cannot be looked at (Permission denied)" in found.sentence
    close_to_us(tmp_path, monkeypatch)
    findings = await looked(settings)
    assert "cannot be read" in about(findings, "seeds").sentence
    assert "are free" in about(findings, "disk space").sentence


async def test_a_database_that_is_something_else(settings: Settings) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / "briefbot.sqlite3").write_text("a poem " * 200, encoding="utf-8")
    findings = await looked(settings)
    assert "not a database" in about(findings, "database").sentence
    assert "feeds" not in {finding.about for finding in findings}, "nobody knows which there are"
    assert "takes" not in about(findings, "disk space").sentence


async def test_a_database_of_a_newer_program(settings: Settings, storage: Storage) -> None:
    storage.close()
    with sqlite3.connect(settings.data_dir / "briefbot.sqlite3") as connection:
        connection.execute("UPDATE briefbot_version SET version_num = 'v9999'")
    connection.close()
    found = about(await looked(settings), "database")
    assert "newer Briefbot" in found.sentence
    assert "update the program" in found.remedy


async def test_a_server_of_databases_that_is_away(settings: Settings) -> None:
    pytest.importorskip("psycopg")
    settings = settings.model_copy(update={"database_url": "postgresql://nobody:secret@127.0.0.1:1/nothing"})
    finding = about(await looked(settings), "database")
    assert finding.state is State.BAD
    assert "secret" not in finding.sentence


async def test_of_a_database_that_is_to_be_updated_nothing_is_told_that_only_the_update_will_show(
    settings: Settings, storage: Storage, wire: DiscordWire
) -> None:
    subscribe(storage, wire.add_guild("Sorven watch").add_text_channel("news"))
    storage.close()
    with sqlite3.connect(settings.data_dir / "briefbot.sqlite3") as connection:
        connection.execute("UPDATE briefbot_version SET version_num = 'v0001'")
    connection.close()
    findings = await looked(at(wire, settings))
    assert "has version v0001" in about(findings, "database").sentence
    assert {"seeds", "token"} < {finding.about for finding in findings}
    assert not {"feeds", "permissions"} & {finding.about for finding in findings}


def test_a_copy_before_an_update_is_promised_of_a_file_alone() -> None:
    assert "after a copy of it" in look_at_database(DatabaseState("file", "v0001", "v0002", is_file=True)).remedy
    assert "pg_dump" in look_at_database(DatabaseState("postgresql://…", "v0001", "v0002")).remedy


def test_an_sqlite_that_is_too_old_or_cannot_search() -> None:
    connection = sqlite3.connect(":memory:")
    assert "too old" in look_at_sqlite(connection, (3, 31, 1)).sentence
    denied = {sqlite3.SQLITE_CREATE_VTABLE: sqlite3.SQLITE_DENY}
    connection.set_authorizer(lambda action, *_: denied.get(action, sqlite3.SQLITE_OK))
    assert "without full-text search" in look_at_sqlite(connection).sentence
    connection.close()


def test_a_disk_that_is_full_or_has_no_room_for_a_copy() -> None:
    assert look_at_space(10_000_000, 0).state is State.BAD
    assert look_at_space(1_000_000_000, 2_000_000_000).state is State.NOTE


def test_a_zone_that_is_not_known() -> None:
    (finding,) = look_at_zones(["UTC", "Mars/Base"])
    assert finding.state is State.BAD
    assert "Mars/Base" in finding.sentence


async def test_seeds_that_cannot_be_read_and_a_topic_that_is_not_there(settings: Settings) -> None:
    (settings.seeds_dir / "topics" / "broken.toml").write_text("name = ", encoding="utf-8")
    findings = await looked(settings.model_copy(update={"follow": ("sorven",)}))
    assert "broken.toml" in about(findings, "seeds").sentence
    assert "“sorven”" in about(findings, "follow").sentence


async def test_a_database_that_is_damaged_within(settings: Settings, storage: Storage) -> None:
    storage.add_feed("https://a.example/feed", now=NOON)
    storage.close()
    file = settings.data_dir / "briefbot.sqlite3"
    damage_table(file, "feeds")
    findings = await looked(settings)
    assert wrong(findings) == ["database"]
    assert any("is damaged" in finding.sentence and "restore" in finding.remedy for finding in findings)
    assert about(findings, "token").state is State.NOTE


async def test_a_machine_without_the_model_of_meaning(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.examination.installed_embedder", lambda: None)
    wanted = settings.model_copy(update={"compare_meanings": True})
    assert about(await looked(wanted), "meaning").state is State.NOTE
    assert "meaning" not in {finding.about for finding in await looked(settings)}


async def test_feeds_that_fail_are_named_and_all_of_them_are_one_problem(settings: Settings, storage: Storage) -> None:
    now = utc_now()
    for name in ("a", "b"):
        storage.add_feed(f"https://{name}.example/feed", now=now)
        storage.record_fetches([FeedUpdate(f"https://{name}.example/feed", now, now, error="HTTP 500")])
    findings = await looked(settings)
    assert [finding.about for finding in findings if finding.about.startswith("feed")] == ["feeds"]
    assert "a.example: HTTP 500" in about(findings, "feeds").sentence
    assert wrong(findings) == ["feeds"]
    storage.record_fetches([FeedUpdate("https://b.example/feed", now, now)])
    findings = await looked(settings)
    assert wrong(findings) == []
    assert "failing: HTTP 500" in about(findings, "feed a.example").sentence
    assert "`briefbot feeds check https://a.example/feed`" in about(findings, "feed a.example").remedy


def test_feeds_that_fail_for_one_cause_are_one_line() -> None:
    def feed(number: int, error: str | None, **others: Any) -> FeedOverview:
        host = f"f{number}.example"
        nothing = dict.fromkeys(("title", "folder", "etag", "last_modified", "body_hash"))
        values: dict[str, Any] = {"last_success_at": None, "error_streak": 0} | nothing | others
        given = Feed(url=f"https://{host}/feed", due_at=NOON, added_at=NOON, last_tried_at=NOON, error=error, **values)
        return FeedOverview(given, host, feed_health(given, NOON), "")

    def refusing(number: int, streak: int = 1) -> FeedOverview:
        return feed(number, Phrase("{host} refuses connections", host=f"f{number}.example"), error_streak=streak)

    status = Phrase("{sentence} (HTTP {status})", sentence=Phrase("the site has trouble of its own"), status=500)
    frozen = [feed(n, None, newest_at=NOON - timedelta(days=90 + n), per_day=5.0) for n in (60, 61)]
    looked = list(
        look_at_feeds(
            [*(refusing(n, n) for n in range(1, 51)), feed(51, status), *frozen, feed(70, None)],
            NOON,
            timedelta(hours=1),
        )
    )
    assert [(each.about, each.sentence) for each in looked] == [
        (
            "50 feeds failing",
            "… refuses connections: f1.example, f2.example, f3.example, f4.example and 46 more",
        ),
        ("feed f51.example", "failing: the site has trouble of its own (HTTP 500)"),
        ("2 feeds frozen", "nothing new for weeks: f60.example, f61.example"),
        ("feeds", "54 feeds; 51 of them cannot be read at the moment"),
    ]
    assert "`briefbot feeds list`" in looked[0].remedy
    assert "`briefbot feeds check https://f1.example/feed`" in looked[0].remedy


async def test_feeds_that_nobody_reads_any_more(settings: Settings, storage: Storage) -> None:
    storage.add_feed("https://a.example/feed", now=NOON)
    storage.record_fetches([FeedUpdate("https://a.example/feed", NOON, NOON)])
    findings = await looked(settings, now=NOON + timedelta(hours=2))
    assert about(findings, "feeds").remedy == "is the bot running?"


async def test_a_token_that_discord_refuses(settings: Settings, wire: DiscordWire) -> None:
    findings = await looked(at(wire, settings, discord_token="wrong"))
    assert wrong(findings) == ["token"]
    assert "three parts" in about(findings, "token").sentence
    assert "Reset Token" in about(findings, "token").remedy


async def test_a_file_of_the_token_that_is_not_there(settings: Settings, tmp_path: Path) -> None:
    findings = await looked(settings.model_copy(update={"discord_token_file": tmp_path / "absent"}))
    assert wrong(findings) == ["token"]
    assert "cannot be read (No such file" in about(findings, "token").sentence


async def test_discord_that_cannot_be_reached(settings: Settings, wire: DiscordWire) -> None:
    findings = await looked(at(wire, settings, discord_api_base="http://127.0.0.1:9/api/v10"))
    assert wrong(findings) == ["Discord"]
    assert "127.0.0.1:9" in about(findings, "Discord").sentence


async def test_a_clock_that_is_wrong(settings: Settings, wire: DiscordWire) -> None:
    findings = await looked(at(wire, settings), now=utc_now() - timedelta(minutes=10))
    assert "behind Discord" in about(findings, "clock").sentence
    assert about(await looked(at(wire, settings)), "clock").state is State.GOOD


async def test_an_application_whose_settings_keep_the_bot_from_working(settings: Settings, wire: DiscordWire) -> None:
    wire.world.application = {
        "bot_require_code_grant": True,
        "interactions_endpoint_url": "https://elsewhere.example",
        "flags": 1 << 19,
    }
    findings = await looked(at(wire, settings))
    assert wrong(findings) == ["application", "invite"]
    assert "message content" in about(findings, "intents").sentence


async def test_channels_that_a_briefing_cannot_reach(settings: Settings, storage: Storage, wire: DiscordWire) -> None:
    guild, left = wire.add_guild("Sorven watch"), wire.add_guild("Elsewhere")
    silent = guild.add_text_channel("silent", bot_denied=Permission.SEND_MESSAGES)
    hidden = guild.add_text_channel("hidden", bot_denied=Permission.VIEW_CHANNEL)
    thread = wire.world.open_channel(wire.world.thread(silent, "talk"))
    lost = left.add_text_channel("lost")
    for channel in (silent, hidden, thread, lost):
        subscribe(storage, channel)
    wire.remove_guild(left)
    findings = await looked(at(wire, settings))
    assert about(findings, "channel #silent of Sorven watch").sentence == "the bot lacks Send Messages"
    assert "View Channel" in about(findings, f"channel #{hidden.id} of Sorven watch").sentence
    assert about(findings, f"server {left.id}").remedy == "invite it again"
    assert "1 channel " in about(findings, "permissions").sentence


async def test_a_channel_of_a_kind_that_is_not_known_yet_keeps_no_other_from_being_looked_at(
    settings: Settings, storage: Storage, wire: DiscordWire
) -> None:
    guild = wire.add_guild("Sorven watch")
    strange = guild.add_text_channel("strange")
    strange.type = 99  # type: ignore[assignment]  # as Discord may add some day
    silent, heard = (
        guild.add_text_channel("silent", bot_denied=Permission.SEND_MESSAGES),
        guild.add_text_channel("news"),
    )
    for channel in (silent, heard, wire.world.open_channel(wire.world.thread(heard, "talk"))):
        subscribe(storage, channel)
    findings = await looked(at(wire, settings))
    assert wrong(findings) == ["channel #silent of Sorven watch"]
    assert "2 channels " in about(findings, "permissions").sentence


async def test_a_forum_in_which_only_stories_with_replies_lack_a_permission(
    settings: Settings, storage: Storage, wire: DiscordWire
) -> None:
    guild = wire.add_guild("Sorven watch")
    for name, posts in (("days", Posts.DAY), ("stories", Posts.STORY)):
        subscribe(storage, guild.add_forum(name, bot_denied=Permission.SEND_MESSAGES_IN_THREADS), posts=posts)
    findings = await looked(at(wire, settings))
    assert wrong(findings) == ["channel #stories of Sorven watch"]
    assert about(findings, "channel #stories of Sorven watch").sentence == "the bot lacks Send Messages in Threads"


async def test_a_channel_that_no_receipt_can_reach(settings: Settings, wire: DiscordWire) -> None:
    guild = wire.add_guild("Sorven watch")
    silent = guild.add_text_channel("silent", bot_denied=Permission.SEND_MESSAGES)
    hidden = guild.add_text_channel("hidden", bot_denied=Permission.VIEW_CHANNEL)
    forum, ops = guild.add_forum("talk"), guild.add_text_channel("ops")

    async def told(channel_id: int) -> Finding:
        return about(await looked(at(wire, settings, receipt_channel=channel_id)), "receipt_channel")

    assert (await told(silent.id)).sentence == "in channel #silent of Sorven watch the bot lacks Send Messages"
    assert "give it View Channel there" in (await told(hidden.id)).remedy
    assert "nothing can be posted in #talk itself" in (await told(forum.id)).sentence
    missing = await told(12_345)
    assert (missing.state, missing.sentence) == (State.BAD, "there is no channel 12345")
    assert (await told(ops.id)).state is State.GOOD
    assert (await told(wire.dm(guild.add_member("ani")).id)).state is State.GOOD


async def test_what_a_paused_subscription_says_is_passed_on(
    settings: Settings, storage: Storage, wire: DiscordWire
) -> None:
    subscribe(storage, wire.add_guild("Sorven watch").add_text_channel("briefings"))
    (kept,) = storage.subscriptions()
    storage.pause_subscription(kept.id, "The channel is gone.", now=None)
    assert "The channel is gone." in about(await looked(settings), f"subscription {kept.id}").sentence


async def test_a_subscription_whose_topic_is_gone(settings: Settings, storage: Storage, wire: DiscordWire) -> None:
    subscribe(storage, wire.add_guild("Sorven watch").add_text_channel("briefings"))
    (kept,) = storage.subscriptions()
    name = f"subscription {kept.id}"
    assert name not in {finding.about for finding in await looked(settings)}
    (pack,) = (settings.seeds_dir / "topics").glob("sorven*")
    text = pack.read_text("utf-8")
    pack.write_text("no = pack", "utf-8")
    findings = await looked(settings)
    assert ("seeds" in wrong(findings), name in wrong(findings)) == (True, False)
    pack.write_text(text.replace("sorven-dam", "ostra-dam"), "utf-8")
    assert "sorven-dam in channel" in about(await looked(settings), name).sentence
