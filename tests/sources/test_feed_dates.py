from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sources.feed_dates import read_moment

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("Fri, 03 May 2024 10:00:00 +0400", "2024-05-03T06:00"),
        ("Fri, 3 May 24 10:00 GMT", "2024-05-03T10:00"),
        ("03 May 2024 10:00:00 EST", "2024-05-03T15:00"),
        ("Fri, 03 May 2024 10:00:00 MSK", "2024-05-03T07:00"),
        ("Fri, 03 May 2024 10:00:00 CEST", "2024-05-03T08:00"),
        ("Fri, 03 May 2024 10:00:00 GMT+0400 (Armenia)", "2024-05-03T06:00"),
        ("Fri, 03 May 2024 10:00:00 XYZ", "2024-05-03T10:00"),
        ("Fri, 03 May 2024 22:00:00 AMT", "2024-05-03T22:00"),
        ("Fri, 03 May 2024 00:30:00 PMST", "2024-05-03T00:30"),
        ("Fri, 03 May 2024 10:00PM AMT", "2024-05-03T22:00"),
        ("Fri, 03 May 2024 10:00 p.m. GMT", "2024-05-03T22:00"),
        ("2024-05-03T10:00:00Z", "2024-05-03T10:00"),
        ("2024-05-03T10:00:00.123456-04:30", "2024-05-03T14:30"),
        ("2024-05-03 10:00:00", "2024-05-03T10:00"),
        ("2024/05/03 10:00 +04", "2024-05-03T06:00"),
        ("03.05.2024 10:00", "2024-05-03T10:00"),
        ("Thu Jan  4 19:48:21 2024", "2024-01-04T19:48"),
        ("Thu Jan  4 19:48:21 EST 2024", "2024-01-05T00:48"),
        ("Mon, Feb 05 2024 02:02:33 PM", "2024-02-05T14:02"),
        ("January 5, 2024 12:30 am", "2024-01-05T00:30"),
        ("1714719600", "2024-05-03T07:00"),
        ("1714719600000", "2024-05-03T07:00"),
        ("Sun, 01 Jan 2034 00:00:00 GMT", "2034-01-01T00:00"),
    ],
)
def test_moments_as_feeds_write_them(said: str, moment: str) -> None:
    read = read_moment(said, now=NOW)
    assert read is not None
    assert read.tzinfo is UTC
    assert read.replace(second=0, microsecond=0).isoformat()[:16] == moment


@pytest.mark.parametrize(
    "said",
    [
        *("", "yesterday", "May 2024", "2024", "2024-05", "05/03/2024", "17147196", "99999999999", "0"),
        *("2024-13-01T00:00:00Z", "2024-02-30", "2024-05-03T25:00:00Z", "Fri, 32 May 2024 10:00:00 GMT"),
        *("ma, 06 marras 2023 10:00:00 +0200", "6. marraskuuta 2023", "6 marraskuuta 2023 10:00"),
        *("пт, 03 мая 2024 10:00:00 +0300", "3 Foo 2024 10:00:00 GMT", "3 May 2024 10:00:00 +9999"),
        *("0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "9999-12-31T23:59:59-14:00", "1" * 5_000),
    ],
)
def test_what_names_no_moment_is_not_made_into_one(said: str) -> None:
    assert read_moment(said, now=NOW) is None


def test_a_day_without_an_hour_is_that_day_almost_everywhere() -> None:
    assert read_moment("2024-05-03", now=NOW) == datetime(2024, 5, 3, 12, tzinfo=UTC)
    assert read_moment("Fri, 03 May 2024", now=NOW) == datetime(2024, 5, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize("today", ["2024-06-01", "2024-05-31", "2024-06-02"])
def test_of_the_day_that_is_passing_the_first_sight_tells_more(today: str) -> None:
    assert read_moment(today, now=NOW) is None
