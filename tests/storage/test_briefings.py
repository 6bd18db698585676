from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import Alias, Article, BriefedStory, Briefing, Quantity, Tally, Topic
from bot.storage import Storage
from bot.storage.records import as_json, as_kept, from_json
from tests.storage.examples import HOUR, NOON, add, article, briefing, new
from tests.storage.strategies import every_field, storable_text

_articles = st.lists(every_field(Article), max_size=3).map(tuple)
_finite = st.floats(allow_nan=False, allow_infinity=False)
_quantities = st.lists(every_field(Quantity, value=_finite, upto=st.none() | _finite), max_size=2).map(tuple)
_tallies = st.lists(every_field(Tally, quantities=_quantities), max_size=2).map(tuple)
_stories = st.lists(every_field(BriefedStory, articles=_articles, lent=_articles, tallies=_tallies), max_size=3).map(
    tuple
)
_topics = every_field(Topic, id=storable_text)
_briefings = every_field(Briefing, topic=_topics, stories=_stories, notes=_articles)


@given(_briefings)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_briefing_comes_back_equal_in_all_that_is_kept(storage: Storage, whole: Briefing) -> None:
    whole = replace(whole, id=f"b{storage_size(storage)}")
    storage.save_briefing(whole)
    again = storage.briefing(whole.id)
    assert again == as_kept(whole)
    assert as_json(again) == as_json(as_kept(whole))


def storage_size(storage: Storage) -> int:
    """A number that grows with each call."""
    size = int(storage.state("size") or 0) + 1
    storage.set_state("size", str(size))
    return size


def test_of_a_briefing_the_texts_that_it_quotes_are_kept_and_no_others(storage: Storage) -> None:
    whole = briefing("b1")
    unquoted = article("a2", text="Long and unquoted.")
    story = replace(whole.stories[0], articles=(*whole.stories[0].articles, unquoted), lent=(unquoted,))
    topic = replace(whole.topic, aliases=(Alias("CSTO", "en"),))
    storage.save_briefing(replace(whole, topic=topic, stories=(story,), reading=(unquoted,)))
    kept = storage.briefing("b1")
    assert kept is not None
    assert [each.text for each in kept.stories[0].articles] == ["A sentence. Another one.", ""]
    assert [each.text for each in (*kept.stories[0].lent, *kept.reading)] == ["", ""]
    assert [each.title for each in kept.stories[0].articles][1] == "Title of a2"
    assert (kept.topic.name, kept.topic.aliases) == ("CSTO", ())


def test_an_unknown_briefing_is_none(storage: Storage) -> None:
    assert storage.briefing("missing") is None


def test_saving_a_briefing_again_changes_nothing(storage: Storage) -> None:
    storage.save_briefing(briefing("b1"))
    storage.save_briefing(replace(briefing("b1"), articles_read=99))
    assert storage.briefing("b1") == briefing("b1")


def test_a_briefing_shows_its_articles_as_they_stood(storage: Storage) -> None:
    told = briefing("b1")
    add(storage, new(told.stories[0].articles[0]))
    storage.save_briefing(told)
    add(storage, new(article("a1", title="Edited later", text="Something else.")), now=NOON + HOUR)
    assert storage.briefing("b1") == told


def test_a_briefing_that_was_kept_before_quotes_had_hashes_can_be_read() -> None:
    payload = json.loads(as_json(briefing("b1")))
    [story] = payload["stories"]
    [quote] = story["quotes"]
    assert quote.pop("hash")
    [read] = from_json(Briefing, json.dumps(payload)).stories[0].quotes
    assert (read.text, read.hash) == ("A sentence.", "")
