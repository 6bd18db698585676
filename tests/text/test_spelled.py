"""Numbers in words."""

from __future__ import annotations

import pytest

from bot.text.spelled import is_number_word, spelled, spelled_in
from bot.text.words import folded_words, words

NUMBERS = {
    "en": {
        "twelve": 12, "twenty-seven": 27, "ninety one": 91, "a hundred": 100, "one hundred and one": 101,
        "two hundred and five": 205, "three hundred forty-two": 342, "a thousand": 1000,
        "two thousand five hundred": 2500, "twenty thousand": 20_000,
    },
    "pl": {
        "dwadzieścia pięć": 25, "dwudziestu pięciu": 25, "siedemnaście": 17,
        "dziewięćdziesiąt jeden": 91, "sto": 100, "dwieście czternaście": 214, "trzystu czterech": 304, "tysiąc": 1000,
        "tysiąc dwieście": 1200, "pięć tysięcy sześćset": 5600,
    },
    "ru": {
        "сорок два": 42, "двадцати семи": 27, "пятнадцать": 15, "девяносто один": 91, "сто одиннадцать": 111,
        "двухсот пяти": 205, "тысяча": 1000, "одна тысяча триста": 1300, "двадцать пять тысяч": 25_000,
    },
    "uk": {
        "сорок два": 42, "двадцять п'ять": 25, "дев’ятнадцять": 19, "сто один": 101, "двісті": 200,
        "п'ятсот шість": 506, "тисяча двісті": 1200, "шість тисяч": 6000,
    },
    "de": {
        "siebzehn": 17, "einundzwanzig": 21, "neunundneunzig": 99, "hundert": 100, "einhundertzwei": 102,
        "zweihundertdreiundvierzig": 243, "zweitausend": 2000, "zehntausend": 10_000, "fünf tausend": 5000,
    },
    "fr": {
        "dix-sept": 17, "vingt et un": 21, "trente-neuf": 39, "soixante-dix": 70, "soixante et onze": 71,
        "soixante-dix-huit": 78, "quatre-vingts": 80, "quatre-vingt-douze": 92, "quatre-vingt-dix-neuf": 99,
        "cent": 100, "deux cents": 200, "deux cent quatre": 204, "mille": 1000,
        "mille deux cents": 1200, "trois mille": 3000,
    },
    "es": {
        "once": 11, "dieciséis": 16, "veintidós": 22, "treinta y dos": 32, "cuarenta y una": 41, "cien": 100,
        "ciento tres": 103, "doscientas": 200, "quinientos doce": 512, "mil": 1000, "dos mil quinientos": 2500,
    },
    "tr": {"on iki": 12, "onbeş": 15, "yirmi beş": 25, "yirmibeş": 25, "yüz": 100, "iki yüz on": 210, "bin yüz": 1100},
    "az": {"on iki": 12, "iyirmi beş": 25, "qırx": 40, "yüz": 100, "üç yüz on bir": 311, "min beş yüz": 1500},
    "hy": {"տասներկու": 12, "քսանհինգ": 25, "քսանմեկ": 21, "հարյուր": 100, "երկու հարյուր": 200, "հազար": 1000},
    "ka": {"თვრამეტი": 18, "ოცდახუთი": 25, "ორმოცდათხუთმეტი": 55, "ოთხმოცდაათი": 90, "ასი": 100, "ორას ხუთი": 205},
}  # fmt: skip


@pytest.mark.parametrize("language", NUMBERS)
def test_a_number_in_words_is_read_whole(language: str) -> None:
    for written, value in NUMBERS[language].items():
        found = spelled(folded_words(written), 0, language)
        assert found is not None, written
        assert (found.value, found.after) == (value, len(folded_words(written))), written


@pytest.mark.parametrize(
    ("line", "language", "values"),
    [
        ("One of them said that a man came", "en", []),
        ("Several hundred people; thousands more", "en", []),
        ("Une voiture neuf", "fr", []),
        ("Bu bir ön haber", "tr", []),
        ("Jeden z nich wrócił, tysiące czekają", "pl", []),
        ("Три и два человека", "ru", [3, 2]),
        ("Treinta y más", "es", [30]),
        ("Vingt et plus", "fr", [20]),
        ("Twelve in one place, thirty-one in another", "en", [12, 31]),
        ("Dix pour cent des cent", "fr", [10, 100]),
        ("A hundred and one", "en", [101]),
        ("Dwanaście", "eo", []),
    ],
)
def test_only_what_is_a_number_is_read_as_one(line: str, language: str, values: list[int]) -> None:
    assert list(spelled_in(folded_words(line), language)) == values


@pytest.mark.parametrize("word", ["soixante", "quatre vingt", "cent", "mille", "dix"])
def test_ever_the_same_word_is_read_in_time_that_grows_with_it(word: str) -> None:
    assert list(spelled_in([*word.split()] * 20_000, "fr"))


def test_what_a_comma_divides_is_no_number() -> None:
    text = "twenty, two of them boys"
    read = words(text)

    def follows(at: int) -> bool:
        return "," not in text[read[at - 1].end : read[at].start]

    found = spelled([word.folded for word in read], 0, "en", follows=follows)
    assert found
    assert (found.value, found.after) == (20, 1)


def test_a_word_of_another_meaning_is_a_number_only_with_company() -> None:
    neuf, thirty_nine = spelled(["neuf"], 0, "fr"), spelled(["trente", "neuf"], 0, "fr")
    assert neuf
    assert thirty_nine
    assert (neuf.value, neuf.is_sure) == (9, False)
    assert (thirty_nine.value, thirty_nine.is_sure) == (39, True)
    assert is_number_word("deux", "fr")
    assert not is_number_word("neuf", "fr")
    assert not is_number_word("un", "fr")
