"""Which words of a language its word lists take, and for what: read them for those that mean something else.

    python -m bench.taken LANGUAGE [WORDS]

WORDS has a word a line, the most frequent first (what follows a blank is left out); without it a dictionary of the
language in /usr/share/dict is read, whose order says nothing. For each meaning the words are told in the order of the
list, of those that begin with the same six letters the first: of a "krim*" for Crimea "krim, kriminal, krimiserie".
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.stories.meanings import concepts, figures, places
from bot.stories.signature import STEM
from bot.text.lexicon import Lexicon, read_lexicon
from bot.text.words import folded_words

_DICTIONARIES = Path("/usr/share/dict")
_NAMED = {
    "de": "ngerman",
    "en": "american-english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "pl": "polish",
    "pt": "portuguese",
    "uk": "ukrainian",
}
_LEXICONS = {"quantities": "bot.figures", "claims": "bot.briefing", "moments": "bot.figures", "subject": "bot.figures"}


def main(given: Sequence[str]) -> int:
    """Print what is taken; a machine without a dictionary of the language is told so, and that is no failure."""
    parser = argparse.ArgumentParser(prog="python -m bench.taken", description="What the word lists take.")
    parser.add_argument("language", help="of the words: pl")
    parser.add_argument("words", nargs="?", type=Path, help="a list of them, the most frequent first")
    parser.add_argument("--most", type=int, default=30, metavar="N", help="words told for each meaning (default: 30)")
    asked = parser.parse_args(given)
    listed: Path = asked.words or _DICTIONARIES / _NAMED.get(asked.language, asked.language)
    if not listed.is_file():
        print(f"skipped: no dictionary at {listed}; name a list of words, the most frequent first")
        return 0
    words = [*dict.fromkeys(_words_of(listed))]
    lexicons = {"concepts": concepts(), "places": places(), "figures": figures()}
    lexicons |= {name: read_lexicon(package, f"{name}.toml") for name, package in _LEXICONS.items()}
    for name, lexicon in lexicons.items():
        for meaning, found in sorted(taken(lexicon, words, asked.language).items()):
            print(f"{name}: {meaning}: {', '.join(found[: asked.most])}")
    return 0


def taken(lexicon: Lexicon, words: Sequence[str], language: str) -> dict[str, list[str]]:
    """By meaning the words that stand for it, of those that begin alike the first."""
    by_meaning: dict[str, dict[str, str]] = defaultdict(dict)
    for word in words:
        for meaning in lexicon.meanings([word], language):
            by_meaning[meaning.name].setdefault(word[:STEM], word)
    return {name: [*found.values()] for name, found in by_meaning.items()}


def _words_of(listed: Path) -> Iterator[str]:
    with listed.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if len(folded := folded_words(line.partition(" ")[0])) == 1:
                yield folded[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
