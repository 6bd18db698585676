"""What was to come is not told below what came of it."""

from __future__ import annotations

import pytest

from bot.briefing.candidates import candidates
from bot.briefing.compose import compose
from bot.briefing.previews import without_overtaken
from bot.model import Article
from tests.briefing.examples import all_quotes, article, member, window

MORNING, EVENING, NIGHT = 12, 2, 1  # hours ago
OUTCOME = article(
    "out",
    "Bank of Kalym holds rates",
    "The Bank of Kalym has held its lending rates at five percent on Friday, its governor said.",
    hours=EVENING,
)
KNIFE_EDGE = "The Bank of Kalym faces a knife-edge decision on its lending rates on Friday after prices fell in Lidra."


def _left(*reports: Article) -> list[str]:
    return [each.quote.text for each in without_overtaken([each for report in reports for each in candidates(report)])]


def _report(text: str, hours: float = MORNING, language: str = "en") -> Article:
    return article("other", "Traders in Kalym look to its bank", text, hours=hours, language=language)


@pytest.mark.parametrize(
    "preview",
    [
        KNIFE_EDGE,
        "The Bank of Kalym is expected to hold its lending rates, traders in Lidra said.",
        "The Bank of Kalym will decide on its lending rates at noon.",
        "The Bank of Kalym is scheduled to set its lending rates on Friday.",
        "The Bank of Kalym’s meeting on lending rates opens on Friday.",
    ],
)
def test_what_was_to_come_is_left_out_where_a_later_report_tells_what_came(preview: str) -> None:
    assert _left(_report(preview), OUTCOME) == [OUTCOME.text]


@pytest.mark.parametrize(
    "report",
    [
        _report("The Bank of Kalym will decide again on its lending rates next month."),
        _report("The Bank of Kalym is expected to cut its lending rates.", hours=NIGHT),
        _report("The pilots of Sorven are expected to strike over wages, their union said."),
        _report("The Bank of Kalym had held its lending rates at four percent in the spring."),
        _report("Bank Kalymu zdecyduje o stopach procentowych w piątek.", language="pl"),
    ],
    ids=["later on", "told afterwards", "of another", "foresees nothing", "in another language"],
)
def test_nothing_else_is_left_out(report: Article) -> None:
    assert report.text in _left(report, OUTCOME)


@pytest.mark.parametrize(
    ("language", "preview", "outcome"),
    [
        ("en", "The truce talks of Sorven and Lidra are on the brink of collapse.",
         "Sorven and Lidra have signed a truce after talks in Kalym, their ministers said."),
        ("ru", "Переговоры Сорвены и Лидры о перемирии на грани срыва.",
         "Переговоры Сорвены и Лидры о перемирии завершились соглашением, сообщили министры."),
        ("es", "Las negociaciones de Sorven y Lidra sobre la tregua están al borde del colapso.",
         "Las negociaciones de Sorven y Lidra terminaron el viernes con una tregua, dijo un ministro."),
    ],
)  # fmt: skip
def test_what_was_on_the_brink_is_left_out_where_a_later_report_tells_what_came(
    language: str, preview: str, outcome: str
) -> None:
    later = article("out", "Truce", outcome, hours=EVENING, language=language)
    assert _left(_report(preview, language=language), later) == [outcome]


UNKNOWN = "There were no immediate reports of damage."
TOLL = "Twelve people were killed by the earthquake at Lidra, the emergency service said."


@pytest.mark.parametrize("unknown", [UNKNOWN, "The cause was not known.", "It was not immediately clear who did it.",
                                     "Nobody has claimed the attack."])  # fmt: skip
def test_what_was_not_known_is_left_out_below_what_is_said_later(unknown: str) -> None:
    later = article("later", "Earthquake at Lidra", TOLL, hours=EVENING)
    assert _left(_report(unknown), later) == [TOLL]
    assert _left(_report(unknown)) == [unknown]
    assert unknown in _left(_report(unknown, EVENING), later), "not later"
    assert unknown in _left(_report(unknown), article("b", "Lidra", "Lidra has 400 wells.", hours=EVENING)), "no news"


def test_who_denies_it_tells_no_outcome() -> None:
    leaves = "The governor of the Bank of Kalym is to resign on Friday over its lending rates, a newspaper said."
    denies = article(
        "d", "Governor denies it", "The governor of the Bank of Kalym denied that he would resign on Friday."
    )
    assert leaves in _left(_report(leaves), denies)
    resigns = article("r", "Governor resigns", "The governor of the Bank of Kalym has resigned on Friday.")
    assert leaves not in _left(_report(leaves), resigns)


def test_a_briefing_of_the_evening_tells_no_forecast_of_the_morning() -> None:
    briefing = compose(window(member(_report(KNIFE_EDGE)), member(OUTCOME)))
    assert [quote.text for quote in all_quotes(briefing)] == [OUTCOME.text]
    assert [quote.text for quote in all_quotes(compose(window(member(_report(KNIFE_EDGE)))))] == [KNIFE_EDGE]


def test_a_poll_is_left_out_below_the_result() -> None:
    poll = "Oda Lind had 43 percent and Per Hald 39 percent in the poll of 1,004 voters in Kalym."
    result = article(
        "r", "Lind wins in Kalym", "Oda Lind won 51 percent of the votes in Kalym, ahead of Per Hald.", hours=EVENING
    )
    other = article(
        "o", "Roads", "The mayor of Sorven won a prize on Friday for her 51 percent of new roads.", hours=EVENING
    )
    assert poll not in _left(_report(poll), result)
    assert poll in _left(_report(poll), other)
    assert poll in _left(_report(poll, NIGHT), result), "told afterwards"
