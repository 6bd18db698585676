"""Topics as Discord messages: which there are, and what one would match before anybody relies on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.delivery.discord.card import QUIET, WRONG, Card, button, menu
from bot.delivery.discord.custom_ids import TOPIC_NAME, Listed, draft_id, name_value, removal_id, row_value
from bot.delivery.discord.limits import length
from bot.delivery.discord.lists import LIST, list_view
from bot.delivery.discord.markdown import escape, moment
from bot.delivery.discord.paging import first_of
from bot.delivery.frame import title_of
from bot.delivery.links import publisher
from bot.delivery.plain import shorten
from bot.delivery.rows import RowLine, TopicLine, TrialLine, TrialReport
from bot.delivery.speech import Speech

_ALIASES_NAMED = 8
_CHANNELS_NAMED = 10
_LONGEST_NAME = 80
_LONGEST_ROW = 500
_LONGEST_NAME_OF_ROW = 50  # in a menu


def topics_view(lines: Sequence[TopicLine], speech: Speech, *, page: int = 0) -> Card:
    """A page of the topics that may be asked for, the server's own first."""
    head = speech.say(
        "### Topics\n-# `/brief` tells what is new on one, `/topic follow` tells it here every day, "
        "`/topic create` makes one."
    )
    if not lines:
        return Card([f"{head}\n{speech.say('No topics are defined yet.')}"])
    return list_view(Listed.TOPICS, head, [_topic(line, speech) for line in lines], speech, page=page)


def trial_view(
    name: str, report: TrialReport, speech: Speech, *, draft: str | None = None, is_row_gone: bool = False
) -> Card:
    """What a topic would have matched, newest first, each with the words that matched.

    Args:
        draft: With it, the topic of a form can be saved, or the form opened again.
        is_row_gone: Whether a row that somebody picked is offered no more.
    """
    texts = first_of(list(_found(name, report, speech, is_row_gone=is_row_gone)), LIST.text)
    if report.examples:
        room = LIST.text - sum(map(length, texts))
        shown = first_of([_trial_line(line, speech) for line in report.examples], max(room, 0))
        texts.extend(["\n".join(shown)] if shown else [])
    elif draft and not report.rows:
        texts.append(
            speech.say(
                "Nothing matches yet. Perhaps a name needs an ending left open with a star, or the feeds "
                "do not write about it: `/feed add` brings more."
            )
        )
    if not draft:
        return Card(texts, accent=QUIET)
    texts.append(speech.say("-# Nothing is saved yet."))
    buttons = [
        button(speech.say("Save"), draft_id("save", draft), prominent=True),
        button(speech.say("Edit again"), draft_id("edit", draft)),
    ]
    choices = _choices(report, draft, speech)
    more = menu(speech.say("Add a name"), TOPIC_NAME, choices) if choices else None
    return Card(texts, buttons=buttons, menu=more, accent=QUIET)


def _found(name: str, report: TrialReport, speech: Speech, *, is_row_gone: bool) -> Iterator[str]:
    """How much it matches, by which names, and which names it may lack."""
    what = speech.count(report.about, "**{n} article** is about it", "**{n} articles** are about it")
    also = speech.count(report.mentions, "{n} more only mentions it", "{n} more only mention it")
    of_all = speech.count(report.read, "of {n} article read since {since}", "of {n} articles read since {since}",
                          since=moment(report.since, "f"))  # fmt: skip
    yield f"### {escape(name, at_most=_LONGEST_NAME)}\n{speech.sentence(f'{what}, {also}, {of_all}')}"
    if is_row_gone:
        yield speech.say("What you picked is offered no more; the form is as it was.")
    if report.is_loose:
        yield speech.say("-# That is a large part of all that is read; one of the names may be an everyday word.")
    if report.by_alias:
        counts = " · ".join(
            f"{escape(alias, at_most=60)} {speech.figure(number)}" for alias, number in report.by_alias[:_ALIASES_NAMED]
        )
        yield f"-# {counts}"
    if report.idle:
        yield _idle(report.idle, speech)
    yield from (_row(row, speech) for row in report.rows)
    if report.related:
        names = " · ".join(
            f"{escape(name, at_most=60)} {speech.figure(ours)} + {speech.figure(others)}"
            for name, ours, others in report.related
        )
        yield speech.say(
            "-# Perhaps names of it too, in how many of these articles + in how many of all others: {names}",
            names=names,
        )


def _choices(report: TrialReport, draft: str, speech: Speech) -> list[tuple[str, str]]:
    """What can be picked to be added to the form, with the value of each."""
    rows = [(_row_choice(row, speech), row_value(draft, row.place)) for row in report.rows]
    return rows + [(name, name_value(draft, name)) for name, _, _ in report.related]


def _idle(names: Sequence[str], speech: Speech) -> str:
    shown = " · ".join(escape(name, at_most=60) for name in names[:_ALIASES_NAMED])
    return speech.count(
        len(names),
        "-# {n} name finds nothing that no other finds: {names}",
        "-# {n} names find nothing that no other finds: {names}",
        names=shown if len(names) <= _ALIASES_NAMED else f"{shown} …",
    )


def _row(row: RowLine, speech: Speech) -> str:
    return speech.count(
        row.brings,
        "-# {name} as it is: {found}. “Only together” would find {n} article more: {row}",
        "-# {name} as it is: {found}. “Only together” would find {n} articles more: {row}",
        name=speech.quoted(escape(row.name, at_most=60)),
        found=speech.figure(row.found),
        row=escape(row.row, at_most=_LONGEST_ROW),
    )


def _row_choice(row: RowLine, speech: Speech) -> str:
    return speech.count(
        row.brings,
        "Only together: {name} (+{n} article)",
        "Only together: {name} (+{n} articles)",
        name=shorten(row.name, _LONGEST_NAME_OF_ROW),
    )


def draft_problem_view(problem: str, draft: str, speech: Speech) -> Card:
    """What is wrong with a form, and the way back to it as it was filled in."""
    return Card(
        [escape(problem, at_most=1500) or "…"], buttons=[button(speech.say("Edit again"), draft_id("edit", draft))]
    )


def topic_saved_view(name: str, speech: Speech) -> Card:
    """That a topic stands, and what to do with it."""
    return Card(
        [
            speech.say(
                "**Saved: {name}.**\n-# `/brief` tells what is new on it, `/topic follow` tells it here every day.",
                name=escape(name, at_most=_LONGEST_NAME),
            )
        ]
    )


def topic_removable_view(
    name: str, topic_id: str, subscriptions: int, channel_ids: Sequence[int], speech: Speech
) -> Card:
    """What would be gone with a topic, and the choice.

    Args:
        subscriptions: How many there are of it.
        channel_ids: Where they post, as far as the person may see.
    """
    told = [speech.say("**Remove {name}?** What its form says is lost.", name=escape(name, at_most=_LONGEST_NAME))]
    if subscriptions:
        told.append(speech.count(subscriptions, "{n} subscription ends with it.", "{n} subscriptions end with it."))
    where = [f"<#{channel_id}>" for channel_id in channel_ids[:_CHANNELS_NAMED]]
    more = [] if len(channel_ids) <= _CHANNELS_NAMED else ["…"]
    lines = [" ".join(told), *([f"-# {' · '.join(where + more)}"] if where else [])]
    buttons = [
        button(speech.say("Remove"), removal_id(topic_id, remove=True), destroys=True),
        button(speech.say("Keep it"), removal_id(topic_id, remove=False)),
    ]
    return Card(["\n".join(lines)], buttons=buttons, accent=WRONG)


def topic_removed_view(name: str, subscriptions: int, speech: Speech) -> Card:
    """That a topic is gone, and what went with it."""
    said = speech.say("**Removed: {name}.**", name=escape(name, at_most=_LONGEST_NAME))
    ended = speech.count(
        subscriptions, "Its subscription has ended with it.", "Its {n} subscriptions have ended with it."
    )
    return Card([f"{said} {ended}" if subscriptions else said])


def _topic(line: TopicLine, speech: Speech) -> str:
    topic = line.topic
    recent = (
        speech.count(line.recent_articles, "{n} article in the last 24 hours", "{n} articles in the last 24 hours")
        if line.recent_articles
        else speech.say("nothing in the last 24 hours")
    )
    told = (
        f"{recent}, {speech.say('the latest {when}', when=moment(line.latest_at, 'R'))}" if line.latest_at else recent
    )
    own = f" · {speech.say('made here')}" if line.is_own else ""
    described = topic.description_in(speech.locale)
    about = f"\n{escape(described, at_most=150)}" if described else ""
    return f"**{escape(topic.name_in(speech.locale), at_most=_LONGEST_NAME)}** · {told}{own}{about}"


def _trial_line(line: TrialLine, speech: Speech) -> str:
    found = ", ".join(speech.quoted(escape(words, at_most=40)) for words in line.matched[:3])
    told = moment(line.article.told_at, "R") if line.article.told_at else ""
    title = escape(title_of(line.article), at_most=140)
    # A seed that names its topic itself matches by no word.
    known = [part for part in (escape(publisher(line.article.source, None)), told, found) if part]
    return f"- {title}\n-# {' · '.join(known)}"
