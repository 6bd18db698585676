"""Who is named at some words of a sentence: "the mayor of Lidra, on Friday | said", "podał | w piątek | burmistrz".

words up to the next break or number | without what only says when, where and to whom | a name, or nobody
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from bot.figures.counting_words import BEFORE_ENDINGS, BREAK, HAVE_ENDINGS, Sentence
from bot.figures.numerals import Number
from bot.text.terms import Meanings
from bot.text.wording import is_worded
from bot.text.words import NOUNS_HAVE_CAPITALS

SAID = "said"
SAID_IN = frozenset({"ru", "uk"})
"""Languages in which somebody says something "in" an office: "в МЧС сообщили"."""
_LONGEST_SPEAKER = 7
_ENDS_NO_NAME = frozenset({"of", "the", "a", "an", "for", "with", "to", "by", "its", "his", "her", "their"})
_LONGEST_LINK = 4  # letters: "and", "oraz"
_SHORTEST_NAME = 5  # letters: "they" is nobody
_SHORTEST_ACRONYM = 2
_LONGEST_ENDING = 5  # letters: "ՊՆ-ից", "Bakanlığı'ndan"
_MOST_SAID_OF_A_NAME = 2
_AUXILIARIES = frozenset({"has", "have", "had"})
_IN = frozenset({"in", "at"})
# Turkish and Azerbaijani, folded: "Valiliği'nden", "saldırıda".
FROM = ("den", "dan", "ten", "tan")
_IN_OR_FROM = (*FROM, "de", "da", "te", "ta")
_LAND = "stan"  # "Ermənistan"


class Speaker(NamedTuple):
    """Who says it, in the sentence's words, with the places of these words from `first` on, up to `after`.

    Attributes:
        is_subject: Whether they are the subject of a verb of saying.
        opens: Whether a clause of its own begins there.
        joins: Whether a conjunction joins that to what stands before.
        is_behind: Whether what they say stands before it: "12 died, | the mayor said".
        tells_behind: Whether a number stands behind it in the same clause: "5 died, | the mayor reported seven".
        within: The words of the sentence, up to where it turns to somebody else.
    """

    said_by: str
    first: int
    after: int
    is_subject: bool = False
    opens: bool = False
    joins: bool = False
    is_behind: bool = False
    tells_behind: bool = False
    within: range = range(0)


class SpeakerNames:
    """Reads who is named at some words of a sentence.

    Attributes:
        ends: Words at which no name goes on.
        hidden: Where words say that somebody is not named, and how many: "who asked not to be named".
        in_numbers: Where numbers stand.
    """

    def __init__(self, sentence: Sentence, numbers: Iterable[Number], places: Meanings) -> None:
        self._sentence, self._places = sentence, places
        self._words, self._folded, self._gap = sentence.words, sentence.folded, sentence.gap
        self._numbers = {number.after: number.first for number in numbers}
        self.in_numbers = {at for after, first in self._numbers.items() for at in range(first, after)}
        self._prepositions = sentence.named("other", "preposition")
        self._told_to, self._told_whom = sentence.named("told", "to"), sentence.named("told", "whom")
        self._ands, self._clauses = sentence.named("other", "and"), sentence.named("reach", "clause")
        self._military, self._offices = sentence.named("reach", "military"), sentence.named("reach", "office")
        self._passive, self._relative = sentence.named("reach", "passive"), sentence.named("reach", "relative")
        self._contrasts = sentence.named("reach", "contrast")
        self._nobody = sentence.named("unnamed", "speaker").keys()
        self.hidden = sentence.named("unnamed", "hidden")
        whens = sentence.named("unnamed", "when").items()
        self._whens = {at + n for at, length in whens for n in range(length)}
        ends = {*sentence.at_all("counts"), *self._prepositions, *sentence.named("unnamed", "around")}
        self.ends = ends - {at + n for at, length in self.hidden.items() for n in range(length)}
        self._says = {at + n for at, length in sentence.named("says", SAID).items() for n in range(length)}
        self._says_ends = {at + length for at, length in sentence.at_all("says").items()}
        self._is_shouted = sentence.text.isupper()

    def phrase(self, places: range, *, opens: bool = False) -> Speaker | None:
        """The words at these places up to the next break or number; None where they name nobody."""
        if places.step < 0 and places and self.tells_when(places[0]):  # "the ministry | on Monday said"
            places = places[2 if len(places) > 1 and places[1] in self._prepositions else 1 :]
        elif places.step > 0 and not opens and (passed := self._circumstances(places)):
            places = places[passed:]
            if not places or BREAK.search(self._gap(places[0])):
                return None
        taken = self._taken(places, opens=opens)
        if places.step < 0 and taken:
            taken = self._before_auxiliary(self._with_whereabouts(places, taken))
        first, after = self._without_circumstances(min(taken), max(taken) + 1, opens=opens) if taken else (0, 0)
        if places.step < 0:
            first = self._without_conjunction(first, after)
            if self._is_in_relative_clause(first) or first == after or not {first, after - 1}.isdisjoint(self._passive):
                return None  # "the virus has been | confirmed"
            if after - 1 in self._ands or (
                self._sentence.language == "en" and self._folded[after - 1] in _ENDS_NO_NAME
            ):
                return None  # "rejected the claim and | said two died", "the number of | confirmed deaths"
        of_them = sum(length for at, length in self.hidden.items() if first <= at < after)
        if not 0 < after - first - of_them <= _LONGEST_SPEAKER:
            return None
        bare = after - 1 if self._has_ending(after - 1) and after - 1 > first else after
        if bare == after and not self._names_somebody(range(first, after)):
            return None
        clause = self._clause_at(after) if places.step > 0 else 0
        return self.speaker(self._opening(first, after + clause), after + clause if clause else bare)

    def _taken(self, places: range, *, opens: bool) -> list[int]:
        """Of some places those up to the next break or number."""
        taken: list[int] = []
        hidden = sum(self.hidden.values())
        says = self._says if places.step < 0 and self._sentence.language == "en" else ()
        for at in places[: _LONGEST_SPEAKER + _LONGEST_LINK + 1 + hidden]:
            if at in self.ends or at in says or (taken and BREAK.search(self._gap(max(at, taken[-1])))):
                break
            if at in self.in_numbers and (taken or opens):
                break
            if opens and self._words[at].written.isdecimal():
                return []  # "55 bin polisten 5 bininin hasta olduğunu belirten Shea, 3 polisin öldüğünü | söyledi"
            taken.append(at)
        while places.step > 0 and not opens and taken and self._is_link(taken[-1]):
            taken.pop()  # "according to the mayor and | wounding many"
        return taken

    def _with_whereabouts(self, places: range, taken: list[int]) -> list[int]:
        """With who is somewhere: "officials in | Lidra | said"; nobody where only a place stands there."""
        while (at := min(taken) - 1) in places and self._folded[at] in _IN:
            if any(BREAK.search(self._gap(each)) for each in (at, at + 1)) or min(taken) in self._clauses:
                break  # "in | which activists say"
            named = self._taken(places[places.index(at) + 1 :], opens=False)
            if not named or any(each in self._clauses for each in named):
                return self._behind_and(taken)
            taken = [*taken, at, *named]
        return taken

    def _before_auxiliary(self, taken: list[int]) -> list[int]:
        """Of some words those before the English "has" of their verb: "Odra | has now"; none with "people are"."""
        if self._sentence.language != "en":
            return taken
        if not self._passive.keys().isdisjoint(taken):
            return []
        first = min((at for at in taken if self._folded[at] in _AUXILIARIES), default=len(self._words))
        return [at for at in taken if at < first]

    def _behind_and(self, taken: Sequence[int]) -> list[int]:
        """Of some words those that "and" joins to the others: "12 died in | Kalym and | the mayor | said"."""
        last = max((at for at in taken if at in self._ands), default=None)
        return [] if last is None else [at for at in taken if at > last]

    def _without_conjunction(self, first: int, after: int) -> int:
        """Where somebody is named behind what opens a clause: "in | which | Odra says", "and | the mayor says"."""
        opened = (at + 1 for at in range(first, after) if at in self._clauses and self._words[at].written.islower())
        turned = (at + length for at, length in self._contrasts.items() if first <= at < after)
        return max([first + (first in self._ands), *opened, *turned])

    def _is_in_relative_clause(self, first: int) -> bool:
        """Whether what is said of somebody stands there: "la agencia que | preside Oda Lind | señaló"."""
        is_open = first - 1 in self._relative and not BREAK.search(self._gap(first - 1))
        return is_open and first - 1 not in self._says_ends  # "dijo que | Lidra informó"

    def _opening(self, first: int, after: int) -> int:
        """Where somebody begins who is not named: "two | people familiar with the matter"."""
        is_hidden = any(first <= at < after for at in self.hidden)
        return self._numbers.get(first, first) if is_hidden else first

    def _clause_at(self, after: int) -> int:
        """How many words say of a name that ends there that it is none."""
        return self.hidden.get(after, 0) if self._gap(after).strip() in ("", ",") else 0

    def speaker(self, first: int, after: int) -> Speaker:
        """The words from one place to before another as somebody who speaks."""
        return Speaker(self._sentence.text[self._words[first].start : self._words[after - 1].end], first, after)

    def _circumstances(self, places: range) -> int:
        """How many words say when and to whom it was said: "podał | w piątek w rozmowie z agencją Korn | burmistrz"."""
        passed = 0
        while passed < len(places) and not (passed and BREAK.search(self._gap(places[passed]))):
            here = places[passed:]
            if self.tells_when(here[0]):
                passed += 1
            elif len(here) > 1 and self._is_link(here[0]) and self.tells_when(here[1]):
                passed += 2
            elif told := self._told_to.get(here[0]):
                passed += told + self._name_length(here[told:])
            elif told := self._told_whom.get(here[0]):
                passed += told
            else:
                break
        # "сообщили в среду | в | министерстве"
        is_again = 0 < passed < len(places) and self._sentence.language in SAID_IN
        return passed + 1 if is_again and places[passed] in self._prepositions else passed

    def _name_length(self, places: range) -> int:
        """How many words a name has, with what is said of it before: "agencją Korn"."""
        said_of = next((n for n, at in enumerate(places) if self._words[at].written[:1].isupper()), len(places))
        if said_of > _MOST_SAID_OF_A_NAME:
            return 0
        capitals = takewhile(lambda at: self._words[at].written[:1].isupper(), places[said_of:])
        return said_of + sum(1 for _ in capitals)

    def _without_circumstances(self, first: int, after: int, *, opens: bool) -> tuple[int, int]:
        """Without the day at either end and, where they open a sentence, the place: "Bakanlık dün Lidra'da | 12 …"."""
        while after > first and (self.tells_when(after - 1) or (opens and self._is_place(after - 1))):
            after -= 2 if self._has_ending(after - 1) else 1
        while first < after and self.tells_when(first):
            first += 1
        return first, after

    def tells_when(self, at: int) -> bool:
        """Whether a day stands there, or "later", "also"."""
        return at in self._whens or is_worded("dates", self._folded[at], self._sentence.language)

    def _is_place(self, at: int) -> bool:
        return self._folded[at].endswith(_IN_OR_FROM) and not self._folded[at].endswith(_LAND)

    def _has_ending(self, at: int) -> bool:
        """Whether it is one of the name before it: "ՊՆ-ի", "Bakanlığı'na"."""
        written = self._words[at].written
        is_apart = self._sentence.language in HAVE_ENDINGS and self._gap(at) in BEFORE_ENDINGS
        return is_apart and written == written.lower() and len(written) <= _LONGEST_ENDING

    def _is_name(self, at: int) -> bool:
        written = self._words[at].written
        is_long = len(written) >= _SHORTEST_NAME or at in self._military or at in self._offices
        return (self.is_acronym(at) or is_long or self.names_place(written)) and at not in self._nobody

    def _names_somebody(self, places: range) -> bool:
        """Whether one word is a name or a noun: not "berichteten | sogar | von 30 Toten"."""
        has_capital = any(self._words[at].written[0].isupper() for at in places)
        may_be_noun = has_capital or self._sentence.language not in NOUNS_HAVE_CAPITALS
        return may_be_noun and any(map(self._is_name, places))

    def is_acronym(self, at: int) -> bool:
        """Whether a word stands there in capitals, in a sentence that is not."""
        written = self._words[at].written
        return len(written) >= _SHORTEST_ACRONYM and written.isupper() and not self._is_shouted

    def names_place(self, written: str) -> bool:
        """Whether it is a place's name."""
        return written[0].isupper() and bool(self._places(written, self._sentence.language))

    def _is_link(self, at: int) -> bool:
        written = self._words[at].written
        return written.islower() and len(written) <= _LONGEST_LINK and at not in self._offices
