"""A file of settings with some of them changed and all else as it stands: comments, order, other settings."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Container, Mapping, Sequence
from typing import Any


def settings_text(values: Mapping[str, object]) -> str:
    """These settings as they stand in a file, a line each."""
    return "".join(f"{_line(name, value)}\n" for name, value in values.items())


def with_settings(text: str, values: Mapping[str, object], *, among: Container[str]) -> str | None:
    """The file with these settings, and with no other of those that they are `among`.

    What has its value already stays as it is written. A new one stands behind the comment that shows it, as in
    config.example.toml, else behind the settings that are there.

    Returns:
        None where that would not say what is meant: the file is written otherwise than in lines of settings.
    """
    wanted: dict[str, Any] = tomllib.loads(settings_text(values))
    lines = text.removesuffix("\n").split("\n") if text else []
    missing, at = dict(wanted), 0
    kept: list[str] = []
    while at < len(lines) and not lines[at].lstrip().startswith("["):  # a table, to which all below belongs
        end, said = _statement(lines, at)
        written, value = next(iter(said.items()), ("", None))
        name = written.lower()
        if name not in among or value == missing.get(name):
            kept += lines[at:end]
        elif name in missing:
            kept.append(_line(written, missing[name]))
        missing.pop(name, None)
        at = end
    for name, value in missing.items():
        kept.insert(_place(kept, name), _line(name, value))
    changed = "".join(f"{line}\n" for line in kept + lines[at:])
    others = {name: value for name, value in _lowered(tomllib.loads(text)).items() if name not in among}
    return changed if _lowered(_said(changed) or {}) == others | wanted else None


def _lowered(said: Mapping[str, Any]) -> dict[str, Any]:
    """By names in lower case, as pydantic-settings reads them."""
    return {name.lower(): value for name, value in said.items()}


def _statement(lines: Sequence[str], at: int) -> tuple[int, dict[str, Any]]:
    """Where a statement ends that begins in this line, and what it says: nothing if it is a comment."""
    ends = range(at + 1, len(lines) + 1)
    found = ((end, said) for end in ends if (said := _said("\n".join(lines[at:end]))) is not None)
    return next(found, (len(lines), {}))


def _said(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _place(lines: Sequence[str], name: str) -> int:
    """Before which of these lines a new setting stands."""
    shown = re.compile(rf"#\s*{name}\s*=")
    behind = [number for number, line in enumerate(lines, 1) if shown.match(line)]
    behind = behind or [number for number, line in enumerate(lines, 1) if line.partition("#")[0].strip()]
    return behind[-1] if behind else len(lines)


def _line(name: str, value: object) -> str:
    # JSON's strings and lists are TOML's too (toml.io, "Basic strings").
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"
