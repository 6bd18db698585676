"""A question that a person types, and how it and what is searched are read as the same words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.errors import BadValueError
from bot.text.words import Word, fold, is_of_marks, is_sign, sign_count, words, written_words

MOST_WORDS = 32
"""How many a question may have."""

MINUSES = "-–−"
"""What leaves out the word before which it stands: phones make a dash of "-"."""

_SHORTEST_QUESTION = 2
_SHORTEST_PREFIX = 3
# PostgreSQL refuses lexemes over 2 KB.
_LONGEST_WORD = 100
_ALNUM = re.compile(r"[^\W_]+")
_QUOTES = '"“”„«»'
_TERM = re.compile(
    rf"(?P<minus>(?<!\S)[{MINUSES}](?=[^{MINUSES}\s]))?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<plain>[^\s{_QUOTES}]+))"
)
_EITHER, _WITHOUT = "OR", "-"
# Stands between two signs that do not stand side by side, for a name is a row of signs. No word is written so.
_GAP = "ꙮ"


class Term(NamedTuple):
    """Words that must stand in this order, side by side; the last one only needs to begin so for a prefix."""

    words: tuple[str, ...]
    is_prefix: bool

    def lexemes(self, operator: str) -> str:
        """As a part of a tsquery: its words, and what stands between each two of them."""
        return f"({operator.join(self.words)}{':*' if self.is_prefix else ''})"


class Question(NamedTuple):
    """What a person's words ask for.

    Attributes:
        choices: Of each one term, or several, must be there; none where words are left out of what a filter passes.
        without: Terms of which none may be.
    """

    choices: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()


def read_question(query: str, *, is_title: bool = False, is_narrowed: bool = False) -> Question:
    """What a person's words ask for; those of a title are words and nothing else.

    Args:
        is_narrowed: A filter says what is searched, so that every word may be one to leave out.

    Raises:
        BadValueError: They hold nothing to search for, or too much.
    """
    choices: list[tuple[Term, ...]] = []
    without: list[Term] = []
    for term, sign in _signed_terms(query, is_title=is_title):
        if sign == _WITHOUT:
            without.append(term)
        elif sign == _EITHER and choices:
            choices[-1] = (*choices[-1], term)
        else:
            choices.append((term,))
    wanted = [term for choice in choices for term in choice]
    if without and not wanted:
        if not is_narrowed:
            raise BadValueError("A minus leaves out the word behind it; write beside it a word that should be there.")
    elif sum(len(word) for term in wanted for word in term.words) < _SHORTEST_QUESTION:
        raise BadValueError("There is nothing to search for in this; name at least one word of two letters.")
    if sum(len(term.words) for term in (*wanted, *without)) > MOST_WORDS:
        raise BadValueError.count(
            MOST_WORDS,
            "This is too much to search for at once; use at most {n} word.",
            "This is too much to search for at once; use at most {n} words.",
        )
    return Question(tuple(choices), tuple(without))


def wants_all(query: str) -> bool:
    """Whether words of a question must be there, and all of them: not one or another."""
    signs = [sign for _, sign in _signed_terms(query, is_title=False)]
    return any(sign != _WITHOUT for sign in signs) and _EITHER not in signs


def _signed_terms(query: str, *, is_title: bool) -> Iterator[tuple[Term, str]]:
    """The terms of a question, each with "-" or "OR" where that stands before it."""
    parts = [
        (found, its_words)
        for found in _TERM.finditer(unicodedata.normalize("NFC", query))
        if (its_words := tuple(folded_words(found["phrase"] or found["plain"] or "")))
    ]
    before = sign = ""
    for number, (found, its_words) in enumerate(parts, 1):
        if found["plain"] == _EITHER and not found["minus"] and not is_title:
            sign = "" if before == _WITHOUT else _EITHER
            continue
        if found["minus"] and not is_title:
            sign = _WITHOUT
        may_begin = number == len(parts) and found["plain"] is not None and len(its_words[-1]) >= _SHORTEST_PREFIX
        yield Term(its_words, is_prefix=may_begin and sign != _WITHOUT), sign
        before, sign = sign, ""


def folded_words(given: str) -> Iterator[str]:
    """The words of a text as they are searched for."""
    for word in map(fold, _words_and_gaps(unicodedata.normalize("NFC", given))):
        if word.isalnum():
            yield word[:_LONGEST_WORD]
        else:  # a fold may leave what is no letter: "½" becomes "1⁄2"
            yield from (part[:_LONGEST_WORD] for part in _ALNUM.findall(word))


def _words_and_gaps(given: str) -> Iterable[str]:
    return _parted(words(given, by_sign=True), given) if sign_count(given) else written_words(given, by_sign=True)


def _parted(found: Iterable[Word], given: str) -> Iterator[str]:
    end = None
    for word in found:
        is_one = is_sign(word.written)
        if is_one and end is not None and not is_of_marks(given[end : word.start]):
            yield _GAP
        yield word.written
        end = word.end if is_one else None
