"""Where aliases stand in a text: all of them in one pass, whatever their number.

    words of the text | those that may begin an alias | a walk down the tree of aliases, word by word

What a word may begin is worked out once and remembered, as most of a day's news is made of the same
words; places are looked for only where an alias was found. So the pass costs little more than taking the
text apart (`python -m bench.matching`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

from bot.text.words import find_word, fold, written_words
from bot.topics.aliases import SHORTEST_STEM, AliasWord, alias_words

# "https://…", "www.…", "bbc.co.uk/news", "azerbaijan.az" (but "war.Azerbaijan" lost its space), "me@example.org".
_ADDRESS = re.compile(
    r"(?:https?|ftp)://\S+|\bwww\.\S+"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}(?::\d+)?/\S*"
    r"|(?<![\w.-])(?:[a-z\d-]{1,63}\.){1,5}[a-z]{2,24}(?![\w-])"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
)
_JOINS_ADDRESS: Final = frozenset("/.@:-_=&?#%+~")
_LONGEST_ADDRESS: Final = 2_000

# Between two words of an alias: a space, a hyphen, " – ", ". " ("U.S. election"); never a new paragraph.
_WIDEST_GAP: Final = 3

# Longer stems are looked up by so many of their first letters: three letters most words share with some stem.
_INITIALS: Final = SHORTEST_STEM + 1

Meaning = TypeVar("Meaning")


class Standing(NamedTuple, Generic[Meaning]):
    """An alias where it stands.

    Attributes:
        meaning: What was planted with the alias.
        pattern: The alias.
        start: First character of the span.
        end: The character after its last.
        word: How many words stand before it.
    """

    meaning: Meaning
    pattern: str
    start: int
    end: int
    word: int


class _Ending(NamedTuple, Generic[Meaning]):
    """An alias that ends at a node."""

    meaning: Meaning
    pattern: str
    words: tuple[AliasWord, ...]

    def is_written(self, said: Sequence[str]) -> bool:
        """True where every word has the capitals and accents that the alias asks for."""
        return all(word.is_written(written) for word, written in zip(self.words, said, strict=True))


@dataclass(slots=True)
class _Node(Generic[Meaning]):
    """Where words lead from here, and which aliases end here.

    Attributes:
        lengths: How long the stems are that begin with these letters, so that few are tried.
    """

    exact: dict[str, _Node[Meaning]] = field(default_factory=dict)
    stems: dict[str, _Node[Meaning]] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)
    endings: list[_Ending[Meaning]] = field(default_factory=list)

    def child(self, word: AliasWord) -> _Node[Meaning]:
        if not word.is_open:
            return self.exact.setdefault(word.folded, _Node())
        lengths = self.lengths.setdefault(word.folded[:_INITIALS], [])
        if len(word.folded) not in lengths:
            lengths.append(len(word.folded))
        return self.stems.setdefault(word.folded, _Node())

    def after(self, folded: str) -> list[_Node[Meaning]]:
        """The nodes that this word leads to."""
        nodes = [self.exact[folded]] if folded in self.exact else []
        if self.stems:
            if (stem := folded[:SHORTEST_STEM]) in self.stems:
                nodes.append(self.stems[stem])
            lengths = self.lengths.get(folded[:_INITIALS], ())
            stems = (folded[:length] for length in lengths if SHORTEST_STEM < length <= len(folded))
            nodes.extend(self.stems[stem] for stem in stems if stem in self.stems)
        return nodes


class _Start(NamedTuple, Generic[Meaning]):
    """A word that begins aliases.

    Attributes:
        endings: The aliases that it is alone, each with its number of words: one.
        nodes: Where the word after it may lead on.
        following: The words, folded, that lead on from there.
        initials: How stems begin that do.
    """

    endings: Sequence[tuple[_Ending[Meaning], int]]
    nodes: tuple[_Node[Meaning], ...]
    following: Container[str]
    initials: Set[str]


class _Starts(dict[str, "_Start[Meaning] | None"]):
    """What words as they are written begin; None for most. Worked out where it is asked for, and remembered."""

    def __init__(self, root: _Node[Meaning], most: int) -> None:
        super().__init__()
        self._root = root
        self._most = most

    def __missing__(self, written: str) -> _Start[Meaning] | None:
        # `fold` would remember here what is remembered already.
        folded = written.lower() if written.isascii() else fold(written)
        root, start = self._root, None
        # False for nearly every word, at once.
        if folded in root.exact or folded[:_INITIALS] in root.lengths or folded[:SHORTEST_STEM] in root.stems:
            start = self._start(written, folded)
        if len(self) >= self._most:
            self.clear()
        self[written] = start
        return start

    def _start(self, written: str, folded: str) -> _Start[Meaning] | None:
        nodes = self._root.after(folded)
        if not nodes:
            return None
        endings = [(ending, 1) for node in nodes for ending in node.endings if ending.is_written((written,))]
        further = tuple([node for node in nodes if node.exact or node.stems])
        if not endings and not further:
            return None
        following = further[0].exact if len(further) == 1 else {word for node in further for word in node.exact}
        return _Start(endings, further, following, {s[:SHORTEST_STEM] for node in further for s in node.stems})


class Automaton(Generic[Meaning]):
    """A tree of aliases by their words. Plant them all, then search.

    Args:
        most_remembered: Of so many different words it remembers what they begin; some 15 MB when full.
    """

    def __init__(self, *, most_remembered: int = 131_072) -> None:
        self._root: _Node[Meaning] = _Node()
        self._starts: _Starts[Meaning] = _Starts(self._root, most_remembered)

    def plant(self, pattern: str, meaning: Meaning) -> None:
        """Make the automaton know an alias.

        Raises:
            BadValueError: It is none.
        """
        parsed = alias_words(pattern)
        node = self._root
        for word in parsed:
            node = node.child(word)
        node.endings.append(_Ending(meaning, pattern, parsed))
        self._starts.clear()

    def search(self, text: str) -> tuple[list[Standing[Meaning]], int]:
        """Every alias that stands in the text, in order of its first word, and how many words the text has.

        Words in an address are nobody's words: a link to "…/world/azerbaijan" says nothing about its article.
        """
        said = written_words(text, by_sign=True)
        found: list[Standing[Meaning]] = []
        placed, at, end = -1, 0, 0  # the last word whose place was looked for, and its span
        for number, start in enumerate(map(self._starts.__getitem__, said)):
            if start is None:
                continue
            endings, nodes, following, initials = start
            if nodes and number + 1 < len(said):
                after = fold(said[number + 1])
                if after in following or (initials and after[:SHORTEST_STEM] in initials):
                    endings = [*endings, *[longer for node in nodes for longer in _longer(node, said, number)]]
            for ending, length in endings:
                for _ in range(said[placed + 1 : number + 1].count(said[number])):
                    at = find_word(text, said[number], end)
                    end = at + len(said[number])
                placed = number
                last = _end(text, said[number : number + length], ending.words, at)
                if last is not None and not _is_address(text, at, last):
                    found.append(Standing(ending.meaning, ending.pattern, at, last, number))
        return found, len(said)


def _longer(node: _Node[Meaning], said: Sequence[str], first: int) -> list[tuple[_Ending[Meaning], int]]:
    """The aliases of several words that go on from this node, each with its number of words, shorter ones first."""
    longer: list[tuple[_Ending[Meaning], int]] = []
    nodes = [node]
    following = first + 1
    while nodes and following < len(said):
        folded = fold(said[following])
        following += 1
        nodes = [further for node in nodes for further in node.after(folded)]
        for further in nodes:
            written = said[first:following]
            longer.extend((ending, len(written)) for ending in further.endings if ending.is_written(written))
    return longer


def _end(text: str, said: Sequence[str], words: Sequence[AliasWord], start: int) -> int | None:
    """Where these words end that follow one another from `start`; None where something parts them."""
    end = start + len(said[0])
    for written, word in zip(said[1:], words[1:], strict=True):
        at = text.find(written, end, end + _WIDEST_GAP + len(written))
        if at < 0 or not word.may_follow(text[end:at]):
            return None
        end = at + len(written)
    return end


def _is_address(text: str, start: int, end: int) -> bool:
    """True where a span is part of an address, or of something as long without a space."""
    if _JOINS_ADDRESS.isdisjoint(text[start - 1 : start] + text[end : end + 1]):
        return False
    left = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    ends = [at for at in (text.find(" ", end), text.find("\n", end)) if at >= 0]
    right = min(ends, default=len(text))
    if right - left > _LONGEST_ADDRESS:
        return True
    return any(a <= start - left and end - left <= b for a, b in _addresses(text[left:right]))


@lru_cache(maxsize=1024)
def _addresses(piece: str) -> tuple[tuple[int, int], ...]:
    return tuple(address.span() for address in _ADDRESS.finditer(piece))
