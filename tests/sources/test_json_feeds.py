from __future__ import annotations

import csv
import json
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ParseError
from bot.sources.entries import MOST_ENTRIES, FeedRead
from bot.sources.feeds import parse_feed
from tests.shared import shared

FEED_URL = "https://feeds.example.org/world/feed.json"
NOW = datetime(2023, 9, 20, 18, tzinfo=UTC)
HEAD = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Example News",
    "home_page_url": "https://www.example.org/",
    "language": "en-GB",
}


def read(document: object) -> FeedRead:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return parse_feed(body, feed_url=FEED_URL, now=NOW, content_type="application/feed+json")


def feed(*items: object, **head: object) -> dict[str, object]:
    return HEAD | {"items": list(items)} | head


def test_a_json_feed_becomes_articles() -> None:
    told = read(
        feed(
            {
                "id": "a-1",
                "url": "https://www.example.org/news/1?utm_source=json",
                "title": "Cease-fire &amp; talks\u00a0agreed",
                "content_html": "<p>One.</p><p>Two &lt; three. <a href='x'>Read more</a></p>",
                "summary": "Short.",
                "date_published": "2023-09-20T13:00:00+04:00",
                "date_modified": "2023-09-20T15:00:00+04:00",
                "authors": [{"name": "Ada Writer"}, {"name": "Bo Scribe"}],
            }
        )
    )
    (article,) = told.articles
    assert (told.profile.title, told.profile.language, told.profile.site_url, told.warnings, told.entries) == (
        "Example News",
        "en",
        "https://www.example.org/",
        (),
        1,
    )
    assert article.title == "Cease-fire & talks agreed"
    assert article.text == "One.\n\nTwo < three."
    assert article.url == "https://www.example.org/news/1"
    assert article.published_at == datetime(2023, 9, 20, 9, tzinfo=UTC)
    assert article.credits == {"author": "Ada Writer, Bo Scribe"}
    assert (article.source, article.feed_url, article.language) == ("Example News", FEED_URL, "en")
    assert article.first_seen_at == NOW


def test_pictures_and_tags_are_kept() -> None:
    item = {"id": "1", "title": "A", "image": "/a.jpg", "tags": ["Politics", None, "Armenia"]}
    told = read(feed(item, icon="https://www.example.org/icon.png"))
    assert told.profile.image_url == "https://www.example.org/icon.png"
    (article,) = told.articles
    assert article.credits == {"categories": "Politics, Armenia", "image": "https://www.example.org/a.jpg"}


def test_version_1_0_has_one_author_and_numbers_for_ids() -> None:
    told = read(
        feed(
            {"id": 7, "title": "A"},
            {"id": "7", "title": "B", "author": {"name": "Bo Scribe"}},
            version="https://jsonfeed.org/version/1",
            author={"name": "Ada Writer"},
        )
    )
    assert [article.credits for article in told.articles] == [{"author": "Ada Writer"}, {"author": "Bo Scribe"}]


def test_an_id_is_the_same_whether_it_is_written_as_a_number_or_a_text() -> None:
    ids = [read(feed({"id": id_, "title": "T"})).articles[0].id for id_ in (7, "7", 8)]
    assert ids[0] == ids[1] != ids[2]


def test_text_without_markup_stays_as_it_is_written() -> None:
    told = read(feed({"id": "1", "content_text": "If a < b & b > c:\n\nthen AT&T."}))
    assert told.articles[0].text == "If a < b & b > c:\n\nthen AT&T."
    assert told.articles[0].title == "If a < b & b > c:"


def test_the_longest_of_its_texts_is_the_text() -> None:
    told = read(feed({"id": "1", "title": "T", "content_html": "<img src=x>", "summary": "What it is about."}))
    assert told.articles[0].text == "What it is about."


@pytest.mark.parametrize(
    ("links", "url"),
    [
        (
            {"url": "/news/1", "external_url": "https://elsewhere.example/2", "id": "https://www.example.org/3"},
            "https://www.example.org/news/1",
        ),
        ({"external_url": "https://elsewhere.example/2", "id": "x"}, "https://elsewhere.example/2"),
        ({"id": "https://www.example.org/3"}, "https://www.example.org/3"),
        ({"id": "3"}, None),
        ({"url": "javascript:alert(1)", "id": "3"}, None),
        ({"url": 1.5}, None),
    ],
)
def test_its_address_is_its_own_or_that_of_what_it_links_to(links: dict[str, object], url: str | None) -> None:
    assert read(feed({"title": "T"} | links)).articles[0].url == url


def test_an_entry_has_a_language_of_its_own() -> None:
    told = read(feed({"id": "1", "title": "T", "language": "hy"}, {"id": "2", "title": "U"}))
    assert [article.language for article in told.articles] == ["hy", "en"]


def test_an_entry_without_id_and_link_goes_by_its_title() -> None:
    told = read(feed({"title": "T"}, {"title": "U"}, {"title": "T"}))
    assert [article.title for article in told.articles] == ["T", "U"]
    assert "1 of 3 entries repeat another" in told.warnings


@pytest.mark.parametrize("date", [None, "", "yesterday", 0, True, {"at": "noon"}])
def test_a_date_that_is_no_moment_is_never_made_up(date: object) -> None:
    assert read(feed({"id": "1", "title": "T", "date_published": date})).articles[0].published_at is None


def test_what_has_the_wrong_type_counts_as_missing() -> None:
    told = read(
        feed(
            None,
            ["no", "entry"],
            {"id": True, "title": ["T"], "content_html": 5, "authors": "Ada", "url": {}, "language": 1},
            {"id": {}, "title": "T", "authors": [None, {"name": []}, {"url": "x"}], "author": "Bo"},
            title={},
            home_page_url=[],
            language=["en"],
        )
    )
    assert [(a.title, a.url, a.language, a.credits) for a in told.articles] == [("T", None, None, {})]
    assert (told.profile.title, told.profile.site_url, told.entries) == ("example.org", None, 4)
    assert "3 of 4 entries have neither a title nor a text" in told.warnings


def test_a_feed_that_has_ended_says_so() -> None:
    assert "the publisher says that this feed has ended" in read(feed(expired=True)).warnings


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "http://www.jsonfeed.org/version/9", None, 1.1])
def test_a_feed_is_known_by_its_version_or_its_items(version: object) -> None:
    assert read(feed({"id": "1", "title": "T"}, version=version)).entries == 1


def test_an_empty_feed_is_a_feed() -> None:
    assert read({"version": "https://jsonfeed.org/version/1.1"}).articles == ()
    assert read({"items": []}).articles == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_feed_is_read_in_each_encoding_of_json(encoding: str) -> None:
    body = json.dumps(feed({"id": "1", "title": "Ереван"}), ensure_ascii=False).encode(encoding)
    assert read(body).articles[0].title == "Ереван"


def test_half_a_letter_does_not_get_into_a_text() -> None:
    told = read(rb'{"items": [{"id": "\ud800", "title": "a\udfffb", "content_html": "<p>\ud83d\ude00 \ud83d</p>"}]}')
    assert [(article.title, article.text) for article in told.articles] == [("a\ufffdb", "😀 \ufffd")]


def test_half_a_letter_does_not_get_into_tags() -> None:
    told = read(rb'{"items": [{"title": "a", "tags": ["\ud800", "<\udfff"]}]}')
    assert [article.credits for article in told.articles] == [{"categories": "\ufffd, <\ufffd"}]


def test_line_ends_and_tabs_within_a_text_are_forgiven() -> None:
    assert read(b'{"items": [{"title": "a\tb\nc"}]}').articles[0].title == "a b c"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"{", "the JSON is broken in line 1"),
        (b'{"items": [],}', "the JSON is broken in line 1"),
        (b'{"items": []} {"items": []}', "Extra data"),
        (b"[]", "that is JSON, but not a JSON Feed"),
        (b'[{"title": "T"}]', "that is JSON, but not a JSON Feed"),
        (b'{"error": "not found"}', "that is JSON, but not a JSON Feed"),
        (b'{"version": "2.0", "channel": {}}', "that is JSON, but not a JSON Feed"),
        (b'{"items": {"a": 1}}', "its items are no list"),
        (b'{"items": "none"}', "its items are no list"),
        (b'{"items": ' + b"[" * 200_000, "nested more deeply than any feed"),
        (b'{"a":' * 200_000, "nested more deeply than any feed"),
    ],
)
def test_what_is_no_json_feed_says_what_it_is(body: bytes, sentence: str) -> None:
    with pytest.raises(ParseError, match=sentence) as caught:
        read(body)
    assert caught.value.source == FEED_URL
    assert "\n" not in str(caught.value)


def test_a_number_of_a_million_digits_costs_nothing() -> None:
    told = read(b'{"items": [{"title": "T", "id": ' + b"9" * 1_000_000 + b', "rating": 1e999999999}]}')
    assert told.entries == 1


def test_no_more_than_the_most_entries_are_read() -> None:
    told = read(feed(*({"id": str(n), "title": f"T{n}"} for n in range(MOST_ENTRIES + 1))))
    assert (len(told.articles), told.entries) == (2_000, 2_001)
    assert "only the first 2,000 of 2,001 entries were read" in told.warnings


def test_what_was_read_can_be_pickled() -> None:
    told = read(feed({"id": 1, "title": "T", "authors": [{"name": "Ada Writer"}]}))
    assert pickle.loads(pickle.dumps(told)) == told


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
ITEM_KEYS = [
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "authors",
]


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "version": st.just("https://jsonfeed.org/version/1.1") | ANYTHING,
            "title": ANYTHING,
            "home_page_url": ANYTHING,
            "authors": ANYTHING,
            "items": st.lists(st.dictionaries(st.sampled_from(ITEM_KEYS), ANYTHING) | ANYTHING, max_size=3) | ANYTHING,
        },
    )
)
def test_whatever_stands_in_a_feed_is_read_or_refused(document: dict[str, Any]) -> None:
    try:
        told = read(document)
    except ParseError:
        return
    assert told.profile.title
    assert all(article.title and article.text for article in told.articles)


def test_the_json_feeds_of_other_parsers_end_as_they_should() -> None:
    """Each file is read or refused as the manifest says, and has as many entries as it says."""
    inputs = shared("data", "inputs")
    seen, differ = 0, []
    with (inputs / "manifest.tsv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] != "jsonfeed":
                continue
            seen += 1
            expected = None if row["expected"].startswith("reject") else int(row["entries"])
            try:
                entries = read((inputs / row["path"]).read_bytes()).entries
            except ParseError:
                entries = None
            if entries != expected:
                differ.append((row["path"], expected, entries))
    assert seen == 12
    assert differ == []
