"""`/correct`: what a moderator says is obeyed in the next briefing; a server that is not trusted has its own topics."""

from __future__ import annotations

from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, private_words, text_of
from tests.cogs.test_topics import make

SPILLWAY = "Sorven Dam opens its repaired spillway"
STRIKE = "Crane drivers at the Sorven Dam walk out over night shifts"


async def chosen(scene: Scene, command: str, option: str, typed: str) -> str:
    """What a moderator sends who types this and takes the first that is offered."""
    offered = await scene.moderator.autocomplete(scene.channel, f"correct {command}", option, typed)
    return str(offered[0]["value"])


async def trust(scene: Scene) -> None:
    """The operator lets the server correct what all servers share."""
    scene.settings = scene.settings.model_copy(update={"correcting_servers": (scene.guild.id,)})
    await scene.restart()


async def test_two_stories_are_one_in_the_next_briefing_until_that_is_undone(scene: Scene) -> None:
    await trust(scene)
    strike, spillway = [await chosen(scene, "merge", "article", typed) for typed in ("crane drivers", "spillway")]
    before = text_of(answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam")))
    said = private_words(await scene.moderator.slash(scene.channel, "correct merge", article=strike, other=spillway))
    assert f"“{STRIKE}” tells the same event as “{SPILLWAY}”" in said
    assert "moved · `/correct undo 1`" in said
    stories = scene.storage.stories_of([strike, spillway])
    assert stories[strike] == stories[spillway]
    assert text_of(answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam"))) != before
    listed = private_words(await scene.moderator.slash(scene.channel, "correct list"))
    assert f"**1** · “{STRIKE}” tells the same event" in listed
    undone = private_words(await scene.moderator.slash(scene.channel, "correct undo", number=1))
    assert "Taken back." in undone
    assert text_of(answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam"))) == before


async def test_a_servers_own_topic_forgets_an_article_and_what_all_share_is_left_alone(scene: Scene) -> None:
    await make(scene)
    fish = await chosen(scene, "not-topic", "article", "trout")
    (offered,) = await scene.moderator.autocomplete(scene.channel, "correct not-topic", "topic", "river")
    said = await scene.moderator.slash(scene.channel, "correct not-topic", article=fish, topic=offered["value"])
    assert "is not about River fish" in private_words(said)
    briefing = answer_to(await scene.member.slash(scene.channel, "brief", topic="River fish"))
    assert "Trout climb" not in text_of(briefing)
    for command, options in (
        ("correct not-topic", {"article": fish, "topic": "sorven-dam"}),
        ("correct split", {"article": fish}),
    ):
        assert "shared by all servers" in private_words(await scene.moderator.slash(scene.channel, command, **options))
    assert len(scene.storage.corrections()) == 1


async def test_who_may_not_manage_corrects_nothing(scene: Scene) -> None:
    scene.show_to_everybody("correct")
    for command, options in (
        ("correct split", {"article": "x"}),
        ("correct list", {}),
        ("correct undo", {"number": 1}),
    ):
        assert "Manage Server" in private_words(await scene.member.slash(scene.channel, command, **options))


async def test_nothing_is_offered_before_anything_is_typed_and_a_mistake_is_explained(scene: Scene) -> None:
    assert await scene.moderator.autocomplete(scene.channel, "correct split", "article", "") == []
    await trust(scene)
    said = private_words(await scene.moderator.slash(scene.channel, "correct split", article="no such thing"))
    assert "No article, and no story, has the id or the address" in said
    assert "pick one from the list as you type its words" in said
    assert "Nothing has been corrected" in private_words(await scene.moderator.slash(scene.channel, "correct list"))
