from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadValueError
from bot.sources import opml
from bot.sources.clean import clean_title
from bot.sources.opml import OpmlFeed, OpmlRead, read_opml, write_opml
from tests.shared import shared


def listed(body: str, *, prolog: str = '<?xml version="1.0"?>') -> bytes:
    return f'{prolog}<opml version="2.0"><head><title>L</title></head><body>{body}</body></opml>'.encode()


def test_feeds_are_read_with_their_folders() -> None:
    read = read_opml(
        listed("""
        <outline text="News">
          <outline text="BBC" type="rss" xmlUrl="https://BBC.example/rss?a=1&amp;b=2"/>
          <outline text="Caucasus"><outline title="OC Media" text="x" xmlUrl="https://oc-media.example/feed"/></outline>
        </outline>
        <outline type="rss" text="Top" xmlUrl="https://top.example/"/>
        <outline type="link" text="A page" url="https://page.example/"/>
        """)
    )
    assert read == OpmlRead(
        feeds=(
            OpmlFeed("https://bbc.example/rss?a=1&b=2", "BBC", "News"),
            OpmlFeed("https://oc-media.example/feed", "OC Media", "News/Caucasus"),
            OpmlFeed("https://top.example/", "Top", ""),
        ),
        problems=(),
    )


def test_a_feed_that_is_listed_twice_is_read_once() -> None:
    read = read_opml(
        listed('<outline text="A" xmlUrl="https://a.example"/><outline text="B" xmlUrl="https://A.example/#x"/>')
    )
    assert read.feeds == (OpmlFeed("https://a.example/", "A"),)
    assert read.problems == ()


def test_lines_without_a_usable_address_are_reported_and_skipped() -> None:
    read = read_opml(
        listed(
            '<outline text="Bad" xmlUrl="not a url"/><outline text="None" type="rss"/>'
            '<outline text="Good" xmlUrl="https://good.example/"/>'
        )
    )
    assert [feed.title for feed in read.feeds] == ["Good"]
    assert read.problems == (
        "“Bad”: that is no web address: not a url",
        "“None”: that is no web address: (nothing)",
    )


@pytest.mark.parametrize("title", ["AT&T", "<antirez>", "A &nbsp; B"])
def test_what_templates_forget_to_escape_is_repaired(title: str) -> None:
    read = read_opml(listed(f'<outline text="{title}" xmlUrl="https://a.example/?x=1&y=2"/>'))
    assert read.feeds == (OpmlFeed("https://a.example/?x=1&y=2", title.replace("&nbsp; ", "")),)


def test_quotes_left_open_within_a_line_cost_no_other_feed() -> None:
    read = read_opml(
        b"""<opml version="2.0"><body>
        <outline text="World &amp; more">
          <outline text="One" xmlUrl="https://one.example/feed?a=1&amp;b=2" type="rss"/>
          <outline text="Two" description=""The second", they say." xmlUrl="https://two.example/feed" type="rss" />
        </outline>
        <outline text="Three" xmlUrl="https://three.example/feed"/>
        </body></opml>"""
    )
    assert read.feeds == (
        OpmlFeed("https://one.example/feed?a=1&b=2", "One", "World & more"),
        OpmlFeed("https://two.example/feed", "Two", "World & more"),
        OpmlFeed("https://three.example/feed", "Three"),
    )
    assert len(read.problems) == 1
    assert read.problems[0].startswith("the list is broken (")


def test_other_encodings_are_read() -> None:
    data = listed(
        '<outline text="Новости" xmlUrl="https://a.example/"/>', prolog='<?xml version="1.0" encoding="windows-1251"?>'
    )
    assert read_opml(data.decode().encode("windows-1251")).feeds[0].title == "Новости"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE opml [<!ENTITY a "b">]>',
        '<?xml version="1.0"?><!DOCTYPE opml SYSTEM "file:///etc/passwd" [<!ENTITY % x SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(prolog: str, encoding: str) -> None:
    data = listed('<outline text="&a;" xmlUrl="https://a.example/"/>', prolog=prolog)
    with pytest.raises(BadValueError, match="declares entities"):
        read_opml(data.decode().encode(encoding))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the document is empty"),
        (b"https://a.example/", "no XML at all"),
        (b"See <https://a.example/> for more.", "no XML at all"),
        (b"A list of links.\n<p>One</p>", "no XML at all"),
        (b"\x8f\x00<s\x07\xfe", "no XML at all"),
        (b"<rss/>", r"another kind \(rss\)"),
        (b"<opml><body><outline></body></opml>", "is broken"),
    ],
)
def test_what_is_no_list_says_so(data: bytes, sentence: str) -> None:
    with pytest.raises(BadValueError, match=sentence):
        read_opml(data)


def test_a_list_without_end_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opml, "MOST_FEEDS", 2)
    read = read_opml(listed("".join(f'<outline xmlUrl="https://a.example/{number}"/>' for number in range(5))))
    assert len(read.feeds) == 2
    assert read.problems == ("only the first 2 feeds were read",)


def test_folders_however_deep_are_read_and_named_as_far_as_there_is_room() -> None:
    deep = '<outline text="a">' * 5_000 + '<outline xmlUrl="https://a.example/"/>' + "</outline>" * 5_000
    after = '<outline text="b"><outline xmlUrl="https://b.example/"/></outline>'
    (in_deep, behind) = read_opml(listed(deep + after)).feeds
    assert in_deep.folder == "/".join("a" * 250)
    assert behind.folder == "b"


def test_what_lies_in_a_feed_lies_in_its_folder() -> None:
    read = read_opml(
        listed(
            '<outline text="News"><outline xmlUrl="https://a.example/"><outline xmlUrl="https://b.example/"/></outline>'
            '<outline xmlUrl="https://c.example/"/></outline>'
        )
    )
    assert [feed.folder for feed in read.feeds] == ["News"] * 3


def test_long_names_of_folders_are_not_kept_for_each_feed_anew() -> None:
    name, inside = "n" * 400, "".join(f'<outline xmlUrl="https://a.example/{number}"/>' for number in range(3))
    read = read_opml(listed(f'<outline text="{name}">' * 1_000 + inside + "</outline>" * 1_000))
    assert [feed.folder for feed in read.feeds] == [name] * 3


# Names as `clean_title` leaves them: no tags, no space at the ends.
NAMES = (
    st.text("abЖ։ &<>\"'é-", min_size=1, max_size=12)
    .map(clean_title)
    .filter(lambda name: name == clean_title(name) != "")
)


@given(
    st.lists(
        st.builds(
            OpmlFeed,
            st.text("abc123", min_size=1, max_size=5).map(lambda path: f"https://a.example/{path}?x=1&y='"),
            NAMES | st.just(""),
            st.lists(NAMES, max_size=3).map("/".join),
        ),
        unique_by=lambda feed: feed.url,
    )
)
def test_what_is_written_reads_back_the_same(feeds: list[OpmlFeed]) -> None:
    assert read_opml(write_opml(feeds, "L & M")) == OpmlRead(tuple(feeds), ())


def test_real_lists_are_read_whole_and_written_back() -> None:
    counted = {"France": 11, "Germany": 5, "India": 36, "Ukraine": 12}
    for country, feeds in counted.items():
        path = shared("data", "inputs", "awesome-rss-feeds", "countries", "with_category", f"{country}.opml")
        read = read_opml(path.read_bytes())
        assert (len(read.feeds), read.problems) == (feeds, ())
        assert read_opml(write_opml(read.feeds, country)) == read
