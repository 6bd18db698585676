from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.discord.limits import MOST_TEXT, length
from bot.delivery.discord.views_receipt import receipt_view
from bot.delivery.rows import FeedLine, PausedLine
from bot.delivery.speech import LOCALES, speech_in
from tests.delivery.discord.inert import components_of, foreign_activity, payload, texts
from tests.delivery.examples import AT, receipt
from tests.delivery.naughty import HOSTILE
from tests.wire import rules

HOUR = timedelta(hours=1)
FAILING = FeedLine("Lakeside Courier", "https://courier.example/feed", "failing", "HTTP 503 (96 times in a row)")
SILENT = FeedLine("ferryman.example", "https://ferryman.example/feed", "silent", "usually 14 a day, none for 3 days")
PAUSED = PausedLine("csto", 42, "The channel has been deleted.")


def told(locale: str = "en", **wrong: Any) -> list[str]:
    """What a receipt says, which Discord takes and in which nothing foreign acts."""
    components = components_of(receipt_view(receipt(**wrong), speech_in(locale)))
    assert rules.check("POST", "/channels/1/messages", payload(components)) == []
    assert foreign_activity(components) == []
    found = list(texts(components))
    assert sum(map(length, found)) <= MOST_TEXT
    return found


def everything(text: str, number: int = 40) -> dict[str, Any]:
    """All that can be wrong, of foreign text."""
    feed = FeedLine(text, f"https://{'long.' * 11}example/{text}", "failing", text)
    return {
        "unanswered": 7,
        "unread_since": AT,
        "failing": (feed,) * number,
        "silent": (feed,) * number,
        "given_up": (feed,) * number,
        "late": 3,
        "slowest": HOUR,
        "undelivered": ((text, 7),) * number,
        "waiting": 9,
        "waiting_since": AT,
        "waiting_reason": text,
        "missed": 3,
        "uncomposed": 4,
        "newly_paused": (PausedLine(text, 42, text),) * number,
    }


def test_a_usual_day_is_one_calm_sentence() -> None:
    assert told() == [
        "### The 24 hours until <t:1936497600:f>",
        "**All well:** 38 feeds, 1,204 articles, 512 briefings sent, none late.\n"
        "-# 310 stories opened · 40 subscriptions, 0 paused",
    ]


def test_what_does_not_matter_much_is_small() -> None:
    _, day = told(unanswered=1, joined=94, paused=2)
    assert day.splitlines()[1] == (
        "-# 310 stories opened · 94 articles joined a story · 1 feed did not answer the last time"
        " · 40 subscriptions, 2 paused"
    )


def test_what_is_wrong_comes_before_how_much_there_was() -> None:
    head, feeds, day = told(failing=(FAILING,) * 7)
    assert head.startswith("### ")
    assert feeds.splitlines() == [
        "**7 feeds have not answered all day.** `briefbot feeds check` tells why, step by step.",
        *["- **Lakeside Courier** · courier.example: HTTP 503 (96 times in a row)"] * 5,
        "-# and 2 more",
    ]
    assert day.startswith("38 feeds, 1,204 articles, 512 briefings sent\n-# ")


@pytest.mark.parametrize(
    ("wrong", "lines"),
    [
        (
            {"silent": (SILENT,)},
            [
                "**1 feed is silent for longer than usual.** Has the site moved its feed?",
                "- **ferryman.example**: usually 14 a day, none for 3 days",
            ],
        ),
        (
            {"newly_paused": (PAUSED,)},
            [
                "**1 subscription has been paused.** `/subscriptions resume` in its channel starts it again.",
                "- <#42> · csto: The channel has been deleted.",
            ],
        ),
        (
            {"undelivered": (("Discord says no", 3), ("given up", 1))},
            [
                "**4 briefings could not be delivered.** The log names their channels.",
                "- Discord says no (3 ×)",
                "- given up (1 ×)",
            ],
        ),
        (
            {"waiting": 2, "waiting_since": AT, "waiting_reason": "Discord is away"},
            ["**2 briefings wait,** the first since <t:1936497600:f>.", "- Discord is away"],
        ),
        ({"late": 2, "slowest": 44 * HOUR / 60}, ["**2 briefings were late,** by up to 44 min."]),
        (
            {"missed": 1},
            [
                "**1 subscription has missed its hour,** by six hours or more. Was the machine off? Its next briefing"
                " tells that news too."
            ],
        ),
        ({"uncomposed": 1}, ["**1 subscription is overdue.** Does the process run that composes?"]),
        (
            {"unread_since": AT},
            ["**No feed has been asked since <t:1936497600:f>.** Does the process run that reads them?"],
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_each_trouble_is_told_in_words(wrong: dict[str, Any], lines: list[str]) -> None:
    _, trouble, _ = told(**wrong)
    assert trouble.splitlines() == lines


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing_in_it(text: str) -> None:
    assert told(**everything(text, number=1))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", ["*" * 400, "word " * 90, "ՀԱՊԿ " * 90])
def test_the_worst_day_fits_one_message_in_every_language(locale: str, text: str) -> None:
    found = told(locale, **everything(text, number=12_345))
    assert len(found) == 12


def test_the_head_is_the_same_whatever_the_day_was() -> None:
    assert told()[0] == told(failing=(FAILING,), late=3)[0]
    assert told()[0] != told(due_at=AT + 24 * HOUR)[0]
