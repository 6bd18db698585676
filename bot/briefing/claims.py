"""Does a headline claim more than its own text says: "withdraws" over "has frozen its participation"?

    title | the word that claims more | none such in its text, but one that claims less | the sentence that has it

What claims more than what is listed in `claims.toml`, verb by verb: a headline is flagged on evidence, not a feeling.
"""

from __future__ import annotations

from functools import cache, lru_cache

from bot.briefing.candidates import REPORTS_REMEMBERED, candidates
from bot.model import Article, Overstatement
from bot.text.lexicon import Lexicon, language_of, read_lexicon
from bot.text.words import words

_TEXT_READ = 3_000  # characters


@lru_cache(maxsize=REPORTS_REMEMBERED)
def overstatement(article: Article) -> Overstatement | None:
    """What its title claims beyond its text; None where it does not, or the text is silent on it."""
    claimed = _found(article.title, article, "more")
    if not claimed:
        return None
    stated = _found(article.text[:_TEXT_READ], article, "more")
    for family, word in claimed.items():
        if family in stated:
            continue
        for sentence in candidates(article):
            if says := _found(sentence.quote.text, article, "less").get(family):
                return Overstatement(claims=word, says=says, quote=sentence.quote)
    return None


def _found(text: str, article: Article, degree: str) -> dict[str, str]:
    """The words of each family of claims, as they are written."""
    found: dict[str, str] = {}
    spoken = words(text)
    for meaning in _lexicon().meanings([word.folded for word in spoken], language_of(article.language, text)):
        family, _, its_degree = meaning.name.partition(" ")
        if its_degree == degree:
            last = spoken[meaning.at + meaning.length - 1]
            found.setdefault(family, text[spoken[meaning.at].start : last.end])
    return found


@cache
def _lexicon() -> Lexicon:
    return read_lexicon("bot.briefing", "claims.toml")
