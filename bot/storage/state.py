"""A few words to remember, by name."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from bot.storage.changes import tell_changed
from bot.storage.queries import Queries
from bot.storage.tables import state

ZONE_KEY = "subscriptions.zone.{}"
"""The time zone that a server has named last, by its id, or somebody in private, as "user.ID"."""
SETTINGS_KEY = "guild.settings.{}"
"""What else a server has set, by its id, as JSON."""
READS_KEY = "guild.reads.{}"
"""The languages that a server reads where no subscription of its says, by its id: "pl,en"."""
LEFT_KEY = "guild.left.{}"
"""Since when the bot is in a server no more, by its id."""
LOOKED_KEY = "looked.{}.{}"
"""When somebody last looked at a topic, by who it was and the topic; begins with the moment, as ISO 8601."""
SAID_KEY = "said.{}.{}"
"""The briefing that a channel was last told at somebody's request, by its id and the topic; begins with the moment
likewise."""
DRAFT_KEY = "topics.draft.{}.{}"
"""What somebody has filled into the form of a topic and not saved, by the server and who it was."""


class StateQueries(Queries):
    """Remember words and give them back."""

    def state(self, key: str) -> str | None:
        """What was last remembered by this name (fingerprints of topics, of the list of feeds)."""
        return self._scalar(select(state.c.value).where(state.c.key == key))

    def states(self, prefix: str) -> dict[str, str]:
        """What is remembered by names that begin so."""
        query = select(state.c.key, state.c.value).where(state.c.key.startswith(prefix, autoescape=True))
        return {row.key: row.value for row in self._rows(query)}

    def set_state(self, key: str, value: str, *, tell: bool = False) -> None:
        """Remember it by this name; `tell` the other processes where they keep it in memory."""
        statement = self._database.insert(state).on_conflict_do_update(index_elements=["key"], set_={"value": value})
        with self._database.writing() as connection:
            connection.execute(statement, {"key": key, "value": value})
            if tell:
                tell_changed(connection)

    def exchange_state(self, key: str, was: str | None, becomes: str) -> bool:
        """Remember it by this name where what is remembered is still what it was; else False: another was first."""
        first = self._database.insert(state).on_conflict_do_nothing(index_elements=["key"])
        later = update(state).where(state.c.key == key, state.c.value == was).values(value=becomes)
        with self._database.writing() as connection:
            if was is None:
                row = connection.execute(first.returning(state.c.key), {"key": key, "value": becomes}).first()
                return row is not None
            return connection.execute(later).rowcount > 0

    def forget_state(self, key: str) -> None:
        """Remember nothing by this name any more."""
        self._change(delete(state).where(state.c.key == key))
