"""How a number is written that begins at a word: "27", "1,200", "12 000", "28.5 thousand", "two hundred and five".

digits | words | with a scale behind them | with the other end of a range | of money, shares, areas
"""

from __future__ import annotations

from typing import NamedTuple

from bot.figures.counting_words import BEFORE_ENDINGS, BREAK, YEAR, Sentence, is_round_count
from bot.text.spelled import spelled

SIGNS = {
    "$": "dollars",
    "€": "euros",
    "£": "pounds",
    "₽": "roubles",
    "₴": "hryvnias",
    "₺": "liras",
    "֏": "drams",
    "₼": "manats",
    "₾": "laris",
    "%": "percent",
}
"""What stands beside a number, before it or behind it."""
_AREAS = ("square_kilometres", "square_miles", "hectares", "acres")
UNITS = frozenset({*SIGNS.values(), "zlotys", *_AREAS})
"""Money, shares and areas, each by its own unit, into which no other is converted; whatever else a text counts is read
as people (`OF_PEOPLE`)."""
HYPHENS = ("-", "\u2011")
MOST_DIGITS = 12
_DASHES = ("-", "–")
_BETWEEN_GROUPS = tuple(" ,.'’\u00a0\u202f")
_MONEY = tuple(sign for sign in SIGNS if sign != "%")
_FRACTION_MARKS = {"en": ".", "es": None}  # "3,529 millones" are 3.5 billion in Mexico, 3.5 million in Spain
_GROUP = 3  # digits
_INDIAN_GROUP = 2  # but for the last: "12,34,567"
_DOZEN, _THOUSAND = 12, 1_000
_RANGE_ENDINGS = {"ka": ("დან", "მდე"), "az": ("den", "dek")}  # folded: "20-dən 25-dək"
_BARE_THOUSANDS = frozenset({"bin", "min", "հազար", "ათას"})


class Number(NamedTuple):
    """A number by the words from `first` to before `after`."""

    first: int
    after: int
    value: float
    upto: float | None = None


class Numerals:
    """Reads the numeral that begins at a word of a sentence, whatever it may be the number of.

    Attributes:
        scales: What each word multiplies by, where it stands: thousand, million, dozen.
        units: Words of money, shares and areas, where they stand, and how many they are.
    """

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._folded, self._gap = sentence.folded, sentence.gap
        self.scales = {meaning.at: int(name) for name, meaning in sentence.meanings.get("scale", ())}
        units = [(name, meaning) for name, meaning in sentence.meanings.get("counts", ()) if name in UNITS]
        self.units = {meaning.at: meaning.length for _, meaning in units}
        self._unit_names = {meaning.at: name for name, meaning in units}
        self._unit_words = {at + i for at, length in self.units.items() for i in range(length)}
        self._bounds, self._who = sentence.at_all("bound"), sentence.who
        self._people = {*sentence.at_all("counts"), *self._who}
        self._cases = sentence.named("other", "case")
        self._shares = {name: sentence.named("share", name) for name in ("one", "an", "part", "and_a_half", "of_unit")}
        self._ends = {name: sentence.named("range", name) for name in ("from", "to", "through")}

    def scaled(self, at: int) -> Number | None:
        """The number that begins there, "28.5 thousand" as one, "a million" also."""
        and_a_half = self._shares["and_a_half"]
        number = self.unscaled(at) or self._one_of_a_scale(at)
        if number is not None and (halved := and_a_half.get(number.after)):
            number = Number(number.first, number.after + halved, number.value + 0.5)
        if number is None or not self._is_scale(number):
            return self._with_digits(number)
        scale, after = self.scales[number.after], number.after + 1
        value, upto = _times(number.value, scale), number.upto and _times(number.upto, scale)
        rest = self._rest(after)
        if rest and rest.value < scale:
            return Number(number.first, rest.after, value + rest.value)
        if after in and_a_half:  # "a million and a half"
            return Number(number.first, after + and_a_half[after], value + scale / 2)
        of_unit = self._shares["of_unit"].get(after, 0)  # "20 millions | d'euros"
        return Number(number.first, after + (of_unit if after + of_unit in self.units else 0), value, upto)

    def _with_digits(self, number: Number | None) -> Number | None:
        """With the three digits that follow a thousand in words: "tres mil | 160"."""
        if number is None or self.scales.get(number.after - 1) != _THOUSAND or number.value % _THOUSAND:
            return number
        rest = self._plain(number.after) if self.is_digits(number.after) and self._follows(number.after) else None
        is_all = rest is not None and len(self._folded[number.after]) == _GROUP and rest.after == number.after + 1
        return Number(number.first, rest.after, number.value + rest.value) if rest and is_all else number

    def unscaled(self, at: int) -> Number | None:
        """The number that begins there, without a scale behind it: the 28.5 of "28.5 thousand"."""
        return (self._in_digits(at) or self._in_words(at)) if at < len(self._folded) else None

    def with_its_end(self, number: Number) -> Number:
        """With its other end, of a range in words: "from 30 to as many as 200", "12 to 15 people", "2% to 3%"."""
        if number.upto is None and (end := self._end_by_endings(number)):
            return Number(number.first, end.after, number.value, end.value)
        to = number.after + self.units.get(number.after, 0)
        if number.upto is not None or to not in self._ends["to"] or BREAK.search(self._gap(to)):
            return number  # "o 100 zł - do 1500 zł"
        end_at = to + self._ends["to"][to]
        end_at += self._bounds.get(end_at, 0)
        end, unscaled = self.scaled(end_at), self.unscaled(end_at)
        if end is None or unscaled is None or end.value <= number.value:
            return number
        opens = number.first - 1 in self._ends["from"]
        unit, unit_of_end = self.unit(number), self.unit(end)
        has_unit = number.first - 1 in self.units or (unit_of_end and unit in ("", unit_of_end))  # "yüzde 25 ila 30"
        is_of_people = end.after in self._who and not unit
        if not (opens or (to in self._ends["through"] and (has_unit or is_of_people))):
            return number
        value = number.value
        if end.value > unscaled.value > value and number.after - 1 not in self.scales:
            value = _times(value, end.value / unscaled.value)  # "1 to 2 million"
        return Number(number.first, end.after, value, end.value)

    def _end_by_endings(self, number: Number) -> Number | None:
        """The other end where endings say so, and people follow: of "20-დან 25-მდე ადამიანი" the 25."""
        begins, ends = _RANGE_ENDINGS.get(self._sentence.language, ("", ""))
        if not begins or not self._folded[number.after - 1].endswith(begins):
            return None
        end = self.scaled(number.after) if number.after < len(self._folded) else None
        is_end = end is not None and end.value > number.value and end.after in self._who
        return end if end and is_end and self._folded[end.after - 1].endswith(ends) else None

    def unit(self, number: Number) -> str:
        """What it is of, of money, shares and areas: "percent" of "30%" and of "30 percent"; else nothing."""
        before, behind = self._gap(number.first).rstrip()[-1:], self.gap_behind(number.after)[:1]
        signs = [sign for sign in (before, behind) if sign and sign in SIGNS]
        return SIGNS[signs[0]] if signs else self._unit_names.get(number.after, "")

    def is_in_dozens(self, number: Number) -> bool:
        """Whether its last word is "dozen", which few mean exactly."""
        return self.scales.get(number.after - 1) == _DOZEN

    def gap_behind(self, at: int) -> str:
        """What stands between the word that ends before `at` and that there, without the dot of "Mio. €"."""
        gap = self._gap(at).lstrip()
        return gap.removeprefix(".").lstrip() if gap.startswith(".") and at - 1 in self.scales else gap

    def is_digits(self, at: int) -> bool:
        """Whether a word is digits alone."""
        return 0 <= at < len(self._folded) and self._folded[at].isdecimal()

    def is_money(self, number: Number) -> bool:
        """Whether a sign of money stands before it."""
        return self._gap(number.first).rstrip().endswith(_MONEY)

    def _rest(self, at: int) -> Number | None:
        """What is said behind a scale: "two million | five hundred thousand", "1 mln | 250 thousand", "2 bin | 473"."""
        if at >= len(self._folded) or not self._follows(at):
            return None
        if number := self._in_words(at):
            return number
        number = self._plain(at)
        if number is None:
            return None
        if scale := self.scales.get(number.after):
            value, after = _times(number.value, scale), number.after + 1
            rest = self._rest(after) if scale < self.scales[at - 1] else None
            if rest and rest.value < scale:
                value, after = value + rest.value, rest.after
            return Number(at, after, value)
        # Of a thousand three digits; fewer where it has no ending, or people follow: "45 bin 28", "45 тысяч 28 человек"
        is_all = len(f"{self.scales[at - 1] - 1}") == len(f"{int(number.value)}")
        is_all = is_all or self._folded[at - 1] in _BARE_THOUSANDS or number.after in self._who
        return number if is_all else None

    def _one_of_a_scale(self, at: int) -> Number | None:
        """The "a" of "a dozen", the "one" of "one and a half million"; not the "a" of "half a million"."""
        is_one = at in self._shares["one"] or at in self._shares["an"]
        scale = at + 1 + self._shares["and_a_half"].get(at + 1, 0)
        if not is_one or at - 1 in self._shares["part"] or scale not in self.scales:
            return None
        return None if self._gap(scale).strip() or len(self._folded[scale]) == 1 else Number(at, at + 1, 1)

    def _is_scale(self, number: Number) -> bool:
        """Whether a scale follows; a letter is one of money and people: "$5m", "5 M€", "5m people", not "5m away"."""
        at = number.after
        if at not in self.scales or BREAK.search(self._gap(at)):
            return False  # "հասել է 93-ի, | հազարից ավելի մարդ"
        return (
            len(self._folded[at]) > 1
            or self.is_money(number)
            or at + 1 in self._people
            or self.gap_behind(at + 1).startswith(_MONEY)
        )

    def _in_digits(self, at: int) -> Number | None:
        """In digits, with the other end of a range: "20-30"."""
        number = self._plain(at)
        if number is None or number.after >= len(self._folded):
            return number
        end = self._plain(number.after) if self._gap(number.after).strip() in _DASHES else None
        return Number(at, end.after, number.value, end.value) if end and end.value > number.value else number

    def _plain(self, at: int) -> Number | None:
        """A number in digits: "27", "1,200", "12 000", "84,7", "1,200.50", "10-ти"; no year."""
        digits = self._folded[at]
        if not digits.isdecimal() or len(digits) > MOST_DIGITS or self._is_year(at):
            return None
        if indian := self._in_indian_groups(at):
            return indian
        after = at + 1
        if self._is_fraction_of_a_scale(after):
            return Number(at, after + 1, float(f"{digits}.{self._folded[after]}"))
        while self.is_digits(after) and len(digits) <= min(3 * (after - at), MOST_DIGITS - _GROUP):
            part = self._folded[after]
            if len(part) != _GROUP or self._gap(after) not in _BETWEEN_GROUPS:
                break
            digits, after = digits + part, after + 1
        if after < len(self._folded) and self._folded[after][0].isdecimal() and self._gap(after) in (".", ","):
            part = self._folded[after]
            if not part.isdecimal():
                return None  # "1.2xy"
            is_first = after == at + 1 or self._gap(after) != self._gap(after - 1)
            if is_first and len(part) <= MOST_DIGITS and not (len(part) == _GROUP or YEAR.fullmatch(part)):
                return Number(at, after + 1, float(f"{digits}.{part}"))
        if after in self._cases and self._gap(after) in BEFORE_ENDINGS:
            after += 1
        return Number(at, after, int(digits))

    def _is_fraction_of_a_scale(self, at: int) -> bool:
        """Whether three digits stand there that are no group: "3,529 mld", "3.529 billion"; but "3,529 million"."""
        mark = _FRACTION_MARKS.get(self._sentence.language, ",")
        is_group = self.is_digits(at) and self._gap(at) == mark and len(self._folded[at]) == _GROUP
        return is_group and len(self._folded[at - 1]) <= _GROUP and at + 1 in self.scales

    def _in_indian_groups(self, at: int) -> Number | None:
        """A number as India divides it: "12,34,567"."""
        after, longest = at + 1, at + MOST_DIGITS // _INDIAN_GROUP
        while (
            after < longest
            and self.is_digits(after)
            and len(self._folded[after]) == _INDIAN_GROUP
            and self._gap(after) == ","
        ):
            after += 1
        is_one = after > at + 1 and self.is_digits(after) and self._gap(after) == ","
        if not is_one or len(self._folded[at]) > _INDIAN_GROUP or len(self._folded[after]) != _GROUP:
            return None
        return Number(at, after + 1, int("".join(self._folded[at : after + 1])))

    def _is_year(self, at: int) -> bool:
        return bool(YEAR.fullmatch(self._folded[at])) and not is_round_count(self._sentence, at)

    def _in_words(self, at: int) -> Number | None:
        """In words: "twelve", "twenty-seven", "two hundred and five"; not the "cent" of French "pour cent"."""
        if at in self._unit_words:
            return None
        found = spelled(self._folded, at, self._sentence.language, follows=self._follows)
        if found is None or not (found.is_sure or found.after in self._people):
            return None
        return Number(at, found.after, found.value)

    def _follows(self, at: int) -> bool:
        """Whether a word stands right behind the one before it, or with a hyphen between them."""
        return self._gap(at).strip() in ("", *HYPHENS) and at not in self._unit_words


def _times(value: float, scale: float) -> float:
    """Their product, whole where only the machine's fractions say otherwise: 4.1 × 1,000,000."""
    return round(value * scale, 3)
