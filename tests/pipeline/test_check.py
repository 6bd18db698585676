from __future__ import annotations

from datetime import timedelta

from bot.pipeline.check import Checked
from bot.storage import Storage
from tests.feed_server import Entry, FeedServer
from tests.pipeline.conftest import NOON, SetClock, refreshing

HOUR = timedelta(hours=1)
ENTRIES = [Entry(f"/{n}", f"Bridge {n} opens", f"Bridge {n} opened on Friday.", NOON - n * 2 * HOUR) for n in range(37)]


async def check(storage: Storage, clock: SetClock, *urls: str) -> Checked:
    async with refreshing(storage, clock) as refresher:
        return await refresher.check(*urls)


async def test_feed_is_explained_and_nothing_is_kept(storage: Storage, feeds: FeedServer, clock: SetClock) -> None:
    feeds.moved["/old.xml"] = "/a.xml"
    feeds.put("/a.xml", "Example News", ENTRIES)
    checked = await check(storage, clock, feeds.url("/old.xml"))
    assert (checked.feed_url, checked.articles) == (feeds.url("/old.xml"), 37)
    told = "\n".join(step.sentence for step in checked.steps)
    for part in (
        f"it has moved for good to {feeds.url('/a.xml')}",
        "it is the feed of Example News (en): 37 of 37 entries are articles",
        "the newest is of 2026-05-01 12:00 UTC, usually 12 a day",
        "“Bridge 0 opens” (en, 26 characters) https://news.example/0",
        "unchanged, it will not be sent again",
    ):
        assert part in told
    assert all(step.is_good for step in checked.steps)
    assert (storage.feeds(), storage.counts().articles) == ((), 0)


async def test_a_feed_without_an_article_is_one_and_brings_nothing(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    url = feeds.put("/a.xml", "Example News", [])
    checked = await check(storage, clock, url)
    assert (checked.feed_url, checked.articles) == (url, 0)
    wrong = [step.sentence for step in checked.steps if not step.is_good]
    assert any("0 of 0 entries are articles" in sentence for sentence in wrong)


async def test_page_leads_to_the_feed_that_it_names(storage: Storage, feeds: FeedServer, clock: SetClock) -> None:
    feeds.feeds["/"] = '<html><head><link rel="alternate" type="application/rss+xml" href="/a.xml"></head></html>'
    url = feeds.put("/a.xml", "Example News", ENTRIES)
    checked = await check(storage, clock, feeds.url("/"))
    assert checked.feed_url == url
    assert "that is a web page, not a feed" in [step.sentence for step in checked.steps if not step.is_good]


async def test_a_list_of_feeds_is_called_so_and_nothing_else_is_tried(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.feeds["/list.opml"] = '<opml version="2.0"><body><outline xmlUrl="https://a.example/rss"/></body></opml>'
    feeds.put("/rss.xml", "Example News", ENTRIES)
    checked = await check(storage, clock, feeds.url("/list.opml"))
    assert checked.feed_url is None
    assert len(checked.steps) == 2
    assert "import it instead" in checked.steps[-1].sentence


async def test_page_that_names_none_has_the_usual_addresses_tried(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.feeds["/news"] = "<html><body>Welcome</body></html>"
    url = feeds.put("/rss.xml", "Example News", ENTRIES)
    assert (await check(storage, clock, feeds.url("/news"))).feed_url == url


async def test_address_without_an_answer_says_why(storage: Storage, feeds: FeedServer, clock: SetClock) -> None:
    checked = await check(storage, clock, feeds.url("/nothing"))
    assert checked.feed_url is None
    assert [step.sentence for step in checked.steps] == [
        f"{feeds.url('/nothing')}: there is nothing at this address any more, or never was (HTTP 404)"
    ]


async def test_where_one_address_does_not_answer_the_other_that_is_meant_is_asked(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    plain = feeds.put("/a.xml", "Example News", ENTRIES)
    secure = plain.replace("http:", "https:")
    checked = await check(storage, clock, secure, plain)
    assert (checked.feed_url, checked.articles) == (plain, 37)
    assert checked.steps[0].sentence == f"{secure}: no secure connection to 127.0.0.1 could be made"
    assert (await check(storage, clock, plain, secure)).steps[0].is_good


async def test_a_reason_that_holds_for_both_addresses_is_given_once(storage: Storage, clock: SetClock) -> None:
    checked = await check(storage, clock, "https://10.0.0.1:8000/", "http://10.0.0.1:8000/")
    [step] = checked.steps
    assert step.sentence.startswith("https://10.0.0.1:8000/: the address leads into a private or reserved network")
