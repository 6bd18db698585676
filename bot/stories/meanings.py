"""What words stand for in every language: concepts ("ceasefire"), places ("armenia"), days, months, numbers.

Read from `concepts.toml`, `places.toml` and `figures.toml` for the first article.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.text.lexicon import ANY, Lexicon, Meaning, language_of
from bot.text.word_lists import word_lists
from bot.text.words import fold_each, folded_words, written_words

_HERE = "bot.stories"
_INITIALS = 2  # names as short as "US" are written all in capitals, else they are words


@cache
def concepts() -> Lexicon:
    """What news is about."""
    return Lexicon(
        (name, language, patterns)
        for name, by_language in word_lists(_HERE, "concepts.toml").items()
        for language, patterns in by_language.items()
    )


@cache
def places() -> Lexicon:
    """Countries, regions and cities with their peoples and adjectives."""
    of_all = dict(word_lists(_HERE, "places.toml"))
    by_language = {**of_all.pop("in"), ANY: of_all}
    return Lexicon(
        (name, language, patterns) for language, by_name in by_language.items() for name, patterns in by_name.items()
    )


@cache
def figures() -> Lexicon:
    """Weekdays ("weekdays 0" is Monday), months ("months 1" is January) and numbers ("numbers 2")."""
    first = {"weekdays": 0, "months": 1, "numbers": 2}
    return Lexicon(
        (f"{kind} {number}", language, patterns)
        for kind, by_language in word_lists(_HERE, "figures.toml").items()
        for language, listed in by_language.items()
        for number, patterns in enumerate(listed.split(","), first[kind])
    )


def is_figure(text: str, language: str | None) -> bool:
    """Whether a text names weekdays, months or small numbers, and nothing else: "Friday", but not "Black Friday"."""
    folded = folded_words(text)
    found = figures().meanings(folded, language_of(language, text))
    return {meaning.at + n for meaning in found for n in range(meaning.length)} == set(range(len(folded)))


def meanings_in(text: str, language: str | None) -> list[str]:
    """What words stand for in every language, places with "@": the same news is known by it in two of them."""
    written, read_as = written_words(text), language_of(language, text)
    folded = fold_each(written)
    return [
        *(meaning.name for meaning in concepts().meanings(folded, read_as)),
        *(meaning.as_place().name for meaning in places_among(written, folded, read_as)),
    ]


def places_in(text: str, language: str | None) -> list[str]:
    """The places that a text names: "armenia"."""
    written = written_words(text)
    found = places_among(written, fold_each(written), language_of(language, text))
    return [meaning.name for meaning in found]


def places_among(written: Sequence[str], folded: Sequence[str], language: str) -> list[Meaning]:
    """The places among words as they are written and folded: in English "us" and "turkey" are none."""
    found = places().meanings(folded, language)
    if language != "en":
        return found
    spanned = (written[meaning.at : meaning.at + meaning.length] for meaning in found)
    return [meaning for meaning, its_words in zip(found, spanned, strict=True) if _is_name(max(its_words, key=len))]


def _is_name(written: str) -> bool:
    return written.isupper() if len(written) <= _INITIALS else written[0].isupper()
