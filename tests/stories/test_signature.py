"""What an article says, and what kind of piece it is."""

from __future__ import annotations

import pytest

from bot.stories.kinds import is_titled_as_report
from bot.stories.signature import Channel, signature
from tests.stories.told import told


def test_a_weekday_is_the_last_such_day_and_a_date_is_itself() -> None:
    says = signature(told("Talks begin on Tuesday", "They follow those of 3 May and of Monday."))
    assert set(says.channels[Channel.DAYS]) == {"04-30", "05-03", "05-06"}  # told on Monday, 6 May


def test_figures_are_read_as_numbers_and_as_words() -> None:
    says = signature(told("Two killed", "At least 027 people were hurt in 2023."))
    assert set(says.channels[Channel.FIGURES]) == {"2", "27", "2023"}
    assert set(says.channels[Channel.YEARS]) == {"2023"}


def test_what_is_told_first_weighs_most() -> None:
    words = signature(told("Bridge falls", "The river rose; weeks later everybody went home.")).channels[Channel.WORDS]
    assert words["bridge"] > words["river"] > words["home"]


def test_the_title_repeated_at_the_head_of_the_text_counts_once() -> None:
    once = signature(told("Bridge falls in town", "A river rose."))
    twice = signature(told("Bridge falls in town", "Bridge falls in town A river rose."))
    assert once.channels[Channel.WORDS]["bridge"] == twice.channels[Channel.WORDS]["bridge"]


def test_names_are_words_written_large_that_are_no_places_and_never_written_small() -> None:
    says = signature(told("Mayor hails bridge", "In Baku the engineer Samedov met people. Bridge work goes on."))
    names = {written for term, written in says.written.items() if term.startswith(Channel.NAMES)}
    assert "Samedov" in names
    assert not {"Baku", "Bridge"} & names


def test_boilerplate_is_not_what_an_article_says() -> None:
    says = signature(told("Bridge falls", "We use cookies to improve your visit. The river rose."))
    assert "visit" not in says.channels[Channel.WORDS]
    assert "river" in says.channels[Channel.WORDS]


def test_of_a_page_that_is_nearly_all_about_itself_the_rest_is_no_news_either() -> None:
    wall = "We use cookies on this website and so do the partners whose names you find in our long list. "
    assert not signature(told("", f"{3 * wall} Thank you.")).channels[Channel.WORDS]


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Why the talks failed", "en"), ("Five things to know about the vote", "en"), ("The talks, explained", "en"),
        ("Storm in the north – live updates", "en"), ("A bad idea | Opinion", "en"),
        ("Photos: the night of the vote", "en"), ("Watch live: The minister speaks", "en"),
        ("Will the truce hold?", "en"), ("Dlaczego rozmowy upadły", "pl"), ("O co chodzi w sporze o granicę", "pl"),
        ("Почему сорвались переговоры", "ru"), ("Warum die Gespräche scheiterten", "de"),
        ("Wie die Gespräche scheiterten", "de"),
        ("The Papers: 'Talks fail' and 'Dam to close'", "en"), ("Your Tuesday Briefing: Talks fail", "en"),
        ("Round-up: Talks fail, while the dam is shut", "en"), ("Share your view of the dam", "en"),
        ("Przegląd prasy: rozmowy i tama", "pl"), ("Итоги дня: переговоры и плотина", "ru"),
        ("Pourquoi les pourparlers ont échoué", "fr"), ("Ինչու ձախողվեցին բանակցությունները", "hy"),
    ],
)  # fmt: skip
def test_explainers_running_accounts_opinion_and_questions_are_no_reports(title: str, language: str) -> None:
    assert not is_titled_as_report(title, language)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Talks fail in Geneva", "en"), ("People live in tents after the flood", "en"),
        ("Minister explains budget", "en"), ("Police round up smugglers", "en"), ("Papers of the minister found", "en"),
        ("Wie das Ministerium mitteilte, liegt die Fähre auf", "de"),
        ("Jak podał resort, prom jest na mieliźnie", "pl"), ("Co-pilot hurt in crash", "en"),
        ("Rozmowy w Genewie zerwane", "pl"), ("Переговоры в Женеве сорваны", "ru"),
    ],
)  # fmt: skip
def test_reports_are_reports(title: str, language: str) -> None:
    assert is_titled_as_report(title, language)


def test_what_two_articles_may_share_is_kept_in_the_words_of_the_article() -> None:
    says = signature(told("Rozejm w Erywaniu", "Od 20 września obowiązuje zawieszenie broni.", language="pl"))
    kept = {term: written for term, written in says.written.items() if not term.startswith(Channel.NAMES)}
    assert kept == {"cceasefire": "Rozejm", "pyerevan": "Erywaniu", "d09-20": "20 września"}
