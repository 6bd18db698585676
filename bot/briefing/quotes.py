"""Choosing the sentences that tell a story: whole, quoted, each from a named place.

Each candidate is scored alone (how much of the headline and of the other reports it carries, how
early it stands, whether it names a figure), then they are chosen together so that the second adds
what the first leaves out (maximal marginal relevance: Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model import Article, Quote
from bot.text.sentences import sentences
from bot.text.words import words

FEWEST_WORDS = 5
MOST_WORDS = 55
_SHORTEST_CONTENT_WORD = 4
_SENTENCES_READ = 12  # of one article; what matters stands early in news

# Two sentences that share this much of the shorter one's content words say the same.
_SAYS_THE_SAME = 0.6

_LOOSE_START = re.compile(
    r"^(he|she|it|they|this|that|these|those|but|and|so|his|her|their|its|"
    r"on|ona|oni|to|ale|jednak|он|она|они|это|но|er|sie|es|aber|il|elle|ils|mais)\b",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"(…|\.\.\.|\[\.\.\.\])$")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Candidate:
    quote: Quote
    content: frozenset[str]
    score: float


def content_words(text: str) -> frozenset[str]:
    """The folded words of a text that carry its content: long ones and figures."""
    return frozenset(
        word.folded for word in words(text) if len(word.folded) >= _SHORTEST_CONTENT_WORD or word.folded.isdigit()
    )


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set's words that the other holds too; 0 for an empty set."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def choose_headline(articles: Sequence[Article], languages: Sequence[str]) -> Article:
    """The article whose title speaks for the story: in its readers' language, most like the others, first told."""
    contents = {article.id: content_words(article.title) for article in articles}
    spread = Counter(word for content in contents.values() for word in content)

    def rank(article: Article) -> tuple[int, float, str, str]:
        content = contents[article.id]
        shared = sum(spread[word] - 1 for word in content) / (len(content) + 2) if content else -1.0
        told = article.told_at.isoformat() if article.told_at else "9"
        return (_language_rank(article, languages), -round(shared, 6), told, article.id)

    return min(articles, key=rank)


def choose_quotes(
    articles: Sequence[Article], headline: str, *, languages: Sequence[str], at_most: int, leave_out: Iterable[str] = ()
) -> tuple[Quote, ...]:
    """One to `at_most` sentences that tell the story.

    Args:
        articles: All reports of the story that are about the topic; at least one.
        headline: What the reader has read already; a sentence that only repeats it comes last.
        languages: Read by the readers; others are quoted only where these have nothing.
        at_most: How many sentences.
        leave_out: Sentences that this briefing quotes elsewhere.
    """
    left_out = frozenset(leave_out)
    candidates = [c for c in _candidates(articles, headline) if c.quote.text not in left_out]
    if not candidates:
        candidates = list(_candidates(articles, headline))
    best_rank = min(_language_rank(a, languages) for a in articles)
    readable = {a.id for a in articles if _language_rank(a, languages) == best_rank}
    preferred = [c for c in candidates if c.quote.article_id in readable] or candidates
    chosen: list[_Candidate] = []
    while preferred and len(chosen) < at_most:
        best = max(preferred, key=lambda c: (_gain(c, chosen), c.quote.article_id, -c.quote.start))
        if chosen and (_gain(best, chosen) <= 0 or _repeats(best, chosen)):
            break
        chosen.append(best)
        preferred = [c for c in preferred if c is not best and not _repeats(c, chosen)]
    return tuple(c.quote for c in chosen)


def first_quote(article: Article) -> Quote:
    """The sentence with which an article begins."""
    spans = sentences(article.text, article.language)
    start, end = spans[0] if spans else (0, len(article.text))
    return Quote(article.text[start:end], article.id, start, end)


def _language_rank(article: Article, languages: Sequence[str]) -> int:
    return languages.index(article.language) if article.language in languages else len(languages)


def _candidates(articles: Sequence[Article], headline: str) -> list[_Candidate]:
    leads = {article.id: content_words(f"{article.title} {article.text[:400]}") for article in articles}
    titles = {fold_line(article.title) for article in articles}
    found: list[_Candidate] = []
    seen: set[str] = set()
    for article in articles:
        others = [lead for article_id, lead in leads.items() if article_id != article.id]
        for position, (start, end) in enumerate(sentences(article.text, article.language)[:_SENTENCES_READ]):
            text = article.text[start:end]
            if fold_line(text) in seen:
                continue
            seen.add(fold_line(text))
            content = content_words(text)
            score = _score(text, content, position, headline, others, only_title=fold_line(text) in titles)
            found.append(_Candidate(Quote(text, article.id, start, end), content, score))
    return found


def fold_line(text: str) -> str:
    """A sentence reduced to its folded words, for telling whether two are the same."""
    return " ".join(word.folded for word in words(text))


def _score(
    text: str,
    content: frozenset[str],
    position: int,
    headline: str,
    others: Sequence[frozenset[str]],
    *,
    only_title: bool,
) -> float:
    count = len(words(text))
    score = overlap(content, content_words(headline)) if content else 0.0
    score += sum(overlap(content, other) for other in others) / len(others) if others else 0.0
    score += 0.8 / (1 + position)
    score += 0.25 if _FIGURE.search(text) else 0.0
    if only_title:  # a bare headline says nothing that the story's headline does not
        score -= 1.2
    if count < FEWEST_WORDS or count > MOST_WORDS:
        score -= 1.0
    if _LOOSE_START.match(text):  # its referent stands in a sentence that the reader does not see
        score -= 0.7
    if text.endswith("?"):
        score -= 0.8
    if _CUT_OFF.search(text):  # the feed cut it: half a sentence may say the opposite of the whole
        score -= 0.9
    return score


def _gain(candidate: _Candidate, chosen: Sequence[_Candidate]) -> float:
    if not chosen:
        return candidate.score
    most_alike = max(overlap(candidate.content, other.content) for other in chosen)
    same_source = any(candidate.quote.article_id == other.quote.article_id for other in chosen)
    return candidate.score - 1.2 * most_alike - (0.15 if same_source else 0.0)


def _repeats(candidate: _Candidate, chosen: Sequence[_Candidate]) -> bool:
    return any(overlap(candidate.content, other.content) >= _SAYS_THE_SAME for other in chosen)
