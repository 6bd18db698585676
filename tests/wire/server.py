"""A small Discord on loopback, for an unmodified discord.py client.

    async with DiscordWire() as wire:
        guild = wire.add_guild("Caucasus watch")
        channel, ani = guild.add_text_channel("briefings"), guild.add_member("ani")
        async with running(bot, wire):                                   # tests.wire.client
            exchange = await wire.slash(ani, channel, "brief", {"topic": "csto"})
            assert "CSTO" in exchange.text
    wire.assert_clean()

World (people, guilds, channels, messages) → people (what a person may do) → interactions → gateway → the client
→ rest (the rules, the faults, the routes) → world.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.wire import people
from tests.wire.faults import Fault, Faults, Script
from tests.wire.gateway import Gateway
from tests.wire.interactions import Exchange, Interactions, Kind
from tests.wire.messages import Json, Message
from tests.wire.permissions import BOT
from tests.wire.rest import API, Call, Rest
from tests.wire.routes import ChannelRoutes, CommandRoutes, GuildRoutes, IdentityRoutes
from tests.wire.world import Channel, Guild, Person, User, World

TIMEOUT_S = 30.0
"""How long a person in a test waits; Discord itself gives a bot three seconds."""

LARGEST_BODY = 25 * 1024 * 1024


class NotAnsweredError(AssertionError):
    """What a test waited for did not happen in time."""


class DiscordWire:
    """The server and its world; everything a test does with Discord starts here.

    Args:
        clock: Says what time it is for the server (`advance` adds to it).
        shards: What `/gateway/bot` recommends.
        heartbeat_s: What HELLO asks for.
        requests_per_s: The global limit; beyond it everything but answers to people is 429. None for none.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        shards: int = 1,
        heartbeat_s: float = 41.25,
        requests_per_s: int | None = None,
    ) -> None:
        self.token = ".".join(map(secrets.token_urlsafe, (18, 4, 28)))  # as long as Discord's own parts
        self.world = World(clock)
        self.faults = Faults()
        self.gateway = Gateway(self.world, self.faults, token=self.token, heartbeat_s=heartbeat_s, changed=self._notify)
        self.rest = Rest(self.token, self.faults, self._notify, requests_per_s)
        self.interactions = Interactions(self.world, self.gateway)
        self._commands = CommandRoutes(self.world)
        self._shards = shards
        self._changed = asyncio.Event()
        self._stack = AsyncExitStack()
        self._address = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/resume", self.gateway.handle)
        app.router.add_get("/attachments/{channel}/{attachment}/{name}", self._download)
        app.router.add_route("*", f"{API}{{path:.*}}", self.rest.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self._address = f"{host}:{port}"
        self.gateway.resume_url = f"ws://{self._address}/resume"
        self.world.attachments_at = f"http://{self._address}/attachments"
        self.world.emit = self.gateway.dispatch
        identity = IdentityRoutes(self.world, gateway_url=self.gateway_url, shards=self._shards)
        guilds = GuildRoutes(self.world)
        for routes in (identity, guilds, self._commands, ChannelRoutes(self.world), self.interactions):
            self.rest.add(routes)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.faults.release_all()
        self.gateway.close(1001)
        await self._stack.aclose()

    @property
    def api_base(self) -> str:
        return f"http://{self._address}{API}"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self._address}/gateway"

    @property
    def addresses(self) -> dict[str, Any]:
        """As the settings of a bot have them."""
        return {"discord_api_base": self.api_base, "discord_gateway_url": self.gateway_url}

    # What there is

    @property
    def bot(self) -> User:
        return self.world.bot

    def add_guild(self, name: str, *, bot_permissions: int = BOT, invited: bool = True) -> Guild:
        """A guild with the bot in it unless uninvited; channels, members and roles are added to the guild itself."""
        return self.world.add_guild(name, bot_permissions=bot_permissions, invited=invited)

    def dm(self, person: Person) -> Channel:
        """The conversation between a person and the bot."""
        return self.world.dm(person)

    def remove_channel(self, channel: Channel, *, silently: bool = False) -> None:
        """Delete a channel; `silently` leaves the client to find out by a 404."""
        self.world.remove_channel(channel, silently=silently)

    def remove_guild(self, guild: Guild) -> None:
        """Throw the bot out."""
        self.world.remove_guild(guild)

    def advance(self, by: timedelta) -> None:
        """Let time pass for the server: interactions grow old."""
        self.world.advance(by)

    # What people do

    def say(self, person: Person, channel: Channel, text: str) -> Message:
        """Write a message."""
        return self.world.post(channel, person.user, {"content": text})

    async def slash(
        self, person: Person, channel: Channel, command: str, values: people.Values | None = None, *, wait: bool = True
    ) -> Exchange:
        """Use a slash command ("topics follow" for a subcommand) and, with `wait`, see its answer.

        Raises:
            people.CannotDoError: Discord would not let the person.
            NotAnsweredError: No answer came, or "is thinking" stayed.
        """
        schema, path = self._command(command, person, channel)
        data = people.command_data(schema, path, values or {})
        return await self._ask(Kind.COMMAND, person, channel, data, wait=wait)

    async def autocomplete(
        self, person: Person, channel: Channel, command: str, values: people.Values, *, focused: str
    ) -> list[Json]:
        """Type into an option and see what is offered."""
        schema, path = self._command(command, person, channel)
        data = people.command_data(schema, path, values, focused=focused)
        return (await self._ask(Kind.AUTOCOMPLETE, person, channel, data)).choices

    async def use_menu(self, person: Person, message: Message, name: str) -> Exchange:
        """Choose an entry in a message's menu."""
        schema = self._known(name, person, message.channel, people.MESSAGE_MENU)
        return await self._ask(Kind.COMMAND, person, message.channel, people.menu_data(schema, message))

    async def click(self, person: Person, message: Message, custom_id: str, *, wait: bool = True) -> Exchange:
        """Press a button."""
        data = people.component_data(person, message, custom_id, None)
        return await self._ask(Kind.COMPONENT, person, message.channel, data, source=message, wait=wait)

    async def choose(
        self, person: Person, message: Message, custom_id: str, chosen: Sequence[Any], *, wait: bool = True
    ) -> Exchange:
        """Choose from a select menu: labels or values, or people, channels and roles themselves."""
        data = people.component_data(person, message, custom_id, chosen)
        return await self._ask(Kind.COMPONENT, person, message.channel, data, source=message, wait=wait)

    async def submit_modal(self, exchange: Exchange, values: people.Values, *, wait: bool = True) -> Exchange:
        """Fill in the form that an exchange opened, by its fields' custom ids, and send it."""
        if exchange.modal is None:
            raise people.CannotDoError(f"no form is open: {exchange}")
        data = people.modal_data(exchange.modal, values)
        asked = self._ask(
            Kind.MODAL_SUBMIT,
            exchange.person,
            exchange.channel,
            data,
            source=exchange.source,
            form_of=exchange,
            wait=wait,
        )
        return await asked

    def _command(self, words: str, person: Person, channel: Channel) -> tuple[Json, list[str]]:
        name, *path = words.split()
        return self._known(name, person, channel), path

    def _known(self, name: str, person: Person, channel: Channel, kind: int = people.SLASH) -> Json:
        schema = self._commands.find(name, channel.guild, kind)
        if schema is None:
            raise people.CannotDoError(f"no command /{name} is registered")
        people.may_use(schema, person, channel)
        return schema

    async def _ask(
        self,
        kind: Kind,
        person: Person,
        channel: Channel,
        data: Json,
        *,
        wait: bool = True,
        source: Message | None = None,
        form_of: Exchange | None = None,
    ) -> Exchange:
        if wait and not self.gateway.listening(channel.guild):
            raise NotAnsweredError("no client is connected, or none that serves this guild's shard")
        exchange = self.interactions.open(kind, person, channel, data, source=source, form_of=form_of)
        if wait:
            await self.until(lambda: exchange.answered, exchange)
        return exchange

    def expire(self, exchange: Exchange) -> None:
        """Its three seconds, or its fifteen minutes, are over."""
        exchange.expired = True

    async def until(self, met: Callable[[], bool], what: object = "it", *, timeout_s: float = TIMEOUT_S) -> None:
        """Wait, without polling, for something the client does to this server (its own state is not watched).

        Raises:
            NotAnsweredError: It did not come true in time; says `what` and what the client sent last.
        """
        try:
            async with asyncio.timeout(timeout_s):
                while not met():
                    await self._changed.wait()
        except TimeoutError:
            last = [f"{call.method} {call.path} → {call.status}" for call in self.rest.calls[-5:]]
            raise NotAnsweredError(f"not within {timeout_s} s: {what}; the client's last requests: {last}") from None

    def _notify(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    # What goes wrong

    def fail_next(self, method: str, path: str, fault: Fault, *, times: int | None = 1) -> Script:
        """Let the next `times` requests whose path below the API root fits go wrong (None: all of them).

        The gateway's handshake has the method "GATEWAY".
        """
        return self.faults.add(method, path, fault, times=times)

    async def gateway_close(self, code: int) -> None:
        """Close every gateway connection, and wait until they are gone."""
        await self._parted(lambda: self.gateway.close(code))

    async def gateway_abort(self) -> None:
        """Cut every gateway connection without a close frame."""
        await self._parted(self.gateway.abort)

    async def gateway_send_op(self, op: int, data: Any = None) -> None:
        """Send a frame of Discord's own: 7 asks to reconnect, 9 ends the session (`data=True`: resumable)."""
        await self._parted(lambda: self.gateway.send_op(op, data))

    async def _parted(self, act: Callable[[], None]) -> None:
        concerned = list(self.gateway.connections)
        act()
        await self.until(lambda: not any(c in self.gateway.connections for c in concerned), "the connections to end")

    # What happened

    @property
    def calls(self) -> list[Call]:
        """Every request, in order."""
        return self.rest.calls

    def called(self, method: str, path_end: str) -> list[Call]:
        """Requests of a method whose path ends so."""
        return [call for call in self.calls if call.method == method and call.path.endswith(path_end)]

    @property
    def unknown_routes(self) -> list[str]:
        """Requests that this server has no answer to."""
        return self.rest.unknown_routes

    @property
    def violations(self) -> list[str]:
        """What Discord would refuse in the bodies so far; they were answered with 400, 50035."""
        return [f"{call.method} {call.path}: {found}" for call in self.calls for found in call.violations]

    def assert_clean(self) -> None:
        """At the end of a test: the client broke no rule and asked nothing unknown, and every scripted fault happened.

        Raises:
            AssertionError: With all that was found.
        """
        found = [f"breaks a rule: {v}" for v in self.violations]
        found += [f"unknown route: {r}" for r in self.unknown_routes]
        found += [f"fault that never happened: {u}" for u in self.faults.unmet]
        assert not found, "\n".join(found)

    async def _download(self, request: web.Request) -> web.Response:
        wanted = int(request.match_info["attachment"])
        for channel in self.world.channels.values():
            for message in channel.messages:
                for attachment in message.attachments:
                    if attachment.id == wanted:
                        return web.Response(body=attachment.content, content_type="application/octet-stream")
        return web.Response(status=404)
