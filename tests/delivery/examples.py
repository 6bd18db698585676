"""Invented briefings: nobody said any of this, and no such places publish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.delivery.rows import Receipt
from bot.model import Article, ArticleKind, BriefedStory, Briefing, Quote, StoryStatus, Topic

AT = datetime(2031, 5, 14, 4, 0, tzinfo=UTC)
TOPIC = Topic("lake-villages", "The Lake Villages", description="Three villages, one lake and the dam above them.")


def article(
    number: int,
    title: str,
    text: str = "",
    *,
    source: str = "Lakeside Courier",
    host: str | None = "lakesidecourier.example",
    language: str | None = "en",
    hours_ago: float | None = 3,
    url: str | None = None,
    kind: ArticleKind = ArticleKind.NEWS,
) -> Article:
    address = url if url is not None else (f"https://{host}/2031/05/{number}" if host else None)
    return Article(
        id=f"{number:016x}",
        source=source,
        title=title,
        text=text or title,
        first_seen_at=AT,
        feed_url=f"https://{host}/feed" if host else None,
        url=address,
        language=language,
        published_at=AT - timedelta(hours=hours_ago) if hours_ago is not None else None,
        kind=kind,
    )


def quote(source: Article, sentence: str | None = None) -> Quote:
    sentence = source.text if sentence is None else sentence
    start = source.text.index(sentence)
    return Quote.of(source, start, start + len(sentence))


def story(
    number: int,
    articles: Sequence[Article],
    quotes: Sequence[Quote] | None = None,
    *,
    status: StoryStatus = StoryStatus.NEW,
    headline: str | None = None,
) -> BriefedStory:
    return BriefedStory(
        id=f"{0xA0 + number:016x}",
        headline=headline if headline is not None else articles[0].title,
        headline_article_id=articles[0].id,
        status=status,
        quotes=tuple(quotes if quotes is not None else [quote(each) for each in articles[:3]]),
        articles=tuple(articles),
    )


def briefing(
    stories: Sequence[BriefedStory] = (),
    *,
    articles_read: int = 412,
    notes: Sequence[Article] = (),
    topic: Topic = TOPIC,
) -> Briefing:
    return Briefing(
        id="0123456789abcdef",
        topic=topic,
        at=AT,
        window_from=AT - timedelta(hours=24),
        window_to=AT,
        articles_read=articles_read,
        stories=tuple(stories),
        background=tuple(quote(note) for note in notes),
        notes=tuple(notes),
        languages=("en",),
    )


NOTE = article(
    90,
    "The lake and its dam",
    "The lake was filled in 1958 behind an earth dam that serves three villages and one power station.",
    source="Briefbot notes",
    host=None,
    hours_ago=None,
    kind=ArticleKind.NOTE,
)


def example() -> Briefing:
    """A usual morning: six stories in English, Polish and Armenian, one of them without a date."""
    ministry = "The ministry opened two of the dam's four gates at 05:40 and asked the lower village to leave by noon."
    courier = article(1, "Dam gates opened as the lake reaches its highest level since 1974", ministry, hours_ago=1.5)
    gazeta = article(
        2,
        "Otwarto śluzy tamy nad jeziorem",
        "Według służb ratowniczych ewakuowano 214 osób, a dwie drogi do dolnej wsi są zamknięte.",
        source="Gazeta Nadjeziorna",
        host="wiadomosci.nadjeziorna.example",
        language="pl",
        hours_ago=2,
    )
    lratu = article(
        3,
        "Լճի մակարդակը բարձրացել է",
        "Ջրի մակարդակը մեկ օրում բարձրացել է 38 սանտիմետրով։",
        source="Լճի Լրատու",
        host="lratu.example",
        language="hy",
        hours_ago=4,
    )
    radio = article(4, "Lower village leaves", source="Radio Embankment", host="embankment.example", hours_ago=2.5)
    council = article(
        5,
        "Council votes 7 to 5 to keep the ferry running",
        "The council voted 7 to 5 on Tuesday evening to pay for the ferry until the end of September. Its owner had "
        "said that the last boat would go on 1 June.",
        source="The Ferryman",
        host="ferryman.example",
        hours_ago=9,
    )
    fishery = article(
        6,
        "Fishery reports fewer whitefish for a third year",
        "Boats landed 61 tonnes of whitefish in April, against 74 a year before.",
        source="lakesidecourier.example",
        host="news.fish-market.example",
        hours_ago=14,
    )
    headline_only = article(
        7, "Szkoła w górnej wsi znów otwarta", source="Gazeta Nadjeziorna", host="nadjeziorna.example", language="pl"
    )
    road = article(
        8,
        "Road to the pass stays closed",
        "The road to the pass stays closed after a rockfall on Sunday, and the bus goes by the old bridge.",
        source="Radio Embankment",
        host="embankment.example",
        hours_ago=20,
    )
    letter = article(
        9,
        "An engineer's letter on the spillway",
        "An engineer of the power station wrote that the spillway was last inspected in 2019.",
        source="seed",
        host=None,
        hours_ago=None,
    )
    first, second = council.text.split(". ", 1)[0] + ".", council.text.split(". ", 1)[1]
    return briefing(
        [
            story(1, [courier, gazeta, lratu, radio], [quote(courier), quote(gazeta), quote(lratu)]),
            story(2, [council], [quote(council, first), quote(council, second)], status=StoryStatus.UPDATED),
            story(3, [fishery]),
            story(4, [headline_only]),
            story(5, [road], status=StoryStatus.ONGOING),
            story(6, [letter], status=StoryStatus.ONGOING),
        ],
        notes=[NOTE],
    )


def quiet() -> Briefing:
    """A day on which only what was told before goes on."""
    usual = example()
    return replace(usual, stories=usual.stories[4:], compared_with=AT - timedelta(hours=24))


def empty() -> Briefing:
    """A window in which nothing was told; the latest known is weeks old."""
    usual = example()
    old = replace(usual.stories[1], status=StoryStatus.EARLIER)
    told = tuple(replace(each, published_at=AT - timedelta(days=40)) for each in old.articles)
    return replace(usual, stories=(replace(old, articles=told),), articles_read=37)


def crowded(stories: int = 25, *, words: int = 50, url_length: int = 60) -> Briefing:
    """Many long stories of three articles each."""
    told = []
    for number in range(stories):
        articles = [
            article(
                1000 + 3 * number + part,
                f"Headline {number} of a story that is told at some length in part {part}",
                f"Sentence {number}-{part} " + " ".join(f"word{index}" for index in range(words)) + ".",
                url=f"https://long.example/{number}/{part}/".ljust(url_length, "x"),
            )
            for part in range(3)
        ]
        told.append(story(100 + number, articles))
    return briefing(told, notes=[NOTE])


def receipt(**wrong: Any) -> Receipt:
    """How a usual day was, but for what was wrong."""
    usual: dict[str, Any] = {
        "due_at": AT,
        "asked": 38,
        "unanswered": 0,
        "unread_since": None,
        "failing": (),
        "silent": (),
        "given_up": (),
        "articles": 1_204,
        "opened": 310,
        "joined": 0,
        "sent": 512,
        "late": 0,
        "slowest": timedelta(),
        "undelivered": (),
        "waiting": 0,
        "waiting_since": None,
        "waiting_reason": None,
        "missed": 0,
        "uncomposed": 0,
        "subscriptions": 40,
        "paused": 0,
        "newly_paused": (),
    }
    return Receipt(**usual | wrong)
