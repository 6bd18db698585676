"""Make a topic, see what it would match, change it, remove it: all of them a server's own."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.actions.asker import Asker
from bot.actions.times import parse_first_and_last
from bot.clock import Clock
from bot.delivery.rows import RowLine, TrialLine, TrialReport
from bot.errors import BadValueError, NotAllowedError, NotFoundError, Phrase, UnknownTopicError
from bot.model import Article, Topic
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.storage import DRAFT_KEY, Storage
from bot.stories.known_names import known_names
from bot.stories.meanings import is_figure
from bot.topics.form_fields import TopicForm, form_of, named_by_its_name, topic_from_form, with_row
from bot.topics.offered_rows import OfferedRow
from bot.topics.trial import Trial, try_topic
from bot.topics.typed_names import is_of_several_parts

TRIED_WITH = timedelta(days=7)
"""How far back a trial reads."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a topic would have matched lately.

    Attributes:
        since: How far back was read.
        draft: What saves it or opens its form again; None for a topic that stands already.
        is_row_gone: Whether a row that somebody picked is offered no more.
    """

    topic: Topic
    trial: Trial
    since: datetime
    draft: str | None = None
    is_row_gone: bool = False

    @property
    def rows(self) -> list[RowLine]:
        """The rows that are offered, with the names that each stands for."""
        return [
            RowLine(place, " · ".join(row.names), row.row, row.found, row.brings)
            for place, row in self.rows_by_place().items()
        ]

    @property
    def report(self) -> TrialReport:
        """What was found, as it is told."""
        trial = self.trial
        return TrialReport(
            since=self.since,
            read=trial.read,
            about=trial.about,
            mentions=trial.mentions,
            examples=[TrialLine(article, _each_once(match.words_in(article))) for article, match in trial.examples],
            by_alias=trial.by_alias.most_common(),
            related=trial.related,
            rows=self.rows,
            idle=trial.idle,
        )

    def rows_by_place(self) -> dict[int, OfferedRow]:
        """The rows that are offered, each by the place of its first name among those of the topic, from 0."""
        patterns = [alias.pattern for alias in self.topic.aliases]
        return {patterns.index(row.names[0]): row for row in self.trial.rows}


class TopicMaking:
    """The topics of one server.

    A form is kept as it was filled in, one for each person in each server, until it is saved: nothing that
    somebody typed is lost by a mistake in it or by a restart.

    Args:
        most: Says how many topics a server may have of its own.
    """

    def __init__(
        self, *, storage: Storage, catalogue: Catalogue, intake: Intake, clock: Clock, most: Callable[[], int]
    ) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._intake = intake
        self._clock = clock
        self._most = most
        self._saving = asyncio.Lock()  # else who saves several at once may have more than the server may

    def check_days(self, form: TopicForm) -> None:
        """Refuse days that nobody can read before a form is shown, in which they could not be changed.

        Raises:
            BadValueError: It says what can be written.
        """
        parse_first_and_last(form.told_from, form.told_until)

    def may_make(self, asker: Asker) -> None:
        """Refuse whoever cannot make one more topic here.

        Raises:
            NotAllowedError: They may not, or the server has as many as it may have.
        """
        self._must_manage(asker)
        most = self._most()
        if len(self._catalogue.own(asker.guild_id)) >= most:
            raise NotAllowedError.count(
                most,
                "This server has {n} topic of its own, as many as it may; remove it with /topic remove.",
                "This server has {n} topics of its own, as many as it may; remove one with /topic remove.",
            )

    def form(self, asker: Asker, topic: str) -> tuple[Topic, TopicForm]:
        """A topic of the server's own, and the form that describes it.

        Raises:
            NotAllowedError: They may not, or the topic is everyone's.
            UnknownTopicError: No topic is called so.
        """
        self._must_manage(asker)
        found = self._own(asker, topic)
        return found, form_of(found)

    def own(self, guild_id: int | None) -> tuple[Topic, ...]:
        """The topics that a server has made."""
        return self._catalogue.own(guild_id)

    async def keep_draft(self, asker: Asker, form: TopicForm, topic_id: str | None, *, language: str) -> str:
        """Keep what was filled in, and say what asks for it again.

        Where nothing says what is looked for, a name of several parts says it.

        Args:
            topic_id: The topic that it changes; None for a new one. One that is not the server's own, or no more, is
                not changed: the form makes a new one.
            language: Of names that say none.

        Raises:
            NotAllowedError: They may not make topics.
        """
        self._must_manage(asker)
        if not (form.names.strip() or form.together.strip()) and is_of_several_parts(form.name, language):
            form = named_by_its_name(form)
        text = json.dumps({"topic": topic_id, "language": language, "form": form})
        await asyncio.to_thread(self._storage.set_state, _draft_key(asker), text)
        return _digest(text)

    async def draft_form(self, asker: Asker, draft: str) -> tuple[str | None, TopicForm]:
        """The topic that a kept form changes, if any, and the form.

        Raises:
            NotFoundError: It is not kept any more.
        """
        topic_id, form, _ = await asyncio.to_thread(self._draft, asker, draft)
        return topic_id, form

    async def try_draft(self, asker: Asker, draft: str) -> Tried:
        """What the topic of a kept form would have matched lately.

        Raises:
            BadValueError: What is wrong with the form.
            NotFoundError: It is not kept any more.
        """
        self._must_manage(asker)
        return await asyncio.to_thread(lambda: self._try(self._drafted(asker, draft), draft))

    async def add_name(self, asker: Asker, draft: str, name: str) -> Tried:
        """Add a name to a kept form, and say what its topic would have matched then.

        Raises:
            BadValueError: What is wrong with the form.
            NotFoundError: It is not kept any more.
        """
        topic_id, form, language = await asyncio.to_thread(self._draft, asker, draft)
        form = form._replace(names=f"{form.names.rstrip()}\n{name}".lstrip())
        return await self.try_draft(asker, await self.keep_draft(asker, form, topic_id, language=language))

    async def add_row(self, asker: Asker, draft: str, place: int) -> Tried:
        """Add the row that a trial offers for a name of a kept form, and say what its topic would have matched then.

        The name goes where the row finds all that it finds. A row that is offered no more is not added.

        Args:
            place: Of the name among those of the topic, from 0.

        Raises:
            BadValueError: What is wrong with the form.
            NotFoundError: It is not kept any more.
        """
        tried = await self.try_draft(asker, draft)
        row = tried.rows_by_place().get(place)
        if row is None:
            return replace(tried, is_row_gone=True)
        topic_id, form, language = await asyncio.to_thread(self._draft, asker, draft)
        form = with_row(form, row.row, instead_of=row.covered)
        return await self.try_draft(asker, await self.keep_draft(asker, form, topic_id, language=language))

    async def try_topic(self, topic: str, guild_id: int | None = None) -> Tried:
        """What a topic matched lately.

        Raises:
            UnknownTopicError: No topic is called so.
        """
        return await asyncio.to_thread(self._try, self._catalogue.find(topic, guild_id), None)

    async def save(self, asker: Asker, draft: str) -> Topic:
        """Keep the topic of a form, and find it in everything that was read.

        Raises:
            NotAllowedError: They may not make or change it.
            BadValueError: What is wrong with the form.
            NotFoundError: It is not kept any more.
        """
        self._must_manage(asker)
        async with self._saving:
            return await asyncio.to_thread(self._save, asker, draft)

    async def removable(self, asker: Asker, topic: str) -> tuple[Topic, list[int]]:
        """A topic of the server's own, and the channel of each subscription that would end with it; all stays.

        Raises:
            NotAllowedError: They may not, or the topic is everyone's.
            UnknownTopicError: No topic is called so.
        """
        self._must_manage(asker)
        found = self._own(asker, topic)
        there = await asyncio.to_thread(self._storage.subscriptions, guild_id=asker.guild_id)
        return found, [each.channel_id for each in there if each.topic_id == found.id]

    async def remove(self, asker: Asker, topic_id: str) -> tuple[Topic, int]:
        """Forget a topic of the server's own, with its subscriptions; which it was, and how many of these.

        Raises:
            NotAllowedError: They may not.
            UnknownTopicError: The server has no such topic, or no more.
        """
        self._must_manage(asker)
        topic = next((own for own in self._catalogue.own(asker.guild_id) if own.id == topic_id), None)
        if topic is None:
            raise UnknownTopicError("This topic has been removed already.")
        return topic, await asyncio.to_thread(self._remove, topic)

    def _save(self, asker: Asker, draft: str) -> Topic:
        topic = self._drafted(asker, draft)
        if self._catalogue.get(topic.id) is None:
            self.may_make(asker)
        now = self._clock()
        self._storage.save_topic(topic, guild_id=asker.guild_id, created_by=asker.user_id, now=now)
        self._storage.forget_state(_draft_key(asker))
        self._catalogue.reload_made()
        self._intake.change_topic(self._catalogue.all, topic)
        return topic

    def _remove(self, topic: Topic) -> int:
        ended = self._storage.delete_topic(topic.id, now=self._clock())
        self._catalogue.reload_made()
        self._intake.change_topic(self._catalogue.all, None)
        return ended

    def _drafted(self, asker: Asker, draft: str) -> Topic:
        topic_id, form, language = self._draft(asker, draft)
        # A form comes back from somebody's own machine, and hours after it was opened.
        is_own = any(own.id == topic_id for own in self._catalogue.own(asker.guild_id))
        own_id = topic_id if topic_id and is_own else _new_id(asker, draft)
        topic = topic_from_form(form, topic_id=own_id, language=language)
        for other in self._catalogue.visible(asker.guild_id):
            if other.id != topic.id and other.name.casefold() == topic.name.casefold():
                raise BadValueError(
                    "There is a topic called “{name}” already; give this one another name.", name=other.name
                )
        return topic

    def _draft(self, asker: Asker, draft: str) -> tuple[str | None, TopicForm, str]:
        text = self._storage.state(_draft_key(asker))
        if text is None or _digest(text) != draft:
            raise NotFoundError("This form has been saved, or another one took its place; begin with /topic.")
        kept = json.loads(text)
        return kept["topic"], TopicForm(*kept["form"]), kept["language"]

    def _try(self, topic: Topic, draft: str | None) -> Tried:
        now = self._clock()
        trial = try_topic(topic, self._latest(now), is_figure=is_figure, known_names=known_names)
        return Tried(topic, trial, now - TRIED_WITH, draft)

    def _latest(self, now: datetime) -> Iterator[Article]:
        """The news of the last days, newest first; a day at a time, so that no more is held."""
        for days in range(TRIED_WITH.days):
            end = now - timedelta(days=days)
            yield from reversed(self._storage.articles_between(end - timedelta(days=1), end))

    def _own(self, asker: Asker, topic: str) -> Topic:
        own = self._catalogue.own(asker.guild_id)
        found = self._catalogue.find(topic, asker.guild_id)
        if found not in own:
            raise UnknownTopicError(
                "“{name}” is everyone's topic, which only whoever runs this bot can change; "
                "make one of your own with /topic create.",
                name=found.called,
            )
        return found

    def _must_manage(self, asker: Asker) -> None:
        asker.must_manage_guild(Phrase("make and change topics"))


def _each_once(words: Sequence[str]) -> tuple[str, ...]:
    """The words, the same in other capitals once."""
    return tuple({each.casefold(): each for each in reversed(words)}.values())[::-1]


def _draft_key(asker: Asker) -> str:
    return DRAFT_KEY.format(asker.guild_id, asker.user_id)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _new_id(asker: Asker, draft: str) -> str:
    """An id that no other server's topic has, the same each time the draft is looked at."""
    return f"made-{_digest(f'{asker.guild_id} {asker.user_id} {draft}')}"
