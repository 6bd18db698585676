"""Interactions: what the bot is sent when a person does something, and the rules of answering it.

A first answer within three seconds, once; after it fifteen minutes for edits and followups under the same token.
Late or unknown: 404, 10062. A second answer: 400, 40060. The webhook of an interaction that was never answered:
404, 10015; of one whose token has run out: 401, 50027.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from tests.wire.faults import Answer
from tests.wire.gateway import Gateway
from tests.wire.messages import EPHEMERAL, LOADING, Json, Message
from tests.wire.rest import ApiError, Call, route
from tests.wire.routes import unknown
from tests.wire.world import Channel, Member, Person, World

FIRST_ANSWER_WITHIN = timedelta(seconds=3)
TOKEN_LIVES = timedelta(minutes=15)


class Kind(IntEnum):
    """Why the bot is asked."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class Reply(IntEnum):
    """How it may answer first."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(eq=False)
class Exchange:
    """One interaction and all that the bot made of it.

    Attributes:
        source: The message whose component was used.
        form_of: The exchange that opened the form which is sent by this one.
        reply: The type of the first answer, None until it came.
        reply_data: Its `data`.
        original: The message that `@original` means: the answer, or the source of an update.
        followups: Further messages.
        edits: Bodies of accepted edits, of the original and of followups.
        refused: Discord's codes for answers that came too late, twice or at the wrong time.
        elapsed_ms: From the person's doing to the first answer.
    """

    id: int
    token: str
    kind: Kind
    person: Person
    channel: Channel
    source: Message | None
    form_of: Exchange | None
    sent_at: datetime
    started: float = field(default_factory=time.perf_counter)
    reply: Reply | None = None
    reply_data: Json = field(default_factory=dict)
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    edits: list[Json] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    elapsed_ms: float | None = None
    expired: bool = False

    @property
    def deferred(self) -> bool:
        """Whether the first answer only bought time."""
        return self.reply in (Reply.DEFERRED_MESSAGE, Reply.DEFERRED_UPDATE)

    @property
    def answered(self) -> bool:
        """Whether the person sees an answer: anything but "is thinking"."""
        return self.reply is not None and not (self.original and self.original.loading)

    @property
    def ephemeral(self) -> bool:
        """Whether the first answer is for the person alone."""
        return bool(self.reply_data.get("flags", 0) & EPHEMERAL)

    @property
    def messages(self) -> list[Message]:
        """What the person sees of the answer: the original, then followups."""
        return ([self.original] if self.original else []) + self.followups

    @property
    def text(self) -> str:
        """All that can be read in it."""
        return "\n".join(message.text for message in self.messages)

    @property
    def modal(self) -> Json | None:
        """The form that was opened."""
        return self.reply_data if self.reply is Reply.MODAL else None

    @property
    def choices(self) -> list[Json]:
        """What autocomplete offers."""
        found: list[Json] = self.reply_data.get("choices", [])
        return found

    def __str__(self) -> str:
        state = f"answered with {self.reply.name}" if self.reply else "not answered"
        return f"{self.kind.name} by {self.person.user.name}: {state}, refused {self.refused}"


class Interactions:
    """Opens interactions and serves the bot's answers to them."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world, self._gateway = world, gateway
        self._by_token: dict[str, Exchange] = {}

    def open(
        self,
        kind: Kind,
        person: Person,
        channel: Channel,
        data: Json,
        *,
        source: Message | None = None,
        form_of: Exchange | None = None,
    ) -> Exchange:
        """Tell the bot that a person did something."""
        world = self._world
        token = f"aW50ZXJhY3Rpb246{secrets.token_urlsafe(32)}"  # base64 of "interaction:" and more, as Discord's are
        exchange = Exchange(world.new_id(), token, kind, person, channel, source, form_of, world.now())
        self._by_token[token] = exchange
        self._gateway.dispatch("INTERACTION_CREATE", self._event(exchange, data), channel.guild)
        return exchange

    def _event(self, exchange: Exchange, data: Json) -> Json:
        world, channel, person = self._world, exchange.channel, exchange.person
        event: Json = {
            "id": str(exchange.id),
            "application_id": str(world.application_id),
            "type": int(exchange.kind),
            "token": exchange.token,
            "version": 1,
            "data": data,
            "channel": channel.as_json(),
            "channel_id": str(channel.id),
            "app_permissions": str(int(channel.bot_permissions)),
            "locale": person.user.locale,
            "entitlements": [],
            "attachment_size_limit": 10 * 1024 * 1024,
        }
        if exchange.source:
            event["message"] = exchange.source.as_json()
        guild = channel.guild
        if guild is None:
            owners = {"0": "0"}
            return event | {"user": person.user.as_json(), "context": 1, "authorizing_integration_owners": owners}
        if not isinstance(person, Member) or person.guild is not guild:
            raise ValueError(f"{person.user.name} is no member of {guild.name}")
        return event | {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-US", "features": guild.features},
            "guild_locale": "en-US",
            "member": person.as_json() | {"permissions": str(int(person.permissions))},
            "context": 0,
            "authorizing_integration_owners": {"0": str(guild.id)} if guild.invited else {"1": str(person.user.id)},
        }

    @route("POST", "/interactions/{interaction_id}/{token}/callback", open_to_all=True)
    def callback(self, call: Call, interaction_id: int, token: str) -> Answer:
        """The first answer."""
        exchange = self._by_token.get(token)
        if exchange is None or exchange.id != interaction_id:
            raise unknown("interaction", 10062)
        if exchange.reply is not None:
            exchange.refused.append(40060)
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        if exchange.expired or self._world.now() - exchange.sent_at > FIRST_ANSWER_WITHIN:
            exchange.refused.append(10062)
            raise unknown("interaction", 10062)
        reply = self._permitted(exchange, call.body.get("type"))
        exchange.elapsed_ms = (time.perf_counter() - exchange.started) * 1000
        exchange.reply, exchange.reply_data = reply, call.body.get("data") or {}
        message = self._carry_out(exchange, call)
        if call.query.get("with_response") not in ("1", "true"):
            return Answer(204)
        return Answer(200, _with_response(exchange, message))

    def _permitted(self, exchange: Exchange, number: int | None) -> Reply:
        """The type of an answer, where it fits what was asked."""
        replies = {Reply.MESSAGE, Reply.DEFERRED_MESSAGE, Reply.MODAL}
        if exchange.kind is Kind.AUTOCOMPLETE:
            replies = {Reply.CHOICES}
        if exchange.source:
            replies |= {Reply.UPDATE, Reply.DEFERRED_UPDATE}
        if exchange.kind is Kind.MODAL_SUBMIT:
            replies = replies - {Reply.MODAL} | {Reply.DEFERRED_UPDATE}
        for reply in replies:
            if reply == number:
                return reply
        raise ApiError(400, 50035, "Invalid Form Body", errors={"type": f"{number} answers no {exchange.kind.name}"})

    def _carry_out(self, exchange: Exchange, call: Call) -> Message | None:
        data = exchange.reply_data
        if exchange.reply in (Reply.MESSAGE, Reply.DEFERRED_MESSAGE):
            exchange.original = self._post(exchange, call, data, loading=exchange.reply is Reply.DEFERRED_MESSAGE)
            return exchange.original
        if exchange.reply in (Reply.UPDATE, Reply.DEFERRED_UPDATE):
            exchange.original = exchange.source
        if exchange.reply is Reply.UPDATE and exchange.source:
            return self._world.edit(exchange.source, data, call.files)
        return None

    def _post(self, exchange: Exchange, call: Call, data: Json, *, loading: bool = False) -> Message:
        person, flags = exchange.person.user, LOADING if loading else 0
        return self._world.post(
            exchange.channel,
            self._world.bot,
            data,
            call.files,
            flags=flags,
            seen_only_by=person if (data.get("flags") or 0) & EPHEMERAL else None,
            interaction=_metadata(exchange),
        )

    def _open(self, application_id: int, token: str) -> Exchange:
        """The interaction whose webhook this is, while it may be used."""
        exchange = self._by_token.get(token)
        if exchange is None or exchange.reply is None or application_id != self._world.application_id:
            if exchange:
                exchange.refused.append(10015)
            raise unknown("Webhook", 10015)
        if exchange.expired or self._world.now() - exchange.sent_at > TOKEN_LIVES:
            exchange.refused.append(50027)
            raise ApiError(401, 50027, "Invalid Webhook Token")
        return exchange

    def _meant(self, exchange: Exchange, which: str) -> Message:
        if which == "@original" and exchange.original:
            return exchange.original
        for message in exchange.messages:
            if str(message.id) == which:
                return message
        raise unknown("Message", 10008)

    @route("POST", "/webhooks/{application_id}/{token}", open_to_all=True)
    def follow_up(self, call: Call, application_id: int, token: str) -> Answer:
        """A further message; the first one after "is thinking" takes its place and its visibility."""
        exchange = self._open(application_id, token)
        if exchange.original and exchange.original.loading:
            return Answer(200, self._world.edit(exchange.original, call.body, call.files).as_json())
        exchange.followups.append(self._post(exchange, call, call.body))
        return Answer(200, exchange.followups[-1].as_json())

    @route("GET", "/webhooks/{application_id}/{token}/messages/{which}", open_to_all=True)
    def read(self, _: Call, application_id: int, token: str, which: str) -> Answer:
        return Answer(200, self._meant(self._open(application_id, token), which).as_json())

    @route("PATCH", "/webhooks/{application_id}/{token}/messages/{which}", open_to_all=True)
    def edit(self, call: Call, application_id: int, token: str, which: str) -> Answer:
        exchange = self._open(application_id, token)
        message = self._world.edit(self._meant(exchange, which), call.body, call.files)
        exchange.edits.append(call.body)
        return Answer(200, message.as_json())

    @route("DELETE", "/webhooks/{application_id}/{token}/messages/{which}", open_to_all=True)
    def delete(self, _: Call, application_id: int, token: str, which: str) -> Answer:
        exchange = self._open(application_id, token)
        message = self._meant(exchange, which)
        self._world.delete(message)
        if message is exchange.original:
            exchange.original = None
        else:
            exchange.followups.remove(message)
        return Answer(204)


def _metadata(exchange: Exchange) -> Json:
    """What a message says of the interaction that it answers."""
    guild = exchange.channel.guild
    own: Json = {"id": str(exchange.id), "type": int(exchange.kind), "user": exchange.person.user.as_json()}
    own["authorizing_integration_owners"] = {"0": str(guild.id if guild else 0)}
    if exchange.kind is Kind.COMPONENT and exchange.source:
        own["interacted_message_id"] = str(exchange.source.id)
    if exchange.form_of:
        own["triggering_interaction_metadata"] = _metadata(exchange.form_of)
    return own


def _with_response(exchange: Exchange, message: Message | None) -> Json:
    told: Json = {"id": str(exchange.id), "type": int(exchange.kind)}
    if exchange.original:
        told |= {"response_message_id": str(exchange.original.id)}
        told |= {"response_message_loading": exchange.original.loading}
        told |= {"response_message_ephemeral": exchange.original.ephemeral}
    answer: Json = {"interaction": told}
    if message and exchange.reply in (Reply.MESSAGE, Reply.UPDATE):
        answer["resource"] = {"type": exchange.reply, "message": message.as_json()}
    return answer
