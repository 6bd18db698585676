from __future__ import annotations

import errno
import itertools
import json
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from bot.actions.asker import Asker
from bot.actions.guilds import Guilds, GuildSettings
from bot.actions.keeping import KeepingActions
from bot.errors import BadValueError, ConfigError
from bot.model import Alias, Correction, CorrectionKind, Posts, Topic
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.schedule import next_sends
from bot.storage import ForumPostState, Storage
from bot.storage.copying import copy_pages
from bot.storage.engine import Database
from tests.storage.examples import (
    CHANNEL,
    FEED,
    GUILD,
    HOUR,
    LEASE,
    MEMBER,
    NOON,
    add,
    article,
    briefing,
    claim,
    enqueue,
    forum_post,
    match,
    new,
    subscribe,
)

WRITES = "briefbot_writes"
OpenNew = Callable[[], Storage]


MODERATOR = Asker(MEMBER, CHANNEL, GUILD, may_manage=True)


def guilds(storage: Storage) -> Guilds:
    return Guilds(storage=storage, catalogue=Catalogue(storage), intake=Intake(storage), clock=lambda: NOON, zone="UTC")


def keeping(storage: Storage) -> KeepingActions:
    return KeepingActions(storage=storage, clock=lambda: NOON, next_sends=next_sends)


@pytest.fixture
def fill(storage: Storage) -> Storage:
    """Something of everything."""
    add(storage, new(article("a1", title="Lake", text="Fish in the lake."), "s1", match()))
    add(storage, new(article("a1", title="Lake", text="More fish in the lake.")), now=NOON + HOUR)
    storage.add_feed(FEED, "Example", "News", now=NOON)
    storage.add_guild_feed(7, FEED, added_by=MEMBER)
    topic = Topic("lake", "The Lake", aliases=(Alias("lake*", "en"),))
    storage.save_topic(topic, guild_id=7, created_by=MEMBER, now=NOON)
    for number in range(3):
        subscription = subscribe(storage, channel_id=CHANNEL + number)
    storage.unsubscribe(subscription.id, now=NOON)
    for number, each in enumerate(storage.subscriptions()):
        enqueue(storage, each, briefing_id=f"b{number}")
    storage.record_sent(claim(storage), [1], NOON)
    return storage


@pytest.fixture
def elsewhere(tmp_path: Path, migrated_file: Path) -> OpenNew:
    file = tmp_path / "elsewhere" / "briefbot.sqlite3"
    file.parent.mkdir()
    shutil.copy(migrated_file, file)
    return lambda: Storage.open(f"sqlite:///{file}")


def test_a_backup_is_restored_with_all_that_there_was(fill: Storage, elsewhere: OpenNew, tmp_path: Path) -> None:
    rows = keeping(fill).back_up(tmp_path / "copy.sqlite3")
    with elsewhere() as restored:
        assert keeping(restored).restore(tmp_path / "copy.sqlite3") == rows
        assert restored.counts() == fill.counts()
        assert restored.subscriptions() == fill.subscriptions()
        assert restored.articles(["a1"]) == fill.articles(["a1"])
        assert restored.texts_then(NOON) == fill.texts_then(NOON) != ()
        assert restored.stored_topics() == fill.stored_topics()
        assert restored.last_told(CHANNEL, "csto", NOON + HOUR) == fill.last_told(CHANNEL, "csto", NOON + HOUR)
        assert [hit.article.id for hit in restored.search("fish", limit=5)] == ["a1"]
        # An id that was given once is never given again: nonces follow from them.
        last = max(each.id for each in fill.subscriptions())
        assert subscribe(restored, channel_id=CHANNEL + 9).id == last + 2
        assert claim(restored, NOON).attempts == 2  # looked for before it is sent


def test_a_backup_moves_from_sqlite_to_a_server_and_back(url: str, elsewhere: OpenNew, tmp_path: Path) -> None:
    with elsewhere() as first:
        add(first, new(article("a1", title="Lake", text="Fish in the lake."), "s1", match()))
        enqueue(first, subscribe(first))
        first.back_up(tmp_path / "one.sqlite3")
    with Storage.open(url) as second:
        second.restore(tmp_path / "one.sqlite3")
        add(second, new(article("a2")))
        assert [hit.article.id for hit in second.search("fish", limit=5)] == ["a1"]
        assert claim(second).briefing == briefing("b0")
        second.back_up(tmp_path / "two.sqlite3")
    with Storage.open(f"sqlite:///{tmp_path / 'two.sqlite3'}") as third:
        assert {each.id for each in third.articles(["a1", "a2"])} == {"a1", "a2"}
        assert len(third.subscriptions()) == 1


def test_a_backup_names_as_many_rows_as_a_restore_brings_back(url: str, elsewhere: OpenNew, tmp_path: Path) -> None:
    with Storage.open(url) as storage:
        add(storage, new(article("a1")))
        made = storage.back_up(tmp_path / "copy.sqlite3")
    with elsewhere() as restored:
        assert restored.restore(tmp_path / "copy.sqlite3") == made == 1


def test_a_backup_is_of_one_moment_while_others_write(storage: Storage, tmp_path: Path) -> None:
    add(storage, new(article("a0"), "s0", match()))
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            add(storage, new(article(f"x{number}"), f"s{number}", match()))
            number += 1

    writing = threading.Thread(target=write)
    writing.start()
    try:
        storage.back_up(tmp_path / "copy.sqlite3")
    finally:
        stop.set()
        writing.join()
    with Storage.open(f"sqlite:///{tmp_path / 'copy.sqlite3'}") as copy:
        placed = copy.placements_between(NOON - HOUR)
        assert len(placed) == copy.counts().articles
        assert len(copy.topic_window("csto", NOON - HOUR, NOON)) == len(placed)


def test_hours_that_passed_since_the_backup_are_not_posted_a_second_time(
    fill: Storage, elsewhere: OpenNew, tmp_path: Path
) -> None:
    subscribe(fill, channel_id=CHANNEL + 5)  # due now, not yet composed
    fill.back_up(tmp_path / "copy.sqlite3")
    with elsewhere() as restored:
        keeping(restored).restore(tmp_path / "copy.sqlite3")
        assert restored.due_subscriptions(NOON) == ()
        assert all(each.next_due_at == NOON + timedelta(days=1) for each in restored.subscriptions())


class Killed(BaseException):
    """The process ends."""


def test_a_restore_that_ends_halfway_leaves_nothing_that_would_be_posted_a_second_time(
    fill: Storage, elsewhere: OpenNew, tmp_path: Path
) -> None:
    subscribe(fill, channel_id=CHANNEL + 5)  # due now, not yet composed
    fill.back_up(tmp_path / "copy.sqlite3")
    for begun in itertools.count():
        left = itertools.count(begun, -1)

        def end_before(connection: Connection, left: itertools.count[int] = left) -> None:
            if connection.get_execution_options().get(WRITES) and not next(left):
                raise Killed

        with elsewhere() as restored:
            event.listen(restored._database._engine, "begin", end_before)
            with suppress(Killed):
                keeping(restored).restore(tmp_path / "copy.sqlite3")
        with elsewhere() as there:
            if there.counts() == fill.counts():
                break
            assert there.counts().articles == 0
    with elsewhere() as there:
        assert there.due_subscriptions(NOON) == ()
        assert claim(there, NOON).attempts == 2
        assert [hit.article.id for hit in there.search("fish", limit=5)] == ["a1"]
        assert begun == 1, "it ended before what follows the rows"


def test_a_subscription_in_a_zone_that_nobody_knows_keeps_no_other_from_being_restored(
    fill: Storage, elsewhere: OpenNew, tmp_path: Path
) -> None:
    for number, zone in enumerate(("Mars/Olympus", "UTC"), 5):
        subscribe(fill, channel_id=CHANNEL + number, timezone=zone)
    fill.back_up(tmp_path / "copy.sqlite3")
    with elsewhere() as restored:
        keeping(restored).restore(tmp_path / "copy.sqlite3")
        assert {each.timezone for each in restored.due_subscriptions(NOON)} == {"Mars/Olympus"}


def test_nothing_is_overwritten(fill: Storage, tmp_path: Path) -> None:
    fill.back_up(tmp_path / "copy.sqlite3")
    with pytest.raises(ConfigError, match="is there already"):
        fill.back_up(tmp_path / "copy.sqlite3")
    with pytest.raises(ConfigError, match="is not empty"):
        fill.restore(tmp_path / "copy.sqlite3")


def test_a_full_disk_leaves_no_half_of_a_backup(fill: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_database: Database, file: Path) -> None:
        file.write_bytes(b"half")
        file.with_name(f"{file.name}-journal").touch()  # which SQLite means to go on with
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bot.storage.storage.copy_pages", full)
    monkeypatch.setattr("bot.storage.storage.copy_rows", lambda source, _copy: full(source, tmp_path / "copy.part"))
    with pytest.raises(ConfigError, match=r"copy: cannot be written \(No space left on device\)"):
        fill.back_up(tmp_path / "copy")
    assert not list(tmp_path.glob("copy*"))


def test_a_copy_without_room_for_a_file_beside_it_is_not_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "copy-shm").symlink_to("none/none")  # as on a full disk, SQLite cannot make it
    with Storage.open(f"sqlite:///{tmp_path / 'one.sqlite3'}") as storage:
        copy_pages(storage._database, tmp_path / "copy")


def test_what_is_no_backup_is_refused(storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database" * 100, encoding="utf-8")
    for name, why in (("text", "file is not a database"), ("missing", "no such file")):
        with pytest.raises(ConfigError, match=f"^{re.escape(str(tmp_path / name))}: {why}$"):
            storage.restore(tmp_path / name)
    with pytest.raises(ConfigError):
        storage.back_up(tmp_path / "text" / "copy.sqlite3")


def test_who_takes_an_export_for_a_backup_or_a_backup_for_an_export_is_told(
    fill: Storage, elsewhere: OpenNew, tmp_path: Path
) -> None:
    fill.back_up(tmp_path / "copy.sqlite3")
    (tmp_path / "made.json").write_bytes(keeping(fill).export())
    with elsewhere() as other:
        with pytest.raises(ConfigError, match=r"made\.json is no backup; .* `briefbot import` takes$"):
            other.restore(tmp_path / "made.json")
        with pytest.raises(BadValueError, match=r"but a backup; `briefbot restore` takes it$"):
            keeping(other).import_made((tmp_path / "copy.sqlite3").read_bytes())


def test_a_backup_is_brought_up_to_date_beside_the_database_and_needs_no_room_elsewhere(
    fill: Storage, elsewhere: OpenNew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill.back_up(tmp_path / "copy.sqlite3")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no room"))
    with elsewhere() as restored:
        restored.restore(tmp_path / "copy.sqlite3")
        assert restored.counts() == fill.counts()
    assert not list((tmp_path / "elsewhere").glob("restoring-*"))


def test_a_backup_that_finds_no_room_is_told_so(
    elsewhere: OpenNew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "copy.sqlite3").touch()
    monkeypatch.setattr(shutil, "copy", full)
    with elsewhere() as restored, pytest.raises(ConfigError, match=r"copied \(No space left on device\)$"):
        restored.restore(tmp_path / "copy.sqlite3")


def test_whether_a_feed_is_read_from_its_pages_is_exported_and_imported(storage: Storage, elsewhere: OpenNew) -> None:
    for url in ("https://a.example/feed", "https://b.example/feed"):
        storage.add_feed(url, now=NOON)
    storage.set_full_text("https://b.example/feed", full_text=True)
    made = keeping(storage).export()
    with elsewhere() as other:
        other.add_feed("https://a.example/feed", now=NOON)
        other.set_full_text("https://a.example/feed", full_text=True)
        keeping(other).import_made(made)
        assert [(feed.url, feed.full_text) for feed in other.feeds()] == [
            ("https://a.example/feed", False),
            ("https://b.example/feed", True),
        ]
        of_before = made.replace(b'"full_text": false', b'"full_text": null')
        other.set_full_text("https://a.example/feed", full_text=True)
        keeping(other).import_made(of_before)
        assert [feed.full_text for feed in other.feeds()] == [True, True]


def test_what_people_made_is_exported_and_imported(fill: Storage, elsewhere: OpenNew) -> None:
    fill.pause_subscription(fill.subscriptions()[0].id, "The channel has been deleted.", now=NOON)
    subscribe(fill, channel_id=CHANNEL + 1, posts=Posts.STORY)
    fill.keep_forum_post(forum_post("s1"))
    fill.keep_forum_post(forum_post("s2", state=ForumPostState.DELETED))
    data = keeping(fill).export()
    with elsewhere() as other:
        first, again = (keeping(other).import_made(data) for _ in range(2))
        parts = "feeds", "topics", "subscriptions", "posts", "mutes"
        assert [len(getattr(again.made, part)) for part in parts] == [1, 1, 2, 2, 0]
        assert [first.new[part] for part in parts] == [1, 1, 2, 2, 0]
        assert not any(again.new.values())
        assert keeping(other).export() == data
        assert [each.posts for each in other.subscriptions()] == [Posts.DAY, Posts.STORY]
        kept = {each.story_id: (each.thread_id, each.state) for each in other.forum_posts(CHANNEL, "csto")}
        assert kept == {"s1": (77, ForumPostState.OPEN), "s2": (77, ForumPostState.DELETED)}
        assert other.guild_feeds(7) == (FEED,)
        assert other.claim_pause(NOON, LEASE) is None  # its owner was told where it was paused
        assert json.loads(data)["subscriptions"][1]["channel_id"] == CHANNEL + 1


def test_quiet_hours_are_exported_and_imported_and_nonsense_keeps_nothing(fill: Storage, elsewhere: OpenNew) -> None:
    subscribe(fill, channel_id=CHANNEL + 1, quiet_hours="22:00-07:00")
    data = keeping(fill).export()
    with elsewhere() as other:
        for wrong in (b"22:00-22:00", b"11:00-13:00"):
            with pytest.raises(BadValueError):
                keeping(other).import_made(data.replace(b"22:00-07:00", wrong))
        assert (other.feeds(), other.subscriptions()) == ((), ())
        keeping(other).import_made(data)
        assert [each.quiet_hours for each in other.subscriptions()] == ["", "22:00-07:00"]


async def test_what_a_servers_moderators_set_muted_and_corrected_is_exported_and_imported(
    url: str, elsewhere: OpenNew
) -> None:
    merge = Correction(CorrectionKind.MERGE, "a1", ("a2",))
    denial = Correction(CorrectionKind.NOT_TOPIC, "a1", topic_id="csto")
    with Storage.open(url) as storage:
        await guilds(storage).change(MODERATOR, timezone="Asia/Yerevan", manager_role=55, language="hy", reads="hy, en")
        storage.set_state(f"subscriptions.zone.user.{MEMBER}", "Europe/Paris")  # a person's, not a server's
        storage.mute_story(CHANNEL, "s1", guild_id=GUILD, muted_by=MEMBER, now=NOON)
        storage.keep_correction(merge, guild_id=GUILD, made_by=MEMBER, now=NOON)
        storage.keep_correction(denial, guild_id=None, made_by=None, now=NOON + HOUR)
        data = keeping(storage).export()
    with elsewhere() as other:
        add(other, new(article("a1"), "s1", match("csto")))
        for _ in range(2):
            keeping(other).import_made(data)
        assert keeping(other).export() == data
        theirs = guilds(other)
        theirs.load()
        assert theirs.of(GUILD) == GuildSettings(manager_role=55, language="hy")
        assert await theirs.zone_of(MODERATOR) == "Asia/Yerevan"
        assert await theirs.reads_of(GUILD) == "hy,en"
        assert other.muted_stories([CHANNEL]) == {CHANNEL: frozenset({"s1"})}
        assert [said.made_by for said in other.corrections()] == [MEMBER, None]
        assert other.topic_window("csto", NOON - HOUR, NOON + HOUR) == ()
    with Storage.open(url) as storage:
        storage.forget_guild(GUILD, now=NOON)
        keeping(storage).import_made(data)
        assert storage.muted_stories([CHANNEL]) == {CHANNEL: frozenset({"s1"})}
        assert {said.correction for said in storage.corrections()} == {merge, denial}
        assert await guilds(storage).zone_of(MODERATOR) == "Asia/Yerevan"


def test_an_export_of_an_earlier_version_is_taken_over_still(storage: Storage) -> None:
    storage.mute_story(CHANNEL, "s1", guild_id=None, muted_by=MEMBER, now=NOON)
    earlier = b'{"briefbot": 1, "feeds": [{"url": "https://a.example/rss"}], "topics": [], "subscriptions": []}'
    made = keeping(storage).import_made(earlier).made
    assert (len(made.feeds), made.guilds, made.mutes, made.corrections) == (1, (), (), ())
    assert storage.muted_stories([CHANNEL]) == {CHANNEL: frozenset({"s1"})}


_GUILD = {"guild_id": GUILD, "settings": {}}
_WHERE = {"guild_id": GUILD, "channel_id": CHANNEL, "created_by": MEMBER}
_SUBSCRIPTION = _WHERE | {"topic_id": "csto", "time": "08:00", "timezone": "UTC"}
_TOPIC = {"id": "lake", "name": "Lake", "aliases": [{"pattern": "lake*", "language": "en"}]}
_STAR = {"pattern": "*", "language": "en"}
_DENIAL = {"correction": {"kind": "not-topic", "article_id": "a1"}, "guild_id": None, "made_by": None}


def _made(topic: Mapping[str, object]) -> dict[str, object]:
    return {"topic": topic, "guild_id": GUILD, "created_by": MEMBER}


@pytest.mark.parametrize(
    ("part", "wrong", "sentence"),
    [
        ("feeds", {"url": "javascript:alert(1)"}, "only http and https addresses can be read"),
        ("guild_feeds", {"guild_id": GUILD, "url": "not a feed", "added_by": MEMBER}, "that is no web address"),
        ("guilds", _GUILD | {"timezone": "Mars/Olympus"}, "no time zone “Mars/Olympus”"),
        ("guilds", _GUILD | {"reads": "Martian"}, "“Martian” is no language"),
        ("subscriptions", _SUBSCRIPTION | {"timezone": "Mars/Olympus"}, "no time zone “Mars/Olympus”"),
        ("subscriptions", _SUBSCRIPTION | {"time": "25:00"}, "“25:00” is no time of day"),
        ("subscriptions", _SUBSCRIPTION | {"days": "890"}, "“890” names no days"),
        ("subscriptions", _SUBSCRIPTION | {"days": ""}, "“” names no days"),
        ("subscriptions", _SUBSCRIPTION | {"channel_id": 2**63}, "subscriptions.1.channel_id"),
        ("topics", _made(_TOPIC | {"aliases": [_STAR]}), "the topic “Lake” cannot be: .*would match everything"),
        ("topics", _made(_TOPIC | {"name": " "}), "the topic “ ” cannot be"),
        ("topics", _made(_TOPIC | {"aliases": [], "together": [[[], []]]}), "the topic “Lake” cannot be: .*is empty"),
        ("corrections", _DENIAL | {"made_at": "2026-05-01T12:00:00"}, "corrections.0.made_at"),
    ],
)
def test_an_export_with_something_that_cannot_be_changes_nothing(
    storage: Storage, part: str, wrong: Mapping[str, object], sentence: str
) -> None:
    before = keeping(storage).export()
    right = {"feeds": [{"url": FEED}], "topics": [_made(_TOPIC)], "subscriptions": [_SUBSCRIPTION]}
    made = json.loads(before) | right
    made[part] = [*made[part], wrong]
    with pytest.raises(BadValueError, match=sentence):
        keeping(storage).import_made(json.dumps(made).encode())
    assert keeping(storage).export() == before


def test_addresses_hours_and_zones_that_somebody_wrote_into_an_export_are_read_as_people_write_them(
    storage: Storage,
) -> None:
    made = json.loads(keeping(storage).export())
    made["feeds"] = [{"url": " HTTPS://News.Example/feed ", "full_text": True}]
    made["subscriptions"] = [_SUBSCRIPTION | {"time": "8:00", "timezone": "yerevan"}]
    made["guilds"] = [_GUILD | {"timezone": "yerevan"}]
    keeping(storage).import_made(json.dumps(made).encode())
    assert [(each.url, each.full_text) for each in storage.feeds()] == [("https://news.example/feed", True)]
    assert [(each.time, each.timezone) for each in storage.subscriptions()] == [("08:00", "Asia/Yerevan")]
    assert json.loads(keeping(storage).export())["guilds"][0]["timezone"] == "Asia/Yerevan"


def test_a_zone_that_was_taken_once_and_is_refused_now_comes_back_from_an_export(storage: Storage) -> None:
    made = json.loads(keeping(storage).export())
    made["subscriptions"] = [_SUBSCRIPTION | {"timezone": "EST"}]
    made["guilds"] = [_GUILD | {"timezone": "Etc/GMT+4"}]
    keeping(storage).import_made(json.dumps(made).encode())
    assert [each.timezone for each in storage.subscriptions()] == ["EST"]
    assert json.loads(keeping(storage).export())["guilds"][0]["timezone"] == "Etc/GMT+4"


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"briefbot": 1}', b'{"briefbot": 9, "feeds": [], "topics": [], "subscriptions": []}']
)
def test_what_is_no_export_is_refused_in_words(storage: Storage, data: bytes) -> None:
    with pytest.raises(BadValueError, match="export"):
        keeping(storage).import_made(data)


def test_what_readers_read_is_exported_and_imported_and_nonsense_keeps_nothing(
    fill: Storage, elsewhere: OpenNew
) -> None:
    subscribe(fill, channel_id=CHANNEL + 1, reads="pl,en")
    data = keeping(fill).export()
    with elsewhere() as other:
        with pytest.raises(BadValueError, match="no language"):
            keeping(other).import_made(data.replace(b'"pl,en"', b'"pl,xq"'))
        assert (other.feeds(), other.subscriptions()) == ((), ())
        keeping(other).import_made(data)
        assert [each.reads for each in other.subscriptions()] == ["", "pl,en"]
