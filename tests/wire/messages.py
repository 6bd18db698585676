"""Messages as the server keeps them, and what posting and editing make of a client's body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tests.wire.world import Channel, User

Json = dict[str, Any]

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
CROSSPOSTED, EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 0, 1 << 6, 1 << 7, 1 << 15
TEXT_DISPLAY = 10


def snowflake_time(snowflake: int) -> datetime:
    """When an id was given out."""
    return DISCORD_EPOCH + timedelta(milliseconds=snowflake >> 22)


def stamp(moment: datetime) -> str:
    """A moment as Discord writes it."""
    return moment.isoformat(timespec="microseconds")


def walk(components: Iterable[Json]) -> Iterator[Json]:
    """Every component, nested ones and accessories included, in the order of the page."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        yield from walk(component[key] for key in ("accessory", "component") if component.get(key))


@dataclass(eq=False)
class Attachment:
    id: int
    filename: str
    content: bytes
    url: str
    description: str | None = None

    def as_json(self) -> Json:
        own = {"id": str(self.id), "filename": self.filename, "size": len(self.content)}
        own |= {"url": self.url, "proxy_url": self.url}
        return own | ({"description": self.description} if self.description else {})


@dataclass(eq=False)
class Message:
    """One message with what a client needs of it.

    Attributes:
        seen_only_by: The person an ephemeral message is for.
        interaction: Discord's `interaction_metadata` of an answer to a person's interaction.
    """

    id: int
    channel: Channel
    author: User
    created_at: datetime
    type: int = 0
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    nonce: str | None = None
    edited_at: datetime | None = None
    reference: Json | None = None
    interaction: Json | None = None
    application_id: int | None = None
    seen_only_by: User | None = None

    @property
    def text(self) -> str:
        """All that can be read: the content, the text displays and the embeds, a line each."""
        lines = [self.content]
        lines += [c["content"] for c in walk(self.components) if c["type"] == TEXT_DISPLAY]
        for embed in self.embeds:
            lines += [embed.get("title", ""), embed.get("description", "")]
            lines += [field[key] for field in embed.get("fields", []) for key in ("name", "value")]
        return "\n".join(line for line in lines if line)

    @property
    def loading(self) -> bool:
        """Whether it still says "is thinking"."""
        return bool(self.flags & LOADING)

    @property
    def published(self) -> bool:
        """Whether those who follow its channel have it too."""
        return bool(self.flags & CROSSPOSTED)

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    def component(self, custom_id: str) -> Json | None:
        return next((c for c in walk(self.components) if c.get("custom_id") == custom_id), None)

    @property
    def custom_ids(self) -> list[str]:
        return [c["custom_id"] for c in walk(self.components) if c.get("custom_id")]

    def as_json(self) -> Json:
        own: Json = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "type": self.type,
            "author": self.author.as_json(),
            "content": self.content,
            "embeds": self.embeds,
            "components": self.components,
            "attachments": [attachment.as_json() for attachment in self.attachments],
            "flags": self.flags,
            "timestamp": stamp(self.created_at),
            "edited_timestamp": stamp(self.edited_at) if self.edited_at else None,
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": False,
        }
        optional = {"nonce": self.nonce, "message_reference": self.reference, "interaction_metadata": self.interaction}
        own |= {key: value for key, value in optional.items() if value is not None}
        if self.application_id:
            own["application_id"] = str(self.application_id)
        return own

    def as_event(self) -> Json:
        """As the gateway carries it: with the guild and the author's membership."""
        guild = self.channel.guild
        if guild is None:
            return self.as_json()
        event = self.as_json() | {"guild_id": str(guild.id)}
        if author := guild.members.get(self.author.id):
            event["member"] = {key: value for key, value in author.as_json().items() if key != "user"}
        return event


class File(NamedTuple):
    """One uploaded part, `files[n]`."""

    filename: str
    content: bytes


def fill(message: Message, payload: Json, files: Sequence[File] = ()) -> Message:
    """Put into `message` what a body says; keys that it lacks change nothing."""
    world = message.channel.world
    if "attachments" in payload or files:
        message.attachments = list(_attachments(message, payload.get("attachments"), files))
    urls = {f"attachment://{a.filename}": a.url for a in message.attachments}
    if "content" in payload:
        message.content = payload["content"] or ""
    if "embeds" in payload:
        message.embeds = [{"type": "rich", **_with_urls(embed, urls)} for embed in payload["embeds"] or []]
    if "components" in payload:
        message.components = _with_urls(payload["components"] or [], urls)
        _number(message.components)
    if "message_reference" in payload:
        pointed = {"channel_id": message.channel.id} | payload["message_reference"]
        ids = {key: str(pointed[key]) for key in ("channel_id", "message_id", "guild_id") if key in pointed}
        message.reference = {"type": 0, **ids}
        message.type = 19
    if "flags" in payload:
        kept = message.flags & (EPHEMERAL | LOADING)
        message.flags = (payload["flags"] or 0) & ~(EPHEMERAL | LOADING) | kept
    if not world.attachments_at and message.attachments:
        raise ValueError("the world has no address to serve attachments from")
    return message


def _attachments(message: Message, listed: list[Json] | None, files: Sequence[File]) -> Iterator[Attachment]:
    """The attachments that a body keeps (by their ids) and those it brings (by the numbers of its files)."""
    kept = {attachment.id: attachment for attachment in message.attachments}
    world = message.channel.world
    entries: list[Json] = [{"id": n} for n in range(len(files))] if listed is None else listed
    for entry in entries:
        number = int(entry["id"])
        if number in kept:
            yield kept[number]
            continue
        file, new_id = files[number], world.new_id()
        url = f"{world.attachments_at}/{message.channel.id}/{new_id}/{file.filename}"
        yield Attachment(new_id, entry.get("filename") or file.filename, file.content, url, entry.get("description"))


def _with_urls(value: Any, urls: dict[str, str]) -> Any:
    """A copy in which `attachment://name` has become the address of that attachment."""
    if isinstance(value, dict):
        return {key: _with_urls(inner, urls) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_urls(inner, urls) for inner in value]
    return urls.get(value, value) if isinstance(value, str) else value


def _number(components: list[Json]) -> None:
    """Give each component without one the next free `id`, as Discord does."""
    taken = {c["id"] for c in walk(components) if c.get("id")}
    free = (n for n in count(1) if n not in taken)
    for component in walk(components):
        if not component.get("id"):
            component["id"] = next(free)
