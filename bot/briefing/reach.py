"""Whether a word that counts people reaches a number, or only stands near it.

"4,000 beds for refugees" are beds; whoever "arrested a driver who carried 25 children" arrested one; "three years ago"
7,000 died in another war; whom something "could have killed" it did not, and 12,000 "a year" are no toll. A number to
which no word surely belongs counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile

from bot.briefing.counting_words import BREAK, YEAR, Sentence
from bot.briefing.numerals import Number
from bot.briefing.wording import is_worded
from bot.text.lexicon import Meaning

KIND = "reach"
"""Of the words in `quantities.toml` that this module reads; to others they mean nothing."""
_OF = "of"
_ARRESTED = "arrested"
_CAPTURED = "captured"
_KILLED = "killed"
_WOUNDED = "wounded"
_DISPLACED = "displaced"
_FOR_ENDING = {"ka": "თვის"}
_STOP = re.compile(r"[.!?…]['\"”»’)]*\s")
_WHERE_WITHIN = 4  # words
_SHORTEST_BEFORE_STOP = 5  # letters: "gen. Kos", "proc. Polaków"
_UNREAL_WITHIN = 3  # words: "could not have been killed"
_MODALS_BEHIND = {"de": 2}  # words: "töten können", "getötet werden könnten"
_RATE_BEFORE = 8  # "every year on the roads of the country 300"
_NONE_WITHIN = 2
_RATE_WITHIN = 5  # "12,000 people die in traffic every year"


class Reach:
    """How far the words of a sentence reach."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._named = {
            name: sentence.named(KIND, name)
            for name in (
                *("for", "for behind", "who", "clause", "why", "about", "where", "degree", "ago"),
                *("unreal", "not", "rate", "rate before", "doubted", "freed"),
                *("years", "after", "anniversary", "conjunction", "sum"),
                *("earlier", "ago before", "from", "relative", "none", "not behind", "bodies"),
            )
        }

    @cached_property
    def is_of_old(self) -> bool:
        """Whether it tells of what was years ago: "years ago", "vor drei Jahren"."""
        ends = (at + length for at, length in self._named["ago before"].items())
        return bool(self._named["ago"]) or any(map(self._are_years, ends))

    def _are_years(self, at: int) -> bool:
        """Whether a number of years stands there: "drei Jahren", "más de tres años", "einem Jahr"."""
        sentence = self._sentence
        bounds, another = sentence.at_all("bound"), sentence.named("other", "another")
        while at < len(sentence.words) and (sentence.is_number(at) or at in bounds or at in another):
            at += bounds.get(at, 1)
        return at in self._named["years"]

    def is_of_earlier(self, counts: str) -> bool:
        """Whether it names what happened long before, as every reader knows; somebody may be arrested for it today."""
        return counts != _ARRESTED and bool(self._named["earlier"])

    def is_from_before(self, number: Number) -> bool:
        """Whether it is of what happened long before: "a year after the war that killed 90, …"."""
        return any(after <= number.first < end for after, end in self._before)

    @cached_property
    def _before(self) -> list[tuple[int, int]]:
        """Where a sentence tells of what happened long before."""
        sentence = self._sentence
        years_after = (at for at in self._named["after"] if at - 1 in self._named["years"])
        found = [(at + 1, self._clause_end(at + 1)) for at in (*years_after, *self._named["anniversary"])]
        # "Three years since the attack, in which 90 died", but "in the three years since then 90 died"
        years_from = (at + 1 for at in self._named["from"] if at - 1 in self._named["years"])
        found += [(self._break_behind(at), self._clause_end(at)) for at in years_from]
        for at, length in sentence.at_all("since").items():
            year = at + length  # "since | 2020, when"
            if year + 1 in self._named["clause"] and YEAR.fullmatch(sentence.folded[year]):
                found.append((year, len(sentence.words)))
        return found

    def _clause_end(self, at: int) -> int:
        """Where a clause ends, with what a comma adds: "dem Anschlag, | bei dem 61 starben", "взрыва, | унесшего"."""
        end, relative = self._break_behind(at), self._named["relative"]
        is_added = end in relative or end + 1 in relative or end in self._sentence.at_all("counts")
        return self._break_behind(end + 1) if is_added else end

    def _break_behind(self, at: int) -> int:
        words = range(at, len(self._sentence.words))
        return next((i for i in words if BREAK.search(self._sentence.gap(i))), words.stop)

    @cached_property
    def is_doubted(self) -> bool:
        """Whether it tells what somebody denies, or fears: "denied that 300 had been killed"."""
        return bool(self._named["doubted"])

    def is_of_a_place(self, first: int) -> bool:
        """Whether a number that begins there counts those of one place among others: "Kalym, where 7 were hurt"."""
        return not self._named["where"].keys().isdisjoint(range(max(first - _WHERE_WITHIN, 0), first))

    def is_reached(self, number: Number, first: int, counts: str, word: Meaning, *, moved_to: bool) -> bool:
        """Whether a word counts that number.

        Args:
            first: Where the number begins, with the bound before it.
            counts: What the word counts.
            moved_to: A word beside the number says that another one has moved to it.
        """
        if self._is_unreal(word) or self._is_rate(number) or self._is_of_some(counts, word):
            return False
        if self._has("none", range(number.after, number.after + _NONE_WITHIN)):
            return False  # "45 yolcudan hiçbiri yaralanmadı"
        if word.at >= number.after:
            between = range(number.after, word.at)
            return not (self._has_any(("for", "conjunction"), between) or self._ends_in(between, word.at))
        between = range(word.at + word.length, first)
        # "five were hurt | when two buses collided", but "the toll of Monday, when …, rose to 22"
        stops = ["who", *([] if moved_to else ["clause"]), *(["why"] if counts == _ARRESTED else [])]
        if self._has_any(stops, between) or self._ends_in(between, first) or self._is_of_its_own(first, word):
            return False
        return first - 1 not in self._named["about"] and not self._is_for(word, counts)

    def _is_of_its_own(self, first: int, word: Meaning) -> bool:
        """Whether the number belongs to what stands before its "of": "51 killed in a village | of 330"."""
        sentence, named = self._sentence, first - 2
        if sentence.folded[first - 1] != _OF or named < word.at + word.length or named in self._named["sum"]:
            return False
        is_name = sentence.words[named].written[:1].isupper()
        return not (is_name or is_worded("dates", sentence.folded[named], sentence.language))

    def _is_of_some(self, counts: str, word: Meaning) -> bool:
        """Whether it says what became of some: "two seriously wounded" of them, "13 hostages were released"."""
        if counts == _CAPTURED:
            return bool(self._named["freed"])
        if counts == _KILLED and self._named["bodies"]:
            return bool(self._named["freed"])  # "сторони обмінялися тілами 757 загиблих"
        beside = (word.at - 1, word.at + word.length)
        return counts == _WOUNDED and not self._named["degree"].keys().isdisjoint(beside)

    def _is_for(self, word: Meaning, counts: str) -> bool:
        """Whether something else is told of, which is for them: "для беженцев построен лагерь на 3000 человек"."""
        if counts == _DISPLACED and word.at - 1 in self._named["for"]:
            return True  # who is jailed "for killing three" killed them
        ending = _FOR_ENDING.get(self._sentence.language)
        folded = self._sentence.folded[word.at]
        return word.at + word.length in self._named["for behind"] or bool(ending and folded.endswith(ending))

    def _is_unreal(self, word: Meaning) -> bool:
        """Whether it did not happen, or has not yet: "could have killed", "will be killed", "was not wounded"."""
        language = self._sentence.language
        gaps = (self._sentence.gap(at) for at in range(word.at, max(word.at - _UNREAL_WITHIN, 0), -1))
        reached = sum(1 for _ in takewhile(lambda gap: not BREAK.search(gap), gaps))
        behind = word.at + word.length  # "töten können"
        near = (*range(word.at - reached, word.at), *range(behind, behind + _MODALS_BEHIND.get(language, 0)))
        words, unreal = self._sentence.words, self._named["unreal"]
        may_open = {0} if language != "en" else ()  # "Могли погибнуть", but "May attacks", as "in May", "Will Rogers"
        if any(at in unreal and (words[at].written[0].islower() or at in may_open) for at in near):
            return True
        if behind in self._named["not behind"] and not BREAK.search(self._sentence.gap(behind)):
            return True
        return any(at + length == word.at for at, length in self._named["not"].items())

    def _is_rate(self, number: Number) -> bool:
        """Whether so many are counted again and again: "12,000 a year", "every year 12,000"."""
        reached = range(number.first, max(number.first - _RATE_BEFORE, 0), -1)
        broken = next((at for at in reached if BREAK.search(self._sentence.gap(at))), reached.stop)
        names = self._named["rate before"]  # "chaque année, 3.000 personnes"
        opened = next((at for at, length in names.items() if at + length == broken), broken)
        before = range(opened, number.first)
        behind = range(number.after, min(number.after + _RATE_WITHIN, len(self._sentence.words)))
        last = next((at for at in behind if BREAK.search(self._sentence.gap(at))), behind.stop)
        return self._has("rate before", before) or self._has("rate", range(behind.start, last))

    def _has_any(self, names: Sequence[str], places: range) -> bool:
        return any(self._has(name, places) for name in names)

    def _has(self, name: str, places: range) -> bool:
        return any(at in places for at in self._named[name])

    def _ends_in(self, between: range, last: int) -> bool:
        """Whether a sentence ends in between: titles are made of several."""
        words = self._sentence.words
        for at in range(between.start, last + 1):
            if not 0 < at < len(words) or not _STOP.match(self._sentence.gap(at)):
                continue
            if len(words[at - 1].written) >= _SHORTEST_BEFORE_STOP and words[at].written[0].isupper():
                return True
        return False
