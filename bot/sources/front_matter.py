"""What a seed says of itself above its text, between two lines of `---`. Pure.

    ---
    title: What the CSTO is
    topics: [csto, nagorno-karabakh]
    # a remark
    ---

One `key: value` a line, as in YAML as far as that goes: a value may stand in quotes. There are no
values of several lines.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.errors import BadValueError
from bot.model import TOPIC_ID, ArticleKind
from bot.sources.addresses import check_url
from bot.text.language import language_code

KEYS = ("title", "source", "url", "published", "language", "topics", "kind")

_FENCE = "---"
_PAIR = re.compile(r"([^\s:]+)\s*:(?:\s+(.*))?")
_QUOTED = re.compile(r"""(["'])(.*)\1""")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOON = 12
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
"""No day is reckoned from the ends of the calendar, beyond which there is none."""
_LONGEST_NAME = 100

_Said = dict[str, tuple[str, int]]
"""Values by key, each with its line."""


class BadFrontMatterError(BadValueError):
    """Front matter that nobody can follow; `line` is the 1-based one to blame."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a seed says of itself; None or empty where it says nothing.

    Attributes:
        published_at: A day without an hour is noon UTC, which is that day almost everywhere.
        lines: How many lines of the file it takes.
    """

    title: str | None = None
    source: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    topics: tuple[str, ...] = ()
    kind: ArticleKind | None = None
    lines: int = 0


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """What stands above a text; a file may do without.

    Raises:
        BadFrontMatterError: A line says nothing that a seed can say, or says it wrongly.
    """
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[first].rstrip() != _FENCE:
        return FrontMatter()
    end = next((number for number, line in enumerate(lines) if number > first and line.rstrip() == _FENCE), None)
    if end is None:
        raise BadFrontMatterError(f"the front matter is not closed by a second line of {_FENCE}", first + 1)
    said: _Said = {}
    for number, line in enumerate(lines[first + 1 : end], first + 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, value = _pair(line, number)
        if key in said:
            raise BadFrontMatterError(f"“{key}” is said twice, first in line {said[key][1]}", number)
        if value:
            said[key] = value, number
    return FrontMatter(
        title=_one_line(said, "title"),
        source=_name(said, "source"),
        url=_url(said),
        published_at=_published_at(said),
        language=_language(said),
        topics=_topics(said),
        kind=_kind(said),
        lines=end + 1,
    )


def _pair(line: str, number: int) -> tuple[str, str]:
    found = _PAIR.fullmatch(line.rstrip())
    if not found:
        raise BadFrontMatterError(f"“{_shown(line)}” is not of the form “key: value”", number)
    key, value = found[1], (found[2] or "").strip()
    if key not in KEYS:
        near = difflib.get_close_matches(key.lower(), KEYS, n=1)
        hint = f"did you mean “{near[0]}”?" if near else f"a seed has {', '.join(KEYS)}"
        raise BadFrontMatterError(f"unknown key “{_shown(key)}”; {hint}", number)
    quoted = _QUOTED.fullmatch(value)
    return key, quoted[2].strip() if quoted else value


def _one_line(said: _Said, key: str) -> str | None:
    return " ".join(said[key][0].split()) if key in said else None


def _name(said: _Said, key: str) -> str | None:
    name = _one_line(said, key)
    if name and len(name) > _LONGEST_NAME:
        raise BadFrontMatterError(f"“{key}” may have at most {_LONGEST_NAME} characters", said[key][1])
    return name


def _url(said: _Said) -> str | None:
    if "url" not in said:
        return None
    value, number = said["url"]
    try:
        return check_url(value)
    except BadValueError as error:
        raise BadFrontMatterError(f"“url”: {error}", number) from error


def _published_at(said: _Said) -> datetime | None:
    if "published" not in said:
        return None
    value, number = said["published"]
    try:
        moment = datetime.fromisoformat(value) if _DAY.match(value) else None
    except ValueError as error:
        raise BadFrontMatterError(f"“published” is “{_shown(value)}”, which no calendar has", number) from error
    if moment and not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        years = f"a year between {_FIRST_YEAR} and {_LAST_YEAR}"
        raise BadFrontMatterError(f"“published” is “{_shown(value)}”, and should be of {years}", number)
    if moment and _DAY.fullmatch(value):
        return moment.replace(hour=_NOON, tzinfo=UTC)
    if moment and moment.tzinfo:
        return moment.astimezone(UTC)
    if moment:
        raise BadFrontMatterError(f"“published” lacks its zone: {_shown(value)}+00:00 would be UTC", number)
    example = "a day such as 2024-02-23, or a day and time with its zone such as 2024-02-23T09:00+00:00"
    raise BadFrontMatterError(f"“published” is “{_shown(value)}”, and should be {example}", number)


def _language(said: _Said) -> str | None:
    if "language" not in said:
        return None
    value, number = said["language"]
    code = language_code(value)
    if code is None:
        raise BadFrontMatterError(f"“language” is “{_shown(value)}”, and should be two letters such as en", number)
    return code


def _topics(said: _Said) -> tuple[str, ...]:
    if "topics" not in said:
        return ()
    value, number = said["topics"]
    if value.startswith("[") != value.endswith("]"):
        raise BadFrontMatterError("“topics” opens or closes a bracket, and not both", number)
    names = [name.strip().strip("\"'") for name in value.strip("[]").split(",")]
    topics = tuple(dict.fromkeys(name for name in names if name))
    for topic in topics:
        if not TOPIC_ID.fullmatch(topic):
            reason = f"“{_shown(topic)}” is no id of a topic: those are lower-case words joined by hyphens"
            raise BadFrontMatterError(reason, number)
    return topics


def _kind(said: _Said) -> ArticleKind | None:
    if "kind" not in said:
        return None
    value, number = said["kind"]
    if value not in list(ArticleKind):
        kinds = " or ".join(f"“{kind}”" for kind in ArticleKind)
        raise BadFrontMatterError(f"“kind” is “{_shown(value)}”, and should be {kinds}", number)
    return ArticleKind(value)


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"
