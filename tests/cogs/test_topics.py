"""`/topic`: a moderator makes a topic, sees what it would match, saves it; members and strangers may look."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from simcord.results import ResponseMessage

from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, buttons_of, private_words, text_of
from tests.wire.messages import walk

FISH = {"name": "River fish", "names": "trout, fish ladder*", "description": "What swims up the Sorven."}


async def fill_in(scene: Scene, opened: Any, **fields: str) -> ResponseMessage:
    """Send the form off with these fields; the others are left as they are."""
    assert opened.modal is not None
    return answer_to(await scene.moderator.submit_modal(opened, fields))


async def make(scene: Scene, **fields: str) -> ResponseMessage:
    """Create a topic and save it."""
    tried = await fill_in(scene, await scene.moderator.slash(scene.channel, "topic create"), **(fields or FISH))
    return answer_to(await scene.moderator.click(tried, label="Save"))


async def test_a_topic_is_tried_on_the_last_week_before_it_is_saved(scene: Scene) -> None:
    tried = await fill_in(scene, await scene.moderator.slash(scene.channel, "topic create"), **FISH)
    said = text_of(tried)
    assert tried.ephemeral
    assert "**1 article** is about it" in said
    assert "of 8 articles read" in said
    assert "Trout climb the new fish ladder" in said
    assert "“Trout”" in said
    assert "Nothing is saved yet" in said
    assert scene.storage.stored_topics() == ()


async def test_a_saved_topic_finds_what_was_read_before_and_is_this_servers_own(scene: Scene) -> None:
    assert "Saved: River fish" in text_of(await make(scene))
    briefing = answer_to(await scene.member.slash(scene.channel, "brief", topic="river fish"))
    assert "Trout climb the new fish ladder" in text_of(briefing)
    assert "River fish** · 1 article" in private_words(await scene.member.slash(scene.channel, "topic list"))
    elsewhere = private_words(await scene.stranger.slash("brief", topic="river fish"))
    assert "No topic is called" in elsewhere


async def test_a_saved_topic_is_not_told_privately_and_not_suggested_for_it(scene: Scene) -> None:
    await make(scene)
    said = private_words(await scene.member.slash(scene.channel, "subscribe", topic="River fish", privately=True))
    assert "“River fish” is this server's own topic" in said.replace("\\", "")
    assert scene.storage.subscriptions() == ()
    suggest = scene.member.autocomplete
    assert await suggest(scene.channel, "subscribe", "topic", "River", privately=True) == []
    assert [each["value"] for each in await suggest(scene.channel, "subscribe", "topic", "River")] != []


async def test_a_form_with_a_mistake_is_not_lost_and_neither_is_one_before_a_restart(scene: Scene) -> None:
    opened = await scene.moderator.slash(scene.channel, "topic create")
    problem = await fill_in(scene, opened, name="River fish", names="tr*")
    assert "at least 3 letters" in text_of(problem)
    await scene.restart()
    again = await scene.moderator.click(problem, label="Edit again")
    tried = await fill_in(scene, again, name="River fish", names="trout*")
    await scene.restart()
    assert "Saved: River fish" in text_of(answer_to(await scene.moderator.click(tried, label="Save")))
    twice = private_words(await scene.moderator.click(tried, label="Save"))
    assert "has been saved" in twice


async def test_a_name_that_may_be_missing_is_picked_and_what_it_brings_is_seen(scene: Scene) -> None:
    opened = await scene.moderator.slash(scene.channel, "topic create")
    tried = await fill_in(scene, opened, name="Old Brade", names="spillway, night shifts, electricity, museum")
    assert "**4 articles** are about it" in text_of(tried)
    assert "Sorven Dam 3 + 4" in text_of(tried)
    await scene.restart()
    [menu] = [each for each in walk(tried.components) if each.get("placeholder") == "Add a name"]
    [value] = [each["value"] for each in menu["options"] if each["label"] == "Sorven Dam"]
    more = answer_to(await scene.moderator.select(tried, [value], custom_id=menu["custom_id"]))
    assert "**8 articles** are about it" in text_of(more)
    await scene.moderator.click(more, label="Save")
    [kept] = scene.storage.stored_topics()
    assert "Sorven Dam" in [alias.pattern for alias in kept.topic.aliases]
    old = private_words(await scene.moderator.select(tried, [value], custom_id=menu["custom_id"]))
    assert "has been saved" in old


async def test_a_name_whose_words_stand_apart_is_picked_as_a_row_and_goes_from_the_names(scene: Scene) -> None:
    opened = await scene.moderator.slash(scene.channel, "topic create")
    tried = await fill_in(scene, opened, name="Climbing", names="Ilse Varn, ladder at the Sorven")
    assert "**1 article** is about it" in text_of(tried)
    assert "would find 2 articles more" in text_of(tried)
    await scene.restart()
    [menu] = [each for each in walk(tried.components) if each.get("placeholder") == "Add a name"]
    value = menu["options"][0]["value"]
    assert menu["options"][0]["label"] == "Only together: ladder at the Sorven (+2 articles)"
    more = answer_to(await scene.moderator.select(tried, [value], custom_id=menu["custom_id"]))
    assert "**3 articles** are about it" in text_of(more)
    assert "would find" not in text_of(more)
    await scene.moderator.click(more, label="Save")
    [kept] = scene.storage.stored_topics()
    assert [alias.pattern for alias in kept.topic.aliases] == ["Ilse Varn"]
    assert [[alias.pattern for alias in side] for side in kept.topic.together[0]] == [["ladder*"], ["Sorven*"]]


async def test_a_name_of_several_words_alone_says_what_is_looked_for(scene: Scene) -> None:
    opened = await scene.moderator.slash(scene.channel, "topic create")
    tried = await fill_in(scene, opened, name="Ladder at the Sorven")
    assert "“Ladder at the Sorven” as it is: 0. “Only together” would find 2 articles more" in text_of(tried)
    refused = await fill_in(scene, await scene.moderator.slash(scene.channel, "topic create"), name="Ladders")
    assert "Fill in" in text_of(refused)


async def test_an_edited_topic_keeps_its_id_and_matches_by_its_new_names(scene: Scene) -> None:
    await make(scene)
    (before,) = scene.storage.stored_topics()
    opened = await scene.moderator.slash(scene.channel, "topic edit", topic=before.topic.id)
    tried = await fill_in(scene, opened, name="River traffic", names="lorries")
    await scene.moderator.click(tried, label="Save")
    (after,) = scene.storage.stored_topics()
    assert (after.topic.id, after.topic.name) == (before.topic.id, "River traffic")
    assert "Lorries banned" in text_of(
        answer_to(await scene.member.slash(scene.channel, "brief", topic="River traffic"))
    )


async def test_a_topics_days_are_options_and_stay_while_its_form_is_changed(scene: Scene) -> None:
    opened = await scene.moderator.slash(
        scene.channel, "topic create", **{"from": "27 September 2020", "until": "2020-11-10"}
    )
    tried = await fill_in(scene, opened, **FISH)
    assert "**0 articles**" in text_of(tried)
    await scene.moderator.click(tried, label="Save")
    (made,) = scene.storage.stored_topics()
    assert (str(made.topic.told_from), str(made.topic.told_until)) == ("2020-09-27", "2020-11-10")
    opened = await scene.moderator.slash(scene.channel, "topic edit", topic=made.topic.id, until="any")
    tried = await fill_in(scene, opened, **FISH)
    assert "**1 article**" in text_of(tried)
    await scene.moderator.click(tried, label="Save")
    (edited,) = scene.storage.stored_topics()
    assert (str(edited.topic.told_from), edited.topic.told_until) == ("2020-09-27", None)


async def test_any_day_is_none_in_whichever_capitals_for_a_new_topic_too(scene: Scene) -> None:
    opened = await scene.moderator.slash(scene.channel, "topic create", **{"from": "Any", "until": "2020-11-10"})
    await scene.moderator.click(await fill_in(scene, opened, **FISH), label="Save")
    (made,) = scene.storage.stored_topics()
    assert (made.topic.told_from, str(made.topic.told_until)) == (None, "2020-11-10")
    opened = await scene.moderator.slash(scene.channel, "topic edit", topic=made.topic.id, until=" ANY")
    await scene.moderator.click(await fill_in(scene, opened, **FISH), label="Save")
    (edited,) = scene.storage.stored_topics()
    assert (edited.topic.told_from, edited.topic.told_until) == (None, None)


async def test_a_day_nobody_can_read_is_refused_before_the_form_that_has_no_field_for_it(scene: Scene) -> None:
    await make(scene)
    commands: tuple[tuple[str, dict[str, str]], ...] = (("topic create", {}), ("topic edit", {"topic": "River fish"}))
    for command, options in commands:
        for days, words in (
            ({"from": "soon"}, "“soon” is no day; write it like 2026-05-01"),
            ({"from": "2020-11-10", "until": "2020-09-27"}, "write the first day first"),
        ):
            refused = await scene.moderator.slash(scene.channel, command, **options, **days)
            assert words in private_words(refused)


async def test_a_removed_topic_takes_its_subscriptions_with_it_which_is_asked_first(scene: Scene) -> None:
    await make(scene)
    other = scene.guild.create_text_channel("anglers")
    for channel, hours in ((scene.channel, "8, 18"), (other, "8")):
        await scene.moderator.slash(scene.channel, "subscribe", topic="River fish", time=hours, channel=channel)
    asked = answer_to(await scene.moderator.slash(scene.channel, "topic remove", topic="River fish"))
    assert asked.ephemeral
    assert "**Remove River fish?**" in text_of(asked)
    assert "3 subscriptions end with it" in text_of(asked)
    assert f"-# {scene.channel.mention} · {other.mention}" in text_of(asked)
    assert len(scene.storage.subscriptions()) == 3
    await scene.restart()
    await scene.moderator.click(asked, label="Remove")
    assert "Its 3 subscriptions have ended with it" in text_of(asked), "in the place of the question"
    assert buttons_of(asked) == {}
    assert scene.storage.subscriptions() == ()
    assert scene.storage.stored_topics() == ()
    await scene.restart()
    assert "River fish" not in private_words(await scene.member.slash(scene.channel, "topic list"))


async def test_a_topic_that_is_kept_stays_and_one_that_is_gone_is_not_removed_twice(scene: Scene) -> None:
    await make(scene)
    kept, removed, late = [
        answer_to(await scene.moderator.slash(scene.channel, "topic remove", topic="River fish")) for _ in range(3)
    ]
    assert "subscription" not in text_of(kept)
    await scene.moderator.click(kept, label="Keep it")
    assert "Nothing has been removed" in text_of(kept)
    assert len(scene.storage.stored_topics()) == 1
    await scene.moderator.click(removed, label="Remove")
    assert "Removed: River fish" in text_of(removed)
    [refused] = (await scene.moderator.click(late, label="Remove")).followups
    assert "has been removed already" in text_of(refused)


async def test_who_may_manage_no_more_removes_nothing_by_a_button_from_before(scene: Scene) -> None:
    await make(scene)
    editors = scene.guild.create_role("Editors")
    editor = scene.guild.add_member(scene.env.create_user("edo"), roles=[editors])
    await scene.moderator.slash(scene.channel, "settings", manager=editors)
    asked = answer_to(await editor.slash(scene.channel, "topic remove", topic="River fish"))
    await scene.moderator.slash(scene.channel, "settings", no_manager=True)
    [refused] = (await editor.click(asked, label="Remove")).followups
    assert "Manage Server" in text_of(refused)
    assert len(scene.storage.stored_topics()) == 1


@pytest.mark.parametrize("meanwhile", ["a restart", "an hour"])
async def test_a_form_is_answered_however_long_somebody_writes_and_though_the_bot_is_restarted(
    scene: Scene, meanwhile: str
) -> None:
    await make(scene)
    opened = await scene.moderator.slash(scene.channel, "topic edit", topic="River fish", **{"from": "2025-01-05"})
    if meanwhile == "a restart":
        await scene.restart()
    else:
        await scene.env.advance_time(3600)
    tried = await fill_in(scene, opened, **(FISH | {"names": "trout, fish ladder*, salmon"}))
    assert "is about it" in text_of(tried)
    assert "Saved" in text_of(answer_to(await scene.moderator.click(tried, label="Save")))
    [kept] = scene.storage.stored_topics()
    assert [alias.pattern for alias in kept.topic.aliases] == ["trout", "fish ladder*", "salmon"]
    assert kept.topic.told_from == date(2025, 1, 5)


async def test_topic_test_tells_what_any_topic_matched_and_by_which_words(scene: Scene) -> None:
    said = private_words(await scene.member.slash(scene.channel, "topic test", topic="sorven-dam"))
    assert "**8 articles** are about it" in said
    assert "“Sorven Dam”" in said


async def test_everyones_topics_cannot_be_edited_or_removed_by_a_server(scene: Scene) -> None:
    for command in ("topic edit", "topic remove"):
        said = private_words(await scene.moderator.slash(scene.channel, command, topic="sorven-dam"))
        assert "everyone's topic" in said


async def test_two_topics_of_a_server_cannot_share_a_name(scene: Scene) -> None:
    opened = await scene.moderator.slash(scene.channel, "topic create")
    said = text_of(await fill_in(scene, opened, **(FISH | {"name": "sorven dam"})))
    assert "another name" in said


async def test_a_member_who_may_not_follow_a_topic_here_learns_how_to_follow_it_alone(scene: Scene) -> None:
    said = private_words(await scene.member.slash(scene.channel, "topic follow", topic="sorven-dam"))
    assert "/subscribe with “privately”" in said.replace("\\", "")


async def test_a_topic_of_as_many_names_as_the_form_takes_can_be_edited_again(scene: Scene) -> None:
    names = "\n".join(f"name of a place {number:03}" for number in range(100))
    await make(scene, name="Places", names=names)
    opened = await scene.moderator.slash(scene.channel, "topic edit", topic="Places")
    assert opened.modal is not None
    (field,) = (each for each in walk([opened.modal]) if each.get("custom_id") == "names")
    assert len(names) < len(field["value"]) <= field["max_length"] <= 4000
