"""Who is named beside a word of saying: "according to | the mayor of Lidra", "Savunma Bakanlığı'na | göre"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from bot.figures.counting_words import BEFORE_ENDINGS, BREAK, HAVE_ENDINGS, Sentence
from bot.figures.numerals import Number
from bot.figures.turns import named_by, turns
from bot.text.lexicon import Meaning
from bot.text.terms import Meanings
from bot.text.wording import is_worded
from bot.text.words import NOUNS_HAVE_CAPITALS

SILENT, SAID = "silent", "said"
_LONGEST_SPEAKER = 7
_LONGEST_ASIDE = 15
_LIVES_WITHIN = 6  # words
_ENDS_NO_NAME = frozenset({"of", "the", "a", "an", "for", "with", "to", "by"})
_ARTICLES = frozenset({"a", "an", "the", "another"})
_LONGEST_LINK = 4  # letters: "and", "oraz"
_SHORTEST_NAME = 5  # letters: "they" is nobody
_SHORTEST_ACRONYM = 2
_LONGEST_ENDING = 5  # letters: "ՊՆ-ից", "Bakanlığı'ndan"
_MOST_SAID_OF_A_NAME = 2
_TOLD = "told"
_LONGEST_LISTENER = 4  # words: "told | the Korn news agency"
_IN, _THAT = frozenset({"in", "at"}), frozenset({"that"})
_SAID_IN = frozenset({"ru", "uk"})
# Turkish and Azerbaijani, folded: "Valiliği'nden", "saldırıda", "öldüğünü".
_FROM = ("den", "dan", "ten", "tan")
_IN_OR_FROM = (*_FROM, "de", "da", "te", "ta")
_LAND = "stan"  # "Ermənistan"
_STOP = re.compile(r"[.!?;]['\"”»’)]*\s")
_THAT_IT_DID = re.compile("[dt][iu][gy][iu]n[iu]$")


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


class Saying:
    """Looks for who says it on the side of a word of saying on which its language puts them."""

    def __init__(self, sentence: Sentence, numbers: Iterable[Number], places: Meanings) -> None:
        self._sentence, self._places = sentence, places
        self._words, self._folded, self._gap = sentence.words, sentence.folded, sentence.gap
        self._numbers = {number.after: number.first for number in numbers}
        self._in_numbers = {at for after, first in self._numbers.items() for at in range(first, after)}
        self._prepositions = sentence.named("other", "preposition")
        self._told_to, self._told_whom = sentence.named("told", "to"), sentence.named("told", "whom")
        self._ands, self._clauses = sentence.named("other", "and"), sentence.named("reach", "clause")
        self._military = sentence.named("reach", "military")
        self._takes, self._lives = sentence.named("reach", "takes"), sentence.named("reach", "lives")
        self._offices = sentence.named("reach", "office")
        self._passive = sentence.named("reach", "passive")
        self._nobody = sentence.named("unnamed", "speaker").keys()
        self._hidden = sentence.named("unnamed", "hidden")
        ends = {*sentence.at_all("counts"), *self._prepositions, *sentence.named("unnamed", "around")}
        self._ends = ends - {at + n for at, length in self._hidden.items() for n in range(length)}
        self._asides = {*self._hidden, *sentence.named("unnamed", "aside")}
        self._contrasts = sentence.named("reach", "contrast")
        self._relative = sentence.named("reach", "relative")
        self._says_ends = {at + length for at, length in sentence.at_all("says").items()}
        self._turns = [0, *sorted(turns(sentence, self._in_numbers)), len(self._words)]
        self._is_shouted = sentence.text.isupper()
        silent = sentence.named(SILENT, "before").items()
        self._silent_ends = {at + length for at, length in silent if not self._is_acronym(at)}  # "the WHO said"

    def named(self, saying: Iterable[tuple[str, Meaning]]) -> Iterator[Speaker]:
        """Those that are named."""
        saying = list(saying)
        according = {says.at for name, says in saying if name == "after"}
        known: set[int] = set()
        for name, says in saying:
            is_compound = self._gap(says.at) == "-"  # "laboratory-confirmed"
            if says.at in self._silent_ends or is_compound or self._takes_lives(says):
                continue  # "authorities have not | said why he killed five"
            found = self._of(name, says)
            if found and found.first not in known and according.isdisjoint(range(found.first, found.after)):
                known.add(found.first)
                first, after = min(found.first, says.at), max(found.after, says.at + says.length)
                yield found._replace(
                    is_subject=name == SAID,
                    opens=self._opens(first),
                    joins=self._joins(self._before_preposition(first)),
                    is_behind=self._is_behind(first, after, says),
                    tells_behind=self._tells_behind(after),
                    within=self._within(found.first),
                )
        yield from self._set_against(saying)

    def _set_against(self, saying: Iterable[tuple[str, Meaning]]) -> Iterator[Speaker]:
        """Those set against others before: "Valilik 5 kişinin, | Bakanlık | ise 7 kişinin öldüğünü bildirdi"."""
        for at in named_by(self._sentence, self._in_numbers):
            verb = next((says.at for _, says in saying if says.at > at), None)
            if verb is None or any(BREAK.search(self._gap(here)) for here in range(at + 1, verb + 1)):
                continue
            if found := self._phrase(range(at - 1, -1, -1)):
                yield found._replace(opens=True, tells_behind=True, within=self._within(found.first))

    def _within(self, at: int) -> range:
        return next(range(first, after) for first, after in pairwise(self._turns) if first <= at < after)

    def _tells_behind(self, after: int) -> bool:
        ahead = takewhile(lambda at: not self._is_apart(at), range(after, len(self._words)))
        return any(at in self._in_numbers for at in ahead)

    def _is_apart(self, at: int) -> bool:
        return bool(BREAK.search(self._gap(at)) or _STOP.search(self._gap(at)))

    def _before_preposition(self, first: int) -> int:
        is_said_in = self._sentence.language in _SAID_IN and first - 1 in self._prepositions
        return first - 1 if is_said_in else first

    def _takes_lives(self, says: Meaning) -> bool:
        """Whether it is no saying: "the crash claimed | 18 lives"."""
        behind = range(says.at + says.length, min(says.at + says.length + _LIVES_WITHIN, len(self._words)))
        return says.at in self._takes and any(at in self._lives for at in behind)

    def _opens(self, at: int) -> bool:
        """Whether a clause begins there: "…, | the mayor said", "… while | the mayor said", "…, а в | МЧС заявили"."""
        at = self._before_preposition(at)
        if self._sentence.is_number(at):
            return False
        return not at or self._is_conjunction(at - 1) or bool(BREAK.search(self._gap(at)))

    def _joins(self, at: int) -> bool:
        """Whether a conjunction stands before a place, or before a "that" there."""
        return self._is_conjunction(at - 1 - (self._folded[at - 1] in _THAT if at else 0))

    def _is_conjunction(self, at: int) -> bool:
        return at in self._ands or at in self._clauses

    def _is_behind(self, first: int, after: int, says: Meaning) -> bool:
        """Whether it is said behind a break, or with "according to", and the clause ends there or with a day."""
        if not first or self._is_conjunction(first - 1):
            return False
        if first != says.at and not BREAK.search(self._gap(first)):
            return False
        while after < len(self._words) and not BREAK.search(self._gap(after)):
            if not (self._is_day(after) or after in self._prepositions):
                return False
            after += 1
        return True

    def _of(self, name: str, says: Meaning) -> Speaker | None:
        after = says.at + says.length
        ahead, behind = range(says.at - 1, -1, -1), range(after, len(self._words))
        if name == "before":
            return self._phrase(ahead)
        if name == "from":
            return self._phrase(ahead) if says.at and self._folded[says.at - 1].endswith(_FROM) else None
        if name == "last":
            return self._of_last(says)
        stands_apart = says.at == 0 or BREAK.search(self._gap(says.at)) is not None
        if name != "after" and stands_apart:
            aside, called = self._aside_before(says.at), self._apposition_before(says.at) if name == SAID else None
            found = self._phrase(range((aside or called or 0) - 1, -1, -1))
            if aside or found or self._folded[after - 1] == _TOLD:
                return self._with_aside(found, says.at)  # "Oda Lind, the chief, told | the Courier"
        if name == "after" or stands_apart:
            # "… - he said. | - I was there.", "Korn, once a rebel group, said | 77 people had died"
            says_else = name == SAID and (_STOP.match(self._gap(after)) or self._begins_with_count(after))
            return None if says_else else self._phrase(behind)
        # "a fait état de | 192 soldats tués", "meldete | während der Kämpfe 12 Tote"
        names_nobody = self._begins_with_count(after) or after in self._contrasts
        may_follow = (
            self._sentence.language != "en" and behind and not BREAK.search(self._gap(after)) and not names_nobody
        )
        return (may_follow and self._phrase(behind)) or self._with_clause_behind(self._phrase(ahead), after)

    def _begins_with_count(self, at: int) -> bool:
        """Whether a number stands there that is none of people who are not named: "two | familiar with the matter"."""
        return at in self._in_numbers and not self._hidden

    def _aside_before(self, at: int) -> int | None:
        """Where an aside begins that ends before a word: "the mayor, | who lives in Kalym, said"."""
        for first in range(at - 1, max(at - _LONGEST_ASIDE, 0), -1):
            if BREAK.search(self._gap(first)):
                return first if first in self._asides else None
        return None

    def _apposition_before(self, at: int) -> int | None:
        """Where it begins what else somebody is called, if nobody stands behind: "the mayor, | Oda Lind, said 12"."""
        first = next(
            (each for each in range(at - 1, max(at - _LONGEST_ASIDE, 0), -1) if BREAK.search(self._gap(each))), 0
        )
        follows = at + 1 in (len(self._words), *self._in_numbers, *self._ends) or self._folded[at] == _TOLD
        if not follows or not first or {self._gap(first).strip(), self._gap(at).strip()} != {","}:
            return None
        is_name = all(word.written[0].isupper() for word in self._words[first:at])
        return first if is_name or self._folded[first] in _ARTICLES else None

    def _with_aside(self, found: Speaker | None, at: int) -> Speaker | None:
        """With the words up to there where they say that it is somebody who is not named."""
        if found and any(found.after <= hidden < at for hidden in self._hidden):
            return self._speaker(self._numbers.get(found.first, found.first), at)
        return found

    def _with_clause_behind(self, found: Speaker | None, after: int) -> Speaker | None:
        """With what stands behind the verb where it says that they are not named: "an official | told Korn | …"."""
        # "The mayor said | officials speaking on condition of anonymity" have told him.
        passed = _LONGEST_LISTENER if self._folded[after - 1] == _TOLD else 0
        for at in range(after, min(after + passed + 1, len(self._words))):
            if found and at in self._hidden:
                clause = self._speaker(at, at + self._hidden[at])
                name = self._speaker(self._numbers.get(found.first, found.first), found.after)
                return name._replace(said_by=f"{name.said_by} … {clause.said_by}")
            if at in self._ends or BREAK.search(self._gap(at)):
                break
        return found

    def _of_last(self, says: Meaning) -> Speaker | None:
        """Who says it where the verb comes last: they open the sentence, "that it was so" stands between, or behind it.

        "Bakanlık, 12 kişinin öldüğünü açıkladı"; "12 kişinin öldüğünü Bakanlık açıkladı".
        """
        if not says.at:
            return None
        if _THAT_IT_DID.search(self._folded[says.at - 1]):
            return self._phrase(range(says.at), opens=True)
        is_name = self._words[says.at - 1].written[:1].isupper()
        return self._phrase(range(says.at - 1, -1, -1)) if is_name else None

    def _phrase(self, places: range, *, opens: bool = False) -> Speaker | None:
        """The words at these places up to the next break or number; None where they name nobody."""
        if places.step < 0 and places and self._is_day(places[0]):  # "the ministry | on Monday said"
            places = places[2 if len(places) > 1 and places[1] in self._prepositions else 1 :]
        elif places.step > 0 and not opens and (passed := self._circumstances(places)):
            places = places[passed:]
            if not places or BREAK.search(self._gap(places[0])):
                return None
        taken = self._taken(places, opens=opens)
        if places.step < 0 and taken:
            taken = self._with_whereabouts(places, taken)
        first, after = self._without_circumstances(min(taken), max(taken) + 1, opens=opens) if taken else (0, 0)
        if places.step < 0:
            first = self._without_conjunction(first, after)
            if self._is_in_relative_clause(first) or first == after or not {first, after - 1}.isdisjoint(self._passive):
                return None  # "the virus has been | confirmed"
            if after - 1 in self._ands or (
                self._sentence.language == "en" and self._folded[after - 1] in _ENDS_NO_NAME
            ):
                return None  # "rejected the claim and | said two died", "the number of | confirmed deaths"
        of_them = sum(length for at, length in self._hidden.items() if first <= at < after)
        if not 0 < after - first - of_them <= _LONGEST_SPEAKER:
            return None
        bare = after - 1 if self._has_ending(after - 1) and after - 1 > first else after
        if bare == after and not self._names_somebody(range(first, after)):
            return None
        clause = self._clause_at(after) if places.step > 0 else 0
        return self._speaker(self._opening(first, after + clause), after + clause if clause else bare)

    def _taken(self, places: range, *, opens: bool) -> list[int]:
        """Of some places those up to the next break or number."""
        taken: list[int] = []
        hidden = sum(self._hidden.values())
        for at in places[: _LONGEST_SPEAKER + _LONGEST_LINK + 1 + hidden]:
            if at in self._ends or (taken and BREAK.search(self._gap(max(at, taken[-1])))):
                break
            if at in self._in_numbers and (taken or opens):
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
                return []
            taken = [*taken, at, *named]
        return taken

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
        is_hidden = any(first <= at < after for at in self._hidden)
        return self._numbers.get(first, first) if is_hidden else first

    def _clause_at(self, after: int) -> int:
        """How many words say of a name that ends there that it is none."""
        return self._hidden.get(after, 0) if self._gap(after).strip() in ("", ",") else 0

    def _speaker(self, first: int, after: int) -> Speaker:
        return Speaker(self._sentence.text[self._words[first].start : self._words[after - 1].end], first, after)

    def _circumstances(self, places: range) -> int:
        """How many words say when and to whom it was said: "podał | w piątek w rozmowie z agencją Korn | burmistrz"."""
        passed = 0
        while passed < len(places) and not (passed and BREAK.search(self._gap(places[passed]))):
            here = places[passed:]
            if self._is_day(here[0]):
                passed += 1
            elif len(here) > 1 and self._is_link(here[0]) and self._is_day(here[1]):
                passed += 2
            elif told := self._told_to.get(here[0]):
                passed += told + self._name_length(here[told:])
            elif told := self._told_whom.get(here[0]):
                passed += told
            else:
                break
        # "сообщили в среду | в | министерстве"
        is_again = 0 < passed < len(places) and self._sentence.language in _SAID_IN
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
        while after > first and (self._is_day(after - 1) or (opens and self._is_place(after - 1))):
            after -= 2 if self._has_ending(after - 1) else 1
        while first < after and self._is_day(first):
            first += 1
        return first, after

    def _is_day(self, at: int) -> bool:
        return is_worded("dates", self._folded[at], self._sentence.language)

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
        return (self._is_acronym(at) or is_long or self._names_place(written)) and at not in self._nobody

    def _names_somebody(self, places: range) -> bool:
        """Whether one word is a name or a noun: not "berichteten | sogar | von 30 Toten"."""
        has_capital = any(self._words[at].written[0].isupper() for at in places)
        may_be_noun = has_capital or self._sentence.language not in NOUNS_HAVE_CAPITALS
        return may_be_noun and any(map(self._is_name, places))

    def _is_acronym(self, at: int) -> bool:
        written = self._words[at].written
        return len(written) >= _SHORTEST_ACRONYM and written.isupper() and not self._is_shouted

    def _names_place(self, written: str) -> bool:
        return written[0].isupper() and bool(self._places(written, self._sentence.language))

    def _is_link(self, at: int) -> bool:
        written = self._words[at].written
        return written.islower() and len(written) <= _LONGEST_LINK and at not in self._offices
