"""What it means that Discord refuses: its codes in words for members, its errors as outcomes of a delivery.

https://discord.com/developers/docs/topics/opcodes-and-status-codes
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import discord

from bot.delivery.outcome import Gone, Outcome, Refused, Sent, TryLater
from bot.errors import Phrase

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
PUBLISHED_BEFORE = 40033
FORUM_TAKES_POSTS = 40058
NO_MESSAGES = 50008
MISSING_PERMISSIONS = 50013
CLOSED = ARCHIVED, LOCKED = 50083, 160005
"""What only a moderator opens again."""

GONE = {
    UNKNOWN_CHANNEL: Phrase("The channel has been deleted."),
    40066: Phrase("The forum asks for a tag and has none that everybody may set; add one."),
    40067: Phrase("The forum asks for a tag and has none that everybody may set; add one."),
    50001: Phrase("Briefbot cannot see the channel any more; it needs the permission View Channel."),
    50007: Phrase("Direct messages from Briefbot are closed."),
    NO_MESSAGES: Phrase("Nothing can be posted in a channel of this kind."),
    MISSING_PERMISSIONS: Phrase(
        "Briefbot may not write in the channel; it needs Send Messages, in a thread Send Messages in Threads."
    ),
    ARCHIVED: Phrase("The thread is archived."),
    50278: Phrase("Briefbot shares no server with this member any more."),
    LOCKED: Phrase("The thread is locked."),
}
"""What is said of the channel, or of whoever is written to: why nothing will get there until somebody changes that."""

_PASSES = frozenset({40004, 40006, 40333, 110001, 130000, 160006})
"""What Discord has switched off or is short of for a while, Cloudflare in its name, and too many open threads."""
_LONGEST_PAUSE = timedelta(hours=1)


def outcome_of(error: discord.HTTPException) -> Outcome:
    """What comes of a request that Discord has refused."""
    said = str(error).replace("\n", "; ")
    if error.code == UNKNOWN_MESSAGE:
        return Sent(())  # the nonce of a message that somebody has deleted meanwhile
    if error.code in GONE:
        return Gone(GONE[error.code])
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return TryLater(Phrase("Discord asks for a pause"), pause_of(error.response.headers.get("Retry-After")))
    says_another = not error.code  # a proxy, or Cloudflare: what Discord refuses it gives a code
    has_trouble = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR or error.status == HTTPStatus.UNAUTHORIZED
    if has_trouble or says_another or error.code in _PASSES:
        return TryLater(Phrase("the answer was {said}", said=said))
    if error.status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        return Gone(Phrase("Discord says {said}", said=f"{said}."))
    return Refused(Phrase("Discord says {said}", said=said))


def pause_of(seconds: float | str | None) -> timedelta | None:
    """How long Discord asks to wait, an hour at most; None where it names no length of time."""
    try:
        return min(timedelta(seconds=float(seconds or 0)), _LONGEST_PAUSE)
    except (ValueError, OverflowError):  # a date, or nonsense: the usual pause will do
        return None
