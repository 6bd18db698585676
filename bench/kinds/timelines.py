"""Timelines of long stories: our days and sentences against the days on which most was told.

    FILE               {id, cluster, timeline: [{date, text}]}, the timelines that people wrote
    FILE_articles      {id, cluster, source, date, text}, beside it: `timelines_t17_articles.jsonl`

Each system is told the first day, the last one and how many days there are, as the published systems are
(Ghalandari and Ifrim 2020, "Examining the State-of-the-Art in News Timeline Summarization"; those give as many
sentences a day as people do on average, some three, the bot one or two). Date F1 and ROUGE-1 F1 of days aligned many to
one by date and content (Martschat and Markert 2017) come from `tilse`, which is not among the project's dependencies:
it wants numba and spaCy, which these measures don't use (`pip install --no-deps tilse`, and nltk). The topics named
below have been used for tuning.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.baseline import first_quote
from bench.data import read_lines, write_lines
from bench.table import Row, print_table
from bot.briefing.timeline import timeline
from bot.model import Article, Topic

HELP = "Timelines: days found and ROUGE of their sentences"

SETS = ("timelines_t17.jsonl",)
_TUNED_ON = frozenset({"EgyptianProtest", "H1N1", "LibyaWar"})
_NO_TOPIC = Topic("timeline", "")

Told = dict[date, str]
"""A sentence for each day."""


@dataclass(frozen=True, slots=True)
class Given:
    """A timeline that a person wrote, and the articles there are."""

    id: str
    topic: str
    reference: Mapping[date, str]
    articles: Sequence[Article]


System = Callable[[Given], Told]


def add_arguments(parser: ArgumentParser) -> None:
    """FILE holds timelines, one a line."""
    parser.add_argument("file", type=Path, metavar="FILE", help="timelines, JSON lines, with their articles beside")
    parser.add_argument("--out", type=Path, help="write {id, timeline: [{date, text}]} here")


def run(arguments: Namespace) -> int:
    """Make the timelines of one file; score them where `tilse` is installed."""
    given = list(read_timelines(arguments.file))
    if arguments.out:
        write_lines(arguments.out, map(_prediction, given))
    print_table(HELP, _rows(given))
    return 0


def table(data: Path) -> Iterator[Row]:
    """Every set that is there."""
    for name in SETS:
        path = data / "quality" / name
        if path.exists():
            yield from _rows(list(read_timelines(path)))


def read_timelines(path: Path) -> Iterator[Given]:
    """The timelines of a file, each with the articles of its cluster."""
    articles: defaultdict[str, list[Article]] = defaultdict(list)
    for told in read_lines(path.with_name(f"{path.stem}_articles{path.suffix}")):
        articles[told["cluster"]].append(_article(told))
    for given in read_lines(path):
        reference: dict[date, str] = {}
        for entry in given["timeline"]:
            day = date.fromisoformat(entry["date"])
            reference[day] = f"{reference.get(day, '')} {entry['text'].strip()}".strip()
        yield Given(given["id"], given["topic"], reference, articles[given["cluster"]])


def briefbot(given: Given) -> Told:
    """What the bot would tell of these days."""
    told = timeline(
        _NO_TOPIC,
        given.articles,
        zone=UTC,
        first=min(given.reference),
        last=max(given.reference),
        most=len(given.reference),
        languages=("en",),
    )
    return {each.day: " ".join(quote.text for quote, _ in each.sentences) for each in told.days}


def most_told(given: Given) -> Told:
    """The days on which most articles were published, with the first sentence of the first one."""
    first, last = min(given.reference), max(given.reference)
    by_day: defaultdict[date, list[Article]] = defaultdict(list)
    for article in given.articles:
        if article.text and article.published_at and first <= (day := article.published_at.date()) <= last:
            by_day[day].append(article)
    counts = Counter({day: len(found) for day, found in by_day.items()})
    return {day: first_quote(by_day[day][0]).text for day, _ in counts.most_common(len(given.reference))}


def _prediction(given: Given) -> dict[str, Any]:
    days = [{"date": day.isoformat(), "text": text} for day, text in briefbot(given).items()]
    return {"id": given.id, "timeline": days}


def _article(told: Mapping[str, Any]) -> Article:
    at = datetime.combine(date.fromisoformat(told["date"]), datetime.min.time(), UTC)
    title = told.get("title") or ""
    return Article(told["id"], told["source"], title, told["text"], at, published_at=at, language="en")


def _rows(given: Sequence[Given]) -> Iterator[Row]:
    if not find_spec("tilse"):
        yield Row("timelines", "all", {"date F1": "skipped: tilse is not installed"})
        return
    parts = {
        "tuned on": [each for each in given if each.topic in _TUNED_ON],
        "others": [each for each in given if each.topic not in _TUNED_ON],
        "all": given,
    }
    systems: dict[str, System] = {"most told, first sentence": most_told, "briefbot": briefbot}
    for what, system in systems.items():
        started = time.perf_counter()
        told = {each.id: system(each) for each in given}
        spent = time.perf_counter() - started
        scores = {each.id: _scores(each, told[each.id]) for each in given}
        for name, part in parts.items():
            if part:
                means = {key: sum(scores[each.id][key] for each in part) / len(part) for key in scores[part[0].id]}
                yield Row(f"{name} ({len(part)})", what, {**means, "s a timeline": f"{spent / len(given):.1f}"})


def _scores(given: Given, told: Told) -> dict[str, float]:
    timelines, evaluation = import_module("tilse.data.timelines"), import_module("tilse.evaluation.rouge")
    predicted = timelines.Timeline({day: [text] for day, text in told.items()})
    reference = timelines.GroundTruth([timelines.Timeline({day: [text] for day, text in given.reference.items()})])
    rouge = evaluation.TimelineRougeEvaluator(measures=["rouge_1"], rouge_computation="reimpl")
    aligned = rouge.evaluate_align_date_content_costs_many_to_one(predicted, reference)
    dates = import_module("tilse.evaluation.dates").evaluate_dates(predicted, reference)
    return {"date F1": dates["f_score"], "align R-1": aligned["rouge_1"]["f_score"]}
