"""The catalogues of the frame, `bot/delivery/locales/*.po`, and what one of them lacks."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

Text = str | tuple[str, str]
"""In English; what follows a number in its two forms."""


def catalogue(language: str) -> Catalog:
    """Every text with its translations."""
    with (files("bot.delivery") / "locales" / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def to_translate(language: str, texts: Iterable[tuple[str | None, Text]]) -> str:
    """Texts with their contexts as they are to be written into each catalogue, in the same order, for tests to say."""
    entries, written = Catalog(language), BytesIO()
    for context, text in sorted(texts, key=lambda each: (each[0] or "", each[1])):
        entries.add(text, context=context)
    write_po(written, entries, omit_header=True, width=0)
    return f"translate in bot/delivery/locales/{language}.po:\n\n{written.getvalue().decode()}"
