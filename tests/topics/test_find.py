"""Which topic a person means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.delivery.speech import speech_in
from bot.errors import UnknownTopicError
from bot.model import Alias, Topic
from bot.topics.find import find_topic, suggest_topics

CSTO = Topic("csto", "CSTO", aliases=(Alias("CSTO", "en"), Alias("ОДКБ", "ru"), Alias("Collective Security*", "en")))
KARABAKH = Topic("nagorno-karabakh", "Nagorno-Karabakh", aliases=(Alias("Górsk* Karabach*", "pl"),))
UKRAINE = Topic("ukraine", "Ukraine", aliases=(Alias("=Kijów*", "pl"), Alias("Ukrain*", "en")))
CHESS = Topic("chess", "World Chess", aliases=(Alias("FIDE", "en"),))
TOPICS = (UKRAINE, KARABAKH, CSTO, CHESS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("csto", CSTO),
        ("  CSTO ", CSTO),
        ("одкб", CSTO),
        ("collective security treaty", None),
        ("Collective Securities", None),
        ("collective security", CSTO),
        ("nagorno karabakh", KARABAKH),
        ("NAGORNO–KARABAKH", KARABAKH),
        ("górski karabach", KARABAKH),
        ("gorskim karabachu", KARABAKH),
        ("kijowie", UKRAINE),
        ("world chess", CHESS),
    ],
)
def test_a_topic_is_found_by_id_name_or_alias_in_any_capitals(typed: str, meant: Topic | None) -> None:
    if meant is None:
        with pytest.raises(UnknownTopicError):
            find_topic(TOPICS, typed)
    else:
        assert find_topic(TOPICS, typed) is meant


def test_a_topic_is_found_and_suggested_by_its_name_in_any_language() -> None:
    league = Topic("league", "Tarrow League", aliases=(Alias("TL", "en"),), names=(("pl", "Liga Tarrow"),))
    for typed in ("liga tarrow", "tarrow league"):
        assert find_topic((CHESS, league), typed) is league
        assert suggest_topics((CHESS, league), typed[:3]) == [league]
    with pytest.raises(UnknownTopicError, match="Did you mean Tarrow League"):
        find_topic((CHESS, league), "liga tarow")


def test_a_name_counts_before_what_another_topic_is_called_in_another_language() -> None:
    league = Topic("league", "Tarrow League", names=(("pl", "Liga Tarrow"),))
    own = Topic("made-1", "Liga Tarrow")
    assert find_topic((league, own), "liga tarrow") is own


def test_a_topic_without_letters_in_its_name_is_found_by_it() -> None:
    fires = Topic("made-1", "🔥 ", aliases=(Alias("wildfire*", "en"),))
    assert find_topic((CHESS, fires), " 🔥") is fires
    with pytest.raises(UnknownTopicError):
        find_topic((CHESS, fires), "🚒")


def test_a_name_counts_before_another_topics_alias() -> None:
    named = Topic("fide", "FIDE", aliases=(Alias("chess body", "en"),))
    assert find_topic((CHESS, named), "fide") is named


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("nagorno karabak", "Nagorno-Karabakh"),
        ("cstos", "CSTO"),
        ("ukrane", "Ukraine"),
        ("odkb", None),
    ],
)
def test_an_unknown_topic_is_answered_with_the_nearest_names(typed: str, nearest: str | None) -> None:
    with pytest.raises(UnknownTopicError) as unknown:
        find_topic(TOPICS, typed)
    assert f"“{typed}”" in str(unknown.value)
    if nearest:
        assert f"Did you mean {nearest}" in str(unknown.value)
    else:
        assert "There is CSTO, Nagorno-Karabakh, Ukraine and more." in str(unknown.value)


@pytest.mark.parametrize(
    ("typed", "alias"),
    [("chess", "Cherson"), ("germany", "Əsgəran*"), ("iran", "Irəvan*"), ("oted", "Odes*")],
)
def test_an_alias_is_near_only_where_little_of_it_is_other(typed: str, alias: str) -> None:
    region = Topic("region", "Region", aliases=(Alias(alias, "pl"),))
    with pytest.raises(UnknownTopicError, match=r"There is Region\."):
        find_topic((region,), typed)


def test_a_long_alias_with_a_letter_amiss_is_near() -> None:
    region = Topic("region", "Region", aliases=(Alias("Stepanakert*", "en"),))
    with pytest.raises(UnknownTopicError, match=r"Did you mean Region\?"):
        find_topic((region,), "stepanakrt")


@pytest.mark.parametrize("typed", ["france", "poland", "moscow"])
def test_a_name_of_which_half_is_other_is_not_near(typed: str) -> None:
    topics = [Topic("nato", "NATO", names=(("fr", "OTAN"),)), UKRAINE, replace(CSTO, names=(("fr", "OTSC"),))]
    with pytest.raises(UnknownTopicError, match="There is CSTO, NATO and Ukraine"):
        find_topic(topics, typed)


def test_the_names_that_are_told_stand_in_the_order_of_the_alphabet_whatever_their_capitals() -> None:
    names = ("Dam", "CSTO", "Climate", "Ukraine")
    topics = [replace(CSTO, id=name.lower(), name=name, aliases=(), names=()) for name in names]
    with pytest.raises(UnknownTopicError, match="There is Climate, CSTO, Dam and more"):
        find_topic(topics, "qqqq")


@pytest.mark.parametrize("typed", ["", "  ", "!?", "*"])
def test_what_names_nothing_finds_nothing(typed: str) -> None:
    with pytest.raises(UnknownTopicError):
        find_topic(TOPICS, typed)


def test_what_a_topic_is_called_is_nearer_than_the_alias_of_another() -> None:
    region = Topic("region", "The region", aliases=(Alias("Nagorno-Karabakh", "en"),))
    for topics in ((KARABAKH, region), (region, KARABAKH)):
        with pytest.raises(UnknownTopicError, match=r"Did you mean Nagorno-Karabakh\?"):
            find_topic(topics, "nagorno karabak")


def test_a_long_query_is_cut_where_it_is_repeated() -> None:
    with pytest.raises(UnknownTopicError) as unknown:
        find_topic(TOPICS, "word\n" * 1000)
    assert len(str(unknown.value)) < 200
    assert "\n" not in str(unknown.value)


def test_without_topics_it_says_so() -> None:
    with pytest.raises(UnknownTopicError, match="No topic has been set up yet; in a server, /topic create makes one"):
        find_topic((), "csto")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ["CSTO", "Nagorno-Karabakh", "Ukraine", "World Chess"]),
        ("c", ["CSTO", "World Chess"]),
        ("ch", ["World Chess"]),
        ("kara", ["Nagorno-Karabakh"]),
        ("kij", ["Ukraine"]),
        ("UKR", ["Ukraine"]),
        ("secur", ["CSTO"]),
        ("górsk", ["Nagorno-Karabakh"]),
        ("nothing", []),
    ],
)
def test_suggestions_narrow_as_a_person_types(typed: str, names: list[str]) -> None:
    assert [topic.name for topic in suggest_topics(TOPICS, typed)] == names


def test_suggestions_stand_in_the_order_of_the_names_that_are_shown() -> None:
    csto = Topic("csto", "CSTO", names=(("de", "OVKS"), ("ru", "ОДКБ"), ("uk", "ОДКБ")))
    karabakh = Topic("nk", "Nagorno-Karabakh", names=(("de", "Bergkarabach"), ("ru", "Нагорный Карабах")))
    ukraine = Topic("ukraine", "Ukraine", names=(("ru", "Ёлки"), ("uk", "Їжак")))
    given = (ukraine, karabakh, csto)

    def shown(language: str) -> list[str]:
        return [topic.name_in(language) for topic in suggest_topics(given, "", language=language)]

    assert shown("en") == ["CSTO", "Nagorno-Karabakh", "Ukraine"]
    assert shown("de") == ["Bergkarabach", "OVKS", "Ukraine"]
    assert shown("ru") == ["Ёлки", "Нагорный Карабах", "ОДКБ"]
    assert shown("uk") == ["Їжак", "ОДКБ", "Nagorno-Karabakh"]


def test_the_nearest_names_are_told_in_the_readers_language() -> None:
    csto = Topic("csto", "CSTO", names=(("de", "OVKS"), ("ru", "ОДКБ")))
    bridges = Topic("bridges", "Bridges", names=(("de", "Brücken"), ("ru", "Мосты")))
    rivers = [Topic(f"river-{number}", f"River {number}", names=(("de", f"Fluss {number}"),)) for number in range(2)]

    def told(typed: str, locale: str, topics: tuple[Topic, ...]) -> str:
        with pytest.raises(UnknownTopicError) as unknown:
            find_topic(topics, typed)
        return speech_in(locale).explain(unknown.value)

    assert told("brükken", "de", (csto, bridges)) == "Kein Thema heißt „brükken“. Meintest du Brücken?"
    assert told("bridgse", "ru", (csto, bridges)) == "Темы «bridgse» нет. Может быть, Мосты?"
    assert told("bridgse", "en", (csto, bridges)) == "No topic is called “bridgse”. Did you mean Bridges?"
    assert told("xyz", "de", (csto, bridges)) == "Kein Thema heißt „xyz“. Es gibt Brücken und OVKS."
    every = (csto, bridges, *rivers)
    assert told("xyz", "de", every) == "Kein Thema heißt „xyz“. Es gibt Brücken, Fluss 0, Fluss 1 und weitere."


def test_suggestions_are_as_many_as_discord_takes() -> None:
    many = [Topic(f"t-{number}", f"Topic {number:02}") for number in range(40)]
    assert len(suggest_topics(many, "topic")) == 25
    assert [topic.id for topic in suggest_topics(many, "topic", 2)] == ["t-0", "t-1"]
