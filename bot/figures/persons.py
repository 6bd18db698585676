"""The person who says so, by the name that is the same in every language: "były burmistrz Kalymu | Oda Lindner".

    who says it, as the subject of its verb | the capitals at its end | without a place | no other case, no office

Of a speaker in a language that the readers may not read, this much can be told to them. Whatever may be an office in
another case ("rzecznik Straży Granicznej") is nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.text.words import fold, words

_LANGUAGES = frozenset({"pl", "fr", "es"})
"""Of the Latin script; German has capitals for every noun, Turkish for every title."""
_FEWEST, _MOST = 2, 3
_LONGEST_PLACE = 2  # words
_OF = frozenset({"de", "du", "des", "del", "d", "la", "le", "les", "el", "los", "las", "l"})
"""French and Spanish before what somebody is the head of."""
_SURNAME_ENDINGS = ("ski", "cki", "dzki")
# Of Polish words in other cases: "Straży Granicznej", "Praw Obywatelskich", "Urzędu", "Ministrów".
_OTHER_CASES = ("ego", "iej", "nej", "wej", "ych", "ich", "ów", "ii", "ji", "u", "y", "i", "e", "om", "ami")
_GIVEN_NAMES = ("jerzy", "antoni", "ignacy", "cezary", "konstanty", "walenty", "alfie", "joe", "steve", "mike", "kylie")


def person(said_by: str, language: str, place: Callable[[str], str | None]) -> str | None:
    """The name of a person at the end of who says it; None where there is surely none.

    Args:
        said_by: The subject of a word of saying.
        place: Names the one place of a text.
    """
    spoken = words(said_by)
    at = len(spoken)
    while at and _is_name(spoken[at - 1].written) and (at == len(spoken) or said_by[spoken[at - 1].end] == " "):
        at -= 1
    before = spoken[at - 1].folded if at else ""
    run = spoken[at:]
    for length in range(1, min(_LONGEST_PLACE, len(run)) + 1):
        if place(" ".join(word.written for word in run[:length])):
            run, before = run[length:], ""
            break
    if language not in _LANGUAGES or before in _OF or not _FEWEST <= len(run) <= _MOST:
        return None
    name = said_by[run[0].start : run[-1].end]
    is_clear = not place(name) and not any(place(word.written) for word in run)
    return name if is_clear and not (language == "pl" and any(map(_is_inflected, (w.written for w in run)))) else None


def _is_name(written: str) -> bool:
    return written[0].isupper() and not written.isupper()


def _is_inflected(written: str) -> bool:
    folded = fold(written)
    if folded in _GIVEN_NAMES or folded.endswith(_SURNAME_ENDINGS):
        return False
    return folded.endswith(tuple(map(fold, _OTHER_CASES)))
