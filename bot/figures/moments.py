"""When a sentence says that something began: an offensive, a ceasefire, talks; on which day, at which hour.

    words | what began | that it began, beside it | the one day or hour beside that

A sentence that names two days or two hours, or whose clock it is, tells nothing that can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from bot.text.dates import named_days
from bot.text.lexicon import Lexicon, Meaning, language_of, read_lexicon
from bot.text.words import folded_words, words

# Words between what began and that it began, and between that and when.
_WHAT_WITHIN = 8
_WHEN_WITHIN = 5
_BREAK = re.compile(r"[;()!?]")
_HOUR = re.compile(
    r"(?<![\w:.,])(?P<hour>[01]?\d|2[0-4])(?:[:h](?P<colon>[0-5]\d)|\.(?P<point>[0-5]\d))?(?![\d:]|[.,]\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b)?"
)
_MINUTES = 60
_NOON = 12


class Moment(NamedTuple):
    """When something began.

    Attributes:
        kind: "day" or "hour".
        what: A key of `moments.toml`: "ceasefire".
        value: A day as a number like 20260501, an hour like 13.5.
    """

    kind: str
    what: str
    value: float


def moments(sentence: str, language: str | None, told_on: date | None) -> list[Moment]:
    """When the sentence says that something began; a day that is not over at its telling may be another by then."""
    return list(_Sentence(sentence, language_of(language, sentence)).read(told_on))


def tells_of(title: str, language: str | None, what: str | None) -> bool:
    """Whether a title names what began."""
    folded = folded_words(title)
    return any(meaning.name == f"what {what}" for meaning in _lexicon().meanings(folded, language_of(language, title)))


class _Sentence:
    """A sentence with its words for what begins and when."""

    def __init__(self, text: str, language: str) -> None:
        self._text, self._language = text, language
        self._words = words(text)
        self._meanings: dict[str, list[tuple[str, Meaning]]] = {}
        for meaning in _lexicon().meanings([word.folded for word in self._words], language):
            kind, _, name = meaning.name.partition(" ")
            self._meanings.setdefault(kind, []).append((name, meaning))

    def read(self, told_on: date | None) -> Iterator[Moment]:
        """A day, an hour, or both, of one thing."""
        pairs = [
            (self._distance(what, began), name, began)
            for name, what in self._meanings.get("what", ())
            for _, began in self._meanings.get("began", ())
        ]
        near = [pair for pair in pairs if pair[0] <= _WHAT_WITHIN]
        if not near:
            return
        _, name, began = min(near)
        days = list(named_days(self._text, self._language, told_on))
        if len(days) == 1 and (day := days[0].day) and (told_on is None or day <= told_on):
            at = self._word_at(days[0].start)
            if self._distance(Meaning("", at, 1), began) <= _WHEN_WITHIN:
                yield Moment("day", name, int(f"{day:%Y%m%d}"))
        hours = list(self._hours())
        is_named = any(kind == "zone" for kind, _ in self._meanings.get("hour", ()))
        if len(hours) == 1 and not is_named and self._distance(hours[0][0], began) <= _WHEN_WITHIN:
            yield Moment("hour", name, hours[0][1])

    def _word_at(self, start: int) -> int:
        return next(at for at, word in enumerate(self._words) if word.end > start)

    def _distance(self, one: Meaning, other: Meaning) -> int:
        """Words between two meanings; far where a clause ends between them."""
        first, last = sorted((one, other), key=lambda meaning: meaning.at)
        between = self._text[self._words[first.at + first.length - 1].end : self._words[last.at].start]
        return len(self._words) if _BREAK.search(between) else max(last.at - first.at - first.length, 0)

    def _hours(self) -> Iterator[tuple[Meaning, float]]:
        """Every hour: "13:00", "1 p.m.", "godz. 11", "13 Uhr", "13h30", "at 13.30"."""
        words_for = self._meanings.get("hour", ())
        is_sure = {at for name, m in words_for if name == "word" for at in (m.at, m.at + m.length)}
        may_be = {m.at + m.length for name, m in words_for if name == "at"}
        for found in _HOUR.finditer(self._text):
            at, last = self._word_at(found.start("hour")), self._word_at(found.end() - 1)
            told = found["colon"] or found["half"] or {at, last + 1} & is_sure or (found["point"] and at in may_be)
            if told:
                minutes = int(found["colon"] or found["point"] or 0)
                hour = int(found["hour"])
                if found["half"]:  # 12 a.m. is midnight, 12 p.m. noon
                    hour = hour % _NOON + _NOON * (found["half"] == "p")
                yield Meaning("", at, last - at + 1), hour + minutes / _MINUTES


@cache
def _lexicon() -> Lexicon:
    return read_lexicon("bot.figures", "moments.toml")
