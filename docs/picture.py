"""Draws the README's picture, `docs/briefing.png`, and every kind of message as on a phone, dark and light.

    python -m docs.picture            (or `make picture`)

`docs/messages.png` is the dark sheet, `docs/messages-light.png` the light one. The bot is the real one, Discord is
simcord's, the day is that of the news article among the seeds, with a flood beside it, and the dam is the one of the
tests.
"""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partialmethod
from pathlib import Path
from typing import Any

import discord
import simcord
from PIL import Image, ImageDraw
from playwright.async_api import BrowserContext, BrowserType, Page

from bot.app import build
from bot.config import Settings
from bot.delivery.citations import story_alone
from bot.delivery.discord.send import DiscordSender
from bot.delivery.discord.views_post import addition_view, post_view
from bot.model import StoryStatus
from bot.pipeline.receipt import Receipts
from bot.process import create_bot
from bot.schedule import next_sends
from bot.storage import FeedUpdate, Storage
from docs import written_day
from tests.alone import measuring
from tests.cogs.sorven import NEWS, News, write_article
from tests.cogs.sorven import TOPIC as DAM
from tests.cogs.test_timelines import EVENTS

HERE = Path(__file__).parent
PICTURE = "https://pictures.sorven.example/dam.png"
TOPIC, DAM_ID = "csto", "sorven-dam"
EVENING = datetime(2024, 2, 23, 18, tzinfo=UTC)
PHONE_WIDTH, HIGHEST = 430, 2400
"""Pixels; the picture is as high as the message."""
COLUMNS, GAP = 4, 10
THEMES = {"dark": ("", "#28282d"), "light": ((HERE / "light.css").read_text(encoding="utf-8"), "#ebebed")}
"""What is laid over simcord's preview, and what is seen between the messages of a sheet."""

Ask = tuple[str, dict[str, Any]]
ASKED: tuple[Ask, ...] = (
    ("brief", {"topic": "ostra"}),
    ("brief", {"topic": TOPIC}),
    ("brief", {"topic": TOPIC, "length": "short"}),
    ("brief", {"topic": "cstoo"}),
    ("sources", {}),
    ("story", {"story": TOPIC}),
    ("why", {"article": "armenia csto"}),
    ("search", {"words": TOPIC}),
    ("topics", {}),
    ("topic test", {"topic": TOPIC}),
    ("subscribe", {"topic": TOPIC, "timezone": "yerevan", "language": "hy", "quiet_hours": "22-7"}),
    ("subscriptions list", {}),
    ("status", {}),
    ("help", {}),
    ("about", {}),
    ("settings", {"language": "de"}),
    ("brief", {"topic": TOPIC}),
    ("brief", {"topic": DAM_ID, "length": "short"}),
    ("timeline", {"topic": DAM_ID}),
    ("story", {"story": "landslide"}),
)
"""What a manager asks one after the other; the first is the README's picture."""
LINK = "https://news.example/armenia-csto"
"""Of the news article, which has none among the seeds."""
WORKS = {"name": "Works", "names": "spillway, night shifts, electricity, museum"}
"""A topic as it is filled in, which has forgotten a name."""
PRESSED = ("Stories", "Feedback")
"""Buttons below the first answer."""


def main() -> None:
    """Draw the picture, or say what is missing."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("Drawing needs Chromium, which is not installed (Debian: apt install chromium).")
    use_installed(browser)
    drawn = asyncio.run(draw())
    pictures = {
        "briefing.png": drawn["dark"][0],
        "messages.png": beside_each_other(drawn["dark"], THEMES["dark"][1]),
        "messages-light.png": beside_each_other(drawn["light"], THEMES["light"][1]),
    }
    for name, picture in pictures.items():
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


@contextmanager
def wearing(css: str) -> Iterator[None]:
    """Lay a style sheet over every page that is opened."""
    new_page = BrowserContext.new_page
    sheet = (
        f"{{const css = new CSSStyleSheet(); css.replaceSync({json.dumps(css)}); document.adoptedStyleSheets = [css]}}"
    )

    async def dressed(context: BrowserContext) -> Page:
        await context.add_init_script(sheet)
        return await new_page(context)

    BrowserContext.new_page = dressed  # type: ignore[method-assign]  # simcord's preview is dark, whatever is asked
    try:
        yield
    finally:
        BrowserContext.new_page = new_page  # type: ignore[method-assign]


def _no_feeds(folder: Path) -> Path:
    path = folder / "none.opml"
    path.write_text('<opml version="2.0"><head/><body/></opml>', encoding="utf-8")
    return path


def _seeds(folder: Path) -> Path:
    """The repository's, the news article with a link, and what the tests tell of their dam."""
    seeds = folder / "seeds"
    shutil.copytree(HERE.parent / "seeds", seeds)
    for path in (seeds / "articles").glob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("---\n", f"---\nurl: {LINK}\n", 1), encoding="utf-8")
    (seeds / "topics" / f"{DAM_ID}.toml").write_text(DAM, encoding="utf-8")
    (seeds / "topics" / "ostra.toml").write_text(written_day.TOPIC, encoding="utf-8")
    (seeds / "notes" / "ostra.md").write_text(written_day.NOTE, encoding="utf-8")
    write_article(seeds, written_day.THE_DAY_BEFORE, f"2024-02-22T{written_day.THE_DAY_BEFORE.hour}:00:00+00:00")
    for news in written_day.NEWS:
        write_article(seeds, news, f"2024-02-23T{news.hour:02}:00:00+00:00")
    for number, event in enumerate(EVENTS):
        for source in ("Gauge", "Brade Courier", "Aultmoor Radio")[: 1 + number % 3]:
            news = News(
                f"event-{number}-{source[:1]}",
                source,
                1,
                f"{event[0].upper()}{event[1:]}",
                f"{event[0].upper()}{event[1:]} at the Sorven {'reservoir' if number % 2 else 'Dam'}.",
            )
            told_at = EVENING - timedelta(days=2 * (len(EVENTS) - number), hours=9)
            write_article(seeds, news, told_at.isoformat())
    for news in NEWS:
        write_article(seeds, news, f"2024-02-23T{news.hour - 1:02}:00:00+00:00")
    return seeds


def beside_each_other(pictures: Sequence[Image.Image], between: str) -> Image.Image:
    """All of them in columns, each in the one that is the shortest so far."""
    heights = [0] * COLUMNS
    places = []
    for picture in pictures:
        column = heights.index(min(heights))
        places.append((column * (PHONE_WIDTH + GAP), heights[column]))
        heights[column] += picture.height + GAP
    sheet = Image.new("RGB", (COLUMNS * (PHONE_WIDTH + GAP) - GAP, max(heights) - GAP), between)
    for picture, place in zip(pictures, places, strict=True):
        sheet.paste(picture, place)
    # A fifth of the size, and nothing to be seen of it: the few pixels of a chart keep their colours.
    return sheet.quantize(64, Image.Quantize.MAXCOVERAGE, kmeans=3)


async def draw() -> dict[str, list[Image.Image]]:
    """Ask as a manager does, and take a picture of each answer, in each theme."""
    with tempfile.TemporaryDirectory() as folder, Storage.open(f"sqlite:///{folder}/briefbot.sqlite3") as storage:
        values: dict[str, Any] = {
            "data_dir": folder,
            "seeds_dir": _seeds(Path(folder)),
            "feeds_file": _no_feeds(Path(folder)),
            "tick_seconds": 60,  # simcord settles while a tick is more than five seconds away
        }
        settings = Settings(**values)
        bot = create_bot(settings, clock=lambda: EVENING, storage=storage)
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
            results.append(await member.submit_modal(await member.slash(channel, "topic create"), WORKS))
            linking = await member.send(channel, f"What do we make of this? {LINK}")
            results.append(await member.context_menu(channel, "Summarise the links here", linking))
            answers = [result.response or result.followups[0] for result in results]
            await tell_day(storage, bot, channel.id)
            answers += filter(None, [channel.last_message])
            for view in await post_of(DAM_ID, settings, storage):
                await bot.get_partial_messageable(channel.id).send(view=view)
                answers += filter(None, [channel.last_message])
            for answer in answers:
                # What takes the place of "is thinking" is no edited message in Discord; in simcord it is.
                env.backend.get_message(channel.id, answer.id).edited_timestamp = None
            size = {"width": PHONE_WIDTH, "height": HIGHEST}
            pictures = {}
            for theme, (css, _) in THEMES.items():
                shown = env.preview(
                    channel, viewers=[member], presentation_time=EVENING, assets={PICTURE: ("dam.png", dam())}, **size
                )
                with wearing(css):
                    async with shown as preview:
                        captures = [await preview.screenshot(target=answer) for answer in answers]
                pictures[theme] = [Image.open(io.BytesIO(each.png or b"")).convert("RGB") for each in captures]
            await bot.close()
            return pictures


async def post_of(topic: str, settings: Settings, storage: Storage) -> tuple[discord.ui.LayoutView, ...]:
    """The first story of a briefing as a post of a forum, and a reply to it; simcord draws no forums."""
    app = build(settings, clock=lambda: EVENING, storage=storage)
    app.seeding.read_if_changed(EVENING)
    briefing = await app.actions.briefings.brief(topic)
    story = briefing.stories[0]
    pictured = tuple(replace(article, credits={"image": PICTURE}) for article in story.articles)
    story = replace(story, articles=pictured)
    briefing = replace(briefing, stories=(story, *briefing.stories[1:]))
    alone = story_alone(briefing, story.id)
    more = replace(alone, stories=(replace(story, status=StoryStatus.UPDATED),))
    return post_view(alone), addition_view(more, story.quotes[-1:])


def dam() -> bytes:
    """A picture of one, for want of a photograph."""
    picture = Image.new("RGB", (160, 160), "#9db8cf")
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 70), (45, 25), (80, 60), (120, 15), (160, 65), (160, 160), (0, 160)], "#5f7d5a")
    draw.rectangle((0, 62, 160, 92), "#3f6f94")
    draw.polygon([(0, 84), (160, 84), (140, 160), (20, 160)], "#b9b3a6")
    for gate in range(30, 140, 28):
        draw.rectangle((gate, 92, gate + 12, 128), "#7d7668")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


async def tell_day(storage: Storage, bot: discord.Client, channel_id: int) -> None:
    """The day's receipt, as an operator's channel gets it where a feed does not answer."""
    url, hour = "https://news.example/feed", timedelta(hours=1)
    storage.add_feed(url, "The Example Times", now=EVENING - 72 * hour)
    for _ in range(96):
        storage.record_fetches([FeedUpdate(url, EVENING - hour, EVENING + 24 * hour, error="HTTP 503")])
    receipts = Receipts(
        storage, channel_id=channel_id, time=f"{EVENING:%H:%M}", zone="UTC", next_sends=next_sends, interval=hour
    )
    await receipts.send_due(DiscordSender(bot), lambda: EVENING)


if __name__ == "__main__":
    with measuring():
        main()
