"""A briefing as Discord messages: first what is new, in about 250 words; the rest behind "More"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import discord

from bot.delivery.citations import citations
from bot.delivery.days import with_days
from bot.delivery.discord.card import NEWS, QUIET, Card, button
from bot.delivery.discord.custom_ids import feedback_id, more_id, sources_id, stories_id
from bot.delivery.discord.limits import MOST_TEXT
from bot.delivery.discord.lists import and_more, turning, which_page
from bot.delivery.discord.markdown import escape, moment
from bot.delivery.discord.paging import Block, PageSize, first_fitting, paged
from bot.delivery.discord.story_text import WAYS_TO_TELL, Telling, language_shown, number_shown, story_text
from bot.delivery.discord.thumbnails import Thumbnail, thumbnail_of
from bot.delivery.discord.views_sources import source_pages
from bot.delivery.form import USUAL, Form
from bot.delivery.frame import (
    articles_read,
    headline_of,
    news_counts,
    quiet_remark,
    since_when,
    tag,
    title_of,
    told_quotes,
)
from bot.delivery.links import publisher
from bot.delivery.outcome import LATE_AFTER
from bot.delivery.proof import proven
from bot.delivery.speech import Speech
from bot.delivery.tallies import tally_lines
from bot.model import BriefedStory, Briefing, Length

_HEAD_AND_FOOT = 600
"""Characters kept for the title, the summary and the last line."""
_WORDS_FIRST = {Length.SHORT: 100, Length.NORMAL: 250, Length.LONG: 500}
"""Of the message that is posted: usually what a person reads over a coffee, on a phone."""
_FIRST = PageSize(text=MOST_TEXT - _HEAD_AND_FOOT, words=250, blocks=12)
_GLANCE = PageSize(text=1100, words=90, blocks=9)
"""The part of it that names what else there is, where not all fits."""
_GLANCES = {Length.SHORT: _GLANCE, Length.NORMAL: _GLANCE, Length.LONG: PageSize(text=500, words=40, blocks=5)}
_BESIDE_GLANCE = _FIRST.text - _GLANCE.text
_LATER = PageSize(text=_FIRST.text, words=400, blocks=12)
_LAST = PageSize(text=_FIRST.text, words=600, blocks=13)
"""The last page may grow by the background, rather than leave it alone on another."""

_LONGEST_NAME = 80
_LONGEST_GLANCE = 120
_WAYS_TO_ADD = ((400, True), (400, False), (200, False))
"""Likewise of the background (`WAYS_TO_TELL`)."""

_WORDS_OF_VALUE = 3

_BACKGROUND = "background"
_IN_BRIEF = "in brief"
_READING = "reading"


def briefing_views(
    briefing: Briefing,
    *,
    form: Form = USUAL,
    due_at: datetime | None = None,
    role_id: int | None = None,
    thumbnails: bool = True,
) -> list[Card]:
    """The pages of a briefing; the first is the message that is posted.

    A button `more_id(briefing.id, page, form)` asks for `briefing_views(…)[page]`, and
    `sources_id(briefing.id, page, form)` for `sources_views(…)[page]`.

    Args:
        briefing: What is told.
        due_at: The hour of the subscription that it answers; a late one says so.
        role_id: The role that the first page calls.
        thumbnails: Whether the first page may show a picture.
    """
    briefing = proven(briefing)
    telling = Telling.of(briefing, form)
    speech = telling.speech
    pages, glance = _pages(briefing, telling)
    proofs = _proofs(briefing, form)
    cards = []
    for number, page in enumerate(pages):
        head = _later_head(briefing, number, len(pages), speech) if number else _head(briefing, due_at, role_id, speech)
        also = [glance] if glance and not number else []
        buttons = _turning(briefing, pages, number, form)
        if telling.cited:
            proof = proofs.get(page[0].key, 0)
            label = speech.say("Sources ({n})", n=len(telling.cited))
            buttons.append(button(label, sources_id(briefing.id, proof, form)))
        if briefing.stories and not number:
            buttons.append(button(speech.say("Stories"), stories_id(briefing.id)))
            buttons.append(button(speech.say("Feedback"), feedback_id(briefing.id)))
        texts = [head, *(block.text for block in page), *also, *filter(None, [foot(briefing, speech)])]
        place, thumbnail = _picture(briefing, page, speech) if thumbnails and not number else (0, None)
        accent = QUIET if briefing.is_quiet else NEWS
        cards.append(Card(texts, thumbnail=thumbnail, beside=1 + place, buttons=buttons, accent=accent))
    return cards


def _picture(briefing: Briefing, page: Sequence[Block], speech: Speech) -> tuple[int, Thumbnail | None]:
    """The picture of the first story on a page that has one, and the place of its block: one is enough."""
    stories = {story.id: story for story in briefing.stories}
    for place, block in enumerate(page):
        if (story := stories.get(block.key)) and (thumbnail := thumbnail_of(story, speech)):
            return place, thumbnail
    return 0, None


def _pages(briefing: Briefing, telling: Telling) -> tuple[list[list[Block]], str]:
    """The stories and what stands below them on pages, and what the first page says about the others."""
    first = replace(_FIRST, words=_WORDS_FIRST[telling.form.length])
    blocks = [_story_block(story, telling) for story in briefing.in_full]
    if briefing.in_brief:
        blocks.append(_brief_block(briefing.in_brief, telling))
    below = [block for block in (_background_block(briefing, telling), _reading_block(briefing, telling)) if block]
    pages = paged(blocks, first, _LATER)
    if len(pages) == 1:
        return _with_below(pages, below, first), ""
    glanced = _GLANCES[telling.form.length]
    beside = replace(first, text=first.text - glanced.text, words=first.words - glanced.words)
    pages = paged(blocks, beside, _LATER)
    told = {block.key for block in pages[0]}
    glance = _glance([story for story in briefing.stories if _key(story) not in told], telling)
    return _with_below(pages, below, _LAST), glance


def _with_below(pages: list[list[Block]], below: list[Block], last: PageSize) -> list[list[Block]]:
    """Each at the end of the last page where that holds it, else on a page of its own."""
    for block in below:
        together = [*pages[-1], block]
        pages = [*pages[:-1], together] if last.holds(together) or not pages[-1] else [*pages, [block]]
    return pages


def _proofs(briefing: Briefing, form: Form) -> dict[str, int]:
    """The page of sources on which the proof of each block begins, by the block's key."""
    page_of = source_pages(briefing, form)
    first_cited = {_key(story): story.headline_article_id for story in reversed(briefing.stories)}
    if briefing.notes:
        first_cited[_BACKGROUND] = briefing.notes[0].id
    if briefing.reading:
        first_cited[_READING] = briefing.reading[0].id
    return {key: page_of.get(article_id, 0) for key, article_id in first_cited.items()}


def _key(story: BriefedStory) -> str:
    """Of the block that tells a story: those in brief stand in one."""
    return _IN_BRIEF if story.is_in_brief else story.id


def _turning(
    briefing: Briefing, pages: Sequence[Sequence[Block]], number: int, form: Form
) -> list[discord.ui.Button[Any]]:
    left = {block.key for page in pages[number + 1 :] for block in page}
    return turning(
        number,
        lambda page: more_id(briefing.id, page, form),
        form.speech,
        has_more=number + 1 < len(pages),
        more=_more_label(sum(_key(story) in left for story in briefing.stories), form.speech),
    )


def _head(briefing: Briefing, due_at: datetime | None, role_id: int | None, speech: Speech) -> str:
    title = f"## {escape(briefing.topic.name_in(speech.locale), at_most=_LONGEST_NAME)}"
    return "\n".join([title, _summary(briefing, speech), *remarks(briefing, due_at, role_id, speech)])


def remarks(briefing: Briefing, due_at: datetime | None, role_id: int | None, speech: Speech) -> list[str]:
    """That it is late, where it is, and the role that it calls."""
    lines = []
    if due_at is not None and briefing.at - due_at > LATE_AFTER:
        when = moment(due_at, "f")
        lines.append(speech.say("-# Late: this was due {when}, while Briefbot was away.", when=when))
    if role_id is not None:
        lines.append(f"-# <@&{role_id}>")
    return lines


def _later_head(briefing: Briefing, number: int, of: int, speech: Speech) -> str:
    name = escape(briefing.topic.name_in(speech.locale), at_most=_LONGEST_NAME)
    return f"### {name}\n-# {moment(briefing.at, 'D')}{which_page(number, of, speech)}"


def _summary(briefing: Briefing, speech: Speech) -> str:
    since = moment(since_when(briefing), "f")
    if briefing.is_quiet:
        read = articles_read(briefing, speech)
        nothing = speech.say("**Nothing new** since {since} — {read}.", since=since, read=read)
        return f"{nothing}\n{quiet_remark(briefing, speech)}"
    return speech.say("**{counts}** since {since}", counts=news_counts(briefing, speech), since=since)


def foot(briefing: Briefing, speech: Speech) -> str:
    """How much was read, where the head does not say it, and what the numbers are, where there are any."""
    told = []
    if not briefing.is_quiet:
        told.append(
            speech.count(
                briefing.articles_read,
                "{n} article read up to {until}.",
                "{n} articles read up to {until}.",
                until=moment(briefing.window_to, "f"),
            )
        )
    if citations(briefing):
        told.append(speech.say("Sentences are quoted; their numbers lead to the sources."))
    return f"-# {' '.join(told)}" if told else ""


def _story_block(story: BriefedStory, telling: Telling) -> Block:
    quotes = told_quotes(story)[: 1 if telling.form.length is Length.SHORT else None]
    ways = (story_text(story, quotes, telling, at_most=at_most, linked=linked) for at_most, linked in WAYS_TO_TELL)
    words = len(headline_of(story).split()) + sum(len(quote.text.split()) for quote in quotes)
    counted = sum(len(line.values) for line in tally_lines(story))
    return Block(first_fitting(ways, _BESIDE_GLANCE), words + _WORDS_OF_VALUE * counted, key=story.id)


def _brief_block(stories: Sequence[BriefedStory], telling: Telling) -> Block:
    """The headlines of those that have nothing else."""
    head = telling.speech.say("-# In brief")
    ways = (
        "\n".join([head, *(_headline_line(story, telling, linked=linked) for story in stories)])
        for linked in (True, False)
    )
    words = sum(len(headline_of(story).split()) for story in stories)
    return Block(first_fitting(ways, _BESIDE_GLANCE), words, key=_IN_BRIEF)


def _headline_line(story: BriefedStory, telling: Telling, *, linked: bool) -> str:
    speech, citation = telling.speech, telling.cited.get(story.headline_article_id)
    headline = escape(headline_of(story, speech), at_most=_LONGEST_GLANCE)
    foreign = language_shown(citation.article if citation else None, telling.languages, speech)
    return f"- `{tag(story.status, speech)}` {headline} {number_shown(citation, linked=linked)}{foreign}".rstrip()


def _glance(left: Sequence[BriefedStory], telling: Telling) -> str:
    """The headlines of what stands behind "More", as many as fit."""
    speech = telling.speech
    lines: list[Block] = []
    for story in left:
        line = Block(_headline_line(story, telling, linked=True), len(headline_of(story).split()))
        if not _GLANCES[telling.form.length].holds([*lines, line]):
            break
        lines.append(line)
    if not lines:
        return ""
    named = [speech.say("-# Also in this briefing"), *(line.text for line in lines)]
    return "\n".join([*named, *and_more(len(left) - len(lines), speech)])


def _background_block(briefing: Briefing, telling: Telling) -> Block | None:
    if not briefing.background:
        return None
    words = sum(len(quote.text.split()) for quote in briefing.background)
    head = f"-# `{telling.speech.say('BACKGROUND')}`"
    ways = (
        "\n".join([head, *_background_lines(briefing, telling, at_most=at_most, linked=linked)])
        for at_most, linked in _WAYS_TO_ADD
    )
    return Block(first_fitting(ways, _LAST.text), words, key=_BACKGROUND)


def _background_lines(briefing: Briefing, telling: Telling, *, at_most: int, linked: bool) -> Iterator[str]:
    notes = briefing.notes_by_id
    bullet = "- " if len(briefing.background) > 1 else ""
    for quote in briefing.background:
        note = notes.get(quote.article_id)
        said = escape(with_days(quote, note, telling.read_at, telling.speech.locale), at_most=at_most)
        number = number_shown(telling.cited.get(quote.article_id), linked=linked)
        yield f"{bullet}{said} {number}{language_shown(note, telling.languages, telling.speech)}".rstrip()


def _reading_block(briefing: Briefing, telling: Telling) -> Block | None:
    """The titles of opinion and analysis, each with who published it."""
    if not briefing.reading:
        return None
    lines = [telling.speech.say("-# Opinion and analysis")]
    for article in briefing.reading:
        title = escape(title_of(article, telling.speech), at_most=_LONGEST_GLANCE)
        number = number_shown(telling.cited.get(article.id), linked=True)
        name = escape(publisher(article.source, None))
        foreign = language_shown(article, telling.languages, telling.speech)
        lines.append(f"- {title} {number} · {name}{foreign}")
    return Block("\n".join(lines), sum(len(article.title.split()) for article in briefing.reading), key=_READING)


def _more_label(stories: int, speech: Speech) -> str:
    return speech.count(stories, "More: {n} story", "More: {n} stories") if stories else speech.say("Background")
