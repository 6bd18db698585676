"""What Discord knows of the bot, asked over its REST API alone: a running bot is not disturbed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp
import discord
from discord.http import Route

from bot.config import looks_like_token
from bot.delivery.frame import count
from bot.doctor.finding import Finding, bad, good, note
from bot.model import Posts
from bot.storage import Subscription
from cogs.client import INVITED_WITH, Briefbot, invite_of

_PATIENCE = aiohttp.ClientTimeout(total=15)
_AWAY = (OSError, aiohttp.ClientError, discord.HTTPException)
_PORTAL = "https://discord.com/developers/applications"
_PRIVILEGED = {
    "presence": ("gateway_presence", "gateway_presence_limited"),
    "server members": ("gateway_guild_members", "gateway_guild_members_limited"),
    "message content": ("gateway_message_content", "gateway_message_content_limited"),
}


async def discords_time() -> datetime | None:
    """What time it is at Discord; None where it cannot be reached, or does not say."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.get(f"{Route.BASE}/gateway") as answer,
        ):
            return parsedate_to_datetime(answer.headers.get("Date", ""))
    except (OSError, aiohttp.ClientError, ValueError):
        return None


async def look_at_discord(
    client: Briefbot, token: str, subscriptions: Sequence[Subscription] | None, receipt_channel: int | None = None
) -> AsyncIterator[Finding]:
    """Whether the token is taken, and the application, its commands and its permissions are in order.

    Args:
        client: One that rests; it is closed at the end.
        token: As the settings have it.
        subscriptions: Whose channels are looked at, those that run; None where the database cannot say.
        receipt_channel: Where is told how the day was; None where nobody is.
    """
    async with client:
        try:
            await client.login(token)
        except discord.LoginFailure:
            remedy = f"copy it anew from {_PORTAL} (your application, Bot, Reset Token)"
            told = "" if looks_like_token(token) else "; a token is three parts with dots between, nothing around it"
            yield bad("token", f"Discord refuses it{told}", remedy)
            return
        except _AWAY as error:
            remedy = "is this machine online? A proxy is named by discord_api_base"
            yield bad("Discord", f"{Route.BASE} does not answer: {error or type(error).__name__}", remedy)
            return
        yield good("token", f"accepted; the bot is {client.user}")
        for finding in _look_at_application(await client.application_info()):
            yield finding
        yield await _look_at_commands(client)
        if subscriptions is not None:
            async for finding in _look_at_channels(client, subscriptions):
                yield finding
        if receipt_channel is not None:
            yield await _look_at_receipt_channel(client, receipt_channel)


def _look_at_application(application: discord.AppInfo) -> Iterator[Finding]:
    page = f"{_PORTAL}/{application.id}"
    if application.interactions_endpoint_url:
        told = f"commands go to {application.interactions_endpoint_url} and never reach this bot"
        yield bad("application", told, f"empty Interactions Endpoint URL at {page}/information")
    else:
        yield good("application", f"{application.name}, {application.id}")
    if application.bot_require_code_grant:
        yield bad(
            "invite", "it fails: a code grant is required", f"switch Requires OAuth2 Code Grant off at {page}/bot"
        )
    else:
        yield good("invite", invite_of(application.id))
    asked = [name for name, flags in _PRIVILEGED.items() if any(getattr(application.flags, flag) for flag in flags)]
    if asked:
        yield note("intents", f"{', '.join(asked)} on, and never used", f"they may be switched off at {page}/bot")
    else:
        yield good("intents", "none that is privileged, and none is needed")


async def _look_at_commands(client: Briefbot) -> Finding:
    try:
        in_step = await client.has_told_commands()
    except _AWAY as error:
        return bad("commands", f"Discord does not say which it knows: {error}", "try again in a while")
    if in_step:
        return good("commands", "Discord knows those of this version")
    return note("commands", "Discord does not know those of this version yet", "nothing; `briefbot run` tells them")


async def _look_at_channels(client: Briefbot, subscriptions: Sequence[Subscription]) -> AsyncIterator[Finding]:
    """A line for each channel that a briefing cannot reach, then one for all others."""
    channels: dict[int, dict[int, bool]] = {}
    for each in subscriptions:
        if each.guild_id is not None and each.paused_reason is None:
            wanted = channels.setdefault(each.guild_id, {})
            wanted[each.channel_id] = wanted.get(each.channel_id, False) or each.posts is Posts.STORY
    reached = 0
    for guild_id, wanted in channels.items():
        try:
            found = [finding async for finding in _look_at_guild(client, guild_id, wanted)]
        except discord.HTTPException as error:
            yield bad(f"server {guild_id}", f"the bot is not in it ({error.text or error})", "invite it again")
            continue
        except (OSError, aiohttp.ClientError) as error:
            yield bad(f"server {guild_id}", f"Discord does not answer: {error!r}", "try again in a while")
            continue
        reached += len(wanted) - len(found)
        for finding in found:
            yield finding
    if reached:
        yield good("permissions", f"{count(reached, 'channel')} with subscriptions can be posted in")
    elif not channels:
        yield good("permissions", "no channel has a subscription yet")


async def _look_at_receipt_channel(client: Briefbot, channel_id: int) -> Finding:
    """Whether it is there and takes what the bot posts."""
    about, copied = "receipt_channel", "copy its id anew (right-click on the channel, Copy Channel ID)"
    try:
        channel = await client.fetch_channel(channel_id)
        guild = getattr(channel, "guild", None)
        found = [finding async for finding in _look_at_guild(client, guild.id, {channel_id: False})] if guild else []
    except discord.NotFound:
        return bad(about, f"there is no channel {channel_id}", copied)
    except discord.Forbidden:
        return bad(about, f"the bot cannot see the channel {channel_id}", "give it View Channel there, or invite it")
    except (*_AWAY, discord.InvalidData) as error:
        return bad(about, f"Discord does not show the channel {channel_id}: {error}", "try again in a while")
    if not isinstance(channel, discord.abc.Messageable):
        return bad(about, f"nothing can be posted in #{channel} itself", "name a text channel or a thread")
    if found:
        return bad(about, f"in {found[0].about} {found[0].sentence}", found[0].remedy)
    return good(about, f"#{channel} can be posted in")


async def _look_at_guild(client: Briefbot, guild_id: int, wanted: Mapping[int, bool]) -> AsyncIterator[Finding]:
    """A line for each of these channels that cannot be written in; True for those whose posts get replies."""
    guild = await client.fetch_guild(guild_id, with_counts=False)
    me = await guild.fetch_member(client.user.id if client.user else 0)
    channels = await _channels_of(guild)
    for channel_id, gets_replies in sorted(wanted.items()):
        name, missing = await _missing(guild, me, channels, channel_id, gets_replies=gets_replies)
        if missing:
            about = f"channel #{name} of {guild.name}"
            yield bad(about, f"the bot lacks {', '.join(missing)}", "give it that permission in the channel's settings")


async def _channels_of(guild: discord.Guild) -> Mapping[int, discord.abc.GuildChannel]:
    """All of them; none where one is of a kind that discord.py does not know yet: then each is asked for by itself."""
    try:
        return {channel.id: channel for channel in await guild.fetch_channels()}
    except discord.InvalidData:
        return {}


async def _missing(
    guild: discord.Guild,
    me: discord.Member,
    channels: Mapping[int, discord.abc.GuildChannel],
    channel_id: int,
    *,
    gets_replies: bool,
) -> tuple[str, list[str]]:
    """What the channel is called, and which permissions the bot lacks there."""
    place: discord.abc.GuildChannel | discord.Thread | None = channels.get(channel_id)
    try:
        place = place or await guild.fetch_channel(channel_id)
    except discord.HTTPException:
        return str(channel_id), ["View Channel (or the channel is gone)"]
    is_thread = isinstance(place, discord.Thread)
    held_in: discord.abc.GuildChannel | discord.Thread | None = place
    if isinstance(place, discord.Thread):
        held_in = channels.get(place.parent_id) or await guild.fetch_channel(place.parent_id)
    held = held_in.permissions_for(me) if held_in else discord.Permissions.none()
    unneeded = "send_messages" if is_thread else "send_messages_in_threads"
    needed = [name for name, is_asked in INVITED_WITH if is_asked and (name != unneeded or gets_replies)]
    return place.name, [_told(name) for name in needed if not getattr(held, name)]


def _told(permission: str) -> str:
    """As Discord's settings name it: "Send Messages in Threads"."""
    return permission.replace("_", " ").title().replace(" In ", " in ")
