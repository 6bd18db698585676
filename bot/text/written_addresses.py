"""The web addresses in what people write, as chats make links of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

# "](" parts the label of a masked link from its address, "||" begins and ends what is hidden.
_ADDRESS = re.compile(r"https?://(?:(?!\]\(|\|\|)[^\s<>\"`\\])+", re.IGNORECASE)
# What ends a sentence or Discord's markup rather than an address.
_TRAILING = ".,:;!?'*~…»”’"
_PAIRS = {")": "(", "]": "["}


def addresses_in(text: str) -> Iterator[str]:
    """Each address, in the order of the text; one that stands twice comes twice."""
    for found in _ADDRESS.finditer(text):
        yield _without_end(found[0])


def _without_end(address: str) -> str:
    """Brackets belong to an address in pairs: "(see https://a.example/b_(c))" ends with the first of the two."""
    depth: dict[str, int] = {"(": 0, "[": 0}
    for place, char in enumerate(address):
        if char in depth:
            depth[char] += 1
        elif char in _PAIRS:
            depth[_PAIRS[char]] -= 1
            if depth[_PAIRS[char]] < 0:
                address = address[:place]
                break
    return address.rstrip(_TRAILING)
