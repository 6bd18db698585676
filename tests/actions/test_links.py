from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions.links import MOST_LINKS, LinkActions
from bot.delivery.rows import LinkRemedy, LinkTold, LinkUntold
from bot.errors import BadValueError, FetchError, ParseError, SourceError
from bot.model import Article
from bot.sources.identity import article_id
from bot.sources.pages import PageRead
from bot.storage import NewArticle, Storage
from tests.briefing.examples import EVENING, article

TEXT = (
    "Engineers opened the repaired spillway of the Sorven Dam on Wednesday morning after nineteen months of work. "
    "The gates carried 340 cubic metres of water a second in the first test of the spillway."
)


class Web:
    """Pages by address; everything else is what `failure` says."""

    def __init__(self) -> None:
        self.pages: dict[str, Article] = {}
        self.failure: SourceError = FetchError("x", "there is nothing at this address", status=404)
        self.asked: list[str] = []
        self.at_once = self.most_at_once = 0

    def put(self, url: str, title: str = "Sorven Dam opens its spillway", *, own: str | None = None) -> Article:
        made = article(article_id(None, None, own or url, title), title, TEXT, url=own or url, hours=None)
        self.pages[url] = made
        return made

    async def read(self, url: str) -> tuple[Article, PageRead]:
        self.asked.append(url)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        if url not in self.pages:
            raise self.failure
        read = self.pages[url]
        return read, PageRead(read.text, None, read.title, read.source, "en", None, is_paid="paid" in url)


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def links(storage: Storage, web: Web) -> LinkActions:
    made = LinkActions(storage=storage, clock=lambda: EVENING, most_pages=lambda: 6)
    made.use(web.read)
    return made


def keep(storage: Storage, given: Article) -> None:
    storage.add_articles([NewArticle(given, (), None, None)], now=EVENING)


async def test_what_is_kept_is_told_from_the_store_and_not_asked_for(
    storage: Storage, web: Web, links: LinkActions
) -> None:
    kept = article(article_id(None, None, "https://a.example/dam", ""), "Kept", TEXT, url="https://a.example/dam")
    keep(storage, kept)
    told = await links.summarise(1, ["See http://www.a.example/dam/?utm_source=chat#top."])
    (only,) = told.links
    assert isinstance(only, LinkTold)
    assert (only.article.id, only.is_kept, web.asked) == (kept.id, True, [])
    assert all(quote.holds_in(only.article) for quote in only.quotes)
    assert only.quotes


@pytest.mark.parametrize(
    "linked",
    [
        "https://a.example/edited?utm_source=chat",
        "http://www.a.example/edited/",
        "https://m.a.example/edited#top",
        "https://A.example/edited/?fbclid=1",
    ],
)
@pytest.mark.parametrize("later", ["https://a.example/edited", "http://www.a.example/edited/"])
async def test_what_was_told_later_at_an_address_is_told_from_the_store(
    storage: Storage, web: Web, links: LinkActions, later: str, linked: str
) -> None:
    first = article(article_id(None, None, "https://a.example/dam", ""), "Kept", TEXT, url="https://a.example/dam")
    keep(storage, first)
    keep(storage, replace(first, title="Edited", url=later))
    (only,) = (await links.summarise(1, [linked])).links
    assert isinstance(only, LinkTold)
    assert (only.article.title, only.is_kept, web.asked) == ("Edited", True, [])


async def test_what_is_not_kept_is_read_and_not_kept_either(storage: Storage, web: Web, links: LinkActions) -> None:
    web.put("https://a.example/paid")
    (only,) = (await links.summarise(1, ["https://a.example/paid"])).links
    assert isinstance(only, LinkTold)
    assert (only.is_kept, only.is_paid) == (False, True)
    assert all(quote.holds_in(only.article) for quote in only.quotes)
    assert storage.counts().articles == 0


async def test_a_page_that_is_kept_under_its_own_address_is_told_from_the_store(
    storage: Storage, web: Web, links: LinkActions
) -> None:
    read = web.put("https://short.example/x", own="https://a.example/dam")
    keep(storage, replace(read, title="As it was kept", feed_url="https://a.example/feed", published_at=EVENING))
    (only,) = (await links.summarise(1, ["https://short.example/x https://a.example/dam"])).links
    assert isinstance(only, LinkTold)
    assert (only.article.title, only.is_kept) == ("As it was kept", True)


async def test_of_what_is_kept_as_a_headline_the_page_is_read(storage: Storage, web: Web, links: LinkActions) -> None:
    read = web.put("https://a.example/dam")
    keep(storage, replace(read, text=read.title))
    (only,) = (await links.summarise(1, ["https://a.example/dam"])).links
    assert isinstance(only, LinkTold)
    assert not only.is_kept
    assert only.quotes


async def test_links_come_once_each_in_their_order_and_not_too_many(web: Web, links: LinkActions) -> None:
    urls = [f"https://a.example/{number}" for number in range(7)]
    for url in urls:
        web.put(url, f"Title of {url}")
    told = await links.summarise(1, [f"{urls[0]} {urls[1]} {urls[0]}", " ".join(urls[2:])], [urls[0] + "#x"])
    assert [each.article.url for each in told.links if isinstance(each, LinkTold)] == urls[:MOST_LINKS]
    assert told.left_out == 2
    assert sorted(web.asked) == urls[:MOST_LINKS]
    assert web.most_at_once <= 3


async def test_a_message_without_links_says_so(links: LinkActions) -> None:
    with pytest.raises(BadValueError, match="no link"):
        await links.summarise(1, ["", "no address here, ftp://a.example either"])


@pytest.mark.parametrize(
    ("failure", "remedy"),
    [
        (FetchError("x", "nothing there", status=404), LinkRemedy.CHECK),
        (FetchError("x", "gone", status=410), LinkRemedy.CHECK),
        (FetchError("x", "the site asks to be paid", status=402), LinkRemedy.OPEN),
        (FetchError("x", "a private network"), LinkRemedy.OPEN),
        (FetchError("x", "no answer", may_pass=True), LinkRemedy.LATER),
        (ParseError("x", "that is no web page but application/pdf"), LinkRemedy.OPEN),
    ],
)
async def test_a_link_that_cannot_be_told_says_why_and_what_to_do(
    web: Web, links: LinkActions, failure: SourceError, remedy: LinkRemedy
) -> None:
    web.failure = failure
    web.put("https://a.example/fine")
    lost, fine = (await links.summarise(1, ["https://a.example/lost https://a.example/fine"])).links
    assert lost == LinkUntold("https://a.example/lost", str(failure), remedy)
    assert isinstance(fine, LinkTold)


async def test_an_address_that_is_none_is_not_asked_for(web: Web, links: LinkActions) -> None:
    (only,) = (await links.summarise(1, ["https://user:secret@a.example/"])).links
    assert isinstance(only, LinkUntold)
    assert only.remedy is LinkRemedy.CHECK
    assert "secret" not in only.reason
    assert web.asked == []


async def test_nobody_has_more_pages_read_than_they_may_and_others_are_not_held_to_it(
    storage: Storage, web: Web
) -> None:
    now = EVENING
    links = LinkActions(storage=storage, clock=lambda: now, most_pages=lambda: 2)
    links.use(web.read)
    kept = article(article_id(None, None, "https://a.example/kept", ""), "Kept", TEXT, url="https://a.example/kept")
    keep(storage, kept)
    asked = "https://a.example/1 https://a.example/2 https://a.example/3 https://a.example/kept"
    *_, third, last = (await links.summarise(1, [asked])).links
    assert third == LinkUntold("https://a.example/3", "", LinkRemedy.WAIT, 2, EVENING + timedelta(hours=1))
    assert isinstance(last, LinkTold)
    assert len(web.asked) == 2
    await links.summarise(2, ["https://a.example/3"])
    assert len(web.asked) == 3
    now += timedelta(hours=1)
    await links.summarise(1, [asked])
    assert len(web.asked) == 5


async def test_none_may_be_read_where_the_operator_says_so(storage: Storage, web: Web) -> None:
    links = LinkActions(storage=storage, clock=lambda: EVENING, most_pages=lambda: 0)
    links.use(web.read)
    (only,) = (await links.summarise(1, ["https://a.example/1"])).links
    assert only == LinkUntold("https://a.example/1", "", LinkRemedy.WAIT, 0, None)
    assert web.asked == []
