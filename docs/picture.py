"""Draws `docs/briefing.png`: what /brief answers on the repository's own seeds, at the width of a phone.

    python -m docs.picture            (or `make picture`)

The bot is the real one, Discord is simcord's, and the day is that of the news article among the seeds.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from functools import partialmethod
from pathlib import Path
from typing import Any

import simcord
from playwright.async_api import BrowserType

from bot.app import create_bot
from bot.config import Settings

HERE = Path(__file__).parent
TOPIC = "csto"
EVENING = datetime(2024, 2, 23, 18, tzinfo=UTC)
PHONE_WIDTH, HIGHEST = 430, 2400
"""Pixels; the picture is as high as the message."""


def main() -> None:
    """Draw the picture, or say what is missing."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("Drawing needs Chromium, which is not installed (Debian: apt install chromium).")
    use_installed(browser)
    path = HERE / "briefing.png"
    asyncio.run(draw(path))
    sys.stdout.write(f"{path}\n")


def use_installed(browser: str) -> None:
    """Make Playwright start this browser, where simcord would have it start one that Playwright downloaded."""
    launch: Any = partialmethod(
        BrowserType.launch,
        executable_path=browser,
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    )
    BrowserType.launch = launch  # type: ignore[method-assign]  # simcord has no setting for it


def _no_feeds(folder: Path) -> Path:
    path = folder / "none.opml"
    path.write_text('<opml version="2.0"><head/><body/></opml>', encoding="utf-8")
    return path


async def draw(path: Path) -> None:
    """Ask /brief as a member does, and take a picture of the answer."""
    with tempfile.TemporaryDirectory() as folder:
        values: dict[str, Any] = {
            "data_dir": folder,
            "seeds_dir": HERE.parent / "seeds",
            "feeds_file": _no_feeds(Path(folder)),
            "tick_seconds": 60,  # simcord settles while a tick is more than five seconds away
        }
        bot = create_bot(Settings(**values), clock=lambda: EVENING)
        async with simcord.run(bot, shard_count=1) as env:
            env.backend.clock._epoch = EVENING  # simcord's own begins in 2026, and nothing sets it
            env.backend.bot_user.name = "Briefbot"
            guild = env.create_guild("South Caucasus Watch")
            channel = guild.create_text_channel("briefings")
            member = guild.add_member(env.create_user("ani"))
            answer = (await member.slash(channel, "brief", topic=TOPIC)).response
            if answer is None:
                raise RuntimeError("/brief was not answered")
            # What takes the place of "is thinking" is no edited message in Discord; in simcord it is.
            env.backend.get_message(channel.id, answer.id).edited_timestamp = None
            shown = env.preview(channel, viewers=[member], width=PHONE_WIDTH, height=HIGHEST, presentation_time=EVENING)
            async with shown as preview:
                await preview.screenshot(path, target=answer)
            await bot.close()


if __name__ == "__main__":
    main()
