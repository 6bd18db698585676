"""A timeline as a picture: a bar for each day, the days that mattered with their dates.

Of its empty stretches the longest are cut out, where the line below the bars is broken. A program of its own
(`bot.delivery.drawing` runs it), so that drawing never holds up the bot:

    {first, last, told: {day: articles}, days: {day: later ones that look back}}  on standard input, ISO 8601
    a PNG                                                                        on standard output

It writes digits only, large enough for a phone: they are the same in every language, and no font has letters for all
of them. What its colours mean stands below it, in words (`bot.delivery.discord.views_timeline`).
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

_WIDTH, _HEIGHT = 880, 520
_LEFT, _RIGHT, _BOTTOM = 64, 16, 52
_TOP_OF_DATES, _TOP_OF_YEARS = 120, 190  # room for "02-01", and for "2024-02-01"
_MOST_BARS = 180
_GAP = 2  # between bars
_WIDEST = 96  # a bar; what is told of one day is no wall of orange
# A feed's oldest article is years older than the next one, and people ask for days before any is known: what was told
# would be a few threads in an empty picture. The longest stretches go, as long as they are a tenth of what is left.
_CUT_FROM_DAYS, _CUT_FROM_SHARE, _MOST_CUTS = 30, 0.1, 9
_CUT = 28
_DATE_PX = 32  # how wide a date is that stands upright
_FONT_PX = 30  # a phone shows the picture at a third of its size
# Contrast of at least 4.5 to the panel, which is opaque: what lies around it, dark or light, does not matter.
# The bars have the colours of the emoji 🟦, 🟧 and ⬜, which name them.
_PANEL, _TEXT, _BAR, _DAY, _BACK = "#2b2d31", "#f2f3f5", "#55acee", "#f4900c", "#e6e7e8"
_A_DAY = timedelta(days=1)
_THOUSAND = 1000


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


class _Place(NamedTuple):
    """Where a bar stands."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def draw(first: date, last: date, told: Mapping[date, int], days: Mapping[date, int]) -> bytes:
    """The picture as a PNG, some 5 kB.

    Args:
        first: Its first day.
        last: Its last one.
        told: How many articles were told on each day.
        days: Those that mattered, with how many later articles look back to each.
    """
    bars = _bars(first, last, told, days)
    placed, cuts = _placed(bars)
    highest = max((bar.height for _, bar in placed), default=0) or 1
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), _PANEL)
    canvas, font = ImageDraw.Draw(picture), ImageFont.load_default(_FONT_PX)
    has_years = first.year < last.year
    roof, ground = _TOP_OF_YEARS if has_years else _TOP_OF_DATES, _HEIGHT - _BOTTOM
    unit = (ground - roof) / highest
    for (left, right), bar in placed:
        middle, top = ground - bar.told * unit, ground - bar.height * unit
        if bar.told:
            canvas.rectangle((left, middle, right, ground), fill=_DAY if bar.marked else _BAR)
        if bar.looking_back:
            canvas.rectangle((left, top, right, middle), fill=_BACK)
    for place, bar, day in _dated(placed):
        canvas.line((place.middle, roof - 8, place.middle, ground - bar.height * unit), fill=_DAY)
        shown = day.isoformat() if has_years else f"{day:%m-%d}"
        _write_upright(picture, shown, (place.middle, roof - 12), font)
    canvas.line((_LEFT, ground, _WIDTH - _RIGHT, ground), fill=_TEXT)
    for left in cuts:
        _draw_cut(canvas, left, ground)
    canvas.text((_LEFT - 6, ground), "0", _TEXT, font, anchor="rs")
    canvas.text((_LEFT - 6, ground - highest * unit), _short(highest), _TEXT, font, anchor="rt")
    if first == last:
        canvas.text(((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 14), first.isoformat(), _TEXT, font, anchor="ms")
    else:
        canvas.text((_LEFT, _HEIGHT - 14), first.isoformat(), _TEXT, font, anchor="ls")
        canvas.text((_WIDTH - _RIGHT, _HEIGHT - 14), last.isoformat(), _TEXT, font, anchor="rs")
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _bars(first: date, last: date, told: Mapping[date, int], days: Mapping[date, int]) -> list[_Bar | None]:
    """The bars from left to right, None where days are cut out."""
    stretches = _stretches(first, last, sorted(day for day in {*told, *days} if first <= day <= last))
    size = -(-sum((end - begin).days + 1 for begin, end in stretches) // _MOST_BARS)
    bars: list[_Bar | None] = []
    before = first - _A_DAY
    for begin, end in stretches:
        if begin > before + _A_DAY:
            bars.append(None)
        for start in range(0, (end - begin).days + 1, size):
            within = [begin + number * _A_DAY for number in range(start, min(start + size, (end - begin).days + 1))]
            bars.append(_bar(within, told, days))
        before = end
    return bars if before == last else [*bars, None]


def _stretches(first: date, last: date, busy: Sequence[date]) -> list[tuple[date, date]]:
    """What is drawn, without the longest of the empty stretches before, between and behind the busy days."""
    if not busy:
        return [(first, last)]
    ends = list(pairwise([first - _A_DAY, *busy, last + _A_DAY]))
    left = (last - first).days + 1
    cut = []
    for before, behind in sorted(ends, key=lambda each: each[0] - each[1])[:_MOST_CUTS]:
        empty = (behind - before).days - 1
        if empty < max(_CUT_FROM_DAYS, _CUT_FROM_SHARE * left):
            break
        cut.append((before, behind))
        left -= empty
    edges = [first, *(edge for before, behind in sorted(cut) for edge in (before, behind)), last]
    return [(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True) if first <= begin <= end <= last]


def _bar(within: Sequence[date], told: Mapping[date, int], days: Mapping[date, int]) -> _Bar:
    marked = [day for day in within if day in days]
    return _Bar(
        told=sum(told.get(day, 0) for day in within),
        looking_back=sum(days[day] for day in marked),
        marked=max(marked, key=lambda day: told.get(day, 0) + days[day], default=None),
    )


def _placed(bars: Sequence[_Bar | None]) -> tuple[list[tuple[_Place, _Bar]], list[float]]:
    """Each bar with its place, and where days are cut out."""
    cut_out = bars.count(None)
    step = (_WIDTH - _LEFT - _RIGHT - cut_out * _CUT) / (len(bars) - cut_out)
    thick = min(max(step - _GAP, 1), _WIDEST)
    placed, cuts, left = [], [], float(_LEFT)
    for bar in bars:
        if bar is None:
            cuts.append(left)
            left += _CUT
            continue
        begin = left + max(step - _GAP - thick, 0) / 2
        placed.append((_Place(begin, begin + thick), bar))
        left += step
    return placed, cuts


def _dated(placed: Sequence[tuple[_Place, _Bar]]) -> list[tuple[_Place, _Bar, date]]:
    """The bars of days that mattered whose dates have room beside each other, the highest ones first."""
    found: list[tuple[_Place, _Bar, date]] = []
    for place, bar in sorted(placed, key=lambda each: -each[1].height):
        if bar.marked and all(abs(place.middle - other.middle) >= _DATE_PX for other, _, _ in found):
            found.append((place, bar, bar.marked))
    return found


def _draw_cut(canvas: ImageDraw.ImageDraw, left: float, ground: float) -> None:
    """Two strokes across the line of the ground, as axes are broken in print."""
    canvas.rectangle((left + 8, ground, left + 17, ground), fill=_PANEL)
    for start in (left + 5, left + 14):
        canvas.line((start, ground + 9, start + 6, ground - 9), fill=_TEXT, width=2)


def _short(number: int) -> str:
    """At most four characters: "999", "2.5k", "12k"."""
    if number < _THOUSAND:
        return str(number)
    return f"{number // 100 / 10:g}k" if number < 10 * _THOUSAND else f"{number // _THOUSAND}k"


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
