from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.pipeline.seeding import Seeding
from bot.storage import Storage
from tests.pipeline.conftest import NOON

PACK = 'name = "Bridges"\n[aliases]\nen = ["bridge*"]\n'
NOTE = "---\ntitle: What a bridge is\nkind: note\ntopics: [bridges]\n---\n\nA bridge carries a road over a river.\n"
OPML = '<opml version="2.0"><body><outline type="rss" text="{}" xmlUrl="https://{}.example/feed"/></body></opml>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    seeds = tmp_path / "seeds"
    write(seeds / "topics" / "bridges.toml", PACK)
    write(seeds / "notes" / "bridge.md", NOTE)
    write(seeds / "feeds.opml", OPML.format("One", "one"))
    return seeds


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    if path.stat().st_mtime_ns == before:  # a file system with coarse times
        os.utime(path, ns=(before + 1, before + 1))


def seeding(storage: Storage, folder: Path, defined: Mapping[str, Mapping[str, object]] | None = None) -> Seeding:
    return Seeding(
        storage=storage,
        intake=Intake(storage),
        catalogue=Catalogue(storage),
        folder=folder,
        feeds_file=folder / "feeds.opml",
        defined=lambda: defined or {},
    )


def notes(storage: Storage) -> list[str]:
    return [note.article.title for note in storage.notes("bridges")]


def test_everything_is_read_at_start(storage: Storage, folder: Path) -> None:
    report = seeding(storage, folder).read_if_changed(NOON)
    assert report is not None
    assert (report.articles, report.topics, report.feeds_added, report.problems) == (1, 1, 1, ())
    assert notes(storage) == ["What a bridge is"]
    assert [feed.url for feed in storage.feeds()] == ["https://one.example/feed"]


def test_nothing_is_read_again_until_a_file_changes(storage: Storage, folder: Path) -> None:
    reader = seeding(storage, folder)
    reader.read_if_changed(NOON)
    assert reader.read_if_changed(NOON) is None
    write(folder / "notes" / "second.md", NOTE.replace("What a bridge is", "Who builds bridges"))
    report = reader.read_if_changed(NOON)
    assert report is not None
    assert report.articles == 2
    assert sorted(notes(storage)) == ["What a bridge is", "Who builds bridges"]


def test_changed_and_removed_files_are_followed(storage: Storage, folder: Path) -> None:
    reader = seeding(storage, folder)
    reader.read_if_changed(NOON)
    write(folder / "notes" / "bridge.md", NOTE.replace("What a bridge is", "What bridges are"))
    reader.read_if_changed(NOON)
    assert notes(storage) == ["What bridges are"]
    (folder / "notes" / "bridge.md").unlink()
    reader.read_if_changed(NOON)
    assert notes(storage) == []


def test_changed_pack_is_matched_over_the_archive(storage: Storage, folder: Path) -> None:
    write(folder / "topics" / "rivers.toml", 'name = "Rivers"\n[aliases]\nen = ["canal*"]\n')
    reader = seeding(storage, folder)
    reader.read_if_changed(NOON)
    assert storage.notes("rivers") == ()
    write(folder / "topics" / "rivers.toml", 'name = "Rivers"\n[aliases]\nen = ["river*"]\n')
    reader.read_if_changed(NOON)
    assert [note.article.title for note in storage.notes("rivers")] == ["What a bridge is"]


def test_pack_that_breaks_for_a_moment_loses_nothing(storage: Storage, folder: Path) -> None:
    reader = seeding(storage, folder)
    reader.read_if_changed(NOON)
    write(folder / "topics" / "bridges.toml", PACK + "[aliases")
    report = reader.read_if_changed(NOON)
    assert report is not None
    assert (report.topics, len(report.problems)) == (1, 1)
    assert notes(storage) == ["What a bridge is"]
    seeding(storage, folder).read_if_changed(NOON)  # a start with the pack still broken
    assert notes(storage) == ["What a bridge is"]
    write(folder / "topics" / "bridges.toml", PACK)
    assert (reader.read_if_changed(NOON) or report).problems == ()
    assert notes(storage) == ["What a bridge is"]


def test_broken_file_is_told_and_stops_nothing(storage: Storage, folder: Path) -> None:
    write(folder / "topics" / "broken.toml", 'name = "Broken"\naliases = [')
    (folder / "notes" / "latin.md").write_bytes("caf\xe9".encode("latin-1"))
    report = seeding(storage, folder).read_if_changed(NOON)
    assert report is not None
    assert len(report.problems) == 2
    assert any("broken.toml:" in problem for problem in report.problems)
    assert any("latin.md" in problem and "UTF-8" in problem for problem in report.problems)
    assert notes(storage) == ["What a bridge is"]


def test_file_that_breaks_is_not_taken_for_a_removed_one(storage: Storage, folder: Path) -> None:
    reader = seeding(storage, folder)
    reader.read_if_changed(NOON)
    (folder / "notes" / "bridge.md").write_bytes(b"\xff\xfe broken")
    reader.read_if_changed(NOON)
    assert notes(storage) == ["What a bridge is"]


def test_feed_removed_by_hand_stays_removed_whatever_else_the_list_says(storage: Storage, folder: Path) -> None:
    seeding(storage, folder).read_if_changed(NOON)
    storage.remove_feed("https://one.example/feed")
    seeding(storage, folder).read_if_changed(NOON)
    assert storage.feeds() == ()
    both = OPML.format("One", "one").replace(
        "</body>", '<outline type="rss" xmlUrl="https://two.example/feed"/></body>'
    )
    write(folder / "feeds.opml", both)
    seeding(storage, folder).read_if_changed(NOON)
    assert [feed.url for feed in storage.feeds()] == ["https://two.example/feed"]


def test_broken_list_of_feeds_is_told(storage: Storage, folder: Path) -> None:
    write(folder / "feeds.opml", "<opml")
    report = seeding(storage, folder).read_if_changed(NOON)
    assert report is not None
    assert len(report.problems) == 1
    assert "feeds.opml" in report.problems[0]


def test_topics_of_the_settings_win_over_packs(storage: Storage, folder: Path) -> None:
    reader = seeding(storage, folder, {"bridges": {"name": "My bridges", "aliases": {"en": ["viaduct*"]}}})
    reader.read_if_changed(NOON)
    assert [note.match.hits for note in storage.notes("bridges")] == [()]  # by its front matter alone


def test_bad_topic_of_the_settings_is_the_operators_mistake(storage: Storage, folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"topics\.bridges: .*neither aliases nor groups"):
        seeding(storage, folder, {"bridges": {"name": "Nothing"}})


def test_missing_folder_is_told(storage: Storage, tmp_path: Path) -> None:
    report = seeding(storage, tmp_path / "nowhere").read_if_changed(NOON)
    assert report is not None
    assert (report.articles, report.topics) == (0, 0)
    assert "nowhere: there is no such folder" in report.problems[0]


def test_a_folder_that_is_away_for_a_moment_loses_nothing(storage: Storage, folder: Path) -> None:
    reader = seeding(storage, folder)
    reader.read_if_changed(NOON)
    away = folder.rename(folder.with_name("away"))
    for reads in (reader, seeding(storage, folder)):  # while it runs, and at a start
        report = reads.read_if_changed(NOON)
        assert report is not None
        assert len(report.problems) == 1
        assert notes(storage) == ["What a bridge is"]
    away.rename(folder)
    again = reader.read_if_changed(NOON)
    assert again is not None
    assert again.problems == ()
    assert notes(storage) == ["What a bridge is"]


def test_what_a_process_beside_matches_is_matched_with_the_topics_that_it_reads(storage: Storage, folder: Path) -> None:
    leading, other = seeding(storage, folder), seeding(storage, folder)
    leading.read_if_changed(NOON)
    other.read_if_changed(NOON, take_in=False)
    other._intake.match_again(storage.notes("bridges")[0].article.id)
    assert notes(storage) == ["What a bridge is"]
    assert leading.read_if_changed(NOON) is None


def test_topics_that_another_process_put_in_force_give_way_to_those_of_the_one_that_leads(
    storage: Storage, folder: Path
) -> None:
    leading = seeding(storage, folder)
    leading.read_if_changed(NOON)
    Intake(storage).use_topics(list)
    assert notes(storage) == []
    assert leading.read_if_changed(NOON) is not None
    assert notes(storage) == ["What a bridge is"]
    assert leading.read_if_changed(NOON) is None
