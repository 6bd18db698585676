"""Topics: which articles are about which, against what careful readers, or a publisher, say of them.

What a row of FILE says, by the keys that it has:

    about_nk, about_csto, csto    the labelled days: the conflict; the CSTO itself where `csto` is "core"
    karabakh, csto                Russian television leads: whether the lead *names* them, nothing else
    topic                         the one topic of a Slavic article; its name is the pack's id

An article counts as "about" as the bot counts it: what only mentions a topic is no prediction. Tuned were the
weights of places on every second Slavic article, and the pack of Nagorno-Karabakh on the labelled days of 2022 and
on what the feeds held besides; the other Slavic articles, the days of 2023 and the leads may be quoted.
The baseline looks for a pack's names in small letters, anywhere in title and text.
"""

from __future__ import annotations

import csv
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bench.data import read_lines, replayed_articles, write_lines
from bench.meant import SHIPPED, packs_in
from bench.table import Row, print_table
from bot.model import Aboutness, Article, Topic, TopicMatch
from bot.topics.match import TopicMatcher

HELP = "Topics: is an article about it"

ROOT = Path(__file__).resolve().parents[2]
SLAVIC = ROOT / "bench" / "packs" / "slavic"
NAMES = ROOT / "bench" / "packs" / "names"
CONFLICT, ALLIANCE, NAMED = "nagorno-karabakh", "csto", "karabakh"
LABELLED_DAYS = (*(f"2022-09-{day}" for day in range(13, 19)), *(f"2023-09-{day}" for day in range(19, 22)))
_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)

Judge = Callable[[Article], Mapping[str, TopicMatch | None]]


class Sample(NamedTuple):
    """An article and, by topic, whether it is about it; topics that nobody judged are not there."""

    article: Article
    labels: Mapping[str, bool]


class Judged(NamedTuple):
    """One topic of one article."""

    sample: Sample
    topic: str
    is_about: bool
    match: TopicMatch | None

    @property
    def is_right(self) -> bool:
        """True where label and judgement agree."""
        return self.is_about == self.sample.labels[self.topic]


def add_arguments(parser: ArgumentParser) -> None:
    """FILE holds one article a line."""
    parser.add_argument("file", type=Path, metavar="FILE", help="articles with their topics, one a line")
    parser.add_argument("--packs", type=Path, default=SHIPPED, help="the folder of topic packs (seeds/topics)")
    parser.add_argument("--out", type=Path, help="write {id, topics: [{topic, score, why}]} here, one article a line")


def run(arguments: Namespace) -> int:
    """Measure one file, and list every error."""
    topics = packs_in(arguments.packs)
    samples = list(read_samples(arguments.file, {topic.id for topic in topics}))
    matcher = TopicMatcher(topics)
    if arguments.out:
        write_lines(arguments.out, (_prediction(sample.article, matcher) for sample in samples))
    judged = _judged(samples, _briefbot(topics))
    for one in judged:
        if not one.is_right:
            _show(one)
    print_table(
        HELP, [*_rows(arguments.file.stem, "briefbot", judged), *_rows_of_names(arguments.file.stem, samples, topics)]
    )
    return 0


def table(data: Path) -> Iterator[Row]:
    """Every set that is there, marked where it was tuned on; the labelled days also with all that the feeds held."""
    shipped, slavic = packs_in(SHIPPED), packs_in(SLAVIC)
    days = data / "quality" / "clusters_labelled_days.jsonl"
    if days.exists():
        samples = list(read_samples(days, {CONFLICT, ALLIANCE}))
        for year, use in (("2022", "tuned"), ("2023", "quoted")):
            of_year = [sample for sample in samples if sample.article.first_seen_at.year == int(year)]
            yield from _both(f"labelled days {year} ({use})", of_year, shipped)
    if (data / "labels" / "stories.tsv").exists() and (data / "replay").exists():
        samples = list(entries_of_labelled_days(data))
        yield from _both("all entries of these days", samples, shipped)
        traps = [sample for sample in samples if "trap:" in sample.article.credits["note"]]
        yield from _both("traps among them", traps, shipped)
    leads = data / "quality" / "topics_ru_1tv_dev.jsonl"
    if leads.exists():
        yield from _both("Russian leads", list(read_samples(leads, {CONFLICT, ALLIANCE})), shipped)
        names = (*packs_in(NAMES), *(topic for topic in shipped if topic.id == ALLIANCE))
        yield from _both("Russian leads, by name", list(read_samples(leads, {NAMED, ALLIANCE})), names)
    articles = data / "quality" / "topics_slavicner_dev.jsonl"
    if articles.exists():
        samples = list(read_samples(articles, {topic.id for topic in slavic}))
        yield from _both("Slavic, every second (tuned)", samples[::2], slavic)
        yield from _both("Slavic, the others (quoted)", samples[1::2], slavic)


def read_samples(path: Path, known: set[str]) -> Iterator[Sample]:
    """The rows of a file whose topics are among the known ones; rows without labels have none."""
    rows = read_lines(path)
    named = {_slug(row["topic"]) for row in rows if "topic" in row} & known
    region = NAMED if NAMED in known else CONFLICT
    for row in rows:
        if "about_nk" in row:
            labels = {CONFLICT: row["about_nk"], ALLIANCE: row["csto"] == "core"}
        elif "karabakh" in row:
            labels = {region: row["karabakh"], ALLIANCE: row["csto"]}
        else:
            labels = {topic: topic == _slug(row["topic"]) for topic in named} if "topic" in row else {}
        yield Sample(_article(row), {topic: label for topic, label in labels.items() if topic in known})


def entries_of_labelled_days(data: Path) -> Iterator[Sample]:
    """Every entry of the days that were labelled in full; the note of a label is kept among the credits."""
    with (data / "labels" / "stories.tsv").open(encoding="utf-8", newline="") as file:
        rows = {row["link"]: row for row in csv.DictReader(file, delimiter="\t")}
    for article in replayed_articles(data, *LABELLED_DAYS):
        row = rows.get(article.id, {"topic_nk": "0", "note": ""})
        yield Sample(replace(article, credits={"note": row["note"] or ""}), {CONFLICT: row["topic_nk"] == "1"})


def _article(row: Mapping[str, Any]) -> Article:
    told = datetime.fromisoformat(row["date"]) if row.get("date") else _UNKNOWN
    return Article(
        id=row["id"],
        source=row.get("source", ""),
        title=row["title"],
        text=row["text"] or row["title"],
        language=row.get("lang"),
        first_seen_at=told if told.tzinfo else told.replace(tzinfo=UTC),
    )


def _briefbot(topics: Iterable[Topic]) -> Judge:
    matcher = TopicMatcher(topics)
    return lambda article: {match.topic_id: match for match in matcher.match(article)}


def _plain_names(topics: Iterable[Topic]) -> Judge:
    names = {topic.id: [re.sub("[*=]", "", alias.pattern).lower() for alias in topic.aliases] for topic in topics}

    def judge(article: Article) -> Mapping[str, TopicMatch | None]:
        low = f"{article.title}\n{article.text}".lower()
        found = [topic for topic, of_topic in names.items() if any(name in low for name in of_topic)]
        return {topic: TopicMatch(topic, Aboutness.ABOUT, 1.0, ()) for topic in found}

    return judge


def _judged(samples: Iterable[Sample], judge: Judge) -> list[Judged]:
    judged = []
    for sample in samples:
        matches = judge(sample.article)
        for topic in sorted(sample.labels):
            match = matches.get(topic)
            judged.append(Judged(sample, topic, match is not None and match.aboutness is Aboutness.ABOUT, match))
    return judged


def _both(name: str, samples: Sequence[Sample], topics: Sequence[Topic]) -> Iterator[Row]:
    yield from _rows(name, "briefbot", _judged(samples, _briefbot(topics)))
    yield from _rows_of_names(name, samples, topics)


def _rows_of_names(name: str, samples: Sequence[Sample], topics: Sequence[Topic]) -> Iterator[Row]:
    yield from _rows(name, "names as they are", _judged(samples, _plain_names(topics)))


def _rows(name: str, what: str, judged: Sequence[Judged]) -> Iterator[Row]:
    """One row a topic; where there are many, one for all of them."""
    topics = sorted({one.topic for one in judged})
    for topic in topics if len(topics) <= 2 else ["all"]:
        of_topic = [one for one in judged if topic in ("all", one.topic)]
        yield Row(name, f"{what}: {topic}", _figures(of_topic))


def _figures(judged: Sequence[Judged]) -> dict[str, float | str]:
    right = sum(one.is_about and one.is_right for one in judged)
    wrong = sum(one.is_about and not one.is_right for one in judged)
    missed = sum(not one.is_about and not one.is_right for one in judged)
    figures: dict[str, float | str] = {"articles": str(len({one.sample.article.id for one in judged}))}
    figures |= {"right": str(right), "wrong": str(wrong), "missed": str(missed)}
    if right + missed:
        figures["precision"] = right / (right + wrong) if right + wrong else 0.0
        figures["recall"] = right / (right + missed)
        figures["F1"] = 2 * right / (2 * right + wrong + missed)
    return figures


def _prediction(article: Article, matcher: TopicMatcher) -> dict[str, Any]:
    about = [match for match in matcher.match(article) if match.aboutness is Aboutness.ABOUT]
    return {
        "id": article.id,
        "topics": [{"topic": m.topic_id, "score": m.score, "why": [asdict(hit) for hit in m.hits]} for m in about],
    }


def _show(one: Judged) -> None:
    article, match = one.sample.article, one.match
    print(f"{'wrong' if one.is_about else 'missed'}: {one.topic}: {article.title} ({article.id})")
    if match:
        places = ", ".join(f"{hit.alias} in {hit.field}" for hit in match.hits[:6])
        print(f"    {match.score:.2f}: {places}")


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
