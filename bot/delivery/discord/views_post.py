"""Posts of a forum: their titles; of a story its first message, what is added to it, and where it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord

from bot.delivery.discord.card import NEWS, QUIET, Card, button
from bot.delivery.discord.custom_ids import feedback_id, sources_id, story_id
from bot.delivery.discord.limits import MOST_TEXT, length
from bot.delivery.discord.markdown import escape
from bot.delivery.discord.paging import first_fitting, first_of
from bot.delivery.discord.story_text import WAYS_TO_TELL, Telling, story_text
from bot.delivery.discord.thumbnails import thumbnail_of
from bot.delivery.discord.views_briefing import foot, remarks
from bot.delivery.discord.views_sources import cited_origin
from bot.delivery.form import USUAL, Form
from bot.delivery.frame import headline_of, told_quotes
from bot.delivery.links import publisher
from bot.delivery.plain import shorten
from bot.delivery.proof import proven
from bot.delivery.speech import Speech
from bot.model import BriefedStory, Briefing, Quote

_LONGEST_TITLE = 100
_FRAME = 700
"""Characters kept for what stands around the story and its sources."""
_MOST_STORY = 2_400
_SOURCES_LISTED = 10


def briefing_title(briefing: Briefing, speech: Speech) -> str:
    """The topic and the day, of a post that tells a whole briefing, in the 100 characters of a title."""
    topic, day = briefing.topic.name_in(speech.locale), f", {speech.day(briefing.at)}"
    while length(topic) + length(day) > _LONGEST_TITLE:
        topic = topic[:-1]
    return f"{topic}{day}"


def story_title(story: BriefedStory, speech: Speech) -> str:
    """The headline in the 100 characters of a title."""
    title = headline_of(story, speech)
    most = _LONGEST_TITLE
    while length(shown := shorten(title, most)) > _LONGEST_TITLE:
        most -= 1
    return shown


def post_view(
    briefing: Briefing,
    *,
    form: Form = USUAL,
    due_at: datetime | None = None,
    role_id: int | None = None,
    thumbnails: bool = True,
) -> Card:
    """What a story has come to, with its sources: the first message of its post.

    Args:
        briefing: Tells the story alone (`story_alone`).
        due_at: The hour of the subscription that it answers; a late one says so.
        role_id: The role that it calls.
        thumbnails: Whether it may show a picture.
    """
    telling, story = _told(briefing, form)
    text = _fitting(story, told_quotes(story), telling, headed=True)
    buttons = [
        _sources_button(briefing, story, telling),
        button(form.speech.say("Its story"), story_id(story.id, 0)),
        button(form.speech.say("Feedback"), feedback_id(briefing.id)),
    ]
    before = _remarked(briefing, due_at, role_id, form)
    texts = [*before, text, *filter(None, [_listed(telling, MOST_TEXT - _FRAME - length(text))])]
    return Card(
        [*texts, *filter(None, [foot(briefing, form.speech)])],
        thumbnail=thumbnail_of(story, form.speech) if thumbnails else None,
        beside=len(before),
        buttons=buttons,
        accent=NEWS,
    )


def addition_view(
    briefing: Briefing,
    added: Sequence[Quote],
    *,
    form: Form = USUAL,
    due_at: datetime | None = None,
    role_id: int | None = None,
) -> Card:
    """What is new of a story, for a reply in its post; arguments as of `post_view`.

    Args:
        added: The sentences that its readers were not told before; where there are none, its figures have moved.
    """
    telling, story = _told(briefing, form)
    quotes = [quote for quote in told_quotes(story) if quote in added]
    text = _fitting(story, quotes, telling, headed=not quotes and not story.tallies)
    buttons = [_sources_button(briefing, story, telling)]
    return Card([*_remarked(briefing, due_at, role_id, form), text], buttons=buttons, accent=NEWS)


def merged_view(thread_id: int, speech: Speech) -> Card:
    """That a story goes on in another post."""
    where = speech.say("This turned out to be one story with another. It goes on in {post}.", post=f"<#{thread_id}>")
    return Card([where], accent=QUIET)


def _told(briefing: Briefing, form: Form) -> tuple[Telling, BriefedStory]:
    briefing = proven(briefing)
    (story,) = briefing.stories
    return Telling.of(briefing, form), story


def _remarked(briefing: Briefing, due_at: datetime | None, role_id: int | None, form: Form) -> list[str]:
    lines = remarks(briefing, due_at, role_id, form.speech)
    return ["\n".join(lines)] if lines else []


def _fitting(story: BriefedStory, quotes: Sequence[Quote], telling: Telling, *, headed: bool) -> str:
    ways = (
        story_text(story, quotes, telling, at_most=at_most, linked=linked, headed=headed)
        for at_most, linked in WAYS_TO_TELL
    )
    return first_fitting(ways, _MOST_STORY)


def _listed(telling: Telling, room: int) -> str:
    """Who said it, as many as there is room for; all of them stand behind the button."""
    lines = [
        f"-# [{each.number}] {escape(publisher(each.article.source, None))} · {cited_origin(each, telling.speech)}"
        for each in list(telling.cited.values())[:_SOURCES_LISTED]
    ]
    return "\n".join(first_of(lines, room))


def _sources_button(briefing: Briefing, story: BriefedStory, telling: Telling) -> discord.ui.Button[Any]:
    label = telling.speech.say("Sources ({n})", n=len(telling.cited))
    return button(label, sources_id(briefing.id, 0, telling.form, story.id))
