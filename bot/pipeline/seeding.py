"""What the bot knows from the start: the folder of seeds, read at start and again whenever it changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import BadValueError, ConfigError
from bot.model import Topic
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.sources.opml import read_opml
from bot.sources.seeds import read_seeds, seeds_fingerprint
from bot.storage import Storage
from bot.topics.packs import read_packs, topic_from_mapping

_FEEDS_KEY = "seeding.feeds"


@dataclass(frozen=True, slots=True)
class SeedsReport:
    """What one reading found.

    Attributes:
        articles: Articles and notes that could be read.
        topics: Topics of packs and settings.
        feeds_added: Feeds of the list that were not known before.
        problems: A sentence for each file, or part of one, that could not be read.
    """

    articles: int
    topics: int
    feeds_added: int
    problems: tuple[str, ...]


class Seeding:
    """Keeps the catalogue, the archive and the list of feeds in step with files.

    Args:
        folder: The seeds.
        feeds_file: An OPML list; nothing is read where there is none.
        defined: Says the topics of the settings by id, in the form of a pack.

    Raises:
        ConfigError: One of them cannot be followed, and why.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        intake: Intake,
        catalogue: Catalogue,
        folder: Path,
        feeds_file: Path,
        defined: Callable[[], Mapping[str, Mapping[str, object]]],
    ) -> None:
        self._storage = storage
        self._intake = intake
        self._catalogue = catalogue
        self._folder = folder
        self._feeds_file = feeds_file
        self._defined = defined
        topics_of_settings(defined())
        self._topics: dict[str, Topic] = {}
        self._fingerprint: str | None = None

    def read_if_changed(self, now: datetime, *, take_in: bool = True, anew: bool = False) -> SeedsReport | None:
        """Read everything again if a file, or a topic of the settings, is new, has changed or is gone; else None.

        And if another process has put other topics in force, or matched with others than are.

        Args:
            take_in: Bring what is read into the database; else only the topics are read, for a process
                beside one that does.
            anew: Read again in any case.
        """
        files = f"{seeds_fingerprint(self._folder)} {_file_fingerprint(self._feeds_file)}"
        fingerprint = f"{take_in} {files} {self._defined()}"
        is_known = fingerprint == self._fingerprint and not anew
        if is_known and not (take_in and self._intake.is_behind()):
            return None
        report = self._read(now, take_in=take_in)
        self._fingerprint = fingerprint
        return report

    def _read(self, now: datetime, *, take_in: bool) -> SeedsReport:
        packs, errors = read_packs(self._folder / "topics")
        # A pack that is broken for the moment is not gone, nor are those of a disk that is not mounted for the moment.
        is_complete = not errors and self._folder.is_dir()
        kept = {} if is_complete else self._topics
        topics = kept | {topic.id: topic for topic in (*packs, *topics_of_settings(self._defined()))}
        self._topics = topics
        self._catalogue.use_files(topics.values(), complete=is_complete)
        self._catalogue.reload_made()
        if not take_in:
            self._intake.know_topics(self._catalogue.all)
            return SeedsReport(0, len(topics), 0, tuple(map(str, errors)))
        self._intake.use_topics(self._catalogue.all, complete=is_complete)
        seeds = read_seeds(self._folder, now=now)
        self._intake.add(seeds.articles, now=now)
        if not seeds.errors:  # a file that is broken for the moment is not gone
            self._storage.remove_seeds_except([article.id for article in seeds.articles])
        feeds_added, feed_problems = self._read_feeds(now)
        problems = (*map(str, (*errors, *seeds.errors)), *feed_problems)
        return SeedsReport(len(seeds.articles), len(topics), feeds_added, problems)

    def _read_feeds(self, now: datetime) -> tuple[int, Sequence[str]]:
        """Add the feeds that are new in the list; one that was removed by hand stays removed."""
        try:
            data = self._feeds_file.read_bytes()
        except FileNotFoundError:
            return 0, ()
        except OSError as error:
            return 0, [f"{self._feeds_file}: cannot be read ({error.strerror or error})"]
        try:
            opml = read_opml(data)
        except BadValueError as error:
            return 0, [f"{self._feeds_file}: {error}"]
        listed = set(json.loads(self._storage.state(_FEEDS_KEY) or "[]"))
        new = [feed for feed in opml.feeds if feed.url not in listed]
        added = sum(self._storage.add_feed(f.url, f.title or None, f.folder or None, now=now) for f in new)
        if new:
            self._storage.set_state(_FEEDS_KEY, json.dumps(sorted(listed | {feed.url for feed in new})))
        return added, [f"{self._feeds_file}: {problem}" for problem in opml.problems]


def topics_of_settings(defined: Mapping[str, Mapping[str, object]]) -> tuple[Topic, ...]:
    """The topics that the settings define.

    Raises:
        ConfigError: One of them cannot be followed, and why.
    """
    topics = []
    for topic_id, mapping in defined.items():
        try:
            topics.append(topic_from_mapping(mapping, default_id=topic_id))
        except BadValueError as error:
            raise ConfigError(f"topics.{topic_id}: {error}") from error
    return tuple(topics)


def _file_fingerprint(path: Path) -> str:
    try:
        stat = path.stat()
    except OSError:
        return "-"
    return f"{stat.st_mtime_ns} {stat.st_size}"
