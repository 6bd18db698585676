"""Whether two texts are one that somebody has gone over: a figure raised, a paragraph added, words put right. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.text.words import folded_words

_ROW = 3  # words that stand together
_COMPARED = 120  # words: an edit adds at the end more often than it changes how a report begins
# A sentence of 20 words with one of them changed shares .71 of its rows, with two .5.
_ROWS_SHARED_FROM = 0.5
_WORDS_SHARED_FROM = 0.5


def is_rewritten(before: tuple[str, str], now: tuple[str, str]) -> bool:
    """True where title and text of both are nearly the same.

    Reports of a series (each day's weather, one earthquake and the next) are too: something else has to tell those.
    """
    titles = [set(folded_words(title)) for title, _ in (before, now)]
    shared = len(titles[0] & titles[1])
    if shared < _WORDS_SHARED_FROM * max(map(len, titles)) or not shared:
        return False
    rows = [_rows(folded_words(text)[:_COMPARED]) for _, text in (before, now)]
    fewest = min(map(len, rows))
    return fewest > 0 and len(rows[0] & rows[1]) >= _ROWS_SHARED_FROM * fewest


def _rows(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + _ROW]) for at in range(len(words) - _ROW + 1)}
