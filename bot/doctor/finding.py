"""What one look found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How grave it is."""

    GOOD = "good"
    NOTE = "note"
    """It works; whoever runs it should know."""
    BAD = "bad"
    """Something will not work."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line.

    Attributes:
        about: What was looked at: "disk space".
        sentence: What was found.
        remedy: What to do; empty where nothing is to be done.
    """

    state: State
    about: str
    sentence: str
    remedy: str = ""


def good(about: str, sentence: str) -> Finding:
    """As it must be."""
    return Finding(State.GOOD, about, sentence)


def note(about: str, sentence: str, remedy: str = "") -> Finding:
    """Good to know."""
    return Finding(State.NOTE, about, sentence, remedy)


def bad(about: str, sentence: str, remedy: str) -> Finding:
    """To be mended."""
    return Finding(State.BAD, about, sentence, remedy)
