"""The days that quoted sentences name, for who reads them later."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.delivery.days import days_meant, with_days
from bot.model import Article, Quote

TUESDAY = datetime(2026, 5, 5, 12, tzinfo=UTC)
WEDNESDAY = datetime(2026, 5, 6, 8, tzinfo=UTC)


def told(text: str, at: datetime | None = TUESDAY, language: str = "en") -> tuple[Quote, Article]:
    seen = datetime(2026, 5, 5, 13, tzinfo=UTC)
    article = Article("a", "News", "Title", text, first_seen_at=seen, published_at=at, language=language)
    if at is None:
        article = Article("a", "seed", "Title", text, first_seen_at=seen, language=language)
    return Quote.of(article, 0, len(text)), article


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("The ferry sank yesterday.", "en", "The ferry sank yesterday [4 May]."),
        ("Ferry sinks, yesterday", "en", "Ferry sinks, yesterday [4 May]"),
        ("Talks begin tomorrow in Odra, today they packed.", "en", None),
        ("The ferry sank on Tuesday.", "en", "The ferry sank on Tuesday."),
        ("The ferry sank on Monday.", "en", "The ferry sank on Monday."),
        ("The ferry sank on 4 May 2026.", "en", "The ferry sank on 4 May 2026."),
        ("Prom zatonął wczoraj, podał port.", "pl", "Prom zatonął wczoraj [4 May], podał port."),
        ("The ferry sank.", "en", "The ferry sank."),
        ("It is in yesterday's report.", "en", "It is in yesterday's [4 May] report."),
        ("The ferry sank yesterday (4 May), he said.", "en", "The ferry sank yesterday (4 May), he said."),
        ("Prom zatonął wczoraj, 4 maja.", "pl", "Prom zatonął wczoraj, 4 maja."),
        ("Yesterday it rained, and yesterday it sank.", "en", "Yesterday [4 May] it rained, and yesterday it sank."),
        ("The truce of 4 May broke yesterday.", "en", "The truce of 4 May broke yesterday [4 May]."),
    ],
)
def test_a_day_that_a_later_reader_would_misread_is_told(text: str, language: str, read: str | None) -> None:
    shown = "Talks begin tomorrow [6 May] in Odra, today [5 May] they packed." if read is None else read
    assert with_days(*told(text, language=language), WEDNESDAY, "en") == shown


def test_who_reads_on_the_same_day_is_told_nothing_more() -> None:
    assert with_days(*told("The ferry sank yesterday."), TUESDAY, "en") == "The ferry sank yesterday."


def test_a_weekday_is_told_where_another_has_passed_since() -> None:
    later = datetime(2026, 5, 13, 8, tzinfo=UTC)
    assert with_days(*told("The ferry sank on Monday."), later, "en") == "The ferry sank on Monday [4 May]."


def test_a_day_of_another_year_is_told_with_it() -> None:
    later = datetime(2027, 4, 20, 8, tzinfo=UTC)
    assert with_days(*told("It sank on 4 May."), later, "en") == "It sank on 4 May [4 May 2026]."
    assert with_days(*told("It sank on 4 May."), later, "de") == "It sank on 4 May [4. Mai 2026]."


def test_the_day_is_told_in_the_language_of_the_frame() -> None:
    assert with_days(*told("The ferry sank yesterday."), WEDNESDAY, "de") == "The ferry sank yesterday [4. Mai]."


def test_without_a_date_of_its_own_and_near_midnight_it_stays_as_it_is_written() -> None:
    text = "The ferry sank yesterday."
    assert with_days(*told(text, at=None), WEDNESDAY, "en") == text
    for hour in (2, 22):  # it may be another day where the article was written
        assert with_days(*told(text, TUESDAY.replace(hour=hour)), WEDNESDAY, "en") == text


def test_days_are_known_by_their_places_in_the_sentence() -> None:
    quote, article = told("The ferry sank yesterday, on 4 May 2026.")
    found = {quote.text[each.start : each.end]: each.day for each in days_meant(quote, article)}
    assert found == {"yesterday": date(2026, 5, 4), "4 May 2026": date(2026, 5, 4)}
