from __future__ import annotations

import csv
import io
import pickle
from datetime import UTC, datetime, timedelta
from xml.sax import make_parser
from xml.sax.handler import ContentHandler

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ParseError
from bot.sources import whole_texts
from bot.sources.entries import MOST_ENTRIES, FeedRead, author_names, publisher_name
from bot.sources.feeds import parse_feed
from tests.shared import shared

FEED_URL = "https://feeds.example.org/world/rss.xml"
NOW = datetime(2023, 9, 20, 18, tzinfo=UTC)


def parse(body: str | bytes, *, feed_url: str = FEED_URL, content_type: str | None = None) -> FeedRead:
    data = body.encode() if isinstance(body, str) else body
    return parse_feed(data, feed_url=feed_url, now=NOW, content_type=content_type)


def rss(items: str, *, head: str = "<title>Example News</title><link>https://www.example.org/</link>") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def atom(entries: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Atom</title><link href="https://www.example.org/"/>{entries}</feed>'


def test_an_rss_feed_becomes_articles() -> None:
    read = parse(
        rss(
            """<item>
              <title>Cease-fire &amp;amp; talks&#160;agreed</title>
              <link>https://www.example.org/news/1?utm_source=rss</link>
              <guid isPermaLink="false">1</guid>
              <pubDate>Wed, 20 Sep 2023 13:00:00 +0400</pubDate>
              <description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two. &lt;a href="x"&gt;Read more&lt;/a&gt;</description>
            </item>""",
            head="<title>Example News</title><link>https://www.example.org/</link><language>en-GB</language>",
        )
    )
    (article,) = read.articles
    assert (read.profile.title, read.profile.language, read.profile.site_url, read.warnings, read.entries) == (
        "Example News",
        "en",
        "https://www.example.org/",
        (),
        1,
    )
    assert article.title == "Cease-fire & talks agreed"
    assert article.text == "One.\n\nTwo."
    assert article.url == "https://www.example.org/news/1"
    assert article.published_at == datetime(2023, 9, 20, 9, tzinfo=UTC)
    assert article.first_seen_at == NOW
    assert (article.source, article.feed_url, article.language) == ("Example News", FEED_URL, "en")


def test_expat_hands_over_a_text_of_many_lines_whole() -> None:
    class Texts(ContentHandler):
        def __init__(self) -> None:
            self.told: list[str] = []

        def characters(self, content: str) -> None:
            self.told.append(content)

    texts, parser = Texts(), make_parser([whole_texts.__name__])
    parser.setContentHandler(texts)
    parser.parse(io.BytesIO(b"<a>one\n&lt;two&gt;\n\nthree</a>"))
    assert texts.told == ["one\n<two>\n\nthree"]


def test_an_atom_feed_becomes_articles() -> None:
    read = parse(
        atom(
            """<entry xml:lang="fr">
              <id>tag:example.org,2023:1</id><title type="html">L&amp;#8217;accord</title>
              <link rel="alternate" href="/news/1"/><link rel="enclosure" href="/audio.mp3"/>
              <published>2023-09-20T09:00:00Z</published><updated>2023-09-20T12:00:00Z</updated>
              <summary>Court.</summary>
              <content type="xhtml">
                <div xmlns="http://www.w3.org/1999/xhtml"><p>Plus long.</p><p>Oui.</p></div>
              </content>
            </entry>"""
        )
    )
    (article,) = read.articles
    assert (article.title, article.text) == ("L’accord", "Plus long.\n\nOui.")
    assert (article.url, article.language) == ("https://www.example.org/news/1", "fr")
    assert article.published_at == datetime(2023, 9, 20, 9, tzinfo=UTC)


def test_an_rdf_feed_becomes_articles() -> None:
    read = parse(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
             xmlns:dc="http://purl.org/dc/elements/1.1/">
           <channel rdf:about="https://www.example.org/"><title>Example RDF</title><link>https://www.example.org/</link></channel>
           <item rdf:about="https://www.example.org/1"><title>T</title><link>https://www.example.org/1</link>
           <description>D</description><dc:date>2023-09-20T09:00:00+04:00</dc:date></item></rdf:RDF>"""
    )
    assert [(a.title, a.text, a.published_at) for a in read.articles] == [
        ("T", "D", datetime(2023, 9, 20, 5, tzinfo=UTC))
    ]


def test_the_longer_of_content_and_summary_is_the_text() -> None:
    read = parse(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>'
        "<item><title>a</title><description>Short.</description>"
        "<content:encoded><![CDATA[<p>Long, long text.</p>]]></content:encoded></item>"
        "<item><title>b</title><description>The longer one here.</description>"
        "<content:encoded><![CDATA[<img src='x'>]]></content:encoded></item>"
        "</channel></rss>"
    )
    assert [article.text for article in read.articles] == ["Long, long text.", "The longer one here."]


MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
SAID_OF_THE_MEDIA = (
    "<media:description>Workers on the old bridge in Gyumri, last repaired in May 1988.</media:description>"
)


@pytest.mark.parametrize("is_first", [False, True])
@pytest.mark.parametrize("own", ["<description>The bridge opened on Friday.</description>", "<description/>", ""])
def test_what_is_said_of_a_picture_is_no_text_of_the_article(own: str, *, is_first: bool) -> None:
    picture = f'<media:content medium="image" url="https://www.example.org/1.jpg"/>{SAID_OF_THE_MEDIA}'
    for media in (picture, picture.replace("/>", ">", 1) + "</media:content>"):
        inside = f"{media}{own}" if is_first else f"{own}{media}"
        (article,) = parse(rss(f"<item {MEDIA}><title>Bridge opens</title>{inside}</item>")).articles
        assert article.text == ("The bridge opened on Friday." if "opened" in own else "Bridge opens")
        assert article.credits["image"] == "https://www.example.org/1.jpg"


def test_what_is_said_of_a_film_is_its_text_where_it_has_no_other() -> None:
    film = f'<media:group><media:content url="https://www.example.org/1.mp4" medium="video"/>{SAID_OF_THE_MEDIA}'
    for own in ("", "<description>A film of the bridge.</description>"):
        item = f"<item {MEDIA}><title>The bridge</title>{own}{film}</media:group></item>"
        (article,) = parse(rss(item)).articles
        assert article.text.startswith("A film of" if own else "Workers on the old bridge")


def test_a_headline_alone_is_its_own_text_and_a_text_alone_lends_its_beginning() -> None:
    read = parse(
        rss(f"<item><title>Only a title</title></item><item><description>{'Words and ' * 30}</description></item>")
    )
    assert read.articles[0].text == "Only a title"
    assert read.articles[1].title.startswith("Words and Words")
    assert len(read.articles[1].title) <= 100


def test_an_entry_that_says_nothing_is_left_out_and_told() -> None:
    read = parse(rss("<item><link>https://www.example.org/1</link></item><item><title>T</title></item>"))
    assert len(read.articles) == 1
    assert "1 of 2 entries have neither a title nor a text" in read.warnings


# Dates.


@pytest.mark.parametrize("date", ["", "<pubDate/>", "<pubDate>yesterday</pubDate>", "<pubDate>2023-09-20</pubDate>"])
def test_a_date_that_is_missing_or_no_moment_is_never_made_up(date: str) -> None:
    read = parse(rss(f"<item><title>T</title>{date}</item>"))
    assert read.articles[0].published_at is None
    assert read.articles[0].told_at == NOW
    assert any("1 of 1 entries have no" in warning for warning in read.warnings)


def test_the_warning_shows_a_date_that_could_not_be_read() -> None:
    read = parse(rss("<item><title>T</title><pubDate>20. Elul 5783</pubDate></item>"))
    assert read.warnings == ("1 of 1 entries have no usable date, such as “20. Elul 5783”",)


def test_seconds_since_1970_are_read_as_what_they_are() -> None:
    read = parse(rss("<item><title>T</title><pubDate>1714719600</pubDate></item>"))
    assert read.articles[0].published_at == datetime(2024, 5, 3, 7, tzinfo=UTC)


def test_a_date_in_the_future_is_kept() -> None:
    read = parse(rss("<item><title>T</title><pubDate>Thu, 21 Sep 2023 18:00:00 GMT</pubDate></item>"))
    assert read.articles[0].published_at == NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("", None),
        ("<ttl>60</ttl>", 60),
        ("<ttl> 015 </ttl>", 15),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>an hour</ttl>", None),
        (f"<ttl>{'9' * 400}</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 15),
        ("<sy:updatePeriod> daily </sy:updatePeriod>", 24 * 60),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", None),
    ],
)
def test_how_often_a_feed_changes_is_what_it_says(said: str, minutes: int | None) -> None:
    body = rss("", head=f"<title>T</title>{said}").replace(
        "<rss ", '<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    )
    assert parse(body).profile.ttl == (None if minutes is None else timedelta(minutes=minutes))


def test_hours_and_days_that_a_feed_skips_are_kept() -> None:
    skips = (
        "<skipHours><hour>0</hour><hour>07</hour><hour>24</hour><hour>x</hour></skipHours>"
        "<skipDays><day>Sunday</day><day>monday</day></skipDays>"
    )
    profile = parse(rss("", head=f"<title>T</title>{skips}")).profile
    assert (profile.skip_hours, profile.skip_days) == ((0, 7), (0, 6))


def test_pictures_and_categories_are_kept() -> None:
    item = (
        "<item><title>A</title><category>Politics</category><category>Armenia</category><category>politics</category>"
        '<media:content url="/a.mp4" type="video/mp4"/><media:content url="/a.jpg" medium="image"/></item>'
        '<item><title>B</title><enclosure url="/b.png" type="image/png" length="0"/></item>'
    )
    head = "<title>T</title><link>https://www.example.org/</link><image><url>/logo.png</url></image>"
    body = rss(item, head=head).replace("<rss ", '<rss xmlns:media="http://search.yahoo.com/mrss/" ')
    read = parse(body)
    assert read.profile.image_url == "https://www.example.org/logo.png"
    assert [article.credits for article in read.articles] == [
        {"categories": "Politics, Armenia", "image": "https://www.example.org/a.jpg"},
        {"image": "https://www.example.org/b.png"},
    ]


def test_article_dated_ahead_keeps_its_date_and_counts_from_when_it_was_read() -> None:
    (article,) = parse(rss("<item><title>A</title><pubDate>Wed, 20 Sep 2045 13:00:00 GMT</pubDate></item>")).articles
    assert article.published_at == datetime(2045, 9, 20, 13, tzinfo=UTC)
    assert article.told_at == NOW


# Links and ids.


def test_relative_links_belong_to_the_site() -> None:
    read = parse(
        rss("<item><title>T</title><link>/news/1</link></item><item><title>U</title><link>2.html</link></item>")
    )
    assert [article.url for article in read.articles] == [
        "https://www.example.org/news/1",
        "https://www.example.org/2.html",
    ]


def test_relative_links_of_a_feed_without_a_site_belong_to_the_feed() -> None:
    read = parse(rss("<item><title>T</title><link>a.html</link></item>", head="<title>T</title>"))
    assert read.articles[0].url == "https://feeds.example.org/world/a.html"


@pytest.mark.parametrize("link", ["", "<link>/</link>"])
@pytest.mark.parametrize("kind", ["rss", "json"])
def test_relative_links_of_a_feed_that_has_moved_belong_to_where_it_lives_now(link: str, kind: str) -> None:
    entry = "<item><title>T</title><link>/a.html</link></item>"
    body = rss(entry, head=f"<title>T</title>{link}")
    if kind == "json":
        body = f'{{"home_page_url": "{"/" if link else ""}", "items": [{{"id": "1", "title": "T", "url": "/a.html"}}]}}'
    read = parse_feed(body.encode(), feed_url=FEED_URL, lives_at="https://new.example/rss", now=NOW)
    assert (read.articles[0].url, read.articles[0].feed_url) == ("https://new.example/a.html", FEED_URL)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "mailto:a@example.org", "file:///etc/passwd", "http://[x", "http://u:p@h/"]
)
def test_what_is_no_web_address_is_no_link(link: str) -> None:
    read = parse(rss(f"<item><title>T</title><link>{link}</link></item>"))
    assert read.articles[0].url is None


def test_a_permalink_guid_is_a_link_and_any_other_is_none() -> None:
    read = parse(
        rss(
            "<item><title>A</title><guid>https://www.example.org/a</guid></item><item><title>B</title><guid>12345</guid></item>"
            '<item><title>C</title><guid isPermaLink="false">https://www.example.org/c</guid></item>'
        )
    )
    assert [article.url for article in read.articles] == ["https://www.example.org/a", None, None]


def test_the_original_behind_a_feed_service_is_the_link() -> None:
    read = parse(
        '<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>T</title><item>'
        "<title>T</title><link>https://feedproxy.example/~r/1</link>"
        "<feedburner:origLink>https://www.example.org/1</feedburner:origLink></item></channel></rss>"
    )
    assert read.articles[0].url == "https://www.example.org/1"


def test_an_entry_that_stands_there_twice_is_one_article() -> None:
    item = "<item><title>T</title><link>https://www.example.org/1</link><guid>https://www.example.org/1</guid></item>"
    read = parse(rss(item + item))
    assert len(read.articles) == 1
    assert "1 of 2 entries repeat another" in read.warnings


def test_entries_that_share_one_link_or_one_id_stay_apart() -> None:
    shared_link = "".join(
        f'<item><title>T{n}</title><link>https://www.example.org/live</link><guid isPermaLink="false">{n}</guid></item>'
        for n in range(3)
    )
    shared_id = "".join(f"<item><title>U{n}</title><guid isPermaLink='false'>same</guid></item>" for n in range(3))
    front_page = "".join(f"<item><title>V{n}</title><link>https://www.example.org/</link></item>" for n in range(3))
    read = parse(rss(shared_link + shared_id + front_page))
    assert len(read.articles) == 9


def test_entries_that_share_both_link_and_id_stay_apart() -> None:
    item = "<item><title>T{0}</title><link>https://www.example.org/live</link><guid>https://www.example.org/live</guid>"
    dated = item + "<pubDate>Wed, 20 Sep 2023 1{0}:00:00 +0400</pubDate></item>"
    assert len(parse(rss("".join(dated.format(n) for n in range(3)))).articles) == 3


def test_an_entry_that_stands_there_before_and_after_its_edit_is_the_article_it_was() -> None:
    item = (
        "<item><title>{}</title><link>https://www.example.org/1</link><guid>1</guid>"
        "<pubDate>Wed, 20 Sep 2023 13:00:00 +0400</pubDate></item>"
    )
    (before,) = parse(rss(item.format("Flood"))).articles
    (edited,) = parse(rss(item.format("Flood recedes") + item.format("Flood"))).articles
    assert (edited.id, edited.title) == (before.id, "Flood recedes")


_NAMED = (
    "<item><title>{title}</title><link>https://www.example.org/{link}</link>"
    "<guid isPermaLink='false'>{guid}</guid><pubDate>Wed, 20 Sep 2023 {time} +0400</pubDate></item>"
)


@pytest.mark.parametrize("guid", ["https://www.example.org/?p=5", "5", "tag:example.org,2023:5"])
def test_the_id_that_a_feed_gives_an_article_beside_its_address_is_read(guid: str) -> None:
    (article,) = parse(rss(_NAMED.format(title="T", link="t", guid=guid, time="13:00:07"))).articles
    assert article.guid == guid


@pytest.mark.parametrize(
    ("guid", "time"),
    [
        ("0", "13:00:07"),
        ("", "13:00:07"),
        ("http://example.org/t/#0", "13:00:07"),  # its own address, and so nothing more
        (FEED_URL, "13:00:07"),
        ("x" * 300, "13:00:07"),
        ("5", "00:00:00"),  # a day is said, no moment
        ("5", "13:30:00"),  # in a zone of half hours that is midnight too
    ],
)
def test_an_id_that_does_not_tell_an_article_from_all_others_is_none(guid: str, time: str) -> None:
    (article,) = parse(rss(_NAMED.format(title="T", link="t", guid=guid, time=time))).articles
    assert article.guid is None


def test_an_id_that_several_entries_go_by_is_none() -> None:
    entries = [_NAMED.format(title=f"T{n}", link=f"t{n}", guid="5", time="13:00:07") for n in range(2)]
    assert [article.guid for article in parse(rss("".join(entries))).articles] == [None, None]


def test_an_entry_that_links_to_the_front_page_keeps_its_id_when_it_stands_alone() -> None:
    one, two = (f"<item><title>V{n}</title><link>https://www.example.org/</link></item>" for n in range(2))
    assert parse(rss(one + two)).articles[0].id == parse(rss(one)).articles[0].id


@pytest.mark.parametrize("guid", ["0", "null", FEED_URL, "https://www.example.org/", "https://example.org"])
def test_an_id_that_is_none_tells_no_entry_from_the_next(guid: str) -> None:
    one, two = (f"<item><title>V{n}</title><guid isPermaLink='false'>{guid}</guid></item>" for n in range(2))
    (alone,), both = parse(rss(one)).articles, parse(rss(one + two)).articles
    (next_day,) = parse(rss(two)).articles
    assert [alone.id, next_day.id] == [article.id for article in both]
    assert alone.id != next_day.id


def test_one_article_in_two_feeds_of_a_site_has_one_id() -> None:
    link = "<link>https://www.example.org/1?at_medium=RSS</link>"
    item = f"<item><title>T</title>{link}<guid isPermaLink='false'>{{}}</guid></item>"
    world = parse(rss(item.format("world-1")), feed_url="https://feeds.example.org/world")
    europe = parse(rss(item.format("europe-1")), feed_url="https://feeds.example.org/europe")
    assert world.articles[0].id == europe.articles[0].id


def test_no_more_than_the_most_entries_are_read() -> None:
    read = parse(rss("".join(f"<item><title>T{n}</title></item>" for n in range(MOST_ENTRIES + 3))))
    assert (len(read.articles), read.entries) == (2_000, 2_003)
    assert read.articles[-1].title == "T1999"
    assert "only the first 2,000 of 2,003 entries were read" in read.warnings


# Names.


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("BBC News - World", "BBC News - World"),
        ("Science &amp; Life", "Science & Life"),
        ("Rest of World -", "Rest of World"),
        ("TheWeek feed", "TheWeek"),
        ("Example – RSS Feed", "Example"),
        ("Golem.de", "Golem.de"),
        ("", "example.org"),
        ("feeds-example-org-rss-xml", "example.org"),
        ("https://www.example.org/feed", "example.org"),
        ("RSS", "example.org"),
        ("Top Stories", "example.org"),
        ("***", "example.org"),
    ],
)
def test_a_publisher_is_called_as_a_person_would(title: str, name: str) -> None:
    assert publisher_name(title, "https://www.example.org/news") == name


def test_an_aggregators_entry_is_its_sources() -> None:
    read = parse(
        rss(
            '<item><title>A</title><source url="https://www.reuters.example/">Reuters</source></item>'
            '<item><title>B</title><source url="https://www.oc-media.example/rss">rss</source></item>'
            '<item><title>C</title><source url="https://forum.example/c.rss">C</source></item>'
        )
    )
    assert [article.source for article in read.articles] == ["Reuters", "oc-media.example", "Example News"]


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ("<author>desk@example.org (Ada Writer)</author>", {"author": "Ada Writer"}),
        ("<author>desk@example.org</author>", {}),
        ("<author>Ada @ Writer desk@example.org</author>", {"author": "Ada @ Writer"}),
        ("<author>Example News</author>", {}),
        (
            "<dc:creator>Ada Writer</dc:creator><dc:creator>Bo &amp;amp; Co</dc:creator>",
            {"author": "Ada Writer, Bo & Co"},
        ),
    ],
)
def test_who_wrote_it_is_kept_without_addresses(said: str, authors: dict[str, str]) -> None:
    body = rss(f"<item><title>T</title>{said}</item>").replace(
        "<rss ", '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" '
    )
    assert parse(body).articles[0].credits == authors


@pytest.mark.parametrize(
    "base", ["http://[", "//[", "http://a b/", "http://news.example:port/", "https://\u2100.example/"]
)
def test_a_broken_base_takes_no_entry_and_no_link(base: str) -> None:
    entry = '<entry xml:base="{}"><id>tag:{}</id><title>Floods</title><link href="{}"/></entry>'
    links = ("https://www.example.org/news/1", "/news/2", "news/3")
    read = parse(atom("".join(entry.format(base, *numbered) for numbered in enumerate(links))))
    assert [article.url for article in read.articles] == [
        f"https://www.example.org/news/{number}" for number in (1, 2, 3)
    ]


def test_links_are_relative_to_the_base_that_stands_above_them() -> None:
    entry = "<entry xml:base='https://www.example.org/a&amp;b/'><title>Floods</title><link href='1'/></entry>"
    assert parse(atom(entry)).articles[0].url == "https://www.example.org/a&b/1"


def test_a_name_of_a_million_letters_is_nobodys_and_is_read_once() -> None:
    assert author_names(["Ada Writer", "a" * 1_000_000], "Example News") == "Ada Writer"


def test_a_post_without_title_in_a_script_without_spaces_is_called_by_its_beginning() -> None:
    (article,) = parse(rss(f"<item><description>{'洪水' * 100}</description></item>")).articles
    assert article.title == "洪水" * 49 + "洪…"


def test_the_language_is_judged_by_title_and_text_with_the_claim_of_the_feed() -> None:
    entries = (("CSTO", "Երևանում կառավարությունը հաստատել է ծրագիրը"), ("Ալիև", "EU"), ("Lidra", "2023"))
    items = (f"<item><title>{title}</title><description>{text}</description></item>" for title, text in entries)
    read = parse(rss("".join(items), head="<title>N</title><language>en_us</language>"))
    assert read.profile.language == "en"
    assert [article.language for article in read.articles] == ["hy", "hy", "en"]


# What is no feed, and what is broken.


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<!DOCTYPE html><html><head><title>T</title></head></html>", "that is a web page, not a feed"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "that is a web page, not a feed"),
        ("<p>Not found</p>", "that is a web page, not a feed"),
        ("<opml version='2.0'/>", "import it instead"),
        ("<urlset/>", r"an XML document of another kind \(urlset\)"),
        ("<channel/>", "neither a known format nor entries"),
        ("", "the document is empty"),
        (
            '<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss version="2.0"><channel><title>&a;</title></channel></rss>',
            "declares entities",
        ),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: str, sentence: str) -> None:
    with pytest.raises(ParseError, match=sentence) as caught:
        parse(body)
    assert caught.value.source == FEED_URL


def test_an_empty_feed_is_a_feed() -> None:
    read = parse(rss(""))
    assert (read.articles, read.entries, read.profile.title) == ((), 0, "Example News")


def test_html_entities_and_bare_ampersands_do_not_end_a_feed() -> None:
    read = parse(rss("<item><title>A&nbsp;&eacute; & B</title></item><item><title>C</title></item>"))
    assert [article.title for article in read.articles] == ["A é & B", "C"]
    assert any(warning.startswith("the XML is not well formed: ") for warning in read.warnings)


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    whole = rss("<item><title>A</title></item><item><title>B</title></item>")
    assert [article.title for article in parse(whole[: whole.index("B</title>") + 1]).articles][:1] == ["A"]


def test_a_feed_in_another_encoding_is_read() -> None:
    body = (
        rss("<item><title>Ереван</title></item>").replace("?>", ' encoding="windows-1251"?>', 1).encode("windows-1251")
    )
    assert parse(body, content_type="text/xml").articles[0].title == "Ереван"
    assert parse(body, content_type="text/xml; charset=utf-8").articles[0].title == "Ереван"


def test_what_was_read_can_be_pickled() -> None:
    read = parse(rss("<item><title>T</title></item>"))
    assert pickle.loads(pickle.dumps(read)) == read


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "&#xD800;", "&x;", "<a/b/", "<", "&"]
        )
    ).map("".join)
)
def test_whatever_stands_in_a_feed_is_read_or_refused(inside: str) -> None:
    try:
        read = parse(f"<rss version='2.0'><channel><item>{inside}")
    except ParseError:
        return
    assert all(article.title and article.text for article in read.articles)


@pytest.mark.slow
def test_the_files_of_nine_parsers_and_real_feeds_end_as_they_should() -> None:
    """Each file is read or refused as the manifest says, and has as many entries as feedparser finds."""
    inputs = shared("data", "inputs")
    skipped = {"article-html", "article-truth", "url-vectors", "text-hostile", "feed-list"}
    skipped |= {"http-body-compressed", "xml-hostile-lines", "jsonfeed"}
    differ = []
    with (inputs / "manifest.tsv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] in skipped:
                continue
            expected = None if row["expected"].startswith(("reject", "OPML")) else int(row["entries"])
            try:
                entries = parse((inputs / row["path"]).read_bytes()).entries
            except ParseError:
                entries = None
            if entries != expected:
                differ.append((row["path"], expected, entries))
    assert differ == [
        # Entities of their own: refused on purpose.
        ("feedparser/tests/wellformed/rss/entity_in_doctype.xml", 1, None),
        ("feedvalidator/testcases/rss/should/system_entity.xml", 1, None),
        # UTF-16 whose declaration feedparser stumbles over.
        ("simplepie/tests/data/feed-utf16be.xml", None, 1),
        ("simplepie/tests/data/feed-utf16le.xml", None, 1),
    ]
