"""Samples of what `make soak` does whole."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import partial

import pytest

from tests.endurance.dates import alike, misses
from tests.endurance.fan_out import ALLOWED_PER_S, fan_out, several
from tests.endurance.kills import Forums, TextChannels, kill_everywhere
from tests.endurance.outage import Seen, lose_disk, lose_postgresql, small_disk
from tests.endurance.week import weeks
from tests.test_schedule import KNOWN_FOR_TROUBLE


@pytest.mark.slow
@pytest.mark.parametrize("places", [TextChannels(), Forums()], ids=["channels", "posts of stories"])
async def test_however_a_bot_is_killed_each_briefing_is_in_its_channel_once(
    url: str, places: TextChannels | Forums
) -> None:
    tally = await kill_everywhere(url, moments=6, every=9, rng=random.Random(11), places=places)
    assert tally.killed.total() > 10
    assert tally.is_clean, tally


@pytest.mark.slow
async def test_hundreds_of_channels_are_told_in_one_minute_once_each_without_a_429(url: str) -> None:
    figures = await fan_out(url, 400)
    assert (figures.lost, figures.doubled, figures.composed, figures.limited) == (0, 0, 1, 0)
    assert figures.rate < ALLOWED_PER_S * 1.1


@pytest.mark.slow
async def test_where_three_of_ten_posts_fail_each_channel_is_told_once(url: str) -> None:
    figures = await fan_out(url, 60, failing=True)
    assert (figures.lost, figures.doubled) == (0, 0)


@pytest.mark.slow
async def test_two_workers_and_two_bots_that_are_killed_in_turn_tell_each_channel_once(
    postgres_schema_url: str,
) -> None:
    figures = await several(postgres_schema_url, 300, kill_every_s=2)
    assert figures.killed > 1
    assert (figures.lost, figures.doubled, figures.composed) == (0, 0, 1)


def assert_twice_away(seen: Seen) -> None:
    """Nobody was told twice or not at all, `/readyz` knew, and the log said each absence and each return once.

    Where a claim was cut off between its end and the word of it, one briefing comes when that has run out: after five
    minutes.
    """
    assert (seen.figures.lost, seen.figures.doubled) == (0, 0), seen
    assert len(seen.absences) == 2
    assert all(absence.unready_s < 3 and absence.ready_s < 6 for absence in seen.absences), seen
    assert (seen.away, seen.back, seen.tracebacks) == (2, 2, 0), seen
    assert seen.lines < 20, seen


@pytest.mark.slow
async def test_a_server_that_is_lost_twice_while_hundreds_are_told_loses_and_doubles_nothing(
    postgres_schema_url: str,
) -> None:
    assert_twice_away(await lose_postgresql(postgres_schema_url, 300, away_s=4))


@pytest.mark.slow
async def test_a_disk_that_is_full_twice_while_hundreds_are_told_loses_and_doubles_nothing() -> None:
    try:
        with small_disk() as disk:
            assert_twice_away(await lose_disk(disk, 300, away_s=4))
    except PermissionError as error:
        pytest.skip(str(error))


@pytest.mark.slow
async def test_a_bot_that_nobody_touches_tells_each_channel_once_a_day_and_forgets_what_is_old() -> None:
    told: list[int] = []
    small = partial(weeks, feeds=4, subscriptions=4, days=40, step=timedelta(hours=6), keep_days=31)
    seen = await small(lambda so_far: told.append(len(so_far.days)))
    assert told == list(range(1, 41))
    assert (seen.lost, seen.doubled) == (0, 0)
    assert seen.days[30].sent == 31 * 4
    assert seen.days[-1].sent < 39 * 4
    assert seen.days[-1].articles < 39 * 4 * 4


@pytest.mark.slow
@pytest.mark.parametrize("zone", KNOWN_FOR_TROUBLE)
def test_in_two_years_each_half_hour_is_sent_once_for_each_local_date(zone: str) -> None:
    sends, wrong = misses(zone, ["00:00", "01:30", "02:30", "23:30"])
    assert (sends, wrong) == (4 * 730, [])


def test_zones_are_alike_where_their_clocks_agree_at_every_moment() -> None:
    assert alike(["Europe/Warsaw", "Europe/London", "Europe/Berlin", "Africa/Lagos", "Asia/Kathmandu"]) == [
        ["Europe/Warsaw", "Europe/Berlin"],
        ["Europe/London"],
        ["Africa/Lagos"],
        ["Asia/Kathmandu"],
    ]
