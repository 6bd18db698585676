"""Reports of one event in several languages and scripts are one story; a floor under the quality of all that."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from bot.model import Article
from bot.stories.names import sound
from bot.text.words import fold
from tests.stories.told import NOON, stories_of, told

HOUR = timedelta(hours=1)

# event → (language, title, text), all written for this test
EVENTS = {
    "resignation": [
        ("en", "Georgian prime minister Kobalia resigns after protests in Tbilisi",
         "Prime Minister Giorgi Kobalia announced his resignation on Monday after thousands protested in Tbilisi."),
        ("ru", "Премьер-министр Грузии Кобалия объявил об отставке после протестов в Тбилиси",
         "Премьер-министр Гиорги Кобалия в понедельник ушел в отставку после протестов тысяч людей в Тбилиси."),
        ("pl", "Premier Gruzji Kobalia podał się do dymisji po protestach w Tbilisi",
         "Premier Giorgi Kobalia ogłosił w poniedziałek dymisję, po tym jak tysiące ludzi protestowały w Tbilisi."),
    ],
    "earthquake": [
        ("en", "Earthquake of magnitude 6 hits eastern Turkey, 14 dead",
         "At least 14 people were killed by an earthquake near Malatya in Turkey on Monday, rescuers said."),
        ("pl", "Trzęsienie ziemi w Turcji. Nie żyje 14 osób",
         "W poniedziałek w trzęsieniu ziemi koło Malatyi w Turcji zginęło co najmniej 14 osób, podali ratownicy."),
        ("de", "Erdbeben in der Türkei: 14 Tote",
         "Bei einem Erdbeben nahe Malatya in der Türkei sind am Montag 14 Menschen getötet worden, so die Retter."),
    ],
    "verdict": [
        ("en", "Court in Paris sentences banker Delorme to six years for fraud",
         "A court in Paris found the banker Henri Delorme guilty of fraud and sentenced him to six years in prison."),
        ("fr", "Fraude : le banquier Delorme condamné à six ans de prison à Paris",
         "Le tribunal de Paris a condamné lundi Henri Delorme, reconnu coupable de fraude, à six ans de prison."),
        ("es", "Un tribunal de París condena al banquero Delorme a seis años de prisión por fraude",
         "Henri Delorme fue declarado culpable de fraude y condenado a seis años de prisión en París."),
    ],
    "strike": [
        ("en", "Railway workers strike across Poland over pay",
         "Trains stood still across Poland on Monday as the unions of railway workers began a strike over wages."),
        ("uk", "Залізничники Польщі почали страйк через зарплати",
         "У понеділок поїзди в Польщі зупинилися: профспілки залізничників оголосили страйк через зарплати."),
        ("pl", "Strajk kolejarzy w Polsce. Pociągi stoją w całym kraju",
         "W poniedziałek w całej Polsce stanęły pociągi. Związki zawodowe kolejarzy strajkują o płace."),
    ],
}  # fmt: skip


def reports() -> list[tuple[str, Article]]:
    """The first report of each event, then the second of each, and so on: the hardest order."""
    return [
        (event, told(title, text, language, at=NOON + timedelta(minutes=10 * number)))
        for number in range(3)
        for event, told_in in EVENTS.items()
        for language, title, text in told_in[number : number + 1]
    ]


def test_reports_of_one_event_in_three_languages_are_mostly_one_story_and_never_mixed_with_another() -> None:
    events, articles = zip(*reports(), strict=True)
    found = stories_of(articles)
    pairs = Counter(zip(found, events, strict=True))
    of_story, of_event = Counter(found), Counter(events)
    precision = sum(count * count / of_story[story] for (story, _), count in pairs.items()) / len(found)
    recall = sum(count * count / of_event[event] for (_, event), count in pairs.items()) / len(found)
    assert precision == 1
    assert recall >= 0.7  # a floor; see `bench/quality.py clusters` for what it is on real news


@pytest.mark.parametrize(
    "spellings",
    [
        {
            "en": "Pashinyan",
            "pl": "Paszyniana",
            "ru": "Пашиняна",
            "de": "Paschinjan",
            "hy": "Փաշինյանը",
            "az": "Paşinyan",
        },
        {"en": "Zelensky", "pl": "Zełenskiego", "ru": "Зеленского", "de": "Selenskyj", "ka": "ზელენსკი"},
        {"en": "Aliyev", "pl": "Alijewa", "ru": "Алиева", "az": "Əliyev", "hy": "Ալիև"},
        {"en": "Lukashenko", "pl": "Łukaszenki", "uk": "Лукашенка", "hy": "Լուկաշենկո"},
        {"en": "Putin", "ru": "Путин", "fr": "Poutine", "hy": "Պուտին", "ka": "პუტინმა"},
        {"en": "Mirzoyan", "ru": "Мирзоян", "pl": "Mirzojana", "hy": "Միրզոյան", "fr": "Mirzoïan"},
        {"en": "Lavrov", "ru": "Лавров", "pl": "Ławrow", "uk": "Лаврова", "az": "Lavrov"},
        {"en": "Kobakhidze", "ru": "Кобахидзе", "az": "Kobaxidze", "pl": "Kobachidze", "ka": "კობახიძე"},
        {"en": "Guterres", "ru": "Гутерреш", "az": "Quterreş", "hy": "Գուտերեշ"},
    ],
)
def test_the_spellings_of_a_name_sound_alike(spellings: dict[str, str]) -> None:
    assert len({sound(fold(name), language) for language, name in spellings.items()}) == 1


def test_names_that_differ_sound_different() -> None:
    names = ("Pashinyan", "Putin", "Aliyev", "Erdogan", "Macron", "Mirzoyan", "Biden", "Baerbock", "Bayramov")
    assert len({sound(fold(name), "en") for name in names}) == len(names)
