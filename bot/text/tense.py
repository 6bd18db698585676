"""Whether the words around a place in a text tell of what was or of what will be.

    place | its clause | the nearest word before it that has a tense, else the nearest after it | was, will be, unknown

Endings and small lists of words for each language: the dependencies have no library that knows verbs, and the models
that do weigh more than the bot.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from bot.text.word_lists import listed, word_lists

_REACH = 200  # characters, as far as a clause is read
_BETWEEN_CLAUSES = re.compile(r"[.!?…;:,\n()\[\]«»“”„\"]|\s[-–—]\s")
_AFTER_DAY = frozenset(("tr", "az"))  # whose verbs end a clause
_AUXILIARY = 2  # blanks between "will" and its verb: "will not meet"
_ANY = "*"
_EXCEPT = "!"


class Tense(Enum):
    """When something is told to happen."""

    WAS = "was"
    WILL = "will"
    EITHER = "either"


def tense_at(text: str, start: int, end: int, language: str) -> Tense | None:
    """What the clause around `text[start:end]` tells; None where it has no word that tells."""
    tensed = _tensed(language)
    if tensed is None:
        return None
    ends = [found.end() for found in _BETWEEN_CLAUSES.finditer(text, max(start - _REACH, 0), start)]
    next_clause = _BETWEEN_CLAUSES.search(text, end, end + _REACH)
    before = _tenses(_with_small_initial(text[ends[-1] if ends else max(start - _REACH, 0) : start]), tensed)
    after = _tenses(text[end : next_clause.start() if next_clause else end + _REACH], tensed)
    nearest = [*before[-1:], *after[:1]]
    if not nearest:
        return None
    return nearest[-1 if language in _AFTER_DAY else 0]


def _tenses(part: str, tensed: re.Pattern[str]) -> list[Tense]:
    """What each word says that has a tense; "will" says it of "meet" too."""
    said: list[Tense] = []
    after = 0
    for found in tensed.finditer(part):
        tense = Tense(found.lastgroup)
        if tense is Tense.EITHER and said[-1:] == [Tense.WILL] and part.count(" ", after, found.start()) <= _AUXILIARY:
            tense = Tense.WILL
        said.append(tense)
        after = found.end()
    return said


def _with_small_initial(clause: str) -> str:
    """A verb may begin a sentence."""
    words = clause.lstrip()
    return words[:1].lower() + words[1:]


@cache
def _tensed(language: str) -> re.Pattern[str] | None:
    read = word_lists("bot.text", "tense.toml")
    patterns = {
        tense: listed(read[tense.value].get(language, ""))
        for tense in (Tense.WILL, Tense.EITHER, Tense.WAS)  # "is expected" before "expected", and both before "*ed"
    }
    if not any(patterns.values()):
        return None
    said = "|".join(
        f"(?P<{tense.value}>{'|'.join(_written(part) for part in sorted(parts, key=len, reverse=True)) or '(?!)'})"
        for tense, parts in (
            (tense, [p for p in parts if not p.startswith(_EXCEPT)]) for tense, parts in patterns.items()
        )
    )
    excepted = [_written(part[1:]) for parts in patterns.values() for part in parts if part.startswith(_EXCEPT)]
    return re.compile(rf"(?<![\w'’-])(?!(?:{'|'.join(excepted) or '(?!)'})(?!\w))(?:{said})(?![\w-])")


def _written(pattern: str) -> str:
    return re.escape(pattern).replace(re.escape(_ANY), r"[^\W\d_A-Z]*").replace(r"\ ", r"\s").replace("'", "['’]")
