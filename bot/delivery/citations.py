"""The numbers in a briefing: each cited article has one, in the order in which a reader meets them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.model import Article, BriefedStory, Briefing, Quote, Timeline


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source.

    Attributes:
        number: What stands in brackets, from 1.
        quotes: Every sentence that the briefing takes from it; none where only its title is quoted.
        story_id: The story that cites it first; None for background and what else there is to read.
        edited_at: When its text was found changed; None where it never was.
    """

    number: int
    article: Article
    quotes: tuple[Quote, ...]
    story_id: str | None
    edited_at: datetime | None = None


def story_alone(briefing: Briefing, story_id: str) -> Briefing:
    """The briefing as if it told this story alone, as its post in a forum does; empty where it does not tell it."""
    stories = tuple(story for story in briefing.stories if story.id == story_id)
    return replace(briefing, stories=stories, background=(), notes=(), reading=())


def citations(briefing: Briefing) -> dict[str, Citation]:
    """Every cited article by its id, in the order of the numbers.

    A story's headline counts as cited: it is one article's title. So does what its tallies stand on. Background
    comes behind the stories, what else there is to read last.
    """
    edited = {article_id: at for story in briefing.stories for article_id, at in story.edited.items()}
    cited: dict[str, tuple[Article, list[Quote], str | None]] = {}
    for story in briefing.stories:
        by_id = story.citable
        for article_id, quote in story.cited:
            if article := by_id.get(article_id):
                entry = cited.setdefault(article_id, (article, [], story.id))
                if quote and quote not in entry[1]:
                    entry[1].append(quote)
    notes = briefing.notes_by_id
    for quote in briefing.background:
        if note := notes.get(quote.article_id):
            cited.setdefault(note.id, (note, [], None))[1].append(quote)
    for article in briefing.reading:
        cited.setdefault(article.id, (article, [], None))
    return {
        article_id: Citation(number, article, tuple(quotes), story_id, edited.get(article_id))
        for number, (article_id, (article, quotes, story_id)) in enumerate(cited.items(), 1)
    }


def day_citations(timeline: Timeline) -> dict[str, Citation]:
    """Every article that a timeline cites by its id, in the order of the numbers."""
    cited: dict[str, tuple[Article, list[Quote]]] = {}
    for day in timeline.days:
        for quote, article in day.sentences:
            cited.setdefault(article.id, (article, []))[1].append(quote)
    return {
        article_id: Citation(number, article, tuple(quotes), None)
        for number, (article_id, (article, quotes)) in enumerate(cited.items(), 1)
    }


def uncited(story: BriefedStory) -> tuple[Article, ...]:
    """The articles of a story that nothing is quoted from."""
    cited = {article_id for article_id, _ in story.cited}
    return tuple(article for article in story.articles if article.id not in cited)
