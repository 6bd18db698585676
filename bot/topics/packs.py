"""Topic packs: what an operator writes by hand about a topic, and its shape as plain data for the database.

    name = "Nagorno-Karabakh"
    description = "The region and the conflict over it."
    from = 1988-02-20                        # news of earlier days is not about it; `until` ends it likewise
    together = [["armenia", "azerbaijan"]]   # each row: groups that must all be named

    [names]                                  # what it is called where people are told in another language
    pl = "Górski Karabach"

    [descriptions]                           # what it is about, likewise
    pl = "Region i konflikt o niego."

    [aliases]                                # each alone is enough
    en = ["Nagorno-Karabakh", "Stepanakert"]
    pl = ["Górsk* Karabach*"]                # a word that ends in * matches with any ending

    [excluded]                               # contain an alias and mean something else
    az = ["Qarabağ FK"]

    [groups.armenia]
    en = ["Armenia*"]

    [groups.azerbaijan]
    en = ["Azerbaijan*", "=Baku"]            # a word that begins with = is found as it is written

A topic is called after its file unless it says `id = "…"`. Languages are two letters; names match in texts
of every language, so that a foreign name is found too: mind that a stem such as "star*" fits words elsewhere.
What a word of an alias may ask for is told in `bot.topics.aliases`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from stat import S_ISREG
from typing import Self, TypeGuard, cast

from bot.errors import BadValueError, SeedError
from bot.model import TOPIC_ID, Alias, Topic
from bot.text.language_codes import COUNTRY_TAKEN_FOR_LANGUAGE, LANGUAGE_CODES
from bot.text.words import folded_words
from bot.topics.aliases import alias_words

_KEYS = (
    "id",
    "name",
    "description",
    "from",
    "until",
    "names",
    "descriptions",
    "together",
    "aliases",
    "excluded",
    "groups",
)
_LARGEST = 1_000_000  # bytes
JOINERS = "\u200c\u200d"
"""What nobody sees and words of Persian, and composed emoji, are spelt with."""
_NO_JOINERS = str.maketrans("", "", JOINERS)
_LONGEST_NAME = 100  # of a choice that Discord offers while a person types
_LONGEST_DESCRIPTION = 300
_TOML_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")

_Group = tuple[Alias, ...]


class _BadPartError(BadValueError):
    """A definition nobody can follow, in a form or in a file.

    Attributes:
        part: What it says in the file there, to find the line.
        table: Below which heading.
    """

    part: str = ""
    table: str = ""

    def at(self, part: str, *, table: str = "") -> Self:
        """The same, and where it stands."""
        self.part, self.table = part, table
        return self


class _BadShapeError(_BadPartError):
    """A file that has another shape than a form's, so that only whoever writes it reads this."""


def read_pack(path: Path) -> Topic:
    """The topic that a TOML file defines, called after the file unless it says otherwise.

    Raises:
        SeedError: It cannot be read or followed; names the line if one is to blame.
    """
    try:
        stat = path.stat()
        if not S_ISREG(stat.st_mode):  # a pipe would be waited for
            raise SeedError(path, "is no file")
        if stat.st_size > _LARGEST:
            raise SeedError(path, f"has more than {_LARGEST // 1000} kB, too much for a topic")
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
        return topic_from_mapping(tomllib.loads(text), default_id=path.stem)
    except OSError as error:
        raise SeedError(path, f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SeedError(path, "is not UTF-8; save it in that encoding", line=line) from error
    except RecursionError as error:
        raise SeedError(path, "has brackets within brackets a thousand times over") from error
    except tomllib.TOMLDecodeError as error:
        raise SeedError(path, _TOML_LINE.sub("", str(error)), line=_toml_line(error, text)) from error
    except _BadPartError as error:
        raise SeedError(path, str(error), line=_line_of(error, text)) from error


def read_packs(folder: Path) -> tuple[tuple[Topic, ...], tuple[SeedError, ...]]:
    """Every pack directly in a folder in order of file names, and why each of the others was left out."""
    topics: dict[str, Topic] = {}
    files: dict[str, str] = {}
    errors = []
    for path in sorted(folder.glob("*.toml")):
        try:
            topic = read_pack(path)
        except SeedError as error:
            errors.append(error)
            continue
        if topic.id in topics:
            errors.append(SeedError(path, f"the topic “{topic.id}” is already defined in {files[topic.id]}"))
            continue
        topics[topic.id] = topic
        files[topic.id] = path.name
    return tuple(topics.values()), tuple(errors)


def topic_from_mapping(mapping: Mapping[str, object], *, default_id: str | None = None) -> Topic:
    """The topic that plain data of a pack's shape defines.

    Raises:
        BadValueError: What is wrong with it.
    """
    for key in mapping:
        if key not in _KEYS:
            raise _BadShapeError(f"unknown key “{key}”; a topic has {', '.join(_KEYS)}").at(key)
    identity = _text(mapping, "id", default_id)
    if not identity or not TOPIC_ID.fullmatch(identity):
        shape = "must be lower-case words joined by hyphens, of the letters a to z"
        if "id" in mapping or not default_id:
            raise _BadShapeError(f"the id “{identity or ''}” {shape}").at(identity or "")
        raise _BadShapeError(f"the id “{identity}” {shape}; it is the name of the file or table, where no “id” is set")
    name = _text(mapping, "name")
    if not _is_line(name, _LONGEST_NAME):
        raise _BadPartError("“name” must be one line of 1 to {most} characters", most=_LONGEST_NAME).at("name")
    aliases = _by_language(mapping.get("aliases", {}), "aliases")
    together = _together(mapping)
    if not aliases and not together:
        raise _BadShapeError("it has neither aliases nor groups that stand together, so nothing could match it")
    told_from, told_until = _day(mapping, "from"), _day(mapping, "until")
    if told_from and told_until and told_until < told_from:
        raise _BadPartError("it ends (“until”) before it begins (“from”)").at("until")
    return Topic(
        id=identity,
        name=name,
        description=_text(mapping, "description") or "",
        aliases=aliases,
        together=together,
        excluded=_by_language(mapping.get("excluded", {}), "excluded"),
        told_from=told_from,
        told_until=told_until,
        names=_lines(mapping, "names", "a name", _LONGEST_NAME),
        descriptions=_lines(mapping, "descriptions", "a description", _LONGEST_DESCRIPTION),
    )


def topic_to_mapping(topic: Topic) -> dict[str, object]:
    """Plain data, fit for TOML or JSON, from which `topic_from_mapping` makes the same topic.

    Aliases are gathered by language; each group is called after its first alias.
    """
    groups = _named(group for combination in topic.together for group in combination)
    names = {group: name for name, group in groups.items()}
    mapping: dict[str, object] = {
        "id": topic.id,
        "name": topic.name,
        "description": topic.description,
        "from": topic.told_from and topic.told_from.isoformat(),
        "until": topic.told_until and topic.told_until.isoformat(),
        "names": dict(topic.names),
        "descriptions": dict(topic.descriptions),
        "together": [[names[group] for group in combination] for combination in topic.together],
        "aliases": _patterns(topic.aliases),
        "excluded": _patterns(topic.excluded),
        "groups": {name: _patterns(group) for name, group in groups.items()},
    }
    return {key: value for key, value in mapping.items() if value}


def _text(mapping: Mapping[str, object], key: str, default: str | None = None) -> str | None:
    value = mapping.get(key, default)
    if value is not None and not isinstance(value, str):
        raise _BadShapeError(f"“{key}” must be text in quotes").at(key)
    return value.strip() if value else value


def _is_line(text: object, longest: int) -> TypeGuard[str]:
    return isinstance(text, str) and 0 < len(text) <= longest and text.translate(_NO_JOINERS).isprintable()


def _lines(mapping: Mapping[str, object], where: str, what: str, longest: int) -> tuple[tuple[str, str], ...]:
    """What stands in one line for each language."""
    table = mapping.get(where, {})
    if not isinstance(table, Mapping):
        raise _BadShapeError(f"“{where}” must be a table with {what} for each language").at(where)
    lines = []
    for language in table:
        if language not in LANGUAGE_CODES:
            raise _unknown_language(language).at(language, table=where)
        line = _text(table, language)
        if not _is_line(line, longest):
            reason = f"“{language}” in {where} must be one line of 1 to {longest} characters"
            raise _BadShapeError(reason).at(language, table=where)
        lines.append((language, line))
    return tuple(lines)


def _day(mapping: Mapping[str, object], key: str) -> date | None:
    """A day, as TOML or as ISO 8601 writes it."""
    value = mapping.get(key)
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError as error:
        raise _BadPartError("“{key}” must be a day, as in {key} = 2020-09-27", key=key).at(key) from error


def _by_language(table: object, where: str) -> _Group:
    if not isinstance(table, Mapping):
        raise _BadShapeError(f"“{where}” must be a table with a list of names for each language").at(where)
    return tuple(Alias(pattern, language) for language in table for pattern in _language(table, language, where))


def _language(table: Mapping[str, object], language: str, where: str) -> Iterator[str]:
    if language not in LANGUAGE_CODES:
        raise _unknown_language(language).at(language, table=where)
    patterns = table[language]
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
        reason = f"“{language}” in {where} must be a list of names in quotes"
        raise _BadShapeError(reason).at(language, table=where)
    for pattern in cast("list[str]", patterns):
        try:
            alias_words(pattern)
        except BadValueError as error:
            raise _BadShapeError(f"{error} ({where}, {language})").at(f'"{pattern}"', table=where) from error
        yield pattern


def _unknown_language(language: str) -> _BadPartError:
    if meant := COUNTRY_TAKEN_FOR_LANGUAGE.get(language):
        return _BadPartError("“{language}” is no language; did you mean “{meant}”?", language=language, meant=meant)
    return _BadPartError("“{language}” is no language; write two letters, such as en or pl", language=language)


def _together(mapping: Mapping[str, object]) -> tuple[tuple[_Group, ...], ...]:
    tables = mapping.get("groups", {})
    rows = mapping.get("together", [])
    if not isinstance(tables, Mapping):
        raise _BadShapeError("“groups” must be tables such as [groups.armenia]").at("groups")
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        raise _BadShapeError("“together” must be a list of lists, each of two or more names of groups").at("together")
    groups = {name: _by_language(table, f"groups.{name}") for name, table in tables.items()}
    for name, group in groups.items():
        if not group:
            raise _BadShapeError(f"the group “{name}” is empty").at(f"groups.{name}")
        if not any(name in row for row in rows):
            raise _BadShapeError(f"the group “{name}” stands in no row of “together”").at(f"groups.{name}")
    for name in (name for row in rows for name in row):
        if name not in groups:
            reason = f"“together” names the group “{name}”, and there is no [groups.{name}]"
            raise _BadShapeError(reason).at("together")
    return tuple(tuple(groups[name] for name in row) for row in rows)


def _is_row(row: object) -> bool:
    return isinstance(row, list) and len(row) > 1 and all(isinstance(name, str) for name in row)


def _patterns(aliases: Sequence[Alias]) -> dict[str, list[str]]:
    patterns: dict[str, list[str]] = {}
    for alias in aliases:
        patterns.setdefault(alias.language, []).append(alias.pattern)
    return patterns


def _named(groups: Iterator[_Group]) -> dict[str, _Group]:
    named: dict[str, _Group] = {}
    for group in dict.fromkeys(groups):
        base = name = "-".join(folded_words(group[0].pattern)) if group else ""
        number = 1
        while name in named:
            number += 1
            name = f"{base}-{number}"
        named[name] = group
    return named


def _toml_line(error: tomllib.TOMLDecodeError, text: str) -> int:
    found = _TOML_LINE.search(str(error))
    return int(found[1]) if found and found[1] else text.count("\n") + 1


def _line_of(error: _BadPartError, text: str) -> int | None:
    """The first line below the table's heading that holds the part as a whole; None where it was never written so."""
    if not error.part:
        return None
    heading, part = _whole(f"[{error.table}]"), _whole(error.part)
    lines = list(enumerate(text.splitlines(), 1))
    first = next((number for number, line in lines if heading.search(line)), 1)
    return next((number for number, line in lines[first - 1 :] if part.search(line)), None)


def _whole(part: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(part)}(?![\w-])")
