from __future__ import annotations

import pytest

from bot.errors import ParseError
from bot.sources.pages import read_page

URL = "https://www.example.org/news/1"
SENTENCES = [
    "The bridge over the Akhuryan opened on Friday after fourteen months of repairs, the ministry said.",
    "The first lorries crossed it at noon, and a queue of forty cars waited behind them for an hour.",
    "Engineers from the regional office will watch how the new pillars bear the weight until the spring.",
]


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
    ],
)
def test_a_page_may_say_its_own_address_and_nobody_elses(href: str, canonical: str | None) -> None:
    link = f'<link rel="canonical" href="{href}">'
    assert read_page(page(head=link).encode(), url=URL).canonical_url == canonical


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(ParseError, match="no article"):
        read_page(b"<html><body></body></html>", url=URL)
