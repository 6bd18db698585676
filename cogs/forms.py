"""Forms that a person fills in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord

from bot.delivery.speech import Speech
from bot.topics.form_fields import LONGEST_FIELD, TopicForm
from cogs.answers import Press

_LONGEST_NAME = 80
_LONGEST_PLACEHOLDER = 100


class TopicModal(discord.ui.Modal):
    """The form of a topic, filled in as far as it is known.

    What is sent off is answered from the form's id and its fields alone (`sent_off`): somebody may write for an hour,
    and the bot be restarted meanwhile. discord.py keeps none that is finished.

    Args:
        custom_id: All that its fields do not say: a form has five of them.
    """

    def __init__(self, title: str, form: TopicForm, speech: Speech, custom_id: str) -> None:
        super().__init__(title=title, custom_id=custom_id)
        self._field("name", speech.say("Name"), "", form.name, is_long=False, is_required=True)
        self._field(
            "names",
            speech.say("Names it goes by"),
            speech.say("Any one is enough. Separate with commas; * leaves an ending open; a line may begin with ru:"),
            form.names,
        )
        self._field(
            "together",
            speech.say("Only together"),
            speech.say("For what has no name of its own: Armenia* + Azerbaijan* / Baku"),
            form.together,
        )
        self._field(
            "excluded",
            speech.say("But not"),
            speech.say("Contains a name and means something else: Artsakhbank"),
            form.excluded,
        )
        self._field(
            "description", speech.say("In a sentence"), speech.say("Shown in the list of topics"), form.description
        )

    def is_finished(self) -> bool:
        """Always: nobody listens to it."""
        return True

    def _field(
        self, key: str, label: str, hint: str, value: str, *, is_long: bool = True, is_required: bool = False
    ) -> None:
        style = discord.TextStyle.paragraph if is_long else discord.TextStyle.short
        # What was typed comes back with a space after each comma.
        longest = max(LONGEST_FIELD if is_long else _LONGEST_NAME, len(value))
        field: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id=key, style=style, default=value or None, required=is_required, max_length=longest
        )
        self.add_item(discord.ui.Label(text=label, description=hint[:_LONGEST_PLACEHOLDER] or None, component=field))


def sent_off(interaction: Press) -> TopicForm:
    """What somebody wrote into the fields of a `TopicModal`."""
    data: Any = interaction.data
    written = dict(_written(data["components"]))
    return TopicForm(**{key: written[key] for key in TopicForm._fields if key in written})


def _written(components: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    for each in components:
        field = each.get("component", {})
        if "custom_id" in field:
            yield field["custom_id"], field.get("value", "")
