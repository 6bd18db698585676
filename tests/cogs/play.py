"""Plays the rows of `script.py` in simcord's Discord, and notes wherever somebody sees something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.delivery.speech import ENGLISH, Speech
from cogs.answers import BUG, NO_DATABASE
from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, buttons_of, text_of
from tests.cogs.script import (
    LINKS_MENU,
    NOT_OFFERED,
    OPML,
    Aloud,
    File,
    Form,
    NotOffered,
    Our,
    Refused,
    Row,
    Seen,
    Typing,
)
from tests.feed_server import FeedServer
from tests.wire.messages import walk

MENU = 3
STRING_SELECT = 3
_PRESSED_AT_MOST = 1


@dataclass
class Play:
    """Who plays, and what came of it.

    Attributes:
        moderator: Manages the server by its permission or its role.
        elsewhere: The channel of the neighbour's own server.
        shown_to_all: The server's owner lets everybody see what Discord shows to managers only.
        speech: The language of them all; in another than English only who sees it is looked at, not the words.
        wrong: A line for each thing that somebody saw otherwise than the rows say.
        people: Who plays, in this order.
        pressed: The ids of the buttons and lists that were used.
    """

    scene: Scene
    web: FeedServer
    moderator: MemberActor
    neighbour: MemberActor
    elsewhere: ChannelHandle
    shown_to_all: bool
    speech: Speech = ENGLISH
    wrong: list[str] = field(default_factory=list)
    pressed: set[str] = field(default_factory=set)
    people: Sequence[str] = field(init=False)
    _kept: list[tuple[str, ResponseMessage]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # To strangers it is all the same by what a moderator is one.
        self.people = ("member", "moderator") if self.shown_to_all else ("alone", "member", "neighbour", "moderator")

    def value(self, told: Any) -> Any:
        """What stands for itself, or what the play has made."""
        return self._of_ours(told) if isinstance(told, Our) else told

    def _of_ours(self, what: Our) -> object:
        storage, guild_id = self.scene.storage, self.scene.guild.id
        match what:
            case Our.SUBSCRIPTION:
                ours = (each for each in storage.subscriptions(guild_id=guild_id) if each.topic_id == "sorven-dam")
                found: object = str(next(ours).id)
            case Our.TOPIC:
                found = next(each.topic.id for each in storage.stored_topics() if each.guild_id == guild_id)
            case Our.ARTICLE:
                found = storage.search("trout", limit=1)[0].article.id
            case Our.OTHER_ARTICLE:
                found = storage.search("switchyard", limit=1)[0].article.id
            case Our.FEED:
                found = self.web.url("/feed.xml")
            case Our.MENTION:
                found = f"A site for us: {self.web.url('/feed.xml')}."
            case Our.LIST:
                found = ("feeds.opml", OPML)
        return found

    def things(self) -> object:
        """What a refusal must leave as it is."""
        storage = self.scene.storage
        return storage.subscriptions(), storage.feeds(), storage.stored_topics(), storage.corrections()

    async def play(self, rows: Iterable[Row]) -> None:
        """Everybody uses the commands."""
        for row in rows:
            for who in self.people:
                seen: Seen | None = getattr(row, who)
                if who == "alone" and row.command == LINKS_MENU:
                    continue  # simcord has no menus in private chats: the wire plays it
                if who == "member" and self.shown_to_all and seen is NOT_OFFERED:
                    seen = row.shown
                if seen is not None:
                    await self._one(row, who, seen)

    async def _one(self, row: Row, who: str, seen: Seen) -> None:
        if self._is_offered(who, row.command) is (seen is NOT_OFFERED):
            self.wrong.append(f"/{row.command} is{' not' if seen is not NOT_OFFERED else ''} offered to {who}")
        elif seen is not NOT_OFFERED:
            before = self.things()
            result = await self._ask(who, row)
            if found := await self._amiss(who, result, seen):
                self.wrong.append(f"/{row.command} {dict(row.options)} by {who}: {seen}, but {found[:600]!r}")
            if isinstance(seen, Refused) and self.things() != before:
                self.wrong.append(f"/{row.command} by {who}: refused, and yet something has changed")
            self._kept += [(who, message) for message in (result.response, *result.followups) if message is not None]

    async def type(self, typings: Iterable[Typing]) -> None:
        """Everybody types into the options."""
        for typing in typings:
            for who in self.people:
                words: str | NotOffered | None = getattr(typing, who)
                if who == "member" and self.shown_to_all and words is NOT_OFFERED:
                    words = None
                if words is NOT_OFFERED and self._is_offered(who, typing.command):
                    self.wrong.append(f"/{typing.command} is offered to {who}")
                if isinstance(words, str):
                    names = [choice["name"] for choice in await self._choices(who, typing)]
                    if self.speech is ENGLISH and (not any(words in name for name in names) if words else names):
                        self.wrong.append(f"{typing.typed!r} typed into /{typing.command} by {who}: {names}")

    async def press(self) -> None:
        """Use what stands on the messages so far, and on those that answer that, a few of each kind."""
        used: dict[str, int] = {}
        waiting, self._kept = self._kept, []
        while waiting:
            owner, message = waiting.pop(0)
            people = ["member", "moderator"] if owner == "member" and not message.ephemeral else [owner]
            usable = [each for each in walk(message.components) if each.get("custom_id") and not each.get("disabled")]
            for who, component in ((who, component) for who in people for component in usable):
                kind = f"{who} {re.sub('[0-9a-f]{8,}|[0-9]+', '', component['custom_id'])}"
                if not any(each.get("custom_id") == component["custom_id"] for each in walk(message.components)):
                    continue  # an answer has taken the place of what it stood on
                used[kind] = used.get(kind, 0) + 1
                if used[kind] <= _PRESSED_AT_MOST:
                    waiting += [(who, told) for told in await self._press(who, message, component)]

    async def _press(self, who: str, message: ResponseMessage, component: dict[str, Any]) -> list[ResponseMessage]:
        custom_id = component["custom_id"]
        self.pressed.add(custom_id)
        if component["type"] == STRING_SELECT:
            chosen = [component["options"][0]["value"]]
            result = await self._actor(who).select(message, chosen, custom_id=custom_id)
        else:
            result = await self._actor(who).click(message, custom_id=custom_id)
        told = [each for each in (result.response, *result.followups) if each is not None]
        words = "\n".join(map(text_of, told))
        is_english = self.speech is ENGLISH
        may_not = who == "member" and re.match("story:(un)?mute", custom_id)
        if (
            not result.acknowledged
            or words in (self.speech.tell(BUG), self.speech.tell(NO_DATABASE))
            or (may_not and is_english and "Manage Server" not in words)
        ):
            self.wrong.append(f"{custom_id} pressed by {who}: {words or 'no answer'}")
        return told

    async def _choices(self, who: str, typing: Typing) -> list[dict[str, Any]]:
        asked = typing.command, typing.option, typing.typed
        if who == "alone":
            return await self.scene.stranger.autocomplete(*asked, **typing.options)
        return await self._actor(who).autocomplete(self._channel(who), *asked, **typing.options)

    def _is_offered(self, who: str, command: str) -> bool:
        """Whether Discord shows them the command."""
        if who == "alone":
            return command in self.scene.stranger.available_commands()
        actor, channel = self._actor(who), self._channel(who)
        menus = self.scene.env.backend.visible_commands(user_id=actor.id, channel_id=channel.id, type=MENU)
        return command in actor.available_commands(channel) or command in [menu["name"] for menu in menus]

    async def _ask(self, who: str, row: Row) -> InteractionResult:
        options = {name: self.value(value) for name, value in row.options.items()}
        if who == "alone":
            result: InteractionResult = await self.scene.stranger.slash(row.command, **options)
            return result
        actor, channel = self._actor(who), self._channel(who)
        if "message" in options:
            message = await actor.send(channel, options["message"])
            return await actor.context_menu(channel, row.command, message)
        return await actor.slash(channel, row.command, **options)

    def _actor(self, who: str) -> MemberActor:
        """Who that is; a user can do with a message what a member can."""
        scene = self.scene
        people: dict[str, Any] = {"alone": scene.stranger, "member": scene.member, "neighbour": self.neighbour}
        actor: MemberActor = people.get(who, self.moderator)
        return actor

    def _channel(self, who: str) -> ChannelHandle:
        return self.elsewhere if who == "neighbour" else self.scene.channel

    async def _amiss(self, who: str, result: InteractionResult, seen: Seen) -> str:
        """What was seen instead, or nothing where it is as the row says."""
        if (result.modal is not None) is not isinstance(seen, Form):
            return "a form" if result.modal else text_of(answer_to(result))
        if isinstance(seen, Form):
            return await self._fill_in(who, result, seen)
        answer = answer_to(result)
        said = text_of(answer).replace("\\", "")
        if isinstance(seen, File):
            is_seen = [each.filename for each in answer.attachments] == [seen.name]
        else:
            is_seen = not isinstance(seen, NotOffered) and (seen.words in said or self.speech is not ENGLISH)
        is_private = answer.ephemeral is not isinstance(seen, Aloud)
        return "" if is_seen and is_private else f"{'seen by one' if answer.ephemeral else 'seen by all'}: {said}"

    async def _fill_in(self, who: str, opened: InteractionResult, form: Form) -> str:
        tried = answer_to(await self._actor(who).submit_modal(opened, dict(form.fields)))
        save, speech = self.speech.say("Save"), self.speech
        if save not in buttons_of(tried):
            return text_of(tried)
        self._kept.append((who, tried))
        saved = text_of(answer_to(await self._actor(who).click(tried, label=save)))
        return "" if "Saved" in saved or speech is not ENGLISH else saved
