"""A timeline as a picture: a bar for each day, the days that mattered with their dates.

A program of its own (`bot.delivery.drawing` runs it), so that drawing never holds up the bot:

    {first, last, told: {day: articles}, days: {day: later ones that look back}}  on standard input, ISO 8601
    a PNG                                                                        on standard output

It writes digits only, large enough for a phone: they are the same in every language, and no font has letters for all
of them. What its colours mean stands below it, in words (`bot.delivery.discord.views_timeline`).
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

_WIDTH, _HEIGHT = 880, 520
_LEFT, _RIGHT, _BOTTOM = 64, 16, 52
_TOP_OF_DATES, _TOP_OF_YEARS = 120, 190  # room for "02-01", and for "2024-02-01"
_MOST_BARS = 180
_GAP = 2  # between bars
_DATE_PX = 32  # how wide a date is that stands upright
_FONT_PX = 30  # a phone shows the picture at a third of its size
# Contrast of at least 4.5 to the panel, which is opaque: what lies around it, dark or light, does not matter.
# The bars have the colours of the emoji 🟦, 🟧 and ⬜, which name them.
_PANEL, _TEXT, _BAR, _DAY, _BACK = "#2b2d31", "#f2f3f5", "#55acee", "#f4900c", "#e6e7e8"


class _Bar(NamedTuple):
    """Some days in one bar, one where there is room for all.

    Attributes:
        marked: The day of them that mattered most; None where none did.
    """

    told: int
    looking_back: int
    marked: date | None

    @property
    def height(self) -> int:
        return self.told + self.looking_back


def draw(first: date, last: date, told: Mapping[date, int], days: Mapping[date, int]) -> bytes:
    """The picture as a PNG, some 5 kB.

    Args:
        first: Its first day.
        last: Its last one.
        told: How many articles were told on each day.
        days: Those that mattered, with how many later articles look back to each.
    """
    bars = _bars(first, last, told, days)
    highest = max((bar.height for bar in bars), default=0) or 1
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), _PANEL)
    canvas, font = ImageDraw.Draw(picture), ImageFont.load_default(_FONT_PX)
    step = (_WIDTH - _LEFT - _RIGHT) / len(bars)
    has_years = first.year < last.year
    roof, ground = _TOP_OF_YEARS if has_years else _TOP_OF_DATES, _HEIGHT - _BOTTOM
    unit = (ground - roof) / highest
    free_from = 0.0
    for number, bar in enumerate(bars):
        left = _LEFT + number * step
        right = max(left + step - _GAP, left + 1)
        middle, top = ground - bar.told * unit, ground - bar.height * unit
        if bar.told:
            canvas.rectangle((left, middle, right, ground), fill=_DAY if bar.marked else _BAR)
        if bar.looking_back:
            canvas.rectangle((left, top, right, middle), fill=_BACK)
        if bar.marked and (left + right) / 2 >= free_from:
            canvas.line(((left + right) / 2, roof - 8, (left + right) / 2, top), fill=_DAY)
            shown = bar.marked.isoformat() if has_years else f"{bar.marked:%m-%d}"
            _write_upright(picture, shown, ((left + right) / 2, roof - 12), font)
            free_from = (left + right) / 2 + _DATE_PX
    canvas.line((_LEFT, ground, _WIDTH - _RIGHT, ground), fill=_TEXT)
    canvas.text((_LEFT - 8, ground), "0", _TEXT, font, anchor="rs")
    canvas.text((_LEFT - 8, ground - highest * unit), _short(highest), _TEXT, font, anchor="rt")
    canvas.text((_LEFT, _HEIGHT - 14), first.isoformat(), _TEXT, font, anchor="ls")
    canvas.text((_WIDTH - _RIGHT, _HEIGHT - 14), last.isoformat(), _TEXT, font, anchor="rs")
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _bars(first: date, last: date, told: Mapping[date, int], days: Mapping[date, int]) -> list[_Bar]:
    count = (last - first).days + 1
    size = -(-count // _MOST_BARS)
    bars = []
    for begin in range(0, count, size):
        within = [first + timedelta(days=begin + number) for number in range(min(size, count - begin))]
        marked = [day for day in within if day in days]
        bars.append(
            _Bar(
                told=sum(told.get(day, 0) for day in within),
                looking_back=sum(days[day] for day in marked),
                marked=max(marked, key=lambda day: told.get(day, 0) + days[day], default=None),
            )
        )
    return bars


def _short(number: int) -> str:
    """At most four characters: "999", "12k"."""
    return f"{number // 1000}k" if number > 999 else str(number)  # noqa: PLR2004


def _write_upright(
    picture: Image.Image, text: str, at: tuple[float, float], font: ImageFont.FreeTypeFont | ImageFont.ImageFont
) -> None:
    """From below to above, beginning at a point."""
    _, _, width, height = font.getbbox(text)
    line = Image.new("L", (int(width) + 2, int(height) + 2))
    ImageDraw.Draw(line).text((0, 0), text, 255, font)
    upright = line.rotate(90, expand=True)
    place = (int(at[0] - upright.width / 2), int(at[1] - upright.height))
    picture.paste(_TEXT, (*place, place[0] + upright.width, place[1] + upright.height), upright)


def main() -> None:
    """What the process runs."""
    asked = json.load(sys.stdin)
    told, days = ({date.fromisoformat(day): n for day, n in asked[key].items()} for key in ("told", "days"))
    first, last = date.fromisoformat(asked["first"]), date.fromisoformat(asked["last"])
    sys.stdout.buffer.write(draw(first, last, told, days))
