"""Draws the README's picture, `docs/briefing.png`, and every kind of message, `docs/messages.png`, as on a phone.

    python -m docs.picture            (or `make picture`)

The bot is the real one, Discord is simcord's, and the day is that of the news article among the seeds.
"""

from __future__ import annotations

import asyncio
import io
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partialmethod
from pathlib import Path
from typing import Any

import discord
import simcord
from PIL import Image
from playwright.async_api import BrowserType

from bot.config import Settings
from bot.delivery.send import DiscordSender
from bot.pipeline.receipt import Receipts
from bot.process import create_bot
from bot.schedule import next_sends
from bot.storage import FeedUpdate, Storage

HERE = Path(__file__).parent
TOPIC = "csto"
EVENING = datetime(2024, 2, 23, 18, tzinfo=UTC)
PHONE_WIDTH, HIGHEST = 430, 2400
"""Pixels; the picture is as high as the message."""
COLUMNS, GAP = 4, 10

Ask = tuple[str, dict[str, Any]]
ASKED: tuple[Ask, ...] = (
    ("brief", {"topic": TOPIC}),
    ("brief", {"topic": TOPIC, "length": "short"}),
    ("brief", {"topic": "cstoo"}),
    ("sources", {}),
    ("story", {"story": TOPIC}),
    ("why", {"article": "armenia csto"}),
    ("search", {"words": TOPIC}),
    ("topics", {}),
    ("topic test", {"topic": TOPIC}),
    ("subscribe", {"topic": TOPIC, "timezone": "yerevan", "language": "hy"}),
    ("subscriptions list", {}),
    ("status", {}),
    ("about", {}),
    ("settings", {"language": "de"}),
    ("brief", {"topic": TOPIC}),
)
"""What a manager asks one after the other; the first is the README's picture."""
LINK = "https://news.example/armenia-csto"
"""Of the news article, which has none among the seeds."""
PRESSED = ("Stories", "Feedback")
"""Buttons below the first answer."""


def main() -> None:
    """Draw the picture, or say what is missing."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("Drawing needs Chromium, which is not installed (Debian: apt install chromium).")
    use_installed(browser)
    pictures = asyncio.run(draw())
    for name, picture in (("briefing.png", pictures[0]), ("messages.png", beside_each_other(pictures))):
        picture.save(HERE / name, optimize=True)
        sys.stdout.write(f"{HERE / name}\n")


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


def _seeds_with_a_link(folder: Path) -> Path:
    seeds = folder / "seeds"
    shutil.copytree(HERE.parent / "seeds", seeds)
    for path in (seeds / "articles").glob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("---\n", f"---\nurl: {LINK}\n", 1), encoding="utf-8")
    return seeds


def beside_each_other(pictures: Sequence[Image.Image]) -> Image.Image:
    """All of them in columns, each in the one that is the shortest so far."""
    heights = [0] * COLUMNS
    places = []
    for picture in pictures:
        column = heights.index(min(heights))
        places.append((column * (PHONE_WIDTH + GAP), heights[column]))
        heights[column] += picture.height + GAP
    sheet = Image.new("RGB", (COLUMNS * (PHONE_WIDTH + GAP) - GAP, max(heights) - GAP), "#28282d")
    for picture, place in zip(pictures, places, strict=True):
        sheet.paste(picture, place)
    return sheet.quantize(64)  # a fifth of the size, and nothing to be seen of it


async def draw() -> list[Image.Image]:
    """Ask as a manager does, and take a picture of each answer."""
    with tempfile.TemporaryDirectory() as folder, Storage.open(f"sqlite:///{folder}/briefbot.sqlite3") as storage:
        values: dict[str, Any] = {
            "data_dir": folder,
            "seeds_dir": _seeds_with_a_link(Path(folder)),
            "feeds_file": _no_feeds(Path(folder)),
            "tick_seconds": 60,  # simcord settles while a tick is more than five seconds away
        }
        bot = create_bot(Settings(**values), clock=lambda: EVENING, storage=storage)
        async with simcord.run(bot, shard_count=1) as env:
            env.backend.clock._epoch = EVENING  # simcord's own begins in 2026, and nothing sets it
            env.backend.bot_user.name = "Briefbot"
            guild = env.create_guild("South Caucasus Watch")
            channel = guild.create_text_channel("briefings")
            managers = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
            member = guild.add_member(env.create_user("ani"), roles=[managers])
            results = [await member.slash(channel, command, **options) for command, options in ASKED]
            first = results[0].response
            if first is None:
                raise RuntimeError("/brief was not answered")
            results += [await member.click(first, label=label) for label in PRESSED]
            linking = await member.send(channel, f"What do we make of this? {LINK}")
            results.append(await member.context_menu(channel, "Summarise the links here", linking))
            answers = [result.response or result.followups[0] for result in results]
            await tell_day(storage, bot, channel.id)
            if channel.last_message:
                answers.append(channel.last_message)
            shown = env.preview(channel, viewers=[member], width=PHONE_WIDTH, height=HIGHEST, presentation_time=EVENING)
            async with shown as preview:
                pictures = []
                for answer in answers:
                    # What takes the place of "is thinking" is no edited message in Discord; in simcord it is.
                    env.backend.get_message(channel.id, answer.id).edited_timestamp = None
                    capture = await preview.screenshot(target=answer)
                    pictures.append(Image.open(io.BytesIO(capture.png or b"")).convert("RGB"))
            await bot.close()
            return pictures


async def tell_day(storage: Storage, bot: discord.Client, channel_id: int) -> None:
    """The day's receipt, as an operator's channel gets it where a feed does not answer."""
    url, hour = "https://news.example/feed", timedelta(hours=1)
    storage.add_feed(url, "The Example Times", now=EVENING - 72 * hour)
    for _ in range(96):
        storage.record_fetches([FeedUpdate(url, EVENING - hour, EVENING + 24 * hour, error="HTTP 503")])
    receipts = Receipts(
        storage, channel_id=channel_id, time=f"{EVENING:%H:%M}", zone="UTC", next_sends=next_sends, interval=hour
    )
    await receipts.send_due(DiscordSender(bot, languages=["en"]), lambda: EVENING)


if __name__ == "__main__":
    main()
