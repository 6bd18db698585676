from __future__ import annotations

from datetime import timedelta

import pytest

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
