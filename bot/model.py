"""The values that travel along the path: articles, topics, placements in stories, what people correct, briefings.

Frozen values that decide nothing (subscriptions and deliveries, which the database alone holds, are rows of
`bot.storage`); every `*_at` is an aware UTC datetime, every
language a two-letter ISO 639-1 code, every span a half-open range of character offsets.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.errors import Name

NO_SOURCE = "seed"
"""The source of a seed that names none."""
TOPIC_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a topic may have for an id: lower-case words joined by hyphens."""


class ArticleKind(StrEnum):
    """What an article is to a briefing."""

    NEWS = "news"
    NOTE = "note"
    """Background that explains a topic; never news of a day."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text by one publisher.

    Attributes:
        id: Stable 16 hex digits (`bot.sources.identity.article_id`).
        source: Who published it, as a person would name it ("BBC News"); for seeds without one, "seed".
        feed_url: The feed it came by; None for seeds.
        url: Canonical address; None where the source gives none.
        title: One line, cleaned.
        text: What sentences are quoted from: clean paragraphs separated by a blank line, or the
            title where the source gives a headline only. Spans count characters of this text.
        language: Two letters, or None where nobody can tell.
        published_at: As the source says; None where it says nothing. Never made up.
        first_seen_at: When Briefbot first read it.
        credits: What was found around the text and is not part of it, by kind: "kicker",
            "subtitle", "author", "date", "photo", "caption", "initials", "agency", "source", "subheads",
            "categories", "image" (an address).
        topics: Ids of topics that a seed's front matter names; matched without aliases.
        guid: What its feed calls it; None where that tells no more than the address, or might mean another one.
    """

    id: str
    source: str
    title: str
    text: str
    first_seen_at: datetime
    feed_url: str | None = None
    url: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    kind: ArticleKind = ArticleKind.NEWS
    credits: Mapping[str, str] = field(default_factory=dict, hash=False)
    topics: tuple[str, ...] = ()
    guid: str | None = None

    @property
    def told_at(self) -> datetime | None:
        """The moment that decides which window it falls into: published, else first seen in a feed.

        Seeds without a date have none: nobody knows when they were news. A feed that dates an article ahead
        has told it by the time it is read.
        """
        if self.feed_url is None:
            return self.published_at
        return min(self.published_at or self.first_seen_at, self.first_seen_at)


@dataclass(frozen=True, slots=True)
class FeedProfile:
    """What a feed says of itself.

    Attributes:
        title: Who publishes it, as a person would say; never empty.
        language: Two letters.
        site_url: The page that the feed belongs to.
        image_url: Its picture.
        ttl: How long there will be nothing newer; it may say nonsense.
        skip_hours: Hours of the day in UTC, 0 to 23, without news.
        skip_days: Days of the week in UTC without news, Monday being 0.
    """

    title: str
    language: str | None = None
    site_url: str | None = None
    image_url: str | None = None
    ttl: timedelta | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of a topic.

    Attributes:
        pattern: Words as they are written. A word that ends in `*` also matches with any ending
            ("Karabach*"); a word of capitals only (CSTO) matches in capitals only; one after a `=`
            ("=Nato") only as it is written.
        language: The language in which the topic is called so.
    """

    pattern: str
    language: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a community follows.

    Attributes:
        id: As `TOPIC_ID` has it ("nagorno-karabakh").
        aliases: Each alone is enough to match.
        together: Groups of which *each* must be named for a match, for what has no name of its own
            ("Armenia" and "Azerbaijan"): tuple of combinations, each a tuple of groups of aliases.
        excluded: Names that contain an alias and mean something else ("Artsakhbank").
        told_from: The first day (in UTC) whose news can be about it; None for any.
        told_until: The last such day.
        names: What it is called in other languages, each with its two letters.
        descriptions: What it is about, likewise.
    """

    id: str
    name: str
    description: str = ""
    aliases: tuple[Alias, ...] = ()
    together: tuple[tuple[tuple[Alias, ...], ...], ...] = ()
    excluded: tuple[Alias, ...] = ()
    told_from: date | None = None
    told_until: date | None = None
    names: tuple[tuple[str, str], ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()

    def name_in(self, language: str) -> str:
        """What it is called in a language; its name where it has none of its own there."""
        return dict(self.names).get(language, self.name)

    @property
    def called(self) -> Name:
        """Its name, within a sentence that is told in whichever language."""
        return Name(self.name, self.names)

    def description_in(self, language: str) -> str:
        """What it is about, told in a language where it can be."""
        return dict(self.descriptions).get(language, self.description)

    @property
    def all_names(self) -> tuple[str, ...]:
        """What it is called, in whichever language."""
        return (self.name, *(name for _, name in self.names))


class Aboutness(StrEnum):
    """How much of an article is about a topic."""

    ABOUT = "about"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class AliasHit:
    """One place where an alias stands: `text[start:end]` of the named field ("title", "text")."""

    alias: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """Why an article belongs to a topic.

    Attributes:
        score: 0 to 1; `aboutness` follows from it.
        hits: The places that say so, title first; empty where a seed's front matter says it.
    """

    topic_id: str
    aboutness: Aboutness
    score: float
    hits: tuple[AliasHit, ...]

    def words_in(self, article: Article) -> tuple[str, ...]:
        """The words that say so, as they stand in that article, each time that they do."""
        said = {"title": article.title, "text": article.text}
        return tuple(said[hit.field][hit.start : hit.end] for hit in self.hits)

    @property
    def in_title(self) -> bool:
        """Whether the title says so."""
        return any(hit.field == "title" for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where grouping put an article.

    Attributes:
        story_id: The story it joined, or the new one it opened.
        opened: True for the first article of a story.
        score: Likeness to the story it joined, 0 to 1; 0 where it opened one.
        why: One line for a person: what the two have in common.
    """

    article_id: str
    story_id: str
    opened: bool
    score: float
    why: str


class CorrectionKind(StrEnum):
    """What a person corrects."""

    MERGE = "merge"
    """An article tells the same event as another."""
    SPLIT = "split"
    """An article tells another event than the rest of its story."""
    NOT_TOPIC = "not-topic"
    """An article is not about a topic."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on an article, which is obeyed from then on.

    Attributes:
        others: The article that tells the same event; of a split, the articles that its story held then.
        topic_id: What it is not about; None for a merge and a split.
    """

    kind: CorrectionKind
    article_id: str
    others: tuple[str, ...] = ()
    topic_id: str | None = None


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article as a briefing on one topic finds it: with its match and its story."""

    article: Article
    match: TopicMatch
    story_id: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it stands in an article: `text == article.text[start:end]`.

    Attributes:
        hash: `text_hash` of the sentence; empty in briefings that were kept before quotes had one.
    """

    text: str
    article_id: str
    start: int
    end: int
    hash: str = ""

    @classmethod
    def of(cls, article: Article, start: int, end: int) -> Quote:
        """The sentence that stands there."""
        text = article.text[start:end]
        return cls(text, article.id, start, end, text_hash(text))

    def holds_in(self, article: Article) -> bool:
        """Whether the article still says so at that place."""
        found = article.text[self.start : self.end]
        return article.id == self.article_id and found == self.text and self.hash in ("", text_hash(found))


def text_hash(text: str) -> str:
    """What a text is known by: the first 16 hex digits of the SHA-256 of its UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Bound(StrEnum):
    """How a number stands to what it counts."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    NEARLY = "nearly"
    ABOUT = "about"
    UP_TO = "up_to"
    LESS_THAN = "less_than"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a report gives it.

    Attributes:
        upto: The other end of a range; None where it is none.
        said_by: Who says so, in the words of the sentence; None where it names nobody.
        quote: The sentence; None where the article's title says it.
        person: The name of the person who says so, where it is the same in every language.
    """

    value: float
    upto: float | None
    bound: Bound | None
    said_by: str | None
    article_id: str
    quote: Quote | None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What the reports of a story say of one thing that is counted.

    Attributes:
        counts: "killed", "dollars" …, as `docs/reference/briefing-json.md` lists them; "day" or "hour" where it is when
            something began: a day as 20260501, an hour as 13.5.
        whom: "soldiers", "civilians" …; None for people of any kind. Of times what began: "ceasefire" …
        side: The place whose people they are; None where nothing says so.
        quantities: Each value once, as it was told first, in the order of telling.
        has_moved: Whether each was told only after the one before it was told no more; else they disagree.
        is_rival: Whether it counts the people of the tally before it by another word: four soldiers for four police.
    """

    counts: str
    whom: str | None
    side: str | None
    quantities: tuple[Quantity, ...]
    has_moved: bool
    is_rival: bool = False


@dataclass(frozen=True, slots=True)
class Overstatement:
    """A title that claims more than its article says.

    Attributes:
        claims: The word of the title: "withdraws".
        says: What the text says instead: "suspended".
        quote: The sentence that says so.
    """

    claims: str
    says: str
    quote: Quote


class Length(StrEnum):
    """How much a briefing tells, and how much of it at once."""

    SHORT = "short"
    NORMAL = "normal"
    LONG = "long"


class Posts(StrEnum):
    """What begins a post of its own in a forum."""

    DAY = "day"
    """Each briefing."""
    STORY = "story"
    """Each story, whose post is kept up to date."""


class StoryStatus(StrEnum):
    """A story against what its reader was told before."""

    NEW = "new"
    UPDATED = "updated"
    ONGOING = "ongoing"
    EARLIER = "earlier"
    """From before the window; shown only where the window is empty."""


@dataclass(frozen=True, slots=True)
class BriefedStory:
    """One story as a briefing tells it.

    Attributes:
        headline: The title of the article that speaks for the story, unchanged.
        quotes: One to three sentences, more for a story of many voices, in the order in which they are to be read; none
            of a story that is told in brief, by its headline.
        articles: Every article of the story in the window, the cited ones first.
        lent: Articles of other stories that its tallies count by, too.
        tallies: What its reports count and differ in, or what the quotes leave out.
        overstatements: Titles of cited articles that claim more than their texts, or another toll.
        edited: When the text of a cited article was found changed, by the article's id.
    """

    id: str
    headline: str
    headline_article_id: str
    status: StoryStatus
    quotes: tuple[Quote, ...]
    articles: tuple[Article, ...]
    lent: tuple[Article, ...] = ()
    tallies: tuple[Tally, ...] = ()
    overstatements: tuple[Overstatement, ...] = ()
    edited: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def is_in_brief(self) -> bool:
        """Whether its headline is all that is told."""
        return not self.quotes

    @property
    def citable(self) -> Mapping[str, Article]:
        """Every article that the story may stand on, by its id."""
        return {article.id: article for article in (*self.articles, *self.lent)}

    @property
    def cited(self) -> tuple[tuple[str, Quote | None], ...]:
        """Each article that the story stands on, with the sentence; None where its title is what is told."""
        counted = ((each.article_id, each.quote) for tally in self.tallies for each in tally.quantities)
        quotes = (*self.quotes, *(each.quote for each in self.overstatements))
        return (self.headline_article_id, None), *((quote.article_id, quote) for quote in quotes), *counted


class Fate(StrEnum):
    """What became of an article in a briefing."""

    QUOTED = "quoted"
    LENT = "lent"
    """Its figures stand beside those of another story."""
    COUNTED = "counted"
    """Other articles of its story say what it says."""
    LISTED = "listed"
    """Its title stands with opinion and analysis."""
    OFF_TOPIC = "off topic"
    MENTIONS = "mentions"
    NO_REPORT = "no report"
    OUTSIDE = "outside"
    NOT_READ = "not read"
    """It came after the briefing."""
    MUTED = "muted"
    NO_ROOM = "no room"


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a topic's readers are told about a window of time.

    Attributes:
        id: 16 hex digits derived from the content: the same briefing has the same id.
        window_from: Exclusive start of the window.
        window_to: Inclusive end: `at`.
        articles_read: How many articles of all sources fell into the window.
        stories: The weightiest first, ongoing ones behind, those in brief last. With an empty window: the latest known,
            marked EARLIER.
        background: A sentence of each note and explainer that is chosen to stand below.
        notes: What these are of, the explainers too.
        compared_with: When this reader was last told about the topic; None for the first time.
        read_to: The number of the last article that had come when it was composed; None where no reader will be told
            more.
        languages: What its readers read, the first first: sentences in others are marked. Empty in those of before that
            was kept, in which none is.
        reading: Opinion and analysis of the window, listed by their titles for whoever wants more than the news.
    """

    id: str
    topic: Topic
    at: datetime
    window_from: datetime
    window_to: datetime
    articles_read: int
    stories: tuple[BriefedStory, ...]
    background: tuple[Quote, ...] = ()
    notes: tuple[Article, ...] = ()
    compared_with: datetime | None = None
    read_to: int | None = None
    languages: tuple[str, ...] = ()
    reading: tuple[Article, ...] = ()

    @property
    def in_full(self) -> tuple[BriefedStory, ...]:
        """The stories that are told in sentences."""
        return tuple(story for story in self.stories if not story.is_in_brief)

    @property
    def in_brief(self) -> tuple[BriefedStory, ...]:
        """Those that are told by their headlines alone; they stand last."""
        return tuple(story for story in self.stories if story.is_in_brief)

    @property
    def notes_by_id(self) -> dict[str, Article]:
        """What `background` may quote."""
        return {note.id: note for note in self.notes}

    @property
    def is_quiet(self) -> bool:
        """True where nothing of the window is new to the reader."""
        return not any(story.status in (StoryStatus.NEW, StoryStatus.UPDATED) for story in self.stories)


class CitedSentence(NamedTuple):
    """A sentence and the article that it stands in."""

    quote: Quote
    article: Article


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """A day that mattered.

    Attributes:
        sentences: What tells of it: one sentence, of the weightiest days two.
        looking_back: How many later articles point back to it.
    """

    day: date
    sentences: tuple[CitedSentence, ...]
    looking_back: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days of a topic that mattered, in order.

    Attributes:
        first: The first day that was looked at; None where nothing is known of the topic.
        last: The last one, likewise.
        told: How many articles were told on each day of that stretch on which there were any.
    """

    topic: Topic
    first: date | None
    last: date | None
    days: tuple[TimelineDay, ...]
    told: Mapping[date, int]
