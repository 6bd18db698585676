"""What every rendering says around the quotes, in the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.delivery.citations import Citation
from bot.delivery.languages import language_name
from bot.delivery.links import publisher
from bot.delivery.plain import begins_with, one_line
from bot.delivery.rows import CorrectionLine
from bot.delivery.speech import ENGLISH, Speech
from bot.model import (
    Article,
    ArticleKind,
    BriefedStory,
    Briefing,
    CorrectionKind,
    Overstatement,
    Quote,
    StoryStatus,
    Timeline,
    TimelineDay,
)

SEARCH_FILTERS = ("source:bbc", "lang:pl", "after:7d", "before:2026-05-01")
"""What a search can be kept to, with an example of each."""


def count(number: int, noun: str, nouns: str | None = None) -> str:
    """A number with its noun: "1 article", "1,204 articles"."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def news_counts(briefing: Briefing, speech: Speech = ENGLISH) -> str:
    """How many stories of each kind: "3 new, 1 updated, 2 ongoing"."""
    counts = Counter(story.status for story in briefing.stories)
    told = {
        StoryStatus.NEW: speech.count(counts[StoryStatus.NEW], "{n} new", "{n} new"),
        StoryStatus.UPDATED: speech.count(counts[StoryStatus.UPDATED], "{n} updated", "{n} updated"),
        StoryStatus.ONGOING: speech.count(counts[StoryStatus.ONGOING], "{n} ongoing", "{n} ongoing"),
        StoryStatus.EARLIER: speech.count(counts[StoryStatus.EARLIER], "{n} earlier", "{n} earlier"),
    }
    return ", ".join(told[status] for status in StoryStatus if counts[status])


def tag(status: StoryStatus, speech: Speech) -> str:
    """The status as it stands before a story."""
    match status:
        case StoryStatus.NEW:
            return speech.say("NEW")
        case StoryStatus.UPDATED:
            return speech.say("UPDATED")
        case StoryStatus.ONGOING:
            return speech.say("ONGOING")
        case StoryStatus.EARLIER:
            return speech.say("EARLIER")


def since_when(briefing: Briefing) -> datetime:
    """The moment since which a briefing can say what is new: the window's start, or the last telling within it."""
    return max(briefing.window_from, briefing.compared_with or briefing.window_from)


def articles_read(briefing: Briefing, speech: Speech = ENGLISH) -> str:
    """How much a quiet day stands on."""
    if not briefing.articles_read:
        return speech.say("no articles came in")
    return speech.count(briefing.articles_read, "{n} article read", "{n} articles read")


def quiet_remark(briefing: Briefing, speech: Speech = ENGLISH) -> str:
    """What follows on a day without news."""
    if not briefing.stories:
        return speech.say("Nothing has been reported on this topic yet.")
    if any(story.status is StoryStatus.EARLIER for story in briefing.stories):
        return speech.say("The latest that is known:")
    return speech.say("Still going on:")


def headline_of(story: BriefedStory, speech: Speech = ENGLISH) -> str:
    """The headline as one visible line."""
    return one_line(story.headline) or speech.say("(no headline)")


def title_of(article: Article, speech: Speech = ENGLISH) -> str:
    """The title as one visible line."""
    return one_line(article.title) or speech.say("(no title)")


def correction_told(line: CorrectionLine, speech: Speech, quoted: Callable[[str], str] = one_line) -> str:
    """What a person said of an article, in a sentence; `quoted` makes titles fit to be shown."""
    gone = speech.say("an article that is not kept any more")
    title, other = (quoted(each) if each else gone for each in (line.title, line.other_title))
    match line.kind:
        case CorrectionKind.MERGE:
            return speech.say("“{title}” tells the same event as “{other}”", title=title, other=other)
        case CorrectionKind.SPLIT:
            if not line.more:
                return speech.say("“{title}” tells another event than “{other}”", title=title, other=other)
            return speech.count(
                line.more,
                "“{title}” tells another event than “{other}” and {n} more",
                "“{title}” tells another event than “{other}” and {n} more",
                title=title,
                other=other,
            )
        case CorrectionKind.NOT_TOPIC:
            topic = quoted(line.topic.name_in(speech.locale) if line.topic else "")
            return speech.say("“{title}” is not about {topic}", title=title, topic=topic)


def when_told(article: Article, moment: Callable[[datetime], str], speech: Speech = ENGLISH) -> str:
    """The time of an article as its source gives it, or why there is none; `moment` writes the time."""
    if article.kind is ArticleKind.NOTE:
        return speech.say("background note")
    if article.published_at:
        return moment(article.published_at)
    if article.told_at:
        return speech.say("undated, first seen {when}", when=moment(article.told_at))
    return speech.say("undated")


def when_edited(citation: Citation, moment: Callable[[datetime], str], speech: Speech = ENGLISH) -> list[str]:
    """That the text was changed after it was first read: one remark or none."""
    return [speech.say("edited, seen {when}", when=moment(citation.edited_at))] if citation.edited_at else []


def overstated(claim: Overstatement, speech: Speech = ENGLISH) -> str:
    """What to know of a title: "The headline says “withdraws”, its text “suspended”"."""
    claims, says = one_line(claim.claims), one_line(claim.says)
    return speech.say("The headline says “{claims}”, its text “{says}”", claims=claims, says=says)


def told_quotes(story: BriefedStory) -> list[Quote]:
    """Without a sentence that is the headline over again, or its beginning: of some articles nothing else is known."""
    return [quote for quote in story.quotes if not begins_with(story.headline, quote.text)]


def newest(articles: Sequence[Article]) -> datetime | None:
    """When the newest of them was told; None where no one knows."""
    told = [article.told_at for article in articles if article.told_at]
    return max(told) if told else None


def publishers(articles: Sequence[Article]) -> list[str]:
    """Each publisher once, in the order of their articles, with its host where the name hides it."""
    return list(dict.fromkeys(publisher(article.source, article.url) for article in articles))


def languages_in_sight(languages: Sequence[str], article: Article | None) -> Sequence[str]:
    """What needs no mark below a headline that carries its own: the readers' languages and the headline's."""
    return [*languages, article.language] if languages and article and article.language else languages


def foreign_language(article: Article | None, languages: Sequence[str], speech: Speech = ENGLISH) -> str | None:
    """The name of an article's language where its readers do not read it; None where nobody knows what they read."""
    if not languages or article is None or article.language is None or article.language in languages:
        return None
    return language_name(article.language, speech.locale)


def day_counts(day: TimelineDay, timeline: Timeline, speech: Speech) -> list[str]:
    """How much was told on a day, and how often it was looked back upon; nothing of what was never."""
    told, back = timeline.told.get(day.day, 0), day.looking_back
    return [
        *([speech.count(told, "{n} article", "{n} articles")] if told else []),
        *([speech.count(back, "{n} later one looks back", "{n} later ones look back")] if back else []),
    ]
