"""The gateway: sessions that survive their connections, events with a replay buffer, intents and shards.

Uncompressed text frames only. An event goes to every session that is concerned (its shard, its intents), whether
it is connected or not; a session that resumes is sent what it missed and then RESUMED.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.wire.faults import Answer, Faults
from tests.wire.messages import Json
from tests.wire.world import Guild, World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 0, 1, 2, 3, 6, 7
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = 1 << 1 | 1 << 8 | MESSAGE_CONTENT  # members, presences, content

ENDS_SESSION = {4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014}
"""Discord's own close codes after which it refuses to resume."""


@dataclass(eq=False)
class Connection:
    """One WebSocket; what is to be sent waits in a queue, so that events can be told by code that does not wait."""

    socket: web.WebSocketResponse
    request: web.Request
    outbox: asyncio.Queue[Json | int] = field(default_factory=asyncio.Queue)
    session: Session | None = None
    closing: bool = False

    def send(self, op: int, data: Any = None) -> None:
        self.outbox.put_nowait({"op": op, "d": data, "s": None, "t": None})

    def close(self, code: int) -> None:
        self.outbox.put_nowait(code)

    def abort(self) -> None:
        """End the TCP connection without a word."""
        if self.request.transport:
            self.request.transport.abort()

    async def write(self) -> None:
        """Send the queue until a close code comes up."""
        with suppress(ConnectionError):
            while not isinstance(frame := await self.outbox.get(), int):
                await self.socket.send_str(json.dumps(frame))
            self.closing = True
            await self.socket.close(code=frame)


@dataclass(eq=False)
class Session:
    """What IDENTIFY begins.

    Attributes:
        shard: (index, count), or None for a client without shards.
        events: All that was dispatched; an event's sequence number is its place, from 1.
        alive: Whether it may still be resumed.
        resumes: How often it was.
    """

    id: str
    shard: tuple[int, int] | None
    intents: int
    connection: Connection | None
    events: list[Json] = field(default_factory=list)
    alive: bool = True
    resumes: int = 0

    def concerns(self, guild: Guild | None) -> bool:
        """Whether this shard is told of a guild's events; direct messages are the first shard's."""
        if self.shard is None:
            return True
        index, count = self.shard
        return (guild.id >> 22) % count == index if guild else index == 0

    def dispatch(self, event: str, data: Json) -> None:
        frame = {"op": DISPATCH, "t": event, "s": len(self.events) + 1, "d": data}
        self.events.append(frame)
        if self.connection:
            self.connection.outbox.put_nowait(frame)


class Gateway:
    """All sessions of all clients.

    Attributes:
        received: Every frame that clients sent, in order.
    """

    def __init__(
        self, world: World, faults: Faults, *, token: str, heartbeat_s: float, changed: Callable[[], None]
    ) -> None:
        self._world, self._faults, self._token, self._heartbeat_s = world, faults, token, heartbeat_s
        self._changed = changed
        self.resume_url = ""
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.received: list[Json] = []

    def dispatch(self, event: str, data: Json, guild: Guild | None) -> None:
        """Tell everyone who asked for it, of a guild without the bot its interactions alone. `World.emit` is this."""
        if guild and not guild.invited and event != "INTERACTION_CREATE":
            return
        for session in self.sessions.values():
            if session.alive and session.concerns(guild) and _wanted(event, session.intents, guild):
                session.dispatch(event, self._readable(event, data, session.intents, guild))

    def listening(self, guild: Guild | None) -> bool:
        """Whether any session will hear of an event in this guild, now or when it resumes."""
        return any(session.alive and session.concerns(guild) for session in self.sessions.values())

    def _readable(self, event: str, data: Json, intents: int, guild: Guild | None) -> Json:
        """Without the intent, others' messages in guilds come without what they say, unless they mention the bot."""
        bot = str(self._world.bot.id)
        if guild is None or not event.startswith("MESSAGE_") or "author" not in data or intents & MESSAGE_CONTENT:
            return data
        if data["author"]["id"] == bot or f"<@{bot}>" in data["content"]:
            return data
        return data | {"content": "", "embeds": [], "attachments": [], "components": []}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The aiohttp handler of both addresses, the first one and the one to resume at."""
        if script := self._faults.take("GATEWAY", request.path):
            self._changed()
            return await script.fault.serve(request, lambda: Answer(503), script)
        socket = web.WebSocketResponse(timeout=1.0)
        await socket.prepare(request)
        connection = Connection(socket, request)
        self.connections.append(connection)
        writer = asyncio.create_task(connection.write())
        connection.send(HELLO, {"heartbeat_interval": int(self._heartbeat_s * 1000), "_trace": []})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(connection, message.json())
                    self._changed()
        finally:
            if not connection.closing:
                writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            self._part(connection)
        return socket

    def _part(self, connection: Connection) -> None:
        self.connections.remove(connection)
        session = connection.session
        if session and session.connection is connection:
            session.connection = None
            if not connection.closing and connection.socket.close_code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY):
                session.alive = False  # the client's own farewell
        self._changed()

    def _receive(self, connection: Connection, frame: Json) -> None:
        self.received.append(frame)
        op, data = frame["op"], frame.get("d") or {}
        if op == HEARTBEAT:
            connection.send(HEARTBEAT_ACK)
        elif op == IDENTIFY:
            self._identify(connection, data)
        elif op == RESUME:
            self._resume(connection, data)
        elif op != PRESENCE:
            connection.close(4001)

    def _identify(self, connection: Connection, data: Json) -> None:
        if data["token"] != self._token:
            connection.close(4004)
        elif data["intents"] & PRIVILEGED:
            connection.close(4014)
        else:
            shard = data.get("shard")
            session = Session(secrets.token_hex(16), tuple(shard) if shard else None, data["intents"], connection)
            self.sessions[session.id] = session
            connection.session = session
            self._welcome(session)

    def _welcome(self, session: Session) -> None:
        world = self._world
        guilds = [guild for guild in world.guilds.values() if session.concerns(guild)]
        ready: Json = {
            "v": 10,
            "user": world.bot.as_json(),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.resume_url,
            "application": {"id": str(world.application_id), "flags": 0},
        }
        session.dispatch("READY", ready | ({"shard": list(session.shard)} if session.shard else {}))
        if session.intents & GUILDS:
            for guild in guilds:
                session.dispatch("GUILD_CREATE", guild.as_json())

    def _resume(self, connection: Connection, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if data["token"] != self._token:
            connection.close(4004)
        elif session is None or not session.alive or not 0 <= (data["seq"] or 0) <= len(session.events):
            connection.send(INVALID_SESSION, data=False)
        else:
            connection.session, session.connection = session, connection
            session.resumes += 1
            for frame in session.events[data["seq"] or 0 :]:
                connection.outbox.put_nowait(frame)
            session.dispatch("RESUMED", {"_trace": []})

    def close(self, code: int) -> None:
        """Close all connections as Discord closes them; some codes end the session, too."""
        for connection in self.connections:
            if connection.session and code in ENDS_SESSION:
                connection.session.alive = False
            connection.close(code)

    def send_op(self, op: int, data: Any = None) -> None:
        """Send a frame to all connections. An op 9 that is not resumable ends the session."""
        for connection in self.connections:
            if op == INVALID_SESSION and not data and connection.session:
                connection.session.alive = False
            connection.send(op, data)

    def abort(self) -> None:
        """Cut all TCP connections."""
        for connection in self.connections:
            connection.abort()


def _wanted(event: str, intents: int, guild: Guild | None) -> bool:
    if event == "INTERACTION_CREATE":
        return True
    if event.startswith("MESSAGE_"):
        return bool(intents & (GUILD_MESSAGES if guild else DIRECT_MESSAGES))
    return bool(intents & GUILDS)
