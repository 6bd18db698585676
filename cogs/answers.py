"""The one place that answers: what was asked for, or in plain words and to the person alone why not."""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import app_commands

from bot.delivery.discord.card import Card
from bot.delivery.discord.pace import tries
from bot.delivery.discord.views_lists import notice_view
from bot.delivery.speech import Speech, speech_in
from bot.errors import PersonError, Phrase, StorageError
from bot.logs import put_in_one_line

log = logging.getLogger(__name__)

Press = discord.Interaction[discord.Client]
"""A command or a button that somebody used."""

_THINKS, _THINKS_ALOUD, _IN_PLACE = "thinks", "thinks aloud", "in place"
_TOO_LATE, _ANSWERED_ELSEWHERE = 10062, 40060
_TOKEN_ENDED = 50027

BUG = Phrase(
    "Something went wrong here, and it has been noted for whoever runs this bot. Please try again in a moment."
)
NO_DATABASE = Phrase(
    "My database cannot be used at the moment, so nothing can be answered. Whoever runs this bot finds the reason in"
    " its log; please try again later."
)
_NO_ANSWER = Phrase("No answer.")
_CHANGED = Phrase("This command has changed since you opened Discord. Reload Discord (Ctrl+R) and try again.")
_UNSEEN_CHANNEL = Phrase(
    "I cannot see that channel. Give me “View Channel” there, or add me to the thread, and try again."
)


def speech_of(interaction: Press) -> Speech:
    """The frame's words in the language of the person's Discord."""
    return speech_in(interaction.locale.value)


async def think(interaction: Press, *, privately: bool = True, in_place: bool = False) -> None:
    """Buy the time that the database takes: Discord waits three seconds for a first answer, then fifteen minutes.

    Args:
        privately: Whether the person alone is to see the answer.
        in_place: Whether the answer takes the place of the message whose button they pressed.
    """
    with tries() as asked:
        try:
            await interaction.response.defer(ephemeral=privately, thinking=not in_place)
        except discord.HTTPException as error:
            if error.code != _ANSWERED_ELSEWHERE or len(asked) < 2:  # noqa: PLR2004 - twice
                raise
            # Not elsewhere: the first try had arrived, whatever its answer was.
    interaction.extras.update({_THINKS: True, _THINKS_ALOUD: not privately, _IN_PLACE: in_place})


async def answer(interaction: Press, card: Card, *, privately: bool = True) -> None:
    """Answer with this card; after `think` it takes the place of "is thinking", or of the message with the button."""
    if interaction.extras.get(_IN_PLACE):
        await interaction.edit_original_response(view=card)
    elif interaction.response.is_done() or _THINKS in interaction.extras:
        await interaction.followup.send(view=card, files=card.files(), ephemeral=privately)
        interaction.extras[_THINKS_ALOUD] = False  # what stands there now is an answer, to stay whatever follows
    else:
        await interaction.response.send_message(view=card, files=card.files(), ephemeral=privately)


async def explain(interaction: Press, error: Exception) -> None:
    """Tell the person, and nobody else, why there is no answer; log what is not their mistake."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if _is_too_late(cause):
        log.warning("%s: no answer, %s", _asked(interaction), cause)
        return
    speech = speech_of(interaction)
    words = _words(cause, speech)
    if isinstance(cause, StorageError):
        log.warning("%s: no answer, %s", _asked(interaction), cause)
    elif words is None:
        log.error("%s failed", _asked(interaction), exc_info=cause)
    try:
        await _tell_privately(interaction, words or speech.say(BUG))
    except discord.HTTPException as refused:
        log.warning("%s: the person could not be told why, %s", _asked(interaction), refused)


async def _tell_privately(interaction: Press, words: str) -> None:
    if interaction.extras.get(_THINKS_ALOUD):
        # The first words after "is thinking" take its place and are seen by everybody; if it is deleted before
        # them, nothing can follow (https://github.com/discord/discord-api-docs/issues/2739).
        await interaction.edit_original_response(view=notice_view(speech_of(interaction).say(_NO_ANSWER)))
        await interaction.delete_original_response()
    interaction.extras[_IN_PLACE] = False  # the message with the button stays
    await answer(interaction, notice_view(words))


def _words(cause: Exception, speech: Speech) -> str | None:
    """Why there is no answer; None where nothing but a bug explains it."""
    match cause:
        case PersonError():
            return speech.explain(cause)
        case app_commands.TransformerError(__cause__=PersonError() as mistake):
            return speech.explain(mistake)
        case StorageError():
            return speech.say(NO_DATABASE)
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return speech.say(_CHANGED)
        case app_commands.TransformerError(type=discord.AppCommandOptionType.channel):
            return speech.say(_UNSEEN_CHANNEL)
    return None


def _is_too_late(error: BaseException) -> bool:
    """Whether nobody waits any more: Discord gave up, or another process with this token was faster."""
    return isinstance(error, discord.HTTPException) and error.code in (_TOO_LATE, _ANSWERED_ELSEWHERE, _TOKEN_ENDED)


def _asked(interaction: Press) -> str:
    command, custom_id = interaction.command, interaction.custom_id
    what = f"/{command.qualified_name}" if command else custom_id or "an interaction"
    age_s = (discord.utils.utcnow() - interaction.created_at).total_seconds()
    return f"{what} (user={interaction.user.id} guild={interaction.guild_id} age={age_s:.1f}s)"


def late_in_one_line(record: logging.LogRecord) -> bool:
    """A filter that takes the traceback from discord.py's word on suggestions that came too late.

    Discord gives up on them whenever the person types on, so that is no error of anybody's.
    """
    error = record.exc_info[1] if record.exc_info else None
    if error is not None and _is_too_late(error):
        put_in_one_line(record, f"{record.getMessage()}: {error}", logging.INFO)
    return True


class Commands(app_commands.CommandTree[Any]):
    """The command tree: what a command raises, a person's mistake or a bug, is explained here."""

    async def on_error(self, interaction: Press, error: app_commands.AppCommandError, /) -> None:
        """Explain; nothing that a command raises ends anything but itself."""
        await explain(interaction, error)
