"""The command line as a person uses it; the environment is their machine's, the network loopback."""

from __future__ import annotations

import asyncio
import io
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

import pytest

from bot.cli import MISTAKE, NOT_NOW, run_command_line
from bot.commands.console import keep_in
from bot.commands.reading import Format
from bot.errors import ConfigError
from bot.holding import leading
from bot.model import Placement
from bot.storage import Storage
from tests.closed_folder import close_to_us
from tests.feed_server import Entry, rss, serving
from tests.storage.examples import unlike_sentence

EVENING = datetime(2026, 5, 1, 20, tzinfo=UTC)
PACK = """
name = "Bridges"
description = "What opens, closes and collapses."
[aliases]
en = ["bridge*"]
pl = ["most", "mostu", "mosty"]
"""
NOTE = """---
title: What a bridge is
source: Notes
language: en
topics: [bridges]
kind: note
---

A bridge is a structure that carries a road or a railway over an obstacle.
"""
ARTICLE = """---
title: Bridge opens in Gyumri
source: Example News
url: https://news.example/bridge
published: 2026-05-01T09:00+00:00
language: en
---

The bridge over the Akhuryan opened on Friday, the ministry said. It had been closed for 14 months.
"""


@dataclass
class Outcome:
    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]


@pytest.fixture
def home(tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An operator's folder: a database, seeds of one topic, one note and one article; no feeds."""
    for name in list(os.environ):
        if name.startswith("BRIEFBOT_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    for folder, name, text in (
        ("topics", "bridges.toml", PACK),
        ("notes", "n.md", NOTE),
        ("articles", "a.md", ARTICLE),
    ):
        path = tmp_path / "seeds" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "config.toml").write_text('follow = ["bridges"]\n', encoding="utf-8")
    (tmp_path / "data").mkdir()
    shutil.copy(migrated_file, tmp_path / "data" / "briefbot.sqlite3")
    return tmp_path


@pytest.fixture
def cli(home: Path, capfd: pytest.CaptureFixture[str]) -> Cli:  # noqa: ARG001 - the folder must be there
    def run(*arguments: str) -> Outcome:
        code = run_command_line(arguments)
        captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


def test_run_without_a_token_prints_the_followed_topics_and_how_to_go_live(cli: Cli, home: Path) -> None:
    shutil.rmtree(home / "data")  # as at the very first start
    outcome = cli("run")
    assert outcome.code == 0
    assert "Bridges" in outcome.out
    assert "Bridge opens in Gyumri" in outcome.out
    assert "A bridge is a structure" in outcome.out
    last = outcome.out.rstrip().splitlines()[-2:]
    assert "briefbot init" in last[0]
    assert "README" in last[1]
    assert "Traceback" not in outcome.err


def test_brief_as_of_a_moment_holds_nothing_told_later(cli: Cli) -> None:
    before = json.loads(cli("brief", "bridges", "--at", "2026-05-01T08:00Z", "--format", "json").out)
    after = json.loads(cli("brief", "bridges", "--at", "2026-05-01T10:00Z", "--format", "json").out)
    assert before["stories"] == []
    assert [story["headline"] for story in after["stories"]] == ["Bridge opens in Gyumri"]


def test_a_long_briefing_tells_more(cli: Cli, home: Path) -> None:
    # What words mean that mean nothing is much the same.
    (home / "config.toml").write_text('follow = ["bridges"]\ncompare_meanings = false\n', encoding="utf-8")
    for at in range(30):
        head, _, _ = ARTICLE.partition("The bridge")
        head = head.replace("opens in Gyumri", unlike_sentence(at)[4:30]).replace("/bridge", f"/{at}")
        (home / "seeds" / "articles" / f"{at}.md").write_text(f"{head}{unlike_sentence(at)}\n", encoding="utf-8")
    asked = ("brief", "bridges", "--at", "2026-05-01T10:00Z", "--format", "json")
    usual, long = (json.loads(cli(*asked, *more).out) for more in ((), ("--long",)))
    assert len(_sentences(usual)) < len(_sentences(long))


def _sentences(briefing: Mapping[str, Any]) -> list[Any]:
    return [sentence for story in briefing["stories"] for sentence in story["sentences"]]


def test_json_is_the_documented_contract(cli: Cli) -> None:
    told = json.loads(cli("brief", "Bridges", "--at", "2026-05-01T10:00Z", "--window", "3d", "--format", "json").out)
    assert told["topic"] == "bridges"
    assert told["at"] == "2026-05-01T10:00:00Z"
    assert told["window"] == {"from": "2026-04-28T10:00:00Z", "to": "2026-05-01T10:00:00Z"}
    assert told["articles_read"] == 1
    (story,) = told["stories"]
    assert (story["status"], story["articles"]) == ("new", ["https://news.example/bridge"])
    sentence = story["sentences"][0]
    assert sentence["text"] == "The bridge over the Akhuryan opened on Friday, the ministry said."
    assert sentence["end"] - sentence["start"] == len(sentence["text"])
    assert sentence["article"] == {
        "url": "https://news.example/bridge",
        "title": "Bridge opens in Gyumri",
        "source": "Example News",
        "published": "2026-05-01T09:00:00Z",
        "language": "en",
    }


def test_days_and_lengths_of_time_may_be_words(cli: Cli) -> None:
    asked = "brief", "bridges", "--format", "json"
    numbers = json.loads(cli(*asked, "--at", "2026-05-01", "--window", "3d").out)
    words = json.loads(cli(*asked, "--at", "1 May 2026", "--window", "the last 3 days").out)
    assert words == numbers
    assert "Bridge opens in Gyumri" in cli("search", "akhuryan", "--until", "2 May 2026").out
    timelines = [
        cli("timeline", "bridges", "--from", first, "--to", "yesterday").out for first in ("2026-05-01", "1 May 2026")
    ]
    assert timelines[0] == timelines[1] != ""


def test_a_day_in_words_is_meant_as_of_the_moment_that_is_asked_for(cli: Cli) -> None:
    asked = "brief", "bridges", "--format", "json", "--at", "2026-05-02T18:00Z", "--window"
    windows = [json.loads(cli(*asked, word).out)["window"] for word in ("yesterday", "today")]
    assert windows == [
        {"from": "2026-05-01T00:00:00Z", "to": "2026-05-01T23:59:59Z"},
        {"from": "2026-05-02T00:00:00Z", "to": "2026-05-02T18:00:00Z"},
    ]
    as_of_then = "timeline", "bridges", "--at", "2026-05-02T18:00Z"
    told = [cli(*as_of_then, "--from", day, "--to", day).out for day in ("yesterday", "2026-05-01")]
    assert told[0] == told[1]
    assert "Akhuryan" in told[0]


def test_html_is_a_page_of_its_own(cli: Cli) -> None:
    page = cli("brief", "bridges", "--at", "2026-05-01T10:00Z", "--format", "html").out
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "Bridge opens in Gyumri" in page


def test_empty_window_says_so_and_shows_the_latest_known(cli: Cli) -> None:
    told = cli("brief", "bridges", "--at", "2026-06-01").out
    assert "Bridge opens in Gyumri" in told
    assert "Nothing" in told


def test_search_finds_words_and_phrases(cli: Cli) -> None:
    assert "Bridge opens in Gyumri" in cli("search", "akhuryan").out
    assert "Bridge opens in Gyumri" in cli("search", '"closed for 14"').out
    assert "Bridge opens in Gyumri" not in cli("search", "volcano").out
    assert "Only what fits lang:pl was searched" in " ".join(cli("search", "akhuryan", "lang:pl").out.split())


def test_what_an_operator_corrects_is_listed_exported_and_undone(cli: Cli) -> None:
    told = cli("correct", "not-topic", "https://news.example/bridge", "bridges").out
    assert told == "Correction 1: “Bridge opens in Gyumri” is not about Bridges.\n"
    at = ("brief", "bridges", "--at", "2026-05-01T10:00Z", "--format", "json")
    assert json.loads(cli(*at).out)["stories"] == []
    assert "“Bridge opens in Gyumri” is not about Bridges" in cli("corrections", "list").out
    assert json.loads(cli("corrections", "export").out)["not_topic"] == "bridges"
    assert cli("corrections", "undo", "1").code == 0
    assert len(json.loads(cli(*at).out)["stories"]) == 1
    assert "Nothing has been corrected" in cli("corrections", "list").out
    alone = cli("correct", "split", "https://news.example/bridge")
    assert (alone.code, alone.err) == (MISTAKE, "briefbot: This article is alone in its story already.\n")


def test_regrouping_shows_what_would_change_and_changes_it_only_when_told_to(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = ARTICLE.replace("Example News", "Other News").replace("/bridge", "/again").replace("opened on", "opened")
    (home / "seeds" / "articles" / "b.md").write_text(again, encoding="utf-8")
    assert "Nothing would change" in cli("regroup", "--yes").out
    with Storage.open(f"sqlite:///{home / 'data' / 'briefbot.sqlite3'}") as storage:
        article = storage.search("bridge akhuryan", limit=1)[0].article
        storage.move_articles([Placement(article.id, "apart", opened=True, score=0.0, why="badly placed")])
        monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
        shown = cli("regroup")
        assert "2 articles in 2 stories." in shown.out
        assert "1 made of several, 0 of now split; 1 article would move." in shown.out
        assert "· Bridge opens in Gyumri" in shown.out
        assert "Nothing was changed." in shown.out
        assert len(set(storage.all_stories().values())) == 2
        assert "Changed." in cli("regroup", "--yes").out
        assert len(set(storage.all_stories().values())) == 1


def test_its_version_is_told_whatever_the_settings_are(cli: Cli, home: Path) -> None:
    (home / "config.toml").write_text("nonsense", encoding="utf-8")
    run = cli("--version")
    assert (run.code, run.out.strip()) == (0, f"briefbot {version('briefbot')}")


def test_topics_lists_names_and_what_they_are(cli: Cli) -> None:
    told = cli("topics").out
    assert "Bridges" in told
    assert "What opens, closes and collapses." in told
    assert cli("topics", "list").out == told, "as feeds and corrections are listed"


def test_a_terminal_that_says_it_has_no_columns_shows_the_list_all_the_same(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "0")
    assert "bridges" in cli("topics").out


def test_a_topic_is_tested_and_what_its_names_lack_is_told_in_a_line_to_be_copied(cli: Cli, home: Path) -> None:
    pack = 'name = "Shut bridges"\n[aliases]\nen = ["ministry bridge", "ferr*"]\n'
    (home / "seeds" / "topics" / "shut.toml").write_text(pack, encoding="utf-8")
    lately = f"published: {datetime.now(UTC) - timedelta(hours=2):%Y-%m-%dT%H:%M+00:00}"
    for number in range(2):
        text = ARTICLE.replace("published: 2026-05-01T09:00+00:00", lately).replace("/bridge", f"/{number}")
        (home / "seeds" / "articles" / f"{number}.md").write_text(text.replace("Gyumri", f"Gyumri {number}"), "utf-8")
    told = cli("topics", "test", "shut").out
    assert "0 articles about it" in told
    assert "Finds nothing that no other name finds: ferr*" in told
    assert "“ministry bridge” as it is: 0. “Only together” would find 2 articles more:" in told
    assert "ministry + bridge*" in told.splitlines()
    assert "Bridge opens in Gyumri 1" in cli("topics", "test", "bridges").out
    assert cli("topics", "test", "canals").code == MISTAKE


def test_a_list_without_feeds_is_a_mistake(cli: Cli, home: Path) -> None:
    (home / "none.opml").write_text('<opml version="2.0"><body/></opml>', encoding="utf-8")
    outcome = cli("feeds", "import", "none.opml")
    assert (outcome.code, "this list names no feed" in outcome.err) == (MISTAKE, True)


def test_of_very_many_feeds_that_cannot_be_read_the_first_are_told(cli: Cli, home: Path) -> None:
    """Offline all fail for one reason, and what matters would be out of sight."""
    feeds = "".join(f'<outline type="rss" xmlUrl="http://127.0.0.1:{port}/"/>' for port in range(1, 26))
    (home / "list.opml").write_text(f'<opml version="2.0"><body>{feeds}</body></opml>', encoding="utf-8")
    cli("feeds", "import", "list.opml")
    told = cli("refresh").err.splitlines()
    assert [line[:2] for line in told] == ["! "] * 10 + ["  ", "No"]
    assert told[10] == "  and 15 more; `briefbot feeds list` tells of each"
    assert told[11] == "None of 25 feeds could be read; is this machine online?"


async def test_feeds_are_imported_read_and_briefed(home: Path, cli: Cli) -> None:
    async with serving() as server:
        entry = Entry("/opening", "Bridge over the Debed closes", "The bridge closed at noon.", EVENING)
        server.feeds["/good.xml"] = rss("Debed Daily", [entry])
        outlines = "".join(
            f'<outline type="rss" text="{n}" xmlUrl="{server.url(n)}"/>' for n in ("/good.xml", "/no.xml")
        )
        (home / "list.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
        (home / "config.toml").write_text(
            'follow = ["bridges"]\nfetch_allowed_networks = ["127.0.0.0/8"]', encoding="utf-8"
        )

        async def briefbot(*arguments: str) -> str:
            return await told(cli, *arguments)

        assert "2 feeds added" in await briefbot("feeds", "import", "list.opml")
        assert "2 known already" in await briefbot("feeds", "import", "list.opml")
        read = await briefbot("refresh")
        assert "1 could not be read" in read
        assert "1 new article" in read
        assert "Traceback" not in read
        assert "Bridge over the Debed closes" in await briefbot("brief", "bridges", "--at", "2026-05-01")
        assert "/no.xml" in await briefbot("feeds", "list")
        assert server.url("/good.xml") in await briefbot("feeds", "export")
        await briefbot("feeds", "remove", server.url("/no.xml").removeprefix("http://"))
        assert "/no.xml" not in await briefbot("feeds", "list")


async def told(cli: Cli, *arguments: str) -> str:
    """What a command tells on both streams, run beside the server of the test; it must succeed."""
    outcome = await asyncio.to_thread(cli, *arguments)
    assert outcome.code == 0, outcome.err
    return outcome.out + outcome.err


async def test_feed_is_found_by_the_address_of_its_page_and_explained(home: Path, cli: Cli) -> None:
    async with serving() as server:
        server.feeds["/"] = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
        server.feeds["/rss.xml"] = rss("Debed Daily", [Entry("/1", "The Debed rises", "It rose.", EVENING)])
        (home / "config.toml").write_text(
            'follow = ["bridges"]\nfetch_allowed_networks = ["127.0.0.0/8"]', encoding="utf-8"
        )
        typed = server.url("/").removeprefix("http://")
        assert f"✓ {server.url('/')} answers with" in await told(cli, "feeds", "check", typed)
        checked = await told(cli, "feeds", "check", server.url("/"))
        assert "✗ that is a web page, not a feed" in checked
        assert f"✓ it names {server.url('/rss.xml')}" in checked
        assert "A bot that runs reads it within a minute" in await told(cli, "feeds", "add", server.url("/"))
        assert server.url("/rss.xml") in await told(cli, "feeds", "list")
        server.feeds["/rss.xml"] = rss("Debed Daily", [])
        empty = await asyncio.to_thread(cli, "feeds", "check", server.url("/rss.xml"))
        assert empty.code == 1
        assert "✗ it is the feed of Debed Daily (en): 0 of 0 entries are articles" in empty.out


async def test_address_without_a_feed_is_not_added_unless_it_is_meant(home: Path, cli: Cli) -> None:
    async with serving() as server:
        (home / "config.toml").write_text('fetch_allowed_networks = ["127.0.0.0/8"]', encoding="utf-8")
        gone = server.url("/gone.xml")
        refused = await asyncio.to_thread(cli, "feeds", "add", gone)
        assert refused.code == 2
        assert "HTTP 404" in refused.out
        assert "Not added" in refused.err
        assert gone not in await told(cli, "feeds", "list")
        assert "Added." in await told(cli, "feeds", "add", "--unchecked", gone)
        assert gone in await told(cli, "feeds", "list")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["brief", "bridgse"], "Did you mean Bridges?"),
        (["brief", "bridges", "--window", "soon"], "“soon” is no length of time and no day"),
        (["brief", "bridges", "--at", "tomorrow"], "“tomorrow” is no moment"),
        (["--config", "absent.toml", "topics"], "absent.toml: no such file"),
        (["feeds", "add", "not a url"], "not a url"),
        (["feeds", "import", "absent.opml"], "absent.opml cannot be read"),
        (["feeds", "import", "config.toml"], "no list of feeds"),
        (["feeds", "remove", "https://nowhere.example/feed"], "No feed with the address"),
        (["search", "!"], "nothing to search for"),
        (["brief"], "topic"),
        (["frobnicate"], "frobnicate"),
        (["run", "--shards", "x"], "“x” names no shards"),
        (["run", "--role", "worker"], "an SQLite file serves one process"),
        (["restore", "absent.sqlite3"], "absent.sqlite3: no such file"),
        (["import", "config.toml"], "this is no export of Briefbot"),
    ],
)
def test_mistake_is_a_sentence_and_exit_code_2(cli: Cli, arguments: list[str], sentence: str) -> None:
    outcome = cli(*arguments)
    assert outcome.code == MISTAKE
    assert sentence in " ".join(outcome.err.split())
    assert outcome.out == ""
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["topics"],
        ["backup", "closed/copy.sqlite3"],
        ["restore", "closed/copy.sqlite3"],
        ["--config", "closed/config.toml", "init"],
    ],
)
def test_a_path_through_a_closed_folder_is_a_sentence_and_exit_code_2(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    close_to_us(home / "closed", monkeypatch)
    if arguments == ["topics"]:  # as with sudo from a home of one's own
        monkeypatch.setattr("bot.config_reading.DEFAULT_FILE", Path("closed/config.toml"))
    outcome = cli(*arguments)
    assert outcome.code == MISTAKE
    assert "is closed to the user that this runs as (Permission denied)" in outcome.err
    assert "Traceback" not in outcome.err


def test_unknown_setting_is_a_sentence_and_exit_code_2(cli: Cli, home: Path) -> None:
    (home / "config.toml").write_text('timezon = "UTC"', encoding="utf-8")
    outcome = cli("topics")
    assert outcome.code == MISTAKE
    assert "did you mean timezone?" in outcome.err


def test_ready_says_where_nobody_answers_and_its_exit_code_tells_scripts(cli: Cli, home: Path) -> None:
    with socket.socket() as silent:  # bound, and nobody listens
        silent.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        (home / "config.toml").write_text(f'watch_at = "{address}"', encoding="utf-8")
        for arguments in (["ready"], ["ready", "--alive"]):
            outcome = cli(*arguments)
            assert outcome.code == 1
            assert f"No Briefbot answers at {address}" in outcome.err
    (home / "config.toml").write_text('watch_at = ""', encoding="utf-8")
    assert [cli(*arguments).code for arguments in (["ready"], ["ready", "--alive"])] == [1, 0]


async def test_another_program_that_answers_is_not_taken_for_the_bot(cli: Cli, home: Path) -> None:
    async with serving() as other:
        address = other.base.removeprefix("http://")
        (home / "config.toml").write_text(f'watch_at = "{address}"', encoding="utf-8")
        outcome = await asyncio.to_thread(cli, "ready")
    assert outcome.code == 1
    assert f"Another program than Briefbot answers at {address} (watch_at): 404" in " ".join(outcome.err.split())


def test_doctor_says_what_is_wrong_and_its_exit_code_tells_scripts(cli: Cli, home: Path) -> None:
    noted = cli("doctor")  # that there are no feeds, and no token
    told = "Nothing is broken; what is marked ! may want a look."
    assert (noted.code, noted.out.splitlines()[-1]) == (0, told)
    shutil.rmtree(home / "data")
    (home / "data").touch()
    ill = cli("doctor")
    assert (ill.code, ill.out.splitlines()[-1]) == (1, "1 problem.")
    assert "✗ data: data cannot be written\n  → let the user that runs the bot write there" in ill.out
    (home / "config.toml").write_text('keep_days = "nowhere"', encoding="utf-8")
    assert cli("doctor").code == MISTAKE


@pytest.mark.parametrize(
    "how", [pytest.param(each, marks=[] if each is Format.TEXT else pytest.mark.slow) for each in Format]
)
def test_a_machine_that_writes_no_unicode_stumbles_over_no_letter(home: Path, how: Format) -> None:
    pack = home / "seeds" / "topics" / "bridges.toml"
    pack.write_text(PACK.replace('"Bridges"', '"Մосты"'), encoding="utf-8")
    program = "from bot.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "brief", "bridges", "--format", how],
        cwd=home,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert ("Մосты" in done.stdout.decode()) is (how is not Format.TEXT)


_BRIEF = ["brief", "bridges", "--format", "json"]


@pytest.fixture
def answering_into(request: pytest.FixtureRequest, home: Path) -> Callable[[IO[str] | int, str], tuple[int, str]]:
    """Runs a command that answers into a stream; gives its exit code and what it complains of."""

    def run(output: IO[str] | int, unbuffered: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *request.param],
            cwd=home,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        return done.returncode, done.stderr

    return run


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is a thing of Linux")
@pytest.mark.parametrize(
    "answering_into",
    [_BRIEF, ["--help"], pytest.param(["topics"], marks=pytest.mark.slow)],
    indirect=True,
    ids=" ".join,
)
@pytest.mark.parametrize("unbuffered", ["", pytest.param("1", marks=pytest.mark.slow)])
def test_an_answer_that_cannot_be_written_is_a_sentence_and_exit_code_2(
    answering_into: Callable[[IO[str] | int, str], tuple[int, str]], unbuffered: str
) -> None:
    with Path("/dev/full").open("w") as full:
        told = answering_into(full, unbuffered)
    assert told == (2, "briefbot: the output cannot be written (No space left on device)\n")


@pytest.mark.parametrize(
    "answering_into",
    [["topics"], ["--help"], pytest.param(_BRIEF, marks=pytest.mark.slow)],
    indirect=True,
    ids=" ".join,
)
@pytest.mark.parametrize("unbuffered", ["", pytest.param("1", marks=pytest.mark.slow)])
def test_an_answer_that_nobody_reads_ends_without_a_word(
    answering_into: Callable[[IO[str] | int, str], tuple[int, str]], unbuffered: str
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    told = answering_into(writing, unbuffered)
    os.close(writing)
    assert told == (1, "")


@pytest.mark.parametrize("command", [["--help"], pytest.param(_BRIEF, marks=pytest.mark.slow)], ids=" ".join)
def test_an_answer_into_a_closed_stream_is_lost(home: Path, command: list[str]) -> None:
    shell = 'exec "$0" -m bot "$@" >&-'
    done = subprocess.run(
        ["sh", "-c", shell, sys.executable, *command], cwd=home, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["doctor", pytest.param("run", marks=pytest.mark.slow)])
def test_machine_without_data_on_time_zones_is_told_where_to_get_it(home: Path, command: str) -> None:
    program = "import sys; sys.modules['tzdata'] = None; from bot.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, command],
        cwd=home,
        env=os.environ | {"PYTHONTZPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (MISTAKE, 1)
    assert "has no time zone data, so that “UTC” is unknown; install the package tzdata" in done.stderr


@pytest.mark.parametrize(
    ("called", "on_path", "told"),
    [
        ("venv/bin/briefbot", "", "venv/bin/briefbot"),
        ("{home}/venv/bin/briefbot", "", "venv/bin/briefbot"),
        ("{home}/elsewhere/briefbot", "venv/bin", "{home}/elsewhere/briefbot"),
        ("venv/bin/briefbot", "venv/bin", "briefbot"),
        ("{home}/bot/__main__.py", "", "briefbot"),
    ],
)
def test_what_to_type_next_is_told_as_it_can_be_typed(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch, called: str, on_path: str, told: str
) -> None:
    work = home / "seeds" if "elsewhere" in called else home
    for folder in ("venv/bin", "elsewhere"):
        (home / folder).mkdir(parents=True)
        (home / folder / "briefbot").touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [called.format(home=home), "doctor"])
    monkeypatch.setenv("PATH", str(home / on_path) if on_path else os.defpath)
    monkeypatch.chdir(work)
    assert f"`{told.format(home=home)} init` asks for one" in cli("doctor").out


def test_unknown_followed_topic_is_a_sentence(cli: Cli, home: Path) -> None:
    (home / "config.toml").write_text('follow = ["volcano"]', encoding="utf-8")
    outcome = cli("run")
    assert outcome.code == MISTAKE
    assert "follow: No topic is called “volcano”. There is Bridges" in outcome.err


def test_what_does_not_follow_topics_works_where_one_that_is_followed_is_gone(cli: Cli, home: Path) -> None:
    """`doctor` sends people to `topics` then, and a feed is added as ever."""
    (home / "config.toml").write_text('follow = ["volcano"]', encoding="utf-8")
    for arguments in (["topics"], ["brief", "bridges"], ["feeds", "list"]):
        outcome = cli(*arguments)
        assert (outcome.code, outcome.err) == (0, "")
    assert "Bridges" in cli("topics").out


def test_broken_seed_is_told_with_its_place_and_stops_nothing(cli: Cli, home: Path) -> None:
    (home / "seeds" / "notes" / "latin.md").write_bytes("---\ntitle: x\n---\n\ncaf\xe9".encode("latin-1"))
    outcome = cli("brief", "bridges", "--at", "2026-05-01T10:00Z")
    assert outcome.code == 0
    assert "latin.md" in outcome.err
    assert "UTF-8" in outcome.err
    assert "Bridge opens in Gyumri" in outcome.out


def test_everything_is_backed_up_and_restored_and_what_people_made_exported(cli: Cli, home: Path) -> None:
    assert cli("feeds", "add", "--unchecked", "https://news.example/feed").code == 0
    assert cli("brief", "bridges", "--at", "2026-05-01T20:00Z").code == 0
    assert "are in copy.sqlite3" in cli("backup", "copy.sqlite3").out
    exported = cli("export").out
    (home / "export.json").write_text(exported, encoding="utf-8")
    assert "is not empty" in cli("restore", "copy.sqlite3").err
    (home / "data").rename(home / "before")
    assert "rows restored" in cli("restore", "copy.sqlite3").out
    assert cli("export").out == exported
    assert "Bridge opens in Gyumri" in cli("search", "gyumri").out
    known = "1 feed (0 new), 0 topics (0 new), 0 subscriptions (0 new), 0 muted stories (0 new), 0 corrections (0 new)"
    assert cli("import", "export.json").out == f"{known} taken over.\n"
    cli("feeds", "remove", "https://news.example/feed")
    assert "1 feed (1 new), 0 topics" in cli("import", "export.json").out


def test_a_file_called_minus_is_standard_input_or_output(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("feeds", "add", "--unchecked", "https://news.example/feed")
    exported, made = cli("feeds", "export", "-").out, cli("export").out
    assert exported == cli("feeds", "export").out
    cli("feeds", "remove", "https://news.example/feed")
    for command, text in ((["feeds", "import", "-"], exported), (["import", "-"], made)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert "1 feed" in cli(*command).out
    for command in (["backup", "-"], ["timeline", "bridges", "--picture", "-"]):
        refused = cli(*command)
        assert (refused.code, "name a file" in refused.err) == (MISTAKE, True)
    assert not (home / "-").exists()


def test_a_file_holds_what_it_held_where_there_is_no_room_for_the_new(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")  # a thing of POSIX
    file, link = tmp_path / "feeds.opml", tmp_path / "link.opml"
    keep_in(file, b"before")
    link.symlink_to(file)
    keep_in(link, b"now")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(ConfigError, match="cannot be written"):
            keep_in(file, b"more than there is room for")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (file.read_bytes(), link.is_symlink()) == (b"now", True)
    assert {*tmp_path.iterdir()} == {file, link}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes, and links for few")
def test_a_file_that_is_written_anew_is_read_by_whom_it_was(tmp_path: Path) -> None:
    file, loop = tmp_path / "feeds.opml", tmp_path / "loop.opml"
    keep_in(file, b"before")
    file.chmod(0o640)
    keep_in(file, b"now")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"now", 0o640)
    loop.symlink_to(loop)
    keep_in(loop, b"now")
    assert loop.read_bytes() == b"now"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes with a name")
def test_a_pipe_is_written_into_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        keep_in(pipe, b"feeds")
        assert os.read(reader, 9) == b"feeds"
    finally:
        os.close(reader)
    assert [each.is_fifo() for each in tmp_path.iterdir()] == [True]


def test_where_nothing_is_kept_no_backup_is_made(cli: Cli, home: Path) -> None:
    outcome = cli("backup", "copy.sqlite3")
    assert outcome.code == MISTAKE
    assert "holds nothing, so no backup is made; keep those that there are" in " ".join(outcome.err.split())
    assert not (home / "copy.sqlite3").exists()


def test_what_another_process_reads_feeds_for_is_left_to_it(cli: Cli, home: Path) -> None:
    assert cli("topics").code == 0
    with Storage.open(f"sqlite:///{home / 'data' / 'briefbot.sqlite3'}") as storage, leading(storage):
        for command in (["run"], ["refresh"]):
            outcome = cli(*command)
            assert outcome.code == NOT_NOW
            assert "another Briefbot runs on this database" in " ".join(outcome.err.split())
        assert cli("brief", "bridges").code == 0


def test_a_bot_whose_server_does_not_answer_yet_may_be_started_again(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends with 2 a service manager leaves alone for good, and after a power cut a database may come up later."""
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed")
    monkeypatch.setenv("BRIEFBOT_DATABASE_URL", "postgresql://postgres@127.0.0.1:1/briefbot")
    for role in ("all", "worker"):
        outcome = cli("run", "--role", role)
        assert (outcome.code, "Connection refused" in outcome.err) == (NOT_NOW, True)
    monkeypatch.setenv("BRIEFBOT_DATABASE_URL", "mysql://root@127.0.0.1:1/briefbot")
    assert cli("run").code == MISTAKE


def test_removed_seed_is_forgotten(cli: Cli, home: Path) -> None:
    assert "Bridge opens" in cli("search", "akhuryan").out
    (home / "seeds" / "articles" / "a.md").unlink()
    assert "Bridge opens" not in cli("search", "akhuryan").out


@pytest.mark.parametrize("group", [(), ("feeds",), ("topics",), ("correct",), ("corrections",)], ids=" ".join)
def test_help_says_in_a_line_what_each_command_does(cli: Cli, group: tuple[str, ...]) -> None:
    _, _, commands = cli(*group, "--help").out.partition("Commands:")
    assert commands
    assert "..." not in commands


def test_help_names_every_command(cli: Cli) -> None:
    told = cli("--help").out
    assert all(
        name in told
        for name in ("run", "brief", "search", "topics", "refresh", "feeds", "backup", "restore", "export", "doctor")
    )
    assert "--config" in told


@pytest.mark.parametrize("group", ["feeds", "topics", "corrections"])
def test_help_names_what_a_group_can_do(cli: Cli, group: str) -> None:
    _, _, commands = cli(group, "--help").out.partition("Commands:")
    named = [line.split()[0] for line in commands.splitlines() if line[2:3].strip()]
    _, _, listed = cli("--help").out.partition(f"\n  {group} ")
    assert named
    assert all(name in listed.splitlines()[0] for name in named)


@pytest.mark.parametrize("command", [[], ["run"], ["ready"], ["feeds", "add"]])
def test_help_loads_nothing_that_only_a_bot_at_work_needs(command: list[str]) -> None:
    code = f"""
import sys
from bot.cli import run_command_line
assert run_command_line([*{command!r}, "--help"]) == 0
heavy = "discord", "sqlalchemy", "aiohttp", "alembic", "apscheduler", "babel", "feedparser", "PIL", "trafilatura"
assert sys.modules.keys().isdisjoint(heavy), sys.modules.keys() & set(heavy)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_command_line_without_a_token_never_loads_discord(home: Path) -> None:
    program = (
        "import sys; from bot.cli import run_command_line; code = run_command_line(['topics']); "
        "sys.exit(code or ('discord' in sys.modules) * 9)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
