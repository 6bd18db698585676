from __future__ import annotations

import re

from bot.delivery.discord.card import Card, button
from bot.delivery.discord.custom_ids import more_id
from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, buttons_of, private_words, text_of
from tests.cogs.sorven import NEWS


async def test_a_member_asks_for_a_briefing_and_the_channel_sees_it(scene: Scene) -> None:
    result = await scene.member.slash(scene.channel, "brief", topic="sorven-dam")
    answer = answer_to(result)
    assert not answer.ephemeral
    said = text_of(answer)
    assert "Sorven Dam" in said
    assert sum(news.title in said for news in NEWS) >= 2
    assert "https://brade-courier.example/" in said or "https://aultmoor-radio.example/" in said


async def test_a_topic_is_found_by_its_name_too_and_a_window_is_kept_to(scene: Scene) -> None:
    await scene.env.advance_time(3600)
    result = await scene.member.slash(scene.channel, "brief", topic="Sorven Dam", window="10h")
    said = text_of(answer_to(result))
    assert NEWS[-1].title in said
    assert NEWS[0].title not in said


async def test_a_topic_without_news_says_so(scene: Scene) -> None:
    result = await scene.member.slash(scene.channel, "brief", topic="tarrow-league")
    assert "Nothing new" in text_of(answer_to(result))


async def test_several_topics_are_told_in_a_message_each(scene: Scene) -> None:
    await scene.member.slash(scene.channel, "brief", topic="sorven-dam, Tarrow League")
    first, second = (text_of(message) for message in sorted(scene.channel.history(), key=lambda each: each.id))
    assert "## Sorven Dam" in first
    assert "## Tarrow League" in second


async def test_since_my_last_look_tells_what_came_after_it(scene: Scene) -> None:
    await scene.member.slash(scene.channel, "brief", topic="sorven-dam")
    await scene.env.advance_time(60)
    await scene.restart()
    asked = await scene.member.slash(scene.channel, "brief", topic="sorven-dam", window="since my last look")
    assert "Nothing new" in text_of(answer_to(asked))


async def test_a_short_briefing_in_the_servers_language_keeps_its_form_over_its_pages_and_a_restart(
    scene: Scene,
) -> None:
    said = private_words(await scene.moderator.slash(scene.channel, "settings", language="de"))
    assert "Language: German" in said
    first = answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam", length="short"))
    assert "`NEU`" in text_of(first)
    await scene.restart()
    (label,) = (label for label in buttons_of(first) if label[0].isdigit())
    second = answer_to(await scene.moderator.click(first, label=label))
    assert "Seite 2 von" in text_of(second)
    sources = next(label for label in buttons_of(second) if label.startswith("Quellen"))
    assert "### Quellen: Sorven Dam" in private_words(await scene.moderator.click(second, label=sources))


async def test_where_it_is_the_next_day_already_tomorrow_is_told_with_its_date(scene: Scene) -> None:
    shown = []
    for zone in ("New York", "Yerevan"):
        await scene.moderator.slash(scene.channel, "settings", timezone=zone)
        first = answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam"))
        (label,) = (label for label in buttons_of(first) if label.startswith("More"))
        second = answer_to(await scene.moderator.click(first, label=label))
        shown.append(f"{text_of(first)}\n{text_of(second)}")
    assert [re.findall(r"talks continue (.*?)\.", each) for each in shown] == [["tomorrow"], [r"tomorrow \[1 Jan\]"]]


async def test_topics_and_windows_are_suggested_as_a_person_types(scene: Scene) -> None:
    suggest = scene.member.autocomplete
    assert await suggest(scene.channel, "brief", "topic", "sor") == [{"name": "Sorven Dam", "value": "sorven-dam"}]
    assert len(await suggest(scene.channel, "brief", "topic", "")) == 2
    windows = await suggest(scene.channel, "brief", "window", "", topic="sorven-dam")
    assert [window["value"] for window in windows][:3] == ["24h", "3d", "7d"]
    assert "since my last look" in [window["value"] for window in windows]
    day = await suggest(scene.channel, "brief", "window", "2025-12-30", topic="sorven-dam")
    assert day == [{"name": "2025-12-30", "value": "2025-12-30"}]
    both = await suggest(scene.channel, "brief", "topic", "sorven-dam, tar")
    assert both == [{"name": "sorven-dam, Tarrow League", "value": "sorven-dam, tarrow-league"}]
    assert (await suggest(scene.channel, "brief", "window", "36h", topic="sorven-dam"))[0]["value"] == "36h"
    assert await suggest(scene.channel, "brief", "window", "xyz", topic="sorven-dam") == []


async def test_more_pages_on_privately_and_every_story_is_told_once(scene: Scene) -> None:
    first = answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam"))
    pages = [text_of(first)]
    page = first
    while more := next((label for label in buttons_of(page) if label.startswith(("More", "Background"))), None):
        result = await scene.moderator.click(page, label=more)
        page = answer_to(result)
        assert page.ephemeral
        pages.append(text_of(page))
    assert len(pages) > 1
    whole = "\n".join(pages)
    told = [whole.count(f"### {news.title}") for news in NEWS if news.title in whole]
    new = re.search(r"\*\*(\d+) new", pages[0])
    assert new is not None
    assert told == [1] * int(new[1])
    assert len(told) > 4
    assert len(scene.channel.history(viewer=scene.member)) == 1


async def test_sources_show_the_original_words_to_whoever_asks_alone(scene: Scene) -> None:
    first = answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam"))
    label = next(label for label in buttons_of(first) if label.startswith("Sources"))
    result = await scene.moderator.click(first, label=label)
    said = private_words(result)
    assert "Sources" in said
    assert any(news.text.split(". ")[0] in said.replace("\\", "") for news in NEWS)


async def test_a_button_to_a_page_that_there_is_no_more_shows_the_last(scene: Scene) -> None:
    first = answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam"))
    briefing_id = next(iter(buttons_of(first).values())).split(":")[2]
    channel = scene.env.bot.get_partial_messageable(scene.channel.id)
    old = await channel.send(view=Card(["an old message"], buttons=[button("More", more_id(briefing_id, 99))]))
    said = private_words(await scene.member.click(old, label="More"))
    assert "page 2 of 2" in said or "page 3 of 3" in said
