"""`/timeline`."""

from __future__ import annotations

import pytest

from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, buttons_of, private_words, text_of
from tests.cogs.sorven import News, write_article
from tests.wire.messages import EPHEMERAL

EVENTS = (
    "divers found the lost valve",
    "a landslide blocked the access road",
    "engineers flooded the second gallery",
    "the mayor of Lower Brade resigned over costs",
    "thieves stole copper from its switchyard",
    "swallows nested in the crane",
    "an insurer sued Hollin and Grae",
    "schoolchildren painted its northern stairs",
    "an earthquake shook the gauges",
    "fog stopped the cable car",
    "the turbine hall burned for an hour",
    "a minister opened the visitor centre",
)


async def test_a_member_asks_for_a_timeline_and_turns_its_pages(scene: Scene) -> None:
    for number, event in enumerate(EVENTS):
        news = News(f"event-{number}", "Gauge", 1, f"Event {number}", f"At the Sorven Dam {event}.")
        write_article(scene.settings.seeds_dir, news, f"2025-12-{number + 1:02}T09:00:00+00:00")
    await scene.restart()
    answer = answer_to(await scene.member.slash(scene.channel, "timeline", topic="Sorven Dam"))
    assert not answer.ephemeral
    assert [attached.filename for attached in answer.attachments] == ["timeline.png"]
    first = text_of(answer)
    legend = first[first.index("-# Articles a day") : first.index("**Mon 1 Dec")]
    assert "Timeline: Sorven Dam" in first
    assert f"**Mon 1 Dec 2025** · 1 article\nAt the Sorven Dam {EVENTS[0]}." in first

    page = answer_to(await scene.member.click(answer, label="More"))
    assert page.ephemeral
    second = text_of(page)
    assert "page 2 of 2" in second
    assert [(first + second).count(f"At the Sorven Dam {event}.") for event in EVENTS] == [1] * len(EVENTS)
    await scene.restart()
    await scene.member.click(page, label="Back")
    assert text_of(page) == first.replace(legend, "")
    assert set(buttons_of(page)) == {"More"}


async def test_days_to_come_are_refused_to_one_person_alone(scene: Scene) -> None:
    ask = scene.member.slash
    said = private_words(await ask(scene.channel, "timeline", topic="Sorven Dam", **{"from": "2126-01-01"}))
    assert "“2126-01-01” lies in the future" in said


async def test_what_the_whole_channel_sees_is_told_in_the_servers_language_and_further_pages_in_the_readers(
    scene: Scene,
) -> None:
    await scene.moderator.slash(scene.channel, "settings", language="de")
    answer = answer_to(await scene.member.slash(scene.channel, "timeline", topic="Sorven Dam"))
    assert not answer.ephemeral
    assert "Zeitleiste: Sorven Dam" in text_of(answer)
    assert "Mi., 31. Dez. 2025" in text_of(answer)


async def test_days_can_be_given_and_a_topic_is_suggested(scene: Scene) -> None:
    asked = {"topic": "sorven-dam", "from": "2020-01-01", "to": "2020-12-31"}
    assert "Nothing is known" in text_of(answer_to(await scene.member.slash(scene.channel, "timeline", **asked)))
    asked = {"topic": "sorven-dam", "from": "two weeks", "to": "yesterday"}
    assert "“two weeks” is no day" in private_words(await scene.member.slash(scene.channel, "timeline", **asked))
    asked["from"] = "2 weeks ago"
    assert "Timeline: Sorven Dam" in text_of(answer_to(await scene.member.slash(scene.channel, "timeline", **asked)))
    suggested = await scene.member.autocomplete(scene.channel, "timeline", "topic", "sor")
    assert suggested == [{"name": "Sorven Dam", "value": "sorven-dam"}]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"topic": "sorven-dam", "from": "spring"}, "2026-05-01"),
        ({"topic": "sorven-dam", "from": "2026-05-01", "to": "2026-04-01"}, "write the first day first"),
        ({"topic": "nothing of the kind"}, "No topic is called"),
    ],
)
async def test_a_mistake_is_a_private_word_and_the_channel_is_not_told_to_wait(
    scene: Scene, asked: dict[str, str], words: str
) -> None:
    assert words in private_words(await scene.member.slash(scene.channel, "timeline", **asked))
    answers = [call.json for call in scene.env.http_requests if call.path.endswith("/callback")]
    assert [answer["data"]["flags"] & EPHEMERAL for answer in answers if isinstance(answer, dict)] == [EPHEMERAL]
