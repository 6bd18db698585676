"""Text from outside: what is written to break things, and what publishers really write."""

from __future__ import annotations

import html
import json
import re
from functools import cache

from hypothesis import strategies as st

from tests.shared import shared

HOSTILE = (
    "@everyone look",
    "@here and @Everyone",
    "<@123456789012345678> <@!1> <@&2> <#3>",
    "</brief:123456789012345678>",
    "<t:1936411200:R>",
    "<:smile:123> <a:dance:456> :fire: :+1:",
    "<id:customize>",
    "# Heading",
    "-# small print",
    "> quoted",
    ">>> all of it",
    "- one",
    "* one",
    "+ one",
    "1. one",
    "2031. gadā",
    "**bold** *it* _it_ __under__ ~~gone~~ ||secret||",
    "`code` ```py\nprint()\n```",
    "[BBC News](https://evil.example/)",
    "[x](<https://evil.example/>) ![x](https://evil.example/x.png)",
    "see https://evil.example/a?b=c and http://evil.example",
    "<https://evil.example/>",
    "join discord.gg/abc or discord.com/invite/abc",
    "write to <somebody@evil.example> or mailto:a@evil.example",
    "ends with a backslash \\",
    "\\*already\\* escaped \\",
    "¯\\_(ツ)_/¯",
    "line\nbreak\r\nand\u2028more\u2029end",
    "\u202eevil\u202c \u2066iso\u2069 \u200fmark",
    "nul\x00bell\x07esc\x1b[31mred\x1b[0m\x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "zero\u200bwidth\u2060joi\u200dner\ufeff",
    "Z̴̡̛͎͓̗̪̰͖̈́̓̋͊̇̆a̷̢l̸go",
    "half \ud83d pair",
    "[bold red]rich[/] [link=https://evil.example]x[/link]",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "&lt;b&gt; &amp;amp; &#x202e;",
    "مرحبا [1] بالعالم",
    "שלום **עולם**",
    "",
    " \u3164\u2800 ",
)

TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="\\*_~`|[]()<>#@&:/!.-+ 019aeht\n\u200b\u202e\u2068", max_size=40),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join),
)


@cache
def naughty_strings() -> tuple[str, ...]:
    """The big list of naughty strings, or the test skips."""
    found = json.loads(shared("data", "inputs", "blns", "blns.subset.json").read_text(encoding="utf-8"))
    vectors = json.loads(shared("data", "inputs", "discord-vectors", "discord.js-escapers.json").read_text("utf-8"))
    return (*found, *(case["in"] for case in vectors["cases"]))


@cache
def real_titles() -> tuple[str, ...]:
    """Titles as publishers write them, each once, from the replay and the collected feeds; or the test skips."""
    titles: dict[str, None] = {}
    for path in sorted(shared("data", "replay").rglob("*_entries.json")):
        titles |= dict.fromkeys(str(entry.get("title") or "") for entry in json.loads(path.read_text("utf-8")))
    feeds = (path for kind in ("xml", "rss", "atom") for path in shared("data", "inputs").rglob(f"*.{kind}"))
    for path in sorted(feeds):
        for found in re.findall(r"<title[^>]*>(.*?)</title>", path.read_text("utf-8", "replace"), re.DOTALL):
            titles[html.unescape(found.replace("<![CDATA[", "").replace("]]>", ""))] = None
    return tuple(titles)
