"""What a place or a concept that somebody writes about is called, as names that a topic can have.

    "wybory" in Polish → the concept "election" → wybory, election*, wyborcz*, vote*, …

Of a concept those names are given that say it most plainly, for `concepts.toml` has the plainest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from bot.stories.meanings import concepts, places
from bot.text.language import may_be_in
from bot.text.lexicon import ANY, KnownName, Lexicon, Meaning
from bot.text.words import fold

_EXCEPT = "!"
_OPEN = "*"
_SHORTEST_STEM = 3  # letters before a * in a topic's name
# "indi*" has dozens (individual, indirect, …), and a topic's names have no exceptions: it would find those too.
_MOST_EXCEPTIONS = 4
_MOST_OF_CONCEPT = 4  # names in each language
_PLAINEST = 3  # of them, which mean the same; farther on "epidemic" has "flu", and "drought-heat" has "climate"
_INITIALS = 2  # letters: names as short as "US" are written in capitals, else they are words
_MOST_LETTERS_OF_INITIALS = 3  # "USA" is no word, however it is written


def known_names(words: Sequence[str], language: str, languages: Sequence[str]) -> list[KnownName]:
    """Which of some words are places ("@poland") or concepts, from left to right, and what those are called.

    What they are called as the words have it comes first.

    Args:
        words: As they are written.
        language: That they are read in.
        languages: That names are wanted in.
    """
    folded = [fold(word) for word in words]
    wanted = tuple(dict.fromkeys((language, *languages)))
    found = [
        *((meaning.as_place(), _of_place(meaning, folded, wanted)) for meaning in places().meanings(folded, language)),
        *((meaning, _of_concept(meaning, folded, wanted)) for meaning in concepts().meanings(folded, language)),
    ]
    chosen: list[KnownName] = []
    for meaning, names in sorted(found, key=lambda each: -each[0].length):
        taken = {place for other, _ in chosen for place in _places(other)}
        if names and not taken.intersection(_places(meaning)):
            chosen.append((meaning, names))
    return sorted(chosen, key=lambda each: each[0].at)


def _places(meaning: Meaning) -> range:
    return range(meaning.at, meaning.at + meaning.length)


def _of_place(meaning: Meaning, folded: Sequence[str], languages: Sequence[str]) -> tuple[str, ...]:
    """Those of these languages and in their letters: of most of its names it is not known which language has them."""
    listed = places().patterns(meaning.name)
    patterns = [pattern for language in (*languages, ANY) for pattern in listed.get(language, ())]
    usable = (pattern for pattern in _usable(patterns) if may_be_in(pattern, languages))
    return tuple(_as_name_is_written(name, patterns) for name in _typed_first(usable, meaning, folded))


def _of_concept(meaning: Meaning, folded: Sequence[str], languages: Sequence[str]) -> tuple[str, ...]:
    """In turn one of each language; of a word that is not among the plainest, what it fits alone."""
    patterns = concepts().patterns(meaning.name)
    usable = [list(_usable(patterns.get(language, ()))) for language in languages]
    if not any(_fits(pattern, meaning, folded) for pattern in usable[0][:_PLAINEST]):
        usable = [[pattern for pattern in names if _fits(pattern, meaning, folded)] for names in usable]
    in_turn = chain.from_iterable(
        zip_longest(*(_typed_first(names, meaning, folded)[:_MOST_OF_CONCEPT] for names in usable))
    )
    return tuple(dict.fromkeys(name.upper() if len(name) <= _INITIALS else name for name in in_turn if name))


def _typed_first(patterns: Iterable[str], meaning: Meaning, folded: Sequence[str]) -> list[str]:
    """The patterns, those that the typed words fit before the others."""
    return sorted(patterns, key=lambda pattern: not _fits(pattern, meaning, folded))


def _fits(pattern: str, meaning: Meaning, folded: Sequence[str]) -> bool:
    return bool(Lexicon([("", ANY, pattern)]).meanings([folded[place] for place in _places(meaning)], ANY))


def _usable(patterns: Sequence[str]) -> Iterator[str]:
    """Those that a topic's name may be."""
    for pattern in dict.fromkeys(patterns):
        stems = [fold(part.rstrip(_OPEN)) for part in pattern.split() if part.endswith(_OPEN)]
        is_name = not pattern.startswith(_EXCEPT) and pattern.count(_OPEN) == len(stems)
        is_long_enough = all(len(stem) >= _SHORTEST_STEM for stem in stems)
        if is_name and is_long_enough and _exception_count(pattern, patterns) <= _MOST_EXCEPTIONS:
            yield pattern


def _exception_count(pattern: str, patterns: Sequence[str]) -> int:
    if not pattern.endswith(_OPEN) or " " in pattern:
        return 0
    stem = fold(pattern.rstrip(_OPEN))
    excepted = (fold(each.strip(_EXCEPT + _OPEN)) for each in patterns if each.startswith(_EXCEPT))
    return sum(each.startswith(stem) for each in excepted)


def _as_name_is_written(pattern: str, patterns: Sequence[str]) -> str:
    """In capitals where it may be a word else ("polish", "us"), or begin one: "polac*" begins "połączyć"."""
    words = pattern.split()
    if all(len(word) <= _INITIALS for word in words):
        return pattern.upper()
    may_be_word = pattern.isascii() and not pattern.endswith(_OPEN) and len(pattern) > _MOST_LETTERS_OF_INITIALS
    if len(words) == 1 and (may_be_word or _exception_count(pattern, patterns)):
        return f"={pattern.capitalize()}"
    return pattern
