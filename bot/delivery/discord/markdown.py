r"""Discord's markup: foreign text that is shown as it is written, and the few marks of our own.

Discord takes a backslash before any ASCII sign for "show this sign"
(https://support.discord.com/hc/en-us/articles/210298617). Mentions, timestamps and emoji are found by
patterns over the raw text, by clients and by the server, some of which know no backslash; so each of
them gets one *inside* its pattern as well: `\<\@123\>`, `\<t\:0\>`.
"""

from __future__ import annotations

import re
from datetime import datetime

from bot.delivery.links import safe_url, shown_host
from bot.delivery.plain import is_right_to_left, one_line, shorten

_ALWAYS = re.compile(r"[\\*_~`|\[\]<>#]")
# A colon that something follows: addresses, :emoji:, <t:0>, <:name:1>, </command:1>.
_COLON = re.compile(r":(?=\S)")
# No backslash can stand inside of @everyone; discord.py's own `escape_mentions` breaks it the same way.
_EVERYONE = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_BROKEN_AT = "@\u200b"
_AT = re.compile("@(?=[^\\s\u200b])")
# Invitations are found without their scheme.
_INVITATION = re.compile(r"(?<=\.gg)/|(?<=\.com)/(?=invite)|(?<=\.new)/", re.IGNORECASE)
_LIST = re.compile(r"([-+]|\d+(?=[.)]))")
_LONGEST_LINK = 512
# A sentence's link counts as text; one that is longer than this stands in the sources only.
_LONGEST_INLINE_LINK = 320
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def escape(text: str, *, at_most: int | None = None) -> str:
    """One line that shows foreign text letter by letter and does nothing else, also at the start of a line.

    Args:
        text: As it came.
        at_most: Characters of it that are shown before "…"; the escaped text is up to twice as long.
    """
    line = one_line(text)
    line = shorten(line, at_most) if at_most is not None else line
    escaped = _ALWAYS.sub(r"\\\g<0>", line)
    escaped = _COLON.sub(r"\:", escaped)
    escaped = _INVITATION.sub(r"\/", escaped)
    escaped = _EVERYONE.sub(_BROKEN_AT, escaped)
    escaped = _AT.sub(r"\@", escaped)
    if found := _LIST.match(escaped):
        place = found.end() if found[0].isdigit() else 0
        escaped = f"{escaped[:place]}\\{escaped[place:]}"
    # Right-to-left words would carry the brackets of ours that follow them to their other side.
    return f"{_FIRST_STRONG_ISOLATE}{escaped}{_POP_ISOLATE}" if is_right_to_left(line) else escaped


def link(label: str, url: str | None) -> str:
    """A masked link with a label of our own, or the label alone where the address is no safe link.

    Never hand it foreign text: Discord shows the raw markup when a label holds an address or an emoji.
    """
    safe = safe_url(url)
    return f"[{label}]({safe})" if safe else label


def number_link(number: int, url: str | None) -> str:
    """The number of what is quoted, in brackets and as a link; alone where the address would take too much room."""
    return link(f"[{number}]", url if url and len(url) <= _LONGEST_INLINE_LINK else None)


def way_to(url: str | None) -> str:
    """The link under its true host's name; the host alone where the address is too long, nothing where it is none."""
    host = shown_host(url)
    if host is None:
        return ""
    safe = safe_url(url) or ""
    return link(escape(host), safe if len(safe) <= _LONGEST_LINK else None)


def moment(at: datetime, style: str) -> str:
    """A timestamp that each reader sees in their own zone: "f" date and time, "D" date, "t" time, "R" how long ago."""
    return f"<t:{int(at.timestamp())}:{style}>"
