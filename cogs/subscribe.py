"""`/subscribe`."""

from __future__ import annotations

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.actions.asker import Asker
from bot.actions.subscriptions import USUAL_TIME
from bot.delivery.discord.views_subscriptions import subscribed_view
from bot.errors import BadValueError
from bot.model import Length, Posts
from cogs.answers import Press, answer, speech_of, think
from cogs.asking import (
    SUBSCRIBE_A_CHANNEL,
    asker_of,
    forum_of_own_post,
    frame_language,
    is_followed,
    must_be_able_to_post,
    must_be_invited,
    must_be_of_some,
    must_take_stories,
)
from cogs.choices import Choices, language_choices, post_choices, topics_choices
from cogs.lines import subscription_line
from cogs.subscription_options import (
    MENTION_TEXT,
    QUIET_HOURS_TEXT,
    READS_TEXT,
    SKIP_QUIET_TEXT,
    SUGGESTIONS,
    PostableChannel,
    WrittenDays,
    WrittenHours,
    WrittenLanguages,
    WrittenZone,
)


class Subscribe(commands.Cog):
    """The quick way to a subscription."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    @app_commands.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.describe(
        topic="What about? Several with commas between them; suggestions come as you type",
        time="At what time of day: 08:00, 18:30, 7 am, …; several with commas (default: 08:00)",
        timezone="Whose time: a city or zone, such as Yerevan (default: the server's; privately, your last one)",
        channel="Where to (default: here)",
        privately="To you alone, in a private chat",
        days="On which days: weekdays, Mon-Fri, Tue, … (default: every day)",
        skip_quiet=SKIP_QUIET_TEXT,
        mention=MENTION_TEXT,
        length="How much at once; the rest stands behind a button (default: normal)",
        language="The language of what stands around the quotes (default: the server's)",
        posts="In a forum: a post for each briefing, or for each story, kept up to date (default: one a day)",
        quiet_hours=QUIET_HOURS_TEXT,
        reads=READS_TEXT,
    )
    @app_commands.choices(language=language_choices(), posts=post_choices())
    @app_commands.autocomplete(**SUGGESTIONS)
    async def subscribe(
        self,
        interaction: Press,
        topic: str,
        *,
        time: str | None = None,
        timezone: WrittenZone | None = None,
        channel: PostableChannel | None = None,
        privately: bool = False,
        days: WrittenDays | None = None,
        skip_quiet: bool | None = None,
        mention: discord.Role | None = None,
        length: Length | None = None,
        language: str | None = None,
        posts: str | None = None,
        quiet_hours: WrittenHours | None = None,
        reads: WrittenLanguages | None = None,
    ) -> None:
        """Post a topic's briefing here, or privately to you, at your hour."""
        asker = asker_of(interaction, self._actions.guilds)
        if privately and (channel or mention):
            raise BadValueError("What is told privately has no channel and mentions no role; leave one of the two out.")
        if not privately:
            channel = channel or forum_of_own_post(interaction)
            must_be_invited(interaction)
            asker.must_manage(SUBSCRIBE_A_CHANNEL)
            must_be_able_to_post(interaction, channel)
        if posts == Posts.STORY:
            must_take_stories(interaction, channel, privately=privately)
        must_be_of_some(mention)
        await think(interaction)
        usual_language = frame_language(interaction, self._actions.guilds)
        if privately and asker.guild_id is not None:
            asker = await _alone(interaction)
            usual_language = speech_of(interaction).locale
        made = await self._actions.subscriptions.subscribe(
            asker,
            topic,
            time or USUAL_TIME,
            timezone=timezone,
            days=days,
            skip_quiet=skip_quiet,
            role_id=mention.id if mention else None,
            channel_id=channel.id if channel else None,
            length=length,
            language=language,
            usual_language=usual_language,
            asked_in=interaction.guild_id if privately else None,
            posts=Posts(posts) if posts else None,
            quiet_hours=quiet_hours,
            reads=reads,
        )
        speech = speech_of(interaction)
        card = subscribed_view(
            [subscription_line(each, speech) for each in made],
            speech,
            is_new=any(each.is_new for each in made),
            server_zone=next((each.subscription.timezone for each in made if each.sets_zone), None),
            is_followed=not privately and is_followed(interaction, channel),
            is_of_other_chat=privately and interaction.guild_id is not None,
        )
        await answer(interaction, card)

    @subscribe.autocomplete("topic")
    async def _topics(self, interaction: Press, typed: str) -> Choices:
        speech = speech_of(interaction)
        guild_id = None if getattr(interaction.namespace, "privately", False) else interaction.guild_id
        suggest = partial(self._actions.topics.suggest, guild_id=guild_id, language=speech.locale)
        return topics_choices(typed, suggest, speech)


async def _alone(interaction: Press) -> Asker:
    """The person in their private chat with the bot, where they may do as they like."""
    chat = await interaction.user.create_dm()
    return Asker(user_id=interaction.user.id, channel_id=chat.id, guild_id=None, may_manage=True)
