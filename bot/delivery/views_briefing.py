"""A briefing as Discord messages: first what is new, in about 250 words; the rest behind "More"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.delivery.card import NEWS, QUIET, Card, button
from bot.delivery.citations import Citation, citations
from bot.delivery.custom_ids import more_id, sources_id
from bot.delivery.limits import MOST_TEXT, length
from bot.delivery.links import safe_url
from bot.delivery.markdown import escape, link, moment
from bot.delivery.paging import Block, PageSize, paged
from bot.delivery.proof import proven
from bot.delivery.tallies import Line, tally_lines
from bot.delivery.views_sources import source_pages
from bot.delivery.wording import (
    READER_LANGUAGES,
    articles_read,
    count,
    foreign_language,
    headline_of,
    languages_in_sight,
    newest,
    news_counts,
    publishers,
    quiet_remark,
    since_when,
    told_quotes,
)
from bot.model import Article, BriefedStory, Briefing

_HEAD_AND_FOOT = 600
"""Characters kept for the title, the summary and the last line."""
_FIRST = PageSize(text=MOST_TEXT - _HEAD_AND_FOOT, words=250, blocks=12)
"""The message that is posted: what a person reads over a coffee, on a phone."""
_GLANCE = PageSize(text=1100, words=90, blocks=9)
"""The part of it that names what else there is, where not all fits."""
_FIRST_WITH_GLANCE = PageSize(text=_FIRST.text - _GLANCE.text, words=_FIRST.words - _GLANCE.words, blocks=12)
_LATER = PageSize(text=_FIRST.text, words=400, blocks=12)
_LAST = PageSize(text=_FIRST.text, words=600, blocks=13)
"""The last page may grow by the background, rather than leave it alone on another."""

_LONGEST_NAME = 80
_LONGEST_HEADLINE = 220
_LONGEST_GLANCE = 120
_PUBLISHERS_NAMED = 3
# A sentence's link counts as text; one that is longer than this stands in the sources only.
_LONGEST_INLINE_LINK = 320
# Tried in turn until a story fits a page: characters of each sentence, and whether numbers are links.
_WAYS_TO_TELL = ((600, True), (600, False), (280, False), (120, False))

_WORDS_OF_VALUE = 3

_BACKGROUND = "background"

LATE_AFTER = timedelta(minutes=10)
"""A briefing that was composed so long after its hour says so."""


def briefing_views(
    briefing: Briefing,
    *,
    languages: Sequence[str] = READER_LANGUAGES,
    due_at: datetime | None = None,
    role_id: int | None = None,
) -> list[Card]:
    """The pages of a briefing; the first is the message that is posted.

    A button `more_id(briefing.id, page)` asks for `briefing_views(…)[page]`, and `sources_id(briefing.id,
    page)` for `sources_views(…)[page]`.

    Args:
        briefing: What is told.
        languages: What its readers read; sentences in others are marked with their language.
        due_at: The hour of the subscription that it answers; a late one says so.
        role_id: The role that the first page calls.
    """
    briefing = proven(briefing)
    cited = citations(briefing)
    pages, glance = _pages(briefing, cited, languages)
    proofs = _proofs(briefing)
    cards = []
    for number, page in enumerate(pages):
        head = _later_head(briefing, number, len(pages)) if number else _head(briefing, due_at, role_id)
        also = [glance] if glance and not number else []
        buttons = _turning(briefing, pages, number)
        if cited:
            proof = proofs.get(page[0].key, 0)
            buttons.append(button(f"Sources ({len(cited)})", sources_id(briefing.id, proof)))
        texts = [head, *(block.text for block in page), *also, _foot(briefing)]
        cards.append(Card(texts, buttons=buttons, accent=QUIET if briefing.is_quiet else NEWS))
    return cards


def _pages(
    briefing: Briefing, cited: Mapping[str, Citation], languages: Sequence[str]
) -> tuple[list[list[Block]], str]:
    """The stories and the background on pages, and what the first page says about the others."""
    blocks = [_story_block(story, cited, languages) for story in briefing.stories]
    background = _background_block(briefing, cited, languages)
    pages = paged(blocks, _FIRST, _LATER)
    if len(pages) == 1:
        return _with_background(pages, background, _FIRST), ""
    pages = paged(blocks, _FIRST_WITH_GLANCE, _LATER)
    told = {block.key for block in pages[0]}
    glance = _glance([story for story in briefing.stories if story.id not in told], cited, languages)
    return _with_background(pages, background, _LAST), glance


def _with_background(pages: list[list[Block]], background: Block | None, last: PageSize) -> list[list[Block]]:
    """At the end of the last page where that holds it, else on a page of its own."""
    if background is None:
        return pages
    together = [*pages[-1], background]
    return [*pages[:-1], together] if last.holds(together) or not pages[-1] else [*pages, [background]]


def _proofs(briefing: Briefing) -> dict[str, int]:
    """The page of sources on which the proof of each block begins, by the block's key."""
    page_of = source_pages(briefing)
    first_cited = {story.id: story.headline_article_id for story in briefing.stories}
    if briefing.notes:
        first_cited[_BACKGROUND] = briefing.notes[0].id
    return {key: page_of.get(article_id, 0) for key, article_id in first_cited.items()}


def _turning(briefing: Briefing, pages: Sequence[Sequence[Block]], number: int) -> list[discord.ui.Button[Any]]:
    buttons = []
    if number:
        buttons.append(button("Back", more_id(briefing.id, number - 1)))
    if number + 1 < len(pages):
        left = [block for page in pages[number + 1 :] for block in page]
        buttons.append(button(_more_label(left), more_id(briefing.id, number + 1), prominent=True))
    return buttons


def _head(briefing: Briefing, due_at: datetime | None, role_id: int | None) -> str:
    name = escape(briefing.topic.name, at_most=_LONGEST_NAME)
    is_late = due_at is not None and briefing.at - due_at > LATE_AFTER
    late = f"\n-# Late: this was due {moment(due_at, 'f')}, while Briefbot was away." if is_late and due_at else ""
    called = f"\n-# <@&{role_id}>" if role_id is not None else ""
    return f"## {name}\n{_summary(briefing)}{late}{called}"


def _later_head(briefing: Briefing, number: int, of: int) -> str:
    name = escape(briefing.topic.name, at_most=_LONGEST_NAME)
    return f"### {name}\n-# {moment(briefing.at, 'D')} · page {number + 1} of {of}"


def _summary(briefing: Briefing) -> str:
    since = moment(since_when(briefing), "f")
    if briefing.is_quiet:
        return f"**Nothing new** since {since} — {articles_read(briefing)}.\n{quiet_remark(briefing)}"
    return f"**{news_counts(briefing)}** since {since}"


def _foot(briefing: Briefing) -> str:
    read = count(briefing.articles_read, "article")
    until = moment(briefing.window_to, "f")
    return f"-# {read} read up to {until}. Sentences are quoted; their numbers lead to the sources."


def _story_block(story: BriefedStory, cited: Mapping[str, Citation], languages: Sequence[str]) -> Block:
    for at_most, linked in _WAYS_TO_TELL:
        text = _story_text(story, cited, languages, at_most=at_most, linked=linked)
        if length(text) <= _FIRST_WITH_GLANCE.text:
            break
    words = len(headline_of(story).split()) + sum(len(quote.text.split()) for quote in told_quotes(story))
    counted = sum(len(line.values) for line in tally_lines(story))
    return Block(text, words + _WORDS_OF_VALUE * counted, key=story.id)


def _glance(left: Sequence[BriefedStory], cited: Mapping[str, Citation], languages: Sequence[str]) -> str:
    """The headlines of what stands behind "More", as many as fit."""
    lines: list[Block] = []
    for story in left:
        citation = cited.get(story.headline_article_id)
        headline = escape(headline_of(story), at_most=_LONGEST_GLANCE)
        number = f"{_number(citation, linked=True)}{_foreign(citation.article if citation else None, languages)}"
        line = Block(f"- `{story.status.value.upper()}` {headline} {number}".rstrip(), len(headline.split()))
        if not _GLANCE.holds([*lines, line]):
            break
        lines.append(line)
    unnamed = len(left) - len(lines)
    rest = f"\n-# and {unnamed} more" if unnamed and lines else ""
    return "\n".join(["-# Also in this briefing", *(line.text for line in lines)]) + rest if lines else ""


def _story_text(
    story: BriefedStory, cited: Mapping[str, Citation], languages: Sequence[str], *, at_most: int, linked: bool
) -> str:
    articles = {article.id: article for article in story.articles}

    def attributed(text: str, article_id: str, longest: int, unmarked: Sequence[str]) -> str:
        number = _number(cited.get(article_id), linked=linked)
        return f"{escape(text, at_most=longest)} {number}{_foreign(articles.get(article_id), unmarked)}".rstrip()

    speaker, quotes = story.headline_article_id, told_quotes(story)
    unmarked = languages_in_sight(languages, articles.get(speaker))
    bullet = "- " if len(quotes) > 1 else ""
    return "\n".join(
        [
            f"-# `{story.status.value.upper()}` {_when(story.articles)}",
            f"### {attributed(headline_of(story), speaker, min(_LONGEST_HEADLINE, at_most), languages)}",
            *(f"{bullet}{attributed(quote.text, quote.article_id, at_most, unmarked)}" for quote in quotes),
            *(_tally(line, cited, linked=linked) for line in tally_lines(story)),
            f"-# {_publishers(story.articles)}",
        ]
    )


def _tally(line: Line, cited: Mapping[str, Citation], *, linked: bool) -> str:
    values = []
    for each in line.values:
        when = f", {moment(each.told_at, 't')}" if each.told_at else ""
        number = _number(cited.get(each.article_id), linked=linked)
        values.append(f"{each.before}{each.number} ({escape(each.source)}{when}) {number}".rstrip())
    return f"**{line.label}:** {''.join(values)}"


def _number(citation: Citation | None, *, linked: bool) -> str:
    if citation is None:
        return ""
    url = safe_url(citation.article.url) or ""
    return link(f"[{citation.number}]", url if linked and len(url) <= _LONGEST_INLINE_LINK else None)


def _foreign(article: Article | None, languages: Sequence[str]) -> str:
    language = foreign_language(article, languages)
    return f" *({language})*" if language else ""


def _when(articles: Sequence[Article]) -> str:
    told_at = newest(articles)
    return moment(told_at, "R") if told_at else "undated"


def _publishers(articles: Sequence[Article]) -> str:
    names = publishers(articles)
    shown = ", ".join(escape(name) for name in names[:_PUBLISHERS_NAMED])
    more = len(names) - _PUBLISHERS_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _background_block(briefing: Briefing, cited: Mapping[str, Citation], languages: Sequence[str]) -> Block | None:
    notes = {note.id: note for note in briefing.notes}
    bullet = "- " if len(briefing.background) > 1 else ""
    lines = [
        f"{bullet}{escape(quote.text, at_most=400)} {_number(cited.get(quote.article_id), linked=True)}"
        f"{_foreign(notes.get(quote.article_id), languages)}".rstrip()
        for quote in briefing.background
    ]
    if not lines:
        return None
    words = sum(len(quote.text.split()) for quote in briefing.background)
    return Block("\n".join(["-# `BACKGROUND`", *lines]), words, key=_BACKGROUND)


def _more_label(left: Sequence[Block]) -> str:
    stories = sum(1 for block in left if block.key != _BACKGROUND)
    return f"More: {count(stories, 'story', 'stories')}" if stories else "Background"
