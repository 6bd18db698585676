"""Of whom a number counts, and whose they are: "49 Sorven and 50 Lidran soldiers have died".

the words behind a number, up to the next clause | soldiers, civilians, people … | the one place that they name
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from bot.briefing.counting_words import BREAK, Sentence
from bot.briefing.numerals import Number
from bot.briefing.reach import KIND as REACH
from bot.briefing.terms import Meanings
from bot.briefing.wording import is_worded
from bot.text.lexicon import Meaning

ANYBODY = "people"
SOLDIERS = "soldiers"
CIVILIANS = "civilians"
"""Keys of `[who]` in `quantities.toml`."""
_NOUN_WITHIN = 5  # words
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
        who = sentence.meanings.get("who", ())
        self._who = {meaning.at: (name, meaning.at + meaning.length) for name, meaning in who}

    def of(self, number: Number) -> tuple[str | None, str | None]:
        """Of whom, and whose: "49 Armenian and 50 Azerbaijani soldiers" are soldiers of Armenia, and of Azerbaijan."""
        whose: str | None = None
        for at in range(number.after, min(number.after + _NOUN_WITHIN, len(self._words))):
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
                # Where adjectives follow: "49 żołnierzy armeńskich".
                behind = self._words[after].written if after < len(self._words) else ""
                return None if name == "side" else name, whose or self.place(behind)
            whose = whose or self.place(self._words[at].written)
        return None, whose

    def is_an_army(self, word: Meaning) -> bool:
        """Whether it says so before what is counted: "military death toll"."""
        return word.at - 1 in self._military and self._folded[word.at] in _NOUNS_OF_DEATH

    def place(self, text: str) -> str | None:
        """The one place that a text names; None where it names several."""
        found = set(self._places(text, self._language))
        return found.pop() if len(found) == 1 else None

    def land(self, speaker: str) -> str | None:
        """The land that speaks: Armenia, of "Yerevan"."""
        place = self.place(speaker)
        return _SEATS.get(place, place) if place else None
