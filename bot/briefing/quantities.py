"""What a sentence counts: how many were killed, wounded, displaced …, of whom, and who says so.

    words | numbers, in digits and words | the nearest word of what is counted | of whom, whose | bound, attribution

A number with no word of `quantities.toml` near it counts nothing that can be compared; nor does one in a sentence that
names another year than that of the telling.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from bot.briefing.terms import Meanings
from bot.briefing.wording import is_worded, number_words
from bot.model import Bound
from bot.text.lexicon import Lexicon, Meaning, language_of
from bot.text.words import folded_words, words

# How many words may stand between a number and what it counts: "49 of the country's own soldiers have been killed".
# A comma or another number between them makes it farther by so many.
_FARTHEST = 9
_ACROSS_BREAK = 4
_ACROSS_NUMBER = 3
_NOUN_WITHIN = 5
_MEASURE_WITHIN = 2  # "two separate incidents"
_BOUND_WITHIN = 2
_LONGEST_SPEAKER = 7
_LONGEST_LINK = 4  # letters: "and", "oraz"
_SHORTEST_NAME = 5  # letters: "they" is nobody
_BREAK = re.compile(r"[,;:–—()«»„“”\"]|\s-\s")
_ASIDE = re.compile(r",[^,;:]{1,60},|\([^)]*\)|[–—][^–—]{1,60}[–—]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}s?")
_NAME = re.compile(r"[^\W\d_]-$")
_UNITS = frozenset({"dollars", "percent"})
_SIGNS = {"$": "dollars", "%": "percent"}
_ANYBODY = "people"
_TENS, _UNIT = range(20, 100, 10), range(1, 10)
_GROUP = 3  # digits


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and what it counts.

    Attributes:
        upto: The other end of a range.
        counts: A key of `quantities.toml`: "killed".
        whom: "soldiers", "civilians" …; None for people of any kind.
        side: The place whose people they are, by the name that it has in every language.
        over: "day" or "since" where the sentence says over which time.
        said_by: Who says so, in the sentence's words.
    """

    value: float
    upto: float | None
    bound: Bound | None
    counts: str
    whom: str | None
    side: str | None
    over: str | None
    said_by: str | None


class _Number(NamedTuple):
    """A number by the words from `first` to before `after`."""

    first: int
    after: int
    value: float
    upto: float | None = None


def counted(sentence: str, language: str | None, places: Meanings, *, year: int | None) -> list[Counted]:
    """What the sentence counts, in its order.

    Args:
        places: Names the places of a text.
        year: Of the telling; None where nobody knows.
    """
    return list(_Sentence(sentence, language_of(language, sentence), places).read(year))


class _Sentence:
    """A sentence with the words that mean something to a count."""

    def __init__(self, text: str, language: str, places: Meanings) -> None:
        self._text, self._language, self._places = text, language, places
        self._words = words(text)
        self._folded = [word.folded for word in self._words]
        self._meanings: dict[str, list[tuple[str, Meaning]]] = {}
        for meaning in _lexicon().meanings(self._folded, language):
            kind, _, name = meaning.name.partition(" ")
            self._meanings.setdefault(kind, []).append((name, meaning))
        others = self._meanings.get("other", ())
        self._parts = {meaning.at for name, meaning in others if name == "part"}
        self._prepositions = {meaning.at for name, meaning in others if name == "preposition"}
        self._measures = {meaning.at for name, meaning in others if name == "measure"}
        self._ones = {meaning.at for name, meaning in others if name == "one"}
        self._hundreds, self._a_hundred = (
            {meaning.at: meaning.length for name, meaning in others if name == wanted}
            for wanted in ("hundred", "a_hundred")
        )

    def read(self, year: int | None) -> Iterator[Counted]:
        """What it counts; nothing where it tells of another year."""
        has_sign = any(sign in self._text for sign in _SIGNS)
        if not (has_sign or "counts" in self._meanings) or self._is_past(year):
            return
        said_by = self._said_by()
        over = next((name for name, _ in self._meanings.get("over", ())), None)
        for number in self._numbers():
            counts = self._counts(number)
            if counts is None:
                continue
            if counts not in _UNITS and number.value % 1:
                continue  # "the 7.8 quake killed 40,000"
            whom, whose = (None, None) if counts in _UNITS else self._whom(number)
            if counts not in _UNITS and whom is None and number.after in self._parts:
                continue  # "five of them": counted with the rest already
            if whom == "soldiers" and whose is None and said_by:
                whose = self._place(said_by)  # an army's losses are its own unless the sentence says whose they are
            yield Counted(
                value=number.value,
                upto=number.upto,
                bound=self._bound(number),
                counts=counts,
                whom=None if whom == _ANYBODY else whom,
                side=whose,
                over=over,
                said_by=said_by,
            )

    def _is_past(self, year: int | None) -> bool:
        since = {meaning.at + meaning.length for _, meaning in self._meanings.get("since", ())}
        named = (word for at, word in enumerate(self._folded) if _YEAR.fullmatch(word) and at not in since)
        return any(word != str(year) for word in named)

    def _numbers(self) -> Iterator[_Number]:
        scales = {meaning.at: int(name) for name, meaning in self._meanings.get("scale", ())}
        # "in the past 24 hours"
        spans = {meaning.at + i for _, meaning in self._meanings.get("over", ()) for i in range(meaning.length)}
        at = 0
        while at < len(self._words):
            number = self._scaled(at, scales)
            if number is None:
                at += 1
                continue
            number = self._as_range(number, scales)
            at = number.after
            beside = [self._folded[i] for i in (number.first - 1, number.after) if 0 <= i < len(self._folded)]
            is_date = any(is_worded("calendar", word, self._language) for word in beside)
            if not is_date and spans.isdisjoint((number.first, at)) and not self._measures_something(number):
                yield number

    def _scaled(self, at: int, scales: Mapping[int, int]) -> _Number | None:
        """The number that begins there, "28.5 thousand" as one."""
        number = (self._in_digits(at) or self._in_words(at)) if at < len(self._words) else None
        if number is None or number.after not in scales:
            return number
        scale = scales[number.after]
        return _Number(number.first, number.after + 1, number.value * scale, number.upto and number.upto * scale)

    def _as_range(self, number: _Number, scales: Mapping[int, int]) -> _Number:
        """With its other end where it is one of a range in words: "from 30 to as many as 200"."""
        words_of = self._meanings.get("range", ())
        if number.upto is not None or any(name == "moves" for name, _ in words_of):
            return number
        opens = any(name == "from" and meaning.at == number.first - 1 for name, meaning in words_of)
        if not opens or not any(name == "to" and meaning.at == number.after for name, meaning in words_of):
            return number
        bounds = {meaning.at: meaning.length for _, meaning in self._meanings.get("bound", ())}
        at = number.after + 1
        end = self._scaled(at + bounds.get(at, 0), scales)
        if end is None or end.value <= number.value:
            return number
        return _Number(number.first, end.after, number.value, end.value)

    def _measures_something(self, number: _Number) -> bool:
        """Whether it counts hours, mines, attacks … and nobody: their word follows, after an adjective at most."""
        if self._text[: self._words[number.first].start].endswith("$"):
            return False
        if number.first in self._measures or number.after in self._measures:
            return True
        stops = {meaning.at for kind in ("counts", "who") for _, meaning in self._meanings.get(kind, ())}
        for at in range(number.after, min(number.after + _MEASURE_WITHIN, len(self._words))):
            if at in self._measures:
                return True
            if at in stops or at in self._prepositions or _BREAK.search(self._gap(at)):
                return False
        return False

    def _in_digits(self, at: int) -> _Number | None:
        """In digits: "27", "1,200", "12 000", "84,7", "1,200.50", "20-30"; no year, and no part of a name, "F-16"."""
        digits = self._folded[at]
        if not digits.isdecimal() or _YEAR.fullmatch(digits) or _NAME.search(self._text[: self._words[at].start]):
            return None
        after = at + 1
        while after < len(self._words) and len(digits) <= 3 * (after - at):
            part, gap = self._folded[after], self._gap(after)
            if not (part.isdecimal() and len(part) == _GROUP and gap in tuple(" ,.'’\u00a0\u202f")):
                break
            digits, after = digits + part, after + 1
        if after < len(self._words) and self._folded[after][0].isdecimal():
            part, gap = self._folded[after], self._gap(after)
            if not part.isdecimal():
                return None if gap in (".", ",") else _Number(at, after, int(digits))  # "1.2bn"
            if gap in (".", ",") and len(part) < _GROUP and (after == at + 1 or gap != self._gap(after - 1)):
                return _Number(at, after + 1, float(f"{digits}.{part}"))
            if gap.strip() in ("-", "–") and int(part) > int(digits):
                return _Number(at, after + 1, int(digits), int(part))
        return _Number(at, after, int(digits))

    def _in_words(self, at: int) -> _Number | None:
        """In words: "twelve", "twenty-seven", "a hundred", "two hundred and five"."""
        number = self._below_hundred(at)
        length = self._hundreds.get(number.after, 0) if number else self._a_hundred.get(at, 0)
        if not length:
            return number
        hundreds, after = (number.value, number.after + length) if number else (1, at + length)
        rest = self._below_hundred(after)
        return _Number(at, rest.after if rest else after, 100 * hundreds + (rest.value if rest else 0))

    def _below_hundred(self, at: int) -> _Number | None:
        known = number_words(self._language)
        value = int(known.get(self._folded[at], 0)) if at < len(self._words) else 0
        if not value:
            return None
        ones = int(known.get(self._folded[at + 1], 0)) if at + 1 < len(self._words) else 0
        ones = 1 if at + 1 in self._ones else ones
        if value in _TENS and ones in _UNIT:
            return _Number(at, at + 2, value + ones)
        return _Number(at, at + 1, value)

    def _gap(self, at: int) -> str:
        """What stands before a word and after the one before it."""
        return self._text[self._words[at - 1].end : self._words[at].start]

    def _counts(self, number: _Number) -> str | None:
        """What it counts: the sign beside it, or the nearest word."""
        first, last = self._words[number.first], self._words[number.after - 1]
        beside = self._text[max(first.start - 1, 0) : first.start] + self._text[last.end : last.end + 2].strip()[:1]
        for sign, counts in _SIGNS.items():
            if sign in beside:
                return counts
        found = [
            (self._distance(number, meaning), meaning.at < number.first, name)
            for name, meaning in self._meanings.get("counts", ())
            if name not in _UNITS or meaning.at == number.after
        ]
        distance, _, name = min(found, default=(_FARTHEST + 1, False, ""))
        return name if distance <= _FARTHEST else None

    def _distance(self, number: _Number, meaning: Meaning) -> int:
        ahead = meaning.at >= number.after
        first, after = (number.after, meaning.at) if ahead else (meaning.at + meaning.length, number.first)
        start = self._words[first - 1].end
        between = _ASIDE.sub(" ", self._text[start : max(start, self._words[after].start)])
        passed = folded_words(between)
        known = number_words(self._language)
        numbers = sum(word.isdecimal() or word in known for word in passed)
        return len(passed) + _ACROSS_NUMBER * numbers + _ACROSS_BREAK * len(_BREAK.findall(between))

    def _whom(self, number: _Number) -> tuple[str | None, str | None]:
        """Of whom, and whose: "49 Armenian and 50 Azerbaijani soldiers" are soldiers of Armenia, and of Azerbaijan."""
        who = {meaning.at: (name, meaning.at + meaning.length) for name, meaning in self._meanings.get("who", ())}
        stops = {
            meaning.at
            for kind in ("counts", "says")
            for _, meaning in self._meanings.get(kind, ())
            if meaning.at not in who
        }
        known = number_words(self._language)
        whose: str | None = None
        for at in range(number.after, min(number.after + _NOUN_WITHIN, len(self._words))):
            if at in stops or _BREAK.search(self._gap(at)):
                break
            if self._folded[at].isdecimal() or self._folded[at] in known:
                if whose is None:
                    break
                continue
            if at in who:
                name, after = who[at]
                # Where adjectives follow: "49 żołnierzy armeńskich".
                behind = self._words[after].written if after < len(self._words) else ""
                return None if name == "side" else name, whose or self._place(behind)
            whose = whose or self._place(self._words[at].written)
        return None, whose

    def _place(self, text: str) -> str | None:
        """The one place that a text names; None where it names several."""
        found = set(self._places(text, self._language))
        return found.pop() if len(found) == 1 else None

    def _bound(self, number: _Number) -> Bound | None:
        for name, meaning in self._meanings.get("bound", ()):
            if 0 <= number.first - (meaning.at + meaning.length) < _BOUND_WITHIN:
                return Bound(name)
        return None

    def _said_by(self) -> str | None:
        """The words for who says it: after "according to", on the side of "said" where somebody stands."""
        for name, meaning in sorted(self._meanings.get("says", ())):
            after = meaning.at + meaning.length
            stands_apart = meaning.at == 0 or _BREAK.search(self._gap(meaning.at)) is not None
            if name == "after" or stands_apart or (self._language != "en" and self._is_followed(after)):
                found = self._phrase(after, 1)
            else:
                found = self._phrase(meaning.at - 1, -1)
            if found:
                return found
        return None

    def _is_followed(self, at: int) -> bool:
        return at < len(self._words) and not _BREAK.search(self._gap(at))

    def _phrase(self, at: int, step: int) -> str | None:
        """The words from there on to the next break in that direction; None where they name nobody."""
        ends = self._prepositions | {meaning.at for _, meaning in self._meanings.get("counts", ())}
        taken: list[int] = []
        while 0 <= at < len(self._words):
            if at in ends or (taken and _BREAK.search(self._gap(max(at, taken[-1])))):
                break
            taken.append(at)
            at += step
        while step > 0 and taken and self._is_link(taken[-1]):
            taken.pop()  # "according to the mayor and | wounding many"
        if not taken or len(taken) > _LONGEST_SPEAKER:
            return None
        found = self._text[self._words[min(taken)].start : self._words[max(taken)].end]
        return found if any(len(word.written) >= _SHORTEST_NAME for word in words(found)) else None

    def _is_link(self, at: int) -> bool:
        written = self._words[at].written
        return written.islower() and len(written) <= _LONGEST_LINK


@cache
def _lexicon() -> Lexicon:
    read = tomllib.loads((files("bot.briefing") / "quantities.toml").read_text("utf-8"))
    return Lexicon(
        (f"{kind} {name}", language, patterns)
        for kind, by_name in read.items()
        for name, by_language in by_name.items()
        for language, patterns in by_language.items()
    )
