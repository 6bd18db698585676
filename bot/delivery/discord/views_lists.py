"""Lists and notices as Discord messages: what a search found, the bot itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.delivery.discord.card import QUIET, Card
from bot.delivery.discord.custom_ids import search_id
from bot.delivery.discord.lists import LIST, turning
from bot.delivery.discord.markdown import escape, moment, way_to
from bot.delivery.discord.paging import Block, paged
from bot.delivery.frame import SEARCH_FILTERS, title_of, when_told
from bot.delivery.languages import language_name
from bot.delivery.links import publisher
from bot.delivery.plain import one_line, says_the_same, shorten
from bot.delivery.rows import Figures, Found
from bot.delivery.speech import Speech
from bot.model import NO_SOURCE, Article

_LONGEST_NOTICE = 1500


def notice_view(text: str) -> Card:
    """One message to one person: what went wrong and what to do, or that something is done."""
    return Card([escape(text, at_most=_LONGEST_NOTICE) or "…"])


def search_view(found: Found, speech: Speech) -> Card:
    """A page of what a search found; `search_id(query, page)` asks for another."""
    if not found.articles:
        return _nothing_found(found, speech)
    head = speech.say("### Found: {asked}", asked=escape(found.query, at_most=100))
    where = f" · {speech.say('page {number}', number=found.page + 1)}" if found.page or found.has_more else ""
    blocks = [Block(_hit(article, speech)) for article in found.articles]
    hint = _unread(found.unread, speech)
    texts = ["\n".join([f"{head}{where}", *hint]), *(block.text for block in paged(blocks, LIST, LIST)[0])]
    return Card(texts, buttons=turning(found.page, partial(search_id, found.query), speech, has_more=found.has_more))


def _nothing_found(found: Found, speech: Speech) -> Card:
    """What to leave out of the search: of words that all had to be there, or of its filters."""
    lines = [speech.say("Nothing was found for “{asked}”.", asked=escape(found.query, at_most=100))]
    if found.wants_all:
        lines.append(
            speech.say("-# All words must be in an article; leave one out, shorten it, or write OR between two.")
        )
    lines += _unread(found.unread, speech)
    if found.kept_to:
        kept = escape(" ".join(found.kept_to), at_most=100)
        lines.append(
            speech.say("-# Only what fits {filters} was searched; leave that out to search everything.", filters=kept)
        )
    return Card(["\n".join(lines)])


def _unread(unread: Sequence[str], speech: Speech) -> list[str]:
    if not unread:
        return []
    names, known = escape(" ".join(unread), at_most=60), escape(" ".join(SEARCH_FILTERS))
    return [speech.say("-# {names} was taken for a word; a search keeps to {filters}.", names=names, filters=known)]


def about_view(figures: Figures, speech: Speech) -> Card:
    """What this bot is and how it fares."""
    failing = speech.count(figures.feeds_failing, " ({n} not answering)", " ({n} not answering)")
    refreshed = moment(figures.last_refresh_at, "R") if figures.last_refresh_at else speech.say("not yet")
    about = speech.say(
        "Sourced briefings on the topics you follow. Every sentence is quoted from an article, and its number leads "
        "there; *Sources* shows the original words."
    )
    lines = [
        speech.count(figures.articles, "- {n} article", "- {n} articles"),
        speech.count(figures.feeds, "- {n} feed", "- {n} feeds") + (failing if figures.feeds_failing else ""),
        speech.count(figures.subscriptions, "- {n} subscription", "- {n} subscriptions"),
        speech.count(figures.briefings_sent, "- {n} briefing posted", "- {n} briefings posted"),
        speech.say("- feeds last read: {when}", when=refreshed),
    ]
    hints = [
        speech.say("-# `/brief` a topic · `/topic list` · `/subscribe` a channel · `/search` everything that was read"),
        speech.say("-# `/timeline` the days that mattered · `/story` and `/why` look closely"),
        speech.say("-# Whoever manages a server: `/feed`, `/settings`, `/status`, `/correct`"),
    ]
    return Card(
        [
            f"### Briefbot {escape(figures.version, at_most=40)}\n{about}",
            "\n".join(lines),
            "\n".join(hints),
        ],
        accent=QUIET,
    )


def _hit(article: Article, speech: Speech) -> str:
    parts = [] if article.source == NO_SOURCE else [escape(publisher(article.source, None))]
    if article.language:
        parts.append(language_name(article.language, speech.locale))
    parts.append(when_told(article, lambda at: moment(at, "f"), speech))
    if way := way_to(article.url):
        parts.append(way)
    beginning = shorten(one_line(article.text), 160)
    lines = [f"**{escape(title_of(article, speech), at_most=160)}**", f"-# {' · '.join(parts)}"]
    return "\n".join(lines if says_the_same(article.text, article.title) else [*lines, escape(beginning)])
