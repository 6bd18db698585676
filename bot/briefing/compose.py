"""From the articles of a topic and a window to a briefing. Pure: the same input, the same briefing, byte for byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.briefing.delta import status_against, told_stories
from bot.briefing.quotes import choose_headline, choose_quotes, first_quote
from bot.briefing.voices import is_about, weight
from bot.model import BriefedStory, Briefing, Quote, StoryArticle, StoryStatus, Topic

MOST_STORIES = 25
_LATEST_SHOWN = 3
_NOTES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ComposeInput:
    """All that a briefing is made of.

    Attributes:
        window: Articles told in (window_from, window_to], matched with the topic.
        began_at: When the first article of each story was told, for stories that began before the window.
        latest: The newest matched articles up to `at`, for an empty window; undated ones last.
        notes: Background notes on the topic.
        articles_read: Articles of all sources in the window.
        told: Briefings this reader got on the topic, the newest first; None where there is no such
            reader (the command line): then a story that began before the window counts as known.
        languages: What the readers read, the first first.
    """

    topic: Topic
    at: datetime
    window_from: datetime
    window_to: datetime
    window: Sequence[StoryArticle]
    articles_read: int
    began_at: Mapping[str, datetime]
    latest: Sequence[StoryArticle]
    notes: Sequence[StoryArticle]
    told: Sequence[Briefing] | None
    languages: Sequence[str]


def compose(given: ComposeInput) -> Briefing:
    """The briefing: stories in order of weight, new before ongoing; an empty window shows the latest known."""
    stories = _window_stories(given) or _latest_stories(given)
    notes = [note.article for note in given.notes[:_NOTES_SHOWN]]
    briefing = Briefing(
        id="",
        topic=given.topic,
        at=given.at,
        window_from=given.window_from,
        window_to=given.window_to,
        articles_read=given.articles_read,
        stories=tuple(stories),
        background=tuple(first_quote(note) for note in notes),
        notes=tuple(notes),
        compared_with=given.told[0].at if given.told else None,
    )
    return _with_id(briefing)


def _window_stories(given: ComposeInput) -> list[BriefedStory]:
    groups = _groups(given.window)
    ranked = sorted(groups.items(), key=lambda item: (-weight(item[1], given.at), item[0]))[:MOST_STORIES]
    known = told_stories(given.told) if given.told is not None else None
    quoted: set[str] = set()
    stories: list[BriefedStory] = []
    for rank, (story_id, members) in enumerate(ranked):
        story = _told(story_id, members, given, StoryStatus.NEW, at_most=_quotes_for(rank), leave_out=quoted)
        if known is not None:
            status = status_against(story.quotes, [a.id for a in story.articles], known.get(story_id, ()))
        else:
            status = StoryStatus.UPDATED if story_id in given.began_at else StoryStatus.NEW
        quoted |= {quote.text for quote in story.quotes}
        stories.append(replace(story, status=status))
    return sorted(stories, key=lambda story: story.status is StoryStatus.ONGOING)


def _latest_stories(given: ComposeInput) -> list[BriefedStory]:
    groups = _groups(given.latest)
    return [
        _told(story_id, members, given, StoryStatus.EARLIER, at_most=3)
        for story_id, members in list(groups.items())[:_LATEST_SHOWN]
    ]


def _groups(members: Sequence[StoryArticle]) -> dict[str, list[StoryArticle]]:
    """Articles by story in order of first appearance; a story of passing mentions only is none."""
    groups: dict[str, list[StoryArticle]] = {}
    for member in members:
        groups.setdefault(member.story_id, []).append(member)
    return {story_id: group for story_id, group in groups.items() if any(map(is_about, group))}


def _told(
    story_id: str,
    members: Sequence[StoryArticle],
    given: ComposeInput,
    status: StoryStatus,
    *,
    at_most: int,
    leave_out: set[str] | frozenset[str] = frozenset(),
) -> BriefedStory:
    about = [member.article for member in members if is_about(member)]
    speaker = choose_headline(about, given.languages)
    quotes = choose_quotes(about, speaker.title, languages=given.languages, at_most=at_most, leave_out=leave_out)
    cited = dict.fromkeys([*(quote.article_id for quote in quotes), speaker.id])
    by_id = {member.article.id: member.article for member in members}
    rest = sorted(
        (article for article in by_id.values() if article.id not in cited),
        key=lambda article: (article.told_at is None, article.told_at or given.at, article.id),
    )
    return BriefedStory(
        id=story_id,
        headline=speaker.title,
        headline_article_id=speaker.id,
        status=status,
        quotes=quotes,
        articles=(*(by_id[article_id] for article_id in cited), *rest),
    )


def _quotes_for(rank: int) -> int:
    """How many sentences the story of this rank gets: what weighs most is told most fully."""
    return 3 if rank < 2 else 2 if rank < 6 else 1  # noqa: PLR2004 - about 250 words for a usual day


def _with_id(briefing: Briefing) -> Briefing:
    def quotes(given: Sequence[Quote]) -> list[list[object]]:
        return [[quote.article_id, quote.start, quote.end, quote.text] for quote in given]

    content = [
        briefing.topic.id,
        briefing.at.isoformat(),
        briefing.window_from.isoformat(),
        briefing.window_to.isoformat(),
        briefing.articles_read,
        briefing.compared_with.isoformat() if briefing.compared_with else None,
        [[s.id, s.headline, s.status, quotes(s.quotes), [a.id for a in s.articles]] for s in briefing.stories],
        quotes(briefing.background),
    ]
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]
    return replace(briefing, id=digest)
