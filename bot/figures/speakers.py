"""Who says what a sentence says, and whose of them each number is.

words of saying | who is named beside each | who speaks in a title | speakers
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, takewhile

from bot.figures.counting_words import BREAK, Sentence
from bot.figures.numerals import Number
from bot.figures.speaker_names import SAID, Speaker
from bot.figures.spoken import SILENT, Saying
from bot.figures.title_speakers import speakers_of_title
from bot.text.lexicon import Meaning
from bot.text.terms import Meanings

_TELLING = "telling"
SPOKEN = frozenset({SILENT, _TELLING, "speaking"})
"""Of the words in `quantities.toml` those that are read for speakers alone."""
_LONGEST_OF_TOLL = 8  # words
_AT = frozenset({"at", "to"})
_MOST_SPEAKERS = 8  # in a sentence: what a hostile one costs


def speakers(sentence: Sentence, numbers: Iterable[Number], places: Meanings) -> list[Speaker]:
    """Who says it, the likeliest first; nobody where the words name nobody.

    Args:
        numbers: Those of the sentence that count something: no name goes across one.
        places: Names the places of a text: "Baku" is short, and a name.
    """
    saying = [*sentence.meanings.get("says", ()), *_tells_numbers(sentence, places)]
    named = Saying(sentence, numbers, places).named(sorted(saying)) if saying else ()
    return [*islice(chain(named, speakers_of_title(sentence)), _MOST_SPEAKERS)]


def who_says(number: Number, speaking: Sequence[Speaker]) -> Speaker | None:
    """Which of those who speak in a sentence says a number: "officials said 12 died, but | the mayor said 15".

    Whoever spoke last before it, unless that stands behind what they say; then who speaks behind it.
    """
    speaking = [each for each in speaking if number.first in each.within]
    told = [each for each in speaking if each.opens and not each.is_behind and each.after <= number.first]
    answers = [each for each in speaking if each.is_behind and each.first >= number.after]
    if told:
        last = max(told, key=lambda each: each.after)
        between = (each for each in speaking if last.after <= each.first and each.after <= number.first)
        # "…, später teilte | das Ministerium fünf Tote mit": whoever spoke before does not tell them
        return None if any(not each.is_behind for each in between) else last
    if answers:
        return min(answers, key=lambda each: each.first)
    first = next(iter(speaking), None)
    if first is not None and first.first >= number.after and (first.joins or first.tells_behind):
        return None  # "47 died, while | the army says"
    return first


def _tells_numbers(sentence: Sentence, places: Meanings) -> Iterator[tuple[str, Meaning]]:
    """The words that say something where a number follows: "Sorven claims | 500 killed", "they put | the toll at 5"."""
    tolls, may_stand = sentence.named("reach", "toll"), sentence.named(_TELLING, "between")
    passed = {at + n for at, length in may_stand.items() for n in range(length)}
    for name, word in sentence.meanings.get(_TELLING, ()):
        if name == "between":
            continue
        at = word.at + word.length
        between = [*takewhile(passed.__contains__, range(at, len(sentence.words)))]
        if name == "toll" and not tolls.keys().isdisjoint(between):
            between += _of_what(sentence, at + len(between))
        behind = at + len(between)
        behind += sentence.at_all("bound").get(behind, 0)
        is_told = behind < len(sentence.words) and sentence.is_number(behind)
        # Who "put the toll at 12", but nobody where it is "estimated at 12".
        is_toll = any(each in tolls for each in between) if name == "toll" else sentence.folded[behind - 1] != "at"
        is_claim = name != "claim" or (word.at and _may_claim(sentence, word.at - 1, places))
        if is_told and is_toll and is_claim and not any(BREAK.search(sentence.gap(each)) for each in range(at, behind)):
            yield SAID, word


def _of_what(sentence: Sentence, at: int) -> range:
    """What a toll is of, up to its "at": "put the death toll | of Friday's earthquake in Kalym at | 80"."""
    behind = range(at, min(at + _LONGEST_OF_TOLL, len(sentence.words)))
    ends = next((each + 1 for each in behind if sentence.folded[each] in _AT), at)
    return range(at, ends)


def _may_claim(sentence: Sentence, at: int, places: Meanings) -> bool:
    """Whether a land, an office or an acronym stands there."""
    written = sentence.words[at].written
    is_name = written.isupper() or (written[0].isupper() and bool(places(written, sentence.language)))
    return is_name or at in sentence.at_all("speaking")
