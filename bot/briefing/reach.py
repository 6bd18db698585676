"""Whether a word that counts people reaches a number, or only stands near it.

"4,000 beds for refugees" are beds; whoever "arrested a driver who carried 25 children" arrested one; "three years ago"
7,000 died in another war; whom something "could have killed" it did not, and 12,000 "a year" are no toll. A number to
which no word surely belongs counts nothing.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import takewhile

from bot.briefing.counting_words import BREAK, YEAR, Sentence
from bot.briefing.numerals import Number
from bot.text.lexicon import Meaning

KIND = "reach"
"""Of the words in `quantities.toml` that this module reads; to others they mean nothing."""
_ARRESTED = "arrested"
_CAPTURED = "captured"
_WOUNDED = "wounded"
_DISPLACED = "displaced"
_FOR_ENDING = {"ka": "თვის"}
_STOP = re.compile(r"[.!?…]['\"”»’)]*\s")
_WHERE_WITHIN = 4  # words
_SHORTEST_BEFORE_STOP = 5  # letters: "gen. Kos", "proc. Polaków"
_UNREAL_WITHIN = 3  # words: "could not have been killed"
_MODALS_BEHIND = {"de": 2}  # words: "töten können", "getötet werden könnten"
_RATE_BEFORE = 4
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
                *("years", "after", "anniversary"),
            )
        }

    @cached_property
    def is_of_old(self) -> bool:
        """Whether it tells of what was years ago."""
        return bool(self._named["ago"])

    def is_from_before(self, number: Number) -> bool:
        """Whether it is of what happened long before: "a year after the war that killed 90, …"."""
        return any(after <= number.first < end for after, end in self._before)

    @cached_property
    def _before(self) -> list[tuple[int, int]]:
        """Where a sentence tells of what happened long before."""
        sentence, found = self._sentence, []
        years_after = (at for at in self._named["after"] if at - 1 in self._named["years"])
        for at in (*years_after, *self._named["anniversary"]):
            words = range(at + 1, len(sentence.words))
            found.append((words.start, next((i for i in words if BREAK.search(sentence.gap(i))), words.stop)))
        for at, length in sentence.at_all("since").items():
            year = at + length  # "since | 2020, when"
            if year + 1 in self._named["clause"] and YEAR.fullmatch(sentence.folded[year]):
                found.append((year, len(sentence.words)))
        return found

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
        if word.at >= number.after:
            between = range(number.after, word.at)
            return not (self._has("for", between) or self._ends_in(between, word.at))
        between = range(word.at + word.length, first)
        # "five were hurt | when two buses collided", but "the toll of Monday, when …, rose to 22"
        stops = ("who",) if moved_to else ("who", "clause")
        if counts == _ARRESTED:
            stops = (*stops, "why")
        if any(self._has(stop, between) for stop in stops) or self._ends_in(between, first):
            return False
        return first - 1 not in self._named["about"] and not self._is_for(word, counts)

    def _is_of_some(self, counts: str, word: Meaning) -> bool:
        """Whether it says what became of some: "two seriously wounded" of them, "13 hostages were released"."""
        if counts == _CAPTURED:
            return bool(self._named["freed"])
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
        return any(at + length == word.at for at, length in self._named["not"].items())

    def _is_rate(self, number: Number) -> bool:
        """Whether so many are counted again and again: "12,000 a year", "every year 12,000"."""
        before = range(number.first - _RATE_BEFORE, number.first)
        behind = range(number.after, min(number.after + _RATE_WITHIN, len(self._sentence.words)))
        last = next((at for at in behind if BREAK.search(self._sentence.gap(at))), behind.stop)
        return self._has("rate before", before) or self._has("rate", range(behind.start, last))

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
