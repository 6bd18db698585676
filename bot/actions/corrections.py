"""Correct what the bot judged: two stories are one, an article is in the wrong one, or is not about a topic."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.actions.addresses import article_at
from bot.actions.asker import Asker
from bot.clock import Clock
from bot.delivery.rows import CorrectionLine
from bot.errors import BadValueError, NotAllowedError, Phrase
from bot.model import Article, Correction, CorrectionKind, Placement, Topic
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.storage import Storage, StoredCorrection
from bot.stories import SAID_TO_JOIN, SAID_TO_STAND_APART, Rulings, split_off_id

_TAKEN_BACK = Phrase("as it was before a correction that was taken back")
_SAME, _NOTHING_IN_COMMON = 1, 4  # as SemEval-2022 task 8 grades pairs


class CorrectionActions:
    """A person's word on stories and topics, which is kept and obeyed from then on.

    Stories, and topics of packs, are shared by all servers: whoever runs the bot corrects them, and the servers
    that they trust. A server's own topics are corrected by whoever may manage it.

    Args:
        trusted: Says the ids of the servers whose managers may correct what all share.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        catalogue: Catalogue,
        intake: Intake,
        clock: Clock,
        trusted: Callable[[], Collection[int]],
    ) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._intake = intake
        self._clock = clock
        self._trusted = trusted

    async def merge(self, article: str, other: str, *, asker: Asker | None = None) -> CorrectionLine:
        """Make one story of the two that these articles are in.

        Args:
            article: Its id or address, or the id of a story, for the article that opened it; so is `other`.
            asker: None for whoever runs the bot.

        Raises:
            NotAllowedError: They may not.
            BadValueError: There is no such article, or the two are one story already, or must not be.
        """
        self._must_share(asker)
        return await asyncio.to_thread(self._merge, article, other, asker)

    async def split(self, article: str, *, asker: Asker | None = None) -> CorrectionLine:
        """Give an article a story of its own, apart from all that are in its story now.

        Raises:
            NotAllowedError: They may not.
            BadValueError: There is no such article, or it is alone.
        """
        self._must_share(asker)
        return await asyncio.to_thread(self._split, article, asker)

    async def not_topic(self, article: str, topic: str, *, asker: Asker | None = None) -> CorrectionLine:
        """An article is not about a topic, whatever names stand in it.

        Raises:
            NotAllowedError: They may not.
            UnknownTopicError: No topic is called so.
            BadValueError: There is no such article, or that was said before.
        """
        found = self._catalogue.find(topic, asker.guild_id if asker else None)
        if asker is not None and found in self._catalogue.own(asker.guild_id):
            asker.must_manage_guild(Phrase("correct what its topics match"))
        else:
            self._must_share(asker)
        return await asyncio.to_thread(self._not_topic, article, found.id, asker)

    async def said(self, asker: Asker | None = None) -> tuple[CorrectionLine, ...]:
        """What was corrected and not taken back, the latest first: everything, or what was said in a server.

        Raises:
            NotAllowedError: They may not.
        """
        guild_id = asker.must_manage_guild(Phrase("see what was corrected")) if asker else None
        return await asyncio.to_thread(lambda: tuple(map(self._line, reversed(self._said_in(guild_id)))))

    async def take_back(self, correction_id: int, *, asker: Asker | None = None) -> CorrectionLine:
        """Undo a correction: what it moved goes back, and what it said binds nobody any more.

        Raises:
            NotAllowedError: They may not.
            BadValueError: There is none with this number, or a later one builds on it.
        """
        guild_id = asker.must_manage_guild(Phrase("take a correction back")) if asker else None
        return await asyncio.to_thread(self._take_back, correction_id, guild_id)

    def examples(self) -> Iterator[str]:
        """What people said as labelled examples, a line of JSON each, in the form that `bench/quality.py pairs` reads.

        A merge is a pair of articles that tell the same event, a split one pair for each article of the story that
        was left. Articles that are not kept any more are passed over.
        """
        for kept in self._storage.corrections():
            said = kept.correction
            found = {each.id: each for each in self._storage.articles([said.article_id, *said.others])}
            article = found.get(said.article_id)
            label: dict[str, Any] = {"correction": kept.id, "kind": said.kind, "made_at": kept.made_at.isoformat()}
            if article is None:
                continue
            if said.kind is CorrectionKind.NOT_TOPIC:
                yield _json(label | {"id": f"{kept.id}", "not_topic": said.topic_id} | _example(article, ""))
            apart = _SAME if said.kind is CorrectionKind.MERGE else _NOTHING_IN_COMMON
            for number, other in enumerate(found[each] for each in said.others if each in found):
                pair = {"id": f"{kept.id}-{number}", "overall": apart} | _example(article, "1") | _example(other, "2")
                yield _json(label | pair)

    def _must_share(self, asker: Asker | None) -> None:
        if asker is not None and asker.must_manage_guild(Phrase("correct what the bot judged")) not in self._trusted():
            raise NotAllowedError(
                "Stories, and topics that are everyone's, are shared by all servers of this bot: whoever runs it "
                "corrects them, and can let this server do so (correcting_servers in its settings)."
            )

    def _merge(self, article: str, other: str, asker: Asker | None) -> CorrectionLine:
        one, two = self._article(article), self._article(other)
        with self._intake.correcting():
            # The larger keeps its id, so that fewer articles move.
            kept, gone = sorted((self._story(one), self._story(two)), key=lambda story: -len(story[1]))
            if kept == gone:
                raise BadValueError("Both are one story already.")
            if Rulings(each.correction for each in self._storage.corrections()).keep_apart(kept[1], set(gone[1])):
                raise BadValueError("An earlier correction keeps these stories apart; take it back first.")
            moves = [Placement(each, kept[0], opened=False, score=1.0, why=SAID_TO_JOIN) for each in gone[1]]
            return self._keep(Correction(CorrectionKind.MERGE, one.id, (two.id,)), moves, asker, self._clock())

    def _split(self, article: str, asker: Asker | None) -> CorrectionLine:
        found = self._article(article)
        with self._intake.correcting():
            _, members = self._story(found)
            others = tuple(each for each in members if each != found.id)
            if not others:
                raise BadValueError("This article is alone in its story already.")
            now = self._clock()
            own = split_off_id(found.id, now)
            move = Placement(found.id, own, opened=True, score=0.0, why=SAID_TO_STAND_APART)
            return self._keep(Correction(CorrectionKind.SPLIT, found.id, others), [move], asker, now)

    def _not_topic(self, article: str, topic_id: str, asker: Asker | None) -> CorrectionLine:
        said = Correction(CorrectionKind.NOT_TOPIC, self._article(article).id, topic_id=topic_id)
        with self._intake.correcting():
            if said in (kept.correction for kept in self._storage.corrections()):
                raise BadValueError("That has been said already.")
            return self._keep(said, [], asker, self._clock())

    def _keep(self, said: Correction, moves: Sequence[Placement], asker: Asker | None, now: datetime) -> CorrectionLine:
        guild_id, user_id = (asker.guild_id, asker.user_id) if asker else (None, None)
        kept = self._storage.keep_correction(said, moves, guild_id=guild_id, made_by=user_id, now=now)
        return self._line(kept)

    def _take_back(self, correction_id: int, guild_id: int | None) -> CorrectionLine:
        with self._intake.correcting():
            everything = self._storage.corrections()
            kept = next((each for each in self._said_in(guild_id) if each.id == correction_id), None)
            if kept is None:
                raise BadValueError("There is no correction {number}.", number=correction_id)
            for later in reversed(everything):
                if later.id > kept.id and _builds_on(later, kept):
                    raise BadValueError("Correction {number} builds on it; take that one back first.", number=later.id)
            moves = [
                Placement(each, self._home(kept, story), opened=False, score=1.0, why=_TAKEN_BACK)
                for each, story in kept.moved.items()
            ]
            self._storage.take_back_correction(kept.id, moves)
        if kept.correction.kind is CorrectionKind.NOT_TOPIC:
            self._intake.match_again(kept.correction.article_id)
        return self._line(kept)

    def _home(self, kept: StoredCorrection, before: str) -> str:
        """Where an article goes back to: what was split off, to where the rest is by now."""
        if kept.correction.kind is CorrectionKind.SPLIT:
            now = self._storage.stories_of(kept.correction.others)
            return next((now[other] for other in kept.correction.others if other in now), before)
        return before

    def _said_in(self, guild_id: int | None) -> list[StoredCorrection]:
        everything = self._storage.corrections()
        return [kept for kept in everything if guild_id in (None, kept.guild_id)]

    def _article(self, named: str) -> Article:
        """The article that a person means."""
        named = named.strip()
        if found := self._storage.articles([named]):
            return found[0]
        if told := article_at(self._storage, named):
            return told
        if opened := self._storage.story_articles([named], self._clock()).get(named):
            return opened[0]
        raise BadValueError(
            "No article, and no story, has the id or the address “{named}”; in Discord, pick one from the list as you"
            " type its words.",
            named=named,
        )

    def _story(self, article: Article) -> tuple[str, tuple[str, ...]]:
        """The story of an article, and the ids of its members."""
        story_id = self._storage.stories_of([article.id]).get(article.id)
        if story_id is None:
            raise BadValueError("A background note is no part of any story.")
        return story_id, self._storage.members_of(story_id)

    def _line(self, kept: StoredCorrection) -> CorrectionLine:
        said = kept.correction
        found = {each.id: each.title for each in self._storage.articles([said.article_id, *said.others[:1]])}
        topic = self._catalogue.get(said.topic_id) if said.topic_id else None
        return CorrectionLine(
            id=kept.id,
            kind=said.kind,
            title=found.get(said.article_id),
            other_title=found.get(said.others[0]) if said.others else None,
            more=max(0, len(said.others) - 1),
            moved=len(kept.moved),
            topic=topic or (Topic(said.topic_id, said.topic_id) if said.topic_id else None),
            made_at=kept.made_at,
            guild_id=kept.guild_id,
            made_by=kept.made_by,
        )


def _builds_on(later: StoredCorrection, kept: StoredCorrection) -> bool:
    """Whether a correction of stories names an article that an earlier one moved or named."""
    one, other = ({each.correction.article_id, *each.correction.others, *each.moved} for each in (later, kept))
    return CorrectionKind.NOT_TOPIC not in (later.correction.kind, kept.correction.kind) and not one.isdisjoint(other)


def _example(article: Article, number: str) -> dict[str, Any]:
    told_at = article.told_at.isoformat() if article.told_at else None
    return {
        f"{name}{number}": value
        for name, value in (
            ("article", article.id),
            ("url", article.url),
            ("source", article.source),
            ("date", told_at),
            ("lang", article.language),
            ("title", article.title),
            ("text", article.text if article.text == article.title else f"{article.title}\n\n{article.text}"),
        )
    }


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)
