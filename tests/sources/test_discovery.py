from __future__ import annotations

import pytest

from bot.sources.discovery import feeds_named_in

PAGE = "https://www.example.org/world/index.html"


def named(html: str) -> tuple[str, ...]:
    return feeds_named_in(html.encode(), url=PAGE)


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" title="News" href="/feed">',
        "<LINK HREF='/feed' TYPE='application/atom+xml' REL='Alternate'/>",
        "<link rel='alternate home' type=application/feed+json href=/feed>",
        '<base href="https://www.example.org/"><link rel="alternate" type="application/rss+xml" href="feed">',
        '<link rel="alternate" type="application/rss+xml" title="News > World" href="/feed">',
        "<p>Read us by <a title=it's href=/feed>RSS</a>",
        '<p>Read us by <a class="x" href="https://www.example.org/feed">RSS</a>',
    ],
)
def test_a_page_names_its_feed_in_many_ways(link: str) -> None:
    assert named(f"<html><head>{link}</head>") == ("https://www.example.org/feed",)


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" hreflang="fr" href="/fr">',
        '<link rel="stylesheet" type="text/css" href="/feed.css">',
        '<a href="/feeding-the-world">Feeding the world</a>',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml">',
    ],
)
def test_other_links_are_no_feeds(link: str) -> None:
    assert named(link) == ()


def test_feeds_in_the_head_come_first_and_those_of_comments_last() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="{}">'
    html = link.format("/comments/feed?a=1&amp;b=2") + '<a href="/sport.rss">' + link.format("/feed")
    site = "https://www.example.org"
    assert named(html) == (f"{site}/feed", f"{site}/sport.rss", f"{site}/comments/feed?a=1&b=2")


def test_a_base_that_is_no_address_counts_as_none() -> None:
    assert named('<base href="http://[broken"><a href="/feed">') == ("https://www.example.org/feed",)


def test_an_attribute_without_end_is_read_in_one_pass() -> None:
    assert named(f"<a {'a' * 1_990}>" * 150) == ()  # it took 7 s


def test_a_page_of_unfinished_tags_is_read_in_one_pass() -> None:
    assert named('<a href="' * 30_000 + "<link " * 30_000) == ()
    assert named("<a " + "\"a\"'b' " * 40_000) == ()
