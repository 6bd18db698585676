"""A story looked at closely: how it grew, and why an article was told as it was; channels that want no more of one."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import timedelta

from bot.actions.addresses import article_at
from bot.actions.asker import Asker
from bot.actions.briefings import BriefingActions
from bot.actions.search import read_filter
from bot.briefing.genre import is_report, is_running
from bot.briefing.headline import choose_headline
from bot.clock import Clock
from bot.delivery.rows import GroupLine, StoryHistory, Why
from bot.errors import BadValueError, NotFoundError, Phrase, UnknownBriefingError
from bot.model import Aboutness, Article, ArticleKind, Briefing, Fate, TopicMatch
from bot.pipeline.brief import LONGEST_GAP
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.past import Past
from bot.pipeline.story_names import story_now
from bot.storage import Storage
from bot.stories.groups import Labels, groups_telling
from bot.stories.meanings import meanings_in

_MOST_SUGGESTED = 25
_LATELY = timedelta(hours=24)
_STORY_ID = re.compile(r"[0-9a-f]{16}")


class StoryActions:
    """Stories and their articles.

    Args:
        zone: What a moment without a zone is meant in.
        languages: What the readers read, the first first.
        labels: Says which labels sources have.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        briefings: BriefingActions,
        catalogue: Catalogue,
        clock: Clock,
        zone: str,
        languages: Sequence[str],
        labels: Callable[[], Labels],
    ) -> None:
        self._storage = storage
        self._briefings = briefings
        self._catalogue = catalogue
        self._clock = clock
        self._zone = zone
        self._languages = languages
        self._labels = labels

    async def suggest_stories(self, typed: str, channel_id: int) -> list[tuple[str, str]]:
        """Stories for a list that narrows while a person types: headline and id, those just told here first."""
        said, found = await asyncio.gather(self._said(channel_id), asyncio.to_thread(self._found_stories, typed))
        told = [(story.headline, story.id) for story in said.stories] if said else []
        return _suggested(typed, told, found)

    async def suggest_articles(self, typed: str, channel_id: int) -> list[tuple[str, str]]:
        """Articles likewise: title and id."""
        said, hits = await asyncio.gather(
            self._said(channel_id), asyncio.to_thread(self._search, typed, _MOST_SUGGESTED)
        )
        told = [(each.title, each.id) for story in said.stories for each in story.articles] if said else []
        return _suggested(typed, told, [(hit.title, hit.id) for hit in hits])

    async def story(self, asker: Asker, which: str) -> StoryHistory:
        """A story by its id, or by words or the address of one of its articles.

        Raises:
            NotFoundError: None fits.
            BadValueError: Words that nobody can search for.
        """
        return await asyncio.to_thread(self._story, asker.channel_id, which)

    async def why(self, asker: Asker, which: str) -> Why:
        """Why an article, by its id, words or address, was told as it was; raises as `story` does."""
        article = await asyncio.to_thread(self._article, which)
        matches = await asyncio.to_thread(self._storage.matches_of, article.id)
        said = await self._said(asker.channel_id, {match.topic_id for match in matches})
        return await asyncio.to_thread(self._why, asker, article, matches, said)

    async def mute(self, asker: Asker, story_id: str, *, mute: bool) -> StoryHistory:
        """Tell a channel no more of a story, or again.

        Raises:
            NotAllowedError: They may not manage the server.
            NotFoundError: It is not kept any more.
        """
        asker.must_manage(Phrase("mute a story for everybody here"))
        found = await self.story(asker, story_id)
        await asyncio.to_thread(self._mute, asker, found.id, mute=mute)
        return found._replace(is_muted=mute)

    async def _said(self, channel_id: int, topic_ids: Collection[str] = ()) -> Briefing | None:
        with suppress(UnknownBriefingError):
            return await self._briefings.last_said(channel_id, topic_ids)
        return None

    def _found_stories(self, typed: str) -> list[tuple[str, str]]:
        hits = [hit for hit in self._search(typed, _MOST_SUGGESTED) if hit.kind is not ArticleKind.NOTE]
        placed = self._storage.placements_of([hit.id for hit in hits])
        return [(hit.title, placed[hit.id].story_id if hit.id in placed else hit.id) for hit in hits]

    def _search(self, typed: str, limit: int) -> list[Article]:
        """The article at an address, or what the words find; nothing where they ask for nothing yet."""
        if told := article_at(self._storage, typed):
            return [told]
        with suppress(BadValueError):
            words, only = read_filter(typed, self._zone, self._clock())
            return [hit.article for hit in self._storage.search(words, limit=limit, only=only, is_title=True)]
        return []

    def _article(self, which: str) -> Article:
        found = self._storage.articles([which.strip()]) or tuple(self._search(which, 1))
        if not found and _STORY_ID.fullmatch(which.strip()):  # of a button or a list, which stand for years
            raise NotFoundError(
                "This is older than what is kept of the news, so nothing more can be shown of it; /search looks through"
                " what is kept."
            )
        if not found:
            raise NotFoundError("Nothing that has been read fits that; pick one from the list as you type.")
        return found[0]

    def _story(self, channel_id: int, which: str) -> StoryHistory:
        now, story_id = self._clock(), which.strip()
        articles = self._storage.story_articles([story_id], now).get(story_id, ())
        may_be_gone = not articles and _STORY_ID.fullmatch(story_id) and not self._storage.articles([story_id])
        if may_be_gone and (now_in := story_now(self._storage, story_id)):
            # A briefing told it before another story took it in.
            story_id = now_in
            articles = self._storage.story_articles([story_id], now).get(story_id, ())
        if not articles:
            article = self._article(which)
            placement = self._storage.placements_of([article.id]).get(article.id)
            story_id = placement.story_id if placement else article.id
            articles = self._storage.story_articles([story_id], now).get(story_id, (article,))
        labelled = groups_telling(articles, self._labels())
        groups = [GroupLine(each.kind, each.telling, each.silent, each.unlabelled) for each in labelled]
        is_muted = story_id in self._storage.muted_stories([channel_id]).get(channel_id, frozenset())
        return StoryHistory(story_id, articles, self._speaker(articles), is_muted, groups)

    def _speaker(self, articles: Sequence[Article]) -> Article:
        """Chosen among the latest reports that the readers can read, as a briefing chooses its headline."""
        reports = list(filter(is_report, articles)) or articles
        readable = [report for report in reports if report.language in self._languages] or reports
        newest = max((report.told_at for report in readable if report.told_at), default=None)
        latest = [r for r in readable if newest and r.told_at and newest - r.told_at <= _LATELY] or readable
        return choose_headline(latest, self._languages, meanings_in)

    def _mute(self, asker: Asker, story_id: str, *, mute: bool) -> None:
        if mute:
            self._storage.mute_story(
                asker.channel_id, story_id, guild_id=asker.guild_id, muted_by=asker.user_id, now=self._clock()
            )
        else:
            self._storage.unmute_story(asker.channel_id, story_id)

    def _why(self, asker: Asker, article: Article, matches: Sequence[TopicMatch], said: Briefing | None) -> Why:
        story = self._story(asker.channel_id, article.id)
        fate = _fate(article, matches, said, is_muted=story.is_muted) if said else None
        if said and fate in (Fate.MUTED, Fate.NO_ROOM) and self._came_after(said, article):
            fate = Fate.NOT_READ
        visible = {topic.id: topic for topic in self._catalogue.visible(asker.guild_id)}
        placement = self._storage.placements_of([article.id]).get(article.id)
        return Why(
            article=article,
            topics=[
                (visible[match.topic_id], match.aboutness, list(dict.fromkeys(match.words_in(article))))
                for match in matches
                if match.topic_id in visible
            ],
            story_id=placement.story_id if placement else None,
            joined_why=placement.why if placement and not placement.opened else None,
            others=len(story.articles) - 1,
            briefing=said,
            fate=fate,
        )

    def _came_after(self, said: Briefing, article: Article) -> bool:
        """Whether an article had not been read yet when a briefing was composed."""
        if said.read_to is None:
            return not Past(self._storage, said.at).knows(article)
        return self._storage.came_after(article.id, said.read_to)


def _suggested(typed: str, told: Sequence[tuple[str, str]], found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names and keys, each key once: what was told first, where its name contains what was typed."""
    wanted = typed.strip().casefold()
    names: dict[str, str] = {}
    for name, key in (*(each for each in told if wanted in each[0].casefold()), *found):
        names.setdefault(key, name)
    return [(name, key) for key, name in names.items()][:_MOST_SUGGESTED]


def _fate(article: Article, matches: Sequence[TopicMatch], said: Briefing, *, is_muted: bool) -> Fate:
    story = next((each for each in said.stories if any(article.id == told.id for told in each.articles)), None)
    quoted = {quote.article_id for quote in said.background}
    if story:
        quoted |= {story.headline_article_id, *(article_id for article_id, _ in story.cited)}
    if article.id in quoted:
        return Fate.QUOTED
    if any(article.id == lent.id for each in said.stories for lent in each.lent):
        return Fate.LENT
    if any(article.id == listed.id for listed in said.reading):
        return Fate.LISTED
    return Fate.COUNTED if story else _left_out(article, matches, said, is_muted=is_muted)


def _left_out(article: Article, matches: Sequence[TopicMatch], said: Briefing, *, is_muted: bool) -> Fate:
    match = next((match for match in matches if match.topic_id == said.topic.id), None)
    if match is None:
        return Fate.OFF_TOPIC
    if match.aboutness is Aboutness.MENTIONS:
        return Fate.MENTIONS
    if article.kind is ArticleKind.NOTE or not (is_report(article) or is_running(article)):
        return Fate.NO_REPORT
    if not _may_be_told(article, said):
        return Fate.OUTSIDE
    return Fate.MUTED if is_muted else Fate.NO_ROOM


def _may_be_told(article: Article, said: Briefing) -> bool:
    """Whether a briefing tells of its hour: where it goes on from one before, also what had not been read by that."""
    since, told_at = said.window_from, article.told_at
    if said.read_to is not None and said.compared_with is not None and article.first_seen_at > said.compared_with:
        since = said.at - LONGEST_GAP
    return told_at is not None and since < told_at <= said.window_to
