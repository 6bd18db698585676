"""How a briefing is told: how much at once, and in which language its frame speaks."""

from __future__ import annotations

from typing import NamedTuple

from bot.delivery.speech import Speech, speech_in
from bot.model import Length


class Form(NamedTuple):
    """The form of a briefing, the same on all its pages.

    Attributes:
        language: Of the frame, two letters; what is quoted stays as it was published.
    """

    length: Length = Length.NORMAL
    language: str = "en"

    @property
    def speech(self) -> Speech:
        """The frame's words."""
        return speech_in(self.language)

    @property
    def code(self) -> str:
        """The form in three letters for a button's id ("sde"); empty for the usual one."""
        return "" if self == USUAL else f"{self.length.value[0]}{self.speech.locale}"


USUAL = Form()


def form_of(code: str | None) -> Form:
    """The form that a button's id names."""
    if not code:
        return USUAL
    return Form(next(length for length in Length if length.value[0] == code[0]), code[1:])
