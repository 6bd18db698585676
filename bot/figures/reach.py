"""Whether a word that counts people reaches a number, or only stands near it.

"4,000 beds for refugees" are beds; whoever "arrested a driver who carried 25 children" arrested one; "three years ago"
7,000 died in another war; whom something "could have killed" it did not, and 12,000 "a year" are no toll. A number to
which no word surely belongs counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.figures.counting_words import BREAK, Sentence
from bot.figures.numerals import Number
from bot.text.lexicon import Meaning
from bot.text.wording import is_worded

KIND = "reach"
"""Of the words in `quantities.toml` that this module reads; to others they mean nothing."""
_OF = "of"
_ARRESTED = "arrested"
_CAPTURED = "captured"
_MISSING = "missing"
_KILLED = "killed"
_WOUNDED = "wounded"
_DISPLACED = "displaced"
_FOR_ENDING = {"ka": "თვის"}
_STOP = re.compile(r"[.!?…]['\"”»’)]*\s")
_WHERE_WITHIN = 4  # words
_SHORTEST_BEFORE_STOP = 5  # letters: "gen. Kos", "proc. Polaków"
_UNREAL_WITHIN = 4  # words: "believed to have been killed"
_MODALS_BEHIND = {"de": 2}  # words: "töten können", "getötet werden könnten"
_RATE_BEFORE = 8  # "every year on the roads of the country 300"
_RATE_WITHIN = 7  # "12,000 people are killed by guns every year"
_NONE_WITHIN = 2
_RETURN_WITHIN = 4  # words
_NOT_WITHIN = 2  # words: "cannot safely | return"


class Reach:
    """How far the words of a sentence reach."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._named = {
            name: sentence.named(KIND, name)
            for name in (
                *("for", "for behind", "who", "clause", "why", "about", "where", "degree", "not", "not behind", "none"),
                *("unreal", "to", "infinitive", "rate", "rate before", "freed", "found", "conjunction", "sum", "lives"),
                *("takes", "bodies", "drill", "return"),
            )
        }

    def is_of_a_place(self, first: int) -> bool:
        """Whether a number that begins there counts those of one place among others: "Kalym, where 7 were hurt"."""
        return not self._named["where"].keys().isdisjoint(range(max(first - _WHERE_WITHIN, 0), first))

    def are_lives_taken(self, number: Number, first: int) -> bool:
        """Whether so many lives were lost: "the crash claimed | 18 lives"."""
        taken = any(at + length == first for at, length in self._named["takes"].items())
        return taken and number.after in self._named["lives"] and not self._is_rate(number)

    def is_reached(self, number: Number, first: int, counts: str, word: Meaning, *, moved_to: bool) -> bool:
        """Whether a word counts that number.

        Args:
            first: Where the number begins, with the bound before it.
            counts: What the word counts.
            moved_to: A word beside the number says that another one has moved to it.
        """
        if self._is_unreal(word) or self._is_rate(number) or self._is_of_some(counts, word):
            return False
        if counts == _DISPLACED and self._come_back(number, first, word):
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

    def changes_clause(self, between: range) -> bool:
        """Whether another clause begins among these words, whose number no verb before it counts."""
        return self._has("conjunction", between)

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
            return any(at < word.at or not self._counts_others(at + n) for at, n in self._named["freed"].items())
        if counts == _MISSING:
            return any(self._is_found(word, at) for at in self._named["found"])
        if counts == _KILLED and self._named["bodies"]:
            return bool(self._named["freed"])  # "сторони обмінялися тілами 757 загиблих"
        if counts == _DISPLACED and self._named["drill"]:
            return True
        beside = (word.at - 1, word.at + word.length)
        return counts == _WOUNDED and not self._named["degree"].keys().isdisjoint(beside)

    def _come_back(self, number: Number, first: int, word: Meaning) -> bool:
        """Whether they are home again: "20,000 refugees have | returned", "вернулись | 20 тысяч беженцев"."""
        after = max(number.after, word.at + word.length)
        for at in self._named["return"]:
            between = range(at + 1, first) if at < first else range(after, at)
            is_near = len(between) <= _RETURN_WITHIN and not any(map(self._sentence.is_number, between))
            may_not = any(
                each in self._named[name] for each in range(at - _NOT_WITHIN, at) for name in ("unreal", "not")
            )
            if is_near and not may_not and not any(BREAK.search(self._sentence.gap(each)) for each in between):
                return True
        return False

    def _is_found(self, word: Meaning, at: int) -> bool:
        """Whether those who were missing are found there: "five hikers missing since Friday were | found alive"."""
        return at > word.at and not any(map(self._sentence.is_number, range(word.at + word.length, at)))

    def _counts_others(self, at: int) -> bool:
        """Whether a number stands there: "captured 40 and released | two priests"."""
        return at < len(self._sentence.words) and self._sentence.is_number(at)

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
        if word.at in self._named["infinitive"] and word.at - 1 in self._named["to"]:
            return True  # "the plot was to kill 50", but not "went on to kill"
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
