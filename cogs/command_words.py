"""What Discord's own menus say of the commands, in the languages of the frame."""

from __future__ import annotations

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation as Where
from discord.app_commands import TranslationContextTypes, locale_str

from bot.delivery.speech import speech_in

NAME, DESCRIPTION, CHOICE = "command name", "command description", "command choice"
"""Contexts of the catalogues: a name may be a word of the frame too, and keeps to rules of its own."""

_CONTEXTS = {
    Where.command_name: NAME,
    Where.group_name: NAME,
    Where.parameter_name: NAME,
    Where.command_description: DESCRIPTION,
    Where.group_description: DESCRIPTION,
    Where.parameter_description: DESCRIPTION,
    Where.choice_name: CHOICE,
}


class CommandWords(app_commands.Translator):
    """Takes names, descriptions and choices from the catalogues of `bot.delivery.speech`.

    Discord has no Armenian, so its catalogue has none of them. The texts of the frame call the commands by their
    English names in every language: Discord finds a command by these too, mentions of commands show nothing else
    (https://github.com/discord/discord-api-docs/issues/5518), and who reads a channel has set Discord to any language.
    """

    async def translate(self, string: locale_str, locale: Locale, context: TranslationContextTypes) -> str | None:
        """What it is called there; None where it is called as in English."""
        told = speech_in(locale.value).say_in(_CONTEXTS[context.location], string.message)
        return None if told == string.message else told
