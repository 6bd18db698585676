"""Is this the same event? Each arriving article joins the story of the last days that tells it, or opens one.

    article → signature → context → profile → stories nearby → the likeliest, joined or not → second thoughts

The cost of an article does not grow with the archive: it is compared with the voices of a few stories that share
its most telling terms. Everything is decided in order of arrival, and the same order gives the same stories.
What people said of stories (`bot.stories.rulings`) goes before all of that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import Phrase
from bot.model import Article, Placement, Topic
from bot.stories.across import counterpart
from bot.stories.context import Contexts
from bot.stories.crowd import Crowd
from bot.stories.likeness import Comparison, Profile, probability
from bot.stories.nearby import CANDIDATES, Nearby, keys_of
from bot.stories.rulings import NO_RULINGS, Rulings
from bot.stories.second_thoughts import better_story, likeliest_merge, merging_surplus, movable, parts_of
from bot.stories.signature import Signature, signature
from bot.stories.story import Member, Story, surplus
from bot.stories.why import why_joined

if TYPE_CHECKING:
    from bot.stories.directions import Direction
    from bot.stories.vectors import VectorSpace

WINDOW = timedelta(days=2)
"""How far apart in time an article and a story may be."""

# Stories that miss by no more than this are looked at again with each article that nearly joins them.
_NEARLY = -1.0
_LOOKED_AT_AGAIN = 3
_RIVALS = 12  # stories nearby of which one may tell the event in another language
_TURNED_OUT = Phrase("later articles showed that it tells this event")
SAID_TO_JOIN = Phrase("a person said that it tells this event")
SAID_TO_STAND_APART = Phrase("a person said that it tells another event")


class _Candidate(NamedTuple):
    """A story that an article could join, with its log odds with each voice."""

    story: Story
    odds: list[float]
    surplus: float


class StoryIndex:
    """Stories of the last days: joins each arriving article to one, or opens a new one.

    Args:
        window: How far apart in time an article and a story may be.
        space: Where the articles that come with a vector point; None without the extra `vectors`.
        rulings: What people said.
        topics: Those that articles may be about.
        holds: Says which articles a story holds that has been forgotten here.
    """

    def __init__(
        self,
        *,
        window: timedelta = WINDOW,
        space: VectorSpace | None = None,
        rulings: Rulings = NO_RULINGS,
        topics: Iterable[Topic] = (),
        holds: Callable[[str], Iterable[str]] = lambda _: (),
    ) -> None:
        self._window = window
        self._holds = holds
        self._space = space
        self._rulings = rulings
        self._contexts = Contexts()
        self._crowd = Crowd(window)
        self._contexts.know_topics(topics)
        self._nearby = Nearby()
        self._stories: dict[str, Story] = {}
        self._members: dict[str, Member] = {}
        self._thought_better: dict[str, Placement] = {}
        self._count = 0

    def know_topics(self, topics: Iterable[Topic]) -> None:
        """From now on articles may be about these."""
        self._contexts.know_topics(topics)

    def place(self, article: Article, *, topics: Iterable[str] = (), vector: bytes | None = None) -> Placement:
        """Decide for an article and remember the decision; articles may come late or out of order.

        An article that is known keeps its story.

        Args:
            article: With its text.
            topics: The ids of those it is about.
            vector: What it means, by `bot.stories.vectors`.
        """
        known = self._members.get(article.id)
        if known is not None and known.story is not None:
            return Placement(article.id, known.story.id, opened=False, score=1.0, why="placed before")
        says = signature(article)
        profile = self._profile(says, topics, vector)
        if article.told_at is None:
            return self._apart(article, "undated: nobody knows when this was news")
        if says.is_empty:
            return self._apart(article, "says nothing that could be compared")
        keys = keys_of(profile)
        member = Member(article.id, self._next(), article.told_at, profile)
        candidates = self._candidates(member, keys)
        if candidates and candidates[0].surplus >= 0:
            best = candidates[0]
            nearest = max(range(len(best.odds)), key=lambda voice: (best.odds[voice], -voice))
            placement = Placement(
                article.id,
                best.story.id,
                opened=False,
                score=probability(best.surplus),
                why=SAID_TO_JOIN
                if best.surplus == inf
                else why_joined(says, profile, best.story.voices[nearest].profile, best.story.alike(profile)),
            )
            self._add(best.story, member, best.odds, keys)
        else:
            placement = self._apart(article, _why_apart(says, candidates))
            if placement.story_id in self._stories:  # it opened this once, which others tell now
                placement = replace(placement, story_id=split_off_id(article.id, article.told_at))
            self._add(self._open(placement.story_id), member, [], keys)
        self._think_again(member, [c.story for c in candidates[:_LOOKED_AT_AGAIN] if c.surplus > _NEARLY])
        if member.story is not None and member.story.id != placement.story_id:
            self._thought_better.pop(article.id, None)
            return Placement(article.id, member.story.id, opened=False, score=placement.score, why=_TURNED_OUT)
        return placement

    def second_thoughts(self) -> list[Placement]:
        """What later articles showed about earlier ones since this was last asked: each with its story now."""
        thoughts = [placement for placement in self._thought_better.values() if placement.article_id in self._members]
        self._thought_better.clear()
        return thoughts

    def remember(
        self, article: Article, story_id: str, *, topics: Iterable[str] = (), vector: bytes | None = None
    ) -> None:
        """Take over what was decided before, on start."""
        if article.id in self._members:
            return
        says = signature(article)
        profile = self._profile(says, topics, vector)
        if article.told_at is None or says.is_empty:
            return
        story = self._open(story_id)
        member = Member(article.id, self._next(), article.told_at, profile)
        self._add(story, member, story.odds_with(Comparison(profile)), keys_of(profile))

    def forget_before(self, moment: datetime) -> None:
        """Drop the stories that no article told at or after this moment can join, and of the others what is as old.

        Some stories never end, as those of a war do: all that they ever told would stay in memory.
        """
        self._contexts.forget_before(moment)
        self._crowd.forget_before(moment)
        since = moment - self._window
        for story in list(self._stories.values()):
            if story.last_at < since:
                del self._stories[story.id]
                self._forget(story.members)
            else:
                self._forget(story.forget_before(since))

    def take_out(self, article_ids: Iterable[str]) -> set[str]:
        """Forget articles that are to be placed again, for more is known of them now.

        Returns:
            Which were forgotten: those of which people said where they belong stay there.
        """
        members = [
            member
            for article_id in article_ids
            if (member := self._members.get(article_id)) and not self._rulings.binds(article_id)
        ]
        self._leave(members)
        self._forget(members)
        return _ids(members)

    def _forget(self, members: Iterable[Member]) -> None:
        for member in members:
            member.story = None
            del self._members[member.article_id]
            self._nearby.remove(member)
            if self._space:
                self._space.forget(member)

    def _profile(self, says: Signature, topics: Iterable[str], vector: bytes | None) -> Profile:
        context = self._contexts.of(topics)
        terms = context.rarity.weights(says)
        rare_words = () if context.name else context.rarity.rare_words(says)
        context.rarity.learn(says)
        direction = self._space.direction(vector, says.language, context.name) if self._space and vector else None
        crowd = self._crowd.share_by_chance(says.language, says.told_at)
        self._crowd.count(says.language, says.told_at)
        return Profile(says, terms, direction, topic=context.name, rare_words=rare_words, crowd=crowd)

    def _candidates(self, member: Member, keys: Mapping[str, float]) -> list[_Candidate]:
        profile, told_at = member.profile, member.told_at
        comparison = Comparison(profile)
        candidates = []
        since, until = told_at - self._window, told_at + self._window
        nearby = dict.fromkeys(self._nearby.stories(keys, since, until))
        if self._space and profile.direction is not None:
            nearby |= dict.fromkeys(self._space.stories(profile.direction, since, until, at_most=CANDIDATES))
        ruled = self._stories_of(self._rulings.partners(member.article_id))
        for story in nearby | ruled:
            if story not in ruled and self._rulings.keep_apart([member.article_id], _ids(story.members)):
                continue
            odds = story.odds_with(comparison)
            over = surplus(odds, story.days_from(told_at, told_at), story.alike(profile))
            candidates.append(_Candidate(story, odds, inf if story in ruled else over))
        candidates.sort(key=lambda candidate: (-candidate.surplus, candidate.story.order))
        return candidates

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _apart(self, article: Article, why: str) -> Placement:
        return Placement(article.id, story_id_for(article.id), opened=True, score=0.0, why=why)

    def _open(self, story_id: str) -> Story:
        """The story of that id, a new one if need be."""
        story = self._stories.get(story_id)
        if story is None:
            story = self._stories[story_id] = Story(story_id, self._next())
        return story

    def _add(self, story: Story, member: Member, odds: Sequence[float], keys: Mapping[str, float]) -> None:
        story.add(member, odds)
        self._members[member.article_id] = member
        self._nearby.add(member, keys)
        if self._space and member.profile.direction is not None:
            self._space.add(member, member.profile.direction)

    def _think_again(self, newcomer: Member, others: Iterable[Story]) -> None:
        """Merge, split and move among the newcomer's story and those it nearly joined."""
        story = newcomer.story
        assert story is not None  # noqa: S101 - it was just placed
        beside = [other for other in others if other is not story and not self._are_kept_apart(story, other)]
        while beside and (other := likeliest_merge(story, beside)):
            beside.remove(other)
            story = self._merge(story, other)
            beside = [other for other in beside if not self._are_kept_apart(story, other)]
        if story.voices[-1] is newcomer and (parts := parts_of(story)):
            beside.append(self._divide(story, parts))
        looked_at = [story, *beside]
        for member in movable(looked_at):
            if self._rulings.binds(member.article_id):
                continue
            better = better_story(member, [each for each in looked_at if each.members])
            if better is not None:
                self._gather(better, [member])
        while told_elsewhere := self._counterpart(newcomer):
            self._merge(*told_elsewhere)

    def _counterpart(self, newcomer: Member) -> tuple[Story, Story] | None:
        """An article's story, and the one that tells the same event in another language, if one does."""
        story, space = newcomer.story, self._space
        if story is None or space is None or newcomer.profile.direction is None:
            return None

        def neighbours(direction: Direction, story: Story) -> list[Story]:
            since, until = story.first_at - self._window, story.last_at + self._window
            return space.stories(direction, since, until, at_most=_RIVALS)

        found = counterpart(story, newcomer.profile.language, neighbours)
        if found is None or self._are_kept_apart(story, found.story):
            return None
        return (story, found.story) if merging_surplus(story, found.story) + found.log_odds >= 0 else None

    def _merge(self, story: Story, other: Story) -> Story:
        """Make two stories one: the one that was opened first."""
        first, second = (story, other) if story.order < other.order else (other, story)
        self._gather(first, second.members)
        return first

    def _stories_of(self, article_ids: Iterable[str]) -> dict[Story, None]:
        """The stories that hold some of these articles."""
        members = map(self._members.get, article_ids)
        return dict.fromkeys(member.story for member in members if member and member.story)

    def _are_kept_apart(self, story: Story, other: Story) -> bool:
        return self._rulings.keep_any_apart and self._rulings.keep_apart(_ids(story.members), _ids(other.members))

    def _gather(self, story: Story, members: Sequence[Member]) -> None:
        """Move articles into a story, and note where each is now."""
        gathered = dict.fromkeys(members)
        self._leave(gathered)
        story.become(sorted([*story.members, *gathered], key=lambda member: member.order))
        for member in gathered:
            self._thought_better[member.article_id] = Placement(
                member.article_id, story.id, opened=False, score=1.0, why=_TURNED_OUT
            )

    def _leave(self, members: Collection[Member]) -> None:
        """Take articles out of their stories, and away what is empty then."""
        leaving = set(members)
        for left in dict.fromkeys(member.story for member in members):
            if left is not None:
                left.become([member for member in left.members if member not in leaving])
                if not left.members:
                    del self._stories[left.id]

    def _divide(self, story: Story, parts: tuple[Sequence[int], Sequence[int]]) -> Story:
        """Give one part of a story an id of its own: the one without the article that opened it."""
        one, other = ([story.voices[i] for i in part] for part in parts)
        is_in_other = any(story_id_for(member.article_id) == story.id for member in other)
        apart = one if is_in_other else other
        if self._rulings.keep_together(_ids(apart), _ids(story.members) - _ids(apart)):
            return story
        free = (story_id_for(member.article_id) for member in apart)
        story_id = next((each for each in free if not self._is_taken(each)), None)
        if story_id is None:
            return story
        new = self._open(story_id)
        self._gather(new, apart)
        return new

    def _is_taken(self, story_id: str) -> bool:
        """Whether a story has this id, or one has it that has been forgotten here."""
        return story_id in self._stories or not self._members.keys() >= set(self._holds(story_id))


def _ids(members: Iterable[Member]) -> set[str]:
    return {member.article_id for member in members}


def _why_apart(says: Signature, candidates: Sequence[_Candidate]) -> str:
    if not says.is_report:
        return "explains, comments or follows: an item beside the reports"
    if not candidates:
        return "nothing alike in these days"
    return f"the nearest story is likely another event ({probability(candidates[0].surplus):.0%} alike)"


def split_off_id(article_id: str, at: datetime) -> str:
    """The id of the story that an article is split off into: others may be in that which it opened.

    Or in that of an earlier split, which was taken back: so the moment, in UTC, is in it.
    """
    return story_id_for(f"{article_id} {at.isoformat()}")


def story_id_for(article_id: str) -> str:
    """16 hex digits for the story that an article opens; the same article always opens the same one."""
    return sha256(f"story:{article_id}".encode()).hexdigest()[:16]
