"""What every rendering begins with: a sentence that its article does not hold is not told."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.model import Article, BriefedStory, Briefing, CitedSentence, Quote, Tally, Timeline

_log = logging.getLogger(__name__)


def proven(briefing: Briefing) -> Briefing:
    """The briefing without the sentences that do not stand, word for word, at the place that they name."""
    stories = tuple(_proven(story) for story in briefing.stories)
    shown = replace(briefing, stories=stories, background=_holding(briefing.background, briefing.notes))
    if refused := _sentences(briefing) - _sentences(shown):
        _log.error("briefing %s: %d sentences refused: their articles do not hold them", briefing.id, refused)
    return shown


def proven_days(timeline: Timeline) -> Timeline:
    """The timeline without the sentences that do not stand so in their articles, and the days that have no other."""
    days = [replace(day, sentences=_holding_sentences(day.sentences)) for day in timeline.days]
    if refused := sum(len(day.sentences) for day in timeline.days) - sum(len(day.sentences) for day in days):
        _log.error("timeline %s: %d sentences refused: their articles do not hold them", timeline.topic.id, refused)
    return replace(timeline, days=tuple(day for day in days if day.sentences))


def proven_quotes(article: Article, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes that stand so in the article."""
    shown = _holding(quotes, [article])
    if refused := len(quotes) - len(shown):
        _log.error("article %s: %d sentences refused: it does not hold them", article.id, refused)
    return shown


def _holding_sentences(sentences: Sequence[CitedSentence]) -> tuple[CitedSentence, ...]:
    return tuple(each for each in sentences if each.quote.holds_in(each.article))


def _proven(story: BriefedStory) -> BriefedStory:
    tallies = tuple(tally for tally in story.tallies if _stands(tally, story.citable))
    claims = tuple(each for each in story.overstatements if _holding([each.quote], story.articles))
    return replace(story, quotes=_holding(story.quotes, story.articles), tallies=tallies, overstatements=claims)


def _stands(tally: Tally, articles: Mapping[str, Article]) -> bool:
    """Whether every sentence that it counts by holds: without one of them it would be another tally."""
    quotes = [each.quote for each in tally.quantities if each.quote]
    return len(_holding(quotes, articles.values())) == len(quotes) and all(
        each.article_id in articles for each in tally.quantities
    )


def _holding(quotes: Iterable[Quote], articles: Iterable[Article]) -> tuple[Quote, ...]:
    by_id: Mapping[str, Article] = {article.id: article for article in articles}
    return tuple(q for q in quotes if q.article_id in by_id and q.holds_in(by_id[q.article_id]))


def _sentences(briefing: Briefing) -> int:
    return sum(len(story.cited) for story in briefing.stories) + len(briefing.background)
