"""What stands in a tag of HTML. Pure, and linear on hostile input."""

from __future__ import annotations

import html
import re

_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")


def attributes(tag: str) -> dict[str, str]:
    """The attributes by their names in lower case, entities resolved; of two of one name the last."""
    found = _ATTRIBUTE.findall(tag)
    return {name.lower(): html.unescape(double or single or bare).strip() for name, double, single, bare in found}
