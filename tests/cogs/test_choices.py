"""What is suggested while somebody types: named in their language, and sent as the bot reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from discord import app_commands

from bot.delivery.speech import ENGLISH, speech_in
from bot.model import NO_SOURCE, Article, Topic
from cogs.choices import (
    article_choices,
    day_choices,
    quiet_hours_choices,
    reading_choices,
    topic_choices,
    topics_choices,
    window_choices,
    zone_choices,
)

GERMAN = speech_in("de")
TODAY = date(2026, 5, 2)


def named(choices: list[app_commands.Choice[str]]) -> dict[str, str]:
    return {choice.name: choice.value for choice in choices}


def test_windows_are_suggested_in_the_persons_language() -> None:
    assert named(window_choices("", GERMAN, TODAY)) == {
        "24h · die letzten 24 Stunden": "24h",
        "3d · die letzten 3 Tage": "3d",
        "7d · die letzten 7 Tage": "7d",
        "12h · die letzten 12 Stunden": "12h",
        "seit meinem letzten Blick": "since my last look",
    }


def test_the_last_look_is_found_by_its_name_in_either_language() -> None:
    for typed in ("Seit m", "since"):
        assert [choice.value for choice in window_choices(typed, GERMAN, TODAY)] == ["since my last look"]
    assert window_choices("seit", ENGLISH, TODAY) == []


def test_a_window_in_words_is_offered_with_what_it_is_read_as() -> None:
    offered = [next(iter(named(window_choices(typed, GERMAN, TODAY)).items())) for typed in ("3 Tage", "Gestern", "5d")]
    assert offered == [("3 Tage · 3d", "3d"), ("Gestern · 2026-05-01", "2026-05-01"), ("5d", "5d")]
    assert window_choices("5 Äpfel", GERMAN, TODAY) == []


def test_days_are_suggested_in_the_persons_language() -> None:
    assert named(day_choices("mon-wed", GERMAN)) == {
        "Mo, Di, Mi": "Mon, Tue, Wed",
        "täglich": "every day",
        "werktags": "weekdays",
        "am Wochenende": "weekends",
    }


def test_zones_are_found_by_how_far_their_clocks_are_from_utc_now() -> None:
    summer, winter = datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 12, 1, 12, tzinfo=UTC)
    first = next(iter(named(zone_choices("UTC+4", summer, ENGLISH)).items()))
    assert first == ("Asia/Yerevan · now 16:00", "Asia/Yerevan")
    assert "Asia/Dubai" in named(zone_choices("+4", summer, ENGLISH)).values()
    assert "Asia/Kolkata" in named(zone_choices("gmt+5:30", summer, ENGLISH)).values()
    assert "Europe/Berlin" in named(zone_choices("UTC+2", summer, ENGLISH)).values()
    assert "Europe/Berlin" not in named(zone_choices("UTC+2", winter, ENGLISH)).values()
    assert named(zone_choices("UTC+25", winter, ENGLISH)) == {}


def test_zones_are_found_by_what_their_clocks_are_called() -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert named(zone_choices("PST", noon, ENGLISH)) == {"America/Los_Angeles · now 05:00": "America/Los_Angeles"}
    found = list(named(zone_choices("ist", noon, ENGLISH)).values())
    assert [*found[:2], "Europe/Istanbul" in found] == ["Asia/Kolkata", "Asia/Jerusalem", True]


def test_zones_tell_their_time_in_the_persons_language() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert named(zone_choices("yerevan", noon, GERMAN)) == {"Asia/Yerevan (Eriwan) · jetzt 16:00": "Asia/Yerevan"}


def test_topics_are_named_in_the_persons_language_and_sent_by_their_ids() -> None:
    league, cup = Topic("league", "Tarrow League", names=(("pl", "Liga Tarrow"),)), Topic("cup", "Tarrow Cup")
    assert named(topic_choices([league, cup], speech_in("pl"))) == {"Liga Tarrow": "league", "Tarrow Cup": "cup"}
    assert named(topics_choices("cup, l", lambda _: [league], speech_in("pl"))) == {"cup, Liga Tarrow": "cup, league"}
    assert named(topic_choices([league], ENGLISH)) == {"Tarrow League": "league"}


def test_what_is_typed_in_the_persons_language_is_suggested_first() -> None:
    russian = speech_in("ru")
    now = datetime(2026, 5, 1, 12, tzinfo=UTC)
    assert named(zone_choices("ереван", now, russian)) == {"Asia/Yerevan (Ереван) · сейчас 16:00": "Asia/Yerevan"}
    assert next(iter(named(day_choices("вт, чт", russian)).items())) == ("вт, чт", "Tue, Thu")
    assert named(quiet_hours_choices("нет", russian)) == {"без тихих часов": "none"}
    assert named(quiet_hours_choices("keine", GERMAN)) == {"keine Ruhezeiten": "none"}


def test_an_article_without_a_source_is_offered_by_its_title() -> None:
    seen = datetime(2026, 5, 1, tzinfo=UTC)
    note = Article("a1", NO_SOURCE, "The dam", "It holds.", first_seen_at=seen)
    letter = Article("a2", "The Letter", "A leak", "It leaks.", first_seen_at=seen)
    assert named(article_choices([note, letter])) == {"The dam": "a1", "A leak · The Letter": "a2"}


def test_languages_are_suggested_by_name_alone_and_with_others() -> None:
    assert named(reading_choices("pol", GERMAN)) == {"Polnisch": "pl", "die üblichen": "usual"}
    offered = named(reading_choices("Polnisch, hy", GERMAN))
    assert list(offered.items())[:2] == [
        ("Polnisch, Armenisch", "pl,hy"),
        ("Polnisch, Armenisch, Englisch", "pl,hy,en"),
    ]
    assert "pl" in named(reading_choices("", ENGLISH)).values()
    assert named(reading_choices("zzz", ENGLISH)) == {"the usual ones": "usual"}


def test_the_last_of_several_languages_is_completed_and_never_are_too_many_offered() -> None:
    assert named(reading_choices("Polnisch, Türkis", GERMAN)) == {
        "Polnisch, Türkisch": "pl,tr",
        "die üblichen": "usual",
    }
    assert list(named(reading_choices("Scottish G", ENGLISH)).values()) == ["gd", "usual"]
    assert list(named(reading_choices("zzz, pol", ENGLISH)).values()) == ["usual"]
    assert list(named(reading_choices("pl en de fr es ru", ENGLISH)).values()) == ["pl,en,de,fr,es,ru", "usual"]
