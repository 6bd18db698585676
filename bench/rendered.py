"""Whether titles that nobody here wrote are shown as they are, and nothing but shown, in everything that is posted.

A part of `make inputs`, of two minutes; alone: `python -m bench.rendered [--every 1]`. Each string is the headline of
one story, the quoted sentence and the source of another, and stands in the lists of a search, of a story and of the
stories of a briefing. Of every message all foreign text is held to do nothing, to have no direction marks but our own
pairs, and to read, once Discord has obeyed its marks, as the string does; of every n-th the whole body is held to
Discord's rules.
"""

from __future__ import annotations

import argparse
import html
import itertools
import json
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.data import DATA
from bench.table import console_of, table_of
from bot.delivery.citations import story_alone
from bot.delivery.discord.card import Card
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.discord.views_lists import search_view
from bot.delivery.discord.views_post import addition_view, post_view
from bot.delivery.discord.views_sources import sources_views
from bot.delivery.discord.views_stories import stories_view, story_views
from bot.delivery.rows import Found, StoryHistory
from bot.delivery.speech import speech_in
from bot.model import Article, Briefing
from tests.delivery import examples
from tests.delivery.discord.inert import (
    components_of,
    foreign_activity,
    invisible,
    labels,
    payload,
    shown_lines,
    texts,
)
from tests.wire import rules

AT_ONCE = 8
EVERY = 25
MOST_TEXT, MOST_COMPONENTS, LONGEST_LABEL = 4_000, 40, 100
_ENGLISH = speech_in("en")
_TITLES = re.compile(
    r'<title[^>]*>(.*?)</title>|<outline[^>]*\btext="([^"]*)"|"title": ?("(?:[^"\\]|\\.)*")', re.DOTALL
)
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
_LEAST_SHOWN = 4


@dataclass
class Tally:
    """What was seen of one kind of message.

    Attributes:
        shown: Strings that were looked for, and of them `cut` that are shown up to an ellipsis.
        held: Messages whose whole body was held to Discord's rules.
        wrong: A line for each thing that is not as it should be.
    """

    cards: int = 0
    shown: int = 0
    cut: int = 0
    held: int = 0
    seconds: float = 0
    wrong: list[str] = field(default_factory=list)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="the development data")
    parser.add_argument("--every", type=int, default=EVERY, help="how many messages share one look at the rules")
    asked = parser.parse_args()
    return rendered(console_of(130), asked.data, every=asked.every)


def rendered(console: Console, data: Path, *, every: int = EVERY) -> int:
    """Print the table; returns how much is not as it should be."""
    if not (data / "inputs").exists():
        console.print(f"titles of others in messages: skipped, the development data is not at {data}")
        return 0
    found = dict.fromkeys(itertools.chain(_naughty(data), _titles(data)))
    strings = [text for text in found if _letters(text)]  # the rest shows nothing
    tallies: dict[str, Tally] = {kind: Tally() for kind in KINDS}
    for start in range(0, len(strings), AT_ONCE):
        portion = strings[start : start + AT_ONCE]
        for kind, look in KINDS.items():
            tally, begun = tallies[kind], time.perf_counter()
            check(look(portion), portion, tally, every)
            tally.seconds += time.perf_counter() - begun
    console.print(_table(len(strings), tallies))
    if not rules.available():
        console.print("Discord's rules: not held against, they are not in the development data")
    wrong = [f"{kind}: {line}" for kind, tally in tallies.items() for line in tally.wrong]
    for line in wrong[:50]:
        console.print(f"NOT AS IT SHOULD BE: {line}", style="red", markup=False)
    return len(wrong)


def _naughty(data: Path) -> Iterator[str]:
    yield from json.loads((data / "inputs" / "blns" / "blns.subset.json").read_text(encoding="utf-8"))
    vectors = json.loads((data / "inputs" / "discord-vectors" / "discord.js-escapers.json").read_text(encoding="utf-8"))
    yield from (case["in"] for case in vectors["cases"])


def _titles(data: Path) -> Iterator[str]:
    """Every title as it stands in a feed, a list of feeds, a page, or an article of the measuring sets."""
    for path in sorted((data / "replay").rglob("*_entries.json")):
        yield from (str(entry.get("title") or "") for entry in json.loads(path.read_text(encoding="utf-8")))
    for path in sorted(each for each in (data / "inputs").rglob("*") if each.is_file()):
        for plain, outline, quoted in _TITLES.findall(path.read_text(encoding="utf-8", errors="replace")):
            try:
                told = json.loads(quoted, strict=False) if quoted else plain or outline
            except ValueError:
                continue
            yield html.unescape(told.replace("<![CDATA[", "").replace("]]>", ""))
    for path in sorted((data / "quality").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield from _named_titles(json.loads(line))


def _named_titles(record: object) -> Iterator[str]:
    if isinstance(record, dict):
        for name, value in record.items():
            if name == "title" and isinstance(value, str):
                yield value
            else:
                yield from _named_titles(value)
    elif isinstance(record, list):
        for each in record:
            yield from _named_titles(each)


@dataclass(frozen=True, slots=True)
class Look:
    """Cards, and in which of their lines each of the strings must be read.

    Attributes:
        places: Patterns of the lines, each for one place where every string stands.
    """

    cards: Sequence[Card]
    places: Sequence[str]


def _briefing(strings: Sequence[str]) -> Look:
    return Look(briefing_views(_told(strings)), ["### ", "(?!#|-#)", "-# "])


def _sources(strings: Sequence[str]) -> Look:
    return Look(sources_views(_told(strings)), [r"\*\*\[", r"(?!#|-#|>|\*\*)", "> "])


def _search(strings: Sequence[str]) -> Look:
    articles = _articles(strings)
    return Look([search_view(Found(strings[0], articles, page=1, has_more=True), _ENGLISH)], [r"\*\*", "-# "])


def _story(strings: Sequence[str]) -> Look:
    # Each source is told in one line, so they must differ wherever they are cut.
    articles = [replace(each, source=f"{number} {each.source}") for number, each in enumerate(_articles(strings))]
    return Look(story_views(StoryHistory("a" * 16, articles, articles[-1]), _ENGLISH), ["- ", "  "])


def _picking(strings: Sequence[str]) -> Look:
    return Look([stories_view(_told(strings), _ENGLISH)], [])


def _posts(strings: Sequence[str]) -> Look:
    told = _told(strings)
    alone = [story_alone(told, story.id) for story in told.stories]
    return Look([card for each in alone for card in (post_view(each), addition_view(each, each.stories[0].quotes))],
                ["### ", "(?!#|-#)", "-# "])  # fmt: skip


KINDS: dict[str, Callable[[Sequence[str]], Look]] = {
    "briefing": _briefing,
    "its sources": _sources,
    "search": _search,
    "story": _story,
    "stories to pick": _picking,
    "posts of stories": _posts,
}


def _told(strings: Sequence[str]) -> Briefing:
    """Each string is a headline over another sentence, and the sentence of a source of that name below another."""
    stories = []
    for number, text in enumerate(strings):
        plain, named = f"Report {number} on the lake", f"The keeper told no. {number} of it."
        first = examples.article(2 * number, text, named, url=f"https://lake.example/{number}")
        second = examples.article(2 * number + 1, plain, text, source=text, url=f"https://pond.example/{number}")
        stories += [examples.story(2 * number, [first]), examples.story(2 * number + 1, [second])]
    return examples.briefing(stories)


def _articles(strings: Sequence[str]) -> list[Article]:
    return [
        examples.article(number, text, text, source=text, url=f"https://lake.example/{number}")
        for number, text in enumerate(strings)
    ]


def check(look: Look, strings: Sequence[str], tally: Tally, every: int) -> None:
    """Note what of these strings is not as it should be in the cards."""
    lines: list[tuple[str, str]] = []
    for card in look.cards:
        components = components_of(card)
        tally.wrong += [f"{broken} (among {strings})" for broken in _broken(card, components)]
        if tally.cards % every == 0:
            tally.wrong += rules.check("POST", "/channels/1/messages", payload(components))
            tally.held += 1
        tally.cards += 1
        lines += shown_lines(components)
    for place in look.places:
        shown = [_letters(line) for raw, line in lines if re.match(place, raw)]
        for text in strings:
            letters = _letters(text)
            tally.shown += 1
            if any(letters in line for line in shown):
                continue
            if any(_is_cut(letters, line) for line in shown):
                tally.cut += 1
            else:
                tally.wrong.append(f"{text!r} is not read where lines begin with {place!r}")


def _broken(card: Card, components: list[dict[str, Any]]) -> Iterator[str]:
    yield from foreign_activity(components)
    if (characters := sum(len(text.encode("utf-16-le")) // 2 for text in texts(components))) > MOST_TEXT:
        yield f"{characters} characters"
    if card.total_children_count > MOST_COMPONENTS:
        yield f"{card.total_children_count} components"
    for label in labels(components):
        yield from (f"{found} in the label {label!r}" for found in invisible(label))
        if not label.strip() or len(label) > LONGEST_LABEL:
            yield f"a label of {len(label)} characters"


def _letters(text: str) -> str:
    """What a reader sees of a text: its letters and signs, without what is invisible or stands on top of others."""
    seen = (
        " " if char.isspace() or char in _BLANK else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Mn", "Me")
    )
    return " ".join("".join(seen).split())


def _is_cut(letters: str, line: str) -> bool:
    """Whether a line shows the beginning of it up to an ellipsis, which may not be the first in it."""
    begins = [found.start() for found in re.finditer(re.escape(letters[:_LEAST_SHOWN]), line)]
    ends = [found.start() for found in re.finditer("…", line)]
    return any(
        end - begin >= _LEAST_SHOWN and letters.startswith(line[begin:end].rstrip()) for begin in begins for end in ends
    )


def _table(strings: int, tallies: dict[str, Tally]) -> Table:
    columns = ("messages", "places read", "of them cut", "held to the rules", "not as it should be", "s")
    table = table_of(f"{strings:,} titles and naughty strings of others, as they are posted", "in", *columns)
    for kind, tally in tallies.items():
        figures = (tally.cards, tally.shown, tally.cut, tally.held, len(tally.wrong))
        table.add_row(kind, *(f"{figure:,}" for figure in figures), f"{tally.seconds:.0f}")
    return table


if __name__ == "__main__":
    sys.exit(min(main(), 1))
