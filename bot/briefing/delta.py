"""What is new to this reader: a story against what they were told before."""

from __future__ import annotations

from collections.abc import Sequence

from bot.briefing.quotes import content_words, overlap
from bot.model import BriefedStory, Briefing, Quote, StoryStatus

# A sentence that shares less than this with all that was told adds something.
_ADDS_BELOW = 0.6


def told_stories(told: Sequence[Briefing]) -> dict[str, tuple[BriefedStory, ...]]:
    """Every story that earlier briefings told as news, by story id, the latest telling first."""
    stories: dict[str, tuple[BriefedStory, ...]] = {}
    for briefing in told:
        for story in briefing.stories:
            if story.status is not StoryStatus.EARLIER:
                stories[story.id] = (*stories.get(story.id, ()), story)
    return stories


def status_against(
    quotes: Sequence[Quote], article_ids: Sequence[str], tellings: Sequence[BriefedStory]
) -> StoryStatus:
    """NEW where it was never told, UPDATED where a chosen sentence of a new article adds something, else ONGOING.

    Args:
        quotes: What the new briefing would say.
        article_ids: All articles of the story now.
        tellings: What this reader was told of the story before.
    """
    if not tellings:
        return StoryStatus.NEW
    known_articles = {article.id for telling in tellings for article in telling.articles}
    told = [content_words(quote.text) for telling in tellings for quote in telling.quotes]
    told += [content_words(telling.headline) for telling in tellings]
    if set(article_ids) <= known_articles:
        return StoryStatus.ONGOING
    for quote in quotes:
        content = content_words(quote.text)
        if quote.article_id not in known_articles and all(overlap(content, old) < _ADDS_BELOW for old in told):
            return StoryStatus.UPDATED
    return StoryStatus.ONGOING
