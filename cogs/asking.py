"""What an interaction says of the person who asks, and of where they are."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.actions.asker import Asker
from bot.actions.guilds import Guilds
from bot.delivery.speech import speech_in
from bot.errors import AllOf, PersonError, Phrase
from cogs.answers import Press

Postable = discord.TextChannel | discord.Thread | discord.ForumChannel
"""Where a briefing can be posted, beside private chats: announcement channels are text channels, in a forum each
briefing begins a post, or each story."""


class PostableOption(app_commands.Transformer):
    """An option that takes a `Postable`. discord.py's own would offer media channels too, which take pictures only."""

    type = discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What Discord offers."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.news_thread, kinds.public_thread, kinds.private_thread, kinds.forum]

    async def transform(
        self, interaction: Press, value: app_commands.AppCommandChannel | app_commands.AppCommandThread, /
    ) -> Postable:
        """The channel as the bot knows it.

        Raises:
            PersonError: It knows none there: the person brought it along.
            TransformerError: It sees none.
        """
        must_be_invited(interaction)
        channel = value.resolve()
        if not isinstance(channel, Postable):
            raise app_commands.TransformerError(value, self.type, self)
        return channel


SUBSCRIBE_A_CHANNEL = Phrase("subscribe a channel; /subscribe with “privately” sends it to you alone")
"""What those may who manage a server, and what all others may do instead."""

_NAMES = {
    "view_channel": Phrase("“View Channel”"),
    "send_messages": Phrase("“Send Messages”"),
    "send_messages_in_threads": Phrase("“Send Messages in Threads”"),
}


def asker_of(interaction: Press, guilds: Guilds) -> Asker:
    """Who asks. Whether they may manage is what Discord says of them now, not what the command was shown to them for.

    Raises:
        PersonError: Discord did not say where they are.
    """
    if interaction.channel_id is None:
        raise PersonError("Discord did not say which channel this is; please try again.")
    in_guild = interaction.guild_id is not None
    may_manage = not in_guild or _may(interaction.permissions, "manage_guild") or _has_role(interaction, guilds)
    is_guest = _is_uninvited(interaction)
    return Asker(
        user_id=interaction.user.id,
        channel_id=interaction.channel_id,
        guild_id=interaction.guild_id,
        may_manage=may_manage and not is_guest,
        is_guest=is_guest,
    )


def asker_where_told(interaction: Press, guilds: Guilds) -> Asker:
    """Who asks; in a post that the bot began in a forum, of the forum, which is what briefings are told to.

    Raises:
        PersonError: Discord did not say where they are.
    """
    asker, forum = asker_of(interaction, guilds), forum_of_own_post(interaction)
    return replace(asker, channel_id=forum.id) if forum else asker


def forum_of_own_post(interaction: Press) -> discord.ForumChannel | None:
    """The forum that somebody means by "here" in a post that the bot began there; None anywhere else."""
    place, me = interaction.channel, interaction.client.user
    if not isinstance(place, discord.Thread) or me is None or place.owner_id != me.id:
        return None
    return place.parent if isinstance(place.parent, discord.ForumChannel) else None


def _has_role(interaction: Press, guilds: Guilds) -> bool:
    """Whether they hold the role that the server lets manage the bot."""
    role, member = guilds.of(interaction.guild_id).manager_role, interaction.user
    return role is not None and isinstance(member, discord.Member) and member.get_role(role) is not None


def frame_language(interaction: Press, guilds: Guilds) -> str:
    """The language in which everybody here is told: the server's, in a private chat the person's own."""
    here = interaction.locale if interaction.guild_id is None else interaction.guild_locale
    return guilds.of(interaction.guild_id).language or speech_in(here.value if here else None).locale


def must_be_invited(interaction: Press) -> None:
    """Refuse to be told to post in a server that the bot is not in.

    Raises:
        PersonError: The person brought the bot along, and the server never invited it.
    """
    if _is_uninvited(interaction):
        raise PersonError("I am not a member of this server: you brought me along. “privately” sends it to you alone.")


def must_have_moderators(interaction: Press) -> None:
    """Refuse to ask for what only the moderators of a server are shown, where none are.

    Raises:
        PersonError: This is a private chat, or a server that never invited the bot.
    """
    if interaction.guild_id is None or _is_uninvited(interaction):
        raise PersonError(
            "Nobody would read that here: feedback is for the moderators of a server. /subscriptions edit makes what"
            " you are told shorter or longer."
        )


def _is_uninvited(interaction: Press) -> bool:
    """Whether only a person's own installation brought the command into this server."""
    in_guild = interaction.guild_id is not None
    return in_guild and interaction.is_user_integration() and not interaction.is_guild_integration()


def must_be_able_to_post(interaction: Press, channel: Postable | None) -> None:
    """Refuse a channel that a briefing could not reach, while somebody is there who can change that.

    Args:
        channel: None for where the person asks.

    Raises:
        PersonError: It names the permissions that the bot lacks.
    """
    if interaction.guild_id is None:
        if channel is not None:
            raise PersonError("In a private chat I can only post here; leave the channel out.")
        return
    place = interaction.channel if channel is None else channel
    needed = "send_messages_in_threads" if isinstance(place, discord.Thread) else "send_messages"
    _must_hold(interaction, channel, "view_channel", needed)


def must_take_stories(
    interaction: Press, channel: discord.abc.GuildChannel | discord.Thread | None, *, privately: bool = False
) -> None:
    """Refuse what is no forum in which stories can have posts that go on.

    Args:
        channel: None for where the person asks.
        privately: It is their private chat, wherever they ask.

    Raises:
        PersonError: It is none, or it names the permissions that the bot lacks.
    """
    if privately or interaction.guild_id is None:  # where no channel can be picked
        raise PersonError("One post for each story needs a forum, and a private chat is none; leave “posts” out.")
    place = interaction.channel if channel is None else channel
    if not isinstance(place, discord.ForumChannel):
        raise PersonError("One post for each story needs a forum; pick one as the channel.")
    _must_hold(interaction, place, "view_channel", "send_messages", "send_messages_in_threads")


def _must_hold(interaction: Press, channel: Postable | None, *needed: str) -> None:
    if channel is None or channel.id == interaction.channel_id:
        held = interaction.app_permissions
    else:
        me = channel.guild.me
        held = channel.permissions_for(me) if me else discord.Permissions.none()
    if missing := [_NAMES[name] for name in needed if not _may(held, name)]:
        name = getattr(interaction.channel if channel is None else channel, "name", None)
        raise PersonError.count(
            len(missing),
            "I cannot post in {channel}: I lack the permission {lacking} there. Give it to me and try again.",
            "I cannot post in {channel}: I lack the permissions {lacking} there. Give them to me and try again.",
            channel=f"#{name}" if name else Phrase("this channel"),
            lacking=AllOf(missing),
        )


def must_be_of_some(role: discord.Role | None) -> None:
    """Refuse @everyone, which Discord offers among the roles: nobody is said to have it, and naming it calls nobody.

    Raises:
        PersonError: It is that.
    """
    if role is not None and role.is_default():
        raise PersonError("@everyone is everybody, and no role for this; choose one that only some have.")


def is_followed(interaction: Press, channel: Postable | None) -> bool:
    """Whether other servers may follow this channel, None being where the person asks."""
    place = interaction.channel if channel is None else channel
    return isinstance(place, discord.TextChannel) and place.is_news()


def channels_seen_by(interaction: Press, channel_ids: set[int]) -> set[int]:
    """Of these channels of the guild, those that the person may see."""
    guild, member = interaction.guild, interaction.user
    if guild is None or not isinstance(member, discord.Member):
        return set()
    found = {channel_id: guild.get_channel_or_thread(channel_id) for channel_id in channel_ids}
    may_manage = _may(interaction.permissions, "manage_guild")

    def sees(channel: discord.abc.GuildChannel | discord.Thread | None) -> bool:
        if channel is None:
            return may_manage
        held = channel.permissions_for(member)
        # Who has been added to a private thread, Discord does not tell; its permissions are those of its parent.
        is_let_in = may_manage or held.manage_threads or channel.id == interaction.channel_id
        return held.view_channel and (is_let_in or channel.type is not discord.ChannelType.private_thread)

    return {channel_id for channel_id, channel in found.items() if sees(channel)}


def _may(held: discord.Permissions, name: str) -> bool:
    return held.administrator or getattr(held, name)
