"""Which word of what is counted a number belongs to: the nearest one that reaches it.

"Five were killed in Kalym and 12 in Lidra": a word counts a second number only where it goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from bot.figures.counting_words import BREAK, HAVE_ENDINGS, Sentence
from bot.figures.distances import ACROSS_BREAK, FARTHEST, Distances, is_any_between
from bot.figures.flight import DISPLACED, MOVING, names_people
from bot.figures.numbers import Numbers
from bot.figures.numerals import SIGNS, UNITS, Number
from bot.figures.reach import KIND as REACH
from bot.figures.reach import Reach
from bot.figures.speakers import SPOKEN
from bot.figures.whose import ANYBODY, NOUN_WITHIN, PEACEKEEPERS, SOLDIERS, Whose
from bot.text.lexicon import Meaning
from bot.text.wording import is_worded
from bot.text.words import NOUNS_HAVE_CAPITALS

KILLED = "killed"
OF_PEOPLE = (KILLED, "wounded", "missing", "captured", "arrested", DISPLACED)
"""What counts people, in the order in which it is shown; with a single value these are news, too. See `UNITS`."""
_BEFALLS = frozenset(OF_PEOPLE) - {"captured", DISPLACED}
DEPLOYED = "deployed"
"""Soldiers who are sent somewhere: shown where reports differ."""
NOT_COMPARED = "others"
"""Of these numbers too much is said differently to compare them."""
# So many such words on each side of a number are looked at, which bounds what a hostile text costs: each within so many
# words, for asides between them count for nothing.
_LOOKED_AT = 40
_COUNTING_LOOKED_AT = 6
_OWN_WITHIN = 6
_AT = "at"
_VERBS_LAST = ("tr", "az")
_COMMA_FIRST = ("hy", "ka", *_VERBS_LAST)  # what "and" goes on with there has its word behind it
_MONEY = re.compile("[$€£¥₽₴₺₾֏₼₸₹]")
_OTHER_MONEY = re.compile(r"(?:(?<!\bUS)(?<=[A-Z])\s?\$|(?<=[A-Z])£)$")  # "A$", "HK$", "E£"
_LONGEST_SIGN = 5
_PERCENT_FIRST = "tr"  # "yüzde 20"


class Counting:
    """The words of a sentence that count, and the numbers that they count.

    Args:
        counts_people: Whether a number counts people, as far as what follows it tells.
        is_of_flight: Whether whoever crosses a border there has fled.
    """

    def __init__(
        self,
        sentence: Sentence,
        numbers: Numbers,
        found: Sequence[Number],
        whose: Whose,
        *,
        reach: Reach,
        counts_people: Callable[[Number], bool],
        is_of_flight: Callable[[], bool],
    ) -> None:
        self._sentence, self._numbers, self._found, self._whose, self._reach = sentence, numbers, found, whose, reach
        self._text, self._language, self._gap = sentence.text, sentence.language, sentence.gap
        self._words, self._folded = sentence.words, sentence.folded
        self._counts_people = counts_people
        self._among_ends = {at + length for at, length in sentence.named("other", "among").items()}
        self._ands = {at + length - 1 for at, length in sentence.named("other", "and").items()}
        self._moves, self._tolls = sentence.named("range", "moves"), sentence.named(REACH, "toll")
        self._puts = sentence.named("telling", "toll")
        self._number_of = sentence.named(REACH, "number of")
        self._number_of_ends = {at + length for at, length in self._number_of.items()}
        self._lost_ends = {at + length for at, length in sentence.named(REACH, "lost").items()}
        self._passive, self._died = sentence.named(REACH, "passive"), sentence.named("other", "died")
        self._to, self._bounds = sentence.named("range", "to"), sentence.at_all("bound")
        self._distances = Distances(sentence, numbers, found)
        self._place_of = {number: place for place, number in enumerate(found)}
        self._firsts = [number.first for number in found]
        self._number_behind = sentence.named(REACH, "number behind")
        self._held, self._clauses = sentence.named(REACH, "held"), sentence.named(REACH, "clause")
        counting = [(meaning.at, name, meaning) for name, meaning in sentence.meanings.get("counts", ())]
        if any(name == MOVING for _, name, _ in counting) and not is_of_flight():
            counting = [each for each in counting if each[1] != MOVING]
        eithers = _eithers(counting, sentence.named(REACH, "or"))
        self._counting = [(at, NOT_COMPARED if at in eithers else name, word) for at, name, word in counting]
        of_people = ((at, name) for at, name, _ in self._counting if name not in UNITS)
        self._first_counting = next(of_people, (len(self._words), ""))
        self._understood = {
            meaning.at + i
            for kind, of_kind in sentence.meanings.items()
            for name, meaning in of_kind
            for i in range(meaning.length)
            if kind not in (REACH, *SPOKEN) and name != "measure"
        }
        is_of_others = any(name not in UNITS and name != MOVING for _, name, _ in counting)
        self._is_of_deployment = bool(sentence.named(REACH, "deploy")) and not is_of_others
        who = sentence.meanings.get("who", ())
        self._who = {meaning.at: meaning.at + meaning.length for _, meaning in who}

    def of(self, number: Number) -> tuple[str | None, Meaning | None]:
        """What it counts: by the sign beside it, or by the nearest word, which is told too."""
        ahead, behind = self._gap(number.first).rstrip()[-1:], self._numbers.numerals.gap_behind(number.after)[:1]
        start = self._words[number.first].start
        if ahead in ("$", "£") and _OTHER_MONEY.search(self._text[max(start - _LONGEST_SIGN, 0) : start]):
            return None, None
        if signed := next((counts for sign, counts in SIGNS.items() if sign in (ahead, behind)), None):
            return signed, None
        if _MONEY.search(ahead + behind):
            return None, None
        return self._counted_with(number)

    def _counted_with(self, number: Number) -> tuple[str | None, Meaning | None]:
        """By the nearest word, or by that of the number which it has to do with."""
        if self._reach.are_lives_taken(number, self._numbers.before(number)):
            return KILLED, None
        if toll := self._toll_that_moved(number):
            return toll
        counts, word = self._counted_by(number)
        if counts is None and (moved_from := self._moved_from(number)):
            return self._counted_by(moved_from)  # "число погибших при обстреле города выросло с 12 до | 15 человек"
        if counts is None and (some := self._some_behind(number)):
            of_some, word_behind = self._counted_by(some)
            if word_behind and word_behind.at > some.after:  # not "12 people, including 2 deaths"
                return of_some, word_behind
        return counts, word

    def _moved_from(self, number: Number) -> Number | None:
        """The number from which something moved to this one, of which nothing else stands between them."""
        place = self._place_of[number]
        start = self._found[place - 1] if place and self._numbers.has_moved else None
        between = range(start.after, number.first) if start else range(0)
        return start if between and all(at in self._to or at in self._bounds for at in between) else None

    def _toll_that_moved(self, number: Number) -> tuple[str, Meaning] | None:
        """What moved to it, or is put at it, however much stands between: "the toll of the fire rose | to 12"."""
        to = self._numbers.before(number) - 1
        is_put = bool(self._puts) and to > 0 and self._folded[to] == _AT
        if not is_put and not (self._numbers.has_moved_to(number) and (to in self._to or to in self._moves)):
            return None
        nearest = bisect_left(self._counting, (number.first,))
        for at, name, word in reversed(self._counting[max(nearest - _COUNTING_LOOKED_AT, 0) : nearest]):
            is_near = number.first - at <= _LOOKED_AT and not is_any_between(self._firsts, at, number.first)
            if is_near and self.is_toll(word) and self._is_reached(number, name, word):
                return name, word
        return None

    def is_toll(self, word: Meaning) -> bool:
        """Whether it is a toll that counts: "the death toll", "the number of people | killed"."""
        at = word.at
        if at in self._tolls:
            return True
        for here in range(at - 1, max(at - 1 - _OWN_WITHIN, -1), -1):
            if BREAK.search(self._gap(here + 1)):
                return False
            if here in self._number_of:
                return True
        return False

    def _some_behind(self, number: Number) -> Number | None:
        """The number of some of these people: of "8 nəfər, o cümlədən 2 uşaq yaralanıb" the 2, and all were hurt."""
        place = self._place_of[number] + 1
        some = next(iter(self._found[place : place + 1]), None)
        is_some = some is not None and some.value < number.value and self._numbers.before(some) in self._among_ends
        return some if is_some and self._whose.of(number)[0] == ANYBODY else None

    def _counted_by(self, number: Number) -> tuple[str | None, Meaning | None]:
        nearest = bisect_left(self._counting, (number.first,))
        of_whole = self._numbers.after_whole(number)
        found = [
            (self._distances.of(number, meaning), at < number.first, name, meaning)
            for at, name, meaning in self._counting[
                max(nearest - _COUNTING_LOOKED_AT, 0) : nearest + _COUNTING_LOOKED_AT
            ]
            if number.first - _LOOKED_AT <= at <= number.after + _LOOKED_AT
            and (name not in UNITS or at == number.after or self._is_percent_of(number, meaning))
            and at != of_whole
            and not (at >= number.after and self._is_closed_off(number, meaning))
            and not (at >= number.after and self._distances.is_label_of_another(number, meaning))
        ]
        if not found:
            return self._soldiers(number), None
        distance, is_behind, name, word = min(found)
        if is_behind and self._opens_a_clause(number):
            ahead = [each for each in found if not each[1] and self._is_own(number, each[3])]
            if not ahead and self._is_told_before(word) and not self._place_of[number]:
                return self._soldiers(number), None  # "a man was killed and | 340 people had to leave"
            distance, is_behind, name, word = min(ahead, default=(distance, is_behind, name, word))
        if self._is_of_the_one_before(word, number, distance):
            # "two people died and nine people were missing"
            within = FARTHEST if self._language in _VERBS_LAST else _OWN_WITHIN
            own = [each for each in found if not each[1] and each[0] <= within]
            distance, _, name, word = min(own, default=(distance, is_behind, name, word))
        if distance > FARTHEST or not self._is_reached(number, name, word):
            return self._soldiers(number), None
        if word.at in self._held:
            befell = [each for each in found if self._befalls(each[2], each[3], number, word)]
            _, _, name, word = min(befell, default=(distance, is_behind, name, word))
        return DISPLACED if name == MOVING else name, word

    def _befalls(self, name: str, verb: Meaning, number: Number, whom: Meaning) -> bool:
        """Whether it is told of those held or driven out what befell them: "three | hostages | were killed"."""
        if name not in _BEFALLS or verb.at in self._held:
            return False
        after = whom.at + whom.length
        is_behind = verb.at < number.first
        between = range(verb.at + verb.length, number.first) if is_behind else range(after, verb.at)
        ends = (*between, between.stop)
        is_apart = any(at in self._ands or at in self._clauses or self._sentence.is_number(at) for at in between)
        is_near = 0 < whom.at - number.first <= _OWN_WITHIN and len(between) <= _OWN_WITHIN
        return (
            is_near
            and not is_apart
            and not any(BREAK.search(self._gap(at)) for at in ends)
            and self._is_reached(number, name, verb)
        )

    def _is_closed_off(self, number: Number, word: Meaning) -> bool:
        """Whether a word is of another number: "cases (57) and 390 | deaths", "5,000, and the number of | deaths"."""
        opens, closes = self._gap(self._numbers.before(number)), self._gap(number.after)
        if opens.endswith("(") and closes.startswith(")"):
            return True
        is_labelled = word.at in self._number_of_ends or word.at + word.length in self._number_behind
        return is_labelled and any(BREAK.search(self._gap(at)) for at in range(number.after, word.at + 1))

    def _opens_a_clause(self, number: Number) -> bool:
        """Whether "and" stands before it, which goes on with an object, or with another clause."""
        return self._language not in _COMMA_FIRST and self._numbers.before(number) - 1 in self._ands

    def _is_own(self, number: Number, word: Meaning) -> bool:
        """Whether a word near behind a number is of its own clause: "a man was killed and | two women were hurt"."""
        between = range(number.after, word.at)
        return len(between) <= _OWN_WITHIN and not any(
            at in self._ands or self._sentence.is_number(at) or BREAK.search(self._gap(at))
            for at in (*between, word.at)
        )

    def _is_told_before(self, word: Meaning) -> bool:
        """Whether those whom it counts stand before it, and no object behind: "was killed", "died"."""
        return word.at - 1 in self._passive or word.at in self._died

    def _soldiers(self, number: Number) -> str | None:
        """Whether it counts soldiers who are sent somewhere, in a sentence that counts nobody else."""
        if not (self._is_of_deployment and number.value) or self._whose.of(number)[0] not in (SOLDIERS, PEACEKEEPERS):
            return None
        return DEPLOYED

    def is_of_another(self, word: Meaning, number: Number) -> bool:
        """Whether a word belongs to another number, and does not go on with this one."""
        return self._is_nearer_to_another(word, number) and not self._goes_on(number, word)

    def tells_others_before(self, number: Number, counts: str) -> bool:
        """Whether it told of others before: after "5 killed" in "12 more wounded" all the wounded are counted."""
        at, name = self._first_counting
        return at < number.first and name != counts and (name, counts) != (MOVING, DISPLACED)

    def _is_reached(self, number: Number, counts: str, word: Meaning) -> bool:
        if counts == MOVING and word.at != number.after and not self._moves_people(number, word):
            return False  # "200 lorries have arrived"
        if counts in UNITS:
            return True
        moved_to, first = self._numbers.has_moved_to(number), self._numbers.before(number)
        return self._reach.is_reached(number, first, counts, word, moved_to=moved_to)

    def _moves_people(self, number: Number, word: Meaning) -> bool:
        return self._counts_people(number) or names_people(self._sentence, word, number.after)

    def _is_nearer_to_another(self, word: Meaning, number: Number) -> bool:
        """Whether a word belongs to the number before it, or sooner to the one after it."""
        mine = self._distances.of(number, word)
        place = self._place_of[number]
        for other in self._found[place + 1 : place + 2]:
            distance = self._distances.of(other, word)
            if self._reach.changes_clause(range(word.at + word.length, other.first)):
                continue  # "five are missing | after two bodies were found"
            if distance < mine and not any(
                self._distances.of(other, own) < distance for own in self._words_beside(other)
            ):
                return True  # and not "18 of the guards have been killed and 748 | injured"
        return self._is_of_the_one_before(word, number, mine)

    def _words_beside(self, number: Number) -> Iterator[Meaning]:
        first = bisect_left(self._counting, (number.after,))
        return (
            word
            for at, _, word in self._counting[first : first + _COUNTING_LOOKED_AT]
            if at <= number.after + _OWN_WITHIN
        )

    def _is_of_the_one_before(self, word: Meaning, number: Number, mine: int) -> bool:
        place = self._place_of[number]
        if self._numbers.before(number) - 1 in self._ands:
            mine += ACROSS_BREAK  # "three people were killed and | 340 had to leave"
        return word.at < number.first and any(
            self._distances.of(other, word) <= mine for other in self._found[max(place - 1, 0) : place]
        )

    def _goes_on(self, number: Number, word: Meaning) -> bool:
        """Whether it goes on with what another number counts, and no word unknown here says something else of it.

        "Five were killed in Kalym and 12 in Lidra" and "five people, including three children" do, "killed five and
        stranded 12" and "five dead, 12 stranded" do not, nor does "five are missing, 12 people had arrived". Where a
        number moved the words between say how.
        """
        whom, _ = self._whose.of(number)
        is_behind = word.at < number.first
        if self._numbers.before(number) in self._lost_ends and not is_behind:
            return False  # "the army lost 12 soldiers and 30 were wounded"
        has_moved = self._numbers.has_moved and (is_behind or not BREAK.search(self._gap(number.after)))
        if has_moved or (whom not in (None, ANYBODY) and not is_behind):
            return True
        first = self._numbers.before(number)
        opens = self._language in HAVE_ENDINGS or self._is_clear(first - 1, self._gap(first))
        after = self._behind_noun(number) if is_behind else number.after
        return opens and self._is_clear(after, self._gap(after))

    def _behind_noun(self, number: Number) -> int:
        """The place behind whom it counts: "12 young soldiers | were decorated"."""
        looked_at = range(number.after, min(number.after + NOUN_WITHIN, len(self._words)))
        return next((self._who[at] for at in looked_at if at in self._who), number.after)

    def _is_clear(self, at: int, gap: str) -> bool:
        """Whether what stands beside a number is nothing, a break, a name, a day or a word that is understood."""
        if not 0 <= at < len(self._words) or BREAK.search(gap) or at in self._understood:
            return True
        is_name = self._words[at].written[:1].isupper() and self._language not in NOUNS_HAVE_CAPITALS
        return is_name or is_worded("dates", self._folded[at], self._language)

    def _is_percent_of(self, number: Number, meaning: Meaning) -> bool:
        return self._language == _PERCENT_FIRST and meaning.at + meaning.length == number.first


def _eithers(counting: Sequence[tuple[int, str, Meaning]], ors: Mapping[int, int]) -> set[int]:
    """Where words stand of which a number counts one or the other: "200 killed or hurt"."""
    return {
        at
        for (first, name, word), (second, other, _) in pairwise(counting)
        if name != other
        if ors.get(first + word.length) == second - first - word.length
        for at in (first, second)
    }
