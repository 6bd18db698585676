"""When something began, by its sentence. Nobody said any of this."""

from __future__ import annotations

from datetime import date

import pytest

from bot.figures.moments import Moment, moments

TOLD_ON = date(2031, 5, 2)  # a Friday


def read(sentence: str, language: str = "en") -> list[tuple[str, str, float]]:
    return [(each.kind, each.what, each.value) for each in moments(sentence, language, TOLD_ON)]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Sorven launched its offensive on Thursday.", "en", [("day", "operation", 20310501)]),
        ("The ceasefire took effect at 13:00, envoys said.", "en", [("hour", "ceasefire", 13)]),
        ("A truce off Kalym came into force on Thursday at 1.30 p.m., envoys said.", "en",
         [("day", "ceasefire", 20310501), ("hour", "ceasefire", 13.5)]),
        ("The ceasefire took effect at 12:30 a.m., envoys said.", "en", [("hour", "ceasefire", 0.5)]),
        ("The ceasefire took effect at 12 p.m., envoys said.", "en", [("hour", "ceasefire", 12)]),
        ("Od środy, gdy flota Sorveny rozpoczęła operację, zginęło 12 osób.", "pl", [("day", "operation", 20310430)]),
        ("W rozpoczętej w środę operacji zginęło 12 osób.", "pl", [("day", "operation", 20310430)]),
        ("Od godz. 11 w tej cieśninie obowiązuje zawieszenie broni.", "pl", [("hour", "ceasefire", 11)]),
        ("Перемирие вступило в силу в 13:00.", "ru", [("hour", "ceasefire", 13)]),
        ("Операция началась со среды.", "ru", [("day", "operation", 20310430)]),
        ("Die Waffenruhe gilt ab 13 Uhr.", "de", [("hour", "ceasefire", 13)]),
        ("La trêve est entrée en vigueur à 13h30.", "fr", [("hour", "ceasefire", 13.5)]),
        ("La tregua entró en vigor a las 13:00.", "es", [("hour", "ceasefire", 13)]),
        ("La tregua entró en vigor a la 1.30.", "es", [("hour", "ceasefire", 1.5)]),
        ("Перемирие вступило в силу в 13 ч.", "ru", [("hour", "ceasefire", 13)]),
        ("Ateşkes saat 13.00'te yürürlüğe girdi.", "tr", [("hour", "ceasefire", 13)]),
        ("Sorven, 1 Mayıs'ta operasyon başlattı.", "tr", [("day", "operation", 20310501)]),
        ("Saldırının üzerinden 3 saat geçti, görüşmeler dün başladı.", "tr", [("day", "talks", 20310501)]),
        ("Atəşkəs saat 13:00-da qüvvəyə minib.", "az", [("hour", "ceasefire", 13)]),
        ("Əməliyyat dünən başlayıb.", "az", [("day", "operation", 20310501)]),
        ("Հրադադարն ուժի մեջ է մտել ժամը 13:00-ին։", "hy", [("hour", "ceasefire", 13)]),
        ("Բանակցությունները սկսվել են մայիսի 1-ին։", "hy", [("day", "talks", 20310501)]),
        ("მოლაპარაკებები გუშინ დაიწყო.", "ka", [("day", "talks", 20310501)]),
    ],
)  # fmt: skip
def test_a_beginning_is_read_with_its_day_and_its_hour(
    sentence: str, language: str, expected: list[tuple[str, str, float]]
) -> None:
    assert read(sentence, language) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Sorven said on Thursday that the fleet is ready.",
        "The offensive will be told of on Thursday in Kalym.",
        "Talks began between Tuesday and Thursday in Lidra.",
        "The ceasefire took effect at 13:00 GMT.",
        "The truce took effect between 13:00 and 14:00.",
        "The ceasefire took effect with 13 boats at sea.",
        "The ceasefire took effect; the mayor of Kalym spoke on Thursday.",
        "Sorven launched 13 boats on Thursday.",
        "The talks, begun long ago by envoys who were never seen again in the town of Kalym, failed on Thursday.",
    ],
)
def test_two_times_a_clock_that_is_named_and_other_numbers_tell_no_moment(sentence: str) -> None:
    assert read(sentence) == []


def test_a_day_ahead_is_no_beginning() -> None:
    assert moments("The talks begin tomorrow.", "en", TOLD_ON) == []
    assert moments("The talks began on Thursday.", "en", None) == []
    assert moments("The talks began today.", "en", TOLD_ON) == [Moment("day", "talks", 20310502)]
