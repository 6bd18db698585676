"""A briefing as Discord messages: first what is new, in about 250 words; the rest behind "More"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.delivery.card import NEWS, QUIET, Card, button
from bot.delivery.citations import Citation, citations
from bot.delivery.custom_ids import more_id, sources_id
from bot.delivery.limits import MOST_TEXT, length
from bot.delivery.links import safe_url
from bot.delivery.markdown import escape, link, moment
from bot.delivery.paging import Block, PageSize, paged
from bot.delivery.views_sources import source_page_of
from bot.delivery.wording import (
    READER_LANGUAGES,
    articles_read,
    count,
    foreign_language,
    newest,
    news_counts,
    publishers,
    quiet_remark,
    since_when,
    told_quotes,
)
from bot.model import Article, BriefedStory, Briefing

_HEAD_AND_FOOT = 900
"""Characters kept for the title, the summary and the last line."""
_PAGE = PageSize(text=MOST_TEXT - _HEAD_AND_FOOT, blocks=12, first_words=250, later_words=400)

_LONGEST_NAME = 80
_LONGEST_HEADLINE = 220
_LONGEST_PUBLISHER = 48
_PUBLISHERS_NAMED = 3
# A sentence's link counts as text; one that is longer than this stands in the sources only.
_LONGEST_INLINE_LINK = 320
# Tried in turn until a story fits a page: characters of each sentence, and whether numbers are links.
_WAYS_TO_TELL = ((600, True), (600, False), (280, False), (120, False))

_BACKGROUND = "background"


def briefing_views(briefing: Briefing, *, languages: Sequence[str] = READER_LANGUAGES) -> list[Card]:
    """The pages of a briefing; the first is the message that is posted.

    A button `more_id(briefing.id, page)` asks for `briefing_views(…)[page]`, and `sources_id(briefing.id,
    page)` for `sources_views(…)[page]`.

    Args:
        briefing: What is told.
        languages: What its readers read; sentences in others are marked with their language.
    """
    cited = citations(briefing)
    blocks = [_story_block(story, cited, languages) for story in briefing.stories]
    background = _background_block(briefing, cited, languages)
    pages = paged([*blocks, background] if background else blocks, _PAGE)
    return [_page(briefing, pages, number, cited) for number in range(len(pages))]


def _page(briefing: Briefing, pages: list[list[Block]], number: int, cited: Mapping[str, Citation]) -> Card:
    head = _head(briefing) if number == 0 else _later_head(briefing, number, len(pages))
    texts = [head, *(block.text for block in pages[number]), _foot(briefing)]
    buttons = []
    if number:
        buttons.append(button("Back", more_id(briefing.id, number - 1)))
    if number + 1 < len(pages):
        left = [block for page in pages[number + 1 :] for block in page]
        buttons.append(button(_more_label(left), more_id(briefing.id, number + 1), prominent=True))
    if cited:
        first = next((story for story in briefing.stories if pages[number] and story.id == pages[number][0].key), None)
        page = source_page_of(briefing, first.headline_article_id) if first else 0
        buttons.append(button(f"Sources ({len(cited)})", sources_id(briefing.id, page)))
    return Card(texts, buttons=buttons, accent=QUIET if briefing.is_quiet else NEWS)


def _head(briefing: Briefing) -> str:
    name = escape(briefing.topic.name, at_most=_LONGEST_NAME)
    return f"## {name}\n{_summary(briefing)}"


def _later_head(briefing: Briefing, number: int, of: int) -> str:
    name = escape(briefing.topic.name, at_most=_LONGEST_NAME)
    return f"### {name}\n-# {moment(briefing.at, 'D')} · page {number + 1} of {of}"


def _summary(briefing: Briefing) -> str:
    since = moment(since_when(briefing), "f")
    if briefing.is_quiet:
        return f"**Nothing new** since {since} — {articles_read(briefing)}.\n{quiet_remark(briefing)}"
    return f"**{news_counts(briefing)}** since {since}"


def _foot(briefing: Briefing) -> str:
    window = f"{moment(briefing.window_from, 'f')} – {moment(briefing.window_to, 'f')}"
    read = count(briefing.articles_read, "article")
    return f"-# {read} read, {window}. Sentences are quoted; numbers lead to their sources."


def _story_block(story: BriefedStory, cited: Mapping[str, Citation], languages: Sequence[str]) -> Block:
    for at_most, linked in _WAYS_TO_TELL:
        text = _story_text(story, cited, languages, at_most=at_most, linked=linked)
        if length(text) <= _PAGE.text:
            break
    words = len(story.headline.split()) + sum(len(quote.text.split()) for quote in told_quotes(story))
    return Block(text, words, key=story.id)


def _story_text(
    story: BriefedStory, cited: Mapping[str, Citation], languages: Sequence[str], *, at_most: int, linked: bool
) -> str:
    articles = {article.id: article for article in story.articles}
    tag = f"-# `{story.status.value.upper()}` · {_when(story.articles)} · {_publishers(story.articles)}"
    headline = escape(story.headline, at_most=min(_LONGEST_HEADLINE, at_most))
    lines = [tag, f"### {headline} {_number(cited.get(story.headline_article_id), linked=linked)}".rstrip()]
    for quote in told_quotes(story):
        language = _foreign(articles.get(quote.article_id), languages)
        number = _number(cited.get(quote.article_id), linked=linked)
        lines.append(f"{escape(quote.text, at_most=at_most)} {number}{language}".rstrip())
    return "\n".join(lines)


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
    shown = ", ".join(escape(name, at_most=_LONGEST_PUBLISHER) for name in names[:_PUBLISHERS_NAMED])
    more = len(names) - _PUBLISHERS_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _background_block(briefing: Briefing, cited: Mapping[str, Citation], languages: Sequence[str]) -> Block | None:
    notes = {note.id: note for note in briefing.notes}
    lines = [
        f"{escape(quote.text, at_most=400)} {_number(cited.get(quote.article_id), linked=True)}"
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
