from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from babel.dates import format_date

from bot.text.dates import days_read, is_in_passing, named_days
from bot.text.tense import tense_at

WEDNESDAY = date(2023, 9, 20)


def days(text: str, language: str | None = "en", told_on: date | None = WEDNESDAY) -> list[tuple[str, date | None]]:
    return [(text[named.start : named.end], named.day) for named in named_days(text, language, told_on)]


@pytest.mark.parametrize(
    ("language", "text", "written", "day"),
    [
        ("en", "The army struck on 19 September 2023.", "19 September 2023", date(2023, 9, 19)),
        ("en", "It began on Sept. 27, 2020, at dawn.", "Sept. 27, 2020", date(2020, 9, 27)),
        ("en", "Signed on the 9th of November 2020", "9th of November 2020", date(2020, 11, 9)),
        ("en", "On Tuesday, September 19, shelling began", "Tuesday, September 19", date(2023, 9, 19)),
        ("pl", "We wtorek 19 września wojska zaatakowały", "wtorek 19 września", date(2023, 9, 19)),
        ("ru", "9 ноября 2020 года подписано соглашение", "9 ноября 2020", date(2020, 11, 9)),
        ("uk", "19 вересня почалася атака", "19 вересня", date(2023, 9, 19)),
        ("de", "Am Dienstag, dem 19. September, griff die Armee an", "Dienstag, dem 19. September", date(2023, 9, 19)),
        ("fr", "Le 1er mai 2020, un accord", "1er mai 2020", date(2020, 5, 1)),
        ("es", "El 9 de noviembre de 2020 se firmó", "9 de noviembre de 2020", date(2020, 11, 9)),
        ("tr", "Ateşkes 10 Kasım 2020 gecesi", "10 Kasım 2020", date(2020, 11, 10)),
        ("hy", "պատերազմը 27 սեպտեմբերի 2020 սկսվեց", "27 սեպտեմբերի 2020", date(2020, 9, 27)),
        ("hy", "2020 թվականի սեպտեմբերի 27-ին սկսվեց պատերազմը", "սեպտեմբերի 27", date(2020, 9, 27)),
        ("hy", "սեպտեմբերի 19-ին հարձակում սկսվեց", "սեպտեմբերի 19", date(2023, 9, 19)),
        ("az", "2020-ci il noyabrın 10-da imzalandı", "noyabrın 10", date(2020, 11, 10)),
        ("az", "27 sentyabr 2020-ci il müharibə başladı", "27 sentyabr 2020", date(2020, 9, 27)),
        ("az", "İyunun 5-də körpü açıldı", "İyunun 5", date(2023, 6, 5)),
        ("ka", "2020 წლის 27 სექტემბერს ომი დაიწყო", "27 სექტემბერს", date(2020, 9, 27)),
        ("ka", "19 სექტემბერს შეტევა დაიწყო", "19 სექტემბერს", date(2023, 9, 19)),
        ("ru", "12 сентября, во вторник, открыли мост", "12 сентября", date(2023, 9, 12)),
        ("pl", "12 września (wtorek) otwarto most", "12 września", date(2023, 9, 12)),
        ("tr", "12 Eylül Salı günü köprü açıldı", "12 Eylül", date(2023, 9, 12)),
        ("en", "The bridge opened on Tuesday (September 12)", "Tuesday (September 12", date(2023, 9, 12)),
        ("en", "as of 2023-09-19 nobody", "2023-09-19", date(2023, 9, 19)),
        ("de", "Stand 19.09.2023 gilt", "19.09.2023", date(2023, 9, 19)),
    ],
)
def test_a_written_date_is_the_day_it_says(language: str, text: str, written: str, day: date) -> None:
    assert days(text, language) == [(written, day)]


@pytest.mark.parametrize(
    "language", ["en", "pl", "ru", "uk", "de", "fr", "es", "it", "pt", "tr", "az", "hy", "ka", "nl", "sv", "ro", "el"]
)
def test_a_date_as_cldr_writes_it_is_the_day_it_says(language: str) -> None:
    for length in ("medium", "long", "full"):
        for month in range(1, 13):
            day = date(2023, month, 19)
            written = format_date(day, length, language)
            assert [found for _, found in days(f"{written}.", language)] == [day], written


@pytest.mark.parametrize(("language", "text"), [("en", "January 6, "), ("az", "sentyabrın 27, ")])
def test_ten_thousand_dates_are_read_in_time_that_grows_with_them(language: str, text: str) -> None:
    started = time.process_time()  # a busy machine is no mistake
    assert len(list(named_days(text * 10_000, language, WEDNESDAY))) == 10_000
    assert time.process_time() - started < 10  # some tenths of a second; quadratic it would take minutes


def test_a_second_day_of_a_stretch_is_a_day_of_its_own() -> None:
    assert [written for written, _ in days("from 5 September to Friday")] == ["5 September", "Friday"]


def test_another_weekday_beside_a_date_is_a_day_of_its_own() -> None:
    assert days("On 12 September they met; on Monday they parted") == [
        ("12 September", date(2023, 9, 12)),
        ("Monday", date(2023, 9, 18)),
    ]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Five people died yesterday", date(2023, 9, 19)),
        ("pl", "Wczoraj zginęło pięć osób", date(2023, 9, 19)),
        ("pl", "Przedwczoraj podpisano rozejm", date(2023, 9, 18)),
        ("pl", "Od wtorku trwa operacja", date(2023, 9, 19)),
        ("ru", "Операция идет со вторника", date(2023, 9, 19)),
        ("uk", "Операція триває з вівторка", date(2023, 9, 19)),
        ("uk", "Сталося у п'ятницю", date(2023, 9, 15)),
        ("uk", "Сталося у п’ятницю", date(2023, 9, 15)),
        ("uk", "Сталося у пʼятницю", date(2023, 9, 15)),
        ("uk", "Операція триває з пʼятниці", date(2023, 9, 15)),
        ("ca", "Va passar el 9 d'abril", date(2023, 4, 9)),
        ("ca", "Va passar el 9 d’abril", date(2023, 4, 9)),
        ("ru", "Вчера погибли пять человек", date(2023, 9, 19)),
        ("de", "Gestern starben fünf Menschen", date(2023, 9, 19)),
        ("fr", "Aujourd’hui les pourparlers ont repris", date(2023, 9, 20)),
        ("es", "Anteayer murieron cinco personas", date(2023, 9, 18)),
        ("es", "Anoche murieron cinco personas", date(2023, 9, 19)),
        ("en", "Five people died last night", date(2023, 9, 19)),
        ("en", "Five people died the day before yesterday", date(2023, 9, 18)),
        ("de", "Am Sonntagabend begannen Gespräche", date(2023, 9, 17)),
        ("de", "Montagmorgen begannen Gespräche", date(2023, 9, 18)),
        ("de", "Am Sonnabend begannen Gespräche", date(2023, 9, 16)),
        ("nl", "De gesprekken begonnen maandagochtend", date(2023, 9, 18)),
        ("tr", "Evvelsi gün beş kişi öldü", date(2023, 9, 18)),
        ("tr", "Öbür gün görüşecekler", date(2023, 9, 22)),
        ("az", "Sırağagün körpü açıldı", date(2023, 9, 18)),
        ("hy", "Նախանցյալ օրը կամուրջը բացվեց", date(2023, 9, 18)),
        ("hy", "Երեկ չէ առաջին օրը կամուրջը բացվեց", date(2023, 9, 18)),
        ("hy", "Վաղը չէ մյուս օրը կբացվի", date(2023, 9, 22)),
        ("hy", "Կամուրջը էսօր բացվեց", date(2023, 9, 20)),
        ("ka", "ზეგ ხიდი გაიხსნება", date(2023, 9, 22)),
        ("ka", "მოლაპარაკება გუშინ დაიწყო", date(2023, 9, 19)),
        ("ka", "მოლაპარაკება სამშაბათს დაიწყო", date(2023, 9, 19)),
        ("en", "Talks began on Monday", date(2023, 9, 18)),
        ("en", "Talks began on Wednesday", date(2023, 9, 20)),
        ("en", "Talks began on Thursday", date(2023, 9, 14)),
        ("pl", "W środę rozpoczęły się rozmowy", date(2023, 9, 20)),
        ("pl", "W sobotę wybuchł pożar", date(2023, 9, 16)),
        ("ru", "В среду начались переговоры", date(2023, 9, 20)),
        ("ru", "В пятницу начались переговоры", date(2023, 9, 15)),
        ("de", "Am Montag begannen Gespräche", date(2023, 9, 18)),
        ("fr", "Lundi, les pourparlers ont commencé", date(2023, 9, 18)),
        ("es", "el miércoles comenzaron las conversaciones", date(2023, 9, 20)),
    ],
)
def test_a_relative_day_is_counted_from_the_day_of_telling(language: str, text: str, day: date) -> None:
    assert [found for _, found in days(text, language)] == [day]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "next Monday", date(2023, 9, 25)),
        ("pl", "w przyszły poniedziałek", date(2023, 9, 25)),
        ("ru", "в следующий понедельник", date(2023, 9, 25)),
        ("de", "am kommenden Freitag", date(2023, 9, 22)),
        ("pl", "w najbliższy piątek", date(2023, 9, 22)),
        ("fr", "lundi prochain", date(2023, 9, 25)),
        ("es", "el próximo lunes", date(2023, 9, 25)),
        ("en", "last Friday", date(2023, 9, 15)),
        ("ru", "в прошлую пятницу", date(2023, 9, 15)),
        ("fr", "vendredi dernier", date(2023, 9, 15)),
        ("tr", "önümüzdeki Cuma günü", date(2023, 9, 22)),
        ("tr", "geçtiğimiz Cuma günü", date(2023, 9, 15)),
        ("az", "ötən cümə günü", date(2023, 9, 15)),
        ("hy", "առաջիկա ուրբաթ", date(2023, 9, 22)),
        ("hy", "անցած ուրբաթ", date(2023, 9, 15)),
        ("ka", "გასულ პარასკევს", date(2023, 9, 15)),
    ],
)
def test_next_and_last_lead_away_from_the_nearest(language: str, text: str, day: date) -> None:
    assert [found for _, found in days(text, language)] == [day]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "The ministers will meet on Friday", date(2023, 9, 22)),
        ("en", "On Friday, the ministers will meet", None),  # another clause: nothing tells which
        ("en", "On Friday the ministers will meet", date(2023, 9, 22)),
        ("en", "The ministers agreed to meet on Sunday", date(2023, 9, 24)),
        ("en", "He said on Friday that the talks would resume on Monday", date(2023, 9, 15)),
        ("en", "Mr Will Ahmed said on Friday", date(2023, 9, 15)),
        ("en", "Parliament won’t vote on Thursday", date(2023, 9, 21)),
        ("pl", "Ministrowie spotkają się w piątek", date(2023, 9, 22)),
        ("pl", "W piątek odbędą się rozmowy", date(2023, 9, 22)),
        ("ru", "Переговоры пройдут в пятницу", date(2023, 9, 22)),
        ("ru", "Министры встретились в пятницу", date(2023, 9, 15)),
        ("uk", "Переговори відбудуться у п’ятницю", date(2023, 9, 22)),
        ("uk", "Парламент голосуватиме у четвер", date(2023, 9, 21)),
        ("de", "Die Gespräche sollen am Freitag beginnen", date(2023, 9, 22)),
        ("de", "Die Gespräche wurden am Freitag fortgesetzt", date(2023, 9, 15)),
        ("fr", "Les ministres se réuniront vendredi", date(2023, 9, 22)),
        ("fr", "Les ministres se sont réunis vendredi", date(2023, 9, 15)),
        ("es", "Los ministros se reunirán el viernes", date(2023, 9, 22)),
        ("es", "Los ministros se reunieron el viernes", date(2023, 9, 15)),
        ("it", "I ministri si incontreranno venerdì", date(2023, 9, 22)),
        ("pt", "O parlamento votará na sexta-feira", date(2023, 9, 22)),
        ("pt", "O parlamento votou na sexta-feira", date(2023, 9, 15)),
        ("tr", "Bakanlar Cuma günü görüşecekler", date(2023, 9, 22)),
        ("tr", "Bakanlar Cuma günü görüştüler", date(2023, 9, 15)),
        ("az", "Nazirlər cümə günü görüşəcəklər", date(2023, 9, 22)),
        ("hy", "Նախարարները հանդիպելու են ուրբաթ", date(2023, 9, 22)),
    ],
)
def test_a_weekday_is_the_last_or_the_coming_one_as_its_clause_tells(
    language: str, text: str, day: date | None
) -> None:
    assert [found for _, found in days(text, language)][:1] == [day]


def test_two_weekdays_of_a_sentence_have_each_their_own_tense() -> None:
    told = days("He said on Friday that the talks would resume on Thursday")
    assert [day for _, day in told] == [date(2023, 9, 15), date(2023, 9, 21)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Talks continue on Friday"),
        ("en", "The minister said talks continue on Friday"),
        ("en", "Friday’s match against Arsenal"),
        ("pl", "Rozmowy trwają w piątek"),
        ("ru", "Переговоры продолжаются в пятницу"),
        ("nl", "Vrijdag"),
    ],
)
@pytest.mark.parametrize("told_on", [date(2023, 9, 18), WEDNESDAY, date(2023, 9, 21)])
def test_a_weekday_that_no_word_dates_stays_open_where_the_coming_one_is_nearer(
    language: str, text: str, told_on: date
) -> None:
    known = [day for _, day in days(text, language, told_on)]
    assert known == [None] or (told_on == date(2023, 9, 18) and "continue" not in text and known == [date(2023, 9, 15)])


def test_a_weekday_that_no_word_dates_is_that_of_yesterday_or_today() -> None:
    assert [days("Talks continue on Friday", told_on=date(2023, 9, day))[0][1] for day in (22, 23)] == [
        date(2023, 9, 22)
    ] * 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The club was due to play on Thursday, but fighting broke out"),
        ("en", "The ministers were to meet on Friday"),
        ("pl", "Klub w czwartek miał zagrać, ale wybuchły walki"),
        ("uk", "Клуб мав зіграти у четвер"),
        ("de", "Der Klub sollte am Donnerstag spielen"),
        ("fr", "Le club devait jouer vendredi"),
    ],
)
def test_what_was_to_be_on_a_weekday_may_be_still_to_come(language: str, text: str) -> None:
    assert [day for _, day in days(text, language)] == [None]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Shares fell ahead of Friday’s vote", date(2023, 9, 22)),
        ("Shares fell before the Friday vote", date(2023, 9, 22)),
        ("Shares fell before Tuesday’s vote", date(2023, 9, 19)),
        ("Before Sunday’s match they had stayed silent", date(2023, 9, 17)),
        ("Before Saturday’s match they had stayed silent", date(2023, 9, 16)),
        ("Shares fell on Friday before the vote", date(2023, 9, 15)),
    ],
)
def test_what_went_on_ahead_of_tomorrow_or_the_day_after_is_not_of_last_week(text: str, day: date | None) -> None:
    assert [found for _, found in days(text, "en")] == [day]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Schools were closed until Saturday", date(2023, 9, 23)),
        ("en", "The bars have been ordered to close from Friday", date(2023, 9, 22)),
        ("en", "The dead from Friday’s fire were named", date(2023, 9, 15)),
        ("en", "The crowds stayed until Monday", date(2023, 9, 18)),
        ("de", "Die Schulen wurden bis zum Freitag geschlossen", date(2023, 9, 22)),
        ("fr", "Les écoles ont été fermées jusqu’à vendredi", date(2023, 9, 22)),
        ("es", "Cerraron las escuelas hasta el viernes", date(2023, 9, 22)),
    ],
)
def test_what_lasts_until_a_weekday_lasts_until_the_nearer_one(language: str, text: str, day: date) -> None:
    assert [found for _, found in days(text, language)] == [day]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "The bridge fell on 10 August last year", date(2022, 8, 10)),
        ("en", "The bridge fell on August 10 of last year", date(2022, 8, 10)),
        ("pl", "Most runął 10 sierpnia ub. r. w nocy", date(2022, 8, 10)),
        ("pl", "Most runął 10 sierpnia zeszłego roku", date(2022, 8, 10)),
        ("ru", "Мост рухнул 10 августа прошлого года", date(2022, 8, 10)),
        ("uk", "Міст упав 10 серпня минулого року", date(2022, 8, 10)),
        ("de", "Die Brücke fiel am 10. August vergangenen Jahres", date(2022, 8, 10)),
        ("fr", "Le pont est tombé le 10 août de l’an dernier", date(2022, 8, 10)),
        ("fr", "Le pont est tombé le 1er octobre dernier", date(2022, 10, 1)),
        ("fr", "Le pont rouvrira le 1er septembre prochain", date(2024, 9, 1)),
        ("es", "El puente cayó el pasado 10 de octubre", date(2022, 10, 10)),
        ("es", "El puente cayó el 10 de agosto del año pasado", date(2022, 8, 10)),
        ("en", "The bridge fell last October 10", date(2022, 10, 10)),
        ("it", "Il ponte è crollato lo scorso 1 ottobre", date(2022, 10, 1)),
        ("en", "The bridge fell on September 5 next to the harbour", date(2023, 9, 5)),
        ("en", "The fall of the bridge, coming on September 5, was feared", date(2023, 9, 5)),
    ],
)
def test_of_which_year_a_date_is_may_stand_beside_it_in_words(language: str, text: str, day: date) -> None:
    assert [found for _, found in days(text, language)] == [day]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Revenue rose in the quarter ended Aug. 27"),
        ("en", "Revenue rose in the three months to August 31, the bank said"),
        ("pl", "Zysk wzrósł w kwartale zakończonym 31 sierpnia"),
        ("de", "Der Gewinn stieg im Quartal bis 31. August"),
        ("fr", "Le bénéfice de l’exercice clos le 31 août a augmenté"),
    ],
)
def test_the_end_of_a_quarter_is_no_day_on_which_something_happened(language: str, text: str) -> None:
    assert [found for _, found in days(text, language)] == [None]


@pytest.mark.parametrize(
    ("language", "text", "is_aside"),
    [
        ("en", "Two were hurt in the fighting that erupted on Sunday", True),
        ("en", "Two were hurt in the fighting on Sunday", False),
        ("pl", "Dwóch raniono w walkach, które wybuchły w niedzielę", True),
        ("pl", "Dwóch raniono w walkach w niedzielę", False),
        ("ru", "Двое ранены в боях, которые начались в воскресенье", True),
        ("de", "Zwei wurden in Kämpfen verletzt, die seit Sonntag dauern", True),
    ],
)
def test_a_day_may_be_named_in_passing(language: str, text: str, is_aside: bool) -> None:
    [day] = days_read(text, language, datetime(2023, 9, 20, 12, tzinfo=UTC))
    assert is_in_passing(text, 0, day, language) is is_aside


def test_what_is_ahead_of_yesterdays_weekday_is_none_of_both() -> None:
    assert days("They will meet on Tuesday")[0][1] is None


@pytest.mark.parametrize(
    ("language", "text"), [("en", "next Friday"), ("pl", "w przyszły piątek"), ("en", "last Monday")]
)
def test_a_day_that_people_read_differently_stays_open(language: str, text: str) -> None:
    assert [found for _, found in days(text, language)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "It may 5 times march 3 miles and sat on 12 chairs",
        "in May 20 people died",
        "on 3/4/2023, 10.5 and 12:30",
        "a Monday-like mood of Mondays",
        "Die Frau, die am 12 Uhr kam",
        "version 1.2.2023.4",
    ],
)
def test_bare_numbers_and_common_words_name_no_day(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She told the Today programme that it holds"),
        ("en", "as Last Week Tonight showed"),
        ("en", "Those who died on Bloody Sunday"),
        ("en", "the striker of Sheffield Wednesday said"),
        ("en", "The Sunday Times reported it"),
    ],
)
def test_what_is_only_called_after_a_day_names_none(language: str, text: str) -> None:
    assert days(text, language) == []


def test_a_capital_that_begins_a_sentence_is_no_name() -> None:
    assert days("It held. Today it broke.") == [("Today", WEDNESDAY)]
    assert days("“Today it broke,” he said.") == [("Today", WEDNESDAY)]
    assert days("On Sunday Mariam Petrosyan said so.") == [("Sunday", date(2023, 9, 17))]


def test_a_date_without_a_year_is_the_nearest_and_rather_a_past_one() -> None:
    assert days("on 30 December", told_on=date(2024, 1, 3))[0][1] == date(2023, 12, 30)
    assert days("on 12 January", told_on=date(2023, 9, 20))[0][1] == date(2023, 1, 12)
    assert days("on 2 January", told_on=date(2023, 12, 20))[0][1] == date(2024, 1, 2)
    assert days("on 29 February", told_on=date(2024, 9, 20))[0][1] == date(2024, 2, 29)


def test_a_date_of_long_ago_that_stands_before_a_noun_is_a_name() -> None:
    assert days("A militia member and January 6 participant was charged") == [("January 6", None)]
    assert days("The Jan. 6 committee met") == [("Jan. 6", None)]
    for text in ("On January 6 rioters came", "It began January 6, officials said", "The January 6, 2021, riot"):
        assert days(text)[0][1]
    assert days("The September 8 earthquake") == [("September 8", date(2023, 9, 8))]


def test_near_midnight_a_day_is_known_where_every_zone_means_the_same() -> None:
    late = datetime(2023, 9, 19, 23, 30, tzinfo=UTC)  # a Tuesday, and a Wednesday farther east
    read = days_read("It rained on Monday, it rained today, it rained on Wednesday", "en", late)
    assert [each.sure for each in read] == [date(2023, 9, 18), None, date(2023, 9, 20)]
    assert read[1].days == {date(2023, 9, 19), date(2023, 9, 20)}
    assert days_read("today", "en", late.replace(hour=0, minute=0))[0].sure == date(2023, 9, 19), "a date alone"


def test_without_a_day_of_telling_only_whole_dates_are_known() -> None:
    text = "On Monday night; on 19 September; yesterday, on 19 September 2023"
    assert [day for _, day in days(text, told_on=None)] == [None, None, None, date(2023, 9, 19)]


def test_a_day_that_no_month_has_is_none() -> None:
    assert days("on 31 April 2023") == [("31 April 2023", None)]


def test_a_language_nobody_knows_is_read_as_english() -> None:
    assert days("on Monday", None) == days("on Monday", "zz") == [("Monday", date(2023, 9, 18))]


@pytest.mark.parametrize(
    ("text", "day", "language"),
    [
        ("około pół boiska w środę", "środę", "pl"), ("сначала дела в среду", "среду", "ru"),
        ("ніколи джерела в середу", "середу", "uk"), ("rain or red snow on Monday", "Monday", "en"),
        ("chuva ou vento na segunda", "segunda", "pt"), ("il partito e il credito lunedì", "lunedì", "it"),
    ],
)  # fmt: skip
def test_words_that_end_like_verbs_of_the_past_tell_no_tense(text: str, day: str, language: str) -> None:
    at = text.index(day)
    assert tense_at(text, at, at + len(day), language) is None
