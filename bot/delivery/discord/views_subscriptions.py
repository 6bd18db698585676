"""Subscriptions as Discord messages: what a channel is told, on which days and at which hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from babel.dates import format_date

from bot.delivery.discord.card import Card, button
from bot.delivery.discord.custom_ids import Listed, put_back_id
from bot.delivery.discord.limits import length
from bot.delivery.discord.lists import LIST, and_more, list_view, on_page
from bot.delivery.discord.markdown import escape, moment
from bot.delivery.discord.paging import Block, paged
from bot.delivery.languages import language_name
from bot.delivery.outcome import Pause
from bot.delivery.rows import SubscriptionLine
from bot.delivery.speech import Speech, speech_in
from bot.errors import Phrase
from bot.model import Length, Posts

CHANNEL_DELETED = Phrase(
    "The channel has been deleted; /subscriptions edit moves this elsewhere, /subscriptions remove ends it."
)
CHANNEL_UNSEEN = Phrase("Briefbot cannot see the channel any more; it needs the permission View Channel.")
_NONE = "—"
_WHAT_NEXT = Phrase(
    "-# `/subscriptions edit` changes one, `/subscriptions preview` shows what it would say, `/subscriptions remove` "
    "ends it."
)


def on_subscriptions_page(
    lines: Sequence[SubscriptionLine], speech: Speech, *, page: int = 0
) -> Sequence[SubscriptionLine]:
    """Those lines that `subscriptions_view` shows on a page, whichever of them turn out to be unreachable."""
    return lines[on_page(_longest(lines, speech), page).lines]


def subscriptions_view(
    lines: Sequence[SubscriptionLine],
    speech: Speech,
    *,
    page: int = 0,
    elsewhere: int = 0,
    is_private_chat: bool = False,
) -> Card:
    """A page of what a channel or a server is told, and when next.

    Args:
        elsewhere: How many the reader has that are listed elsewhere: privately, or in a private chat in servers.
    """
    also = [_elsewhere(elsewhere, speech, is_private_chat=is_private_chat)] if elsewhere else []
    if not lines:
        none = speech.say("Nothing is subscribed here.\n-# `/subscribe` posts a topic's briefing at your hour.")
        return Card(["\n".join([none, *also])])
    told = [subscription_told(line, speech) for line in lines]
    head = "\n".join([speech.say("### Subscriptions"), *also, speech.tell(_WHAT_NEXT)])
    longest = _longest(lines, speech)
    return list_view(Listed.SUBSCRIPTIONS, head, told, speech, page=page, longest=longest)


def _elsewhere(number: int, speech: Speech, *, is_private_chat: bool) -> str:
    if is_private_chat:
        return speech.count(
            number,
            "-# {n} subscription that you made belongs to a server; `/subscriptions list` there shows it.",
            "-# {n} subscriptions that you made belong to servers; `/subscriptions list` there shows them.",
        )
    return speech.count(
        number,
        "-# {n} subscription more comes to you alone; `/subscriptions list` in our private chat shows it.",
        "-# {n} subscriptions more come to you alone; `/subscriptions list` in our private chat shows them.",
    )


def _longest(lines: Sequence[SubscriptionLine], speech: Speech) -> list[str]:
    """Each as long as it may become: which page it stands on is known before its channel is looked at."""
    reasons = None, CHANNEL_DELETED, CHANNEL_UNSEEN
    return [
        max((subscription_told(line._replace(unreachable=reason), speech) for reason in reasons), key=length)
        for line in lines
    ]


def subscribed_view(
    lines: Sequence[SubscriptionLine],
    speech: Speech,
    *,
    is_new: bool,
    server_zone: str | None = None,
    is_followed: bool = False,
    is_of_other_chat: bool = False,
) -> Card:
    """That subscriptions stand, with the next times they go out in the reader's own zone.

    Args:
        server_zone: The time zone that the server has by them, which had none.
        is_followed: Their channel is one that other servers may follow.
        is_of_other_chat: They are the reader's own, who asked for them in a server: there they cannot be changed.
    """
    if is_new:
        what = speech.say("**Subscribed.**")
    elif any(line.before for line in lines):
        what = speech.say("**Changed.**")
    else:
        what = speech.say("**This was subscribed already.**")
    told = [subscription_told(line, speech, sends_shown=5) for line in lines]
    texts = [what, *_listed(told, speech), *_followed(is_followed, speech)]
    if server_zone:
        texts.append(
            speech.say(
                "-# {zone} is the time zone of this server from now on; `/settings` changes it.",
                zone=escape(server_zone),
            )
        )
    if is_of_other_chat:
        texts.append(
            speech.say("-# In our private chat, `/subscriptions` lists, changes and ends what you alone are told.")
        )
    return Card(texts)


def changed_view(what: str, line: SubscriptionLine, speech: Speech, *, is_followed: bool = False) -> Card:
    """What has become of a subscription; `what` is the frame's own."""
    return Card([f"**{what}**\n{subscription_told(line, speech, sends_shown=5)}", *_followed(is_followed, speech)])


def _listed(told: Sequence[str], speech: Speech) -> list[str]:
    """As many as one message holds, and how many more there are."""
    shown = paged([Block(text) for text in told], LIST, LIST)[0]
    return [*(block.text for block in shown), *and_more(len(told) - len(shown), speech)]


def _followed(is_followed: bool, speech: Speech) -> list[str]:
    words = speech.say("-# An announcement channel: each briefing is published to the servers that follow it.")
    return [words] if is_followed else []


def unsubscribed_view(line: SubscriptionLine, speech: Speech, *, number: int, until: datetime) -> Card:
    """What is not told any more, and the way back.

    Args:
        number: What the subscription is put back by.
        until: How long that can be done.
    """
    undo = speech.say("Undo")
    way_back = speech.say("-# “{undo}” puts it back just as it was, until {when}.", undo=undo, when=moment(until, "t"))
    text = f"{speech.say('**Ended.** No more briefings on:')}\n{_what(line, speech)}\n{way_back}"
    return Card([text], buttons=[button(undo, put_back_id(number))])


def paused_told(number: int, speech: Speech) -> str:
    """How many subscriptions are paused, and what to do."""
    return speech.count(
        number,
        "**{n} subscription has been paused.** `/subscriptions resume` in its channel starts it again.",
        "**{n} subscriptions have been paused.** `/subscriptions resume` in their channels starts them again.",
    )


def told_to_owner(pause: Pause, *, is_channel_gone: bool) -> str:
    """That a subscription has been paused and why, for its owner alone."""
    speech = speech_in(pause.language)
    topic = escape(pause.topic_name, at_most=80)
    if is_channel_gone:
        return speech.say(
            "The briefings on “{topic}” are paused: their channel has been deleted.\nIn the server, "
            "`/subscriptions edit` moves them to another, `/subscriptions remove` ends them.",
            topic=topic,
        )
    return speech.say(
        "The briefings on “{topic}” in {channel} are paused: {why}\n"
        "Use `/subscriptions resume` there when that has changed.",
        topic=topic,
        channel=f"<#{pause.channel_id}>",
        why=escape(speech.tell(pause.reason)),
    )


def subscription_told(line: SubscriptionLine, speech: Speech, *, sends_shown: int = 1) -> str:
    """What a channel is told, and when next or why not."""
    what = _what(line, speech) + _changes(line, speech)
    if wishes := _wishes(line, speech):
        what += f"\n-# {' · '.join(wishes)}"
    if line.unreachable:
        return f"{what}\n-# {escape(speech.tell(line.unreachable))}"
    if line.paused_reason and line.is_paused_by_hand:  # the reason says that it is paused
        return f"{what}\n-# {escape(speech.tell(line.paused_reason))}"
    if line.paused_reason:
        return f"{what}\n-# {speech.say('paused: {why}', why=escape(speech.tell(line.paused_reason), at_most=200))}"
    form = "F" if sends_shown == 1 else "f"
    sends = ", ".join(moment(at, form) for at in line.next_sends[:sends_shown])
    when = [
        speech.say("due now: {when}", when=moment(line.due_since, form)) if line.due_since else "",
        speech.say("next: {when}", when=sends) if sends else "",
    ]
    return f"{what}\n-# {' · '.join(filter(None, when))}"


def _wishes(line: SubscriptionLine, speech: Speech) -> list[str]:
    """What of it is not as is usual, a word for each."""
    lengths = {Length.SHORT: speech.say("short"), Length.LONG: speech.say("long")}
    wishes = [
        speech.say("quiet days are passed over") if line.skip_quiet else "",
        lengths.get(line.length, ""),
        speech.say("one post for each story") if line.posts is Posts.STORY else "",
        speech.say("quiet hours {hours}", hours=line.quiet_hours) if line.quiet_hours else "",
        speech.say("quotes in: {languages} (`/brief` there too)", languages=line.reads) if line.reads else "",
        speech.say("around the quotes: {language}", language=language_name(line.language, speech.locale))
        if line.language != speech.locale
        else "",
    ]
    return list(filter(None, wishes))


def _changes(line: SubscriptionLine, speech: Speech) -> str:
    """A line on what has just changed: "weekdays → Sat · Asia/Tehran → Europe/Warsaw"; empty where nothing has."""
    if line.before is None:
        return ""
    before, after = _terms(line.before, speech), _terms(line, speech)
    changes = [f"{old} → {new}" for old, new in zip(before, after, strict=True) if old != new]
    return f"\n-# {' · '.join(changes)}"


def _terms(line: SubscriptionLine, speech: Speech) -> list[str]:
    """What can change of a subscription, a word for each."""
    lengths = {Length.SHORT: speech.say("short"), Length.NORMAL: speech.say("normal"), Length.LONG: speech.say("long")}
    return [
        days_in(line.days, speech),
        escape(line.timezone, at_most=60),
        f"<@&{line.role_id}>" if line.role_id else _NONE,
        speech.say("quiet days are passed over") if line.skip_quiet else _NONE,
        lengths[line.length],
        language_name(line.language, speech.locale),
        speech.say("one post for each story") if line.posts is Posts.STORY else _NONE,
        speech.say("quiet hours {hours}", hours=line.quiet_hours) if line.quiet_hours else _NONE,
        speech.say("quotes in: {languages}", languages=line.reads) if line.reads else _NONE,
        speech.say("paused") if line.paused_reason else _NONE,
    ]


def _what(line: SubscriptionLine, speech: Speech) -> str:
    said = {
        "topic": escape(line.topic_name, at_most=80),
        "days": days_in(line.days, speech),
        "time": line.time,
        "zone": escape(line.timezone, at_most=60),
    }
    if line.channel_id is None:
        return speech.say("**{topic}** {days} at {time} ({zone}), to you alone", **said)
    if line.unreachable:  # Discord shows the channel as "#unknown"
        where = speech.say("**{topic}** {days} at {time} ({zone})", **said)
    else:
        channel = f"<#{line.channel_id}>"
        where = speech.say("**{topic}** {days} at {time} ({zone}) in {channel}", **said, channel=channel)
    return f"{where} <@&{line.role_id}>" if line.role_id else where


DAYS = ("every day", "weekdays", "weekends")
"""Days that have a name in every language."""
_MONDAY = date(2024, 1, 1)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def days_in(days: str, speech: Speech) -> str:
    """Days as `bot.actions.times.days_told` tells them in English, "every day" or "Tue, Thu", in this language."""
    if days in DAYS or speech.locale == "en":
        return speech.say(days)
    each = (_MONDAY + timedelta(days=_WEEKDAYS.index(day)) for day in days.split(", "))
    return ", ".join(format_date(day, "ccc", speech.locale) for day in each)
