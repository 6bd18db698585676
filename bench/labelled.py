"""Days that a careful reader labelled, with what the feeds held on them: `nuggets.json`, `stories.tsv` and the replay.

Those of the development data, and those in `bench/labels`, of other topics and without stories.

replay entries → articles → topic → stories, as the bot finds them by the end of each day, or as labelled
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from bench.meant import Grouping
from bench.telling import Disagreement, Fact
from bot.model import Aboutness, Article, StoryArticle, Topic, TopicMatch
from bot.sources.clean import clean_text, clean_title
from bot.sources.cuts import length_limit, marked
from bot.sources.identity import article_id, canonical_url
from bot.text.language import detect_language
from bot.topics.match import TopicMatcher

OUR_LABELS = Path(__file__).parent / "labels"
"""Folders of labels, each with packs of its topics."""

_LABELLED_AS = {"nagorno-karabakh": "topic_nk", "csto": "topic_csto"}


@dataclass(frozen=True, slots=True)
class Day:
    """A labelled day of a topic."""

    day: date
    topic: Topic
    facts: tuple[Fact, ...]
    disagreements: tuple[Disagreement, ...]
    not_to_say: tuple[str, ...]


def read_days(labels: Path, packs: Sequence[Topic]) -> list[Day]:
    """The labelled days, the first first.

    Raises:
        SystemExit: None of the packs is of a labelled topic.
    """
    called = {name: pack for pack in packs for name in (pack.id, pack.name)}
    entries = json.loads((labels / "nuggets.json").read_text("utf-8"))
    if unknown := {entry["topic"] for entry in entries} - called.keys():
        raise SystemExit(f"no pack is called {', '.join(sorted(unknown))}; there are {', '.join(sorted(called))}")
    return [
        Day(
            date.fromisoformat(entry["day"]),
            called[entry["topic"]],
            tuple(
                Fact(
                    n["id"],
                    n["importance"] == "vital",
                    n["text"],
                    tuple(n["numbers"]),
                    frozenset(map(canonical_url, n["links"])),
                )
                for n in entry["nuggets"]
            ),
            tuple(Disagreement.read(each["what"], each["versions"]) for each in entry["disagreements"]),
            tuple(entry["not_to_say"]),
        )
        for entry in sorted(entries, key=itemgetter("day"))
    ]


def story_articles(labels: Path, replay: Path, days: Sequence[Day], *, by: str) -> Iterator[list[StoryArticle]]:
    """For each day all entries about its topic so far, in the stories that the bot finds by then, or as labelled."""
    told = articles(replay, [day.day for day in days])
    topics = {day.topic.id: day.topic for day in days}.values()
    matches = {topic.id: _labelled(labels, topic) if by == "gold" else _found(topic) for topic in topics}
    grouping = Grouping(topics, by_meaning=by != "words")
    gold: dict[str, str] = {}
    so_far: defaultdict[str, list[tuple[Article, TopicMatch]]] = defaultdict(list)
    for date_, of_date in groupby(days, key=lambda day: day.day):
        for article in told:
            if article.told_at is None or article.told_at.date() != date_:
                continue
            if by != "gold":
                grouping.place(article)
            for topic_id, of_topic in matches.items():
                for match, story_id in of_topic(article):
                    so_far[topic_id].append((article, match))
                    if story_id:
                        gold[article.id] = story_id
        stories = gold if by == "gold" else grouping.stories
        for day in of_date:
            yield [StoryArticle(article, match, stories[article.id]) for article, match in so_far[day.topic.id]]


def _labelled(labels: Path, topic: Topic) -> Callable[[Article], list[tuple[TopicMatch, str]]]:
    with (labels / "stories.tsv").open(encoding="utf-8") as file:
        rows = [row for row in DictReader(file, delimiter="\t") if row[_LABELLED_AS[topic.id]] == "1"]
    gold = {canonical_url(row["link"]): row["story_id"] for row in rows}
    match = TopicMatch(topic.id, Aboutness.ABOUT, 1.0, ())
    return lambda article: [(match, gold[article.url])] if article.url in gold else []


def _found(topic: Topic) -> Callable[[Article], list[tuple[TopicMatch, str]]]:
    matcher = TopicMatcher([topic])
    return lambda article: [(match, "") for match in matcher.match(article) if match.aboutness is Aboutness.ABOUT]


def articles(replay: Path, days: Sequence[date]) -> list[Article]:
    """What the feeds held on these days, the oldest first; of an address listed twice, the later title."""
    found: dict[str, Article] = {}
    for day in days:
        folder = replay / f"{day:%Y/%m/%Y-%m-%d}"
        for path in sorted(folder.glob("*_entries.json")):
            entries = json.loads(path.read_text("utf-8"))
            limit = length_limit(entry.get("description") or "" for entry in entries)
            for entry in entries:
                article = _article(entry, limit)
                found[article.id] = article
    return sorted(found.values(), key=lambda article: (article.published_at or article.first_seen_at, article.id))


def _article(entry: Mapping[str, Any], limit: int | None) -> Article:
    told_at = datetime.fromisoformat(entry["date_published"]).astimezone(UTC)
    title = clean_title(entry.get("title") or "")
    markup = entry.get("description") or ""
    text = marked(clean_text(markup), markup, limit)
    url = canonical_url(entry["link"]) if entry.get("link") else None
    return Article(
        id=article_id(entry["source"], None, url, title),
        source=entry["source"],
        feed_url=entry["source"],
        url=url,
        title=title or text[:100],
        text=text or title,
        language=detect_language(f"{title}. {text}", (entry.get("language") or "")[:2].lower() or None),
        published_at=told_at,
        first_seen_at=told_at,
    )
