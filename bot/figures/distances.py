"""How far a word stands from a number, in words: what an aside tells between them counts for nothing.

words between | less an aside, a quotation's marks, ages | a comma or another number makes it farther
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from bot.figures.counting_words import BREAK, Sentence
from bot.figures.numbers import Numbers
from bot.figures.numerals import Number
from bot.figures.reach import KIND as REACH
from bot.text.lexicon import Meaning
from bot.text.spelled import is_number_word
from bot.text.words import folded_words

# How many words may stand between a number and what it counts: "49 of the country's own soldiers have been killed".
# A comma or another number between them makes it farther by so many.
FARTHEST = 9
ACROSS_BREAK = 4
_ACROSS_NUMBER = 3
_CHARACTERS_LOOKED_AT = 400  # which bounds what a hostile text costs
_MARKS_VERBS_LEFT_OUT = "hy"
_ASIDE = re.compile(r",[^,;:]{1,60},|\([^)]*\)|[–—][^–—]{1,60}[–—]")
_AGES = re.compile(r"\baged (?:between )?\d+(?:(?:,? and |, | to )\d+)*")
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]{1,40})[»”“\"]")  # 26 "armed robbers" were killed
_LABELS = re.compile(r"\s*[:=–—-]\s*")


class Distances:
    """How far the words of a sentence that count stand from its numbers."""

    def __init__(self, sentence: Sentence, numbers: Numbers, found: Sequence[Number]) -> None:
        self._sentence, self._numbers, self._found = sentence, numbers, found
        self._text, self._language, self._gap = sentence.text, sentence.language, sentence.gap
        self._words = sentence.words
        self._place_of = {number: place for place, number in enumerate(found)}
        self._firsts = [number.first for number in found]
        self._counted_at = sentence.at_all("counts")
        self._counted_in_order = sorted(self._counted_at)
        self._among_ends = {at + length for at, length in sentence.named("other", "among").items()}
        self._several = sorted(sentence.named(REACH, "several"))
        who = sentence.at_all("who").items()
        said_of_whom = {at for first, length in who for at in range(first, first + length)}
        self._may_stand_between = {*said_of_whom, *sentence.named(REACH, "passive"), *sentence.named(REACH, "have")}

    def of(self, number: Number, meaning: Meaning) -> int:
        """How many words stand between them; -1 where the word is the number's label, too far beyond `FARTHEST`."""
        if self.is_label(number, meaning):
            return -1
        is_ahead = meaning.at >= number.after
        behind = meaning.at + meaning.length
        if behind == self._numbers.before(number) and not BREAK.search(self._gap(behind)):
            return 0  # "killed at least nine"
        first, after = (number.after, meaning.at) if is_ahead else (behind, number.first)
        start, end = self._words[first - 1].end, self._words[after].start
        if end - start > _CHARACTERS_LOOKED_AT:
            return FARTHEST + 1
        between = _AGES.sub("", _QUOTED.sub(r"\1", self._text[start : max(start, end)]))
        if not self._counts_between(first, after) and not (not is_ahead and self._tells_of_some(first, after)):
            between = _ASIDE.sub(" ", between)
        passed = folded_words(between)
        numbers = sum(word.isdecimal() or is_number_word(word, self._language) for word in passed)
        several = bisect_left(self._several, after) - bisect_left(self._several, first)
        if is_ahead and self._language == _MARKS_VERBS_LEFT_OUT:
            between = between.replace("՝", " ").replace("`", " ")  # "երկու մարդ՝ | վիրավորվել"
        breaks = len(BREAK.findall(between)) + several
        return len(passed) + _ACROSS_NUMBER * numbers + ACROSS_BREAK * breaks

    def _counts_between(self, first: int, after: int) -> bool:
        """Whether a number with a word of its own stands there, and no aside: "5 dead, | 290 wounded, | 12 missing"."""
        return is_any_between(self._firsts, first, after) and is_any_between(self._counted_in_order, first, after)

    def _tells_of_some(self, first: int, after: int) -> bool:
        """Whether an aside tells of some of them there: "nine died, | including two children, | 24 were hurt"."""
        return any(first < end <= after and self._sentence.is_number(end) for end in self._among_ends if end < after)

    def is_label(self, number: Number, meaning: Meaning) -> bool:
        """Whether it stands before its number as in a list: "Killed: 12; wounded: 30", but not "5 killed: 12 boats"."""
        after = meaning.at + meaning.length
        if after != self._numbers.before(number) or not _LABELS.fullmatch(self._gap(after)):
            return False
        if number.after in self._counted_at and not self._gap(number.after).strip():
            return False  # "they kill - 5 wounded"
        return not self._tells_of_one_before(meaning.at)

    def _tells_of_one_before(self, at: int) -> bool:
        """Whether a number right before a word is told of in it: "seven people were | killed: four men …"."""
        while at and at - 1 in self._may_stand_between and not BREAK.search(self._gap(at)):
            at -= 1
        return at > 0 and self._sentence.is_number(at - 1) and not BREAK.search(self._gap(at))

    def is_label_of_another(self, number: Number, meaning: Meaning) -> bool:
        """Whether it stands before the next number as in a list: "24 infected, dead: 3"."""
        place = self._place_of[number]
        return any(self.is_label(other, meaning) for other in self._found[place + 1 : place + 3])


def is_any_between(places: Sequence[int], first: int, after: int) -> bool:
    """Whether one of some places, in their order, is in `range(first, after)`."""
    return bisect_left(places, first) < bisect_left(places, after)
