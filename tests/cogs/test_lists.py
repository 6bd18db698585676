"""`/topics`, `/search` and `/about`, and the bot in a private chat."""

from __future__ import annotations

import discord

from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, buttons_of, private_words, text_of
from tests.cogs.sorven import NEWS, News, write_article, write_topics


async def test_topics_tells_each_topic_with_how_much_there_is(scene: Scene) -> None:
    for command in ("topic list", "topics"):
        said = private_words(await scene.member.slash(scene.channel, command))
        assert "**Sorven Dam** · 8 articles in the last 24 hours" in said
        assert "**Tarrow League** · nothing in the last 24 hours" in said


async def test_about_tells_figures_of_its_own(scene: Scene) -> None:
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00")
    said = private_words(await scene.member.slash(scene.channel, "about"))
    assert f"{len(NEWS) + 1} articles" in said
    assert "1 subscription" in said


async def test_the_examples_of_help_are_of_the_topic_that_most_is_told_of(scene: Scene) -> None:
    pack = 'id = "aardvarks"\nname = "Aardvarks"\n\n[aliases]\nen = ["aardvark*"]\n'
    (scene.settings.seeds_dir / "topics" / "aardvarks.toml").write_text(pack, encoding="utf-8")
    await scene.restart()
    assert "`/brief topic:Sorven Dam`" in private_words(await scene.member.slash(scene.channel, "help"))


async def test_search_finds_by_words_and_says_how_when_it_finds_nothing(scene: Scene) -> None:
    found = private_words(await scene.member.slash(scene.channel, "search", words="trout ladder"))
    assert "Trout climb the new fish ladder" in found
    assert "Crane drivers" not in found
    kept_to = private_words(await scene.member.slash(scene.channel, "search", words="sorven source:courier after:7d"))
    assert "opens its repaired spillway" in kept_to
    assert "Trout" not in kept_to
    without = private_words(await scene.member.slash(scene.channel, "search", words="trout OR crane -ladder from:bbc"))
    assert "from: was taken for a word; a search keeps to source:bbc" in without.replace("\\", "")
    without = private_words(await scene.member.slash(scene.channel, "search", words="trout OR crane -ladder"))
    assert "Crane drivers" in without
    assert "Trout" not in without
    assert "Nothing was found" in private_words(await scene.member.slash(scene.channel, "search", words="submarine"))
    nothing = private_words(await scene.member.slash(scene.channel, "search", words="lang:hy"))
    assert "Only what fits lang:hy was searched" in nothing.replace("\\", "")
    assert "is no language" in private_words(await scene.member.slash(scene.channel, "search", words="lang:xx"))


async def test_a_search_for_nothing_is_a_private_word(scene: Scene) -> None:
    result = await scene.member.slash(scene.channel, "search", words="???")
    assert len(private_words(result)) > 20


async def test_pages_of_a_search_are_turned_in_place_and_after_a_restart(scene: Scene) -> None:
    for number in range(10):
        news = News(f"level-{number}", "Gauge", 1, f"Water level report {number}", f"The level was {number} metres.")
        write_article(scene.settings.seeds_dir, news, f"2025-12-30T{number:02}:00+00:00")
    await scene.restart()
    page = answer_to(await scene.member.slash(scene.channel, "search", words="water level report"))
    first = text_of(page)
    result = await scene.member.click(page, label="More")
    assert result.response is None or result.response.id == page.id
    second = text_of(page)
    assert second != first
    assert "page 2" in second
    told = first + second
    assert [told.count(f"Water level report {number}") for number in range(10)] == [1] * 10
    await scene.restart()
    await scene.member.click(page, label="Back")
    assert text_of(page) == first
    assert "Back" not in buttons_of(page)


async def all_pages(scene: Scene, command: str) -> str:
    """What a list says to somebody who asks for more until there is none; the bot has been restarted meanwhile."""
    page = answer_to(await scene.moderator.slash(scene.channel, command))
    told = text_of(page)
    await scene.restart()
    while "More" in buttons_of(page):
        await scene.moderator.click(page, label="More")
        told += text_of(page)
    assert "Back" in buttons_of(page)
    return told


async def test_a_long_list_of_topics_subscriptions_or_feeds_is_told_to_its_end(scene: Scene) -> None:
    write_topics(scene.settings.seeds_dir, 20)
    await scene.restart()
    topics = await all_pages(scene, "topics")
    assert [topics.count(f"Village {number}.") for number in range(20)] == [1] * 20
    for number in range(20):
        scene.storage.add_feed(f"https://{number}.example/feed", f"Feed {number}.", now=discord.utils.utcnow())
        options = {"topic": "sorven-dam", "time": f"{number:02}:00"}
        await scene.moderator.slash(scene.channel, "subscribe", **options)
    feeds, subscriptions = await all_pages(scene, "feed list"), await all_pages(scene, "subscriptions list")
    assert [feeds.count(f"Feed {number}.") for number in range(20)] == [1] * 20
    assert [subscriptions.count(f" at {number:02}:00") for number in range(20)] == [1] * 20


async def test_a_stranger_is_answered_in_a_private_chat(scene: Scene) -> None:
    briefing = answer_to(await scene.stranger.slash("brief", topic="sorven-dam"))
    assert "Sorven Dam" in text_of(briefing)
    more = next(label for label in buttons_of(briefing) if label.startswith("More"))
    assert "page 2" in text_of(answer_to(await scene.stranger.click(briefing, label=more)))
    assert "Sorven Dam" in private_words(await scene.stranger.slash("topic list"))
    assert (await scene.stranger.autocomplete("brief", "topic", "tar"))[0]["value"] == "tarrow-league"
