"""The proof of a briefing: each numbered source with its publisher, time, language and original words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.delivery.citations import Citation, citations, story_alone, uncited
from bot.delivery.discord.card import Card
from bot.delivery.discord.custom_ids import sources_id
from bot.delivery.discord.limits import MOST_TEXT
from bot.delivery.discord.lists import turning, which_page
from bot.delivery.discord.markdown import escape, moment, way_to
from bot.delivery.discord.paging import Block, PageSize, first_fitting, paged
from bot.delivery.form import USUAL, Form
from bot.delivery.frame import headline_of, title_of, when_edited, when_told
from bot.delivery.languages import language_name
from bot.delivery.links import is_called, publisher
from bot.delivery.plain import says_the_same
from bot.delivery.proof import proven
from bot.delivery.speech import Speech
from bot.model import NO_SOURCE, Article, BriefedStory, Briefing

_HEAD = 400
_PAGE = PageSize(text=MOST_TEXT - _HEAD, words=600, blocks=15)
_LONGEST_TITLE = 200
_ALSO_NAMED = 8
_WAYS_TO_QUOTE = (700, 300, 120)


def sources_views(briefing: Briefing, form: Form = USUAL, *, story: str | None = None) -> list[Card]:
    """The pages of a briefing's sources; at least one, and every number on exactly one of them.

    Args:
        story: The id of the one story whose sources are shown, numbered as in its post.
    """
    told = story_alone(briefing, story) if story else briefing
    pages = paged(list(_blocks(told, form.speech)), _PAGE, _PAGE)
    return [_page(told, pages, number, form, story or "") for number in range(len(pages))]


def source_pages(briefing: Briefing, form: Form) -> dict[str, int]:
    """The page of `sources_views` on which each cited article stands, by the article's id."""
    pages = paged(list(_blocks(briefing, form.speech)), _PAGE, _PAGE)
    return {block.key: number for number, page in enumerate(pages) for block in page if block.key}


def _page(briefing: Briefing, pages: Sequence[Sequence[Block]], number: int, form: Form, story: str) -> Card:
    speech = form.speech
    head = speech.say("### Sources: {topic}", topic=escape(briefing.topic.name_in(speech.locale), at_most=80))
    when = f"{moment(briefing.at, 'f')}{which_page(number, len(pages), speech)}"
    words = speech.say("the words as they were published")
    texts = [f"{head}\n-# {when} · {words}", *(block.text for block in pages[number])]
    if not pages[number]:
        texts.append(speech.say("This briefing quotes nothing."))
    buttons = turning(
        number,
        lambda page: sources_id(briefing.id, page, form, story),
        speech,
        has_more=number + 1 < len(pages),
        more=speech.say("More sources"),
    )
    return Card(texts, buttons=buttons)


def _blocks(briefing: Briefing, speech: Speech) -> Iterator[Block]:
    briefing = proven(briefing)
    cited = citations(briefing)
    for story in briefing.stories:
        for citation in cited.values():
            if citation.story_id == story.id:
                yield _cited_block(citation, speech)
        if rest := uncited(story):
            yield _also_block(story, rest, speech)
    for citation in cited.values():
        if citation.story_id is None:
            yield _cited_block(citation, speech)


def _cited_block(citation: Citation, speech: Speech) -> Block:
    article = citation.article
    words = len(article.title.split()) + sum(len(quote.text.split()) for quote in citation.quotes)
    ways = (_cited(citation, speech, at_most) for at_most in _WAYS_TO_QUOTE)
    return Block(first_fitting(ways, _PAGE.text), words, key=article.id)


def _cited(citation: Citation, speech: Speech, at_most: int) -> str:
    """A source with its words, of each sentence so many characters."""
    article = citation.article
    title = escape(title_of(article, speech), at_most=min(_LONGEST_TITLE, at_most))
    by_title = article.source == NO_SOURCE
    head = title if by_title else escape(publisher(article.source, None))
    lines = [f"**[{citation.number}] {head}**", f"-# {cited_origin(citation, speech)}"]
    if not by_title and not any(says_the_same(article.title, quote.text) for quote in citation.quotes):
        lines.append(title)
    return "\n".join([*lines, *(f"> {escape(quote.text, at_most=at_most)}" for quote in citation.quotes)])


def origin(article: Article, speech: Speech) -> str:
    """Where it can be read, in which language, and when it was told."""
    parts = [way] if (way := way_to(article.url)) else []
    parts += [language_name(article.language, speech.locale)] if article.language else []
    return " · ".join([*parts, when_told(article, lambda at: moment(at, "f"), speech)])


def cited_origin(citation: Citation, speech: Speech) -> str:
    """Likewise, and when it was edited."""
    return " · ".join([origin(citation.article, speech), *when_edited(citation, lambda at: moment(at, "f"), speech)])


def _named_once(article: Article) -> str:
    """Publisher and link; the link alone where the publisher is called like its host."""
    name, way = publisher(article.source, None), way_to(article.url)
    return way if is_called(name, article.url) else f"{escape(name)} {way}".rstrip()


def _also_block(story: BriefedStory, rest: Sequence[Article], speech: Speech) -> Block:
    shown = [_named_once(article) for article in rest[:_ALSO_NAMED]]
    names, left = "; ".join(shown), len(rest) - _ALSO_NAMED
    if left > 0:
        names = speech.count(left, "{names} and {n} more", "{names} and {n} more", names=names)
    headline = escape(headline_of(story, speech), at_most=80)
    also = speech.say("-# Also on “{headline}”: {names}", headline=headline, names=names)
    return Block(also, 3 * len(shown))
