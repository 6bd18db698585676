from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.links import LONGEST_LINK, passage_url, publisher, safe_url, shown_host


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example", "https://a.example"),
        ("http://a.example:8080/x?y=1&z=%20#f", "http://a.example:8080/x?y=1&z=%20#f"),
        ("https://a.example/a b(c)<d>[e]\"'`\\", "https://a.example/a%20b%28c%29%3Cd%3E%5Be%5D%22%27%60%5C"),
        ("https://a.example/Երևան?q=ё", "https://a.example/%D4%B5%D6%80%D6%87%D5%A1%D5%B6?q=%D1%91"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://A.Example/Path", "https://a.example/Path"),
        ("https://пример.example/", "https://xn--e1afmkfd.example/"),
        ("https://bbc.example@evil.example/", "https://evil.example/"),
        (" https://a.example/ ", "https://a.example/"),
        ("https://a.example/\n)[x](https://b.example", "https://a.example/%29%5Bx%5D%28https://b.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("discord://invite/x", None),
        ("//a.example/x", None),
        ("https://", None),
        ("https://[::1]/", None),
        ("https://a.example:port/", None),
        ("https://a b.example/", None),
        ("https://[x/", None),
        ("https://" + "ü" * 70 + ".example/", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_becomes_a_link_or_nothing(url: str | None, safe: str | None) -> None:
    assert safe_url(url) == safe


def test_an_endless_address_is_no_link() -> None:
    assert safe_url("https://a.example/" + "x" * LONGEST_LINK) is None


@given(st.one_of(st.text(max_size=60), st.text(max_size=60).map("https://a.example/{}".format)))
def test_a_link_holds_nothing_that_could_end_it(url: str) -> None:
    safe = safe_url(url)
    if safe is not None:
        assert re.fullmatch(r"https?://[a-z0-9._:-]+([/?#][A-Za-z0-9/?#@!$&*+,;=:%._~-]*)?", safe)
        assert safe_url(safe) == safe


@pytest.mark.parametrize(
    ("name", "url", "told"),
    [
        ("BBC News", "https://www.bbc.co.uk/news/1", "BBC News"),
        ("The Guardian", "https://www.theguardian.com/x", "The Guardian"),
        ("Deutsche Welle", "https://www.dw.com/x", "Deutsche Welle"),
        ("Gazeta Nadjeziorna", "https://wiadomosci.nadjeziorna.example/x", "Gazeta Nadjeziorna"),
        ("bbc.co.uk", "https://bbc.co.uk/x", "bbc.co.uk"),
        ("BBC News", "https://bbc.evil.example/x", "BBC News (bbc.evil.example)"),
        ("BBC News", "https://bbc.co.uk.evil.example/x", "BBC News (bbc.co.uk.evil.example)"),
        ("bbc.co.uk", "https://evil.example/x", "bbc.co.uk (evil.example)"),
        ("Համլետ", "https://hamlet.example/x", "Համլետ (hamlet.example)"),
        ("Anything", None, "Anything"),
        ("Anything", "ftp://a.example", "Anything"),
        ("", "https://a.example/", "unnamed source (a.example)"),
    ],
)
def test_a_publisher_is_told_with_the_host_where_the_name_does_not_give_it_away(
    name: str, url: str | None, told: str
) -> None:
    assert publisher(name, url) == told


def test_of_a_long_host_the_end_is_shown_since_it_says_whose_it_is() -> None:
    host = shown_host("https://" + "bbc.co.uk." * 6 + "evil.example/")
    assert host
    assert host.startswith("…")
    assert host.endswith(".evil.example")
    assert len(host) == 48


def test_the_shown_host_is_where_the_link_leads() -> None:
    assert shown_host("https://user@www.a.example:8080/x") == "a.example:8080"
    url = safe_url("https://user@www.a.example:8080/x")
    assert url
    assert urlsplit(url).hostname == "www.a.example"


@pytest.mark.parametrize(
    ("url", "sentence", "there"),
    [
        ("https://a.example/x", "A short one.", "https://a.example/x#:~:text=A%20short%20one."),
        (
            "https://a.example/x?y=1",
            "Well-known, & of nine words, is this (very) sentence now",
            "https://a.example/x?y=1#:~:text=Well%2Dknown%2C%20%26%20of%20nine,this%20%28very%29%20sentence%20now",
        ),
        ("https://a.example/x#part", "A short one.", "https://a.example/x#part"),
        ("https://a.example/x", "телевидение " * 9, "https://a.example/x"),
        ("javascript:alert(1)", "A short one.", None),
        (None, "A short one.", None),
    ],
)
def test_a_sentence_has_an_address_on_its_page(url: str | None, sentence: str, there: str | None) -> None:
    assert passage_url(url, sentence) == there
