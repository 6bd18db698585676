"""Every way in which a briefing is written down."""

from __future__ import annotations

import io
from collections.abc import Callable

from rich.console import Console

from bot.commands.reading import Format
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.discord.views_sources import sources_views
from bot.delivery.document_html import briefing_html
from bot.delivery.document_json import briefing_json
from bot.delivery.terminal import print_briefing
from bot.model import Briefing
from tests.delivery.discord.inert import components_of, texts


def in_terminal(briefing: Briefing) -> str:
    out = io.StringIO()
    print_briefing(Console(file=out, width=200), briefing, zone="UTC")
    return out.getvalue()


def in_discord(briefing: Briefing) -> str:
    return "\n".join(
        t for card in (*briefing_views(briefing), *sources_views(briefing)) for t in texts(components_of(card))
    )


RENDERINGS: dict[str, Callable[[Briefing], str]] = {
    "discord": in_discord,
    Format.TEXT: in_terminal,
    Format.JSON: briefing_json,
    Format.HTML: lambda briefing: briefing_html(briefing, zone="UTC"),
}
"""All of them, by their names; what holds of one is tried with each."""
