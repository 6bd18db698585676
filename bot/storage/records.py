"""Between the model's values and the columns and payloads they are kept in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter

from bot.model import AliasHit, Article, Briefing, FeedProfile, Topic, TopicMatch
from bot.storage.queries import AnyRow
from bot.storage.tables import article_versions, articles, matches

_T = TypeVar("_T")

_ARTICLE_FIELDS = [field.name for field in fields(Article)]
ARTICLE_COLUMNS = [articles.c[name] for name in _ARTICLE_FIELDS]
# Of an article as one of its versions has it: a row that holds these is one for `article_from`.
VERSION_COLUMNS = [article_versions.c.get(column.name, column) for column in ARTICLE_COLUMNS]
MATCH_COLUMNS = [matches.c[field.name] for field in fields(TopicMatch)]


class KnownArticle(NamedTuple):
    """Of an article that is stored: its `content_hash`, and the feed it first came by (None for seeds)."""

    content_hash: str
    feed_url: str | None


def content_hash(article: Article) -> str:
    """What changes when its source edits the article, and only then: 32 hex digits.

    Of a feed's article title, text and address count: feeds restate dates without news. A seed's
    file is its operator's word, so there everything counts.
    """
    edited: list[object] = [article.title, article.text, article.url]
    if article.feed_url is None:
        published = article.published_at.isoformat() if article.published_at else None
        labels = [sorted(article.credits.items()), article.topics]
        edited += [article.source, article.language, published, article.kind, *labels]
    return hashlib.blake2b(json.dumps(edited).encode(), digest_size=16).hexdigest()


def is_edit(article: Article, known: KnownArticle) -> bool:
    """True where the article's own source says something else than is stored, or a seed takes it over."""
    its_own = article.feed_url is None or article.feed_url == known.feed_url
    return its_own and content_hash(article) != known.content_hash


def article_values(article: Article, *, read_at: datetime) -> dict[str, Any]:
    """A row of `articles`; `read_at` is when this text was read."""
    return {name: getattr(article, name) for name in _ARTICLE_FIELDS} | {
        "credits": dict(article.credits),
        "told_at": article.told_at,
        "read_at": read_at,
        "content_hash": content_hash(article),
    }


def article_from(row: AnyRow) -> Article:
    """The article of a row that holds ARTICLE_COLUMNS."""
    values = {name: getattr(row, name) for name in _ARTICLE_FIELDS}
    return Article(**values | {"topics": tuple(row.topics)})


def match_values(article: Article | AnyRow, found: Sequence[TopicMatch]) -> list[dict[str, Any]]:
    """Rows of `matches`; of an article its id, its kind and when it was told are needed."""
    return [
        {
            "article_id": article.id,
            "topic_id": match.topic_id,
            "kind": article.kind,
            "told_at": article.told_at,
            "aboutness": match.aboutness,
            "score": match.score,
            "hits": [[hit.alias, hit.field, hit.start, hit.end] for hit in match.hits],
        }
        for match in found
    ]


def match_from(row: AnyRow) -> TopicMatch:
    """The match of a row that holds MATCH_COLUMNS."""
    return TopicMatch(row.topic_id, row.aboutness, row.score, tuple(AliasHit(*hit) for hit in row.hits))


def as_kept(briefing: Briefing) -> Briefing:
    """What of a briefing may be asked for later: without the names its topic is found by, and unquoted texts.

    Of 71 kB on a big topic with 38 articles 10 are left.
    """
    quoted = {quote.article_id for quote in briefing.background}
    quoted |= {article_id for story in briefing.stories for article_id, quote in story.cited if quote}
    stories = tuple(
        replace(story, articles=_quoted_texts(story.articles, quoted), lent=_quoted_texts(story.lent, quoted))
        for story in briefing.stories
    )
    topic = replace(briefing.topic, descriptions=(), aliases=(), together=(), excluded=())
    notes, reading = (_quoted_texts(some, quoted) for some in (briefing.notes, briefing.reading))
    return replace(briefing, topic=topic, stories=stories, notes=notes, reading=reading)


def _quoted_texts(articles_told: Sequence[Article], quoted: set[str]) -> tuple[Article, ...]:
    return tuple(article if article.id in quoted else replace(article, text="") for article in articles_told)


_adapter: Callable[[type], TypeAdapter[Any]] = cache(TypeAdapter)  # each takes a while to be made


def as_json(value: Briefing | FeedProfile | Topic) -> str:
    """All of it; of a briefing the articles as they now stand."""
    # pydantic knows and expects no Mapping but dict.
    return _adapter(type(value)).dump_json(value, fallback=dict, warnings=False).decode()


def from_json(kind: type[_T], payload: str) -> _T:
    """The value of that kind, equal to the one that was kept.

    Raises:
        ValueError: Another version of this program kept it otherwise.
    """
    value: _T = _adapter(kind).validate_json(payload)
    return value
