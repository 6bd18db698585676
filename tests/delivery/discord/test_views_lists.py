from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.discord.card import Card
from bot.delivery.discord.custom_ids import Listed
from bot.delivery.discord.lists import list_view
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.discord.views_lists import about_view, notice_view, search_view
from bot.delivery.discord.views_server import checked_view, corrections_view, feeds_view, imported_view, status_view
from bot.delivery.discord.views_sources import sources_views
from bot.delivery.discord.views_subscriptions import (
    CHANNEL_DELETED,
    CHANNEL_UNSEEN,
    on_subscriptions_page,
    subscribed_view,
    subscriptions_view,
    unsubscribed_view,
)
from bot.delivery.discord.views_topics import (
    draft_problem_view,
    topic_removable_view,
    topic_removed_view,
    topic_saved_view,
    topics_view,
    trial_view,
)
from bot.delivery.form import Form
from bot.delivery.rows import (
    CorrectionLine,
    FeedLine,
    Figures,
    Found,
    RowLine,
    ServerFigures,
    SubscriptionLine,
    TopicLine,
    TrialLine,
    TrialReport,
)
from bot.delivery.speech import ENGLISH, LOCALES, speech_in
from bot.model import CorrectionKind, Length, Posts, Topic
from bot.pipeline.notices import PAUSED_BY_HAND
from tests.delivery import examples
from tests.delivery.discord.inert import buttons, components_of, content, payload, texts
from tests.delivery.naughty import HOSTILE
from tests.wire import rules
from tests.wire.messages import walk

LINE = SubscriptionLine(
    "The Lake Villages",
    42,
    "08:00",
    "Asia/Yerevan",
    (examples.AT + timedelta(hours=24), examples.AT + timedelta(hours=48)),
)
FIGURES = Figures("0.1.0", 12_034, 41, 2, 3, 1, examples.AT)


def trial(**found: Any) -> TrialReport:
    return TrialReport(examples.AT, read=99, about=9, mentions=9)._replace(**found)


def ids(card: Card) -> dict[str, str]:
    return {button["label"]: button["custom_id"] for button in buttons(components_of(card))}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing_in_any_list(text: str) -> None:
    found = examples.article(1, text, f"{text} more", source=text)
    line = LINE._replace(topic_name=text, timezone=text, paused_reason=text)
    for card in (
        notice_view(text),
        search_view(Found(text, [found]), ENGLISH),
        search_view(Found(text, [], kept_to=[text], unread=[text]), ENGLISH),
        search_view(Found(text, [found], unread=[text]), ENGLISH),
        topics_view([TopicLine(Topic("t", text, description=text), 1, None)], ENGLISH),
        trial_view(
            text,
            trial(
                examples=[TrialLine(found, (text,))],
                by_alias=[(text, 1)],
                related=[(text, 1, 1)],
                rows=[RowLine(0, text, text, 0, 1)],
                idle=[text],
            ),
            ENGLISH,
        ),
        draft_problem_view(text, "0" * 16, ENGLISH),
        topic_saved_view(text, ENGLISH),
        topic_removable_view(text, "t", 2, [1, 2], ENGLISH),
        topic_removed_view(text, 2, ENGLISH),
        subscriptions_view([line], ENGLISH),
        subscribed_view([line], ENGLISH, is_new=True),
        unsubscribed_view(line, ENGLISH, number=1, until=examples.AT),
        about_view(FIGURES._replace(version=text), ENGLISH),
    ):
        assert content(card)


def test_a_page_of_hits_leads_to_its_neighbours() -> None:
    hits = [article for story in examples.example().stories for article in story.articles]
    card = search_view(Found("dam gates", hits[:8], page=1, has_more=True), ENGLISH)
    assert "### Found: dam gates · page 2" in content(card)
    assert ids(card) == {"Back": "search:0:dam gates", "More": "search:2:dam gates"}
    assert ids(search_view(Found("dam gates", hits[:8]), ENGLISH)) == {}


def test_a_hit_shows_title_origin_and_beginning() -> None:
    hit = examples.example().stories[1].articles[0]
    told = content(search_view(Found("ferry", [hit]), ENGLISH))
    assert "**Council votes 7 to 5 to keep the ferry running**" in told
    assert (
        "-# The Ferryman · English · <t:1936465200:f> · [ferryman.example](https://ferryman.example/2031/05/5)" in told
    )
    assert "The council voted 7 to 5 on Tuesday evening" in told


def test_words_too_long_for_a_button_still_find() -> None:
    card = search_view(Found("dam " * 40, [examples.NOTE], has_more=True), ENGLISH)
    assert "The lake and its dam" in content(card)
    assert ids(card) == {}


def test_what_looks_like_a_filter_and_is_none_is_told() -> None:
    hits = examples.example().stories[0].articles
    for articles in (hits, ()):
        told = content(search_view(Found("dam from:bbc", articles, unread=["from:"]), ENGLISH)).replace("\\", "")
        assert "-# from: was taken for a word; a search keeps to source:bbc lang:pl after:7d before:2026-05-01." in told
    assert "taken for a word" not in content(search_view(Found("dam", hits), ENGLISH))


def test_nothing_found_says_what_to_try() -> None:
    told = content(search_view(Found("dams", ()), ENGLISH))
    hint = "-# All words must be in an article; leave one out, shorten it, or write OR between two."
    assert told == f"Nothing was found for “dams”.\n{hint}"
    only = Found("lang:hy after:7d", (), wants_all=False, kept_to=("lang:hy", "after:7d"))
    told = content(search_view(only, ENGLISH))
    assert "All words" not in told
    assert "-# Only what fits lang:hy after:7d was searched" in told.replace("\\", "")
    both = content(search_view(Found("dams lang:hy", (), kept_to=("lang:hy",)), ENGLISH))
    assert both.count("\n-# ") == 2


def test_a_topic_is_described_in_the_language_of_who_reads_it() -> None:
    topic = replace(examples.TOPIC, description="Villages.", descriptions=(("pl", "Wsie i ludzie."),))
    assert "Wsie i ludzie" in content(topics_view([TopicLine(topic, 1, None)], speech_in("pl")))
    assert "Villages" in content(topics_view([TopicLine(topic, 1, None)], speech_in("de")))


def test_topics_say_how_much_is_told_of_them() -> None:
    told = content(
        topics_view([TopicLine(examples.TOPIC, 12, examples.AT), TopicLine(examples.TOPIC, 0, None)], ENGLISH)
    )
    assert "12 articles in the last 24 hours, the latest <t:1936497600:R>" in told
    assert "nothing in the last 24 hours\n" in told


def test_a_topic_is_named_in_the_language_of_the_reader() -> None:
    topic = replace(examples.TOPIC, names=(("pl", "Wsie nad jeziorem"),))
    polish = Form(language="pl")
    briefing = replace(examples.example(), topic=topic)
    cards = [
        topics_view([TopicLine(topic, 1, None)], speech_in("pl")),
        *briefing_views(briefing, form=polish)[:2],
        sources_views(briefing, polish)[0],
    ]
    for card in cards:
        assert "Wsie nad jeziorem" in content(card)
    assert "The Lake Villages" in content(topics_view([TopicLine(topic, 1, None)], speech_in("de")))


def listed(what: Listed, page: int) -> Card:
    """A page of a list of fifty."""
    names = [f"number-{number}." for number in range(50)]
    match what:
        case Listed.TOPICS:
            topics = [TopicLine(Topic(name, name, description="d" * 400), 0, None) for name in names]
            return topics_view(topics, ENGLISH, page=page)
        case Listed.SUBSCRIPTIONS:
            return subscriptions_view([LINE._replace(topic_name=name) for name in names], ENGLISH, page=page)
        case Listed.FEEDS:
            feeds = [FeedLine(name, "https://news.example/feed", "fine", "usually 14 a day") for name in names]
            return feeds_view(feeds, ENGLISH, page=page)
        case Listed.CORRECTIONS:
            said = (CorrectionKind.SPLIT, "title", "other", 0, 1, None, examples.AT, 7, None)
            lines = [CorrectionLine(number, *said)._replace(title=name) for number, name in enumerate(names)]
            return corrections_view(lines, ENGLISH, page=page)


def test_an_article_that_is_held_to_several_is_told_in_one_sentence() -> None:
    split = CorrectionLine(3, CorrectionKind.SPLIT, "Dam", "Ferry", 2, 1, None, examples.AT, None, None)
    told = {locale: content(corrections_view([split], speech_in(locale))) for locale in ("en", "tr", "de")}
    assert "“Dam” tells another event than “Ferry” and 2 more\n" in told["en"]
    assert "“Dam”, “Ferry” ve diğer 2 haberden farklı bir olayı anlatıyor\n" in told["tr"]
    assert "„Dam“ berichtet von einem anderen Ereignis als „Ferry“ und 2 weitere\n" in told["de"]


def test_what_a_trial_found_is_a_sentence_of_its_language() -> None:
    shown = {locale: content(trial_view("Dam", trial(), speech_in(locale))) for locale in ("en", "hy")}
    assert shown["en"].endswith(".")
    assert shown["hy"].endswith("հոդվածից։")


@pytest.mark.parametrize(
    ("locale", "told"),
    [("fr", "-# en échec\xa0: HTTP 503"), ("hy", "-# չի պատասխանում՝ HTTP 503"), ("ru", "-# не отвечает: HTTP 503")],
)
def test_how_a_feed_fares_is_told_with_the_mark_of_the_language(locale: str, told: str) -> None:
    line = FeedLine("Courier", "https://courier.example/feed", "failing", "HTTP 503")
    assert told in content(feeds_view([line], speech_in(locale)))


def test_a_page_of_long_lines_is_a_message_that_discord_takes() -> None:
    assert content(list_view(Listed.TOPICS, "### Topics", ["x" * 240] * 40, ENGLISH))


@pytest.mark.parametrize("what", Listed)
def test_what_a_message_does_not_hold_of_a_list_stands_behind_a_button(what: Listed) -> None:
    told, page = "", 0
    while more := ids(card := listed(what, page)).get("More"):
        told += content(card)
        assert more == f"list:{what}:{page + 1}"
        page += 1
    told += content(card)
    assert page > 1
    assert f" · page {page + 1} of {page + 1}" in content(card)
    assert ids(card) == {"Back": f"list:{what}:{page - 1}"}
    assert [told.replace("\\", "").count(f"number-{number}.") for number in range(50)] == [1] * 50
    assert content(listed(what, page + 9)) == content(card)


@pytest.mark.parametrize("locale", LOCALES)
def test_ten_subscriptions_made_at_once_fit_one_message(locale: str) -> None:
    line = SubscriptionLine("The Lake Villages " * 4, 10**18, "08:00", "Asia/Yerevan", (examples.AT,) * 5)
    line = line._replace(skip_quiet=True, role_id=10**18, length=Length.SHORT, quiet_hours="22:00–07:00")
    line = line._replace(language="uk" if locale == "de" else "de", posts=Posts.STORY)
    components = components_of(subscribed_view([line] * 10, speech_in(locale), is_new=True, is_followed=True))
    assert rules.check("POST", "/channels/1/messages", payload(components)) == []
    told = "\n".join(texts(components))
    shown = told.count("<#")
    assert shown > 6
    assert shown == 10 or f" {10 - shown}" in told


@pytest.mark.parametrize("text", ["*" * 400, "word " * 90, "ՀԱՊԿ " * 90])
def test_what_strangers_wrote_fits_one_message_however_long(text: str) -> None:
    report = trial(
        examples=[TrialLine(examples.article(1, text, source=text), (text,) * 3)] * 8,
        by_alias=[(text, 9)] * 8,
        related=[(text[:60], 9, 9)] * 6,
        rows=[RowLine(place, text, text, 9, 9) for place in range(3)],
        idle=[text] * 60,
    )
    assert content(trial_view(text, report, ENGLISH, draft="0" * 16))
    assert content(checked_view([(False, text)] * 10, None, ENGLISH))
    assert content(imported_view(1, 1, [text] * 10, ENGLISH))


def test_empty_lists_say_what_to_do() -> None:
    assert "No topics are defined yet." in content(topics_view([], ENGLISH))
    assert "`/subscribe`" in content(subscriptions_view([], ENGLISH))


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_which_subscriptions_stand_on_a_page_does_not_depend_on_what_is_said_of_their_channels(locale: str) -> None:
    speech = speech_in(locale)
    lines = [LINE._replace(topic_name=f"Village {number}. {'x' * 60}", channel_id=number + 1) for number in range(40)]
    deleted = [line._replace(unreachable=CHANNEL_DELETED) for line in lines]
    unseen = [line._replace(unreachable=CHANNEL_UNSEEN) for line in lines]
    page, told = 0, list[SubscriptionLine]()
    while len(told) < len(lines):
        shown = on_subscriptions_page(lines, speech, page=page)
        for kind in (lines, deleted, unseen):
            said = content(subscriptions_view(kind, speech, page=page))
            assert [line for line in lines if f"{line.topic_name.split('.')[0]}." in said] == list(shown)
        told += shown
        page += 1
    assert page > 1


def test_a_subscription_shows_hour_place_and_next_sends() -> None:
    told = content(subscriptions_view([LINE], ENGLISH))
    assert "`/subscriptions remove` ends it" in told
    assert "**The Lake Villages** every day at 08:00 (Asia/Yerevan) in <#42>\n-# next: <t:1936584000:F>" in told
    told = content(subscribed_view([LINE], ENGLISH, is_new=True))
    assert told.startswith("**Subscribed.**\n")
    assert "next: <t:1936584000:f>, <t:1936670400:f>" in told
    assert content(subscribed_view([LINE], ENGLISH, is_new=False)).startswith("**This was subscribed already.**")


def test_a_subscription_whose_hour_has_come_says_so_before_it_says_when_next() -> None:
    told = content(subscriptions_view([LINE._replace(due_since=examples.AT)], ENGLISH))
    assert "\n-# due now: <t:1936497600:F> · next: <t:1936584000:F>" in told


def test_a_subscription_that_changed_tells_what_of_it_did() -> None:
    before = LINE._replace(days="weekdays", timezone="Asia/Tehran", length=Length.SHORT, paused_reason="x")
    line = LINE._replace(days="Sat", timezone="Europe/Warsaw", skip_quiet=True, before=before)
    told = content(subscribed_view([line], ENGLISH, is_new=False))
    assert told.startswith("**Changed.**\n")
    changes = "weekdays → Sat · Asia/Tehran → Europe/Warsaw · — → quiet days are passed over · short → normal"
    assert f"\n-# {changes} · paused → —\n" in told
    assert "→" not in content(subscribed_view([LINE], ENGLISH, is_new=True))
    assert content(subscribed_view([line], ENGLISH, is_new=True)).startswith("**Subscribed.**\n")


def test_the_zone_that_a_server_has_by_a_subscription_is_told() -> None:
    told = content(subscribed_view([LINE], ENGLISH, is_new=True, server_zone="Asia/Yerevan"))
    assert "-# Asia/Yerevan is the time zone of this server from now on" in told
    assert "from now on" not in content(subscribed_view([LINE], ENGLISH, is_new=True))


def test_weekdays_are_named_in_the_language_of_the_reader() -> None:
    line = LINE._replace(days="Tue, Thu")
    assert "** Tue, Thu at 08:00" in content(subscriptions_view([line], ENGLISH))
    assert "** wt., czw. o 08:00" in content(subscriptions_view([line], speech_in("pl")))


def test_a_paused_subscription_says_why() -> None:
    paused = LINE._replace(next_sends=(), paused_reason="the channel is gone")
    assert "-# paused: the channel is gone" in content(subscriptions_view([paused], ENGLISH))
    by_hand = paused._replace(paused_reason=PAUSED_BY_HAND, is_paused_by_hand=True)
    assert "-# von Hand pausiert; /subscriptions resume" in content(subscriptions_view([by_hand], speech_in("de")))


def test_what_ended_is_named() -> None:
    ended = unsubscribed_view(LINE, ENGLISH, number=7, until=examples.AT)
    assert "**The Lake Villages** every day at 08:00 (Asia/Yerevan)" in content(ended)
    assert f"“Undo” puts it back just as it was, until <t:{int(examples.AT.timestamp())}:t>." in content(ended)
    assert ids(ended) == {"Undo": "subscription:put-back:7"}


def test_status_tells_how_many_feeds_need_a_look_beside_those_it_names() -> None:
    ailing = tuple(FeedLine(f"Paper {n}", f"https://p{n}.example/feed", "failing", "HTTP 500") for n in range(51))
    figures = ServerFigures(103, None, 0, 0, (), ailing)
    told = content(status_view(figures, ENGLISH))
    assert told.count("failing: HTTP 500") == 6
    assert told.endswith("\n-# and 45 more; `/feed list` shows every feed")
    assert "more" not in content(status_view(figures._replace(ailing=ailing[:6]), ENGLISH))


def test_feeds_of_one_name_and_host_are_told_apart_by_their_paths() -> None:
    urls = ("https://a.example/world/rss", "https://a.example/sport/rss", "https://b.example/rss")
    told = content(feeds_view([FeedLine("Kalym News", url, "fine", "") for url in urls], ENGLISH))
    assert "a.example/world/rss" in told
    assert "a.example/sport/rss" in told
    assert "b.example\n" in told


def test_status_names_what_is_paused_and_why() -> None:
    paused = LINE._replace(next_sends=(), paused_reason="the channel is gone")
    told = content(status_view(ServerFigures(1, None, 9, 9, (), (), paused_here=[paused] * 8), ENGLISH))
    assert "**8 subscriptions have been paused.** `/subscriptions resume`" in told
    assert told.count("\n-# paused: the channel is gone") == 6
    assert told.endswith("\n-# and 2 more")


def test_about_tells_how_the_bot_fares() -> None:
    told = content(about_view(FIGURES, ENGLISH))
    assert "- 12,034 articles\n- 41 feeds (2 not answering)\n- 3 subscriptions\n- 1 briefing posted\n" in told
    assert "feeds last read: <t:1936497600:R>" in told
    assert "not yet" in content(about_view(FIGURES._replace(last_refresh_at=None), ENGLISH))


def test_a_notice_is_cut_before_it_fills_the_screen() -> None:
    assert len(content(notice_view("x " * 5000))) < 1600


def test_an_article_that_matched_by_no_word_ends_without_a_dangling_dot() -> None:
    found = examples.article(1, "Lakes rise", "Lakes rise.")
    tried = trial_view("Lakes", trial(examples=[TrialLine(found, ())]), ENGLISH)
    assert not any(line.rstrip().endswith("·") for line in content(tried).splitlines())


@pytest.mark.parametrize(("about", "read", "is_told"), [(34, 100, True), (33, 100, False), (40, 40, False)])
def test_topic_about_much_of_what_is_read_is_told_so(about: int, read: int, is_told: bool) -> None:
    tried = trial_view("The", trial(about=about, read=read), ENGLISH)
    assert ("one of the names may be an everyday word" in content(tried)) is is_told


def test_a_row_that_would_find_the_words_of_a_name_is_told_to_be_copied_and_offered_first() -> None:
    row = RowLine(2, "Brade vote", "brade* / =Bradisch + vote*", 1, 74)
    report = trial(related=[("Ilse Varn", 3, 4)], rows=[row], idle=["Lorn"])
    tried = trial_view("Votes", report, ENGLISH, draft="0" * 16)
    said = content(tried)
    assert "“Brade vote” as it is: 1." in said
    assert "74 articles more: brade\\* / =Bradisch + vote\\*" in said
    assert "1 name finds nothing that no other finds: Lorn" in said
    assert "Nothing matches yet" not in said
    [menu] = [each for each in walk(components_of(tried)) if "options" in each]
    assert [(option["label"], option["value"]) for option in menu["options"]] == [
        ("Only together: Brade vote (+74 articles)", f"{'0' * 16}+2"),
        ("Ilse Varn", f"{'0' * 16}:Ilse Varn"),
    ]


def test_a_row_that_is_offered_no_more_is_answered_in_a_line() -> None:
    for is_gone in (True, False):
        tried = trial_view("Votes", trial(), ENGLISH, draft="0" * 16, is_row_gone=is_gone)
        assert ("offered no more; the form is as it was." in content(tried)) is is_gone
