"""What a sentence counts: how many were killed, wounded, displaced …, of whom, and who says so.

    words | numbers, in digits and words | the nearest word of what is counted | of whom, whose | bound, attribution

A number with no word of `quantities.toml` near it counts nothing that can be compared; nor does one in a sentence that
names another year than that of the telling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from bot.figures.bygone import Bygone
from bot.figures.company import GROUP_WITHIN, Company, parts_of_one
from bot.figures.counting import DEPLOYED, NOT_COMPARED, Counting
from bot.figures.counting_words import BREAK, YEAR, Sentence, is_round_count
from bot.figures.doubt import Doubt
from bot.figures.flight import DISPLACED, are_people, is_of_flight
from bot.figures.numbers import FROM_ENDINGS, Numbers
from bot.figures.numerals import SIGNS, UNITS, Number
from bot.figures.persons import person
from bot.figures.reach import KIND as REACH
from bot.figures.reach import Reach
from bot.figures.speaker_names import Speaker
from bot.figures.speakers import speakers, who_says
from bot.figures.subject import NOTHING_AROUND, Around, Surroundings
from bot.figures.whose import ANYBODY, CIVILIANS, PEACEKEEPERS, SOLDIERS, Whose
from bot.model import Bound
from bot.text.lexicon import Meaning, language_of
from bot.text.terms import Meanings

_BOUND_WITHIN = 2
_THERE = "there"
_SINCE = "since"
_COMMA_IN_LISTS = "en"  # "12 locals, three guides, and five tourists"
# Of those who fled nearly all are civilians, and peacekeepers who are sent are soldiers.
_ALIKE = {(DISPLACED, CIVILIANS), (DEPLOYED, SOLDIERS), (DEPLOYED, PEACEKEEPERS)}
# Folded: "100 kişiden fazla", "300 nəfəri ötüb", "12 մարդուց ավելի"
_THAN_ENDINGS = {
    "tr": ("den", "dan", "yi", "ye", "i", "a"),
    "az": ("den", "dan", "eri", "ere", "ani", "ana", "mi", "ma"),
    "hy": ("ից",),
}
_UP_TO = "to"
_UP_TO_ENDING = {"ka": "მდე", "az": "dek"}  # folded: "100-მდე", "100-dək"


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
        is_moved: The sentence says that it was another number before: "the toll rose to ten".
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
    is_moved: bool = False


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
        is_counting = has_sign or "counts" in self._meanings or self._read.named(REACH, "deploy")
        if not is_counting or self._is_past(year):
            return
        self._make_ready()
        speaking = speakers(self._read, self._found, self._places)
        over = next((name for name, _ in self._meanings.get("over", ())), None)
        before: set[str] = set()
        last: str | None = None
        for number in self._found:
            if any(each.first <= number.first < each.after for each in speaking):
                continue  # "two officials who asked not to be named said"
            who = who_says(number, speaking)
            is_theirs = who is not None and not (number.after <= who.first and ";" in self._gap(who.first))
            said_by = who.said_by if who and is_theirs else None  # "the storm killed 5; Sorven | says …"
            counts, word = self._counting.of(number) if not self._is_among(number, last) else (last, None)
            last = counts
            if counts is None or counts == NOT_COMPARED or self._is_apart(number, counts, word):
                continue
            is_of_people = counts not in UNITS
            is_told = counts in before
            is_first = not is_told and self._counting.tells_others_before(number, counts)
            before.add(counts)
            if is_of_people and self._is_addition(number) and not is_first:
                continue
            whom, whose = self._of_whom(number, word) if is_of_people else (None, None)
            if is_of_people and self._is_part(number, whom, whose, is_told=is_told):
                continue  # "five of them": counted with the rest already; "12 locals and five tourists": neither is all
            if word and whom is None and self._is_some_of(word, number):
                continue  # "yaralılardan 3'ü": of the wounded
            if whom == SOLDIERS and whose is None and said_by and not self._whose.are_of_another(number):
                # An army's losses are its own where nothing else is said.
                whose = self._whose.lost_by(said_by, number, word)
            yield Counted(
                value=number.value,
                upto=number.upto,
                bound=self._bound(number, counts),
                counts=counts,
                whom=None if whom == ANYBODY or (counts, whom) in _ALIKE else whom,
                side=whose,
                over=self._over(number) or over if is_of_people else over,
                said_by=said_by,
                person=self._person(who) if is_theirs else None,
                around=NOTHING_AROUND if is_of_people else self._surroundings.of(number),
                written=self._written(number),
                is_moved=self._numbers.has_moved_to(number),
            )

    def _of_whom(self, number: Number, word: Meaning | None) -> tuple[str | None, str | None]:
        whom, whose = self._whose.of(number)
        if word and whom is None and self._whose.is_an_army(word):
            whom = SOLDIERS
        if word and whom is None and self._counting.is_toll(word) and self._numbers.has_moved_to(number):
            whom = self._whose.named_with(word)
        return whom, whose

    def _over(self, number: Number) -> str | None:
        if self._reach.is_of_a_place(self._numbers.before(number)):
            return _THERE
        return _SINCE if self._bygone.sums_up(number) else None

    def _person(self, who: Speaker | None) -> str | None:
        return person(who.said_by, self._language, self._whose.place) if who and who.is_subject else None

    def _is_apart(self, number: Number, counts: str, word: Meaning | None) -> bool:
        """Whether the word for what is counted does not mean this number."""
        if self._numbers.before(number) in self._apart_ends or self._numbers.is_left(number):
            return True  # "half of a population of 120,000 fled", "raised to 14 from 11"
        if counts in UNITS:
            return False
        bygone = self._bygone
        if bygone.is_of_old or bygone.is_remembered(counts) or bygone.is_of(number) or self._doubt.is_doubted(number):
            return True
        if number.after in self._than and not BREAK.search(self._gap(number.after)):
            return True
        if number.value % 1 or self._numbers.is_difference(number):
            return True  # "the 7.8 quake killed 40,000"
        return word is not None and self._counting.is_of_another(word, number)  # "killed five and stranded 12"

    def _counts_people(self, number: Number) -> bool:
        return self._whose.of(number)[0] in (ANYBODY, CIVILIANS) or are_people(self._read, number.after, self._places)

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
        self._wholes = parts_of_one(self._found)
        self._parts, self._and = named("other", "part"), named("other", "and")
        self._prepositions = named("other", "preposition")
        self._apart_ends = {at + length for at, length in named(REACH, "apart").items()}
        self._most_bodies, self._behind_bodies = self._bodies(named(REACH, "bodies"))
        self._part_ends = {at + length for at, length in self._parts.items()}
        self._among_ends = {at + length for at, length in named("other", "among").items()}
        self._reach = Reach(self._read)
        self._bygone, self._doubt = Bygone(self._read, self._found), Doubt(self._read)
        stops = {*self._read.at_all("counts"), *self._read.at_all("says")} - self._read.at_all("who").keys()
        self._stops = stops
        self._whose = Whose(self._read, self._places, stops)
        self._counting = Counting(
            self._read,
            self._numbers,
            self._found,
            self._whose,
            reach=self._reach,
            counts_people=self._counts_people,
            is_of_flight=lambda: is_of_flight(self._read, self._title, self._amid),
        )
        self._surroundings = Surroundings(self._read, self._found)
        self._company = Company(self._read, self._stops)
        self._bounds = {meaning.at + meaning.length: name for name, meaning in self._meanings.get("bound", ())}
        self._bounds_behind = {meaning.at: name for name, meaning in self._meanings.get("behind", ())}
        self._or_more_ends = {at + length for at, length in named("behind", "at_least").items()}
        self._than = named("change", "than")
        self._more_before = {at + length for at, length in named("change", "more").items()}
        more_behind = {**named("change", "more"), **named("change", "others")}
        self._more_behind = {at: n for at, n in more_behind.items() if at not in self._read.at_all("bound")}

    def _is_past(self, year: int | None) -> bool:
        since = {meaning.at + meaning.length for _, meaning in self._meanings.get("since", ())}
        named = (at for at, word in enumerate(self._folded) if YEAR.fullmatch(word) and at not in since)
        return any(self._folded[at] != str(year) and not is_round_count(self._read, at) for at in named)

    def _is_among(self, number: Number, last: str | None) -> bool:
        """Whether it is some of the people before it: "four are missing, among them two children"."""
        if last is None or last in UNITS:
            return False
        before = self._numbers.before(number)
        is_of_them = before in self._part_ends and self._whose.of(number)[0] not in (None, ANYBODY)
        return is_of_them or before in self._among_ends  # "из них | четверо детей"

    def _is_addition(self, number: Number) -> bool:
        """Whether it is more of what was counted before: "three more", "another 12"."""
        if self._numbers.before(number) in self._more_before:
            return True
        behind = range(number.after, number.after + self._more_behind.get(number.after, 0))
        return bool(behind) and not any(BREAK.search(self._gap(at)) for at in behind)  # not "12 մարդ, | ևս 20-ը …"

    def _is_part(self, number: Number, whom: str | None, whose: str | None, *, is_told: bool) -> bool:
        first = self._numbers.before(number)
        if whom in (None, ANYBODY) and (
            (is_told and first in self._among_ends)  # "225 died, including 19 members of the guard"
            or (whose is None and self._company.is_one_person_beside(number, first))
        ):
            return True
        if number.value <= self._most_bodies or any(
            number.value <= found.value for found in self._behind_bodies if found != number
        ):
            return True  # "13 bodies were found, seven people died in hospital"
        if whom is not None:
            return False
        if self._numbers.is_of_those(number):
            return True  # "two of the injured died"
        behind = number.after in self._parts and not BREAK.search(self._gap(number.after))  # "five of them"
        if behind or (is_told and number.first in self._part_ends):
            return True
        return whose is None and (self._is_one_of_several(number) or self._adds_up(number))

    def _adds_up(self, number: Number) -> bool:
        """Whether with others it makes up a number before it that counts the same."""
        whole = self._wholes.get(number)
        return whole is not None and self._counting.of(whole)[0] == self._counting.of(number)[0]

    def _is_some_of(self, word: Meaning, number: Number) -> bool:
        """Whether what stands before a number says that it is some of those whom a word before it counts."""
        endings = FROM_ENDINGS.get(self._language, ())
        if self._numbers.has_moved:
            return False  # "5'ten 12'ye yükseldi"
        before = self._numbers.before(number)
        if word.at + word.length == before and not BREAK.search(self._gap(before)) and self._numbers.are_whole(word.at):
            return True
        return word.at < number.first and self._folded[number.first - 1].endswith(endings)

    def _bodies(self, bodies: Mapping[int, int]) -> tuple[float, list[Number]]:
        """The most bodies that are counted; and of numbers behind a word for them, which may count others, two at most.

        "Тела 13 человек, семь скончались": there the seven are none of the bodies, but the 13 may be all the dead.
        """
        most = max((number.value for number in self._found if number.after in bodies), default=0)
        ends = {at + length for at, length in bodies.items()}
        firsts = ((self._numbers.before(number), number) for number in self._found)
        behind = [number for first, number in firsts if first in ends and not BREAK.search(self._gap(first))]
        return most, sorted(behind, key=lambda number: -number.value)[:2]

    def _has_case(self, at: int) -> bool:
        """Whether whom a number counts stands there, in the case for what it is more than: "100 kişiden | fazla"."""
        return at in self._read.who and self._folded[at].endswith(_THAN_ENDINGS.get(self._language, ()))

    def _is_one_of_several(self, number: Number) -> bool:
        """Whether it counts one group among others of which one word tells: "12 locals and five tourists died".

        They are not added up: the sum stands in no sentence, and five may be dogs.
        """
        place = self._place_of[number]
        return any(self._goes_with_next(at) for at in (place - 1, place) if at >= 0)

    def _goes_with_next(self, place: int) -> bool:
        """Whether "and" adds the next number to it, or a comma one that goes with the next in turn."""
        for number, following in pairwise(self._found[place:]):
            last = self._numbers.before(following)
            is_and = last - 1 in self._and
            if is_and and self._language != _COMMA_IN_LISTS and BREAK.search(self._gap(last - 1)):
                return False  # "dont deux femmes, | et 24 blessés"
            if not self._are_alike(number, following, range(number.after, last - 1 if is_and else last)):
                return False
            if is_and or self._gap(last).strip() != ",":
                return is_and
        return False

    def _are_alike(self, number: Number, following: Number, between: range) -> bool:
        """Whether a group's name alone stands between two numbers, and nothing else counts one than the other."""
        if not 0 < len(between) <= GROUP_WITHIN or any(at in self._stops or at in self._prepositions for at in between):
            return False
        if any(BREAK.search(self._gap(at)) for at in between):
            return False
        (one, _), (other, _) = self._counting.of(number), self._counting.of(following)
        return not (one and other and one != other)  # "five were killed and 12 wounded"

    def _bound(self, number: Number, counts: str) -> Bound | None:
        for at in range(number.first, number.first - _BOUND_WITHIN, -1):
            name = self._bounds.get(at)
            if name == _UP_TO:
                return None if self._numbers.has_moved or counts in UNITS else Bound.UP_TO
            if name:
                return Bound(name)
        ending = _UP_TO_ENDING.get(self._language)
        if ending and number.upto is None and self._folded[number.after - 1].endswith(ending):
            return None if self._numbers.has_moved else Bound.UP_TO
        if number.first in self._or_more_ends:
            return Bound.MORE_THAN  # "и более 60", which no number stands before
        for after in (number.after, number.after + 1 if self._has_case(number.after) else number.after):
            behind = self._bounds_behind.get(after)
            if behind and not any(BREAK.search(self._gap(at)) for at in range(number.after, after + 1)):
                return Bound(behind)
        return Bound.ABOUT if self._numbers.numerals.is_in_dozens(number) else None
