"""What an operator's channel is told once a day: how the day was, what needs a look first, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from bot.delivery.discord.card import QUIET, WRONG, Card
from bot.delivery.discord.limits import MOST_TEXT, length
from bot.delivery.discord.lists import and_more
from bot.delivery.discord.markdown import escape, moment
from bot.delivery.discord.paging import first_of
from bot.delivery.discord.views_subscriptions import paused_told
from bot.delivery.links import shown_host
from bot.delivery.rows import FeedLine, PausedLine, Receipt
from bot.delivery.speech import Speech

_WORST = 5
# Of "and 12,345 more", in the longest of our languages, with its line's end.
_LONGEST_REST = 40


class _Problem(NamedTuple):
    """What is wrong and what to do, a line for each of the worst, and how many there are in all."""

    told: str
    lines: Sequence[str] = ()
    number: int = 0


def receipt_view(receipt: Receipt, speech: Speech) -> Card:
    """How the 24 hours before were: all well where there is no problem to tell.

    The first text is the same whatever they were: it names the hour alone.
    """
    head = speech.say("### The 24 hours until {when}", when=moment(receipt.due_at, "f"))
    day = ", ".join(
        [
            speech.count(receipt.asked, "{n} feed", "{n} feeds"),
            speech.count(receipt.articles, "{n} article", "{n} articles"),
            speech.count(receipt.sent, "{n} briefing sent", "{n} briefings sent"),
        ]
    )
    more = f"-# {' · '.join(_more(receipt, speech))}"
    problems = list(_problems(receipt, speech))
    if not problems:
        return Card([head, f"{speech.say('**All well:** {day}, none late.', day=day)}\n{more}"], accent=QUIET)
    tail = f"{day}\n{more}"
    room = MOST_TEXT - length(head) - length(tail)
    room -= sum(length(problem.told) + _LONGEST_REST for problem in problems)
    texts = []
    for problem in problems:
        text = _within(room, problem, speech)
        room -= length(text) - length(problem.told)
        texts.append(text)
    return Card([head, *texts, tail], accent=WRONG)


def _within(room: int, problem: _Problem, speech: Speech) -> str:
    """What is wrong, with as many lines as there is room for, and how many more there are."""
    shown = first_of(problem.lines, room)
    return "\n".join([problem.told, *shown, *and_more(problem.number - len(shown), speech)])


def _more(receipt: Receipt, speech: Speech) -> Iterator[str]:
    if receipt.opened:
        yield speech.count(receipt.opened, "{n} story opened", "{n} stories opened")
    if receipt.joined:
        yield speech.count(receipt.joined, "{n} article joined a story", "{n} articles joined a story")
    if receipt.unanswered:
        yield speech.count(
            receipt.unanswered, "{n} feed did not answer the last time", "{n} feeds did not answer the last time"
        )
    yield speech.count(
        receipt.subscriptions,
        "{n} subscription, {paused} paused",
        "{n} subscriptions, {paused} paused",
        paused=receipt.paused,
    )


def _problems(receipt: Receipt, speech: Speech) -> Iterator[_Problem]:
    yield from _of_briefings(receipt, speech)
    yield from _of_feeds(receipt, speech)


def _of_briefings(receipt: Receipt, speech: Speech) -> Iterator[_Problem]:
    if receipt.uncomposed:
        told = speech.count(
            receipt.uncomposed,
            "**{n} subscription is overdue.** Does the process run that composes?",
            "**{n} subscriptions are overdue.** Does the process run that composes?",
        )
        yield _Problem(told)
    if receipt.missed:
        told = speech.count(
            receipt.missed,
            "**{n} subscription has missed its hour,** by six hours or more. Was the machine off? Its next briefing"
            " tells that news too.",
            "**{n} subscriptions have missed their hours,** by six hours or more. Was the machine off? Their next"
            " briefings tell that news too.",
        )
        yield _Problem(told)
    if receipt.waiting and receipt.waiting_since:
        told = speech.count(
            receipt.waiting,
            "**{n} briefing waits,** since {when}.",
            "**{n} briefings wait,** the first since {when}.",
            when=moment(receipt.waiting_since, "f"),
        )
        yield _Problem(told, [_said(receipt.waiting_reason, speech)] if receipt.waiting_reason else [])
    if receipt.undelivered:
        told = speech.count(
            sum(number for _, number in receipt.undelivered),
            "**{n} briefing could not be delivered.** The log names its channel.",
            "**{n} briefings could not be delivered.** The log names their channels.",
        )
        lines = [f"{_said(reason, speech)} ({number} ×)" for reason, number in receipt.undelivered[:_WORST]]
        yield _Problem(told, lines, len(receipt.undelivered))
    if receipt.newly_paused:
        told = paused_told(len(receipt.newly_paused), speech)
        lines = [_paused(line, speech) for line in receipt.newly_paused[:_WORST]]
        yield _Problem(told, lines, len(receipt.newly_paused))
    if receipt.late:
        told = speech.count(
            receipt.late,
            "**{n} briefing was late,** by {minutes} min.",
            "**{n} briefings were late,** by up to {minutes} min.",
            minutes=receipt.slowest // timedelta(minutes=1),
        )
        yield _Problem(told)


def _of_feeds(receipt: Receipt, speech: Speech) -> Iterator[_Problem]:
    if receipt.unread_since:
        told = speech.say(
            "**No feed has been asked since {when}.** Does the process run that reads them?",
            when=moment(receipt.unread_since, "f"),
        )
        yield _Problem(told)
    if receipt.failing:
        told = speech.count(
            len(receipt.failing),
            "**{n} feed has not answered all day.** `briefbot feeds check` tells why, step by step.",
            "**{n} feeds have not answered all day.** `briefbot feeds check` tells why, step by step.",
        )
        yield _of_these(told, receipt.failing, speech)
    if receipt.given_up:
        told = speech.count(
            len(receipt.given_up),
            "**{n} feed is read no more.** `briefbot feeds add` asks it again, `briefbot feeds remove` forgets it.",
            "**{n} feeds are read no more.** `briefbot feeds add` asks one again, `briefbot feeds remove` forgets it.",
        )
        yield _of_these(told, receipt.given_up, speech)
    if receipt.silent:
        told = speech.count(
            len(receipt.silent),
            "**{n} feed is silent for longer than usual.** Has the site moved its feed?",
            "**{n} feeds are silent for longer than usual.** Have the sites moved their feeds?",
        )
        yield _of_these(told, receipt.silent, speech)


def _of_these(told: str, feeds: Sequence[FeedLine], speech: Speech) -> _Problem:
    return _Problem(told, [_feed(line, speech) for line in feeds[:_WORST]], len(feeds))


def _feed(line: FeedLine, speech: Speech) -> str:
    host = shown_host(line.url)
    where = f" · {escape(host)}" if host and host != line.name else ""
    name = escape(line.name, at_most=60) or "…"
    return f"- {speech.label(f'**{name}**{where}')} {escape(speech.tell(line.sentence), at_most=120)}"


def _paused(line: PausedLine, speech: Speech) -> str:
    where = f"<#{line.channel_id}> · {escape(line.topic_id, at_most=60)}"
    return f"- {speech.label(where)} {escape(speech.tell(line.reason), at_most=120)}"


def _said(reason: str, speech: Speech) -> str:
    return f"- {escape(speech.tell(reason), at_most=160)}"
