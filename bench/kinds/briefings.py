"""Briefings of the labelled days: do they carry the facts a careful reader called vital, in few words?

    replay entries → articles → topic → stories → the briefing of each day, 24 hours up to its end

What counts as told, shown and said: `telling.py`. With `--show` every fact stands beside the line that came nearest,
for a person to judge.
Labels may be of several topics, which are read from packs by their names or ids, and of any of the captured days. Of
the days in ../shared/data/labels those of 2022 were used for tuning; those of 2023 were in sight when the choice of
sentences was changed: quote them with that word. `bench/labels` holds more, of other topics.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.baseline import first_quote
from bench.data import write_lines
from bench.labelled import OUR_LABELS, Day, read_days, story_articles
from bench.meant import SHIPPED, packs_in
from bench.table import Row, print_table
from bench.telling import (
    Disagreement,
    Line,
    Told,
    lines,
    lines_that_say,
    told_by,
    versions_shown,
)
from bot.briefing.compose import NORMAL_WORDS, ComposeInput, compose
from bot.delivery.tallies import tally_lines
from bot.model import Article, BriefedStory, Briefing, Quote, StoryArticle, StoryStatus, Topic
from bot.stories.meanings import meanings_in, places_in
from bot.text.terms import overlap, terms
from bot.text.words import words

HELP = "Briefings: the vital facts of the labelled days that stand in the day's briefing"

NEWEST = "the newest reports' first sentences"
SAYS_THE_SAME = 0.6
LANGUAGES = ("en",)
_SHOWN_FROM = 2  # versions
_DAY = timedelta(days=1)
_KNOWN = {"2022-09": "tuned on", "2023-09": "in sight"}


Write = Callable[[ComposeInput], Briefing]


@dataclass(frozen=True, slots=True)
class Result:
    """One day's briefing against its labels."""

    day: Day
    briefing: Briefing
    facts: tuple[Told, ...]

    @property
    def vital(self) -> tuple[Told, ...]:
        """The facts that must be in it."""
        return tuple(told for told in self.facts if told.fact.is_vital)

    @property
    def disagreements(self) -> list[tuple[Disagreement, int]]:
        """Each disagreement of the day, with how many of its versions are shown."""
        return [(each, versions_shown(each, self.briefing)) for each in self.day.disagreements]

    @property
    def said(self) -> list[tuple[str, list[Line]]]:
        """Each thing that must not be said, with the lines that say it."""
        return [(saying, lines_that_say(saying, self.briefing)) for saying in self.day.not_to_say]


def add_arguments(parser: ArgumentParser) -> None:
    """FILE is the folder of labels (nuggets.json, stories.tsv, or topics/ with packs of its own)."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the folder of labels")
    parser.add_argument("--replay", type=Path, help="the folder of captured days; default: beside FILE, or DATA/replay")
    parser.add_argument("--out", type=Path, help="write {day, topic, sentences, figures} here, one day a line")
    parser.add_argument("--stories", choices=("bot", "words", "gold"), default="bot", help="who groups the articles")
    parser.add_argument("--channel", action="store_true", help="as a channel that was told the days before")
    parser.add_argument("--show", action="store_true", help="print the briefings, and each fact with its nearest line")
    parser.add_argument("--words", type=int, default=NORMAL_WORDS, help="the budget of words")
    parser.add_argument("--packs", type=Path, help="the folder of topic packs; default: FILE/topics or seeds/topics")


def run(arguments: Namespace) -> int:
    """Measure one folder of labels."""
    if not (arguments.file / "nuggets.json").exists():
        print(f"skipped: no nuggets.json in {arguments.file}")
        return 0
    places = [arguments.replay] if arguments.replay else [arguments.file.parent / "replay", arguments.data / "replay"]
    replay = next(filter(Path.exists, places), None)
    if replay is None:
        print(f"skipped: no captured days in {' or '.join(map(str, places))}")
        return 0
    packs = packs_in(arguments.packs or _packs_of(arguments.file))
    results = measured(
        arguments.file, replay, packs, by=arguments.stories, channel=arguments.channel, budget=arguments.words
    )
    if arguments.show:
        for result in results:
            _show(result)
    if arguments.out:
        write_lines(arguments.out, map(_prediction, results))
    print_table(HELP, _rows(results, f"stories by {arguments.stories}"))
    return 0


def table(data: Path) -> Iterator[Row]:
    """With the stories that the bot makes and with those of the labels; the baseline is the newest entries' leads."""
    labels, replay = data / "labels", data / "replay"
    if (labels / "nuggets.json").exists():
        packs = packs_in(SHIPPED)
        for by in ("bot", "words", "gold"):
            yield from _rows(measured(labels, replay, packs, by=by), f"briefbot, stories by {by}")
        yield from _rows(measured(labels, replay, packs, by="bot", channel=True), "briefbot, for a channel")
        yield from _rows(measured(labels, replay, packs, by="gold", write=newest_leads), NEWEST)
    for labels in sorted(OUR_LABELS.iterdir()) if replay.exists() else ():
        if (labels / "nuggets.json").exists():
            packs = packs_in(_packs_of(labels))
            told = measured(labels, replay, packs, by="bot")
            name = f"{labels.name}, {len({result.day.topic.id for result in told})} topics"
            yield _row(name, "briefbot", told)
            yield _row(name, NEWEST, measured(labels, replay, packs, by="words", write=newest_leads))


def _packs_of(labels: Path) -> Path:
    """Its own packs, where it has some."""
    own = labels / "topics"
    return own if own.exists() else SHIPPED


def measured(
    labels: Path,
    replay: Path,
    packs: Sequence[Topic],
    *,
    by: str,
    channel: bool = False,
    budget: int = NORMAL_WORDS,
    write: Write = compose,
) -> list[Result]:
    """The briefing of every labelled day and what it tells."""
    days = read_days(labels, packs)
    told: defaultdict[str, list[Briefing]] = defaultdict(list)
    results = []
    for day, members in zip(days, story_articles(labels, replay, days, by=by), strict=True):
        told_before = told[day.topic.id]
        given = _input(day, members, told_before if channel else None, budget)
        briefing = write(given)
        told_before.insert(0, briefing)
        results.append(Result(day, briefing, tuple(told_by(fact, list(lines(briefing))) for fact in day.facts)))
    return results


def newest_leads(given: ComposeInput) -> Briefing:
    """The simplest baseline: the first sentence of each report, the newest first, until the words are spent."""
    stories: list[BriefedStory] = []
    left = given.budget_words
    for member in sorted(given.window, key=lambda member: (member.article.told_at or given.at, member.article.id))[
        ::-1
    ]:
        article, quote = member.article, first_quote(member.article)
        left -= len(words(quote.text))
        if left < 0:
            break
        stories.append(BriefedStory(article.id, article.title, article.id, StoryStatus.NEW, (quote,), (article,)))
    return replace(compose(replace(given, window=())), stories=tuple(stories))


def _input(day: Day, members: Sequence[StoryArticle], told: Sequence[Briefing] | None, budget: int) -> ComposeInput:
    start = datetime(day.day.year, day.day.month, day.day.day, tzinfo=UTC)
    began: dict[str, datetime] = {}
    window = []
    for member in members:
        told_at = member.article.told_at
        if told_at is None or told_at > start + _DAY:
            continue
        if told_at > start:
            window.append(member)
        else:
            began.setdefault(member.story_id, told_at)
    return ComposeInput(
        topic=day.topic,
        at=start + _DAY,
        window_from=start,
        window_to=start + _DAY,
        window=window,
        articles_read=len(window),
        began_at=began,
        latest=(),
        notes=(),
        told=list(told) if told is not None else None,
        languages=LANGUAGES,
        meanings=meanings_in,
        places=places_in,
        budget_words=budget,
    )


def _rows(results: Sequence[Result], what: str) -> Iterator[Row]:
    days = [result.day for result in results]
    sets = {name: [each for each in results if _set_of(each.day) == name] for name in sorted(map(_set_of, days))}
    if len({day.topic.id for day in days}) > 1:
        sets["all"] = list(results)
    return (_row(name, what, chosen) for name, chosen in sets.items())


def _row(name: str, what: str, results: Sequence[Result]) -> Row:
    vital = [told for result in results for told in result.vital]
    told = [told for told in vital if told.is_told]
    every = [told for result in results for told in result.facts]
    disagreements = [each for result in results for each in result.disagreements]
    said = [lines for result in results for _, lines in result.said]
    word_counts = [_word_count(result.briefing) for result in results]
    return Row(
        name,
        what,
        {
            "days": str(len(results)),
            "vital told": f"{len(told)}/{len(vital)}",
            "share": len(told) / len(vital) if vital else 0.0,
            "all told": f"{sum(t.is_told for t in every)}/{len(every)}",
            "disagreements": f"{sum(n >= _SHOWN_FROM for _, n in disagreements)}/{len(disagreements)}",
            "not to say, said": f"{sum(map(bool, said))}/{len(said)}",
            "said twice": str(sum(len(_said_twice(result.briefing)) for result in results)),
            "words a day": f"{sum(word_counts) / len(results):.0f}",
            "most": str(max(word_counts, default=0)),
            "stories a day": f"{sum(len(r.briefing.stories) for r in results) / len(results):.1f}",
        },
    )


def _set_of(day: Day) -> str:
    """Topic and year, and what the days were used for."""
    known = _KNOWN.get(f"{day.day:%Y-%m}") if day.topic.id == "nagorno-karabakh" else None
    return f"{day.topic.id} {day.day:%Y}{f' ({known})' if known else ''}"


def _word_count(briefing: Briefing) -> int:
    return sum(len(words(quote.text)) for story in briefing.stories for quote in story.quotes)


def _said_twice(briefing: Briefing) -> list[tuple[str, str]]:
    """Pairs of sentences that share most of the shorter one's words."""
    quotes = [quote.text for story in briefing.stories for quote in story.quotes]
    return [(a, b) for a, b in combinations(quotes, 2) if overlap(terms(a), terms(b)) >= SAYS_THE_SAME]


def _prediction(result: Result) -> dict[str, Any]:
    """What a reader sees: of a headline `start` and `end` are places in the title, as `of` says."""
    stories, notes = result.briefing.stories, result.briefing.notes_by_id
    background = [_sentence(quote, notes, of="background") for quote in result.briefing.background]
    return {
        "day": result.day.day.isoformat(),
        "topic": result.day.topic.id,
        "sentences": [*(sentence for story in stories for sentence in _sentences(story)), *background],
        "figures": [
            f"{line.label} {''.join(f'{each.before}{each.number}' for each in line.values)}"
            for story in stories
            for line in tally_lines(story)
        ],
    }


def _sentences(story: BriefedStory) -> Iterator[dict[str, Any]]:
    by_id = story.citable
    headline = {"start": 0, "end": len(story.headline), "text": story.headline}
    yield {"doc": by_id[story.headline_article_id].url, "of": "title", **headline}
    for quote in story.quotes:
        yield _sentence(quote, by_id, of="text")


def _sentence(quote: Quote, articles: Mapping[str, Article], *, of: str) -> dict[str, Any]:
    where = {"start": quote.start, "end": quote.end, "text": quote.text}
    return {"doc": articles[quote.article_id].url, "of": of, **where}


def _show(result: Result) -> None:
    day, stories = result.day, result.briefing.stories
    print(f"\n=== {day.day} {day.topic.name}: {_word_count(result.briefing)} words in {len(stories)} stories")
    for story in stories:
        by_id = {article.id: article for article in story.articles}
        print(f"\n[{story.status}] {story.headline}  ({len(story.articles)} articles)")
        for quote in story.quotes:
            article = by_id[quote.article_id]
            print(f"    {quote.text}  — {article.source} [{article.language}]")
        for counted in tally_lines(story):
            print(f"    {counted.label} {''.join(f'{each.before}{each.number}' for each in counted.values)}")
    print()
    for told in result.facts:
        mark = ("told  " if told.is_told else "MISSED") + (" vital" if told.fact.is_vital else "      ")
        print(f"{mark} {told.fact.id} {told.fact.text} {list(told.fact.numbers) or ''}")
        print(f"              {told.share:.2f} {told.line.text if told.line else '-'}")
    for one, other in _said_twice(result.briefing):
        print(f"TWICE  {one}\n       {other}")
    for each, shown in result.disagreements:
        versions = " | ".join(version[-1].text for version in each.versions)
        print(f"{shown} of {len(each.versions)} versions shown: {each.what}: {versions}")
    for saying, said in result.said:
        print(f"not to say: {saying}")
        for line in said:
            print(f"    SAID {line.text}")
