from __future__ import annotations

import re

import pytest

from bot.delivery.discord.card import Card
from bot.delivery.discord.views_help import help_view
from bot.delivery.discord.views_lists import about_view
from bot.delivery.speech import ENGLISH, LOCALES, speech_in
from tests.delivery.discord.inert import components_of, payload, texts
from tests.delivery.discord.test_views_lists import FIGURES
from tests.delivery.naughty import HOSTILE
from tests.wire import rules


def content(card: Card) -> str:
    components = components_of(card)
    assert rules.check("POST", "/channels/1/messages", payload(components)) == []
    return "\n".join(texts(components))


@pytest.mark.parametrize("locale", LOCALES)
def test_help_has_examples_to_copy_and_says_what_the_words_of_a_briefing_mean(locale: str) -> None:
    speech = speech_in(locale)
    told = content(help_view(["Sorven Dam", "Tarrow"], speech, since="SINCE"))
    examples = re.findall(r"^`(/[^`]+)`$", told, re.MULTILINE)
    assert [example.split()[0] for example in examples] == [
        "/brief", "/brief", "/subscribe", "/subscribe", "/search", "/timeline",
    ]  # fmt: skip
    assert "/brief topic:Sorven Dam window:3d" in examples
    for word in ("SINCE", "privately:True", "source:", *(speech.say(tag) for tag in ("NEW", "UPDATED", "ONGOING"))):
        assert word in told


def test_help_is_not_about() -> None:
    told, about = (
        content(help_view(["Sorven Dam", "Tarrow"], ENGLISH, since="x")),
        content(about_view(FIGURES, ENGLISH)),
    )
    assert "articles\n" not in told
    assert set(told.splitlines()) & set(about.splitlines()) == set()


@pytest.mark.parametrize("name", [*HOSTILE, "` @everyone `"])
def test_a_name_that_does_something_stands_in_no_example(name: str) -> None:
    told = content(help_view([name, "St.-Jean d'Arc"], ENGLISH, since="x"))
    plain = bool(re.fullmatch(r"[\w .-]+", name)) and name.strip() == name
    assert name.strip() == "" or plain or name not in told
    assert plain or told.count("topic:St.-Jean d'Arc") == 5


def test_examples_are_of_some_topic_where_there_is_none() -> None:
    assert content(help_view([], ENGLISH, since="x")).count("topic:CSTO") == 5
