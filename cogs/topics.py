"""`/topic`, and the buttons of a topic that is being made."""

from __future__ import annotations

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.actions.spoken import day_written
from bot.actions.topic_making import Tried
from bot.delivery.discord.card import Card
from bot.delivery.discord.custom_ids import (
    TOPIC_EDIT,
    TOPIC_FORM,
    TOPIC_NAME,
    TOPIC_REMOVE,
    TOPIC_SAVE,
    draft_and_pick,
    form_id,
)
from bot.delivery.discord.views_lists import notice_view
from bot.delivery.discord.views_subscriptions import subscribed_view
from bot.delivery.discord.views_topics import (
    draft_problem_view,
    topic_removable_view,
    topic_removed_view,
    topic_saved_view,
    topics_view,
    trial_view,
)
from bot.errors import BadValueError
from bot.text.collation import sort_key
from bot.topics.form_fields import TopicForm
from cogs.answers import Press, answer, speech_of, think
from cogs.asking import (
    SUBSCRIBE_A_CHANNEL,
    asker_of,
    asker_where_told,
    channels_seen_by,
    forum_of_own_post,
    frame_language,
    is_followed,
    must_be_able_to_post,
)
from cogs.buttons import answered_by, explained, picked
from cogs.choices import Choices, topic_choices, topics_suggested
from cogs.forms import TopicModal, sent_off
from cogs.lines import subscription_line
from cogs.lists import tell_list

_FROM = "The first day whose news can be about it, as in 2020-09-27; any for none"
_UNTIL = "The last such day"
_ANY_DAY = "any"


class Topics(commands.GroupCog, group_name="topic", group_description="What this server follows"):
    """Which topics there are, and a server's own.

    Attributes:
        buttons: Buttons and lists, to be registered with the client.
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self.buttons = (
            answered_by(TOPIC_SAVE, self._save),
            answered_by(TOPIC_EDIT, self._edit_again),
            answered_by(TOPIC_REMOVE, self._remove_or_keep),
            answered_by(TOPIC_NAME, self._add_name),
        )

    @app_commands.command(name="list")
    async def show(self, interaction: Press) -> None:
        """The topics you can ask for, and how much was told of each in the last 24 hours."""
        await self.tell_all(interaction)

    async def tell_all(self, interaction: Press) -> None:
        """Answer with every topic."""
        await tell_list(interaction, self.page)

    async def page(self, interaction: Press, number: int) -> Card:
        """A page of the topics."""
        lines = await self._actions.topics.overview(interaction.guild_id)
        speech = speech_of(interaction)
        names = {line.topic.id: sort_key(line.topic.name_in(speech.locale), speech.locale) for line in lines}
        lines.sort(key=lambda line: (not line.is_own, names[line.topic.id]))
        return topics_view(lines, speech, page=number)

    @app_commands.command()
    @app_commands.describe(topic="What about? Suggestions come as you type")
    async def follow(self, interaction: Press, topic: str) -> None:
        """Post a topic's briefing in this channel every morning; /subscribe has more to choose from."""
        asker = asker_where_told(interaction, self._actions.guilds)
        asker.must_manage(SUBSCRIBE_A_CHANNEL)
        must_be_able_to_post(interaction, forum_of_own_post(interaction))
        await think(interaction)
        language = frame_language(interaction, self._actions.guilds)
        made = await self._actions.subscriptions.subscribe(asker, topic, usual_language=language)
        lines = [subscription_line(each, speech_of(interaction)) for each in made]
        card = subscribed_view(
            lines,
            speech_of(interaction),
            is_new=any(each.is_new for each in made),
            is_followed=is_followed(interaction, None),
        )
        await answer(interaction, card)

    @app_commands.command()
    @app_commands.rename(told_from="from", told_until="until")
    @app_commands.describe(told_from=_FROM, told_until=_UNTIL)
    async def create(self, interaction: Press, told_from: str = "", told_until: str = "") -> None:
        """Make a topic of this server's own: a form opens, and you see what it would match before it is saved."""
        self._actions.making.may_make(asker_of(interaction, self._actions.guilds))
        form = TopicForm(told_from=self._day(interaction, told_from), told_until=self._day(interaction, told_until))
        self._actions.making.check_days(form)
        await self._open_form(interaction, form, None)

    @app_commands.command()
    @app_commands.rename(told_from="from", told_until="until")
    @app_commands.describe(topic="Which of this server's own topics", told_from=_FROM, told_until=_UNTIL)
    async def edit(
        self, interaction: Press, topic: str, told_from: str | None = None, told_until: str | None = None
    ) -> None:
        """Change a topic that this server has made."""
        found, form = self._actions.making.form(asker_of(interaction, self._actions.guilds), topic)
        changed = {"told_from": told_from, "told_until": told_until}
        days = {name: self._day(interaction, day) for name, day in changed.items() if day is not None}
        form = form._replace(**days)
        self._actions.making.check_days(form)
        await self._open_form(interaction, form, found.id)

    @app_commands.command()
    @app_commands.describe(topic="Which of this server's own topics")
    async def remove(self, interaction: Press, topic: str) -> None:
        """Remove a topic that this server has made, with its subscriptions."""
        await think(interaction)
        found, channel_ids = await self._actions.making.removable(asker_of(interaction, self._actions.guilds), topic)
        seen = channels_seen_by(interaction, {*channel_ids})
        where = [channel_id for channel_id in dict.fromkeys(channel_ids) if channel_id in seen]
        card = topic_removable_view(found.name, found.id, len(channel_ids), where, speech_of(interaction))
        await answer(interaction, card)

    @app_commands.command()
    @app_commands.describe(topic="What about? Suggestions come as you type")
    async def test(self, interaction: Press, topic: str) -> None:
        """What a topic matched in the last week, and by which words."""
        await think(interaction)
        tried = await self._actions.making.try_topic(topic, interaction.guild_id)
        await answer(interaction, _trial(tried, interaction))

    @follow.autocomplete("topic")
    @test.autocomplete("topic")
    async def _topics(self, interaction: Press, typed: str) -> Choices:
        return topics_suggested(self._actions.topics, interaction, typed)

    @edit.autocomplete("topic")
    @remove.autocomplete("topic")
    async def _own_topics(self, interaction: Press, typed: str) -> Choices:
        own = self._actions.making.own(interaction.guild_id)
        fitting = (topic for topic in own if typed.strip().casefold() in topic.name.casefold())
        return topic_choices(fitting, speech_of(interaction))

    def _day(self, interaction: Press, text: str) -> str:
        """A day of the form; empty for any."""
        if text.strip().casefold() == _ANY_DAY:
            return ""
        return day_written(text, speech_of(interaction), self._actions.briefings.today())

    async def _open_form(self, interaction: Press, form: TopicForm, topic_id: str | None) -> None:
        speech = speech_of(interaction)
        title = speech.say("Edit a topic") if topic_id else speech.say("A new topic")
        custom_id = form_id(topic_id, form.told_from, form.told_until)
        await interaction.response.send_modal(TopicModal(title, form, speech, custom_id))

    @commands.Cog.listener("on_interaction")
    async def _form_sent_off(self, interaction: Press) -> None:
        """Answer a form, whichever process opened it and however long ago."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        if match := re.fullmatch(TOPIC_FORM, interaction.custom_id or ""):
            await explained(interaction, self._try_form(interaction, match))

    async def _try_form(self, interaction: Press, match: re.Match[str]) -> None:
        await think(interaction)
        asker, speech = asker_of(interaction, self._actions.guilds), speech_of(interaction)
        form = sent_off(interaction)._replace(told_from=match["told_from"], told_until=match["told_until"])
        topic_id = match["topic_id"] or None
        draft = await self._actions.making.keep_draft(asker, form, topic_id, language=speech.locale)
        try:
            card = _trial(await self._actions.making.try_draft(asker, draft), interaction)
        except BadValueError as problem:
            card = draft_problem_view(speech.explain(problem), draft, speech)
        await answer(interaction, card)

    async def _save(self, interaction: Press, match: re.Match[str]) -> None:
        await think(interaction)
        topic = await self._actions.making.save(asker_of(interaction, self._actions.guilds), match["draft"])
        await answer(interaction, topic_saved_view(topic.name, speech_of(interaction)))

    async def _remove_or_keep(self, interaction: Press, match: re.Match[str]) -> None:
        await think(interaction, in_place=True)
        speech = speech_of(interaction)
        if match["wish"] == "keep":
            await answer(interaction, notice_view(speech.say("Nothing has been removed.")))
            return
        asker = asker_of(interaction, self._actions.guilds)
        gone, subscriptions = await self._actions.making.remove(asker, match["topic_id"])
        await answer(interaction, topic_removed_view(gone.name, subscriptions, speech))

    async def _add_name(self, interaction: Press, _match: re.Match[str]) -> None:
        await think(interaction)
        asker, making = asker_of(interaction, self._actions.guilds), self._actions.making
        draft, added = draft_and_pick(picked(interaction))
        adding = making.add_row(asker, draft, added) if isinstance(added, int) else making.add_name(asker, draft, added)
        tried = await adding
        await answer(interaction, _trial(tried, interaction))

    async def _edit_again(self, interaction: Press, match: re.Match[str]) -> None:
        topic_id, form = await self._actions.making.draft_form(
            asker_of(interaction, self._actions.guilds), match["draft"]
        )
        await self._open_form(interaction, form, topic_id)


def _trial(tried: Tried, interaction: Press) -> Card:
    speech = speech_of(interaction)
    name = tried.topic.name_in(speech.locale)
    return trial_view(name, tried.report, speech, draft=tried.draft, is_row_gone=tried.is_row_gone)
