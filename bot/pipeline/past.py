"""What was known at a moment, so that what was told then can be told again, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.model import Aboutness, Article, CorrectionKind, StoryArticle, Topic
from bot.storage import Storage
from bot.topics.match import TopicMatcher


class Past:
    """A moment: articles as they read before they were edited later, and none that was read only later.

    Of a moment before the bot read its first feed it tells what had been published by then.
    Where articles belong is asked today: what was regrouped or corrected since stays so.

    Attributes:
        known_by: What was read later is not known; None where that leaves nothing out.
    """

    def __init__(self, storage: Storage, at: datetime) -> None:
        self._storage = storage
        self._at = at
        first, last = storage.reading_span()
        self.known_by = at if first and last and first <= at < last else None

    def members(self, topic: Topic, found: Sequence[StoryArticle], start: datetime | None) -> list[StoryArticle]:
        """What is about the topic, as it was then.

        Args:
            found: What is about it now, up to the moment, in their order.
            start: What was about the topic only then is added where it was told after that.
        """
        late = [each.article.id for each in found if start and each.article.told_at and each.article.told_at <= start]
        then = self._storage.texts_then(self._at, start, late)
        if then:
            said = [kept.correction for kept in self._storage.corrections()]
            not_topic = [each for each in said if each.kind is CorrectionKind.NOT_TOPIC]
            denied = {each.article_id for each in not_topic if each.topic_id == topic.id}
            matcher = TopicMatcher([topic])
            about = [
                StoryArticle(article, match, story_id)
                for article, story_id in then
                for match in matcher.match(article)
                if match.aboutness is Aboutness.ABOUT and article.id not in denied
            ]
            edited = {article.id for article, _ in then}
            found = _in_order([*(each for each in found if each.article.id not in edited), *about], like=found)
        return [each for each in found if self.knows(each.article)]

    def knows(self, article: Article) -> bool:
        """Whether it had been read by then."""
        return self.known_by is None or article.feed_url is None or article.first_seen_at <= self.known_by


def _in_order(members: Iterable[StoryArticle], *, like: Sequence[StoryArticle]) -> list[StoryArticle]:
    """By the hour they were told, the newest first where it was so before; undated ones last, as they were."""
    dated = [(each.article.told_at, each) for each in members]
    told = sorted(((at, each) for at, each in dated if at), key=lambda pair: pair[1].article.id)
    hours = [each.article.told_at for each in like if each.article.told_at]
    told.sort(key=lambda pair: pair[0], reverse=len(hours) > 1 and hours[0] > hours[-1])
    return [*(each for _, each in told), *(each for at, each in dated if at is None)]
