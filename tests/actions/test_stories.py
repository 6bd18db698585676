"""Why an article was told as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions.briefings import BriefingActions
from bot.actions.stories import StoryActions
from bot.model import Article, Fate
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.storage import Storage
from tests.actions.conftest import BRIDGES, MEMBER, NOON, SCHOOLS
from tests.actions.test_briefings import tell

DAY = timedelta(days=1)


def article(key: str, title: str, text: str) -> Article:
    return Article(
        id=key,
        source=f"News {key}",
        title=title,
        text=text,
        first_seen_at=NOON,
        feed_url="https://news.example/feed",
        language="en",
        published_at=NOON - timedelta(hours=2),
    )


COLLAPSE = article("a", "Bridge in Gyumri collapses", "A bridge in Gyumri collapsed in the morning, rescuers said.")
PAINT = article("b", "Bridge over the Debed is painted", "Workers painted the bridge over the Debed in green colours.")


@pytest.mark.parametrize(("lent", "fate"), [((), Fate.NO_ROOM), ((PAINT,), Fate.LENT)])
async def test_an_article_whose_figures_another_story_tells_was_not_left_out(
    storage: Storage, catalogue: Catalogue, lent: tuple[Article, ...], fate: Fate
) -> None:
    intake = Intake(storage)
    intake.use_topics([BRIDGES, SCHOOLS])
    intake.add([COLLAPSE, PAINT], now=NOON)
    briefer = Briefer(storage, languages=("en",))
    briefings = BriefingActions(
        storage=storage, catalogue=catalogue, briefer=briefer, clock=lambda: NOON, window=DAY, zone="UTC"
    )
    actions = StoryActions(
        storage=storage, briefings=briefings, catalogue=catalogue, clock=lambda: NOON, zone="UTC", labels=dict
    )
    whole = await briefings.brief("bridges")
    [story] = (each for each in whole.stories if each.articles[0].id == COLLAPSE.id)
    tell(storage, replace(whole, stories=(replace(story, lent=lent),)))
    assert [(await actions.why(MEMBER, each.id)).fate for each in (COLLAPSE, PAINT)] == [Fate.QUOTED, fate]
