from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.briefing.timeline import timeline
from bot.model import Article, Timeline
from tests.briefing.examples import TOPIC, article

FRIDAY = date(2026, 5, 1)
DAY = timedelta(days=1)
MORNING = datetime(2026, 5, 1, 6, tzinfo=UTC)
QUIET = "Fishermen of the straits mended their nets in the harbour of Sorven and waited for better weather."


def told_on(day: date, number: str, text: str, **fields: Any) -> Article:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    title = fields.pop("title", f"Report {number}")
    return article(number, title, text, **{"published_at": at, "first_seen_at": at, **fields})


def made(*articles: Article, **asked: Any) -> Timeline:
    return timeline(TOPIC, articles, **{"zone": UTC, "languages": ("en",), **asked})


def days(told: Timeline) -> list[date]:
    return [each.day for each in told.days]


def sentences(told: Timeline) -> list[list[str]]:
    return [[quote.text for quote, _ in each.sentences] for each in told.days]


def cited(told: Timeline) -> list[str]:
    return [article.id for each in told.days for _, article in each.sentences]


def test_a_day_that_later_articles_point_back_to_stands_out() -> None:
    struck = told_on(FRIDAY, "a", "A tanker struck the bridge of Sorven and spilled its oil into the straits.")
    later = [
        told_on(FRIDAY + n * DAY, f"l{n}", f"The tanker that struck the bridge on May 1 is at anchor {n} miles away.")
        for n in range(3, 8)
    ]
    others = [told_on(FRIDAY + n * DAY, f"q{n}", QUIET) for n in (1, 2)]

    told = made(struck, *others, *later, most=1)

    assert days(told) == [FRIDAY]
    assert told.days[0].looking_back == 5
    assert "struck the bridge" in told.days[0].sentences[0].quote.text


def test_each_day_has_one_sentence_that_its_article_holds() -> None:
    texts = (
        "Divers closed the leak in the tanker's hull.",
        "The harbour of Sorven opened to ships again.",
        "The captain of the tanker was arrested in Sorven.",
    )
    told = made(*(told_on(FRIDAY + n * DAY, f"a{n}", text) for n, text in enumerate(texts)))

    assert days(told) == [FRIDAY, FRIDAY + DAY, FRIDAY + 2 * DAY]
    assert sentences(told) == [[text] for text in texts]
    for quote, article_told in (sentence for each in told.days for sentence in each.sentences):
        assert article_told.text[quote.start : quote.end] == quote.text


def test_a_sentence_that_names_another_day_is_not_told_of_this_one() -> None:
    text = "The tanker struck the bridge of Sorven on Thursday. Divers began to pump the oil from its hull."

    told = made(told_on(FRIDAY, "a", text), first=FRIDAY - DAY)

    assert dict(zip(days(told), sentences(told), strict=True)) == {
        FRIDAY - DAY: ["The tanker struck the bridge of Sorven on Thursday."],
        FRIDAY: ["Divers began to pump the oil from its hull."],
    }


def test_a_weekday_that_has_begun_only_farther_east_is_not_taken_for_that_of_the_week_before() -> None:
    late = datetime(2026, 5, 1, 23, 30, tzinfo=UTC)  # a Friday
    text = "The mayor of Sorven opened the new bridge over the straits on Saturday morning."
    told = made(told_on(FRIDAY, "a", text, published_at=late, first_seen_at=late))
    assert days(told) == [FRIDAY]


def test_a_sentence_that_may_name_the_day_before_is_not_told_of_its_own() -> None:
    late = datetime(2026, 5, 1, 23, 30, tzinfo=UTC)
    text = "A tanker struck the bridge of Sorven yesterday and spilled its oil into the straits."
    told = made(told_on(FRIDAY, "a", f"{QUIET} {text}", published_at=late, first_seen_at=late))
    assert sentences(told) == [[QUIET]]


def test_what_last_happened_years_ago_is_told_of_no_day_of_these() -> None:
    back = "The quarrel over the straits of Sorven last flared in 2020, when Lidra brokered a truce."
    news = "Fishermen of the straits blocked the harbour of Sorven."
    assert sentences(made(told_on(FRIDAY, "a", back), told_on(FRIDAY, "b", news))) == [[news]]


def test_what_opens_with_a_day_of_long_ago_is_of_that_day() -> None:
    texts = ("On the ferry, on 29 September 2020, the mayor joked about the bridge of Sorven.",) * 2
    later = "The mayor who joked about the bridge of Sorven on 29 September 2020 was fined by its court."
    told = made(*(told_on(FRIDAY, number, text) for number, text in zip("abc", (*texts, later), strict=True)))
    assert sentences(told) == [[later]]
    assert not made(told_on(FRIDAY, "d", "On 3 April the mayor had joked about the bridge.")).days


def test_in_polish_too_a_day_may_be_named_in_passing() -> None:
    passing = "Dwóch nurków raniono koło Sorven w walkach, które wybuchły w piątek."
    later = told_on(FRIDAY + 4 * DAY, "b", passing, language="pl")
    told = made(told_on(FRIDAY, "a", "Statki czekały w porcie.", language="pl"), later, languages=("pl",))

    assert dict(zip(days(told), sentences(told), strict=True)).get(FRIDAY) != [passing]
    assert [passing] in sentences(told)


def test_what_names_a_day_in_passing_days_later_is_not_told_of_it() -> None:
    struck = told_on(FRIDAY, "a", "A tanker struck the bridge of Sorven and spilled its oil into the straits.")
    passing = "Two divers were hurt off Sorven in the search for the oil that a tanker spilled on Friday."
    meant = "On Friday the tanker had sailed from Lidra without its pilot, an inquiry of the harbour found."
    later = told_on(FRIDAY + 4 * DAY, "b", f"{passing} {meant}")
    [friday, tuesday] = sentences(made(struck, later))
    assert passing not in friday
    assert passing in tuesday
    assert meant in friday


def test_what_is_announced_is_told_of_the_day_of_the_announcement() -> None:
    announced = told_on(FRIDAY, "a", "The court of Sorven will hear the captain on 9 May 2026.")

    assert days(made(announced, last=FRIDAY + 30 * DAY)) == [FRIDAY]


def test_what_is_said_again_on_other_days_is_no_news_of_any() -> None:
    background = "Sorven, a port of 9,000 people on the straits, lives by its ships and its bridge."
    texts = ("Divers closed the leak.", "The harbour opened to ships again.", "The captain was arrested in Sorven.")

    told = made(*(told_on(FRIDAY + n * DAY, f"a{n}", f"{text} {background}") for n, text in enumerate(texts)))

    assert sentences(told) == [[text] for text in texts]


def test_days_outside_what_was_asked_for_are_left_out() -> None:
    texts = (
        "The tanker sank.",
        "The ferry of Sorven ran aground.",
        "A storm closed the harbour.",
        "Fishermen protested.",
    )
    articles = [told_on(FRIDAY + n * DAY, f"a{n}", text) for n, text in enumerate(texts)]

    told = made(*articles, first=FRIDAY + DAY, last=FRIDAY + 2 * DAY)

    assert days(told) == [FRIDAY + DAY, FRIDAY + 2 * DAY]
    assert told.told == {FRIDAY + DAY: 1, FRIDAY + 2 * DAY: 1}


def test_days_are_those_of_the_readers_zone() -> None:
    late = datetime(2026, 5, 1, 22, tzinfo=UTC)
    given = told_on(FRIDAY, "a", "The ferry of Sorven ran aground.", published_at=late, first_seen_at=late)

    assert days(made(given, zone=ZoneInfo("Asia/Yerevan"))) == [FRIDAY + DAY]


def test_sentences_in_the_language_of_the_readers_go_first() -> None:
    english = told_on(FRIDAY, "e", "The ferry of Sorven ran aground.")
    polish = told_on(FRIDAY, "p", "Prom z Sorven osiadł na mieliźnie, zginęło 12 osób.", language="pl")

    assert cited(made(english, polish)) == ["e"]
    assert cited(made(english, polish, languages=("pl",))) == ["p"]


def test_opinions_and_undated_articles_make_no_days() -> None:
    opinion = told_on(FRIDAY, "o", "The bridge of Sorven must fall.", title="Opinion: tear the bridge down")
    undated = article("u", "A ferry", "The ferry of Sorven ran aground.", hours=None)

    assert made(opinion, undated) == Timeline(TOPIC, None, None, (), {})


def test_the_order_in_which_articles_come_changes_nothing() -> None:
    articles = [
        told_on(FRIDAY + n % 4 * DAY, f"a{n}", f"Ship number {n} left Sorven on May {1 + n % 3}. {QUIET}")
        for n in range(12)
    ]

    assert made(*articles) == made(*reversed(articles))


def test_a_day_that_much_is_told_of_is_told_by_how_it_ended() -> None:
    noon = datetime(2026, 5, 1, 12, tzinfo=UTC)
    fight = [
        told_on(FRIDAY, f"a{n}", f"Crews of ship {n} and guards fought in the harbour of Sorven.") for n in range(30)
    ]
    truce = [
        told_on(
            FRIDAY,
            f"b{n}",
            "Crews and guards of Sorven agreed on a truce that ends the strike, both sides said.",
            published_at=noon + timedelta(hours=6),
        )
        for n in range(60)
    ]
    told = made(*fight, *truce)
    assert sentences(told)[0][0] == truce[0].text


def test_the_weightier_half_of_the_days_is_told_in_two_sentences_that_say_different_things() -> None:
    wreck = [
        told_on(FRIDAY, "a", "A tanker struck the bridge of Sorven and spilled its oil into the straits."),
        told_on(FRIDAY, "b", "A tanker struck the bridge of Sorven and its oil was spilled into the straits."),
        told_on(FRIDAY, "c", "The governor closed every beach from Lidra to the lighthouse.", published_at=MORNING),
    ]
    after = told_on(FRIDAY + DAY, "d", "Divers closed the leak. The harbour opened to ships again.")

    told = made(*wreck, after)

    assert days(told) == [FRIDAY, FRIDAY + DAY]
    assert [len(each) for each in sentences(told)] == [2, 1]
    assert cited(told)[0] == "c"  # it was told first


def test_a_day_of_which_one_thing_is_known_is_told_in_one_sentence() -> None:
    told = made(*(told_on(FRIDAY, name, "The ferry of Sorven ran aground.") for name in "ab"))

    assert sentences(told) == [["The ferry of Sorven ran aground."]]
