"""What a server has set, and forgetting a server that the bot has left."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Set
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from bot.actions.asker import Asker
from bot.actions.reading import parse_languages
from bot.actions.zones import known_zone, parse_zone
from bot.clock import Clock
from bot.errors import Phrase
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.pipeline.leaps import is_believed
from bot.storage import LEFT_KEY, READS_KEY, SETTINGS_KEY, ZONE_KEY, Storage

GRACE = timedelta(days=30)
"""How long a server's data is kept after the bot has left it: whoever removed it by mistake finds everything again."""

_SETTINGS, _LEFT, _ZONES, _READS = (key.format("") for key in (SETTINGS_KEY, LEFT_KEY, ZONE_KEY, READS_KEY))


def zone_key(asker: Asker) -> str:
    """Where the zone of a server is kept; in a private chat the one that a person named there."""
    return ZONE_KEY.format(asker.guild_id or f"user.{asker.user_id}")


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What a server has set.

    Attributes:
        manager_role: Whose holders may change what the bot tells, beside those with Manage Server.
        language: Of the frame of what a channel sees, two letters; None for the server's own at Discord.
    """

    manager_role: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class MadeGuild:
    """All that a server has set; `timezone` None and `reads` "" where it has named none."""

    guild_id: int
    settings: GuildSettings
    timezone: str | None = None
    reads: str = ""


def made_guilds(storage: Storage) -> tuple[MadeGuild, ...]:
    """What every server has set, by their ids."""
    settings = _settings(storage)
    set_by = {key.removeprefix(_ZONES): zone for key, zone in storage.states(_ZONES).items()}
    zones = {int(setter): zone for setter, zone in set_by.items() if setter.isdecimal()}  # others are people's own
    reads = {int(key.removeprefix(_READS)): codes for key, codes in storage.states(_READS).items()}
    return tuple(
        MadeGuild(guild_id, settings.get(guild_id, GuildSettings()), zones.get(guild_id), reads.get(guild_id, ""))
        for guild_id in sorted(settings.keys() | zones.keys() | reads.keys())
    )


def keep_made_guild(storage: Storage, made: MadeGuild) -> None:
    """Let a server have set this."""
    if made.timezone:
        storage.set_state(f"{_ZONES}{made.guild_id}", known_zone(made.timezone))
    if made.reads:
        storage.set_state(f"{_READS}{made.guild_id}", parse_languages(made.reads))
    _keep(storage, made.guild_id, made.settings)


def _keep(storage: Storage, guild_id: int, settings: GuildSettings) -> None:
    storage.set_state(f"{_SETTINGS}{guild_id}", json.dumps(asdict(settings)), tell=True)


def _settings(storage: Storage) -> dict[int, GuildSettings]:
    kept = storage.states(_SETTINGS)
    return {int(key.removeprefix(_SETTINGS)): GuildSettings(**json.loads(value)) for key, value in kept.items()}


class Guilds:
    """The settings of servers, in memory, since every command asks for them."""

    def __init__(self, *, storage: Storage, catalogue: Catalogue, intake: Intake, clock: Clock, zone: str) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._intake = intake
        self._clock = clock
        self._default_zone = zone
        self._settings: dict[int, GuildSettings] = {}
        self._left: Set[int] = frozenset()
        self._is_met: Callable[[int], bool] = lambda _: False
        self._changing = asyncio.Lock()

    def load(self) -> None:
        """Read what is kept: before anything is asked, and when another process has changed it; may block."""
        self._settings = _settings(self._storage)
        self._left = self._storage.left_guilds()

    def of(self, guild_id: int | None) -> GuildSettings:
        """What a server has set; the usual in a private chat."""
        return self._settings.get(guild_id or 0, GuildSettings())

    async def zone_of(self, asker: Asker) -> str:
        """The time zone of hours that name none, and of who reads there: the server's, privately the person's own."""
        return await asyncio.to_thread(self._storage.state, zone_key(asker)) or self._default_zone

    async def reads_of(self, guild_id: int) -> str:
        """The languages that a server reads where no subscription says: "pl,en"; "" for those of the bot."""
        return await asyncio.to_thread(self._storage.state, f"{_READS}{guild_id}") or ""

    async def change(
        self,
        asker: Asker,
        *,
        timezone: str | None = None,
        manager_role: int | None = None,
        language: str | None = None,
        told_in: str = "",
        reads: str | None = None,
    ) -> GuildSettings:
        """Change what is named; a `manager_role` of 0 is none, and "usual" languages are those of the bot.

        Subscriptions that were told in the language of the server so far (`told_in`) follow it to another.

        Raises:
            NotAllowedError: They may not manage the server, or this is no server.
            BadValueError: No such zone or language.
        """
        guild_id = asker.must_manage_guild(Phrase("change settings"))
        named = {}
        if timezone:
            named[f"{_ZONES}{guild_id}"] = parse_zone(timezone)
        if reads:
            named[f"{_READS}{guild_id}"] = parse_languages(reads)
        for key, value in named.items():
            await asyncio.to_thread(self._storage.set_state, key, value)
        async with self._changing:  # else one of two who change different things at once undoes the other's
            settings = self.of(guild_id)
            if manager_role is not None:
                settings = replace(settings, manager_role=manager_role or None)
            if language:
                settings = replace(settings, language=language)
            await asyncio.to_thread(_keep, self._storage, guild_id, settings)
            self._settings[guild_id] = settings
        if language and told_in != language:
            await asyncio.to_thread(self._storage.retell, guild_id, told_in, language)
        return settings

    async def left(self, guild_id: int) -> None:
        """The bot is in this server no more: its data is kept for a while."""
        self._left |= {guild_id}
        await asyncio.to_thread(self._storage.set_state, f"{_LEFT}{guild_id}", self._clock().isoformat())

    async def joined(self, guild_id: int) -> None:
        """The bot is in this server, perhaps again."""
        self._left -= {guild_id}
        await asyncio.to_thread(self._storage.forget_state, f"{_LEFT}{guild_id}")

    async def seen(self, guild_id: int) -> None:
        """The bot is in this server, as it is in thousands whenever it connects: asks nobody of one it has not left."""
        if guild_id in self._left:
            await self.joined(guild_id)

    async def meet(self, present: Set[int], is_seen: Callable[[int], bool]) -> None:
        """Note which servers were left, or joined again, while nobody was connected to be told.

        Args:
            present: The servers that the bot is in.
            is_seen: Whether a server would be among them if the bot were in it: not one of another process.
        """
        back, gone = await asyncio.to_thread(self._meet, present, is_seen)
        self._left = (self._left | gone) - back  # what others have noted meanwhile stays
        self._is_met = is_seen

    def _meet(self, present: Set[int], is_seen: Callable[[int], bool]) -> tuple[Set[int], Set[int]]:
        """Which servers were joined again, and which were left."""
        left = self._storage.left_guilds()
        for guild_id in left & present:
            self._storage.forget_state(f"{_LEFT}{guild_id}")
        known = self._storage.known_guilds() | {made.guild_id for made in made_guilds(self._storage)}
        gone = {guild_id for guild_id in known - present - left if is_seen(guild_id)}
        for guild_id in gone:
            self._storage.set_state(f"{_LEFT}{guild_id}", self._clock().isoformat())
        return left & present, gone

    async def forget_left(self) -> list[int]:
        """Forget the servers that were left long enough ago, and say which.

        Only of those that `meet` was told of, before which nobody knows who has come back, and not while the clock that
        says how long ago it was is in doubt.
        """
        return await asyncio.to_thread(self._forget_left)

    def _forget_left(self) -> list[int]:
        now = self._clock()
        if not is_believed(self._storage, now):
            return []
        forgotten = []
        for key, at in self._storage.states(_LEFT).items():
            guild_id, left_at = int(key.removeprefix(_LEFT)), datetime.fromisoformat(at)
            if left_at > now:  # by a clock that was ahead
                self._storage.set_state(key, now.isoformat())
            if now - left_at < GRACE or not self._is_met(guild_id):
                continue
            for url in self._storage.guild_feeds(guild_id):
                self._storage.remove_guild_feed(guild_id, url)
            self._storage.forget_guild(guild_id, now=now)
            self._settings.pop(guild_id, None)
            forgotten.append(guild_id)
        if forgotten:
            self._catalogue.reload_made()
            self._intake.change_topic(self._catalogue.all, None)
        return forgotten
