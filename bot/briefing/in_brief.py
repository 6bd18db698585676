"""The stories for which no room was left, told by their headlines alone: a few, and none that says what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.briefing.candidates import opening
from bot.briefing.headline import is_fit
from bot.model import Article
from bot.text.terms import Meanings, all_terms, in_any_language

# Vital facts of 22 days on five topics, 148 of them (the labelled days, and 13 that we labelled ourselves), told in
# samples of their articles: 107.2 without, 112.4 with five headlines, 113.4 with eight; 110.0 with five in a briefing
# that is shorter by thirty words, and so as long as without.
MOST_IN_BRIEF = 5
# Of what a headline or its report's first sentence says, in words, or in meanings where its reader does not read them,
# this much stands above it.
_SAID_ALREADY = 0.7
_MEANT_ALREADY = 0.65


def choose_in_brief(
    waiting: Iterable[Article], said: Iterable[tuple[str, str | None]], *, languages: Sequence[str], meanings: Meanings
) -> list[Article]:
    """Of the articles that speak for their stories, those whose titles are told.

    Args:
        waiting: The weightiest first.
        said: Each headline and sentence of the briefing, with its language.
        languages: What the readers read.
        meanings: What words stand for in every language.
    """
    told: set[str] = set()
    for text, language in said:
        told |= all_terms(text, language, meanings)
    chosen: list[Article] = []
    for article in waiting:
        if len(chosen) == MOST_IN_BRIEF:
            break
        title, opened = all_terms(article.title, article.language, meanings), opening(article, meanings)
        said_first = opened.terms if opened else frozenset[str]()
        is_read = article.language in languages
        if is_fit(article) and not any(_is_said(says, told, is_read=is_read) for says in (title, said_first)):
            chosen.append(article)
            told |= title
    return chosen


def _is_said(says: frozenset[str], told: set[str], *, is_read: bool) -> bool:
    meant = in_any_language(says)
    written = says - meant
    if written and len(written & told) > _SAID_ALREADY * len(written):
        return True
    return not is_read and bool(meant) and len(meant & told) >= _MEANT_ALREADY * len(meant)
