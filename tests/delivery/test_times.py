from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.delivery.times import age, calendar_day, day_in_full, day_of_year, local_moment, short_day, utc_z

AT = datetime(2031, 5, 14, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (timedelta(seconds=-90), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(minutes=119), "1 h ago"),
        (timedelta(days=1), "1 d ago"),
        (timedelta(days=59), "59 d ago"),
        (timedelta(days=61), "2 months ago"),
        (timedelta(days=364), "11 months ago"),
        (timedelta(days=365), "1 year ago"),
        (timedelta(days=3000), "8 years ago"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(ago: timedelta, told: str) -> None:
    assert age(AT, AT + ago) == told


def test_a_moment_is_told_in_its_zone() -> None:
    assert local_moment(AT, "Asia/Yerevan") == "Wed 14 May 2031, 08:00"
    assert local_moment(AT, "America/New_York") == "Wed 14 May 2031, 00:00"


def test_a_day_is_written_as_its_language_does_and_in_english_as_in_britain() -> None:
    day = date(2023, 9, 20)
    assert [calendar_day(day, locale) for locale in ("en", "de")] == ["Wed 20 Sep 2023", "Mi., 20. Sept. 2023"]
    assert [short_day(day, locale) for locale in ("en", "de")] == ["20 Sep", "20. Sept."]
    assert [short_day(day, locale, has_year=True) for locale in ("en", "de")] == ["20 Sep 2023", "20. Sept. 2023"]


def test_armenian_days_begin_with_no_nought_and_no_year() -> None:
    day = date(2024, 3, 1)
    assert calendar_day(day, "hy") == "ուր, 1 մրտ, 2024 թ."
    assert day_in_full(day, "hy") == "1 մարտի, 2024 թ."


def test_the_first_of_a_month_is_an_ordinal_in_french_alone() -> None:
    first, other = date(2024, 3, 1), date(2024, 3, 11)
    assert day_in_full(first, "fr") == "1er mars 2024"
    assert calendar_day(first, "fr") == "ven. 1er mars 2024"
    assert short_day(first, "fr") == "1er mars"
    assert day_of_year(first, "fr") == "vendredi 1er mars"
    assert day_in_full(other, "fr") == "11 mars 2024"
    assert [day_in_full(first, locale) for locale in ("de", "pl", "en")] == [
        "1. März 2024",
        "1 marca 2024",
        "1 March 2024",
    ]


def test_documents_tell_utc_with_a_z() -> None:
    assert utc_z(AT) == "2031-05-14T04:00:00Z"
    assert utc_z(AT.astimezone(timezone(timedelta(hours=4)))) == "2031-05-14T04:00:00Z"
