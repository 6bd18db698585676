"""A story of a briefing as Discord's markup, and the numbers and languages that stand behind what is quoted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.delivery.citations import Citation, citations
from bot.delivery.days import with_days
from bot.delivery.discord.markdown import escape, moment, number_link
from bot.delivery.form import Form
from bot.delivery.frame import (
    foreign_language,
    headline_of,
    languages_in_sight,
    newest,
    overstated,
    publishers,
    tag,
)
from bot.delivery.links import safe_url
from bot.delivery.speech import Speech
from bot.delivery.tallies import Line, tally_lines
from bot.model import Article, BriefedStory, Briefing, Overstatement, Quote

_LONGEST_HEADLINE = 220
_PUBLISHERS_NAMED = 3
WAYS_TO_TELL = ((600, True), (600, False), (280, False), (120, False))
"""Tried in turn until a story fits a page: characters of each sentence, and whether numbers are links."""


class Telling(NamedTuple):
    """What the whole of a briefing is told with.

    Attributes:
        languages: What its readers read.
        read_at: When it is told, by the clocks of its readers.
    """

    cited: Mapping[str, Citation]
    languages: Sequence[str]
    form: Form
    read_at: datetime

    @classmethod
    def of(cls, briefing: Briefing, form: Form) -> Telling:
        """With what a briefing is told in this form."""
        return cls(citations(briefing), briefing.languages, form, form.by_the_clocks(briefing.at))

    @property
    def speech(self) -> Speech:
        """The words of the frame."""
        return self.form.speech


def story_text(
    story: BriefedStory,
    quotes: Sequence[Quote],
    telling: Telling,
    *,
    at_most: int,
    linked: bool,
    headed: bool = True,
) -> str:
    """A story with these of its sentences.

    Args:
        at_most: Characters of each sentence.
        linked: Whether numbers are links, where they stand first: each link takes as much room as a line of text.
        headed: Whether its headline stands above.
    """
    articles = story.citable
    speech, languages = telling.speech, telling.languages
    told: set[str] = set()

    def number(article_id: str) -> str:
        is_first = article_id not in told
        told.add(article_id)
        return number_shown(telling.cited.get(article_id), linked=linked and is_first)

    def attributed(text: str, article_id: str, longest: int, unmarked: Sequence[str]) -> str:
        foreign = language_shown(articles.get(article_id), unmarked, speech)
        return f"{escape(text, at_most=longest)} {number(article_id)}{foreign}".rstrip()

    def dated(quote: Quote) -> str:
        return with_days(quote, articles.get(quote.article_id), telling.read_at, speech.locale)

    speaker = story.headline_article_id
    unmarked = languages_in_sight(languages, articles.get(speaker))
    bullet = "- " if len(quotes) > 1 else ""
    headline = attributed(headline_of(story, speech), speaker, min(_LONGEST_HEADLINE, at_most), languages)
    return "\n".join(
        [
            f"-# `{tag(story.status, speech)}` {_when(story.articles, speech)}",
            *([f"### {headline}"] if headed else []),
            *(f"{bullet}{attributed(dated(quote), quote.article_id, at_most, unmarked)}" for quote in quotes),
            *(_overstated(each, number, speech) for each in story.overstatements),
            *(_tally(line, number) for line in tally_lines(story, speech)),
            f"-# {_publishers(story.articles, speech)}",
        ]
    )


def _overstated(claim: Overstatement, number: Callable[[str], str], speech: Speech) -> str:
    return f"-# {escape(overstated(claim, speech))} {number(claim.quote.article_id)}".rstrip()


def _tally(line: Line, number: Callable[[str], str]) -> str:
    values = []
    for each in line.values:
        when = f", {moment(each.told_at, 't')}" if each.told_at else ""
        values.append(f"{each.before}{each.number} ({escape(each.source)}{when}) {number(each.article_id)}".rstrip())
    return f"**{line.label}** {''.join(values)}"


def number_shown(citation: Citation | None, *, linked: bool) -> str:
    """The number of what is cited in brackets, as a link where that is wanted and its address not too long."""
    if citation is None:
        return ""
    return number_link(citation.number, safe_url(citation.article.url) if linked else None)


def language_shown(article: Article | None, languages: Sequence[str], speech: Speech) -> str:
    """The language of an article in brackets, with the space before it, where its readers read others."""
    language = foreign_language(article, languages, speech)
    return f" *({language})*" if language else ""


def _when(articles: Sequence[Article], speech: Speech) -> str:
    told_at = newest(articles)
    return moment(told_at, "R") if told_at else speech.say("undated")


def _publishers(articles: Sequence[Article], speech: Speech) -> str:
    names = publishers(articles)
    shown = ", ".join(escape(name) for name in names[:_PUBLISHERS_NAMED])
    more = len(names) - _PUBLISHERS_NAMED
    return speech.count(more, "{names} and {n} more", "{names} and {n} more", names=shown) if more > 0 else shown
