"""Who is named beside a word of saying: "according to | the mayor of Lidra", "Savunma Bakanlığı'na | göre"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile

from bot.figures.counting_words import BREAK, Sentence
from bot.figures.numerals import Number
from bot.figures.speaker_names import FROM, SAID, SAID_IN, Speaker, SpeakerNames
from bot.figures.turns import named_by, turns, with_verbs_left_out
from bot.text.lexicon import Meaning
from bot.text.terms import Meanings

SILENT = "silent"
_LONGEST_ASIDE = 15
_LIVES_WITHIN = 6  # words
_ARTICLES = frozenset({"a", "an", "the", "another"})
_TOLD = "told"
_LONGEST_LISTENER = 4  # words: "told | the Korn news agency"
_OWN = frozenset({"its", "his", "her", "their"})
_THAT = frozenset({"that"})
_STOP = re.compile(r"[.!?;]['\"”»’)]*\s")
# Turkish and Azerbaijani, folded: "öldüğünü".
_THAT_IT_DID = re.compile("[dt][iu][gy][iu]n[iu]$")


class Saying:
    """Looks for who says it on the side of a word of saying on which its language puts them."""

    def __init__(self, sentence: Sentence, numbers: Iterable[Number], places: Meanings) -> None:
        self._sentence = sentence
        self._words, self._folded, self._gap = sentence.words, sentence.folded, sentence.gap
        self._numbers = {number.after: number.first for number in numbers}
        self._names = SpeakerNames(sentence, numbers, places)
        self._in_numbers = self._names.in_numbers
        self._prepositions = sentence.named("other", "preposition")
        self._ands, self._clauses = sentence.named("other", "and"), sentence.named("reach", "clause")
        self._takes, self._lives = sentence.named("reach", "takes"), sentence.named("reach", "lives")
        self._asides = {*self._names.hidden, *sentence.named("unnamed", "aside")}
        self._contrasts = sentence.named("reach", "contrast")
        self._elided = dict(with_verbs_left_out(sentence, self._numbers, self._names.names_place))
        self._turns = [0, *sorted({*turns(sentence, self._in_numbers), *self._elided}), len(self._words)]
        silent = sentence.named(SILENT, "before").items()
        self._silent_ends = {at + n for at, n in silent if not self._names.is_acronym(at)}  # "the WHO said"

    def named(self, saying: Iterable[tuple[str, Meaning]]) -> Iterator[Speaker]:
        """Those that are named."""
        saying = list(saying)
        according = {says.at for name, says in saying if name == "after"}
        known: set[int] = set()
        for name, says in saying:
            is_compound = self._gap(says.at) == "-"  # "laboratory-confirmed"
            is_silent = says.at in self._silent_ends and not BREAK.search(self._gap(says.at))
            if is_silent or is_compound or self._takes_lives(says):
                continue  # "authorities have not | said why he killed five"
            found = self._of(name, says)
            if found and self._folded[found.first] in _OWN:
                continue  # "the Red Cross said | its own teams had counted 12": whoever is named before them speaks
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
        yield from self._with_verbs_left_out()

    def _set_against(self, saying: Iterable[tuple[str, Meaning]]) -> Iterator[Speaker]:
        """Those set against others before: "Valilik 5 kişinin, | Bakanlık | ise 7 kişinin öldüğünü bildirdi"."""
        for at in named_by(self._sentence, self._in_numbers):
            verb = next((says.at for _, says in saying if says.at > at), None)
            if verb is None or any(BREAK.search(self._gap(here)) for here in range(at + 1, verb + 1)):
                continue
            if found := self._names.phrase(range(at - 1, -1, -1)):
                yield found._replace(opens=True, tells_behind=True, within=self._within(found.first))

    def _with_verbs_left_out(self) -> Iterator[Speaker]:
        """Those whose verb stands in the clause before alone: "Yerevan reported 12 dead, | Baku | 30"."""
        for first, after in self._elided.items():
            yield self._names.speaker(first, after)._replace(
                is_subject=True, opens=True, tells_behind=True, within=self._within(first)
            )

    def _within(self, at: int) -> range:
        return next(range(first, after) for first, after in pairwise(self._turns) if first <= at < after)

    def _tells_behind(self, after: int) -> bool:
        ahead = takewhile(lambda at: not self._is_apart(at), range(after, len(self._words)))
        return any(at in self._in_numbers for at in ahead)

    def _is_apart(self, at: int) -> bool:
        return bool(BREAK.search(self._gap(at)) or _STOP.search(self._gap(at)))

    def _before_preposition(self, first: int) -> int:
        is_said_in = self._sentence.language in SAID_IN and first - 1 in self._prepositions
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
            if not (self._names.tells_when(after) or after in self._prepositions):
                return False
            after += 1
        return True

    def _of(self, name: str, says: Meaning) -> Speaker | None:
        after = says.at + says.length
        ahead, behind = range(says.at - 1, -1, -1), range(after, len(self._words))
        if name == "before":
            return self._names.phrase(ahead)
        if name == "from":
            return self._names.phrase(ahead) if says.at and self._folded[says.at - 1].endswith(FROM) else None
        if name == "last":
            return self._of_last(says)
        stands_apart = says.at == 0 or BREAK.search(self._gap(says.at)) is not None
        if name != "after" and stands_apart:
            aside, called = self._aside_before(says.at), self._apposition_before(says.at) if name == SAID else None
            found = self._names.phrase(range((aside or called or 0) - 1, -1, -1))
            if aside or found or self._folded[after - 1] == _TOLD:
                return self._with_aside(found, says.at)  # "Oda Lind, the chief, told | the Courier"
        if name == "after" or stands_apart:
            # "… - he said. | - I was there.", "Korn, otrora rebelde, dijo | que 77 personas"
            says_else = name == SAID and (_STOP.match(self._gap(after)) or self._is_counted_there(after))
            found = None if says_else else self._names.phrase(behind)
            is_said = found is not None and name != "after" and self._is_told_by_it(found)
            return self._before_apposition(says.at) if is_said else found
        # "a fait état de | 192 soldats tués", "meldete | während der Kämpfe 12 Tote"
        names_nobody = self._begins_with_count(after) or after in self._contrasts
        may_follow = (
            self._sentence.language != "en" and behind and not BREAK.search(self._gap(after)) and not names_nobody
        )
        return (may_follow and self._names.phrase(behind)) or self._with_clause_behind(self._names.phrase(ahead), after)

    def _begins_with_count(self, at: int) -> bool:
        """Whether a number stands there that is none of people who are not named: "two | familiar with the matter"."""
        return at in self._in_numbers and not self._names.hidden

    def _is_counted_there(self, at: int) -> bool:
        """The same in a language that has who says it before the verb, or behind it without a number."""
        return self._sentence.language != "en" and self._begins_with_count(at)

    def _before_apposition(self, at: int) -> Speaker | None:
        """Who is named before what stands between two commas: "the army, | however, | says"."""
        first = self._break_before(at)
        is_one = first and {self._gap(first).strip(), self._gap(at).strip()} == {","}
        return self._names.phrase(range(first - 1, -1, -1)) if is_one else None

    def _is_told_by_it(self, found: Speaker) -> bool:
        """Whether what stands behind "said" is what is said: "said | 77 people | died", "say | a total | of 137"."""
        if self._sentence.language != "en" or any(found.first <= at < found.after for at in self._names.hidden):
            return False
        goes_on = found.after < len(self._words) and not BREAK.search(self._gap(found.after))
        of = found.after + 1 if goes_on and self._folded[found.after] == "of" else found.after
        return goes_on and (found.first in self._in_numbers or of in self._in_numbers)

    def _aside_before(self, at: int) -> int | None:
        """Where an aside begins that ends before a word: "the mayor, | who lives in Kalym, said"."""
        for first in range(at - 1, max(at - _LONGEST_ASIDE, 0), -1):
            if BREAK.search(self._gap(first)):
                return first if first in self._asides else None
        return None

    def _apposition_before(self, at: int) -> int | None:
        """Where it begins what else somebody is called, if nobody stands behind: "the mayor, | Oda Lind, said 12"."""
        first = self._break_before(at)
        follows = at + 1 in (len(self._words), *self._in_numbers, *self._names.ends) or self._folded[at] == _TOLD
        if not follows or not first or {self._gap(first).strip(), self._gap(at).strip()} != {","}:
            return None
        is_name = all(word.written[0].isupper() for word in self._words[first:at])
        return first if is_name or self._folded[first] in _ARTICLES else None

    def _break_before(self, at: int) -> int:
        """The first word behind the last break before a place, within the length of an aside; else 0."""
        places = range(at - 1, max(at - _LONGEST_ASIDE, 0), -1)
        return next((each for each in places if BREAK.search(self._gap(each))), 0)

    def _with_aside(self, found: Speaker | None, at: int) -> Speaker | None:
        """With the words up to there where they say that it is somebody who is not named."""
        if found and any(found.after <= hidden < at for hidden in self._names.hidden):
            return self._names.speaker(self._numbers.get(found.first, found.first), at)
        return found

    def _with_clause_behind(self, found: Speaker | None, after: int) -> Speaker | None:
        """With what stands behind the verb where it says that they are not named: "an official | told Korn | …"."""
        # "The mayor said | officials speaking on condition of anonymity" have told him.
        passed = _LONGEST_LISTENER if self._folded[after - 1] == _TOLD else 0
        for at in range(after, min(after + passed + 1, len(self._words))):
            if found and at in self._names.hidden:
                clause = self._names.speaker(at, at + self._names.hidden[at])
                name = self._names.speaker(self._numbers.get(found.first, found.first), found.after)
                return name._replace(said_by=f"{name.said_by} … {clause.said_by}")
            if at in self._names.ends or BREAK.search(self._gap(at)):
                break
        return found

    def _of_last(self, says: Meaning) -> Speaker | None:
        """Who says it where the verb comes last: they open the sentence, "that it was so" stands between, or behind it.

        "Bakanlık, 12 kişinin öldüğünü açıkladı"; "12 kişinin öldüğünü Bakanlık açıkladı".
        """
        if not says.at:
            return None
        if _THAT_IT_DID.search(self._folded[says.at - 1]):
            return self._names.phrase(range(says.at), opens=True)
        is_name = self._words[says.at - 1].written[:1].isupper()
        return self._names.phrase(range(says.at - 1, -1, -1)) if is_name else None
