"""Who asks, and from where."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import NotAllowedError, Phrase


@dataclass(frozen=True, slots=True)
class Asker:
    """A person in a channel.

    Attributes:
        guild_id: None in a private chat.
        may_manage: They may change what the guild is told: Manage Server, or their own private chat.
        is_guest: They brought the bot along to a guild that never invited it, where nobody may.
    """

    user_id: int
    channel_id: int
    guild_id: int | None
    may_manage: bool
    is_guest: bool = False

    def must_manage(self, what: Phrase) -> None:
        """Refuse somebody who may not; `what` completes "Only members with the permission “Manage Server” … may …".

        Raises:
            NotAllowedError: They may not.
        """
        if self.is_guest:
            raise NotAllowedError(
                "I am not a member of this server: you brought me along. Nothing can be changed here until somebody who"
                " manages it invites me."
            )
        if not self.may_manage:
            raise NotAllowedError(
                "Only members with the permission “Manage Server”, or the role of /settings, may {what}.", what=what
            )

    def must_manage_guild(self, what: Phrase) -> int:
        """The id of the guild that they may manage.

        Raises:
            NotAllowedError: They may not, or this is a private chat.
        """
        if self.guild_id is None:
            raise NotAllowedError("This belongs to a server: ask there.")
        self.must_manage(what)
        return self.guild_id
