"""Is this the same event? Each arriving article joins the story of the last days that tells it, or opens one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from hashlib import sha256

from bot.model import Article, Placement
from bot.stories.lexicon import language_of, lexicon
from bot.text.words import words

WINDOW = timedelta(days=2)
"""How far apart in time an article and a story may be."""

_THRESHOLD = 0.3
_TEXT_WORDS = 120
_TITLE_WEIGHT = 2.0
_STEM = 6
# Shorter words carry no event, and weigh like rare ones until the index has seen some hundred articles.
_SHORTEST = 4
_POSTINGS = 64
_CANDIDATES = 12


class _Story:
    """What is remembered of a story while articles may join it."""

    def __init__(self, story_id: str, told_at: datetime) -> None:
        self.id = story_id
        self.first_at = self.last_at = told_at
        self.terms: Counter[str] = Counter()
        self.articles = 0

    def add(self, terms: dict[str, float], told_at: datetime) -> None:
        self.articles += 1
        self.first_at, self.last_at = min(self.first_at, told_at), max(self.last_at, told_at)
        self.terms.update(terms)


class StoryIndex:
    """Stories of the last days: joins each arriving article to one, or opens a new one."""

    WINDOW = WINDOW

    def __init__(self, *, window: timedelta = WINDOW) -> None:
        self._window = window
        self._stories: dict[str, _Story] = {}
        self._naming: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._frequencies: Counter[str] = Counter()
        self._read = 0

    def place(self, article: Article) -> Placement:
        """Decide for an article and remember the decision; articles may come late or out of order."""
        terms = _terms(article)
        best, score = self._nearest(terms, article.told_at)
        if best is None or score < _THRESHOLD:
            story_id = story_id_for(article)
            self._add(article, story_id, terms)
            return Placement(article.id, story_id, opened=True, score=0.0, why="nothing alike in these days")
        why = self._why(terms, best, score)
        self._add(article, best.id, terms)
        return Placement(article.id, best.id, opened=False, score=min(score, 1.0), why=why)

    def remember(self, article: Article, story_id: str) -> None:
        """Take over what was decided before, on start."""
        self._add(article, story_id, _terms(article))

    def forget_before(self, moment: datetime) -> None:
        """Drop the stories that no article told at or after this moment can join."""
        for story in [s for s in self._stories.values() if s.last_at < moment - self._window]:
            del self._stories[story.id]
            for term in story.terms:
                postings = self._naming[term]
                del postings[story.id]
                if not postings:
                    del self._naming[term]

    def _add(self, article: Article, story_id: str, terms: dict[str, float]) -> None:
        self._read += 1
        self._frequencies.update(terms.keys())
        if article.told_at is None:
            return
        story = self._stories.get(story_id)
        if story is None:
            story = self._stories[story_id] = _Story(story_id, article.told_at)
        story.add(terms, article.told_at)
        for term in terms:
            self._naming[term][story_id] = None

    def _rarity(self, term: str) -> float:
        return math.log((self._read + 20) / (self._frequencies[term] + 1))

    def _nearest(self, terms: dict[str, float], told_at: datetime | None) -> tuple[_Story | None, float]:
        if told_at is None:
            return None, 0.0
        weights = {term: count * self._rarity(term) for term, count in terms.items()}
        shared: defaultdict[str, float] = defaultdict(float)
        for term in sorted(weights, key=lambda term: (-weights[term], term))[:40]:
            for story_id in list(self._naming.get(term, ()))[-_POSTINGS:]:
                shared[story_id] += weights[term]
        best: _Story | None = None
        best_score = 0.0
        for story_id in sorted(shared, key=lambda story_id: (-shared[story_id], story_id))[:_CANDIDATES]:
            story = self._stories[story_id]
            if story.first_at - self._window <= told_at <= story.last_at + self._window:
                score = self._cosine(weights, story)
                if score > best_score:
                    best, best_score = story, score
        return best, best_score

    def _cosine(self, weights: dict[str, float], story: _Story) -> float:
        dot = norm = 0.0
        for term, count in story.terms.items():
            weight = count * self._rarity(term)
            norm += weight * weight
            dot += weight * weights.get(term, 0.0)
        own = sum(weight * weight for weight in weights.values())
        return dot / math.sqrt(norm * own) if dot else 0.0

    def _why(self, terms: dict[str, float], story: _Story, score: float) -> str:
        shared = sorted(terms.keys() & story.terms.keys(), key=lambda term: (-self._rarity(term), term))
        named = ", ".join(term.removeprefix("=") for term in shared[:4])
        return f"both name {named}; likeness {score:.0%}"


def story_id_for(article: Article) -> str:
    """16 hex digits for the story that this article opens; the same article always opens the same one."""
    return sha256(f"story:{article.id}".encode()).hexdigest()[:16]


def _terms(article: Article) -> dict[str, float]:
    language = language_of(article.language, article.title or article.text[:200])
    title = [word.folded for word in words(article.title)]
    text = [word.folded for word in words(article.text[: _TEXT_WORDS * 8])][:_TEXT_WORDS]
    counts: defaultdict[str, float] = defaultdict(float)
    for folded, weight in ((title, _TITLE_WEIGHT), (text, 1.0)):
        found = ["=" + meaning for meaning in lexicon().meanings(folded, language)]
        stems = [word[:_STEM] for word in folded if len(word) >= _SHORTEST or word.isdecimal()]
        for term in stems + found:
            counts[term] += weight
    return {term: 1 + math.log(count) for term, count in counts.items() if count >= 1}
