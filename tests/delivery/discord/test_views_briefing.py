from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.delivery.discord.card import Card
from bot.delivery.discord.custom_ids import MORE, SOURCES
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.discord.views_sources import sources_views
from bot.delivery.form import USUAL, Form
from bot.delivery.speech import LOCALES, speech_in
from bot.model import Briefing, Length, StoryStatus
from tests.delivery import examples
from tests.delivery.discord.inert import buttons, components_of, foreign_activity, links, payload, texts
from tests.delivery.naughty import HOSTILE, TEXTS, naughty_strings, real_titles
from tests.wire import rules

MESSAGES = "/channels/1/messages"
STORIES_AT_ONCE = 20


def check(cards: Sequence[Card], *, every: int = 1) -> None:
    """Nothing foreign acts in a card, and Discord takes it; its whole rules take long and are asked of `every` n-th."""
    for number, card in enumerate(cards):
        components = components_of(card)
        assert foreign_activity(components) == []
        assert sum(len(text.encode("utf-16-le")) // 2 for text in texts(components)) <= 4000
        assert card.total_children_count <= 40
        if number % every == 0:
            assert rules.check("POST", MESSAGES, payload(components)) == []


def content(card: Card) -> str:
    return "\n".join(texts(components_of(card)))


def labels(card: Card) -> list[str]:
    return [button["label"] for button in buttons(components_of(card))]


def foreign(text: str, url: str = "https://lake.example/1") -> Briefing:
    """A briefing in which every text is this one."""
    first = examples.article(1, text, f"{text} more", source=text, url=url, language=None)
    second = examples.article(2, text, source=text, url=f"{url}/2", language="pl")
    note = replace(examples.NOTE, title=text, source=text)
    topic = replace(examples.TOPIC, name=text or "T")
    told = examples.story(1, [first, second], [examples.quote(first), examples.quote(second)], headline=text)
    return examples.briefing([told], notes=[note], topic=topic)


def test_the_examples_break_no_rule() -> None:
    rules.demand()
    for briefing in (examples.example(), examples.quiet(), examples.empty(), examples.briefing()):
        check(briefing_views(briefing))
        check(sources_views(briefing))


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_the_frame_speaks_every_language_and_leaves_the_quotes_as_they_are(locale: str) -> None:
    form, speech = Form(Length.NORMAL, locale), speech_in(locale)
    briefings = examples.example(), examples.quiet(), examples.empty(), examples.crowded(9)
    for briefing in briefings:
        cards = [*briefing_views(briefing, form=form), *sources_views(briefing, form)]
        check(cards, every=2)
        for card in cards:
            told = content(card)
            assert re.findall(r"`(?:NEW|UPDATED|ONGOING|EARLIER|BACKGROUND)`|since <t|read up to", told) == []
            assert not {"Back", "More", "Background"} & set(labels(card))
    [first, *_] = briefing_views(examples.example(), form=form)
    assert f"`{speech.say('NEW')}`" in content(first)
    assert "Według służb ratowniczych ewakuowano 214 osób" in content(first)
    ids = [button["custom_id"] for button in buttons(components_of(briefing_views(examples.crowded(9), form=form)[0]))]
    assert [each for each in ids if each.endswith(f":n{locale}")] == ids[:2], "more and sources; the rest has no pages"


def test_a_short_briefing_tells_a_sentence_of_each_story_and_a_long_one_more_at_once() -> None:
    briefing = examples.crowded(9, words=12)
    pages = {length: briefing_views(briefing, form=Form(length)) for length in Length}
    told = {length: [content(card).count("\n### ") for card in cards] for length, cards in pages.items()}
    assert told[Length.SHORT][0] < told[Length.NORMAL][0] < told[Length.LONG][0]
    assert {sum(each) for each in told.values()} == {9}
    assert "\n".join(map(content, pages[Length.SHORT])).count("Sentence ") == 9
    check([card for cards in pages.values() for card in cards], every=4)


def test_a_day_is_told_with_its_date_where_the_readers_clocks_show_another() -> None:
    told = examples.article(1, "Flood in the valley", "The dam broke today.", hours_ago=16)
    briefing = replace(examples.example(), stories=(examples.story(1, [told], [examples.quote(told)]),))
    elsewhere = Form(timezone="America/Los_Angeles")
    for form, shown in [(USUAL, "today \\[13 May\\]."), (elsewhere, "today.")]:
        assert f"The dam broke {shown}" in content(briefing_views(briefing, form=form)[0])


def test_the_first_message_tells_what_is_new_first_and_marks_each_story() -> None:
    [card] = briefing_views(examples.example())
    told = content(card)
    assert told.startswith("## The Lake Villages\n**3 new, 1 updated, 2 ongoing** since <t:1936411200:f>")
    tags = re.findall(r"`([A-Z]+)`", told)
    assert tags == ["NEW", "UPDATED", "NEW", "NEW", "ONGOING", "ONGOING", "BACKGROUND"]
    assert "-# 412 articles read up to <t:1936497600:f>." in told


def test_each_sentence_carries_the_number_that_leads_to_its_article() -> None:
    [card] = briefing_views(examples.example())
    told = content(card)
    assert "- Według służb ratowniczych ewakuowano 214 osób, a dwie drogi do dolnej wsi są zamknięte. [[2]](" in told
    assert ("[2]", "https://wiadomosci.nadjeziorna.example/2031/05/2") in links(components_of(card))
    assert "inspected in 2019. [8]\n" in told, "an article without an address has its number without a link"


def test_a_language_that_the_readers_do_not_read_is_named() -> None:
    [card] = briefing_views(examples.example())
    assert content(card).count("*(Polish)*") == 2
    [card] = briefing_views(replace(examples.example(), languages=("en", "pl")))
    assert "Polish" not in content(card)
    assert content(card).count("*(Armenian)*") == 1


def test_no_language_is_named_where_nobody_knows_what_the_readers_read() -> None:
    [card] = briefing_views(replace(examples.example(), languages=()))
    assert "*(" not in content(card)


def test_below_a_headline_in_their_language_sentences_need_no_mark() -> None:
    title = examples.article(1, "Otwarto śluzy", "Otwarto dwie z czterech śluz tamy.", language="pl")
    told = content(briefing_views(examples.briefing([examples.story(1, [title])]))[0])
    assert "### Otwarto śluzy [[1]](https://lakesidecourier.example/2031/05/1) *(Polish)*\n" in told
    assert told.count("*(Polish)*") == 1


def test_a_sentence_that_repeats_the_headline_is_told_once() -> None:
    [card] = briefing_views(examples.example())
    assert content(card).count("Szkoła w górnej wsi znów otwarta") == 1


def test_a_publisher_whose_name_is_another_host_is_told_with_its_own() -> None:
    [card] = briefing_views(examples.example())
    assert "lakesidecourier.example (news.fish-market.example)" in content(card)


def test_a_quiet_day_says_so_and_since_when() -> None:
    briefing = examples.quiet()
    told = content(briefing_views(briefing)[0])
    assert "**Nothing new** since <t:1936411200:f> — 412 articles read.\nStill going on:" in told


def test_a_late_briefing_says_when_it_was_due() -> None:
    briefing = examples.example()
    due_at = briefing.at - timedelta(hours=2)
    late, on_time = (briefing_views(briefing, due_at=due)[0] for due in (due_at, briefing.at))
    assert f"Late: this was due <t:{int(due_at.timestamp())}:f>" in content(late)
    assert content(on_time) == content(briefing_views(briefing)[0])
    check([late])


def test_since_when_is_the_last_telling_where_it_lies_in_the_window() -> None:
    told_at = examples.AT - timedelta(hours=2)
    told = content(briefing_views(replace(examples.quiet(), compared_with=told_at))[0])
    assert f"since <t:{int(told_at.timestamp())}:f>" in told
    before = replace(examples.quiet(), compared_with=examples.AT - timedelta(days=9))
    assert "since <t:1936411200:f>" in content(briefing_views(before)[0])


def test_an_empty_window_shows_the_latest_known_with_its_age() -> None:
    told = content(briefing_views(examples.empty())[0])
    assert "**Nothing new** since <t:1936411200:f> — 37 articles read.\nThe latest that is known:" in told
    assert "`EARLIER` <t:1933041600:R>" in told
    assert "`BACKGROUND`" in told
    assert "\n-# Sentences are quoted; their numbers lead to the sources." in told
    assert "read up to" not in told  # how many were read is said already


def test_without_anything_known_the_message_says_that() -> None:
    told = content(briefing_views(examples.briefing(articles_read=0))[0])
    assert "no articles came in" in told
    assert "Nothing has been reported on this topic yet." in told
    assert "-#" not in told  # neither how many were read once more, nor what sentences are, where there is none


def test_what_has_no_date_is_said_to_have_none() -> None:
    assert "`ONGOING` undated" in content(briefing_views(examples.example())[0])


def words_read(card: Card) -> int:
    """Words of headlines and sentences, without our frame."""
    lines = [line for line in content(card).split("\n") if not line.startswith(("-# ", "## ", "**"))]
    return sum(len(re.sub(r"\[\[\d+\]\]\(\S+\)|`[A-Z]+`|[#-] ", "", line).split()) for line in lines)


@pytest.mark.parametrize("words", [5, 20, 30, 55])
@pytest.mark.parametrize("stories", [1, 6, 12, 25])
def test_a_crowded_day_is_told_whole_over_pages_and_briefly_on_the_first(stories: int, words: int) -> None:
    briefing = examples.crowded(stories, words=words)
    cards = briefing_views(briefing)
    check(cards, every=5)
    told = re.findall(r"^### Headline (\d+) ", "\n".join(map(content, cards)), re.MULTILINE)
    assert told == [str(number) for number in range(stories)]
    sentences = re.findall(r"Sentence (\d+-\d) ", "\n".join(map(content, cards)))
    assert sorted(sentences) == sorted(f"{number}-{part}" for number in range(stories) for part in range(3))
    assert words_read(cards[0]) <= 300 or content(cards[0]).count("### ") == 1


def test_the_first_message_names_what_stands_behind_more() -> None:
    first, *_ = briefing_views(examples.crowded(9, words=30))
    assert "-# Also in this briefing\n- `NEW` Headline 1 of a story" in content(first)
    assert labels(first)[0] == "More: 8 stories"


def in_brief() -> Briefing:
    """A story in full, and two by their headlines: one that its readers read and one that they do not."""
    told = [examples.story(1, [examples.article(1, "Dam closed", "The dam was closed on Friday.")])]
    waiting = [examples.article(2, "Ferry fares rise"), examples.article(3, "Most otwarty", language="pl")]
    brief = [examples.story(number, [each], []) for number, each in enumerate(waiting, 2)]
    return examples.briefing([*told, *brief])


def test_stories_in_brief_stand_in_one_list_below_the_others() -> None:
    [card] = briefing_views(in_brief())
    check([card])
    *_, last, _ = texts(components_of(card))
    assert re.sub(r"\(https\S+\)", "", last).split("\n") == [
        "-# In brief",
        "- `NEW` Ferry fares rise [[2]]",
        "- `NEW` Most otwarty [[3]] *(Polish)*",
    ]


def test_the_first_message_names_what_stands_in_brief_behind_more() -> None:
    crowded = examples.crowded(9, words=30)
    waiting = [examples.story(number, [examples.article(900 + number, "Fares rise")], []) for number in (90, 91)]
    first, *others = briefing_views(replace(crowded, stories=(*crowded.stories[:4], *waiting)))
    assert labels(first)[0] == "More: 5 stories"
    assert content(first).count("- `NEW` Fares rise [[") == 2
    assert sum("-# In brief" in content(card) for card in others) == 1


def test_headlines_with_long_addresses_fit_a_message() -> None:
    long = [
        examples.article(number, "W" * 300, url=f"https://lake.example/{number}/{'x' * 300}") for number in range(5)
    ]
    cards = briefing_views(examples.briefing([examples.story(each, [told], []) for each, told in enumerate(long)]))
    check(cards)
    assert [content(card).count("- `NEW` WWW") for card in cards] == [5]


def test_the_background_follows_the_last_story_and_does_not_crowd_out_news() -> None:
    def places(briefing: Briefing) -> list[bool]:
        return ["`BACKGROUND`" in content(card) for card in briefing_views(briefing)]

    assert places(examples.example()) == [True]
    assert places(examples.crowded(1, words=78)) == [False, True], "it would make the first page longer than 250 words"
    assert labels(briefing_views(examples.crowded(1, words=78))[0])[0] == "Background"
    *stories_only, last = places(examples.crowded(9, words=20))
    assert not any(stories_only)
    assert last


def test_pages_lead_to_each_other_and_to_the_sources_of_what_they_tell() -> None:
    briefing = examples.crowded(25)
    cards, sources = briefing_views(briefing), sources_views(briefing)
    for number, card in enumerate(cards):
        ids = [button["custom_id"] for button in buttons(components_of(card))]
        more = [int(match["page"]) for each in ids if (match := re.fullmatch(MORE, each))]
        assert more == [page for page in (number - 1, number + 1) if 0 <= page < len(cards)]
        [shown] = [int(match["page"]) for each in ids if (match := re.fullmatch(SOURCES, each))]
        first_told = re.search(r"### .*?\[\[(\d+)\]\]", content(card))
        if first_told:
            assert f"**[{first_told[1]}] " in content(sources[shown])


def test_every_source_stands_once_over_the_pages_with_its_words() -> None:
    briefing = examples.crowded(25)
    cards = sources_views(briefing)
    check(cards, every=5)
    told = "\n".join(map(content, cards))
    assert [int(number) for number in re.findall(r"\*\*\[(\d+)\]", told)] == list(range(1, 77))
    assert len(re.findall(r"^> Sentence \d+-\d ", told, re.MULTILINE)) == 75


def test_a_source_without_a_publisher_stands_by_its_title() -> None:
    told = "\n".join(content(card) for card in sources_views(examples.example()))
    assert "] An engineer's letter on the spillway**\n-# " in told
    assert told.count("An engineer's letter on the spillway") == 1
    assert "seed" not in told


def test_a_source_shows_publisher_host_language_time_title_and_words() -> None:
    [card] = sources_views(examples.example())
    assert (
        "**[2] Gazeta Nadjeziorna**\n"
        "-# [wiadomosci.nadjeziorna.example](https://wiadomosci.nadjeziorna.example/2031/05/2)"
        " · Polish · <t:1936490400:f>\n"
        "Otwarto śluzy tamy nad jeziorem\n"
        "> Według służb ratowniczych ewakuowano 214 osób, a dwie drogi do dolnej wsi są zamknięte."
    ) in content(card)
    assert "An engineer's letter on the spillway**\n-# English · undated" in content(card)
    assert "Radio Embankment [embankment.example](https://embankment.example/2031/05/4)" in content(card)


def test_a_publisher_named_like_its_host_is_named_once_among_the_others() -> None:
    first = examples.article(1, "Gates opened")
    same = examples.article(2, "Gates open", source="ferryman.example", host="ferryman.example")
    [card] = sources_views(examples.briefing([examples.story(1, [first, same], [examples.quote(first)])]))
    assert "”: [ferryman.example](https://ferryman.example/2031/05/2)" in content(card)


@pytest.mark.parametrize(
    ("url_length", "linked_in_text", "linked_in_sources"),
    [(60, True, True), (300, True, True), (400, False, True), (1900, False, False), (3000, False, False)],
)
def test_a_long_address_is_no_link_but_its_number_stays(
    url_length: int, linked_in_text: bool, linked_in_sources: bool
) -> None:
    briefing = examples.crowded(4, words=20, url_length=url_length)
    first, *_ = told = briefing_views(briefing)
    proof, *_ = sources = sources_views(briefing)
    check([*told, *sources], every=3)
    assert "[1]" in content(first)
    assert bool(links(components_of(first))) is linked_in_text
    assert "long.example" in content(proof)
    assert bool(links(components_of(proof))) is linked_in_sources


def test_endless_sentences_and_names_are_cut_and_marked() -> None:
    long = "*_" * 5000
    source = examples.article(1, long, long, source=long)
    articles = [source, replace(source, id="2" * 16), replace(source, id="3" * 16)]
    briefing = examples.briefing(
        [examples.story(1, articles)] * 3, topic=replace(examples.TOPIC, name=long), notes=[examples.NOTE]
    )
    check(briefing_views(briefing))
    check(sources_views(briefing))
    assert "…" in content(briefing_views(briefing)[0])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing_anywhere_in_a_message(text: str) -> None:
    check(briefing_views(foreign(text)))
    check(sources_views(foreign(text)))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS.map("https://lake.example/{}".format), st.sampled_from(StoryStatus))
def test_no_text_does_anything_anywhere_in_a_message(text: str, url: str, status: StoryStatus) -> None:
    briefing = foreign(text, url)
    briefing = replace(briefing, stories=(replace(briefing.stories[0], status=status),))
    check([*briefing_views(briefing), *sources_views(briefing)], every=10)


def batches(strings: Sequence[str]) -> list[Briefing]:
    """The strings as the titles and sentences of as many stories."""
    briefings = []
    for start in range(0, len(strings), STORIES_AT_ONCE):
        stories = []
        for number, text in enumerate(strings[start : start + STORIES_AT_ONCE]):
            twice = f"{text} {text}"  # a sentence that is the headline over again is not told
            source = examples.article(number, text, twice, source=text[:60], url=f"https://lake.example/{number}")
            stories.append(examples.story(number, [source]))
        briefings.append(examples.briefing(stories))
    return briefings


def test_naughty_strings_do_nothing_in_messages() -> None:
    for briefing in batches(naughty_strings()):
        check([*briefing_views(briefing), *sources_views(briefing)], every=5)


def test_real_titles_do_nothing_in_messages() -> None:
    cards = [card for briefing in batches(real_titles()[::4]) for card in briefing_views(briefing)]
    check(cards, every=50)
    assert sum(content(card).count("\n### ") for card in cards) >= len(real_titles()) // 4


@pytest.mark.slow
def test_discord_takes_every_message_of_real_titles() -> None:
    rules.demand()
    for briefing in batches(real_titles()):
        check([*briefing_views(briefing), *sources_views(briefing)])


def test_the_same_briefing_is_the_same_message() -> None:
    def rendered(briefing: Briefing) -> list[list[dict[str, Any]]]:
        return [components_of(card) for card in (*briefing_views(briefing), *sources_views(briefing))]

    assert rendered(examples.crowded(12)) == rendered(examples.crowded(12))
