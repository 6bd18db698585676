from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from bot.delivery.rows import Found, RowLine, TopicLine, TrialLine, TrialReport
from bot.delivery.terminal import print_briefing, print_found
from bot.delivery.terminal_lists import FeedRow, print_feeds, print_problems, print_topics
from bot.delivery.terminal_trial import print_trial
from bot.model import Briefing, Topic
from tests.delivery import examples
from tests.delivery.naughty import HOSTILE, TEXTS

ZONE = "Asia/Yerevan"


def piped(width: int = 80) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=width), out


def printed(briefing: Briefing, *, width: int = 80) -> str:
    console, out = piped(width)
    print_briefing(console, briefing, zone=ZONE)
    return out.getvalue()


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts follow each other, whatever the line breaks between words."""
    flowing, place = " ".join(text.split()), 0
    for part in parts:
        place = flowing.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def test_a_briefing_reads_from_what_is_new_to_its_sources() -> None:
    assert in_order(
        printed(examples.example()),
        "The Lake Villages",
        "3 new, 1 updated, 2 ongoing since Tue 13 May 2031, 08:00",
        "412 articles read up to Wed 14 May 2031, 08:00 (Asia/Yerevan)",
        "NEW Dam gates opened as the lake reaches its highest level since 1974 [1]",
        "1 h ago · Lakeside Courier, Gazeta Nadjeziorna, Լճի Լրատու (lratu.example), Radio Embankment",
        "asked the lower village to leave by noon. [1]",
        "a dwie drogi do dolnej wsi są zamknięte. [2] (Polish)",
        "38 սանտիմետրով։ [3] (Armenian)",
        "UPDATED Council votes 7 to 5 to keep the ferry running [4]",
        "NEW Szkoła w górnej wsi znów otwarta [6] (Polish)",
        "ONGOING Road to the pass stays closed [7]",
        "undated · seed",
        "Background • The lake was filled in 1958",
        "Sources [1] Dam gates opened",
        "[2] Otwarto śluzy tamy nad jeziorem Gazeta Nadjeziorna · Polish · Wed 14 May 2031, 06:00",
        "[9] The lake and its dam Briefbot notes · English · background note",
    )


def test_stories_in_brief_are_a_line_each_below_their_title() -> None:
    told = examples.story(1, [examples.article(1, "Dam closed", "The dam was closed on Friday.")])
    brief = [examples.story(at, [examples.article(at, f"Fares rise to {at}")], []) for at in (2, 3)]
    lines = printed(examples.briefing([told, *brief])).split("\n")
    at = lines.index("In brief")
    assert lines[at + 1 : at + 4] == [
        "NEW     Fares rise to 2 [2] · Lakeside Courier",
        "NEW     Fares rise to 3 [3] · Lakeside Courier",
        "",
    ]


def test_without_a_terminal_addresses_are_written_out_and_nothing_is_coloured() -> None:
    text = printed(examples.example())
    assert "https://wiadomosci.nadjeziorna.example/2031/05/2" in text
    assert "\x1b" not in text


def test_in_a_terminal_numbers_are_links_and_hosts_are_shown() -> None:
    out = io.StringIO()
    console = Console(file=out, width=80, force_terminal=True, color_system="truecolor")
    print_briefing(console, examples.example(), zone=ZONE)
    links = re.findall(r"\x1b\]8;[^;]*;(\S+?)\x1b\\(?:\x1b\[[\d;]*m)?([^\x1b]*)", out.getvalue())
    targets = {target for target, _ in links if target}
    assert "https://ferryman.example/2031/05/5" in targets
    assert all(target.startswith("https://") for target in targets)
    plain = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[\d;]*m", "", out.getvalue())
    assert in_order(plain, "The Ferryman · English · Tue 13 May 2031, 23:00 · ferryman.example")


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = printed(examples.example(), width=width).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_an_address_wider_than_the_line_stays_in_one_piece() -> None:
    text = printed(examples.crowded(1, url_length=200), width=60)
    assert len(re.findall(r"^ +https://long.example/\S{179}$", text, re.MULTILINE)) == 3


def test_a_quiet_day_says_so() -> None:
    text = printed(examples.quiet())
    assert in_order(
        text, "Nothing new since Tue 13 May 2031, 08:00 (Asia/Yerevan) — 412 articles read. Still going on:", "ONGOING"
    )


def test_an_empty_window_shows_the_latest_known_with_its_age() -> None:
    text = printed(examples.empty())
    assert in_order(text, "37 articles read. The latest that is known:", "EARLIER Council", "40 d ago · The Ferryman")


def test_a_topic_of_which_nothing_is_known_says_so() -> None:
    text = printed(examples.briefing(articles_read=0))
    assert in_order(text, "no articles came in.", "Nothing has been reported on this topic yet.")
    assert "Sources" not in text


def test_languages_of_the_reader_are_not_named() -> None:
    text = printed(replace(examples.example(), languages=("pl", "en")))
    assert "(Polish)" not in text
    assert "(Armenian)" in text


def test_days_are_told_to_who_reads_by_the_clocks_of_the_zone() -> None:
    told = examples.article(1, "Dam", "The dam broke today.", hours_ago=16)
    late = replace(examples.briefing([examples.story(1, [told])]), at=examples.AT - timedelta(hours=7))
    assert "today [13 May]" in printed(late)


def all_from(text: str) -> str:
    """Everything that is printed, in a terminal, where every foreign text is this one."""
    out = io.StringIO()
    console = Console(file=out, width=80, force_terminal=True, color_system="truecolor")
    source = examples.article(1, text, f"{text} more", source=text)
    topic = replace(examples.TOPIC, name=text, description=text)
    told = examples.briefing([examples.story(1, [source])], notes=[replace(examples.NOTE, title=text)], topic=topic)
    print_briefing(console, told, zone=ZONE)
    print_found(console, Found(text, [source], has_more=True), zone=ZONE)
    print_found(console, Found(text, []), zone=ZONE)
    print_topics(console, [TopicLine(topic, 3)])
    print_feeds(console, [FeedRow(text, text, text, examples.AT, text, text)], now=examples.AT)
    print_problems(console, [(text, text)])
    return out.getvalue()


OUR_CODES = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;(id=\d+)?;(https://[\w./:%-]*)?\x1b\\")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_neither_moves_the_cursor_nor_links_nor_colours(text: str) -> None:
    rest = OUR_CODES.sub("", all_from(text))
    assert [char for char in rest if ord(char) < 0x20 and char != "\n"] == []
    assert not set(rest) & set("\x7f\x9b\u202e\u2066\u200f\u2028")
    assert "https://evil" not in "".join(target for _, target in OUR_CODES.findall(all_from(text)))


@given(TEXTS)
def test_no_text_writes_control_characters(text: str) -> None:
    rest = OUR_CODES.sub("", all_from(text))
    assert [char for char in rest if (ord(char) < 0x20 and char != "\n") or 0x7F <= ord(char) < 0xA0] == []


def test_text_that_looks_like_markup_is_shown_as_it_is() -> None:
    assert in_order(
        printed(examples.briefing([examples.story(1, [examples.article(1, "[bold]x[/] :smile:")])])),
        "[bold]x[/] :smile:",
    )


def test_hits_show_title_origin_and_beginning() -> None:
    console, out = piped()
    hit = examples.example().stories[1].articles[0]
    print_found(console, Found("ferry", [hit], has_more=True), zone=ZONE)
    assert in_order(
        out.getvalue(),
        "Council votes 7 to 5",
        "The Ferryman · English · Tue 13 May 2031, 23:00 https://ferryman.example/2031/05/5",
        "The council voted 7 to 5 on Tuesday evening",
        "--limit",
    )


def test_nothing_found_says_so() -> None:
    console, out = piped()
    print_found(console, Found("dams", []), zone=ZONE)
    assert in_order(out.getvalue(), "Nothing was found for “dams”. All words must be in an article")


def test_a_search_for_either_of_two_is_not_told_that_all_words_must_be_there() -> None:
    console, out = piped()
    print_found(console, Found("dams OR locks from:bbc", [], wants_all=False, unread=["from:"]), zone=ZONE)
    said = "from: was taken for a word; a search keeps to source:bbc lang:pl after:7d before:2026-05-01."
    assert " ".join(out.getvalue().split()) == f"{said} Nothing was found for “dams OR locks from:bbc”."


def test_a_search_that_kept_to_something_says_what_was_searched() -> None:
    console, out = piped(200)
    print_found(console, Found("dams lang:pl", [], kept_to=["lang:pl", "source:bbc"]), zone=ZONE)
    assert out.getvalue().endswith("either will do. Only what fits lang:pl source:bbc was searched.\n")


def test_topics_stand_with_what_the_day_brought() -> None:
    console, out = piped()
    print_topics(console, [TopicLine(examples.TOPIC, 12), TopicLine(Topic("dams", "Dams"), 0)])
    assert in_order(out.getvalue(), "lake-villages The Lake Villages 12 in 24 h", "dams Dams 0 in 24 h")


def test_in_a_narrow_terminal_nothing_of_a_topic_is_cut_off() -> None:
    console, out = piped(40)
    topic = Topic("climate-negotiations", "Climate negotiations", "What states negotiate about the climate")
    print_topics(console, [TopicLine(topic, 12)])
    assert [line.rstrip() for line in out.getvalue().splitlines()] == [
        "climate-negotiations  12 in 24 h",
        "  Climate negotiations",
        "  What states negotiate about the",
        "  climate",
    ]


def test_what_a_topic_would_match_stands_with_what_its_names_lack() -> None:
    console, out = piped(40)
    row = f"brade* + {' / '.join(['vote*'] * 20)}"
    print_trial(
        console,
        "Brade [votes]",
        TrialReport(
            examples.AT,
            read=60,
            about=30,
            mentions=1,
            examples=[TrialLine(examples.article(1, "Brade votes", "It voted."), ("votes",))],
            by_alias=[("Brade", 3)],
            related=[("Ilse Varn", 2, 4)],
            rows=[RowLine(0, "Brade vote", row, 1, 74)],
            idle=[f"Lorn {number}" for number in range(14)],
        ),
        zone=ZONE,
    )
    assert in_order(
        " ".join(out.getvalue().split()),
        "Brade [votes]",
        "30 articles about it, 1 more that only mention it, of 60 read since",
        "one of the names may be an everyday word",
        "Brade 3",
        "Lorn 11 and 2 more",
        "“Brade vote” as it is: 1. “Only together” would find 74 articles more:",
        "Ilse Varn 2 + 4",
        "Brade votes",
        "“votes”",
    )
    assert row in out.getvalue().splitlines()


def test_feeds_stand_below_their_folder_with_how_they_fare() -> None:
    console, out = piped()
    hour_ago = examples.AT - timedelta(hours=1)
    print_feeds(
        console,
        [
            FeedRow("Lake", "Courier", "https://a.example/feed", hour_ago, "14 a day", ""),
            FeedRow("Lake", "Radio", "https://b.example/feed", None, "", "answered 503"),
        ],
        now=examples.AT,
    )
    assert in_order(
        out.getvalue(),
        "Lake Courier (read 1 h ago, usually 14 a day) https://a.example/feed",
        "Radio (never read) answered 503",
    )
    assert out.getvalue().count("Lake") == 1


def test_what_ails_a_feed_stands_in_one_line_for_grep() -> None:
    console, out = piped(60)
    print_feeds(
        console, [FeedRow(None, "Radio", "https://b.example/", None, "", "failing: " + "w" * 90)], now=examples.AT
    )
    assert out.getvalue().splitlines() == [f"  Radio (never read) failing: {'w' * 90}", "  https://b.example/"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_each_problem_is_one_line(name: str, sentence: str) -> None:
    console, out = piped(60)
    print_problems(console, [(name, sentence)])
    assert out.getvalue().count("\n") == 1
