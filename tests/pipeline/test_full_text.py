from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import FetchError, ParseError
from bot.storage import Storage
from tests.feed_server import Entry, FeedServer
from tests.pipeline.conftest import NOON, SetClock, refreshing
from tests.sources.test_pages import SENTENCES, page

HOUR = timedelta(hours=1)
WHOLE = "\n\n".join(SENTENCES)
TEASER = Entry("/one", "Bridge opens", "The bridge opened.", NOON - HOUR)


def put(feeds: FeedServer, *entries: Entry) -> str:
    url = feeds.put("/a.xml", "Example News", entries)
    feeds.feeds["/a.xml"] = feeds.feeds["/a.xml"].replace("<link>https://news.example/", f"<link>{feeds.url('/')}")
    return url


async def stored_text(storage: Storage, feeds: FeedServer, clock: SetClock) -> str:
    url = put(feeds, TEASER)
    storage.add_feed(url, now=NOON)
    storage.set_full_text(url, full_text=True)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
    (article,) = storage.articles_between(NOON - 2 * HOUR, NOON)
    return article.text


async def test_new_articles_are_read_from_their_pages_once(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.feeds["/one"] = page()
    assert WHOLE in await stored_text(storage, feeds, clock)
    put(feeds, TEASER, Entry("/two", "School opens", "The school opened.", NOON - HOUR))
    async with refreshing(storage, clock) as refresher:
        report = await refresher.run(everything=True)
    assert (report.new, report.changed) == (1, 0)
    paths = [path for path, _ in feeds.asked]
    assert (paths.count("/one"), paths.count("/two")) == (1, 1)


async def test_an_article_that_is_told_again_under_another_address_is_not_read_again(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    teaser = replace(TEASER, published_at=NOON - HOUR + timedelta(seconds=7), guid="5")
    url = put(feeds, teaser)
    storage.add_feed(url, now=NOON)
    storage.set_full_text(url, full_text=True)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
    put(feeds, replace(teaser, link="/two", title="Bridge opens at last"))
    async with refreshing(storage, clock) as refresher:
        report = await refresher.run(everything=True)
    assert (report.new, report.changed) == (0, 0)
    assert "/two" not in [path for path, _ in feeds.asked]


@pytest.mark.parametrize(
    ("robots", "status", "is_read"),
    [
        (None, None, True),
        ("User-agent: *\nDisallow: /private", None, True),
        ("User-agent: briefbot\nDisallow: /o*e$", None, False),
        ("User-agent: *\nDisallow: /\nAllow: /one", None, True),
        (None, 503, False),
    ],
)
async def test_robots_txt_decides_what_is_read(
    storage: Storage, feeds: FeedServer, clock: SetClock, robots: str | None, status: int | None, is_read: bool
) -> None:
    feeds.feeds["/one"] = page()
    if robots:
        feeds.feeds["/robots.txt"] = robots
    if status:
        feeds.statuses["/robots.txt"] = status
    assert (WHOLE in await stored_text(storage, feeds, clock)) is is_read
    assert ("/one" in [path for path, _ in feeds.asked]) is is_read


async def test_feed_keeps_its_own_text_where_the_page_cannot_be_read(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    assert await stored_text(storage, feeds, clock) == "The bridge opened."


async def test_a_front_page_that_an_article_leads_to_is_not_its_text(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.moved["/one"], feeds.feeds["/"], feeds.types["/"] = "/", page(), "text/html"
    assert await stored_text(storage, feeds, clock) == "The bridge opened."
    async with refreshing(storage, clock) as refresher:
        with pytest.raises(ParseError, match="no article is found"):
            await refresher.page(feeds.url("/one"))
        article, _ = await refresher.page(feeds.url("/"))
    assert WHOLE in article.text


async def test_the_page_that_a_person_names_is_an_article_and_is_not_kept(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.feeds["/one"], feeds.types["/one"] = page(), "text/html"
    async with refreshing(storage, clock) as refresher:
        article, read = await refresher.page(feeds.url("/one?utm_source=chat"))
    assert (article.title, article.url) == ("Bridge opens", feeds.url("/one"))
    assert WHOLE in article.text
    assert (article.language, article.told_at, read.is_paid) == ("en", None, False)
    assert storage.counts().articles == 0


async def test_what_is_no_web_page_is_not_read_as_one(storage: Storage, feeds: FeedServer, clock: SetClock) -> None:
    feeds.feeds["/one"], feeds.types["/one"] = page(), "application/pdf"
    async with refreshing(storage, clock) as refresher:
        with pytest.raises(ParseError, match="that is no web page but application/pdf"):
            await refresher.page(feeds.url("/one"))


async def test_a_site_whose_robots_txt_cannot_be_read_says_why_and_is_asked_again_soon(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.feeds["/one"], feeds.types["/one"] = page(), "text/html"
    feeds.statuses["/robots.txt"] = 503
    async with refreshing(storage, clock) as refresher:
        for _ in range(2):
            with pytest.raises(FetchError, match="out of service") as caught:
                await refresher.page(feeds.url("/one"))
        assert caught.value.may_pass
        assert feeds.asked == [("/robots.txt", 503)]
        del feeds.statuses["/robots.txt"]
        clock.advance(timedelta(minutes=11))
        await refresher.page(feeds.url("/one"))


async def test_a_robots_txt_without_end_is_read_to_its_limit_only(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.feeds["/one"], feeds.types["/one"] = page(), "text/html"
    feeds.feeds["/robots.txt"] = "User-agent: *\n" + "Disallow: /*a*b*c*d\n" * 40_000 + "Disallow: /\n"
    async with refreshing(storage, clock) as refresher:
        began = time.process_time()
        await refresher.page(feeds.url("/one"))
        assert time.process_time() - began < 3
