from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest

from bot.errors import FetchError, StorageError
from bot.model import Alias, Article, FeedProfile, Topic
from bot.pipeline.intake import Intake
from bot.pipeline.refresh import Stage
from bot.sources.fetch import Fetched, Fetcher, NotModified
from bot.storage import Added, KnownArticle, Storage
from tests.feed_server import Entry, FeedServer
from tests.pipeline.conftest import NOON, Reader, SetClock, refreshing

HOUR = timedelta(hours=1)
BRIDGE = Entry("/bridge", "Bridge opens in Gyumri", "The bridge over the Akhuryan opened on Friday.", NOON - 2 * HOUR)
BRIDGES = Topic("bridges", "Bridges", aliases=(Alias("bridge*", "en"),))
SCHOOL = Entry("/school", "School closes in Goris", "The school in Goris closed for repairs.", NOON - HOUR)


async def test_articles_of_due_feeds_are_stored(storage: Storage, feeds: FeedServer, clock: SetClock) -> None:
    storage.add_feed(feeds.put("/a.xml", "Example News", [BRIDGE, SCHOOL]), now=NOON)
    async with refreshing(storage, clock) as refresher:
        report = await refresher.run()
    assert (report.asked, report.entries, report.new, report.failures) == (1, 2, 2, [])
    stored = storage.articles_between(NOON - 3 * HOUR, NOON)
    assert [article.title for article in stored] == ["Bridge opens in Gyumri", "School closes in Goris"]
    assert stored[0].source == "Example News"
    assert stored[0].published_at == NOON - 2 * HOUR


async def test_feed_is_not_asked_again_before_it_is_due(storage: Storage, feeds: FeedServer, clock: SetClock) -> None:
    storage.add_feed(feeds.put("/a.xml", "Example News", [BRIDGE]), now=NOON)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
        assert (await refresher.run()).asked == 0
        clock.advance(timedelta(minutes=17))
        assert (await refresher.run()).asked == 1
        assert (await refresher.run(everything=True)).asked == 1


async def test_unchanged_feed_answers_not_modified_and_is_not_read(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    storage.add_feed(feeds.put("/a.xml", "Example News", [BRIDGE]), now=NOON)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
        report = await refresher.run(everything=True)
    assert feeds.asked == [("/a.xml", 200), ("/a.xml", 304)]
    assert (report.unchanged, report.entries) == (1, 0)


async def test_a_silent_feed_is_asked_for_the_whole_document_once_a_day(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    storage.add_feed(feeds.put("/a.xml", "Example News", [BRIDGE]), now=NOON)
    feeds.stuck = {"/a.xml"}
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
        feeds.put("/a.xml", "Example News", [BRIDGE, replace(BRIDGE, link="/new", title="A school opens in Gyumri")])
        clock.advance(timedelta(hours=18))
        assert (await refresher.run(everything=True)).new == 0  # some hours of silence are usual
        clock.advance(timedelta(days=1))
        assert (await refresher.run(everything=True)).new == 1
        clock.advance(timedelta(hours=1))
        await refresher.run(everything=True)
    assert [status for _, status in feeds.asked] == [200, 304, 200, 304]


async def test_a_feed_that_never_had_anything_is_not_believed_to_be_unchanged_for_ever(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    storage.add_feed(feeds.put("/a.xml", "Example News", []), now=NOON)
    feeds.stuck = {"/a.xml"}
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
        feeds.put("/a.xml", "Example News", [BRIDGE])
        assert (await refresher.run(everything=True)).new == 0
        clock.advance(timedelta(days=1))
        assert (await refresher.run(everything=True)).new == 1


async def test_same_body_without_validators_is_not_read_again(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.has_validators = False
    storage.add_feed(feeds.put("/a.xml", "Example News", [BRIDGE]), now=NOON)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
        report = await refresher.run(everything=True)
    assert feeds.asked == [("/a.xml", 200), ("/a.xml", 200)]
    assert (report.unchanged, report.entries) == (1, 0)


async def test_edited_entry_updates_its_article_and_keeps_the_earlier_text(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    storage.add_feed(feeds.put("/a.xml", "Example News", [BRIDGE]), now=NOON)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
        edited = Entry(BRIDGE.link, BRIDGE.title, "The bridge will open on Monday.", BRIDGE.published_at)
        feeds.put("/a.xml", "Example News", [edited])
        report = await refresher.run(everything=True)
    assert (report.new, report.changed) == (0, 1)
    (article,) = storage.articles_between(NOON - 3 * HOUR, NOON)
    assert article.text == "The bridge will open on Monday."
    assert [before.text for before, _ in storage.texts_then(NOON - HOUR)] == [BRIDGE.text]


async def test_a_text_that_other_code_reads_in_another_way_is_taken_and_was_not_edited(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    def say(*texts: str) -> None:
        entries = [Entry(BRIDGE.link, BRIDGE.title, text, BRIDGE.published_at) for text in texts]
        feeds.put("/a.xml", "Example News", entries)

    say("The bridge opened. ADVERT")
    storage.add_feed(feeds.url("/a.xml"), now=NOON)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
    clock.advance(HOUR)
    say("The bridge opened.")  # as the next release reads it
    async with refreshing(storage, clock, cleaned_by="the next release") as refresher:
        report = await refresher.run(everything=True)
        [article] = storage.articles_between(NOON - 3 * HOUR, NOON)
        assert (report.new, report.changed, article.text) == (0, 0, "The bridge opened.")
        assert storage.edited_at([article.id], clock.now) == {}
        assert [before.text for before, _ in storage.texts_then(NOON)] == ["The bridge opened. ADVERT"]
        clock.advance(HOUR)
        say("The bridge is closed.")
        assert (await refresher.run(everything=True)).changed == 1
    assert storage.edited_at([article.id], clock.now) == {article.id: clock.now}


async def test_one_broken_feed_does_not_stop_the_others(storage: Storage, feeds: FeedServer, clock: SetClock) -> None:
    feeds.feeds["/page.xml"] = "<html><body>We have moved</body></html>"
    feeds.statuses["/down.xml"] = 503
    for path, title in (("/page.xml", "A page"), ("/down.xml", "Down"), ("/gone.xml", "Gone")):
        storage.add_feed(feeds.url(path), title, now=NOON)
    storage.add_feed(feeds.put("/good.xml", "Example News", [BRIDGE]), now=NOON)
    async with refreshing(storage, clock) as refresher:
        report = await refresher.run()
    assert (report.asked, report.new) == (4, 1)
    assert [failure.name for failure in report.failures] == ["A page", "Down", "Gone"]
    assert all(failure.reason and "\n" not in failure.reason for failure in report.failures)
    errors = {feed.title: feed.error for feed in storage.feeds()}
    assert errors["Example News"] is None
    assert "503" in (errors["Down"] or "")


async def test_site_address_that_is_none_stops_no_feed(storage: Storage, feeds: FeedServer, clock: SetClock) -> None:
    hostile = feeds.put("/bad.xml", "Bad", [BRIDGE])
    feeds.feeds["/bad.xml"] = feeds.feeds["/bad.xml"].replace("<item>", '<item><source url="http://[bad">news</source>')
    storage.add_feed(hostile, now=NOON)
    storage.add_feed(feeds.put("/good.xml", "Example News", [SCHOOL]), now=NOON)
    async with refreshing(storage, clock) as refresher:
        report = await refresher.run()
    assert (report.asked, report.new, report.failures) == (2, 2, [])


async def test_bug_that_one_feed_meets_stops_no_other(
    storage: Storage, feeds: FeedServer, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    class Stumbles(Fetcher):
        async def fetch_if_changed(self, url: str, **conditions: str | None) -> Fetched | NotModified:
            if url.endswith("/bad.xml"):
                raise LookupError("nobody thought of that")
            return await super().fetch_if_changed(url, **conditions)

    storage.add_feed(feeds.put("/bad.xml", "Bad", [BRIDGE]), "Bad", now=NOON)
    storage.add_feed(feeds.put("/good.xml", "Example News", [SCHOOL]), now=NOON)
    async with refreshing(storage, clock, fetcher=Stumbles) as refresher:
        report = await refresher.run()
    assert (report.new, [failure.name for failure in report.failures]) == (1, ["Bad"])
    assert "nobody thought of that" in caplog.text
    assert {feed.title: feed.error_streak for feed in storage.feeds()} == {"Bad": 1, "Example News": 0}


async def test_database_that_is_away_is_no_fault_of_a_feed(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    class Away(Storage):
        def known_articles(self, ids: Sequence[str]) -> dict[str, KnownArticle]:  # noqa: ARG002
            raise StorageError("postgresql://db", "connection refused")

    storage.add_feed(url := feeds.put("/feed.xml", "Example News", [BRIDGE]), now=NOON)
    storage.set_full_text(url, full_text=True)
    async with refreshing(Away(storage._database), clock) as refresher:
        with pytest.raises(StorageError):
            await refresher.run()
    assert [(feed.error_streak, feed.last_tried_at) for feed in storage.feeds()] == [(0, None)]


async def test_failing_feed_waits_longer_each_time_and_recovers(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.statuses["/a.xml"] = 500
    storage.add_feed(feeds.url("/a.xml"), now=NOON)
    waits = []
    async with refreshing(storage, clock) as refresher:
        for _ in range(9):
            await refresher.run(everything=True)
            (feed,) = storage.feeds()
            waits.append(feed.due_at - clock.now)
        assert all(later > earlier for earlier, later in itertools.pairwise(waits[:5]))
        assert max(waits) <= timedelta(hours=24)
        assert feed.error_streak == 9
        del feeds.statuses["/a.xml"]
        feeds.put("/a.xml", "Example News", [BRIDGE])
        await refresher.run(everything=True)
    (feed,) = storage.feeds()
    assert (feed.error, feed.error_streak) == (None, 0)
    assert feed.due_at - clock.now < timedelta(minutes=17)


async def test_feed_that_is_gone_or_asks_for_patience_is_left_alone_as_long(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    class Answers(Fetcher):
        async def fetch_if_changed(self, url: str, **_: str | None) -> Fetched | NotModified:
            gone = url.endswith("/gone.xml")
            raise FetchError(url, "no", status=410 if gone else 429, retry_after=None if gone else 3 * HOUR)

    for path in ("/gone.xml", "/busy.xml"):
        storage.add_feed(feeds.url(path), path, now=NOON)
    async with refreshing(storage, clock, fetcher=Answers) as refresher:
        await refresher.run()
    waits = {feed.title: feed.due_at - NOON for feed in storage.feeds()}
    assert waits == {"/gone.xml": 24 * HOUR, "/busy.xml": 3 * HOUR}


async def test_feed_that_moved_for_good_is_read_at_its_new_address_after_a_week(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.moved["/old.xml"] = "/new.xml"
    feeds.put("/new.xml", "Example News", [BRIDGE])
    storage.add_feed(feeds.url("/old.xml"), now=NOON)
    async with refreshing(storage, clock) as refresher:
        for _ in range(3):
            await refresher.run(everything=True)
            clock.advance(timedelta(days=4))
        assert [path for path, _ in feeds.asked] == ["/old.xml", "/new.xml", "/old.xml", "/new.xml", "/new.xml"]
        (feed,) = storage.feeds()
        assert (feed.moved_to, feed.moved_at) == (feeds.url("/new.xml"), NOON)
        assert storage.add_feed(feeds.url("/new.xml"), now=NOON) is False
        feeds.put("/old.xml", "Example News", [BRIDGE])
        feeds.moved.clear()
        feeds.statuses["/new.xml"] = 404
        await refresher.run(everything=True)
        assert (await refresher.run(everything=True)).failures == []
    (feed,) = storage.feeds()
    assert (feed.moved_to, feed.moved_at, feed.error) == (None, None, None)


async def test_relative_links_lead_to_where_a_feed_has_moved(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.put("/new/feed.xml", "Example News", [BRIDGE])
    feeds.feeds["/new/feed.xml"] = feeds.feeds["/new/feed.xml"].replace("<link>https://news.example/", "<link>")
    feeds.moved["/old.xml"] = "/new/feed.xml"
    storage.add_feed(feeds.url("/old.xml"), now=NOON)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
    (article,) = storage.articles_between(NOON - 3 * HOUR, NOON)
    assert (article.url, article.feed_url) == (feeds.url("/new/bridge"), feeds.url("/old.xml"))


async def test_feed_that_moves_on_after_its_first_address_has_died_is_read_on(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    feeds.moved["/old.xml"] = "/new.xml"
    feeds.put("/new.xml", "Example News", [BRIDGE])
    storage.add_feed(feeds.url("/old.xml"), now=NOON)
    async with refreshing(storage, clock) as refresher:
        for _ in range(3):
            await refresher.run(everything=True)
            clock.advance(timedelta(days=4))
        feeds.moved = {"/new.xml": "/newest.xml"}
        feeds.put("/newest.xml", "Example News", [BRIDGE])
        await refresher.run(everything=True)
        feeds.put("/newest.xml", "Example News", [BRIDGE, SCHOOL])
        assert [(await refresher.run(everything=True)).new for _ in range(2)] == [0, 1]
        clock.advance(timedelta(days=8))
        feeds.asked.clear()
        assert (await refresher.run(everything=True)).failures == []
    assert [path for path, _ in feeds.asked] == ["/newest.xml"]


async def test_feed_that_is_gone_twice_is_paused_told_once_and_asked_again_on_request(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    url = feeds.url("/a.xml")
    feeds.statuses["/a.xml"] = 410
    storage.add_feed(url, now=NOON)
    async with refreshing(storage, clock) as refresher:
        assert (await refresher.run()).paused == []
        clock.advance(timedelta(days=1))
        (paused,) = (await refresher.run()).paused
        assert "gone for good" in paused.reason
        clock.advance(timedelta(days=9))
        assert (await refresher.run(everything=True)).asked == 0
        assert storage.add_feed(url, now=clock.now) is False
        assert (await refresher.run()).asked == 1


async def test_a_month_in_which_no_feed_answers_is_our_own_networks_and_pauses_none(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    for path in ("/a.xml", "/b.xml"):
        storage.add_feed(feeds.put(path, path, [BRIDGE]), now=NOON)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
        feeds.statuses = {"/a.xml": 503, "/b.xml": 503}
        for _ in range(40):
            clock.advance(timedelta(days=1))
            report = await refresher.run(everything=True)
            assert (len(report.failures), report.paused) == (2, [])
        assert "no more" not in report.failures[0].reason
        del feeds.statuses["/a.xml"]
        clock.advance(timedelta(days=1))
        (paused,) = (await refresher.run(everything=True)).paused
    assert (paused.name, "has failed since 1 May 2026, so it is read no more" in paused.reason) == ("/b.xml", True)


async def test_what_an_undated_feed_lists_is_known_until_it_has_dates(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    undated = replace(BRIDGE, published_at=None)
    url = feeds.put("/a.xml", "Example News", [undated, SCHOOL])
    storage.add_feed(url, now=NOON)
    storage.add_feed(feeds.put("/b.xml", "Other News", [SCHOOL]), now=NOON)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
        stored = {each.id for each in storage.articles_between(NOON - 3 * HOUR, NOON)}
        assert refresher.listed == {url: stored}
        await refresher.run(everything=True)
        assert refresher.listed == {url: stored}
        feeds.put("/a.xml", "Example News", [SCHOOL])
        await refresher.run(everything=True)
    assert refresher.listed == {}


async def test_undated_feed_is_as_new_as_what_was_first_seen_last(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    undated = replace(BRIDGE, published_at=None)
    storage.add_feed(feeds.put("/a.xml", "Example News", [undated]), now=NOON)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
        clock.advance(HOUR)
        feeds.put("/a.xml", "Example News renamed", [undated])
        await refresher.run()
        assert storage.feeds()[0].newest_at == NOON
        clock.advance(HOUR)
        feeds.put("/a.xml", "Example News", [undated, replace(SCHOOL, published_at=None)])
        await refresher.run()
    assert storage.feeds()[0].newest_at == NOON + 2 * HOUR


async def test_what_a_feed_says_of_itself_and_its_pace_are_kept(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    storage.add_feed(feeds.put("/a.xml", "Example News", [BRIDGE, SCHOOL]), now=NOON)
    async with refreshing(storage, clock) as refresher:
        await refresher.run()
        clock.advance(HOUR)
        await refresher.run()
    (feed,) = storage.feeds()
    assert feed.profile == FeedProfile("Example News", "en", "https://news.example/")
    assert (feed.newest_at, feed.per_day) == (NOON - HOUR, 3)


async def test_crash_before_storing_asks_again_with_nothing_lost(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    class BrokenIntake(Intake):
        def add(self, *_: object, **__: object) -> Added:
            raise MemoryError

    storage.add_feed(feeds.put("/a.xml", "Example News", [BRIDGE]), now=NOON)
    async with refreshing(storage, clock, BrokenIntake(storage)) as refresher:
        try:
            await refresher.run()
        except MemoryError:
            pass
        else:
            raise AssertionError("the intake broke, and nobody noticed")
    async with refreshing(storage, clock) as refresher:
        assert (await refresher.run()).new == 1


async def test_what_was_told_of_a_topic_before_it_was_followed_is_caught_up_on_though_no_feed_is_due(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    storage.add_feed(feeds.put("/a.xml", "Example News", [BRIDGE, SCHOOL]), now=NOON)
    followed: set[str] = set()
    intake = Intake(storage, embedder=Reader("a model"), followed=lambda: followed)
    intake.use_topics(lambda: [BRIDGES])
    seen: list[tuple[Stage, int, int]] = []
    async with refreshing(storage, clock, intake) as refresher:
        assert (await refresher.run()).caught_up == 0
        followed.add("bridges")
        report = await refresher.run(progress=lambda *at: seen.append(at))
        assert (report.asked, report.caught_up) == (0, 1)
        assert (await refresher.run()).caught_up == 0
    assert seen[-1] == (Stage.CAUGHT_UP, 1, 1)


async def test_a_run_that_was_cancelled_reads_no_further_article_once_it_is_ended(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    class Slow(Reader):
        def vector(self, article: Article) -> bytes:
            reading.set()
            assert goes_on.wait(10)
            return super().vector(article)

    reading, goes_on, model = Event(), Event(), Slow("a model")
    storage.add_feed(feeds.put("/a.xml", "Example News", [BRIDGE, replace(SCHOOL, title="A bridge closes")]), now=NOON)
    intake = Intake(storage, embedder=model)
    intake.use_topics(lambda: [BRIDGES])
    async with refreshing(storage, clock, intake) as refresher:
        run = asyncio.create_task(refresher.run())
        assert await asyncio.to_thread(reading.wait, 10)
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
        refresher.end()
        goes_on.set()
        await asyncio.to_thread(intake.use_topics, lambda: [BRIDGES])  # once what is read lets go of the intake
    assert len(model.read) == 1
    assert storage.articles_between(NOON - 3 * HOUR, NOON) == ()
    async with refreshing(storage, clock, intake) as refresher:
        assert (await refresher.run()).new == 2


async def test_progress_counts_every_feed_and_then_every_new_article(
    storage: Storage, feeds: FeedServer, clock: SetClock
) -> None:
    for number in range(5):
        storage.add_feed(feeds.put(f"/{number}.xml", "Example News", [BRIDGE]), now=NOON)
    seen: list[tuple[Stage, int, int]] = []
    async with refreshing(storage, clock) as refresher:
        await refresher.run(progress=lambda *at: seen.append(at))
    assert seen == [*((Stage.FEEDS, number, 5) for number in range(1, 6)), (Stage.ARTICLES, 1, 1)]
