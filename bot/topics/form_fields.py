"""A topic as a person writes it into a form, and back.

    names       CSTO, Collective Security Treaty Organi*        any one of them is enough
                ru: ОДКБ, Организаци* Договора                  a line may say which language it is in
    together    Armenia* / Yerevan + Azerbaijan* / =Baku        one of each side must be named
    excluded    Artsakhbank                                     contains a name and means something else
    told_from   2020-09-27                                      the first and the last day whose news can be about it

What a word of a name may ask for is told in `bot.topics.aliases`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from bot.errors import BadValueError, Phrase
from bot.model import Alias, Topic
from bot.topics.aliases import alias_words
from bot.topics.packs import JOINERS, topic_from_mapping

# "Ru:" too, as telephones begin a line; "EU:" is part of a name.
_LANGUAGE = re.compile(r"\s*([A-Za-z][a-z])\s*[:：]\s*(.*)")
_SEPARATOR = re.compile(r"[,;،、，；]")
_SIDES = re.compile(r"\s\+\s")

LONGEST_FIELD = 2000
"""Letters of a field of several lines."""


class TopicForm(NamedTuple):
    """The fields as they were filled in."""

    name: str = ""
    names: str = ""
    together: str = ""
    excluded: str = ""
    description: str = ""
    told_from: str = ""
    told_until: str = ""


def topic_from_form(form: TopicForm, *, topic_id: str, language: str) -> Topic:
    """The topic that a form describes.

    Args:
        topic_id: What it is to be called.
        language: Two letters, for names that say none; of no weight in matching.

    Raises:
        BadValueError: What is wrong with it, in words for whoever filled it in.
    """
    form = TopicForm(*map(_visible, form))
    groups: dict[str, dict[str, list[str]]] = {}
    rows: list[list[str]] = []
    for tongue, line in _lines(form.together, language):
        sides = [_trimmed(side.split("/")) for side in _SIDES.split(f" {line} ")]
        if len(sides) == 1 or not all(sides):
            raise BadValueError(
                "“Only together” needs a name on each side of a +, as in: Armenia* + Azerbaijan* / Baku"
            )
        row = [f"{len(rows) + 1}-{place}" for place in range(len(sides))]
        groups |= {name: {tongue: side} for name, side in zip(row, sides, strict=True)}
        rows.append(row)
    names, excluded = _by_language(form.names, language), _by_language(form.excluded, language)
    if not rows and not any(names.values()):
        raise BadValueError(
            "Fill in “{names}” or “{together}”: without them nothing could match.",
            names=Phrase("Names it goes by"),
            together=Phrase("Only together"),
        )
    for pattern in chain(
        *names.values(), *excluded.values(), *(side for group in groups.values() for side in group.values())
    ):
        alias_words(pattern)  # what is wrong with one is told here without the words of a file
    mapping = {
        "name": " ".join(form.name.split()),
        "description": " ".join(form.description.split()),
        "aliases": names,
        "excluded": excluded,
        "together": rows,
        "groups": groups,
    } | {key: day for key, day in (("from", form.told_from), ("until", form.told_until)) if day}
    return topic_from_mapping(mapping, default_id=topic_id)


def form_of(topic: Topic) -> TopicForm:
    """The form filled in so that it describes this topic."""
    rows = (" + ".join(" / ".join(alias.pattern for alias in group) for group in row) for row in topic.together)
    days = (day.isoformat() if day else "" for day in (topic.told_from, topic.told_until))
    names, excluded = _written(topic.aliases), _written(topic.excluded)
    return TopicForm(topic.name, names, "\n".join(rows), excluded, topic.description, *days)


def named_by_its_name(form: TopicForm) -> TopicForm:
    """The form with what the topic is called as its one name."""
    return form._replace(names=" ".join(_SEPARATOR.sub(" ", form.name).split()))


def with_row(form: TopicForm, row: str, *, instead_of: Collection[str] = ()) -> TopicForm:
    """The form with one more row of what must be named together, and without names that it makes needless."""
    lines = [_without(line, instead_of) for line in form.names.splitlines()]
    together = f"{form.together.rstrip()}\n{row}".lstrip()
    return form._replace(names="\n".join(line for line in lines if line), together=together)


def _without(line: str, names: Collection[str]) -> str:
    """A line of names without some of them; as it stands where it has none of them."""
    marked = _LANGUAGE.fullmatch(line)
    typed = _trimmed(_SEPARATOR.split(marked[2] if marked else line))
    if not set(typed).intersection(names):
        return line
    left = ", ".join(name for name in typed if name not in names)
    return f"{marked[1]}: {left}" if marked and left else left


def _visible(text: str) -> str:
    """Without what is pasted unseen, which no name has: marks of direction, soft hyphens, spaces of no width."""
    return "".join(char for char in text if char in JOINERS or unicodedata.category(char) != "Cf")


def _by_language(text: str, language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tongue, line in _lines(text, language):
        found.setdefault(tongue, []).extend(_trimmed(_SEPARATOR.split(line)))
    return found


def _lines(text: str, language: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if marked := _LANGUAGE.fullmatch(line):
            yield marked[1].lower(), marked[2]
        elif line.strip():
            yield language, line


def _trimmed(parts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _written(aliases: Iterable[Alias]) -> str:
    lines: dict[str, list[str]] = {}
    for alias in aliases:
        lines.setdefault(alias.language, []).append(alias.pattern)
    return "\n".join(f"{language}: {', '.join(patterns)}" for language, patterns in lines.items())
