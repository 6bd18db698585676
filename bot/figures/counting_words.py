"""The words of a sentence, each with what it means to a count, by `quantities.toml`; and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property

from bot.text.lexicon import Lexicon, Meaning, read_lexicon
from bot.text.spelled import is_number_word
from bot.text.words import Word, fold, words

BREAK = re.compile(r"[,;:–—()«»„“”\"՝`]|\s-\s")  # an Armenian comma is "՝", mostly typed as "`"
YEAR = re.compile(r"(?:19|20)[0-9]{2}s?")
BEFORE_ENDINGS = ("-", "\u2011", "'", "’")
"""Between what is written in digits or an acronym and its ending: "12'si", "ՊՆ-ի"."""
HAVE_ENDINGS = frozenset({"tr", "az", "hy", "ka"})
_GLUED = re.compile(r"([0-9]+)([^\W\d_]+)")
# What is folded as a word of that meaning and is another: "oldu" (became) as "öldü" (died), "konnte" (was able to) as
# "könnte" (might), "ou" (or) as "où" (where).
_COULD, _OR = re.compile("konnten?|durften?"), re.compile("ou")
_ANOTHER = {
    **{f"counts {name}": re.compile("ol.*") for name in ("killed", "others")},
    **{f"reach {name}": _COULD for name in ("unsure", "unreal")},
    **{f"reach {name}": _OR for name in ("where", "relative")},
}


class Sentence:
    """A sentence's words, with what they mean to a count.

    Attributes:
        meanings: By kind, the first word of a key of `quantities.toml`; with the second.
    """

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.words = _words(text, language)
        self.folded = [word.folded for word in self.words]
        self.meanings: dict[str, list[tuple[str, Meaning]]] = {}
        self._named: dict[tuple[str, str], dict[int, int]] = {}
        self._at_all: dict[str, dict[int, int]] = {}
        for meaning in _lexicon().meanings(self.folded, language):
            kind, _, name = meaning.name.partition(" ")
            another = _ANOTHER.get(meaning.name)
            if another and another.fullmatch(self.words[meaning.at].written.lower()):
                continue
            self.meanings.setdefault(kind, []).append((name, meaning))
            self._named.setdefault((kind, name), {})[meaning.at] = meaning.length
            self._at_all.setdefault(kind, {})[meaning.at] = meaning.length

    def named(self, kind: str, name: str) -> Mapping[int, int]:
        """Where something of one name stands, and how many words it is."""
        return self._named.get((kind, name), {})

    def at_all(self, kind: str) -> Mapping[int, int]:
        """Where something of a kind stands, and how many words it is."""
        return self._at_all.get(kind, {})

    def is_number(self, at: int) -> bool:
        """Whether a number stands there, in digits or words."""
        return self.folded[at].isdecimal() or is_number_word(self.folded[at], self.language)

    @cached_property
    def who(self) -> frozenset[int]:
        """Where somebody is named: "soldiers", or "kişi" where it opens what is read as one, "kişi geldi"."""
        movers = (at for at in self.named("reach", "movers") if self._is_somebody(self.folded[at]))
        return frozenset({*self.at_all("who"), *movers})

    def _is_somebody(self, folded: str) -> bool:
        return any(meaning.name.startswith("who ") for meaning in _lexicon().meanings([folded], self.language))

    @cached_property
    def before_years(self) -> frozenset[int]:
        """Where a word stands that opens a time: "in 2020"."""
        return frozenset({*self.named("other", "preposition"), *self.at_all("since")})

    def gap(self, at: int) -> str:
        """What stands before a word and after the one before it; all behind the last one."""
        end = self.words[at].start if at < len(self.words) else len(self.text)
        return self.text[self.words[at - 1].end if at else 0 : end]


def is_round_count(sentence: Sentence, at: int) -> bool:
    """Whether what looks like a year counts people: "2000 osób", but not "in 2020 people"."""
    return at + 1 in sentence.who and at - 1 not in sentence.before_years and sentence.folded[at].isdecimal()


def _words(text: str, language: str) -> list[Word]:
    """Its words, what is glued to digits apart where it is a scale: "1.2bn"."""
    found: list[Word] = []
    for word in words(text):
        glued = None if word.written[0].isalpha() or word.written.isdecimal() else _GLUED.fullmatch(word.written)
        if glued and any(each.name.startswith("scale ") for each in _lexicon().meanings([fold(glued[2])], language)):
            after = word.start + len(glued[1])
            found += (Word(glued[1], glued[1], word.start, after), Word(glued[2], fold(glued[2]), after, word.end))
        else:
            found.append(word)
    return found


@cache
def _lexicon() -> Lexicon:
    return read_lexicon("bot.figures", "quantities.toml")
