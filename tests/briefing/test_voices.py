from __future__ import annotations

from bot.briefing.voices import voices, weight
from tests.briefing.examples import EVENING, HOUR, article, member

WIRE = "A ferry with 120 people ran aground off Kalym on Friday, and the coast guard took all of them ashore by noon."


def test_a_wire_text_with_another_ending_is_a_copy() -> None:
    one = article("a", "Ferry aground", WIRE)
    other = article("b", "All saved", f"{WIRE} More soon.")
    assert voices([one, other]) == [[one]]


def test_the_first_half_of_a_wire_text_is_a_copy() -> None:
    more = "The captain, who had radioed for help at dawn, blamed fog; an inquiry opens in Kalym harbour on Monday."
    assert voices([article("a", "Ferry aground", f"{WIRE} {more}"), article("b", "All saved", WIRE)]) == [
        [article("a", "Ferry aground", f"{WIRE} {more}")]
    ]


def test_two_texts_of_one_source_are_one_voice() -> None:
    one = article("a", "Ferry aground", WIRE, source="Kalym Post")
    other = article("b", "Captain held", "Police detained the captain of the ferry.", source="Kalym Post")
    assert voices([one, other]) == [[one, other]]


def test_texts_of_their_own_are_voices() -> None:
    one = article("a", "Ferry aground", WIRE)
    other = article("b", "Captain held", "Police detained the captain of the ferry.")
    assert voices([one, other]) == [[one], [other]]


def test_weight_grows_with_voices_aboutness_and_freshness() -> None:
    fresh = member(article("a", "Ferry aground", WIRE, hours=1))
    stale = member(article("a", "Ferry aground", WIRE, hours=23))
    faint = member(article("a", "Ferry aground", WIRE, hours=1), score=0.5)
    second = member(article("b", "Captain held", "Police detained the captain of the ferry.", hours=1))
    base = weight([fresh], EVENING)
    assert weight([fresh, second], EVENING) > base > weight([stale], EVENING)
    assert base > weight([faint], EVENING)


def test_what_was_told_after_the_moment_is_as_fresh_as_can_be() -> None:
    now = member(article("a", "Ferry aground", WIRE, hours=0))
    assert weight([member(article("a", "Ferry aground", WIRE, hours=-1))], EVENING) == weight([now], EVENING)
    assert weight([now], EVENING) > weight([now], EVENING + HOUR)
