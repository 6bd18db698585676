"""What people said of stories goes before what articles have in common."""

from __future__ import annotations

from datetime import timedelta

from bot.model import Correction, CorrectionKind
from bot.stories import SAID_TO_JOIN, Rulings, StoryIndex
from tests.stories.told import NOON, stories_of, told

BRIDGE = told(
    "Bridge over the Akhuryan collapses near Gyumri after flood",
    "A bridge over the Akhuryan river near Gyumri collapsed after a flood on Friday, the rescue service said.",
)
BRIDGE_AGAIN = told(
    "Akhuryan bridge near Gyumri collapses in flood",
    "The bridge over the river Akhuryan near Gyumri collapsed in a flood on Friday, the rescue service said.",
    at=NOON + timedelta(hours=1),
)
BRIDGE_ONCE_MORE = told(
    "Flood: bridge over the Akhuryan near Gyumri has collapsed",
    "Near Gyumri a bridge over the Akhuryan river collapsed after a flood, the rescue service said on Friday.",
    at=NOON + timedelta(hours=2),
)
STRIKE = told("Teachers on strike in Vanadzor", "Teachers of eleven schools in Vanadzor stopped work for higher pay.")


def merged(article_id: str, *others: str) -> Correction:
    return Correction(CorrectionKind.MERGE, article_id, others)


def split(article_id: str, *others: str) -> Correction:
    return Correction(CorrectionKind.SPLIT, article_id, others)


def test_the_later_word_on_a_pair_counts() -> None:
    rulings = Rulings([merged("a", "b"), split("a", "b", "c")])
    assert rulings.keep_apart(["b"], {"a"})
    assert not rulings.keep_together(["a"], {"b"})
    again = Rulings([split("a", "b"), merged("b", "a")])
    assert again.keep_together(["a"], {"b"})
    assert not again.keep_apart(["a"], {"b"})


def test_articles_that_are_kept_apart_never_share_a_story_however_alike() -> None:
    together = stories_of([BRIDGE, BRIDGE_AGAIN, BRIDGE_ONCE_MORE])
    assert len(set(together)) == 1
    index = StoryIndex(rulings=Rulings([split(BRIDGE_AGAIN.id, BRIDGE.id)]))
    first, second, _ = stories_of([BRIDGE, BRIDGE_AGAIN, BRIDGE_ONCE_MORE], index)
    assert first != second


def test_an_article_of_which_people_spoke_is_not_taken_out_of_its_story() -> None:
    index = StoryIndex(rulings=Rulings([split(BRIDGE_AGAIN.id, BRIDGE.id)]))
    stories_of([BRIDGE, BRIDGE_AGAIN, BRIDGE_ONCE_MORE], index)
    assert index.take_out([BRIDGE_AGAIN.id, BRIDGE_ONCE_MORE.id]) == {BRIDGE_ONCE_MORE.id}


def test_an_article_joins_the_story_that_it_was_said_to_belong_to() -> None:
    index = StoryIndex(rulings=Rulings([merged(STRIKE.id, BRIDGE.id)]))
    opened = index.place(BRIDGE)
    joined = index.place(STRIKE)
    assert (joined.story_id, joined.score, joined.why) == (opened.story_id, 1.0, SAID_TO_JOIN)


def test_what_people_joined_is_not_torn_apart_by_later_articles() -> None:
    articles = [told(*text, at=NOON + timedelta(minutes=n)) for n, text in enumerate(4 * [_FIRE] + 4 * [_STRIKE])]
    fires, strikes = articles[:4], articles[4:]
    index = StoryIndex(rulings=Rulings([merged(fires[0].id, strikes[0].id)]))
    for article in articles:
        index.remember(article, "one")
    more = told(_STRIKE[0], _STRIKE[1] + " Talks are to go on.", at=NOON + timedelta(hours=1))
    index.place(more)
    moved = {thought.article_id for thought in index.second_thoughts() if thought.story_id != "one"}
    assert moved.isdisjoint({fires[0].id, strikes[0].id})


_FIRE = ("Fire at the Orlov paper mill in Ganja", "Smoke stands over the Orlov mill in Ganja; the road is closed.")
_STRIKE = (STRIKE.title, STRIKE.text)
