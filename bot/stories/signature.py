"""What an article says, in terms that can be compared: its words, names, concepts, places, figures and days.

    title, text → without boilerplate → words by place → terms, each with how much of the article stands on it

A term's weight falls with its place: what is told first is what the article is about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.model import Article
from bot.stories.boilerplate import text_below
from bot.stories.kinds import is_titled_as_report
from bot.stories.meanings import concepts, figures, places_among
from bot.stories.names import sound
from bot.text.lexicon import Meaning, language_of
from bot.text.words import Word, words

TEXT_WORDS = 200
"""How much of a text is looked at."""

STEM = 6
"""How many letters of a word count: enough to tell words apart, few enough to drop most endings."""

WHOLE_FROM = 100
"""From how many words on a text is a whole article; a feed's few lines have fewer."""

TITLE_WEIGHT = 1.5
HALF_WEIGHT_AT = 30
"""The place in the text at which a word counts half of what it counts at the beginning."""

_WORD_LETTERS = 10  # no language's words are longer on average, blanks included
_TITLE_WORDS = 60
_LONG_WORD = 4
_LAST_DAY = 31
_YEAR = re.compile(r"(?:19|20)\d\d")


class Channel(StrEnum):
    """A way in which two articles can be alike; the value starts each of its terms."""

    WORDS = "w"
    NAMES = "n"
    CONCEPTS = "c"
    PLACES = "p"
    FIGURES = "f"
    DAYS = "d"
    YEARS = "y"


class Signature(NamedTuple):
    """What an article says.

    Attributes:
        channels: By channel, how much of the article stands on each term.
        written: Places, names, things and days as the article writes them first, by their term with its channel.
        of_kinds: The words that say what kind of thing happened.
        is_report: False where the title says that it explains, comments or follows.
        is_whole: True where there is a whole article, False for a feed's few lines.
        told_at: When it was told; None where nobody knows.
    """

    language: str
    channels: dict[Channel, dict[str, float]]
    written: dict[str, str]
    of_kinds: set[str]
    is_report: bool
    is_whole: bool
    told_at: datetime | None

    @property
    def is_empty(self) -> bool:
        """True where the article says nothing that could be compared."""
        return len(self.channels[Channel.WORDS]) < 4  # noqa: PLR2004 - a headline of three words is none


def signature(article: Article) -> Signature:
    """What an article says; pure, and the same for the same article."""
    title = article.title
    language = language_of(article.language, (title or article.text)[:200])
    text = text_below(title, article.text, characters=TEXT_WORDS * _WORD_LETTERS)
    reader = _Reader(language, article.told_at)
    of_title, of_text = words(title)[:_TITLE_WORDS], words(text)[:TEXT_WORDS]
    reader.learn_names(of_title, of_text)
    reader.read(of_title, lambda _: TITLE_WEIGHT, is_title=True)
    reader.read(of_text, lambda at: 1 / (1 + at / HALF_WEIGHT_AT), is_title=False)
    return Signature(
        language,
        reader.channels,
        reader.written,
        reader.of_kinds,
        not title or is_titled_as_report(title, language),
        len(of_text) >= WHOLE_FROM,
        article.told_at,
    )


def terms_of_name(name: str, language: str) -> set[str]:
    """The terms, each with its channel before it, that an article has for naming something."""
    reader = _Reader(language, None)
    reader.read(words(name), lambda _: 1.0, is_title=False)
    return {channel + term for channel, terms in reader.channels.items() for term in terms}


class _Reader:
    """Collects the terms of one article."""

    def __init__(self, language: str, told_at: datetime | None) -> None:
        self.channels: dict[Channel, dict[str, float]] = {channel: defaultdict(float) for channel in Channel}
        self.written: dict[str, str] = {}
        self.of_kinds: set[str] = set()
        self._language = language
        self._told_at = told_at
        self._common: set[str] = set()
        self._in_text: set[str] = set()
        self._title_capitals_mean_nothing = False

    def learn_names(self, title: Sequence[Word], text: Sequence[Word]) -> None:
        """See which words are written small somewhere, and whether the title writes every word large."""
        self._common = {word.folded for part in (title, text) for word in part if word.written[0].islower()}
        self._in_text = {word.written for word in text}
        long = [word for word in title if len(word.written) >= _LONG_WORD]
        large = sum(word.written[0].isupper() for word in long)
        self._title_capitals_mean_nothing = len(long) >= _LONG_WORD and large > 0.7 * len(long)

    def read(self, part: Sequence[Word], weight: Callable[[int], float], *, is_title: bool) -> None:
        """Count the terms of the title or the text."""
        folded = [word.folded for word in part]
        weights = [weight(at) for at in range(len(part))]
        in_words = self.channels[Channel.WORDS]
        for word, counts in zip(folded, weights, strict=True):
            if not word[0].isdigit():
                in_words[word[:STEM]] += counts
        found = places_among([word.written for word in part], folded, self._language)
        self._count(Channel.PLACES, found, part, weights)
        happened = concepts().meanings(folded, self._language)
        self._count(Channel.CONCEPTS, happened, part, weights)
        self.of_kinds.update(word[:STEM] for each in happened for word in folded[each.at : each.at + each.length])
        self._read_figures(part, folded, weights)
        self._read_names(part, weights, {meaning.at for meaning in found}, is_title=is_title)

    def _count(
        self, channel: Channel, found: Sequence[Meaning], part: Sequence[Word], weights: Sequence[float]
    ) -> None:
        counts = self.channels[channel]
        for meaning in found:
            counts[meaning.name] += weights[meaning.at]
            self._keep_written(channel, meaning.name, part[meaning.at : meaning.at + meaning.length])

    def _keep_written(self, channel: Channel, term: str, said: Sequence[Word]) -> None:
        if (key := channel + term) not in self.written:
            self.written[key] = " ".join(word.written for word in said)

    def _read_figures(self, part: Sequence[Word], folded: Sequence[str], weights: Sequence[float]) -> None:
        in_figures, in_days, in_years = (self.channels[c] for c in (Channel.FIGURES, Channel.DAYS, Channel.YEARS))
        for word, counts in zip(folded, weights, strict=True):
            if word.isdecimal():
                in_figures[word.lstrip("0") or "0"] += counts
                if _YEAR.fullmatch(word):
                    in_years[word] += counts
        for meaning in figures().meanings(folded, self._language):
            kind, _, number = meaning.name.partition(" ")
            counts = weights[meaning.at]
            if kind == "numbers":
                in_figures[number] += counts
            elif kind == "weekdays":
                day = self._day(int(number))
                in_days[day] += counts
                self._keep_written(Channel.DAYS, day, part[meaning.at : meaning.at + meaning.length])
            else:
                for at in (meaning.at - 1, meaning.at + meaning.length):
                    day = folded[at] if 0 <= at < len(folded) else ""
                    if day.isdecimal() and 1 <= int(day) <= _LAST_DAY:
                        day = f"{int(number):02}-{int(day):02}"
                        in_days[day] += counts
                        said = part[min(at, meaning.at) : max(at + 1, meaning.at + meaning.length)]
                        self._keep_written(Channel.DAYS, day, said)
                        break

    def _day(self, weekday: int) -> str:
        """The last such weekday, the day of telling included: what "on Tuesday" means in news."""
        if self._told_at is None:
            return f"weekday {weekday}"
        return f"{self._told_at - timedelta(days=(self._told_at.weekday() - weekday) % 7):%m-%d}"

    def _read_names(self, part: Sequence[Word], weights: Sequence[float], taken: set[int], *, is_title: bool) -> None:
        names = self.channels[Channel.NAMES]
        for at, word in enumerate(part):
            if at in taken or len(word.written) == 1 or word.folded in self._common:
                continue
            if not word.written[0].isupper() and not (is_title and self._language == "ka"):  # ka has no capitals
                continue
            doubtful = is_title and self._title_capitals_mean_nothing and word.written not in self._in_text
            name = sound(word.folded, self._language)
            names[name] += weights[at] * (0.5 if doubtful else 1)
            self.written.setdefault(Channel.NAMES + name, word.written)
