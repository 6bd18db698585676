"""What a sentence counts: how many were killed, wounded, displaced …, of whom, and who says so.

    words | numbers, in digits and words | the nearest word of what is counted | of whom, whose | bound, attribution

A number with no word of `quantities.toml` near it counts nothing that can be compared; nor does one in a sentence that
names another year than that of the telling.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.briefing.company import GROUP_WITHIN, Company
from bot.briefing.counting_words import BREAK, HAVE_ENDINGS, YEAR, Sentence, is_round_count
from bot.briefing.flight import DISPLACED, MOVING, are_people, is_of_flight
from bot.briefing.numerals import SIGNS, UNITS, Number, Numbers
from bot.briefing.persons import person
from bot.briefing.reach import KIND as REACH
from bot.briefing.reach import Reach
from bot.briefing.speakers import speaker
from bot.briefing.spelled import is_number_word
from bot.briefing.subject import NOTHING_AROUND, Around, words_around
from bot.briefing.terms import Meanings
from bot.briefing.wording import is_worded
from bot.model import Bound
from bot.text.lexicon import Meaning, language_of
from bot.text.words import NOUNS_HAVE_CAPITALS, folded_words

# How many words may stand between a number and what it counts: "49 of the country's own soldiers have been killed".
# A comma or another number between them makes it farther by so many.
_FARTHEST = 9
_ACROSS_BREAK = 4
_ACROSS_NUMBER = 3
# Within so many words, and characters, it is looked for at all, for asides between them count for nothing; among so
# many such words on each side, which bounds what a hostile text costs.
_LOOKED_AT = 40
_COUNTING_LOOKED_AT = 6
_CHARACTERS_LOOKED_AT = 400
_OWN_WITHIN = 3
_NOUN_WITHIN = 5
_BOUND_WITHIN = 2
_ASIDE = re.compile(r",[^,;:]{1,60},|\([^)]*\)|[–—][^–—]{1,60}[–—]")
_LABELS = re.compile(r"\s*[:=–—-]\s*")
_MONEY = re.compile("[$€£¥₽₴₺₾֏₼₸₹]")
_OTHER_MONEY = re.compile(r"(?:(?<!\bUS)(?<=[A-Z])\s?\$|(?<=[A-Z])£)$")  # "A$", "HK$", "E£"
_LONGEST_SIGN = 5
_NOT_COMPARED = "others"
_ANYBODY = "people"
_SOLDIERS = "soldiers"
_CIVILIANS = "civilians"  # of those who fled nearly all are
_THERE = "there"
_NOUNS_OF_DEATH = frozenset({"death", "deaths", "toll", "fatalities", "dead"})
# Whose losses are told where one of these speaks: "Baku says that it lost 200 soldiers"
_SEATS = {
    "yerevan": "armenia",
    "baku": "azerbaijan",
    "moscow": "russia",
    "kremlin": "russia",
    "kyiv": "ukraine",
    "ankara": "turkey",
    "tehran": "iran",
    "jerusalem": "israel",
    "washington": "united-states",
    "white-house": "united-states",
    "beijing": "china",
}
_UP_TO = "to"
_UP_TO_ENDING = {"ka": "მდე", "az": "dek"}  # folded: "100-მდე", "100-dək"
_PERCENT_FIRST = "tr"  # "yüzde 20"


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and what it counts.

    Attributes:
        upto: The other end of a range.
        counts: A key of `quantities.toml`: "killed".
        whom: "soldiers", "civilians" …; None for people of any kind.
        side: The place whose people they are, by the name that it has in every language.
        over: "day" or "since" where the sentence says over which time, "there" where it counts one place among others.
        said_by: Who says so, in the sentence's words.
        person: The name of a person who says so, where it is the same in every language.
        around: Of money, shares and areas, the words around it.
        written: The number with the word behind it: "ten people".
    """

    value: float
    upto: float | None
    bound: Bound | None
    counts: str
    whom: str | None
    side: str | None
    over: str | None
    said_by: str | None
    person: str | None = None
    around: Around = NOTHING_AROUND
    written: str = ""


def counted(
    sentence: str, language: str | None, places: Meanings, *, year: int | None, title: str = "", amid: str = ""
) -> list[Counted]:
    """What the sentence counts, in its order.

    Args:
        places: Names the places of a text.
        year: Of the telling; None where nobody knows.
        title: Of its article.
        amid: The article's text, or its beginning: whoever crosses a border in one about refugees is one.
    """
    return list(_Sentence(sentence, language_of(language, sentence), places, title, amid).read(year))


class _Sentence:
    """A sentence with what it counts."""

    def __init__(self, text: str, language: str, places: Meanings, title: str, amid: str) -> None:
        self._read, self._text, self._language, self._places = Sentence(text, language), text, language, places
        self._title, self._amid = title, amid
        self._words, self._folded, self._meanings = self._read.words, self._read.folded, self._read.meanings
        self._gap = self._read.gap

    def read(self, year: int | None) -> Iterator[Counted]:
        """What it counts; nothing where it tells of another year."""
        has_sign = any(sign in self._text for sign in SIGNS)
        if not (has_sign or "counts" in self._meanings) or self._is_past(year):
            return
        self._make_ready()
        who = speaker(self._read, self._found)
        named = person(who.said_by, self._language, self._place) if who and who.is_subject else None
        over = next((name for name, _ in self._meanings.get("over", ())), None)
        before: set[str] = set()
        last: str | None = None
        for number in self._found:
            if who and who.first <= number.first < who.after:
                continue  # "two officials who asked not to be named said"
            is_theirs = who is not None and not (number.after <= who.first and ";" in self._gap(who.first))
            said_by = who.said_by if who and is_theirs else None  # "the storm killed 5; Sorven | says …"
            counts, word = self._counts(number) if not self._is_among(number, last) else (last, None)
            last = counts
            if counts is None or counts == _NOT_COMPARED or self._is_apart(number, counts, word):
                continue
            is_of_people = counts not in UNITS
            is_told = counts in before
            is_first = not is_told and self._tells_before(number, counts)
            before.add(counts)
            if is_of_people and self._is_addition(number) and not is_first:
                continue
            whom, whose = self._whom(number) if is_of_people else (None, None)
            if is_of_people and self._is_part(number, whom, whose, is_told=is_told):
                continue  # "five of them": counted with the rest already; "12 locals and five tourists": neither is all
            if word and whom is None and self._is_of_an_army(word):
                whom = _SOLDIERS
            if whom == _SOLDIERS and whose is None and said_by:
                whose = self._land(said_by)  # an army's losses are its own unless the sentence says whose they are
            yield Counted(
                value=number.value,
                upto=number.upto,
                bound=self._bound(number, counts),
                counts=counts,
                whom=None if whom == _ANYBODY or (counts, whom) == (DISPLACED, _CIVILIANS) else whom,
                side=whose,
                over=_THERE if is_of_people and self._reach.is_of_a_place(self._numbers.before(number)) else over,
                said_by=said_by,
                person=named if is_theirs else None,
                around=NOTHING_AROUND if is_of_people else words_around(self._read, number, self._found),
                written=self._written(number),
            )

    def _is_apart(self, number: Number, counts: str, word: Meaning | None) -> bool:
        """Whether the word for what is counted does not mean this number."""
        if self._numbers.before(number) in self._apart_ends:
            return True  # "half of a population of 120,000 fled"
        if counts in UNITS:
            return False
        if self._reach.is_of_old or number.value % 1 or self._numbers.is_difference(number):
            return True  # "the 7.8 quake killed 40,000"
        if word is None or not self._is_nearer_to_another(word, number):
            return False
        return not self._goes_on(number, word)  # "the quake killed five and stranded 12"

    def _written(self, number: Number) -> str:
        after = number.after
        is_followed = after < len(self._words) and not self._gap(after).strip()
        last = self._words[after if is_followed else after - 1]
        return self._text[self._words[number.first].start : last.end]

    def _make_ready(self) -> None:
        named = self._read.named
        self._numbers = Numbers(self._read)
        self._found = list(self._numbers)
        self._place_of = {number: place for place, number in enumerate(self._found)}
        self._parts, self._and = named("other", "part"), named("other", "and")
        self._prepositions, self._clauses = named("other", "preposition"), named(REACH, "clause")
        self._apart_ends = {at + length for at, length in named(REACH, "apart").items()}
        self._military = named(REACH, "military")
        self._several, self._bodies = named(REACH, "several"), named(REACH, "bodies")
        self._part_ends = {at + length for at, length in self._parts.items()}
        self._among_ends = {at + length for at, length in named("other", "among").items()}
        self._reach = Reach(self._read)
        self._counting = [(meaning.at, name, meaning) for name, meaning in self._meanings.get("counts", ())]
        if any(name == MOVING for _, name, _ in self._counting) and not is_of_flight(
            self._read, self._title, self._amid
        ):
            self._counting = [each for each in self._counting if each[1] != MOVING]
        eithers = self._eithers()
        self._counting = [(at, _NOT_COMPARED if at in eithers else name, word) for at, name, word in self._counting]
        self._understood = {
            meaning.at + i
            for kind, of_kind in self._meanings.items()
            for _, meaning in of_kind
            for i in range(meaning.length)
            if kind != REACH
        }
        self._who = {meaning.at: (name, meaning.at + meaning.length) for name, meaning in self._meanings.get("who", ())}
        self._counted_at = self._read.at_all("counts")
        self._stops = {*self._counted_at, *self._read.at_all("says")} - self._who.keys()
        self._company = Company(self._read, self._stops)
        self._bounds = {meaning.at + meaning.length: name for name, meaning in self._meanings.get("bound", ())}
        self._bounds_behind = {meaning.at: name for name, meaning in self._meanings.get("behind", ())}
        self._more_before = {at + length for at, length in named("change", "more").items()}
        self._more_behind = {*named("change", "more"), *named("change", "others")} - self._read.at_all("bound").keys()

    def _eithers(self) -> set[int]:
        """Where words stand of which a number counts one or the other: "200 killed or hurt"."""
        ors = self._read.named(REACH, "or")
        return {
            at
            for (first, name, word), (second, other, _) in pairwise(self._counting)
            if name != other and name not in UNITS and other not in UNITS
            if (ors.get(first + word.length) or -1) + first + word.length == second
            for at in (first, second)
        }

    def _is_past(self, year: int | None) -> bool:
        since = {meaning.at + meaning.length for _, meaning in self._meanings.get("since", ())}
        named = (at for at, word in enumerate(self._folded) if YEAR.fullmatch(word) and at not in since)
        return any(self._folded[at] != str(year) and not is_round_count(self._read, at) for at in named)

    def _is_among(self, number: Number, last: str | None) -> bool:
        """Whether it is some of the people before it: "four are missing, among them two children"."""
        return last is not None and last not in UNITS and self._numbers.before(number) in self._among_ends

    def _is_addition(self, number: Number) -> bool:
        """Whether it is more of what was counted before: "three more", "another 12"."""
        if self._numbers.before(number) in self._more_before:
            return True
        return number.after in self._more_behind and not BREAK.search(self._gap(number.after))

    def _is_part(self, number: Number, whom: str | None, whose: str | None, *, is_told: bool) -> bool:
        if (
            whom in (None, _ANYBODY)
            and whose is None
            and self._company.is_one_person_beside(number, self._numbers.before(number))
        ):
            return True
        if any(number.value <= found.value for found in self._found if found.after in self._bodies):
            return True  # "13 bodies were found, seven people died in hospital"
        if whom is not None:
            return False
        if number.after in self._parts or (is_told and number.first in self._part_ends):
            return True
        return whose is None and self._is_one_of_several(number)

    def _is_one_of_several(self, number: Number) -> bool:
        """Whether it counts one group among others of which one word tells: "12 locals and five tourists died".

        They are not added up: the sum stands in no sentence, and five may be dogs.
        """
        place = self._place_of[number]
        return any(self._goes_with_next(at) for at in (place - 1, place) if at >= 0)

    def _goes_with_next(self, place: int) -> bool:
        if place + 1 >= len(self._found):
            return False
        number, following = self._found[place : place + 2]
        last = self._numbers.before(following)
        is_and = last - 1 in self._and
        between = range(number.after, last - 1 if is_and else last)
        if not 0 < len(between) <= GROUP_WITHIN or any(at in self._stops or at in self._prepositions for at in between):
            return False
        if any(BREAK.search(self._gap(at)) for at in between):
            return False
        (one, _), (other, _) = self._counts(number), self._counts(following)
        if one and other and one != other:
            return False  # "five were killed and 12 wounded"
        return is_and or (self._gap(last).strip() == "," and self._goes_with_next(place + 1))

    def _tells_before(self, number: Number, counts: str) -> bool:
        """Whether it told of others before: after "5 killed" in "12 more wounded" all the wounded are counted."""
        found = next((name for at, name, _ in self._counting if at < number.first and name not in UNITS), counts)
        return found != counts

    def _counts(self, number: Number) -> tuple[str | None, Meaning | None]:
        """What it counts: by the sign beside it, or by the nearest word, which is told too."""
        ahead, behind = self._gap(number.first).rstrip()[-1:], self._numbers.gap_behind(number.after)[:1]
        start = self._words[number.first].start
        if ahead in ("$", "£") and _OTHER_MONEY.search(self._text[max(start - _LONGEST_SIGN, 0) : start]):
            return None, None
        for sign, counts in SIGNS.items():
            if sign in (ahead, behind):
                return counts, None
        if _MONEY.search(ahead + behind):
            return None, None
        nearest = bisect_left(self._counting, (number.first,))
        of_whole = self._numbers.after_whole(number)
        found = [
            (self._distance(number, meaning), at < number.first, name, meaning)
            for at, name, meaning in self._counting[
                max(nearest - _COUNTING_LOOKED_AT, 0) : nearest + _COUNTING_LOOKED_AT
            ]
            if number.first - _LOOKED_AT <= at <= number.after + _LOOKED_AT
            and (name not in UNITS or at == number.after or self._is_percent_of(number, meaning))
            and at != of_whole
            and not (at >= number.after and self._is_label_of_another(number, meaning))
        ]
        if not found:
            return None, None
        distance, is_behind, name, word = min(found)
        if is_behind and self._is_of_the_one_before(word, number, distance):
            # "two people died and nine people were missing"
            found = [each for each in found if not each[1] and each[0] <= _OWN_WITHIN]
            distance, _, name, word = min(found, default=(distance, is_behind, name, word))
        if distance > _FARTHEST or not self._is_reached(number, name, word):
            return None, None
        return DISPLACED if name == MOVING else name, word

    def _is_reached(self, number: Number, counts: str, word: Meaning) -> bool:
        if counts == MOVING and word.at != number.after and not self._counts_people(number):
            return False  # "200 lorries have arrived"
        return counts in UNITS or self._reach.is_reached(number, self._numbers.before(number), counts, word)

    def _counts_people(self, number: Number) -> bool:
        return self._whom(number)[0] in (_ANYBODY, _CIVILIANS) or are_people(self._read, number.after, self._places)

    def _is_nearer_to_another(self, word: Meaning, number: Number) -> bool:
        """Whether a word belongs to the number before it, or sooner to the one after it."""
        mine = self._distance(number, word)
        place = self._place_of[number]
        if any(self._distance(other, word) < mine for other in self._found[place + 1 : place + 2]):
            return True
        return self._is_of_the_one_before(word, number, mine)

    def _is_of_the_one_before(self, word: Meaning, number: Number, mine: int) -> bool:
        place = self._place_of[number]
        return word.at < number.first and any(
            self._distance(other, word) <= mine for other in self._found[max(place - 1, 0) : place]
        )

    def _goes_on(self, number: Number, word: Meaning) -> bool:
        """Whether it goes on with what another number counts, and no word unknown here says something else of it.

        "Five were killed in Kalym and 12 in Lidra" and "five people, including three children" do, "killed five and
        stranded 12" and "five dead, 12 stranded" do not, nor does "five are missing, 12 people had arrived". Where a
        number moved the words between say how.
        """
        whom, _ = self._whom(number)
        if self._numbers.has_moved or whom not in (None, _ANYBODY):
            return True
        first = self._numbers.before(number)
        opens = self._language in HAVE_ENDINGS or self._is_clear(first - 1, self._gap(first))
        _, after = self._who.get(number.after, (None, number.after)) if word.at < number.first else (None, number.after)
        return opens and self._is_clear(after, self._gap(after))

    def _is_clear(self, at: int, gap: str) -> bool:
        """Whether what stands beside a number is nothing, a break, a name, a day or a word that is understood."""
        if not 0 <= at < len(self._words) or BREAK.search(gap) or at in self._understood:
            return True
        is_name = self._words[at].written[:1].isupper() and self._language not in NOUNS_HAVE_CAPITALS
        return is_name or is_worded("dates", self._folded[at], self._language)

    def _is_percent_of(self, number: Number, meaning: Meaning) -> bool:
        return self._language == _PERCENT_FIRST and meaning.at + meaning.length == number.first

    def _distance(self, number: Number, meaning: Meaning) -> int:
        if self._is_label(number, meaning):
            return -1
        is_ahead = meaning.at >= number.after
        behind = meaning.at + meaning.length
        if not is_ahead and behind == self._numbers.before(number) and not BREAK.search(self._gap(behind)):
            return 0  # "killed at least nine"
        first, after = (number.after, meaning.at) if is_ahead else (behind, number.first)
        start, end = self._words[first - 1].end, self._words[after].start
        if end - start > _CHARACTERS_LOOKED_AT:
            return _FARTHEST + 1
        between = _ASIDE.sub(" ", self._text[start : max(start, end)])
        passed = folded_words(between)
        numbers = sum(word.isdecimal() or is_number_word(word, self._language) for word in passed)
        breaks = len(BREAK.findall(between)) + sum(first <= at < after for at in self._several)
        return len(passed) + _ACROSS_NUMBER * numbers + _ACROSS_BREAK * breaks

    def _is_label(self, number: Number, meaning: Meaning) -> bool:
        """Whether it stands before its number as in a list: "Killed: 12; wounded: 30", but not "5 killed: 12 boats"."""
        after = meaning.at + meaning.length
        if after != self._numbers.before(number) or not _LABELS.fullmatch(self._gap(after)):
            return False
        if number.after in self._counted_at and not self._gap(number.after).strip():
            return False  # "they kill - 5 wounded"
        follows_number = meaning.at and self._is_number(meaning.at - 1)
        return not follows_number or BREAK.search(self._gap(meaning.at)) is not None

    def _is_label_of_another(self, number: Number, meaning: Meaning) -> bool:
        """Whether it stands before the next number as in a list: "24 infected, dead: 3"."""
        place = self._place_of[number]
        return any(self._is_label(other, meaning) for other in self._found[place + 1 : place + 3])

    def _whom(self, number: Number) -> tuple[str | None, str | None]:
        """Of whom, and whose: "49 Armenian and 50 Azerbaijani soldiers" are soldiers of Armenia, and of Azerbaijan."""
        whose: str | None = None
        for at in range(number.after, min(number.after + _NOUN_WITHIN, len(self._words))):
            if at in self._stops or at in self._clauses or BREAK.search(self._gap(at)):
                break
            if is_worded("where", self._folded[at], self._language):
                break  # "four others in eastern Sorven"
            if self._is_number(at):
                if whose is None:
                    break
                continue
            if at in self._and and not (self._folded[at + 1 : at + 2] and self._is_number(at + 1)):
                break  # "two adults and a child"
            if at in self._who:
                name, after = self._who[at]
                # Where adjectives follow: "49 żołnierzy armeńskich".
                behind = self._words[after].written if after < len(self._words) else ""
                return None if name == "side" else name, whose or self._place(behind)
            whose = whose or self._place(self._words[at].written)
        return None, whose

    def _is_of_an_army(self, word: Meaning) -> bool:
        """Whether it says so before what is counted: "military death toll"."""
        return word.at - 1 in self._military and self._folded[word.at] in _NOUNS_OF_DEATH

    def _is_number(self, at: int) -> bool:
        return self._folded[at].isdecimal() or is_number_word(self._folded[at], self._language)

    def _place(self, text: str) -> str | None:
        """The one place that a text names; None where it names several."""
        found = set(self._places(text, self._language))
        return found.pop() if len(found) == 1 else None

    def _land(self, speaker: str) -> str | None:
        """The land that speaks: Armenia, of "Yerevan"."""
        place = self._place(speaker)
        return _SEATS.get(place, place) if place else None

    def _bound(self, number: Number, counts: str) -> Bound | None:
        for at in range(number.first, number.first - _BOUND_WITHIN, -1):
            name = self._bounds.get(at)
            if name == _UP_TO:
                return None if self._numbers.has_moved or counts in UNITS else Bound.UP_TO
            if name:
                return Bound(name)
        ending = _UP_TO_ENDING.get(self._language)
        if ending and self._folded[number.after - 1].endswith(ending):
            return None if self._numbers.has_moved else Bound.UP_TO
        behind = self._bounds_behind.get(number.after)
        if behind and not BREAK.search(self._gap(number.after)):
            return Bound(behind)
        return Bound.ABOUT if self._numbers.is_in_dozens(number) else None
