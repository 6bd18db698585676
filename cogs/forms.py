"""Forms that a person fills in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.delivery.speech import Speech
from bot.topics.form_fields import LONGEST_FIELD, TopicForm
from cogs.answers import Press, explain

Submitted = Callable[[Press, TopicForm], Awaitable[None]]

_OPEN_FOR_S = 30 * 60
_LONGEST_NAME = 80
_LONGEST_PLACEHOLDER = 100


class TopicModal(discord.ui.Modal):
    """The form of a topic, filled in as far as it is known.

    discord.py keeps it until it is sent off; one that nobody sends is forgotten after half an hour.
    """

    def __init__(self, title: str, form: TopicForm, speech: Speech, submitted: Submitted) -> None:
        super().__init__(title=title, timeout=_OPEN_FOR_S)
        self._submitted = submitted
        self._days = (form.told_from, form.told_until)  # a form has five fields: these are options of the command
        self._fields = [
            self._field("name", speech.say("Name"), "", form.name, is_long=False, is_required=True),
            self._field(
                "names",
                speech.say("Names it goes by"),
                speech.say(
                    "Any one is enough. Separate with commas; * leaves an ending open; a line may begin with ru:"
                ),
                form.names,
            ),
            self._field(
                "together",
                speech.say("Only together"),
                speech.say("For what has no name of its own: Armenia* + Azerbaijan* / Baku"),
                form.together,
            ),
            self._field(
                "excluded",
                speech.say("But not"),
                speech.say("Contains a name and means something else: Artsakhbank"),
                form.excluded,
            ),
            self._field(
                "description", speech.say("In a sentence"), speech.say("Shown in the list of topics"), form.description
            ),
        ]

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Hand on what was filled in."""
        filled = TopicForm(*(field.value for field in self._fields))
        await self._submitted(interaction, filled._replace(told_from=self._days[0], told_until=self._days[1]))

    async def on_error(  # type: ignore[override]  # discord.py calls a modal's without an item
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Tell the person."""
        await explain(interaction, error)

    def _field(
        self, key: str, label: str, hint: str, value: str, *, is_long: bool = True, is_required: bool = False
    ) -> discord.ui.TextInput[Any]:
        style = discord.TextStyle.paragraph if is_long else discord.TextStyle.short
        # What was typed comes back with a space after each comma.
        longest = max(LONGEST_FIELD if is_long else _LONGEST_NAME, len(value))
        field: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id=key, style=style, default=value or None, required=is_required, max_length=longest
        )
        self.add_item(discord.ui.Label(text=label, description=hint[:_LONGEST_PLACEHOLDER] or None, component=field))
        return field
