"""What Discord allows in one message of Components V2.

https://discord.com/developers/docs/components/reference; the total of text is enforced and only mentioned in
discord.py's `LayoutView.content_length`. That there are no more than 40 components discord.py sees to itself.
"""

from __future__ import annotations

MOST_TEXT = 4_000
"""Characters of all text displays of one message together."""
LONGEST_LABEL = 80
"""Characters on a button."""
LONGEST_CHOICE, MOST_CHOICES = 100, 25
"""Characters of a choice in a list to pick from, and choices in it."""


def length(text: str) -> int:
    """Characters as the strictest reader counts them: an emoji beyond the first plane is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
