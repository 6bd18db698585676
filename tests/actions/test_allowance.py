from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.actions.allowance import Allowance

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_each_time_counts_for_as_long_as_it_is_ago_and_no_longer() -> None:
    allowance = Allowance(lambda: 2, 60 * MINUTE)
    taken = [minute for minute in range(0, 150, 10) if allowance.take(1, NOON + minute * MINUTE)]
    assert taken == [0, 10, 60, 70, 120, 130]
    assert allowance.again_at(1) == NOON + 180 * MINUTE
    assert allowance.again_at(2) is None


def test_who_has_done_nothing_for_that_long_is_forgotten_and_nobody_else_is() -> None:
    allowance = Allowance(lambda: 2, 60 * MINUTE)
    for minute, person in ((0, 1), (10, 2), (50, 1), (70, 3)):
        assert allowance.take(person, NOON + minute * MINUTE)
    assert set(allowance._used) == {1, 3}


def test_a_clock_that_is_set_back_and_a_limit_that_becomes_none_hold_up_nobody() -> None:
    most = 1
    allowance = Allowance(lambda: most, 60 * MINUTE)
    assert allowance.take(1, NOON + 60 * MINUTE)
    assert allowance.take(2, NOON)
    most = 0
    assert not allowance.take(2, NOON + 61 * MINUTE)
    most = 1
    assert allowance.take(3, NOON + 120 * MINUTE)
