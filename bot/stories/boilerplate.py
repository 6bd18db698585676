"""What pages say about themselves, in the words of consent walls, error pages and archives: it is no news."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.!?。])\s+|\n+")
_LEAST_LEFT = 0.1  # of a page; where nearly all of it is about the page itself, so is the rest
_PHRASES = (  # small letters
    "cookie", "javascript", "continue reading", "newsletter", "subscri", "sign up", "log in", "your browser",
    "privacy policy", "privacy notice", "wayback machine", "archive-it", "internet archive", "web archive",
    "web capture", "web collection", "crawl data", "crawls are", "archived pages", "archive pages",
    "archive the pages", "page you requested", "page not found", "page was not found", "pages that are referenced",
    "this collection", "not available right now", "try again later", "available when the video",
    "transcript could not", "your tweet", "tweet location", "tweet with a location", "third-party applications",
    "more from this", "all rights reserved", "datenschutz", "registrier", "çerez", "polityki prywatności",
)  # fmt: skip


def text_below(title: str, text: str, *, characters: int) -> str:
    """What a text begins with, without the title where it repeats it, and without what the page says about itself.

    Args:
        title: Empty where there is none.
        characters: How much of the text is looked at.
    """
    if title and text.startswith(title.rstrip(" .…")):
        text = text[len(title) :]
    text = text[:characters]
    if not _is_about_the_page(text):
        return text
    left = " ".join(part for part in _SENTENCE.split(text) if not _is_about_the_page(part))
    return left if len(left) > _LEAST_LEFT * len(text) else ""


def _is_about_the_page(text: str) -> bool:
    small = text.lower()
    return any(phrase in small for phrase in _PHRASES)
