"""What a server's moderators see of it: its feeds, its settings, its corrections, how everything fares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.delivery.discord.card import QUIET, Card
from bot.delivery.discord.custom_ids import Listed
from bot.delivery.discord.lists import LIST, list_view
from bot.delivery.discord.markdown import escape, moment
from bot.delivery.discord.paging import first_of
from bot.delivery.discord.views_stories import verdict_labels
from bot.delivery.discord.views_subscriptions import paused_told, subscription_told
from bot.delivery.frame import correction_told
from bot.delivery.languages import language_name
from bot.delivery.links import shown_host
from bot.delivery.rows import CorrectionLine, FeedLine, ServerFigures, SubscriptionLine
from bot.delivery.speech import Speech

_STEPS_SHOWN = 10
_AILING_SHOWN = 6
_LONGEST_PLACE = 100  # of a feed: host and path
_PAUSED_SHOWN = 6


def feeds_view(lines: Sequence[FeedLine], speech: Speech, *, page: int = 0) -> Card:
    """A page of the feeds that are read and how each one fares, what needs a look first."""
    if not lines:
        return Card([speech.say("No feed is read yet. `/feed add` takes the address of a feed or of a site.")])
    head = speech.count(len(lines), "### {n} feed", "### {n} feeds")
    alike = Counter((line.name, shown_host(line.url)) for line in lines)
    told = [_feed(line, speech, is_one_of_several=alike[line.name, shown_host(line.url)] > 1) for line in lines]
    return list_view(Listed.FEEDS, head, told, speech, page=page)


def checked_view(
    steps: Sequence[tuple[bool, str]], feed_url: str | None, speech: Speech, *, added: bool | None = None
) -> Card:
    """What was found at an address, step by step.

    Args:
        steps: Whether each went well, and what came of it.
        feed_url: The feed that was found.
        added: Whether it is read from now on; False where it was before; None where it is not read.
    """
    if feed_url is None:
        head = speech.say("**No feed was found there.**")
    elif added is None:
        head = speech.say("**There is a feed.** `/feed add` reads it.")
    else:
        head = speech.say("**It is read from now on.**") if added else speech.say("**It is read already.**")
    lines = [
        f"- {'✓' if is_good else '✗'} {escape(speech.tell(said), at_most=300)}"
        for is_good, said in steps[:_STEPS_SHOWN]
    ]
    return Card([head, "\n".join(first_of(lines, LIST.text))] if lines else [head])


def imported_view(added: int, known: int, problems: Sequence[str], speech: Speech) -> Card:
    """What came of a list of feeds."""
    head = speech.count(added, "**{n} feed is new.**", "**{n} feeds are new.**")
    before = speech.count(known, "{n} was read before.", "{n} were read before.")
    wrong = [f"- {escape(speech.tell(problem), at_most=200)}" for problem in problems[:_STEPS_SHOWN]]
    return Card([f"{head} {before}", *(["\n".join(first_of(wrong, LIST.text))] if wrong else [])])


def settings_view(
    *,
    timezone: str,
    role_id: int | None,
    language: str,
    reads: str,
    here: SubscriptionLine | None,
    speech: Speech,
    changed: bool,
) -> Card:
    """What a server has set.

    Args:
        language: Of the frame, two letters.
        reads: The languages that its readers read, by name; "" for the usual ones.
        here: The subscription by which `/brief` quotes in the channel where this is read, if one says in what.
    """
    role = f"<@&{role_id}>" if role_id else speech.say("only members with “Manage Server”")
    lines = [
        speech.say("- Time zone: {zone}", zone=escape(timezone)),
        speech.say("- Who may manage: {role}", role=role),
        speech.say("- Language: {language}", language=language_name(language, speech.locale)),
        speech.say("- Quotes in: {languages}", languages=reads or speech.say("the usual ones")),
    ]
    if here and here.reads != reads:
        lines.append(
            speech.say(
                "  - `/brief` in this channel: {languages}, as its subscription on {topic} says",
                languages=here.reads,
                topic=escape(here.topic_name, at_most=80),
            )
        )
    head = speech.say("**Changed.**") if changed else speech.say("### Settings of this server")
    return Card(["\n".join([head, *lines])])


def status_view(figures: ServerFigures, speech: Speech) -> Card:
    """How the feeds and the briefings of a server fare."""
    at = figures.last_refresh_at
    lines = [
        speech.count(
            figures.feeds, "- {n} feed is read, last {when}", "- {n} feeds are read, last {when}", when=moment(at, "R")
        )
        if at
        else speech.count(figures.feeds, "- {n} feed, not read yet", "- {n} feeds, not read yet"),
        speech.count(
            figures.subscriptions,
            "- {n} subscription here, {paused} paused",
            "- {n} subscriptions here, {paused} paused",
            paused=figures.paused,
        ),
    ]
    if figures.next_sends:
        lines.append(speech.say("- next: {when}", when=", ".join(moment(each, "f") for each in figures.next_sends)))
    if figures.connected_at:
        back = moment(figures.connected_at, "R")
        lines.append(speech.say("- the connection to Discord came back {when}", when=back))
    if figures.feedback:
        labels = verdict_labels(speech)
        said = ", ".join(f"{labels[verdict]} {number}" for verdict, number in figures.feedback.items())
        lines.append(speech.say("- said of briefings in 30 days: {said}", said=said))
    if figures.paused_here:
        lines.append(paused_told(len(figures.paused_here), speech))
        lines += [subscription_told(line, speech) for line in figures.paused_here[:_PAUSED_SHOWN]]
        if (left := len(figures.paused_here) - _PAUSED_SHOWN) > 0:
            lines.append(speech.count(left, "-# and {n} more", "-# and {n} more"))
    if figures.ailing:
        lines.append(speech.say("**Needs a look**"))
        lines += [_feed(line, speech) for line in figures.ailing[:_AILING_SHOWN]]
        if (left := len(figures.ailing) - _AILING_SHOWN) > 0:
            told = speech.count(
                left, "-# and {n} more; `/feed list` shows every feed", "-# and {n} more; `/feed list` shows every feed"
            )
            lines.append(told)
    return Card(["\n".join(first_of([speech.say("### Status"), *lines], LIST.text))], accent=QUIET)


def correction_view(line: CorrectionLine, speech: Speech, *, taken_back: bool = False) -> Card:
    """What was said of an article, and is obeyed from now on, or no more."""
    said = correction_told(line, speech, _short)
    if taken_back:
        return Card([speech.say("**Taken back.** {said}", said=said)])
    moved = speech.count(line.moved, "-# {n} article moved", "-# {n} articles moved")
    undo = speech.say("`/correct undo {number}` takes it back", number=line.id)
    return Card([f"{speech.say('**Obeyed from now on.** {said}', said=said)}\n{moved} · {undo}"])


def corrections_view(lines: Sequence[CorrectionLine], speech: Speech, *, page: int = 0) -> Card:
    """A page of what was corrected in a server, the latest first."""
    if not lines:
        return Card([speech.say("Nothing has been corrected here.")])
    head = speech.count(len(lines), "### {n} correction", "### {n} corrections")
    return list_view(Listed.CORRECTIONS, head, [_correction(line, speech) for line in lines], speech, page=page)


def _correction(line: CorrectionLine, speech: Speech) -> str:
    by = f" · <@{line.made_by}>" if line.made_by else ""
    return f"**{line.id}** · {correction_told(line, speech, _short)}\n-# {moment(line.made_at, 'f')}{by}"


def _short(title: str) -> str:
    return escape(title, at_most=120)


def _feed(line: FeedLine, speech: Speech, *, is_one_of_several: bool = False) -> str:
    """A feed by its name and host, and by its path where another is called so, too."""
    own = f" · {speech.say('brought by this server')}" if line.is_own else ""
    host = shown_host(line.url)
    path = urlsplit(line.url).path if is_one_of_several else ""
    where = f" · {escape(host + path, at_most=_LONGEST_PLACE)}" if host else ""
    state = speech.say(line.state)
    if line.sentence:
        state = f"{speech.label(state)} {escape(speech.tell(line.sentence), at_most=120)}"
    return f"**{escape(line.name, at_most=80)}**{where}{own}\n-# {state}"
