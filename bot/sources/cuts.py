"""Feeds that cut their texts off at a length, within a word and without a sign. Pure.

Nobody may quote half a sentence as a whole one, and nothing in "said the deputy head of pol" tells that it is one.
What tells it is the feed: its longest texts are all of one length, and stop in the middle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

# Of 121 real feeds three have a limit by this rule, and have it in truth.
_AS_LONG = 3
_SHORTEST_LIMIT = 100  # characters: headlines without a text are often as long as each other
_ENDS = frozenset(".!?…։:؟。！？।؛\"”»“’')]>")


def length_limit(markups: Iterable[str]) -> int | None:
    """How many characters a feed leaves of a text; None where it seems to cut none.

    Args:
        markups: The texts of a feed as they stand there, before anything is taken out.
    """
    found = [markup.rstrip("\n") for markup in markups]
    longest = max(map(len, found), default=0)
    if longest < _SHORTEST_LIMIT:
        return None
    ends = Counter(markup.rstrip()[-1:] in _ENDS for markup in found if len(markup) == longest)
    return longest if ends[False] >= _AS_LONG else None


def marked(text: str, markup: str, limit: int | None) -> str:
    """The cleaned text, with "…" after its last whole word where its feed has cut it.

    Args:
        text: What `bot.sources.clean.clean_text` made of the markup.
        limit: As `length_limit` tells it.
    """
    if limit is None or len(markup.rstrip("\n")) != limit or text[-1:] in _ENDS:
        return text
    kept, blank, _ = text.rpartition(" ")
    return f"{kept if blank else text}…"
