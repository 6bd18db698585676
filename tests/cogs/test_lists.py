"""`/topics`, `/search` and `/about`, and the bot in a private chat."""

from __future__ import annotations

from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, buttons_of, private_words, text_of
from tests.cogs.sorven import NEWS, News, write_article


async def test_topics_tells_each_topic_with_how_much_there_is(scene: Scene) -> None:
    for command in ("topic list", "topics"):
        said = private_words(await scene.member.slash(scene.channel, command))
        assert "**Sorven Dam** · 8 articles in the last 24 hours" in said
        assert "**Tarrow League** · nothing in the last 24 hours" in said


async def test_unsubscribe_ends_what_is_posted_here_and_a_member_cannot(scene: Scene) -> None:
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00")
    refused = private_words(await scene.member.slash(scene.channel, "unsubscribe", topic="sorven-dam"))
    assert "Manage Server" in refused
    said = private_words(await scene.moderator.slash(scene.channel, "unsubscribe", topic="Sorven Dam"))
    assert "Sorven Dam" in said
    assert scene.storage.subscriptions() == ()


async def test_about_tells_figures_of_its_own(scene: Scene) -> None:
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00")
    said = private_words(await scene.member.slash(scene.channel, "about"))
    assert f"{len(NEWS) + 1} articles" in said
    assert "1 subscription" in said


async def test_search_finds_by_words_and_says_how_when_it_finds_nothing(scene: Scene) -> None:
    found = private_words(await scene.member.slash(scene.channel, "search", words="trout ladder"))
    assert "Trout climb the new fish ladder" in found
    assert "Crane drivers" not in found
    kept_to = private_words(await scene.member.slash(scene.channel, "search", words="sorven source:courier after:7d"))
    assert "opens its repaired spillway" in kept_to
    assert "Trout" not in kept_to
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


async def test_a_stranger_is_answered_in_a_private_chat(scene: Scene) -> None:
    briefing = answer_to(await scene.stranger.slash("brief", topic="sorven-dam"))
    assert "Sorven Dam" in text_of(briefing)
    more = next(label for label in buttons_of(briefing) if label.startswith("More"))
    assert "page 2" in text_of(answer_to(await scene.stranger.click(briefing, label=more)))
    assert "Sorven Dam" in private_words(await scene.stranger.slash("topic list"))
    assert (await scene.stranger.autocomplete("brief", "topic", "tar"))[0]["value"] == "tarrow-league"
