"""The numbers of a sentence that may count somebody or something, each for what it is.

numerals | no dates, names, ages, shares, adjectives, measures | numbers
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bot.figures.counting_words import BREAK, YEAR, Sentence
from bot.figures.numerals import HYPHENS, MOST_DIGITS, Number, Numerals
from bot.text.spelled import is_number_word
from bot.text.wording import is_worded

FROM_ENDINGS = {"tr": ("den", "dan", "ten", "tan"), "az": ("den", "dan"), "hy": ("ից",), "ka": ("დან", "გან")}
"""How "from" ends, folded: "19 askerden 12'si" are twelve of nineteen."""
_APOSTROPHES = ("'", "’")
_IN_NAMES = (" ", *HYPHENS)
_SHORTEST_OWNER = 2  # words: "Sorven", "s"
_NUMBERS_SIGN = ("№", "#")
_ORDINALS_HAVE_DOTS = ("de", "pl", "tr")
_SMALL_WHOLE = 10
_OLDEST = 120
_LONGEST_LIST = 8  # words: the ages of somebody's children
_AROUND_AGES = {(",", ","), ("(", ")"), (",", "-"), (",", "–"), (",", "—")}
_OF_AGES = {"es": "de"}  # "su esposa, de 29, resultó herida"
_DIED_WITHIN = 3  # "died unexpectedly today at 63"
_LATEST_DAY = 31
_DAY_OF = "de"  # "30 de diciembre"
_MEASURE_WITHIN = 2  # "two separate incidents", "12 laboratory-confirmed cases"
_LEFT_WITHIN = 7  # words: "slowed to | 2.1% in the third quarter | from 3.4%"
_LONGEST_STREET = 4  # words: "Old Kalym Road"
_MOVES_WITHIN = 4  # "the number of dead rose to 15, by 3"
_MOVES_TO_WITHIN = 10  # words: "raised the death toll in Old Kalym | to 15"


class Numbers:
    """Reads the numbers of a sentence.

    Attributes:
        numerals: How they are written.
        has_moved: Whether the sentence says how a number moved: "rose from 20 to 30" is no range.
    """

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self.numerals = Numerals(sentence)
        self._folded, self._gap = sentence.folded, sentence.gap
        self._from = FROM_ENDINGS.get(sentence.language, ())
        self._bounds = sentence.at_all("bound")
        self._who = sentence.who
        self._people = {*sentence.at_all("counts"), *self._who}
        self._own_words = self._people - self._who - self.numerals.units.keys()
        self._others = {
            name: sentence.named("other", name)
            for name in ("age", "at_age", "died", "parent", "preposition", "measure", "titled", "street")
        }
        self._passive = sentence.named("reach", "passive")
        self._toll_ends = {at + length for at, length in sentence.named("reach", "toll").items()}
        self._after_age_words = {at + length for at, length in self._others["age"].items()}
        self._ands = sentence.named("other", "and")
        self._after_parents = {at + length for at, length in self._others["parent"].items()}
        self._shares = {name: sentence.named("share", name) for name in ("one", "of", "part")}
        self._after_parts = {at + length for at, length in self._shares["part"].items()}
        self._before_wholes = {at + length: at for at, length in self._shares["of"].items()}
        self._ends = {name: sentence.named("range", name) for name in ("from", "to")}
        self._by = sentence.named("change", "by")
        moves = sentence.named("range", "moves")
        self._moves, self.has_moved = moves, bool(moves)
        self._moving = {at + i for at in moves for i in range(-_MOVES_WITHIN, moves[at] + _MOVES_WITHIN)}
        # "in the past 24 hours"
        self._spans = {at + i for at, length in sentence.at_all("over").items() for i in range(length)}

    def has_moved_to(self, number: Number) -> bool:
        """Whether a word says so, beside it or before its "to": "the toll rose to 15", "raised the toll to 15"."""
        return number.first in self._moving or self._is_moved_to(number)

    def _is_moved_to(self, number: Number) -> bool:
        to = self.before(number) - 1
        if to not in self._ends["to"]:
            return False
        for at in range(to - 1, max(to - 1 - _MOVES_TO_WITHIN, -1), -1):
            if at in self._moves:
                return True
            if BREAK.search(self._gap(at + 1)) or self._sentence.is_number(at):
                return False
        return False

    def __iter__(self) -> Iterator[Number]:
        no_counts = (
            self._is_time,
            self._is_adjective,
            self._is_title,
            self._is_age,
            self._is_family,
            self._is_whole,
            self._is_ordinal,
            self._measures_something,
        )
        at = 0
        while at < len(self._folded):
            after = self._after_joined(at) or self._after_share(at)
            number = None if after else self.numerals.scaled(at)
            if number is None:
                at = after or at + 1
                continue
            number = number if self.has_moved else self.numerals.with_its_end(number)
            at = number.after
            if not any(is_other(number) for is_other in no_counts):
                yield number

    def is_difference(self, number: Number) -> bool:
        """Whether something moved by so much: the 3 of "rose by 3 to 15"."""
        by = self.before(number) - 1
        may_open = by in self._ends["from"] and number.after in self._ends["to"]  # "augmenté de 3 à 15"
        return by in self._by and by in self._moving and not may_open

    def is_left(self, number: Number) -> bool:
        """Whether another number has moved from it: the 11 of "raised to 14 from 11", not the 11 of "from 11 to 14"."""
        opened = self.before(number) - 1
        if opened not in self._ends["from"] or number.after in self._ends["to"]:
            return False
        for at in range(opened, max(opened - _LEFT_WITHIN, 0), -1):
            if BREAK.search(self._gap(at + 1)):
                return False
            if self.numerals.is_digits(at) and self._before(at) - 1 in self._ends["to"]:
                return True
        return False

    def before(self, number: Number) -> int:
        """The first word of a number, or of the bound before it."""
        return self._before(number.first)

    def _before(self, first: int) -> int:
        return next((first - n for n in range(1, 5) if self._bounds.get(first - n) == n), first)

    def after_whole(self, number: Number) -> int | None:
        """What follows the number that it is some of, and counts that alone: "12 of the 48 arrested were charged"."""
        length = self._shares["of"].get(number.after)
        if not length:
            return None
        whole = self.numerals.scaled(number.after + length)
        if whole is None:
            return number.after + length  # "two of the | dead"
        after = whole.after + self._sentence.at_all("who").get(whole.after, 0)
        return after if after + 1 in self._passive else whole.after  # "five of the 20 people | arrested were released"

    def is_of_those(self, number: Number) -> bool:
        """Whether it is some of those whom a word behind it counts: "two of the | injured died"."""
        at = self.after_whole(number)
        return at is not None and at in self._own_words and not self._is_known(at - 1)

    def are_whole(self, at: int) -> bool:
        """Whether a clause opens with those of whom some are counted: "of the | injured five are children"."""
        of = self._before_wholes.get(at)
        return of is not None and (of == 0 or BREAK.search(self._gap(of)) is not None)

    def _is_time(self, number: Number) -> bool:
        beside = {number.after} if BREAK.search(self._gap(number.first)) else {number.first - 1, number.after}
        if number.after in self._ends["to"] or number.after in self._shares["of"]:  # "z 12 na 13 maja"
            beside |= {each.after for each in [self.numerals.unscaled(number.after + 1)] if each}
        if number.after in self._people and self.numerals.is_digits(number.first - 2):
            day = int(self._folded[number.first - 2][:MOST_DIGITS])
            beside -= {number.first - 1} if day <= _LATEST_DAY else set()  # "on 5 May 3 people died"
        if number.after in self._who and number.value > _LATEST_DAY and not self._is_year(number):
            beside -= {number.first - 1}  # "since January 1,900 people have died"
        named = [self._folded[at] for at in beside if 0 <= at < len(self._folded)]
        if self._folded[number.after : number.after + 1] == [_DAY_OF]:
            named.append(" ".join(self._folded[number.after : number.after + 2]))
        is_date = any(is_worded("calendar", word, self._sentence.language) for word in named)
        return is_date or not self._spans.isdisjoint((number.first, number.after))

    def _is_year(self, number: Number) -> bool:
        return YEAR.fullmatch(self._folded[number.first]) is not None

    def _is_whole(self, number: Number) -> bool:
        """Whether it is those of whom some are counted: "Of the 157 people on board 12 died", "half of the 157 died".

        Not where its own word follows: "Of 48 arrested, 12 were charged".
        """
        of = self._before_wholes.get(self._before_owner(number.first))
        if of in self._after_parts:
            return True  # "half of 120,000 fled"
        if number.after in self._own_words:
            return False
        follows = number.after < len(self._folded) and not BREAK.search(self._gap(number.after))
        if follows and self._folded[number.after].endswith(self._from):
            return self._is_known(number.after + 1) and not self.has_moved
        return of is not None and (of == 0 or (self._is_known(of - 1) and not self.has_moved))

    def _before_owner(self, first: int) -> int:
        """Where the name of somebody begins whose number it is: "half of New Sorven's 120,000 people"."""
        if first < _SHORTEST_OWNER or self._folded[first - 1] != "s" or self._gap(first - 1) not in _APOSTROPHES:
            return first
        at = first - _SHORTEST_OWNER
        while at and self._sentence.words[at - 1].written[0].isupper() and self._gap(at) in _IN_NAMES:
            at -= 1
        return at

    def _is_known(self, at: int) -> bool:
        if at >= len(self._folded):
            return False
        is_number = self.numerals.is_digits(at) or at in self.numerals.scales
        return is_number or is_number_word(self._folded[at], self._sentence.language)

    def _is_ordinal(self, number: Number) -> bool:
        """Whether it is one by the dot behind it: "im 3. Stock"."""
        is_written_so = self._sentence.language in _ORDINALS_HAVE_DOTS and self.numerals.is_digits(number.after - 1)
        return is_written_so and number.after < len(self._folded) and self._gap(number.after).startswith(". ")

    def _is_adjective(self, number: Number) -> bool:
        """Whether a hyphen makes a word of it: "a 12-year-old", "105-й", "two-thirds"."""
        if (
            self.numerals.is_money(number)
            or number.after in self.numerals.units
            or self._sentence.at_all("behind").get(number.after)
        ):
            return False  # "a $5-a-day allowance", "a 12-percent cut", "100-plus killed"
        return number.after < len(self._folded) and self._gap(number.after) in HYPHENS

    def _is_title(self, number: Number) -> bool:
        """Whether it is part of a name: "F-16", "No. 5", "Article 5", but not "on the flight 157 people"."""
        at, gap = number.first, self._gap(number.first)
        if at and gap in HYPHENS and self._folded[at - 1][-1].isalpha():
            return True
        if gap.strip().endswith(_NUMBERS_SIGN):
            return True
        if self._is_address(number):
            return True
        is_counted = number.after in self._who or number.after in self.numerals.units
        return at - 1 in self._others["titled"] and gap.strip() in ("", ".", "°") and not is_counted

    def _is_address(self, number: Number) -> bool:
        """Whether it is that of a house: "12 Old Kalym Road"."""
        names = range(number.after, min(number.after + _LONGEST_STREET, len(self._folded)))
        capitals = takewhile(lambda at: self._sentence.words[at].written[0].isupper() and self._gap(at) == " ", names)
        return any(at in self._others["street"] for at in list(capitals)[1:])

    def _is_age(self, number: Number) -> bool:
        """Whether it is somebody's years: "Oda Lind, 42, was killed", "died at the age of 95", "has died at 95"."""
        if number.value > _OLDEST or not number.first:
            return False
        last = number.first - 1
        if number.first in self._after_age_words or (last in self._after_age_words and last in self._ends["from"]):
            return True  # "aged 25", "aged between 25 and 45"
        if last == 0 and last in self._others["at_age"] and BREAK.search(self._gap(number.after)):
            return True  # "At 84, he died"
        if last in self._others["at_age"] and number.after not in self._people and last not in self._toll_ends:
            died = last - 2 if is_worded("dates", self._folded[last - 1], self._sentence.language) else last - 1
            return died in self._own_words or any(last - n in self._others["died"] for n in range(1, _DIED_WITHIN + 1))
        first, after = self._listed_with(number)
        is_alone = (first, after) == (number.first, number.after)
        if not is_alone and first in self._after_age_words and not self._names_people(after):
            return True  # "aged 19, 22 and 24"
        opens = first - 1 if self._folded[first - 1] == _OF_AGES.get(self._sentence.language) else first
        before, behind = self._gap(opens).strip(), self._gap(after).strip()[:1]
        return (before, behind) in _AROUND_AGES and not (is_alone and last in self._people)

    def _names_people(self, at: int) -> bool:
        return at in self._people and not BREAK.search(self._gap(at))

    def _listed_with(self, number: Number) -> tuple[int, int]:
        """Where a list of bare numbers begins and ends: "his sons, | 4, 6 and 9 |, were hurt"."""
        first, after = number.first, number.after
        for at in range(first - 1, max(first - 1 - _LONGEST_LIST, -1), -1):
            if self._sentence.is_number(at):
                first = at
            elif at not in self._ands and at not in self._ends["to"]:
                break
        for at in range(after, min(after + _LONGEST_LIST, len(self._folded))):
            if self._sentence.is_number(at):
                after = at + 1
            elif at not in self._ands:
                break
        return first, after

    def _is_family(self, number: Number) -> bool:
        """Whether it counts somebody's children: "a mother of two"."""
        return number.first in self._after_parents

    def _measures_something(self, number: Number) -> bool:
        """Whether it counts hours, mines, attacks … and nobody: their word follows, after an adjective at most."""
        if self.numerals.unit(number):
            return False  # "in 94% of cases"
        measures = self._others["measure"]
        if number.first in measures:
            return True
        at = number.after
        if at not in self._others["preposition"]:
            at += self._shares["of"].get(at, 0)  # "two of the incidents"
        for _ in range(_MEASURE_WITHIN):
            if at in measures:
                return True
            if at >= len(self._folded) or at in self._people or at in self._others["preposition"]:
                return False
            if BREAK.search(self._gap(at)):
                return False
            at += 1
            while at < len(self._folded) and self._gap(at) == "-":
                at += 1  # a compound is one word
        return False

    def _after_joined(self, at: int) -> int | None:
        """Where a clock, a score or a fraction in digits ends: "10:30", "2/3"."""
        after = at
        while (
            self.numerals.is_digits(after) and self.numerals.is_digits(after + 1) and self._gap(after + 1) in ("/", ":")
        ):
            after += 1
        return after + 1 if after > at else None

    def _after_share(self, at: int) -> int | None:
        """Where a share of people ends that is no count of them: "one in five", "3 out of 5"."""
        part = Number(at, at + 1, 1) if at in self._shares["one"] else self.numerals.unscaled(at)
        length = self._shares["of"].get(part.after) if part else None
        whole = self.numerals.scaled(part.after + length) if part and length else None
        if part is None or whole is None or not part.value < min(whole.value, _SMALL_WHOLE):
            return None
        if self._gap(part.after).strip() or self._measures_something(whole):
            return None
        return whole.after if whole.value <= _SMALL_WHOLE or _is_power_of_ten(whole.value) else None


def _is_power_of_ten(value: float) -> bool:
    return str(int(value)).strip("0") == "1"
