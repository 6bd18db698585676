"""A topic's timeline as Discord messages: the days that mattered, each with a sentence or two and where they stand."""

from __future__ import annotations

from functools import partial

from bot.delivery.days import dated_beside
from bot.delivery.discord.card import NEWS, Card, Picture
from bot.delivery.discord.custom_ids import timeline_id
from bot.delivery.discord.limits import MOST_TEXT
from bot.delivery.discord.lists import turning, which_page
from bot.delivery.discord.markdown import escape
from bot.delivery.discord.paging import Block, PageSize, first_fitting, paged
from bot.delivery.discord.views_sources import origin
from bot.delivery.frame import day_counts
from bot.delivery.links import publisher
from bot.delivery.plain import shorten
from bot.delivery.proof import proven_days
from bot.delivery.speech import Speech
from bot.delivery.times import calendar_day
from bot.model import Article, Quote, Timeline, TimelineDay

_PAGE = PageSize(text=MOST_TEXT - 400, words=250, blocks=10)
_WAYS_TO_QUOTE = (500, 250, 120)
_LONGEST_IN_WORDS = 1024


def timeline_views(timeline: Timeline, speech: Speech, png: bytes | None = None) -> list[Card]:
    """The pages of a timeline; at least one, and every day on exactly one of them.

    Args:
        png: Its picture, for the first page.
    """
    timeline = proven_days(timeline)
    name = escape(timeline.topic.name_in(speech.locale), at_most=80)
    head = f"### {speech.say('Timeline: {topic}', topic=name)}"
    if not timeline.days or timeline.first is None or timeline.last is None:
        return [Card([f"{head}\n{speech.say('Nothing is known about this topic from these days.')}"])]
    ends = dict.fromkeys(calendar_day(day, speech.locale) for day in (timeline.first, timeline.last))
    read = speech.count(sum(timeline.told.values()), "{n} article", "{n} articles")
    pages = paged([_day(day, timeline, speech) for day in timeline.days], _PAGE, _PAGE)
    cards = []
    for number, page in enumerate(pages):
        id_of = partial(timeline_id, timeline.topic.id, timeline.first, timeline.last)
        buttons = turning(number, id_of, speech, has_more=number + 1 < len(pages))
        where = which_page(number, len(pages), speech)
        texts = [f"{head}\n-# {' – '.join(ends)} · {read}{where}", *(block.text for block in page)]
        picture = None
        if png and not number:
            picture = Picture("timeline.png", png, _in_words(timeline, speech), _legend(speech))
        cards.append(Card(texts, buttons=buttons, accent=NEWS, picture=picture))
    return cards


def _legend(speech: Speech) -> str:
    """What the bars of the picture are, in the colours of `bot.delivery.picture`."""
    return speech.say(
        "-# Articles a day:\n-# 🟧 of the days listed here\n-# 🟦 of the others\n-# ⬜ later ones that look back"
    )


def _in_words(timeline: Timeline, speech: Speech) -> str:
    """What the picture shows, for those who do not see it."""
    days = ", ".join(
        f"{calendar_day(day.day, speech.locale)} ({', '.join(day_counts(day, timeline, speech))})"
        for day in timeline.days
    )
    return shorten(speech.say("Articles a day as bars; the days that mattered: {days}", days=days), _LONGEST_IN_WORDS)


def _day(day: TimelineDay, timeline: Timeline, speech: Speech) -> Block:
    head = f"**{calendar_day(day.day, speech.locale)}** · {' · '.join(day_counts(day, timeline, speech))}"

    def told(quote: Quote, article: Article, at_most: int) -> str:
        said = escape(dated_beside(quote, article, day.day, speech.locale), at_most=at_most)
        return f"{said}\n-# {escape(publisher(article.source, None))} · {origin(article, speech)}"

    ways = ("\n".join([head, *(told(*each, at_most) for each in day.sentences)]) for at_most in _WAYS_TO_QUOTE)
    words = sum(len(quote.text.split()) for quote, _ in day.sentences)
    return Block(first_fitting(ways, _PAGE.text), words)
