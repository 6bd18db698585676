"""What a topic would match."""

from __future__ import annotations

from bot.stories.known_names import known_names
from bot.stories.meanings import is_figure
from bot.topics.trial import try_topic
from tests.topics.examples import FILLER, article, topic


def test_all_are_counted_and_only_what_is_shown_is_kept() -> None:
    about = [article(f"Chess, day {day}") for day in range(20)]
    passing = article("Evening news", FILLER + "Chess. " + FILLER)
    trial = try_topic(topic("chess"), [*about, passing, article("Go")], is_figure=is_figure, known_names=known_names)
    assert (trial.read, trial.about, trial.mentions) == (22, 20, 1)
    assert [each.title for each, _ in trial.examples] == [f"Chess, day {day}" for day in range(8)]
    assert trial.by_alias == {"chess": 21}


def test_names_that_stand_in_as_many_articles_are_told_in_the_same_order_each_time() -> None:
    named = [f"name{letter}" for letter in "hgfedcba"]
    trial = try_topic(topic(*named), [article(" ".join(named))], is_figure=is_figure, known_names=known_names)
    assert [name for name, _ in trial.by_alias.most_common()] == sorted(named)
