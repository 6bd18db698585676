from __future__ import annotations

import pytest

from bot.actions.zones import _CITIES, known_zone, parse_zone, suggest_zones
from bot.errors import BadValueError


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Asia/Yerevan", "Asia/Yerevan"),
        ("asia/yerevan", "Asia/Yerevan"),
        ("Yerevan", "Asia/Yerevan"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("Etc/UTC", "Etc/UTC"),
        ("Japan", "Japan"),
    ],
)
def test_zone_is_found_by_name_or_city(text: str, zone: str) -> None:
    assert parse_zone(text) == zone


def test_unknown_zone_suggests_the_nearest() -> None:
    with pytest.raises(BadValueError, match="did you mean Asia/Yerevan"):
        parse_zone("Yerewan")


def test_zone_like_nothing_shows_how_to_write_one() -> None:
    with pytest.raises(BadValueError, match="write it like Asia/Yerevan"):
        parse_zone("qqqq")


@pytest.mark.parametrize("text", ["UTC+4", "gmt+3", "GMT -3", "+5:30", "UTC−0330"])
def test_an_offset_is_no_zone_and_none_that_is_hours_away_is_suggested(text: str) -> None:
    with pytest.raises(BadValueError, match="write a city with that time") as mistake:
        parse_zone(text)
    assert "Etc/" not in str(mistake.value)


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("PST", "Los Angeles"),
        ("pdt", "Los Angeles"),
        ("EST", "New York"),
        ("EST5EDT", "New York"),
        ("MST", "Denver"),
        ("HST", "Honolulu"),
        (" BST ", "London"),
        ("GMT", "London"),
        ("CET", "Berlin or Paris"),
        ("MESZ", "Berlin or Paris"),
        ("EET", "Kyiv"),
        ("MSK", "Moscow"),
        ("МСК", "Moscow"),
        ("AEST", "Sydney"),
        ("IST", "Kolkata or Jerusalem"),
        ("Etc/GMT+4", "Yerevan or Berlin"),
        ("GMT0", "Yerevan or Berlin"),
    ],
)
def test_what_clocks_are_called_is_answered_with_cities_that_have_them(text: str, cities: str) -> None:
    with pytest.raises(BadValueError, match=f"write a city with that time, such as {cities}$"):
        parse_zone(text)


@pytest.mark.parametrize("text", ["localtime", "Factory"])
def test_what_each_machine_takes_for_another_place_is_no_zone(text: str) -> None:
    with pytest.raises(BadValueError, match="there is no time zone"):
        parse_zone(text)


def test_what_was_written_before_it_was_refused_still_holds() -> None:
    assert [known_zone(zone) for zone in ("EST", "cet", "Etc/GMT+4", "GMT")] == ["EST", "CET", "Etc/GMT+4", "GMT"]


@pytest.mark.parametrize("city", sorted({city for cities in _CITIES.values() for city in cities}))
def test_the_cities_that_are_named_for_clocks_are_known(city: str) -> None:
    assert parse_zone(city)


def test_a_name_like_nothing_is_not_answered_with_what_clocks_show() -> None:
    with pytest.raises(BadValueError, match=r"write it like Asia/Yerevan"):
        parse_zone("QST")


def test_zones_are_suggested_by_city_first() -> None:
    assert suggest_zones("yer")[0] == "Asia/Yerevan"
    assert suggest_zones("europe/be")[:2] == ["Europe/Belfast", "Europe/Belgrade"]
    assert len(suggest_zones("")) == 25
    found = suggest_zones("pa", limit=99)
    by_city, by_region, within = map(found.index, ("Pacific/Palau", "Pacific/Apia", "America/La_Paz"))
    assert by_city < by_region < within
