"""Of whom a number counts, and whose they are: "49 Sorven and 50 Lidran soldiers have died".

the words behind a number, up to the next clause | soldiers, civilians, people … | the one place that they name
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from bot.figures.counting_words import BREAK, HAVE_ENDINGS, Sentence
from bot.figures.numerals import Number
from bot.figures.reach import KIND as REACH
from bot.text.lexicon import Meaning
from bot.text.terms import Meanings
from bot.text.wording import is_worded

ANYBODY = "people"
SOLDIERS = "soldiers"
PEACEKEEPERS = "peacekeepers"
CIVILIANS = "civilians"
"""Keys of `[who]` in `quantities.toml`."""
NOUN_WITHIN = 5  # words
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


# How "of" ends, folded, behind a name whose soldiers follow
_OF_ENDINGS = {"tr": ("in", "un"), "az": ("in", "un"), "hy": ("ի", "զու"), "ka": ("ის",)}
_IS_PEOPLE = re.compile("[A-Z][a-z]+ [A-Z][a-z]+(?:an|ese)")
_OWNER_WITHIN = 2  # words: "Lidra silahlı qüvvələrinin"


class Whose:
    """Reads of whom a sentence counts.

    Args:
        stops: Where words stand behind which nothing says of whom a number before them is.
    """

    def __init__(self, sentence: Sentence, places: Meanings, stops: AbstractSet[int]) -> None:
        self._sentence, self._places, self._stops = sentence, places, stops
        self._words, self._folded, self._gap = sentence.words, sentence.folded, sentence.gap
        self._language = sentence.language
        self._and, self._clauses = sentence.named("other", "and"), sentence.named(REACH, "clause")
        self._military = sentence.named(REACH, "military")
        self._irregulars, self._its = sentence.named(REACH, "irregulars"), sentence.named(REACH, "its")
        self._does_it = bool(sentence.named(REACH, "killing"))
        self._irregulars = sentence.named(REACH, "irregulars")
        who = sentence.meanings.get("who", ())
        self._who = {meaning.at: (name, meaning.at + meaning.length) for name, meaning in who}
        self._named_before = {after: name for name, after in self._who.values()}

    def of(self, number: Number) -> tuple[str | None, str | None]:
        """Of whom, and whose: "49 Armenian and 50 Azerbaijani soldiers" are soldiers of Armenia, and of Azerbaijan."""
        whose: str | None = None
        for at in range(number.after, min(number.after + NOUN_WITHIN, len(self._words))):
            if self._is_participle(at, number):
                continue
            if at in self._stops or at in self._clauses or BREAK.search(self._gap(at)):
                break
            if is_worded("where", self._folded[at], self._language):
                break  # "four others in eastern Sorven"
            if self._sentence.is_number(at):
                if whose is None:
                    break  # "on day 5 12 soldiers died"
                continue
            if at in self._and and not (at + 1 < len(self._words) and self._sentence.is_number(at + 1)):
                break  # "two adults and a child"
            if at in self._who:
                name, after = self._who[at]
                whose = whose or self.place(self._behind(after))
                if whose is None and name == SOLDIERS:
                    whose = self._owner(number)
                return None if name == "side" else name, whose
            whose = whose or self._named_at(at)
        return None, whose

    def _named_at(self, at: int) -> str | None:
        """The place that is named there, by a word or two: "12 | North Korean | soldiers"."""
        words = self._words[at : at + 2]
        text = self._sentence.text[words[0].start : words[-1].end]
        two = self.place(text) if _IS_PEOPLE.fullmatch(text) else None  # and no firefighters of New York
        return two or self.place(words[0].written)

    def _behind(self, after: int) -> str:
        """The word behind that may say whose they are: "49 żołnierzy | armeńskich", "49 солдат ВС | Армении"."""
        if self._language in HAVE_ENDINGS:
            return ""
        if self._language != "en":
            after = next(at for at in range(after, len(self._words) + 1) if at not in self._military)
        is_beside = after < len(self._words) and not BREAK.search(self._gap(after))  # "49 żołnierzy, Sorven milczy"
        return self._words[after].written if is_beside else ""

    def are_of_another(self, number: Number) -> bool:
        """Whether they are none of the land that speaks: it killed them, or they are "militants"."""
        near = range(number.after, number.after + NOUN_WITHIN)
        return self._does_it or any(at in near for at in self._irregulars)

    def _owner(self, number: Number) -> str | None:
        """Whose soldiers they are by the name before them: "Lidranın 12 əsgəri", "Lidra ordusunun 12 əsgəri"."""
        last = number.first - 1
        if last < 0 or self._does_it or not self._folded[last].endswith(_OF_ENDINGS.get(self._language, ())):
            return None
        named = self._words[max(last - _OWNER_WITHIN, 0)].start, self._words[last].end
        return self.place(re.split(BREAK, self._sentence.text[slice(*named)])[-1])

    def _is_participle(self, at: int, number: Number) -> bool:
        """Whether it counts the people who follow it: "192 погибших военнослужащих"."""
        is_before = at == number.after and at in self._stops and self._who.get(at + 1, (None, 0))[0] != ANYBODY
        is_one = is_before and at + 1 in self._who and not self._gap(at).strip() and not self._gap(at + 1).strip()
        return is_one and self._language != "en"  # "12 wounded soldiers say"

    def is_an_army(self, word: Meaning) -> bool:
        """Whether it says so before what is counted: "military death toll"."""
        return word.at - 1 in self._military and self._folded[word.at] in _NOUNS_OF_DEATH

    def named_with(self, word: Meaning) -> str | None:
        """Of whom a toll is that stands before its number: "the number of soldiers | killed", "погибших | солдат"."""
        behind = word.at + word.length
        is_behind = behind < len(self._words) and not BREAK.search(self._gap(behind))
        return self._named_before.get(word.at) or (self._who.get(behind, (None, 0))[0] if is_behind else None)

    def place(self, text: str) -> str | None:
        """The one place that a text names; None where it names several."""
        found = set(self._places(text, self._language))
        return found.pop() if len(found) == 1 else None

    def lost_by(self, speaker: str, number: Number, word: Meaning | None) -> str | None:
        """The land that speaks of its own losses, where nothing says whose they are; not of those whom it killed.

        "Sorven said it killed 600 soldiers", "Sorven said that 20 militants died".
        """
        behind = range(number.after, min(number.after + NOUN_WITHIN, len(self._words)))
        if any(at in self._irregulars for at in behind):
            return None
        is_object = self._language == "en" and word is not None and word.at < number.first
        return None if is_object and not any(at in self._its for at in behind) else self.land(speaker)

    def land(self, speaker: str) -> str | None:
        """The land that speaks: Armenia, of "Yerevan"."""
        place = self.place(speaker)
        return _SEATS.get(place, place) if place else None
