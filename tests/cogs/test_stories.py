"""`/story`, `/why` and `/sources`, muting a story, feedback: as a member, a moderator and a stranger, over restarts."""

from __future__ import annotations

from datetime import UTC, datetime

from simcord.results import ResponseMessage

from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, buttons_of, private_words, text_of
from tests.cogs.sorven import NEWS, News, write_article
from tests.wire.messages import walk

STRIKE, TARIFF = NEWS[1], NEWS[3]


async def briefed(scene: Scene) -> ResponseMessage:
    return answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam", length="long"))


async def test_a_story_tells_its_sources_and_when_each_was_first(scene: Scene) -> None:
    second = News("walkout", "Upland Wire", 2, STRIKE.title, STRIKE.text)
    write_article(scene.settings.seeds_dir, second, "2025-12-30T20:00+00:00")
    await scene.restart()
    said = private_words(await scene.member.slash(scene.channel, "story", story="crane drivers"))
    assert STRIKE.title in said
    assert "2 articles · 2 sources" in said
    assert said.index("Upland Wire") < said.index("Aultmoor Radio"), "who was first stands first"
    assert "**How it grew**" in said
    assert "▇ 1" in said


async def test_a_story_tells_which_groups_of_sources_tell_it_and_which_do_not(scene: Scene) -> None:
    labels = {
        "aultmoor-radio.example": {"owner": "state_[x](https://evil.example)"},
        "the-tarrow-ledger.example": {"owner": "private"},
    }
    scene.settings = scene.settings.model_copy(update={"source_labels": labels})
    second = News("walkout", "Upland Wire", 2, STRIKE.title, STRIKE.text)
    write_article(scene.settings.seeds_dir, second, "2025-12-30T20:00+00:00")
    await scene.restart()
    said = private_words(await scene.member.slash(scene.channel, "story", story="crane drivers"))
    lines = said[said.index("**Which groups of sources tell it**") :].splitlines()
    assert lines[1].replace("\\", "") == "- **owner**: state_[x](https://evil.example) (1), 1 without a label"
    assert "\\[x\\](https" in lines[1], "it is escaped"
    assert lines[2] == "  none of: private"


async def test_stories_and_articles_are_suggested_from_what_was_told_here_and_from_the_store(scene: Scene) -> None:
    suggest = scene.member.autocomplete
    found = await suggest(scene.channel, "story", "story", "trout")
    assert [each["name"] for each in found] == [NEWS[2].title]
    await briefed(scene)
    told = await suggest(scene.channel, "story", "story", "")
    assert {each["name"] for each in told} <= {news.title for news in NEWS}
    assert told
    assert [each["name"] for each in await suggest(scene.channel, "why", "article", "siren")] == [NEWS[-1].title]


async def test_an_article_is_meant_by_its_address_too(scene: Scene) -> None:
    """People have the link before them, of a message or of their browser, and not the title."""
    for address in (
        "https://aultmoor-radio.example/strike",
        "<http://www.aultmoor-radio.example/strike/?utm_source=x>",
    ):
        assert STRIKE.title in private_words(await scene.member.slash(scene.channel, "why", article=address))
        assert STRIKE.title in private_words(await scene.member.slash(scene.channel, "story", story=address))
        for command, option in (("why", "article"), ("story", "story")):
            offered = await scene.member.autocomplete(scene.channel, command, option, address)
            assert [each["name"] for each in offered] == [STRIKE.title]
    unread = "https://aultmoor-radio.example/other"
    assert "Nothing that has been read" in private_words(await scene.member.slash(scene.channel, "why", article=unread))


async def test_why_names_the_words_the_story_and_what_the_last_briefing_did(scene: Scene) -> None:
    before = private_words(await scene.member.slash(scene.channel, "why", article="price of electricity"))
    assert "- About Sorven Dam: “Sorven Dam”" in before
    assert "It stands alone so far." in before
    assert "Nothing has been told here yet." in before
    await briefed(scene)
    after = private_words(await scene.member.slash(scene.channel, "why", article="price of electricity"))
    assert "It is quoted in the briefing on Sorven Dam" in after
    note = private_words(await scene.member.slash(scene.channel, "why", article="holds back upper"))
    assert "It is quoted in the briefing on Sorven Dam" in note, "a note that stands in the background"
    other = private_words(await scene.stranger.slash("why", article="price of electricity"))
    assert "Nothing has been told here yet." in other, "another channel's briefings are not told"


async def test_sources_are_those_of_the_last_briefing_here(scene: Scene) -> None:
    assert "/brief" in private_words(await scene.member.slash(scene.channel, "sources"))
    await briefed(scene)
    await scene.restart()
    said = private_words(await scene.member.slash(scene.channel, "sources"))
    assert "### Sources: Sorven Dam" in said
    assert "**[1] " in said


async def test_a_moderator_mutes_a_story_for_the_channel_and_takes_it_back_after_a_restart(scene: Scene) -> None:
    briefing = await briefed(scene)
    offered = answer_to(await scene.moderator.click(briefing, label="Stories"))
    (menu,) = (each for each in walk(offered.components) if each["type"] == 3)
    choice = next(each for each in menu["options"] if each["label"] == TARIFF.title)
    page = answer_to(await scene.moderator.select(offered, [choice["value"]]))
    assert TARIFF.title in text_of(page)
    await scene.restart()
    muted = answer_to(await scene.moderator.click(page, label="Mute here"))
    assert "Muted in this channel" in text_of(muted)
    assert TARIFF.title not in await everything_told(scene)
    why = private_words(await scene.member.slash(scene.channel, "why", article="price of electricity"))
    assert "its story is muted in this channel" in why
    assert TARIFF.title in text_of(answer_to(await scene.stranger.slash("brief", topic="sorven-dam", length="long")))
    await scene.restart()
    assert "Told here again" in private_words(await scene.moderator.click(muted, label="Undo"))
    assert TARIFF.title in await everything_told(scene)


async def everything_told(scene: Scene) -> str:
    """All pages of a briefing, as a member turns them."""
    page = answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam", length="long"))
    told = text_of(page)
    while more := next((label for label in buttons_of(page) if label.startswith("More")), None):
        page = answer_to(await scene.member.click(page, label=more))
        told += text_of(page)
    return told


async def test_a_member_cannot_mute_and_learns_who_can(scene: Scene) -> None:
    page = answer_to(await scene.member.slash(scene.channel, "story", story="price of electricity"))
    assert "Manage Server" in private_words(await scene.member.click(page, label="Mute here"))
    assert scene.storage.muted_stories([scene.channel.id]) == {}


async def test_what_is_posted_by_subscription_leaves_a_muted_story_out(scene: Scene) -> None:
    page = answer_to(await scene.moderator.slash(scene.channel, "story", story="price of electricity"))
    await scene.moderator.click(page, label="Mute here")
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00", length="long")
    shown = await scene.moderator.slash(scene.channel, "subscriptions preview", subscription="sorven-dam")
    assert TARIFF.title not in private_words(shown)
    assert NEWS[-1].title in private_words(shown)


async def test_nobody_is_asked_for_feedback_where_nobody_would_read_it(scene: Scene) -> None:
    briefing = answer_to(await scene.stranger.slash("brief", topic="sorven-dam"))
    said = private_words(await scene.stranger.click(briefing, label="Feedback"))
    assert "for the moderators of a server" in said
    assert "/subscriptions edit" in said


async def test_feedback_is_counted_once_a_person_and_shown_to_moderators(scene: Scene) -> None:
    briefing = await briefed(scene)
    for label in ("Useful", "Too long"):
        asked = answer_to(await scene.member.click(briefing, label="Feedback"))
        assert "Thank you" in private_words(await scene.member.click(asked, label=label))
    asked = answer_to(await scene.moderator.click(briefing, label="Feedback"))
    await scene.moderator.click(asked, label="Useful")
    said = private_words(await scene.moderator.slash(scene.channel, "status"))
    assert "Useful 1, Too long 1" in said
    assert "the connection to Discord came back <t:" in said


async def test_a_message_older_than_what_is_kept_says_so_kindly(scene: Scene) -> None:
    briefing = await briefed(scene)
    scene.storage.forget_briefings(datetime(2030, 1, 1, tzinfo=UTC))
    for label in [label for label in buttons_of(briefing) if label.startswith(("Sources", "Stories"))]:
        said = private_words(await scene.member.click(briefing, label=label))
        assert "older than what is kept" in said
        assert "/brief" in said


async def test_what_nobody_has_read_says_so(scene: Scene) -> None:
    for command, option in (("story", "story"), ("why", "article")):
        said = private_words(await scene.member.slash(scene.channel, command, **{option: "submarine"}))
        assert "pick one from the list" in said
