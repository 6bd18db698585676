from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings

from bot.delivery.document_html import briefing_html
from bot.delivery.plain import one_line
from bot.model import Briefing
from tests.delivery import examples
from tests.delivery.naughty import HOSTILE, TEXTS


class Page(HTMLParser):
    """What a browser makes of a page: its tags, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += " " if tag in ("p", "h1", "h2", "h3", "li", "br", "article", "blockquote") else ""
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += "" if self.open and self.open[-1] == "style" else data

    def attributes(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


OUR_TAGS = set(
    re.findall(
        "\\w+", "html head meta title style body main header h1 h2 h3 p strong article span sup a ol ul li br footer"
    )
) | {"blockquote"}
OUR_ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "dir", "class", "href", "rel", "id"}


def page_of(briefing: Briefing) -> Page:
    page = Page(briefing_html(briefing, zone="Asia/Yerevan"))
    assert {tag for tag, _ in page.tags} <= OUR_TAGS
    assert {name for _, attrs in page.tags for name in attrs} <= OUR_ATTRIBUTES
    assert page.open == []
    return page


def test_the_page_tells_the_briefing() -> None:
    flowing = " ".join(page_of(examples.example()).text.split())
    for part in (
        "3 new, 1 updated, 2 ongoing since Tue 13 May 2031, 08:00",
        "NEW Wed 14 May 2031, 06:30 Dam gates opened as the lake reaches its highest level since 1974[1]",
        "a dwie drogi do dolnej wsi są zamknięte.[2] (Polish)",
        "Background The lake was filled in 1958",
        "The Ferryman: Council votes 7 to 5 to keep the ferry running",
        "Also reported Radio Embankment: Lower village leaves",
        "412 articles read, Tue 13 May 2031, 08:00 to Wed 14 May 2031, 08:00 (Asia/Yerevan)",
    ):
        assert part in flowing


def test_stories_in_brief_are_a_list() -> None:
    brief = examples.story(2, [examples.article(2, "Ferry fares rise", language="pl")], [])
    page = briefing_html(examples.briefing([examples.story(1, [examples.article(1, "Dam")]), brief]), zone="UTC")
    number = '<sup><a href="#s2">[2]</a></sup> <span class="meta">(Polish)</span>'
    headline = f'<span lang="pl" dir="auto">Ferry fares rise</span>{number}'
    assert f'<ul class="brief"><li><span class="tag new">NEW</span> {headline}</li></ul>' in page


def test_days_are_told_to_who_reads_by_the_clocks_of_the_zone() -> None:
    told = examples.article(1, "Dam", "The dam broke today.", hours_ago=16)
    late = replace(examples.briefing([examples.story(1, [told])]), at=examples.AT - timedelta(hours=7))
    pages = {zone: "today [13 May]" in briefing_html(late, zone=zone) for zone in ("UTC", "Asia/Yerevan")}
    assert pages == {"UTC": False, "Asia/Yerevan": True}


def test_numbers_lead_to_their_sources() -> None:
    page = page_of(examples.example())
    targets = {href[1:] for href in page.attributes("href") if href.startswith("#")}
    assert targets == set(page.attributes("id")) == {f"s{number}" for number in range(1, 10)}


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = page_of(examples.example())
    [style] = re.findall(r"<style>(.*?)</style>", briefing_html(examples.example(), zone="UTC"), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = [attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style


def test_links_that_lead_away_keep_the_reader_to_themselves() -> None:
    away = [attrs for tag, attrs in page_of(examples.example()).tags if tag == "a" and "rel" in attrs]
    assert len(away) == 8
    assert all((attrs["href"] or "").startswith("https://") for attrs in away)
    assert all("noopener" in (attrs["rel"] or "") for attrs in away)


@pytest.mark.parametrize("url", ["javascript:alert(1)", 'https://a.example/"onmouseover="x', "data:text/html,x", "x y"])
def test_no_address_breaks_out_or_runs(url: str) -> None:
    page = page_of(examples.briefing([examples.story(1, [examples.article(1, "Title", url=url)])]))
    assert all(re.fullmatch(r"#s\d+|https://a\.example/[^\"]*", href) for href in page.attributes("href"))


def foreign(text: str) -> Briefing:
    source = examples.article(1, text, f"{text} more", source=text, language="xx")
    other = replace(source, id="2" * 16)
    topic = replace(examples.TOPIC, name=text)
    told = examples.story(1, [source, other], [examples.quote(source)])
    return examples.briefing([told], notes=[replace(examples.NOTE, title=text, source=text)], topic=topic)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is_written(text: str) -> None:
    assert one_line(text) in page_of(foreign(text)).text


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_no_text_becomes_markup(text: str) -> None:
    assert one_line(text) in page_of(foreign(text)).text


def test_a_quiet_and_an_empty_day_say_so() -> None:
    quiet, empty = page_of(examples.quiet()).text, page_of(examples.empty()).text
    assert "Nothing new since Tue 13 May 2031, 08:00 — 412 articles read." in quiet
    assert "Still going on:" in quiet
    assert "The latest that is known:" in empty
    assert "EARLIER" in empty
