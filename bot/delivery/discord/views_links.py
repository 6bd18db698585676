"""The links of a message, as Discord messages: what each article says, or why that cannot be told."""

from __future__ import annotations

from collections.abc import Iterator

from bot.delivery.discord.card import Card
from bot.delivery.discord.limits import MOST_TEXT
from bot.delivery.discord.markdown import escape, moment, number_link, way_to
from bot.delivery.discord.paging import Block, PageSize, first_fitting, paged
from bot.delivery.frame import title_of, when_told
from bot.delivery.languages import language_name
from bot.delivery.links import is_called, passage_url, publisher, safe_url
from bot.delivery.proof import proven_quotes
from bot.delivery.rows import LinkRemedy, LinksTold, LinkTold, LinkUntold
from bot.delivery.speech import Speech
from bot.model import Quote

_PAGE = PageSize(text=MOST_TEXT - 500, words=10_000, blocks=10)
_LONGEST_TITLE, _LONGEST_REASON = 200, 300
# Characters of each sentence, and whether its number leads to its place on the page rather than to the page.
_WAYS_TO_QUOTE = ((700, True), (700, False), (300, False), (120, False))


def links_views(told: LinksTold, speech: Speech) -> list[Card]:
    """The links of a message in their order, on one message mostly and never on more than each link needs."""
    pages = paged(list(_blocks(told, speech)), _PAGE, _PAGE)
    cards = []
    for number, page in enumerate(pages):
        texts = [block.text for block in page]
        if not number:
            texts.insert(0, _head(told, speech))
        if number == len(pages) - 1 and (foot := _foot(told, speech)):
            texts.append(foot)
        cards.append(Card(texts))
    return cards


def _head(told: LinksTold, speech: Speech) -> str:
    return speech.count(len(told.links), "### {n} link of this message", "### {n} links of this message")


def _foot(told: LinksTold, speech: Speech) -> str:
    lines = []
    if any(isinstance(each, LinkTold) for each in told.links):
        lines.append(speech.say("-# Sentences are quoted as they were published; their numbers lead there."))
    if told.left_out:
        lines.append(
            speech.count(
                told.left_out,
                "-# {n} more link is left out: that would be too many at once.",
                "-# {n} more links are left out: that would be too many at once.",
            )
        )
    return "\n".join(lines)


def _blocks(told: LinksTold, speech: Speech) -> Iterator[Block]:
    for number, each in enumerate(told.links, 1):
        yield Block(_told(number, each, speech) if isinstance(each, LinkTold) else _untold(number, each, speech))


def _told(number: int, told: LinkTold, speech: Speech) -> str:
    article, quotes = told.article, proven_quotes(told.article, told.quotes)
    title = escape(title_of(article, speech), at_most=_LONGEST_TITLE)
    head = f"**[{number}] {title}**\n-# {_origin(told, speech)}"
    if not quotes:
        return f"{head}\n{speech.say('Nothing but its headline is known.')}"

    def line(quote: Quote, at_most: int, *, leads_there: bool) -> str:
        url = passage_url(article.url, quote.text) if leads_there else safe_url(article.url)
        return f"> {escape(quote.text, at_most=at_most)} {number_link(number, url)}"

    ways = (
        "\n".join([head, *(line(quote, at_most, leads_there=leads_there) for quote in quotes)])
        for at_most, leads_there in _WAYS_TO_QUOTE
    )
    return first_fitting(ways, _PAGE.text)


def _origin(told: LinkTold, speech: Speech) -> str:
    article = told.article
    name = publisher(article.source, None)
    parts = [] if is_called(name, article.url) else [escape(name)]
    parts += [way] if (way := way_to(article.url)) else []
    parts += [language_name(article.language, speech.locale)] if article.language else []
    parts.append(when_told(article, lambda at: f"{moment(at, 'f')}, {moment(at, 'R')}", speech))
    if not told.is_kept:
        parts.append(speech.say("read just now"))
    if told.is_paid:
        parts.append(speech.say("not all of it can be read without paying"))
    return " · ".join(parts)


def _untold(number: int, told: LinkUntold, speech: Speech) -> str:
    where = way_to(told.url) or escape(told.url, at_most=100)
    reason = escape(speech.tell(told.reason), at_most=_LONGEST_REASON)
    why = f"{speech.sentence(reason)} " if reason else ""
    return f"**[{number}]** {where}\n{why}{_remedy(told, speech)}"


def _remedy(told: LinkUntold, speech: Speech) -> str:
    match told.remedy:
        case LinkRemedy.OPEN:
            return speech.say("Open it in your browser.")
        case LinkRemedy.CHECK:
            return speech.say("See whether the link is written right, or ask whoever posted it.")
        case LinkRemedy.LATER:
            return speech.say("Try again in a while, or open it in your browser.")
        case LinkRemedy.WAIT:
            if told.again_at is None:
                return speech.say("I know no such article, and I may read no pages here. Open it in your browser.")
            when = moment(told.again_at, "R")
            return speech.count(
                told.most,
                "I read {n} page an hour for you; the next one can be read {when}.",
                "I read {n} pages an hour for you; the next one can be read {when}.",
                when=when,
            )
