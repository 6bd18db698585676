"""What people write in their own language is read as they mean it."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date

from bot.actions.briefings import SINCE_LAST_LOOK
from bot.actions.spoken import (
    day_written,
    days_written,
    quiet_hours_written,
    window_written,
    zone_shown,
    zone_written,
    zones_meant,
)
from bot.actions.times import parse_days, parse_local_time, parse_quiet_hours
from bot.actions.zones import parse_zone
from bot.delivery.speech import LOCALES, speech_in
from bot.errors import BadValueError

TODAY = date(2026, 5, 2)


@pytest.mark.parametrize(
    ("locale", "written", "days"),
    [
        ("de", "Mo, Mi", "13"),
        ("de", "Mo-Fr", "12345"),
        ("de", "Sa. – Di.", "1267"),
        ("de", "Mittwoch Donn", "34"),
        ("de", "werktags", "12345"),
        ("de", "Am  Wochenende", "67"),
        ("de", "Mon-Fri", "12345"),
        ("de", "weekends", "67"),
        ("es", "lun, mie", "13"),
        ("es", "mar", "2"),
        ("fr", "lun-ven", "12345"),
        ("fr", "en semaine", "12345"),
        ("hy", "երկ-ուր", "12345"),
        ("hy", "ամեն օր", "1234567"),
        ("pl", "pon-pt", "12345"),
        ("pl", "sroda, niedz.", "37"),
        ("ru", "пн-пт", "12345"),
        ("ru", "Понедельник, среда", "13"),
        ("tr", "Pzt-Cum", "12345"),
        ("tr", "Salı; Paz", "27"),
        ("uk", "пн–пт", "12345"),
        ("uk", "п'ятниця", "5"),
        ("uk", "щодня", "1234567"),
        ("en", "tue, thu", "24"),
        ("en", "daily", "1234567"),
        ("en", "Every weekday", "12345"),
        ("en", "Mon, Wed and Fri", "135"),
        ("en", "Monday to Friday", "12345"),
        ("en", "from Sat through Mon", "167"),
        ("en", "weekend", "67"),
        ("en", "weekends and Wed", "367"),
        ("en", "ALL", "1234567"),
        ("en", "every Monday and each Thursday", "14"),
        ("en", "every day", "1234567"),
        ("de", "jeden Montag", "1"),
        ("es", "todos los lunes", "1"),
        ("fr", "tous les lundis", "1"),
        ("hy", "ամեն երկուշաբթի", "1"),
        ("pl", "w każdą środę", "3"),
        ("ru", "каждую пятницу", "5"),
        ("ru", "по вторникам и по четвергам", "24"),
        ("ru", "со среды по пятницу", "345"),
        ("tr", "her salı", "2"),
        ("uk", "у кожну суботу", "6"),
        ("de", "Montag bis Freitag", "12345"),
        ("de", "von Mo bis Do", "1234"),
        ("de", "montags und mittwochs", "13"),
        ("de", "Wochenende", "67"),
        ("de", "daily", "1234567"),
        ("es", "de lunes a viernes", "12345"),
        ("es", "todos los días", "1234567"),
        ("es", "sábados y domingos", "67"),
        ("fr", "du lundi au vendredi", "12345"),
        ("fr", "week-end", "67"),
        ("fr", "week-ends et lundi", "167"),
        ("pl", "pn", "1"),
        ("pl", "pn-pt", "12345"),
        ("pl", "pn.–pt.", "12345"),
        ("pl", "od poniedziałku do piątku", "12345"),
        ("pl", "środę i sobotę", "36"),
        ("pl", "weekendy", "67"),
        ("pl", "weekend", "67"),
        ("ru", "с понедельника по пятницу", "12345"),
        ("ru", "будни", "12345"),
        ("tr", "Cuma ve Cumartesi", "56"),
        ("tr", "hafta sonları", "67"),
        ("uk", "з понеділка до п'ятниці", "12345"),
        ("uk", "кожен день", "1234567"),
    ],
)
def test_days_are_named_in_any_language_of_the_frame_and_in_english(locale: str, written: str, days: str) -> None:
    assert parse_days(days_written(written, speech_in(locale))) == days


def test_of_days_what_is_left_out_or_leads_nowhere_is_a_mistake_still() -> None:
    for written in ("every other day", "until Friday", "every"):
        with pytest.raises(BadValueError, match="names no days"):
            parse_days(days_written(written, speech_in("en")))


def test_of_days_in_any_language_the_mistake_names_the_part_that_is_none() -> None:
    with pytest.raises(BadValueError, match=r"^“Funtag” names no days"):
        parse_days(days_written("Mo bis Fr, Funtag", speech_in("de")))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_mistake_says_to_write_can_be_written(locale: str) -> None:
    speech = speech_in(locale)
    for parse, written, wrong in (
        (parse_days, days_written, "xyz"),
        (parse_quiet_hours, quiet_hours_written, "xyz"),
    ):
        assert written(wrong, speech) == wrong
        with pytest.raises(BadValueError) as mistake:
            parse(wrong)
        told = speech.explain(mistake.value).rstrip(".։")
        for mark in (";", "գրեք"):
            told = told.rpartition(mark)[2]
        if parse is parse_days:
            examples = [part.strip() for part in told.split(",")]
            for example in [*examples[-3:], *(examples[-4].split()[-1:])]:
                parse(written(example.removesuffix(" yaz"), speech))
        else:
            assert parse(quiet_hours_written(speech.say("none"), speech)) == ""
            assert speech.say("none") in told


@pytest.mark.parametrize("locale", LOCALES)
def test_no_quiet_hours_are_wished_in_the_words_that_are_suggested(locale: str) -> None:
    speech = speech_in(locale)
    for written in ("none", speech.say("none"), speech.say("no quiet hours").upper()):
        assert parse_quiet_hours(quiet_hours_written(written, speech)) == ""
    assert quiet_hours_written("22-7", speech) == "22-7"


@pytest.mark.parametrize(
    ("locale", "written", "zone"),
    [
        ("ru", "Ереван", "Asia/Yerevan"),
        ("ru", "киев", "Europe/Kyiv"),
        ("de", "eriwan", "Asia/Yerevan"),
        ("de", "Wien", "Europe/Vienna"),
        ("hy", "Մոսկվա", "Europe/Moscow"),
        ("es", "Ciudad de Mexico", "America/Mexico_City"),
        ("fr", "Londres", "Europe/London"),
        ("pl", "warszawa", "Europe/Warsaw"),
        ("tr", "Yerevan", "Asia/Yerevan"),
        ("uk", "Asia/Tbilisi", "Asia/Tbilisi"),
        ("ru", "Калькутта", "Asia/Kolkata"),
    ],
)
def test_a_zone_is_meant_by_its_city_in_any_language_of_the_frame(locale: str, written: str, zone: str) -> None:
    speech = speech_in(locale)
    assert parse_zone(zone_written(written, speech)) == zone
    assert zone in zones_meant(written[:-1], 25, speech)


@pytest.mark.parametrize(
    ("locale", "written", "zone"),
    [
        ("en", "Armenia", "Asia/Yerevan"),
        ("en", " united  kingdom ", "Europe/London"),
        ("en", "India", "Asia/Kolkata"),
        ("ru", "Армения", "Asia/Yerevan"),
        ("ru", "Armenia", "Asia/Yerevan"),
        ("pl", "Gruzja", "Asia/Tbilisi"),
    ],
)
def test_a_zone_is_meant_by_the_country_that_has_no_other(locale: str, written: str, zone: str) -> None:
    assert zone_written(written, speech_in(locale)) == zone
    assert zones_meant(written, 25, speech_in(locale))[0] == zone


def test_the_zones_of_a_country_are_offered_and_of_several_none_is_taken() -> None:
    assert zone_written("Germany", speech_in("en")) == "Germany"
    assert zones_meant("Germany", 25, speech_in("en")) == ["Europe/Berlin", "Europe/Busingen"]
    assert zones_meant("armen", 25, speech_in("en")) == ["Asia/Yerevan"]
    assert "Europe/Moscow" in zones_meant("росси", 26, speech_in("ru"))
    assert zones_meant("Par", 25, speech_in("en"))[0] == "America/Paramaribo"  # cities stand first


def test_what_is_no_city_stays_as_it_is_written_for_the_mistake_to_say() -> None:
    assert zone_written("Нигде", speech_in("ru")) == "Нигде"
    assert zones_meant("Нигде", 25, speech_in("ru")) == []


def test_a_zone_is_shown_with_its_city_where_that_has_another_name() -> None:
    assert zone_shown("Asia/Yerevan", speech_in("ru")) == "Asia/Yerevan (Ереван)"
    assert zone_shown("Europe/Berlin", speech_in("de")) == "Europe/Berlin"
    assert zone_shown("America/Sao_Paulo", speech_in("es")) == "America/Sao_Paulo"
    assert zone_shown("Asia/Yerevan", speech_in("en")) == "Asia/Yerevan"
    assert zone_shown("UTC", speech_in("ru")) == "UTC"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_last_look_is_meant_by_the_words_that_are_suggested(locale: str) -> None:
    speech = speech_in(locale)
    for written in (SINCE_LAST_LOOK, f" {speech.say(SINCE_LAST_LOOK).capitalize()} "):
        assert window_written(written, speech, TODAY).strip().casefold() == SINCE_LAST_LOOK
    assert window_written("3d", speech, TODAY) == "3d"
    assert window_written("2026-05-01", speech, TODAY) == "2026-05-01"


@pytest.mark.parametrize(
    ("locale", "written", "window"),
    [
        ("de", "3 Tage", "3d"),
        ("de", "die letzten 3 Tage", "3d"),
        ("de", "vor 2 Wochen", "2w"),
        ("de", "Gestern", "2026-05-01"),
        ("de", "90 Min.", "90m"),
        ("en", "3 days", "3d"),
        ("en", "yesterday", "2026-05-01"),
        ("es", "3 días", "3d"),
        ("es", "hace 12 horas", "12h"),
        ("es", "ayer", "2026-05-01"),
        ("fr", "3 jours", "3d"),
        ("fr", "il y a 3 jours", "3d"),
        ("fr", "hier", "2026-05-01"),
        ("hy", "3 օր", "3d"),
        ("hy", "երեկ", "2026-05-01"),
        ("pl", "3 dni", "3d"),
        ("pl", "ostatnie  5 godzin", "5h"),
        ("pl", "tydzień", "1w"),
        ("pl", "wczoraj", "2026-05-01"),
        ("pl", "3 days", "3d"),
        ("ru", "за 3 дня", "3d"),
        ("ru", "за неделю", "1w"),
        ("ru", "вчера", "2026-05-01"),
        ("ru", "позавчера", "2026-04-30"),
        ("ru", "1 мая", "2026-05-01"),
        ("tr", "3 gün", "3d"),
        ("tr", "son 3 gün", "3d"),
        ("tr", "dün", "2026-05-01"),
        ("uk", "за 3 дні", "3d"),
        ("uk", "вчора", "2026-05-01"),
    ],
)
def test_how_far_back_is_said_in_any_language_of_the_frame(locale: str, written: str, window: str) -> None:
    assert window_written(written, speech_in(locale), TODAY) == window


@pytest.mark.parametrize("written", ["morgen", "3 bis 4 Tage", "3", "Tage Wochen", "3 Äpfel", "3 Monate", "x" * 9_999])
def test_what_names_no_stretch_of_the_past_stays_as_it_is_written(written: str) -> None:
    assert window_written(written, speech_in("de"), TODAY) == written


@pytest.mark.parametrize(
    ("locale", "written", "day"),
    [
        ("de", "gestern", "2026-05-01"),
        ("de", "vor 3 Tagen", "2026-04-29"),
        ("en", "3 days ago", "2026-04-29"),
        ("fr", "une semaine", "une semaine"),
        ("pl", "tydzień temu", "2026-04-25"),
        ("ru", "1 мая", "2026-05-01"),
        ("ru", "2w", "2026-04-18"),
        ("en", "2026-05-01", "2026-05-01"),
        ("en", " 2026-5-1 ", "2026-05-01"),
        ("en", "2026-13-1", "2026-13-01"),
        ("en", "2026-05-01T18:00Z", "2026-05-01T18:00Z"),
        ("de", "3 Stunden", "3h"),
        ("de", "morgen", "morgen"),
        ("de", "seit meinem letzten Blick", "seit meinem letzten Blick"),
        ("en", "", ""),
        ("en", "any", "any"),
    ],
)
def test_a_day_is_named_or_counted_back_to_in_any_language_of_the_frame(locale: str, written: str, day: str) -> None:
    assert day_written(written, speech_in(locale), TODAY) == day


@pytest.mark.parametrize("locale", LOCALES)
def test_a_day_may_be_written_as_a_calendar_of_that_language_writes_it(locale: str) -> None:
    day = date(2026, 4, 23)
    for length in ("long", "full"):
        written = format_date(day, length, locale)
        assert day_written(written, speech_in(locale), TODAY) == day.isoformat(), written


def test_a_time_of_day_is_written_as_germans_do() -> None:
    assert [parse_local_time(written) for written in ("8 Uhr", "18.30 Uhr", "7uhr")] == ["08:00", "18:30", "07:00"]
