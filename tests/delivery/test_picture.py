"""The picture of a timeline."""

from __future__ import annotations

import io
import sys
from datetime import date, timedelta
from itertools import accumulate

import pytest
from PIL import Image

from bot.delivery.drawing import timeline_picture
from bot.delivery.picture import draw
from tests.delivery.test_timelines import timeline

FIRST = date(2031, 4, 1)
DAY = timedelta(days=1)
PANEL, DAY_BAR, TEXT = (43, 45, 49), (244, 144, 12), (242, 243, 245)


def drawn(days: int, told: dict[int, int], marked: dict[int, int]) -> Image.Image:
    """A picture of so many days; articles and later ones by the number of the day."""
    counts, back = ({FIRST + number * DAY: n for number, n in given.items()} for given in (told, marked))
    return Image.open(io.BytesIO(draw(FIRST, FIRST + (days - 1) * DAY, counts, back)))


def columns(picture: Image.Image, colour: tuple[int, int, int], *, at: int = 466) -> set[int]:
    """Where a colour stands, just above the ground or at another height."""
    return {x for x in range(picture.width) if picture.getpixel((x, at)) == colour}


def luminance(colour: tuple[int, ...]) -> float:
    """Of WCAG 2.2."""
    channels = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def test_the_day_that_mattered_has_a_bar_of_its_colour() -> None:
    picture = drawn(10, dict.fromkeys(range(10), 5), {7: 3})
    found = columns(picture, DAY_BAR)
    width = (picture.width - 80) / 10
    assert found
    assert all(64 + 7 * width - 1 <= x <= 64 + 8 * width for x in found)


def test_bars_and_digits_stand_out_from_an_opaque_panel() -> None:
    picture = drawn(10, dict.fromkeys(range(10), 5), {7: 3})
    assert picture.mode == "RGB"
    used = [colour for count, colour in picture.getcolors(1 << 20) or [] if count > 500]
    assert len(used) >= 3
    for colour in used:
        assert isinstance(colour, tuple)
        lighter = (luminance(colour) + 0.05) / (luminance(PANEL) + 0.05)
        assert colour == PANEL or lighter >= 4.5


@pytest.mark.parametrize("days", [1, 2, 400, 20_000])
def test_any_stretch_of_days_is_drawn_in_the_same_size(days: int) -> None:
    picture = drawn(days, {0: 1, days - 1: 1000}, {days - 1: 0})
    assert picture.size == (880, 520)
    assert columns(picture, DAY_BAR)


def test_the_bar_of_a_single_day_is_no_wall() -> None:
    assert 50 < len(columns(drawn(1, {0: 55}, {0: 3}), DAY_BAR)) < 120


def test_years_without_news_leave_their_room_to_the_days_that_have_some() -> None:
    told, marked = dict.fromkeys((*range(20), *range(1_000, 1_020)), 5), {0: 1, 1_010: 2}
    assert len(columns(drawn(1_020, told, marked), DAY_BAR)) > 20
    assert len(columns(drawn(3_000, told, marked), DAY_BAR)) > 20
    assert len(columns(drawn(60, dict.fromkeys((0, 29, 59), 5), {29: 1}), DAY_BAR)) < 14, "a month is no gap"


def test_what_is_cut_out_is_long_beside_what_is_left_and_no_more_than_there_is_room_for() -> None:
    def breaks(days: list[int]) -> int:
        """How many strokes stand below the ground, two for each."""
        strokes = columns(drawn(days[-1] + 1, dict.fromkeys(days, 5), {0: 1}), TEXT, at=475)
        return sum(x - 1 not in strokes for x in strokes) // 2

    assert breaks(list(range(0, 800, 36))) == 0
    assert breaks([0, 100, 110, 250]) == 2
    assert breaks(list(accumulate(40 * 2**number for number in range(12)))) == 9


def test_of_days_too_near_for_their_dates_the_highest_has_its_own() -> None:
    picture = drawn(300, dict.fromkeys(range(300), 1) | {104: 90}, {100: 1, 104: 9, 108: 1})
    [leader] = columns(picture, DAY_BAR, at=184)
    tall = columns(picture, DAY_BAR, at=300)
    assert leader in tall
    assert max(tall) - min(tall) < 5, "no other date's line"


def test_days_without_any_article_are_drawn() -> None:
    assert not columns(drawn(5, {}, {}), DAY_BAR)


async def test_another_process_draws_it() -> None:
    png = await timeline_picture(timeline(12))
    assert png is not None
    assert Image.open(io.BytesIO(png)).size == (880, 520)


async def test_a_timeline_without_days_has_no_picture() -> None:
    assert await timeline_picture(timeline(0)) is None


async def test_what_cannot_be_drawn_is_told_to_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.delivery.drawing._PROGRAM", "raise SystemExit('no ink')")
    assert await timeline_picture(timeline(3)) is None
    assert "no ink" in caplog.text


async def test_what_no_process_can_be_started_for_is_told_to_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/none/python")
    assert await timeline_picture(timeline(3)) is None
    assert "no process can be started" in caplog.text
