"""The ids of buttons: all that a press needs to be answered after a restart.

A button's id is kept by Discord with its message, so these forms are never changed, only added to.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from bot.delivery.form import USUAL, Form
from bot.model import Length

LONGEST_CUSTOM_ID = 100


class Listed(StrEnum):
    """What has a list of its own."""

    TOPICS = "topics"
    SUBSCRIPTIONS = "subscriptions"
    FEEDS = "feeds"
    CORRECTIONS = "corrections"


_FORM = r"(?::(?P<form>[snl][a-z]{2}))?"
_OF_STORY = r"(?:@(?P<story_id>[\w-]{1,40}))?"
MORE = rf"briefing:more:(?P<briefing_id>[\w-]{{1,64}}):(?P<page>[0-9]{{1,3}}){_FORM}"
"""Pattern of a button that shows a page of a briefing."""
SOURCES = rf"briefing:sources:(?P<briefing_id>[\w-]{{1,64}}):(?P<page>[0-9]{{1,3}}){_FORM}{_OF_STORY}"
"""Pattern of a button that shows a page of a briefing's sources, or of those of one of its stories."""
STORIES = r"briefing:stories:(?P<briefing_id>[\w-]{1,64})"
"""Pattern of a button that offers a briefing's stories to be looked at."""
PICKED_STORY = "story:picked"
"""Pattern, and the id, of the list of stories that it offers."""
STORY = r"story:show:(?P<page>[0-9]{1,3}):(?P<story_id>[\w-]{1,64})"
"""Pattern of a button that shows a page of a story's history."""
MUTE = r"story:(?P<action>mute|unmute):(?P<story_id>[\w-]{1,64})"
"""Pattern of a button that mutes a story for the channel, or lifts that."""
FEEDBACK = r"briefing:feedback:(?P<briefing_id>[\w-]{1,64})"
"""Pattern of a button that asks what a briefing was like."""
VERDICT = r"feedback:(?P<verdict>[a-z]{1,16}):(?P<briefing_id>[\w-]{1,64})"
"""Pattern of a button that says it."""
SEARCH = r"search:(?P<page>[0-9]{1,3}):(?P<query>(?s:.+))"
"""Pattern of a button that shows a page of what a search found."""
TIMELINE = (
    r"timeline:(?P<page>[0-9]{1,3}):(?P<first>[0-9]{4}-[0-9]{2}-[0-9]{2}):(?P<last>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r":(?P<topic>(?s:.+))"
)
"""Pattern of a button that shows a page of a topic's timeline between two days."""
LIST = rf"list:(?P<what>{'|'.join(Listed)}):(?P<page>[0-9]{{1,4}})"
"""Pattern of a button that shows a page of a list of a server or a private chat."""

PUT_BACK = r"subscription:put-back:(?P<number>[0-9]{1,18})"
"""Pattern of a button that puts a subscription back that was ended."""

TOPIC_SAVE = r"topic:save:(?P<draft>[0-9a-f]{16})"
"""Pattern of a button that saves the topic of a form."""
TOPIC_EDIT = r"topic:edit:(?P<draft>[0-9a-f]{16})"
"""Pattern of a button that opens a form again."""
TOPIC_FORM = r"topic:form:(?P<topic_id>[\w-]{0,64}):(?P<told_from>[0-9W-]{0,10}):(?P<told_until>[0-9W-]{0,10})"
"""Pattern of a topic's form: which it changes, if any, and the days of its news, for which it has no field."""
TOPIC_REMOVE = r"topic:(?P<wish>remove|keep):(?P<topic_id>[\w-]{1,64})"
"""Pattern of a button that removes a server's own topic, or leaves it as it is."""
TOPIC_NAME = "topic:name"
"""The list of what may be added to a form that was filled in; its values are of `name_value` and `row_value`."""
_ROW_VALUE = re.compile(r"(?P<draft>[0-9a-f]{16})\+(?P<place>[0-9]{1,4})")


def more_id(briefing_id: str, page: int, form: Form = USUAL) -> str:
    """Shows this page (from 0) of the briefing, in this form."""
    return f"briefing:more:{briefing_id}:{page}{_form_code(form)}"


def sources_id(briefing_id: str, page: int, form: Form = USUAL, story: str = "") -> str:
    """Shows this page (from 0) of the sources of the briefing, or of one of its stories, in this form."""
    return f"briefing:sources:{briefing_id}:{page}{_form_code(form)}{story and '@'}{story}"


def form_of(code: str | None, timezone: str = USUAL.timezone) -> Form:
    """The form that the id of `more_id` or `sources_id` names, for who presses it in a zone."""
    if not code:
        return USUAL._replace(timezone=timezone)
    return Form(next(length for length in Length if length.value[0] == code[0]), code[1:], timezone)


def _form_code(form: Form) -> str:
    """The form in three letters behind a colon (":sde"), without its zone; nothing for the usual one."""
    is_usual = (form.length, form.language) == (USUAL.length, USUAL.language)
    return "" if is_usual else f":{form.length.value[0]}{form.speech.locale}"


def stories_id(briefing_id: str) -> str:
    """Offers the stories of the briefing."""
    return f"briefing:stories:{briefing_id}"


def story_id(story: str, page: int) -> str:
    """Shows this page (from 0) of a story's history."""
    return f"story:show:{page}:{story}"


def mute_id(story: str, *, mute: bool) -> str:
    """Mutes a story for the channel, or lifts that."""
    return f"story:{'mute' if mute else 'unmute'}:{story}"


def feedback_id(briefing_id: str) -> str:
    """Asks what the briefing was like."""
    return f"briefing:feedback:{briefing_id}"


def verdict_id(verdict: str, briefing_id: str) -> str:
    """Says what the briefing was like."""
    return f"feedback:{verdict}:{briefing_id}"


def search_id(query: str, page: int) -> str | None:
    """Shows this page (from 0) of the search again; None where the words are too long for an id."""
    custom_id = f"search:{page}:{query}"
    return custom_id if len(custom_id) <= LONGEST_CUSTOM_ID else None


def timeline_id(topic_id: str, first: date, last: date, page: int) -> str | None:
    """Shows this page (from 0) of the timeline again; None where the topic's id is too long for it."""
    custom_id = f"timeline:{page}:{first}:{last}:{topic_id}"
    return custom_id if len(custom_id) <= LONGEST_CUSTOM_ID else None


def list_id(what: Listed, page: int) -> str:
    """Shows this page (from 0) of the list."""
    return f"list:{what}:{page}"


def put_back_id(number: int) -> str:
    """Puts the subscription with this number back."""
    return f"subscription:put-back:{number}"


def form_id(topic_id: str | None, told_from: str, told_until: str) -> str:
    """The form of a topic, of a new one where none is named."""
    return f"topic:form:{topic_id or ''}:{told_from}:{told_until}"


def draft_id(action: str, draft: str) -> str:
    """Saves ("save") the topic of a form that was filled in, or opens the form again ("edit")."""
    return f"topic:{action}:{draft}"


def removal_id(topic_id: str, *, remove: bool) -> str:
    """Removes a server's own topic, or leaves it as it is."""
    return f"topic:{'remove' if remove else 'keep'}:{topic_id}"


def name_value(draft: str, name: str) -> str:
    """Of the list `TOPIC_NAME`: adds this name to the form that was filled in."""
    return f"{draft}:{name}"


def row_value(draft: str, place: int) -> str:
    """Of the list `TOPIC_NAME`: makes a row of the words of the name at this place (from 0) of the form."""
    return f"{draft}+{place}"


def draft_and_pick(value: str) -> tuple[str, str | int]:
    """What `name_value` or `row_value` was made of."""
    if row := _ROW_VALUE.fullmatch(value):
        return row["draft"], int(row["place"])
    draft, _, name = value.partition(":")
    return draft, name
