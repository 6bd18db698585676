"""`/subscriptions`: what is posted here, and when."""

from __future__ import annotations

import re
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.actions.asker import Asker
from bot.actions.subscribed import SubscribedTopic
from bot.actions.subscriptions import CHANGE_SUBSCRIPTIONS
from bot.clock import Clock
from bot.delivery.discord.card import Card, with_or_without_thumbnail
from bot.delivery.discord.custom_ids import PUT_BACK
from bot.delivery.discord.limits import LONGEST_CHOICE
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.discord.views_subscriptions import (
    changed_view,
    on_subscriptions_page,
    subscriptions_view,
    unsubscribed_view,
)
from bot.delivery.form import Form
from bot.delivery.plain import shorten
from bot.delivery.rows import SubscriptionLine
from bot.model import Length, Posts
from cogs.answers import Press, answer, speech_of, think
from cogs.asking import (
    Postable,
    asker_of,
    asker_where_told,
    channels_seen_by,
    is_followed,
    must_be_able_to_post,
    must_be_of_some,
    must_take_stories,
)
from cogs.buttons import answered_by, is_private
from cogs.choices import (
    Choices,
    language_choices,
    named_choices,
    post_choices,
)
from cogs.lines import subscription_line
from cogs.lists import tell_list
from cogs.reach import Reach
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

_LONGEST_PART = 32  # so that whether it is paused, and its number, stand in a choice too

_WHICH = "Which subscription? The list comes as you type"


@app_commands.allowed_installs(guilds=True, users=True)
class Subscriptions(commands.GroupCog, group_name="subscriptions", group_description="What is posted here, and when"):
    """See and change what a channel is told.

    Attributes:
        buttons: Buttons, to be registered with the client.
    """

    def __init__(self, actions: Actions, *, clock: Clock, thumbnails: bool) -> None:
        self._actions = actions
        self._thumbnails = thumbnails
        self._reach = Reach(clock)
        self.buttons = (answered_by(PUT_BACK, self._put_back),)

    @app_commands.command(name="list")
    async def show(self, interaction: Press) -> None:
        """What is posted here, and when next."""
        await tell_list(interaction, self.page)

    async def page(self, interaction: Press, number: int) -> Card:
        """A page of the subscriptions that the person may see."""
        speech = speech_of(interaction)
        lines = [subscription_line(each, speech) for each in await self._shown_to(interaction)]
        channels = {line.channel_id for line in on_subscriptions_page(lines, speech, page=number) if line.channel_id}
        problems = await self._reach.problems(interaction, channels)
        lines = [line._replace(unreachable=problems.get(line.channel_id or 0)) for line in lines]
        asker = asker_of(interaction, self._actions.guilds)
        elsewhere = await self._actions.subscriptions.elsewhere(asker)
        return subscriptions_view(
            lines, speech, page=number, elsewhere=elsewhere, is_private_chat=asker.guild_id is None
        )

    @app_commands.command()
    @app_commands.describe(
        subscription=_WHICH,
        time="Another time of day",
        timezone="Another time zone",
        channel="Another channel",
        days="Other days: every day, weekdays, Mon-Fri, …",
        skip_quiet=SKIP_QUIET_TEXT,
        mention=MENTION_TEXT,
        no_mention="Mention no role any more",
        length="How much at once; the rest stands behind a button",
        language="The language of what stands around the quotes",
        posts="In a forum: a post for each briefing, or for each story, kept up to date",
        quiet_hours=QUIET_HOURS_TEXT,
        reads=READS_TEXT,
    )
    @app_commands.choices(language=language_choices(), posts=post_choices())
    @app_commands.autocomplete(**SUGGESTIONS)
    async def edit(
        self,
        interaction: Press,
        subscription: str,
        *,
        time: str | None = None,
        timezone: WrittenZone | None = None,
        channel: PostableChannel | None = None,
        days: WrittenDays | None = None,
        skip_quiet: bool | None = None,
        mention: discord.Role | None = None,
        no_mention: bool = False,
        length: Length | None = None,
        language: str | None = None,
        posts: str | None = None,
        quiet_hours: WrittenHours | None = None,
        reads: WrittenLanguages | None = None,
    ) -> None:
        """Change a subscription; what you leave out stays as it is."""
        asker = asker_where_told(interaction, self._actions.guilds)
        asker.must_manage(CHANGE_SUBSCRIPTIONS)
        must_be_of_some(mention)
        if channel is not None:
            must_be_able_to_post(interaction, channel)
        await think(interaction)
        wishes = (time, timezone, channel, days, skip_quiet, mention, length, language, posts, quiet_hours, reads)
        if not no_mention and all(wish is None for wish in wishes):
            line = await self._line(interaction, await self._actions.subscriptions.one(asker, subscription))
            await answer(interaction, subscriptions_view([line], speech_of(interaction)))
            return
        posts_meant = await self._posts_meant(interaction, asker, subscription, posts, channel)
        changed = await self._actions.subscriptions.edit(
            asker,
            subscription,
            time=time,
            timezone=timezone,
            days=days,
            skip_quiet=skip_quiet,
            role_id=0 if no_mention else mention.id if mention else None,
            channel_id=channel.id if channel else None,
            length=length,
            language=language,
            posts=posts_meant,
            quiet_hours=quiet_hours,
            reads=reads,
        )
        followed = channel is not None and is_followed(interaction, channel)
        line, speech = await self._line(interaction, changed), speech_of(interaction)
        card = changed_view(speech.say("Changed."), line, speech, is_followed=followed)
        await answer(interaction, card)

    @app_commands.command()
    @app_commands.describe(subscription=_WHICH)
    async def pause(self, interaction: Press, subscription: str) -> None:
        """Post nothing until it is resumed."""
        await think(interaction)
        paused = await self._actions.subscriptions.pause(
            asker_where_told(interaction, self._actions.guilds), subscription
        )
        await self._tell(interaction, speech_of(interaction).say("Paused."), paused)

    @app_commands.command()
    @app_commands.describe(subscription=_WHICH)
    async def resume(self, interaction: Press, subscription: str) -> None:
        """Post again what was paused."""
        await think(interaction)
        asker = asker_where_told(interaction, self._actions.guilds)
        await self._must_reach_channel(interaction, asker, subscription)
        resumed = await self._actions.subscriptions.resume(asker, subscription)
        await self._tell(interaction, speech_of(interaction).say("Resumed."), resumed)

    @app_commands.command()
    @app_commands.describe(subscription=_WHICH)
    async def remove(self, interaction: Press, subscription: str) -> None:
        """End a subscription."""
        await self.end(interaction, subscription)

    async def end(self, interaction: Press, subscription: str) -> None:
        """End it and say so."""
        await think(interaction)
        asker = asker_where_told(interaction, self._actions.guilds)
        ended, until = await self._actions.subscriptions.remove(asker, subscription)
        line, number = await self._line(interaction, ended), ended.subscription.id
        card = unsubscribed_view(line, speech_of(interaction), number=number, until=until)
        await answer(interaction, card)

    async def _put_back(self, interaction: Press, match: re.Match[str]) -> None:
        await think(interaction, in_place=is_private(interaction))
        asker = asker_of(interaction, self._actions.guilds)
        back = await self._actions.subscriptions.put_back(asker, int(match["number"]))
        await self._tell(interaction, speech_of(interaction).say("Undone: it is as it was."), back)

    @app_commands.command()
    @app_commands.describe(subscription=_WHICH)
    async def preview(self, interaction: Press, subscription: str) -> None:
        """See, alone, what would be posted now."""
        await think(interaction)
        asker = asker_where_told(interaction, self._actions.guilds)
        kept, briefing = await self._actions.subscriptions.preview(asker, subscription)
        form = Form(kept.length, kept.language, kept.timezone)
        first = briefing_views(briefing, form=form, thumbnails=self._thumbnails)[0]
        await with_or_without_thumbnail(first, partial(answer, interaction))

    @app_commands.command(name="send-now")
    @app_commands.describe(subscription=_WHICH)
    async def send_now(self, interaction: Press, subscription: str) -> None:
        """Post it now, besides its hours."""
        await think(interaction)
        asker = asker_where_told(interaction, self._actions.guilds)
        await self._must_reach_channel(interaction, asker, subscription)
        sent = await self._actions.subscriptions.send_now(asker, subscription)
        await self._tell(interaction, speech_of(interaction).say("On its way."), sent)

    @edit.autocomplete("subscription")
    @pause.autocomplete("subscription")
    @resume.autocomplete("subscription")
    @remove.autocomplete("subscription")
    @preview.autocomplete("subscription")
    @send_now.autocomplete("subscription")
    async def _which(self, interaction: Press, typed: str) -> Choices:
        return await self.choices(interaction, typed)

    async def choices(self, interaction: Press, typed: str) -> Choices:
        """The subscriptions that the person may mean."""
        wanted = typed.strip().casefold()
        fitting = (
            each
            for each in await self._shown_to(interaction)
            if wanted in f"{self._named(interaction, each)} {each.topic.name}".casefold()
        )
        return named_choices(
            (self._named(interaction, each, at_most=_LONGEST_PART), str(each.subscription.id)) for each in fitting
        )

    async def _posts_meant(
        self, interaction: Press, asker: Asker, which: str, said: str | None, channel: Postable | None
    ) -> Posts | None:
        """What begins a post from now on; where it moves out of a forum, each briefing does.

        Raises:
            PersonError: Each story would, where it posts in no forum.
        """
        if said == Posts.STORY:
            found = await self._actions.subscriptions.one(asker, which)
            must_take_stories(interaction, channel or _channel_of(interaction, found))
        elif channel is not None and not isinstance(channel, discord.ForumChannel):
            return Posts.DAY
        return Posts(said) if said else None

    async def _tell(self, interaction: Press, what: str, changed: SubscribedTopic) -> None:
        line = await self._line(interaction, changed)
        card = changed_view(what, line, speech_of(interaction))
        await answer(interaction, card)

    async def _shown_to(self, interaction: Press) -> list[SubscribedTopic]:
        """Those of the private chat, or of every channel of the guild that the person may see: this one first."""
        asker = asker_where_told(interaction, self._actions.guilds)
        if asker.guild_id is None:
            return [*await self._actions.subscriptions.of_channel(asker.channel_id)]
        everywhere = await self._actions.subscriptions.of_guild(asker.guild_id)
        seen = channels_seen_by(interaction, {each.subscription.channel_id for each in everywhere})
        visible = [each for each in everywhere if each.subscription.channel_id in seen]
        return sorted(visible, key=lambda each: each.subscription.channel_id != asker.channel_id)

    async def _must_reach_channel(self, interaction: Press, asker: Asker, which: str) -> None:
        """Refuse where the channel of a subscription is gone, or the bot may not post in it."""
        found = await self._actions.subscriptions.one(asker, which)
        await self._reach.must_reach(interaction, found.subscription.channel_id)
        channel = _channel_of(interaction, found)
        if isinstance(channel, Postable):
            must_be_able_to_post(interaction, channel)

    async def _line(self, interaction: Press, each: SubscribedTopic) -> SubscriptionLine:
        """A subscription as a line, which says so where nothing can arrive."""
        channel_id = each.subscription.channel_id
        problem = (await self._reach.problems(interaction, {channel_id})).get(channel_id)
        return subscription_line(each, speech_of(interaction), problem)

    def _named(self, interaction: Press, each: SubscribedTopic, *, at_most: int = LONGEST_CHOICE) -> str:
        """What tells it from others; `at_most` is how long the names of its topic and its channel may be."""
        subscription, channel = each.subscription, _channel_of(interaction, each)
        where = f" · #{shorten(channel.name, at_most)}" if channel else ""
        paused = f" · {speech_of(interaction).say('paused')}" if subscription.paused_reason else ""
        name = shorten(each.topic.name_in(speech_of(interaction).locale), at_most)
        return f"{name} · {subscription.time}{where}{paused} · {subscription.id}"


def _channel_of(interaction: Press, found: SubscribedTopic) -> discord.abc.GuildChannel | discord.Thread | None:
    """Where it posts, if the bot knows that."""
    guild = interaction.guild
    return guild.get_channel_or_thread(found.subscription.channel_id) if guild else None
