"""What can be asked for, with examples to copy: `/help` as a Discord message."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.delivery.discord.card import QUIET, Card
from bot.delivery.frame import tag
from bot.delivery.speech import Speech
from bot.model import StoryStatus

_SOME_TOPIC = "CSTO"
# In an example nothing can be escaped: only a name that does nothing stands there.
_PLAIN_NAME = re.compile(r"[^\W_](?:[^\W_]|[ .'’-]{1,2}(?=[^\W_])){0,59}")
_SEARCH = '/search words:"peace treaty" -draft source:bbc lang:en after:7d'


def help_view(topics: Sequence[str], speech: Speech, *, since: str) -> Card:
    """What a person can ask for.

    Args:
        topics: Names of some that they may ask about, for the examples.
        since: How they write the window since their last look.
    """
    about = f"topic:{next(filter(_PLAIN_NAME.fullmatch, topics), _SOME_TOPIC)}"
    new, updated, ongoing = (
        f"**{tag(status, speech)}**" for status in (StoryStatus.NEW, StoryStatus.UPDATED, StoryStatus.ONGOING)
    )
    return Card(
        [
            speech.say("### What you can ask for\n-# Copy a line, change it, send it."),
            _part(
                speech.say("**What is new on a topic**"),
                [f"/brief {about}", f"/brief {about} window:3d"],
                speech.say(
                    "`window:` takes 24h, 3d, 7d, a day such as 2026-05-01, or “{since}”. "
                    "`/topic list` shows the topics.",
                    since=since,
                ),
            ),
            _part(
                speech.say("**Every day, at your hour**"),
                [f"/subscribe {about} time:08:00 timezone:Yerevan", f"/subscribe {about} time:08:00 privately:True"],
                speech.say(
                    "The first posts in this channel (only those who manage the server may ask for it); the second "
                    "tells you alone. `/subscriptions` lists, changes and ends them."
                ),
            ),
            _part(
                speech.say("**Find it again, look closely**"),
                [_SEARCH, f"/timeline {about}"],
                speech.say(
                    "`/search` looks for all the words, in any language: `-word` leaves out, `OR` between two asks for "
                    "either; `source:`, `lang:`, `after:` and `before:` narrow it. `/timeline` tells the days that "
                    "mattered, `/story` how a story grew, `/why` why an article was told or left out."
                ),
            ),
            "\n".join(
                [
                    speech.say("**How to read a briefing**"),
                    speech.say("- {new}: not told here before, `/brief` aside", new=new),
                    speech.say(
                        "- {updated}: told here before; now there is more, or a figure has moved", updated=updated
                    ),
                    speech.say("- {ongoing}: told here before; reported on, with nothing new", ongoing=ongoing),
                    speech.say(
                        "- the number after a sentence leads to its article; *Sources* shows the original words"
                    ),
                ]
            ),
            speech.say(
                "-# Whoever manages a server: `/topic create`, `/feed add`, `/settings`, `/status`, `/correct`. "
                "`/about` tells how I fare."
            ),
        ],
        accent=QUIET,
    )


def _part(head: str, examples: Sequence[str], more: str) -> str:
    return "\n".join([head, *(f"`{example}`" for example in examples), f"-# {more}"])
