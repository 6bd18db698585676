from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from bot.errors import ParseError
from bot.sources.identity import article_id
from bot.sources.page_heads import read_head
from bot.sources.pages import PageRead, page_article
from bot.sources.pages import read_page as read_page_at

URL = "https://www.example.org/news/1"
NOW = datetime(2026, 5, 2, 12, tzinfo=UTC)
SENTENCES = [
    "The bridge over the Akhuryan opened on Friday after fourteen months of repairs, the ministry said.",
    "The first lorries crossed it at noon, and a queue of forty cars waited behind them for an hour.",
    "Engineers from the regional office will watch how the new pillars bear the weight until the spring.",
]


def read_page(body: bytes, *, url: str, content_type: str | None = None) -> PageRead:
    return read_page_at(body, url=url, now=NOW, content_type=content_type)


def page(*, head: str = "", sentences: list[str] = SENTENCES) -> str:
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f"<html><head><title>Bridge opens</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Bridge opens</h1>{body}</article><footer>© Example. All rights reserved.</footer></body></html>"
    )


def test_the_article_is_read_without_what_surrounds_it() -> None:
    read = read_page(page().encode(), url=URL)
    assert all(sentence in read.text.split("\n\n") for sentence in SENTENCES)
    assert "Home" not in read.text
    assert "rights reserved" not in read.text


@pytest.mark.parametrize(
    ("head", "content_type", "encoding"),
    [
        ('<meta charset="windows-1251">', None, "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "text/html", "koi8-r"),
        ("", "text/html; charset=windows-1251", "cp1251"),
        ('<meta charset="windows-1251">', None, "utf-8"),
    ],
)
def test_the_charset_is_the_headers_or_the_pages(head: str, content_type: str | None, encoding: str) -> None:
    sentences = [
        f"Мост через реку открыли в пятницу после ремонта номер {number}, сообщило министерство." for number in range(4)
    ]
    body = page(head=head, sentences=sentences).encode(encoding)
    assert sentences[3] in read_page(body, url=URL, content_type=content_type).text


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("https://www.example.org/news/1?utm_source=x", "https://www.example.org/news/1"),
        ("/news/one", "https://www.example.org/news/one"),
        ("https://m.example.org/news/1", "https://m.example.org/news/1"),
        ("https://elsewhere.example/news/1", None),
        ("javascript:alert(1)", None),
        ("https://www.example.org", None),
        ("/", None),
        ("/?p=1", "https://www.example.org/?p=1"),
    ],
)
def test_a_page_may_say_its_own_address_and_nobody_elses(href: str, canonical: str | None) -> None:
    link = f'<link rel="canonical" href="{href}">'
    assert read_page(page(head=link).encode(), url=URL).canonical_url == canonical


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(ParseError, match="no article"):
        read_page(b"<html><body></body></html>", url=URL)


HEAD = (
    '<meta property="og:title" content="Bridge &amp; road &lt;b&gt;open&lt;/b&gt;">'
    '<meta property="og:site_name" content="Example News">'
    "<meta name=date content='2020-01-01'><meta property='article:published_time' content='2026-05-01T09:30:00+04:00'>"
)


def test_a_page_says_its_title_site_date_and_language() -> None:
    read = read_page(page(head=HEAD).encode(), url=URL)
    assert (read.title, read.site, read.language) == ("Bridge & road open", "Example News", "en")
    assert read.published_at == datetime(2026, 5, 1, 5, 30, tzinfo=UTC)
    assert not read.is_paid


def test_structured_data_is_believed_first_and_says_what_is_for_sale() -> None:
    data = '{"@type":"NewsArticle","datePublished":"2026-04-30T10:00:00Z","isAccessibleForFree":"False"}'
    read = read_page(page(head=f'{HEAD}<script type="application/ld+json">{data}</script>').encode(), url=URL)
    assert read.published_at == datetime(2026, 4, 30, 10, tzinfo=UTC)
    assert read.is_paid


def test_what_a_page_does_not_say_is_not_made_up() -> None:
    read = read_page(page().replace("<h1>", "<p>On 3 March 2024 work began.</p><h1>").encode(), url=URL)
    assert (read.title, read.site, read.published_at) == ("Bridge opens", "example.org", None)


def test_of_a_page_no_more_is_read_than_of_a_feeds_text() -> None:
    many = [
        f"On day {day} the bridge over the Akhuryan carried {day} lorries, the ministry said." for day in range(2_000)
    ]
    read = read_page(page(sentences=many).encode(), url=URL)
    assert 99_000 < len(read.text) <= 100_000
    assert read.text.endswith("…")


def test_a_page_without_a_title_is_called_by_the_beginning_of_its_text() -> None:
    words = "The bridge over the river opened " * 20
    read = read_page(f"<html><body><article><p>{words}.</p></article></body></html>".encode(), url=URL)
    assert read.title == "The bridge over the river opened " * 2 + "The bridge over the river opened…"


def test_the_article_of_a_page_is_the_one_that_a_feed_would_bring() -> None:
    given = URL + "?utm_source=chat#top"
    article = page_article(read_page(page().encode(), url=given), url=given, now=NOW)
    assert article.id == article_id("https://example.org/feed", None, URL, "another title")
    assert (article.url, article.told_at) == (URL, None)


def test_articles_whose_pages_all_name_the_front_page_stay_apart() -> None:
    body = page(head='<link rel="canonical" href="https://www.example.org/">').encode()
    addresses = (URL, "https://www.example.org/news/2")
    articles = [page_article(read_page(body, url=url), url=url, now=NOW) for url in addresses]
    assert tuple(article.url for article in articles) == addresses
    assert articles[0].id != articles[1].id


@pytest.mark.parametrize(
    "head",
    [
        "<meta " * 100_000,
        "<meta property=" + '"' * 300_000,
        '<meta content="' + "a=" * 200_000,
        '"datePublished" : ' * 30_000,
        "<title " * 60_000,
        "<time pubdate " * 40_000,
        "<html lang=" * 40_000,
    ],
)
def test_no_head_costs_more_than_it_may(head: str) -> None:
    began = time.process_time()
    read_head(head)
    assert time.process_time() - began < 1.0
