"""What languages are called."""

from __future__ import annotations

from babel import Locale


def language_name(code: str, locale: str = "en") -> str:
    """The name of a language by its two letters, in the language `locale`; the letters where it has none."""
    name: str = Locale(locale).languages.get(code, code)
    return name
