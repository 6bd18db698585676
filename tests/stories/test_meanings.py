"""What words stand for."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

import pytest
from babel import Locale

from bot.stories.meanings import concepts, figures, places, places_in
from bot.text.lexicon import Lexicon, language_of
from bot.text.words import words


def names(lexicon: Lexicon, text: str, language: str) -> list[str]:
    return [meaning.name for meaning in lexicon.meanings([word.folded for word in words(text)], language)]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("The U.S. and the US", "en", ["united-states", "united-states"]),
        ("Tell us of turkey and china; Check individuals", "en", []),
        ("Der amerikanische und der türkische Minister", "de", ["united-states", "turkey"]),
    ],
)
def test_in_english_places_are_written_large(text: str, language: str, found: list[str]) -> None:
    assert places_in(text, language) == found


@pytest.mark.parametrize(
    ("text", "language", "never"),
    [
        ("The surgeon of the department", "en", {"rise", "leave"}),
        ("Executives of the bank", "en", {"verdict"}),
        ("They were acquitted", "en", {"company-takeover"}),
        ("Birthdays and deadlines", "en", {"pregnancy-birth", "killed"}),
        ("Sin embargo, la papa", "es", {"sanctions", "pope-church"}),
        ("en train de dire que la société marche", "fr", {"train", "company", "stocks"}),
        ("Wagner zum Schutze; ich fahre", "de", {"mercenary", "shooting", "ship"}),
        ("w książce, w placówce, mianowicie", "pl", {"royal", "pay", "appoint"}),
        ("семь песен", "ru", {"family"}),
        ("більше ніж сто міст", "uk", {"stabbing", "corridor-road"}),
        ("golü atan oyuncu", "tr", {"water", "film-music"}),
        ("bazar günü komandanın pozitiv səfərbərliyi", "az", {"stocks", "commander", "violate", "visit"}),
        ("լավագույն որոշ ականատես", "hy", {"volcano", "decide", "mine"}),
        ("დედაქალაქი და ჯარიმა; მოკლე პრინციპი", "ka", {"women", "family", "troops", "killed", "royal"}),
    ],
)
def test_words_that_begin_like_others_are_not_taken_for_them(text: str, language: str, never: set[str]) -> None:
    assert not never & set(names(concepts(), text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ceasefire", "en"), ("zawieszenie broni", "pl"), ("прекращение огня", "ru"), ("Waffenruhe", "de"),
        ("cessez-le-feu", "fr"), ("припинення вогню", "uk"), ("ateşkes", "tr"), ("հրադադար", "hy"), ("atəşkəs", "az"),
        ("ცეცხლის შეწყვეტა", "ka"), ("alto el fuego", "es"),
        ("halt to the fighting", "en"), ("halt fighting", "en"), ("wstrzymanie walk", "pl"), ("прекращение боёв", "ru"),
        ("Einstellung der Kämpfe", "de"), ("arrêt des combats", "fr"), ("cese de las hostilidades", "es"),
    ],
)  # fmt: skip
def test_a_ceasefire_is_one_in_every_language(text: str, language: str) -> None:
    assert names(concepts(), text, language)[:1] == ["ceasefire"]


@pytest.mark.parametrize("text", ["Armenian", "Ormianie", "Армении", "Վրաստան Հայաստան", "სომხეთი", "Ermənistan"])
def test_a_place_is_known_whatever_the_language_of_the_text(text: str) -> None:
    assert "armenia" in names(places(), text, "en")


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [("wybory w Polsce", "pl", "poland"), ("susza w Egipcie", "pl", "egypt"), ("наводнение в Китае", "ru", "china")],
)
def test_a_place_is_known_in_the_case_in_which_something_happens_there(text: str, language: str, place: str) -> None:
    assert names(places(), text, language) == [place]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il est seul", "fr"), ("L'évêque et les Damas", "pl"), ("öneriyi kabul etti", "tr"), ("Tatort: Krimi", "de"),
        ("dane osobowe, łączy je", "pl"), ("Рабочий грузил уголь", "ru"), ("Добыча газа растёт", "ru"),
        ("Ціна газу за даний місяць", "uk"), ("сірий кіт", "uk"), ("Ираклий Ливанов", "ru"), ("Сириус", "ru"),
        ("իրանց աշխատանքը կատարելու", "hy"), ("գազատար", "hy"), ("რუსთავი", "ka"), ("Perugia", "it"),
        ("usa el agua", "es"),
    ],
)  # fmt: skip
def test_a_word_that_begins_like_a_place_or_is_spelled_like_one_in_another_language_is_none(
    text: str, language: str
) -> None:
    assert names(places(), text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("EE.UU.", "es", "united-states"), ("EE. UU.", "es", "united-states"),
        ("Seúl", "es", "south-korea"), ("Séoul", "fr", "south-korea"),
        ("Damas", "fr", "syria"), ("Géorgie", "fr", "georgia"),
        ("по Китаю", "ru", "china"), ("у Сирії", "uk", "syria"), ("у Данії", "uk", "denmark"),
        ("в Дании", "ru", "denmark"),
        ("İranın", "az", "iran"), ("Krımda", "az", "crimea"), ("Bakıda", "az", "baku"), ("chino", "es", "china"),
        ("Dänemark", "de", "denmark"), ("syryjski", "pl", "syria"), ("в секторе Газа", "ru", "gaza"),
        ("Katar emiri", "tr", "qatar"),
    ],
)  # fmt: skip
def test_a_place_is_known_by_the_forms_that_its_language_has(text: str, language: str, place: str) -> None:
    assert names(places(), text, language) == [place]


def test_every_concept_has_patterns_in_every_language() -> None:
    languages = {"en", "pl", "ru", "de", "fr", "uk", "tr", "hy", "az", "ka", "es"}
    by_language = {language: {name for name, _ in entries} for language, entries in concepts()._entries.items()}
    assert set(by_language) == languages
    assert len({frozenset(of_language) for of_language in by_language.values()}) == 1


def test_weekdays_months_and_numbers_are_read_in_several_languages() -> None:
    assert names(figures(), "On Tuesday two of 3 May", "en") == ["weekdays 1", "numbers 2", "months 5"]
    assert names(figures(), "we wtorek dwóch", "pl") == ["weekdays 1", "numbers 2"]
    assert names(figures(), "во вторник двое в сентябре", "ru") == ["weekdays 1", "numbers 2", "months 9"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("środowisko, środki, czwarty", "pl"), ("czerwony kwiecisty", "pl"), ("четвертий червоний травма", "uk"),
        ("окружающей среде Мартынова", "ru"), ("Montage", "de"), ("Martin nişanlısı", "tr"), ("mayor", "az"),
        ("მარტო", "ka"),
    ],
)  # fmt: skip
def test_words_that_begin_like_a_weekday_or_month_are_none(text: str, language: str) -> None:
    assert names(figures(), text, language) == []


def test_a_text_without_a_language_is_read_by_its_script() -> None:
    assert [language_of(None, text) for text in ("Հայաստան", "თბილისი", "Ереван", "Yerevan")] == [
        "hy",
        "ka",
        "ru",
        "en",
    ]
    assert language_of("uk", "Ереван") == "uk"


@pytest.mark.parametrize("name", ["concepts.toml", "places.toml", "figures.toml"])
def test_no_word_is_written_in_two_scripts(name: str) -> None:
    written = re.findall(r"[^\W\d_]+", (files("bot.stories") / name).read_text("utf-8"))
    assert [word for word in written if len({unicodedata.name(letter).split()[0] for letter in word}) > 1] == []


# Islands whose state another name hides, and words: Russian "того" is "of that".
_HIDDEN = {"AS", "BQ", "CI", "GS", "IO", "KR", "MO", "TC", "TG", "UM", "VG", "VI"}


@pytest.mark.parametrize("language", ["pl", "ru", "de", "fr", "uk", "tr", "hy", "az", "ka", "es"])
def test_a_country_that_english_texts_name_is_known_by_what_each_language_calls_it(language: str) -> None:
    english, here = Locale("en").territories, Locale(language).territories
    known = {
        code: set(places_in(english[code], "en")) for code in map(str, here) if code.isalpha() and code not in _HIDDEN
    }
    assert sum(map(bool, known.values())) > 150
    missing = {
        code: here[code] for code in known if known[code] and not known[code] & set(places_in(here[code], language))
    }
    assert missing == {}


def test_what_a_place_is_called_in_one_language_alone_is_no_place_in_another() -> None:
    assert places_in("Vulkanausbruch auf Island", "de") == ["iceland"]
    assert places_in("A fire on Long Island", "en") == []
    assert places_in("Le Chili élit son président", "fr") == ["chile"]
    assert places_in("Chili con carne", "pl") == []
    assert places_in("Talks in Oman end; El Salvador votes", "en") == ["oman", "el-salvador"]
    assert places_in("Oman talon hinta", "fi") == []
