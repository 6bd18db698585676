"""An independent reading of Discord's markup, for telling whether foreign text does anything.

Written from Discord's help pages and the patterns that its clients and libraries use, not from our escaping.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from bot.delivery.discord.card import Card
from bot.delivery.discord.limits import MOST_TEXT, length
from bot.delivery.speech import LOCALES, speech_in
from tests.wire import rules

# Found over the raw text, by the server and by clients that know no backslash.
_RAW = {
    "mention": re.compile(r"<@[!&]?\d+>|<#\d+>|<id:\w+>|@(everyone|here)", re.IGNORECASE),
    "command": re.compile(r"</[\w\- ]+:\d+>"),
    "emoji": re.compile(r"<a?:\w{2,32}:\d+>"),
    "timestamp": re.compile(r"<t:-?\d+(:[tTdDfFR])?>"),
    "address": re.compile(r"(https?|steam|discord|ftp)://\S|mailto:\S|<[^\s<>@]+@[^\s<>@]+\.\w+>", re.IGNORECASE),
    "invitation": re.compile(r"discord(app)?\.(gg|com/invite|new)/\S|dsc\.gg/\S", re.IGNORECASE),
    "emoji name": re.compile(r"(?<!\\):\w{2,32}:"),
}
# Found after "show this sign" has been obeyed.
_MARKS = re.compile(r"[*_~`|<>\[\]\\]")
_AT_LINE_START = re.compile(r"^\s*(#{1,3}\s|-#|[-+*]\s|\d+[.)]\s|>)", re.MULTILINE)
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_OURS_INVISIBLE = {"\u2068", "\u2069", "\u200b"}  # around right-to-left words; inside @everyone
_MAY_BE_INVISIBLE = _OURS_INVISIBLE | {"\u200c", "\u200d"}  # joiners spell words
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"


def active(text: str) -> list[str]:
    """What Discord would do with foreign text besides showing it; empty for inert text."""
    found = [f"{name}: {match[0]!r}" for name, pattern in _RAW.items() for match in pattern.finditer(text)]
    obeyed = _ESCAPE.sub("\ue000", text)
    found += [f"mark {match[0]!r} at {match.start()}" for match in _MARKS.finditer(obeyed)]
    found += [f"line start {match[0]!r}" for match in _AT_LINE_START.finditer(obeyed)]
    return found + invisible(text)


def invisible(text: str) -> list[str]:
    """Controls, line ends, half surrogates and direction marks that are not ours and balanced."""
    found = [
        f"invisible {char!r}"
        for char in text
        if char in _BLANK
        or (unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in _MAY_BE_INVISIBLE)
    ]
    if text.count("\u2068") != text.count("\u2069"):
        found.append("an isolate that is not closed")
    return found


def shown(text: str) -> str:
    """The letters that a reader sees of inert text."""
    return _ESCAPE.sub(r"\1", text).translate({ord(char): None for char in _OURS_INVISIBLE})


_TAGS = {
    speech_in(locale).say(tag) for locale in LOCALES for tag in ("NEW", "UPDATED", "ONGOING", "EARLIER", "BACKGROUND")
}

# Our own frame, which is taken away before the rest is held to be inert.
_LINK = re.compile(r"\[(\[\d+\]|[a-z0-9._…-]+(?:\\:\d+)?|(?:\\_|[a-z0-9.…-])+)\]\((https?://[^\s()<>\[\]\\\"']+)\)")
_FRAME = [
    (re.compile(r"<t:\d+:[tTdDfFR]>"), ""),
    (re.compile(r"<#\d+>"), ""),
    (re.compile(r"^(?:### |## |-# |- |> )", re.MULTILINE), ""),
    (re.compile(rf"`(?:{'|'.join(_TAGS)}|(?:/|briefbot )[a-z]+(?: [a-z-]+)?)`"), ""),
    (re.compile(r"(?<!\\)\*\*((?:\\.|[^*\\])*)\*\*"), r"\1"),
    (re.compile(r" \*\([^\W\d_]+\)\*"), ""),
    (re.compile(r"(?<!\\)\[\d+\]"), ""),
    (re.compile(r"^\*Sources\*| \*Sources\*"), ""),
]


def texts(components: list[dict[str, Any]]) -> Iterator[str]:
    """The content of every text display, nested ones too."""
    for component in components:
        if component["type"] == 10:
            yield component["content"]
        yield from texts(component.get("components", []))


def links(components: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Every masked link as (label, address)."""
    return [(match[1], match[2]) for text in texts(components) for match in _LINK.finditer(text)]


def foreign_activity(components: list[dict[str, Any]]) -> list[str]:
    """What anything but our own frame would do in these texts."""
    return [
        f"{activity} in {line!r}"
        for text in texts(components)
        for line in _unframed(text).split("\n")
        for activity in active(line)
    ]


def shown_lines(components: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Every line as it is sent, and the letters that a reader sees of it without our own frame."""
    return [(line, shown(_unframed(line))) for text in texts(components) for line in text.split("\n")]


def labels(components: list[dict[str, Any]]) -> list[str]:
    """What stands on buttons and in lists to pick from, which knows no markup."""
    nested = [label for each in components for label in labels(each.get("components", []))]
    own = [each["label"] for each in components if each["type"] == 2]
    return own + nested + [choice["label"] for each in components for choice in each.get("options", [])]


def _unframed(text: str) -> str:
    bare = _LINK.sub("", text)
    for pattern, kept in _FRAME:
        bare = pattern.sub(kept, bare)
    return bare


def components_of(card: Card) -> list[dict[str, Any]]:
    """A card as it goes over the wire."""
    components: list[dict[str, Any]] = card.to_components()  # type: ignore[no-untyped-call]
    assert sum(map(length, texts(components))) <= MOST_TEXT  # also where Discord's own description is not at hand
    return components


def content(*cards: Card) -> str:
    """What cards say, which Discord takes and in which nothing foreign acts."""
    said: list[str] = []
    for card in cards:
        components = components_of(card)
        assert rules.check("POST", "/channels/1/messages", payload(components)) == []
        assert foreign_activity(components) == []
        said += texts(components)
    return "\n".join(said)


def buttons(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every button, nested ones too."""
    nested = [button for each in components for button in buttons(each.get("components", []))]
    return [each for each in components if each["type"] == 2] + nested


def payload(components: list[dict[str, Any]]) -> dict[str, Any]:
    """The body with which a card is sent."""
    return {"components": components, "flags": 1 << 15, "allowed_mentions": {"parse": []}}
