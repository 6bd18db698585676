"""A briefing as JSON, for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.delivery.days import days_meant
from bot.delivery.proof import proven
from bot.delivery.times import utc_z
from bot.model import Article, BriefedStory, Briefing, Quote, Tally, text_hash

_HALF_A_PAIR = re.compile("[\ud800-\udfff]")


def briefing_json(briefing: Briefing) -> str:
    """The briefing as JSON; keys are only ever added, at the end of their object.

    ::

        {topic, at, window: {from, to}, articles_read,
         stories: [{id, headline, status,
                    sentences: [{text, start, end, article: {url, title, source, published, language}, hash,
                                 days: [{start, end, day}]}],
                    articles: [url, …], articles_count,
                    tallies: [{counts, whom, side, has_moved,
                               quantities: [{value, upto, bound, said_by, article: url, sentence, person}],
                               is_rival}],
                    overstatements: [{claims, says, sentence}], edited: [{article: url, seen}]}],
         id, topic_name, compared_with, background: [sentence, …], languages,
         reading: [{url, title, source, published, language}, …]}

    `topic` is the topic's id. Times are ISO 8601 in UTC with a Z. `status` is "new", "updated", "ongoing" or "earlier".
    A story that is told in brief, by its headline, has no `sentences`. `start` and `end` are half-open character
    offsets (code points) of the sentence in the article's text, `hash` the first 16 hex digits of the SHA-256 of the
    sentence in UTF-8. `url`, `published` and `language` are null where nobody knows them; `articles` lists the
    addresses of the story's articles, the cited ones first, without those that have none, and `articles_count` counts
    all. `compared_with` is when the reader was last told, or null. `tallies` are what the story's articles count and
    differ in; the `sentence` of a quantity is null where the article's title says it. `overstatements` are words of
    cited titles that claim more than the sentence of their text, `edited` when the text of a cited article was found
    changed. `background` quotes notes and explainers in the form of sentences, `reading` lists opinion and
    analysis. Text stands as it was read, unescaped but for JSON.
    """
    briefing = proven(briefing)
    notes = briefing.notes_by_id
    told = {
        "topic": briefing.topic.id,
        "at": utc_z(briefing.at),
        "window": {"from": utc_z(briefing.window_from), "to": utc_z(briefing.window_to)},
        "articles_read": briefing.articles_read,
        "stories": [_json_story(story) for story in briefing.stories],
        "id": briefing.id,
        "topic_name": briefing.topic.name,
        "compared_with": utc_z(briefing.compared_with) if briefing.compared_with else None,
        "background": [_json_sentence(quote, notes) for quote in briefing.background],
        "languages": list(briefing.languages),
        "reading": [_json_article(article) for article in briefing.reading],
    }
    text = json.dumps(told, ensure_ascii=False, indent=2)
    return _HALF_A_PAIR.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _json_story(story: BriefedStory) -> dict[str, Any]:
    by_id = story.citable
    return {
        "id": story.id,
        "headline": story.headline,
        "status": story.status.value,
        "sentences": [_json_sentence(quote, by_id) for quote in story.quotes],
        "articles": [article.url for article in story.articles if article.url],
        "articles_count": len(story.articles),
        "tallies": [_json_tally(tally, by_id) for tally in story.tallies],
        "overstatements": [
            {"claims": each.claims, "says": each.says, "sentence": _json_sentence(each.quote, by_id)}
            for each in story.overstatements
        ],
        "edited": [{"article": by_id[each].url, "seen": utc_z(at)} for each, at in story.edited.items()],
    }


def _json_sentence(quote: Quote, articles: Mapping[str, Article]) -> dict[str, Any]:
    article = articles[quote.article_id]
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "article": _json_article(article),
        "hash": quote.hash or text_hash(quote.text),
        "days": [
            {"start": quote.start + each.start, "end": quote.start + each.end, "day": each.day.isoformat()}
            for each in days_meant(quote, article)
            if each.day
        ],
    }


def _json_article(article: Article) -> dict[str, Any]:
    return {
        "url": article.url,
        "title": article.title,
        "source": article.source,
        "published": utc_z(article.published_at) if article.published_at else None,
        "language": article.language,
    }


def _json_tally(tally: Tally, articles: Mapping[str, Article]) -> dict[str, Any]:
    return {
        "counts": tally.counts,
        "whom": tally.whom,
        "side": tally.side,
        "has_moved": tally.has_moved,
        "quantities": [
            {
                "value": quantity.value,
                "upto": quantity.upto,
                "bound": quantity.bound,
                "said_by": quantity.said_by,
                "article": articles[quantity.article_id].url,
                "sentence": _json_sentence(quantity.quote, articles) if quantity.quote else None,
                "person": quantity.person,
            }
            for quantity in tally.quantities
        ],
        "is_rival": tally.is_rival,
    }
