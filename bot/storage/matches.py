"""Which topics articles are about, and by which topics that was found out.

Several processes take articles in, and one may not know yet of a topic that another has made. So what is matched with
other topics than those in force is noted within the transaction that keeps it, and whoever knows these topics matches
it again. The row that says what is in force is locked meanwhile: who puts others in force, and goes over the archive
then, waits for what was begun before and sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy import Connection, delete, select

from bot.model import Article, Topic, TopicMatch
from bot.storage.engine import Database
from bot.storage.queries import AnyRow, Queries, portions
from bot.storage.records import ARTICLE_COLUMNS, article_from, match_values
from bot.storage.tables import articles, matches, state
from bot.storage.topics import hold_topic

IN_FORCE_KEY = "intake.topics_in_force"
"""By what name `state` remembers the fingerprint of the topics that everything is to be matched with."""
_OTHERWISE = "intake.matched_otherwise."
_NAMED = (articles.c.id, articles.c.kind, articles.c.told_at)


class MatchQueries(Queries):
    """Keep what articles are about."""

    def set_matches(self, found: Mapping[str, Sequence[TopicMatch]], *, matched_with: str | None = None) -> None:
        """Replace all matches of these articles, by id; an unknown article is passed over.

        Args:
            matched_with: The fingerprint of the topics; None where nobody asks which.
        """
        with self._database.writing() as connection:
            for portion in portions(sorted(found)):
                query = select(*_NAMED).where(articles.c.id.in_(portion)).order_by(articles.c.id).with_for_update()
                held = list(connection.execute(query))
                connection.execute(delete(matches).where(matches.c.article_id.in_(portion)))
                insert_matches(connection, [(row, found[row.id]) for row in held])
            note_topics(self._database, connection, sorted(found), matched_with)

    def match_topic(
        self, topic: Topic, ids: Sequence[str], match_of: Callable[[Article], TopicMatch | None]
    ) -> int | None:
        """Replace the matches with one topic of these articles, a few hundred; an unknown one is passed over.

        Args:
            match_of: Says why one belongs to it; asked within the transaction, lest an edit come between.

        Returns:
            How many do; None where somebody has changed or removed the topic, which was made in Discord.
        """
        query = select(*ARTICLE_COLUMNS).where(articles.c.id.in_(ids)).order_by(articles.c.id).with_for_update()
        with self._database.writing() as connection:
            if hold_topic(connection, topic) != topic:
                return None
            stored = [article_from(row) for row in connection.execute(query)]
            old = matches.c.article_id.in_(ids), matches.c.topic_id == topic.id
            connection.execute(delete(matches).where(*old))
            found = [(article, (match,)) for article in stored if (match := match_of(article))]
            insert_matches(connection, found)
        return len(found)

    def forget_matches(self, topic_ids: Collection[str]) -> None:
        """Forget what matched these topics, which are not in force any more."""
        self._change(delete(matches).where(matches.c.topic_id.in_(topic_ids)))

    def matched_otherwise(self) -> tuple[str, ...]:
        """The id of each article that was matched with other topics than were in force, and not again since."""
        query = select(state.c.key).where(state.c.key.startswith(_OTHERWISE, autoescape=True)).order_by(state.c.key)
        return tuple(key.removeprefix(_OTHERWISE) for key in self._scalars(query))


def insert_matches(connection: Connection, found: Sequence[tuple[Article | AnyRow, Sequence[TopicMatch]]]) -> None:
    """Keep what these articles, or those of rows with their id, kind and `told_at`, are about; they have no matches."""
    values = [row for article, its_matches in found for row in match_values(article, its_matches)]
    if values:
        connection.execute(matches.insert(), values)


def note_topics(database: Database, connection: Connection, ids: Sequence[str], matched_with: str | None) -> None:
    """Note that these articles, whose rows this transaction has locked, were matched with the topics of a fingerprint.

    Args:
        ids: In their order, lest two processes that note the same wait for each other.
    """
    if matched_with is None:
        return
    in_force = connection.scalar(select(state.c.value).where(state.c.key == IN_FORCE_KEY).with_for_update(read=True))
    for portion in portions([f"{_OTHERWISE}{article_id}" for article_id in ids]):
        if in_force in (None, matched_with):
            connection.execute(delete(state).where(state.c.key.in_(portion)))
        else:
            insert = database.insert(state).on_conflict_do_nothing(index_elements=["key"])
            connection.execute(insert, [{"key": key, "value": matched_with} for key in portion])
