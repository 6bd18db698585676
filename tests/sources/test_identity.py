from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.identity import addresses_alike, article_id, canonical_url


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        (
            "https://www.bbc.co.uk/news/world-1?at_medium=RSS&at_campaign=KARANGA",
            "https://www.bbc.co.uk/news/world-1",
        ),
        (
            "https://www.dailymail.co.uk/a.html?ns_mchannel=rss&ito=1490&ns_campaign=1490",
            "https://www.dailymail.co.uk/a.html",
        ),
        ("https://www.nytimes.com/2023/09/20/a.html?partner=rss&emc=rss", "https://www.nytimes.com/2023/09/20/a.html"),
        ("https://tvn24.pl/a-1?source=rss", "https://tvn24.pl/a-1"),
        ("https://www.aljazeera.com/news/x?traffic_source=rss", "https://www.aljazeera.com/news/x"),
        ("https://example.org/a?UTM_Source=x&CMP=y&fbclid=z", "https://example.org/a"),
        ("https://example.org/a?mtm_kwd=1&pk_campaign=1&pk_kwd=1&wt_mc=1&wt.mc_id=1&hsa_ad=1", "https://example.org/a"),
        ("https://example.org/a?__twitter_impression=1&&b=1&", "https://example.org/a?b=1"),
        ("HTTP://Example.ORG:80/A#comments", "http://example.org/A"),
        ("https://example.org/%7eme/%d0%b0", "https://example.org/~me/%D0%B0"),
        ("https://example.org/story/amp/?amp=1", "https://example.org/story"),
        ("https://example.org/amp", "https://example.org/amp"),
        ("https://m.example.org/a", "https://m.example.org/a"),
        ("https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a?utm_source=x", "https://www.example.org/a"),
        ("https://www-example-org.cdn.ampproject.org/v/www.example.org/a", "http://www.example.org/a"),
        ("https://www.google.com/amp/s/amp.example.org/a.amp", "https://amp.example.org/a.amp"),
        ("https://www.google.com/amp/x", "https://www.google.com/amp/x"),
        ("https://example.org/", "https://example.org/"),
        (" urn:uuid:1 ", "urn:uuid:1"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_an_address_loses_what_does_not_change_the_page(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical


def test_parameters_that_mean_something_stay_in_their_order() -> None:
    url = "https://example.org/story?z=1&id=5&utm_medium=rss&source=me&ref=front&a="
    assert canonical_url(url) == "https://example.org/story?z=1&id=5&source=me&ref=front&a="


@given(st.text(alphabet="abAMP/?&=%41#.:-_~utm_", max_size=60))
def test_a_canonical_address_stays_as_it_is(rest: str) -> None:
    once = canonical_url(f"https://example.org/{rest}")
    assert canonical_url(once) == once


def test_one_article_in_two_feeds_of_a_publisher_is_one_article() -> None:
    world = article_id("https://bbc.example/world.xml", "g1", "https://www.bbc.example/news/1?at_medium=RSS", "T")
    europe = article_id("https://bbc.example/europe.xml", "other", "http://bbc.example/news/1/", "T, updated")
    assert world == europe
    assert len(world) == 16
    assert set(world) <= set("0123456789abcdef")


@pytest.mark.parametrize("host", ["m.bbc.example", "amp.bbc.example", "mobile.bbc.example", "www.bbc.example"])
def test_an_article_on_a_mobile_host_is_the_same(host: str) -> None:
    plain = article_id("https://bbc.example/feed", None, "https://bbc.example/news/1", "T")
    assert article_id("https://bbc.example/feed", None, f"https://{host}/news/1", "T") == plain


@given(
    st.sampled_from(["http://", "https://", "https://www.", "http://m."]),
    st.text(alphabet="abAMP/?&=%41#.:-_~utm_", max_size=60),
)
def test_addresses_alike_are_those_of_one_article(before: str, rest: str) -> None:
    url = f"{before}example.org/{rest.rstrip('/')}"
    alike = addresses_alike(url)
    assert {article_id(None, None, each, "") for each in alike} == {article_id(None, None, url, "")}
    slashes = len(canonical_url(url)) - len(canonical_url(url).rstrip("/"))
    assert slashes > 1 or canonical_url(url) in alike


def test_a_host_without_a_dot_is_known_by_no_other_name() -> None:
    assert addresses_alike("https://intranet/a") == (
        "https://intranet/a",
        "https://intranet/a/",
        "http://intranet/a",
        "http://intranet/a/",
    )


def test_what_is_no_address_is_like_none() -> None:
    assert addresses_alike("mailto:a@b.example") == ()
    assert addresses_alike("a title") == ()


def test_a_site_whose_name_is_short_is_itself() -> None:
    assert article_id(None, None, "https://m.example/a", "T") != article_id(None, None, "https://example/a", "T")


def test_without_an_address_the_id_within_the_feed_decides() -> None:
    one = article_id("https://a.example/feed", "1", None, "T")
    assert one == article_id("https://a.example/feed", "1", "mailto:nobody", "T, edited")
    assert one != article_id("https://b.example/feed", "1", None, "T")
    assert one != article_id("https://a.example/feed", "2", None, "T")


def test_without_address_and_id_the_title_decides() -> None:
    one = article_id("https://a.example/feed", None, None, "T")
    assert one == article_id("https://a.example/feed", "", "", "T")
    assert one != article_id("https://b.example/feed", None, None, "T")
    assert one != article_id("https://a.example/feed", None, None, "U")
    assert one != article_id("https://a.example/feed", "T", None, "U")


def test_ids_do_not_change_from_one_version_to_the_next() -> None:
    assert article_id(None, None, "https://example.org/a", "T") == "fca008cdd5105ab5"
