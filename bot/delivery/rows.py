"""Lines of lists, as a terminal and as Discord show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.model import Aboutness, Article, Briefing, CorrectionKind, Fate, Length, Posts, Quote, Topic

# A topic that is about more than a third of a week's articles is rarely about one thing. Ukraine, the largest of the
# starter packs, is about one in twelve of the captured days' articles.
_LOOSE_FROM, _ENOUGH_READ = 1 / 3, 50


class TopicLine(NamedTuple):
    """A topic and how much is told of it.

    Attributes:
        recent_articles: Articles about it in the last 24 hours.
        latest_at: When the newest article about it was told; None where none has a date.
        is_own: Whether the server that asks has made it.
    """

    topic: Topic
    recent_articles: int
    latest_at: datetime | None = None
    is_own: bool = False


class TrialLine(NamedTuple):
    """An article that a topic matches, with the words in it that matched."""

    article: Article
    matched: tuple[str, ...]


class RowLine(NamedTuple):
    """What would find the words of a topic's name that finds little as it is, or of several that mean the same.

    Attributes:
        place: Of the name, or the first, among those of the topic, from 0.
        row: As a form has it.
        found: How many articles they find as they are.
        brings: How many articles more would be about the topic.
    """

    place: int
    name: str
    row: str
    found: int
    brings: int


class TrialReport(NamedTuple):
    """What a topic would have matched lately.

    Attributes:
        read: How many articles were looked at, told since `since`.
        about: How many of them are about it.
        mentions: How many only mention it.
        examples: Some of those about it, the newest first.
        by_alias: Each name with the number of articles that it stands in.
        related: Names that it may have forgotten, each with the number of articles about it that have it, and of
            others.
        rows: What would find the words of its names that find little as they are.
        idle: Names that find nothing of their own.
    """

    since: datetime
    read: int
    about: int
    mentions: int
    examples: Sequence[TrialLine] = ()
    by_alias: Sequence[tuple[str, int]] = ()
    related: Sequence[tuple[str, int, int]] = ()
    rows: Sequence[RowLine] = ()
    idle: Sequence[str] = ()

    @property
    def is_loose(self) -> bool:
        """Whether so much is about it that it may be about nothing."""
        return self.read >= _ENOUGH_READ and self.about > _LOOSE_FROM * self.read


class CorrectionLine(NamedTuple):
    """What a person said of an article.

    Attributes:
        title: Of the article; None where it is not kept any more, and so is `other_title`, of the first it is held to.
        more: How many other articles it is held to besides.
        moved: How many articles it put into another story.
        topic: What it is not about.
        guild_id: The server where it was said, by `made_by`; None where whoever runs the bot said it.
    """

    id: int
    kind: CorrectionKind
    title: str | None
    other_title: str | None
    more: int
    moved: int
    topic: Topic | None
    made_at: datetime
    guild_id: int | None
    made_by: int | None


class Found(NamedTuple):
    """A page of what a search found, best first.

    Attributes:
        wants_all: Whether words had to be in each article, and all of them: no "OR" stands between two.
        kept_to: The parts of the query that it kept to, as they were written.
        page: Counted from 0.
        has_more: Whether another page follows.
        unread: Parts of the query that look like something to keep to and were taken as words: "from:".
    """

    query: str
    articles: Sequence[Article]
    wants_all: bool = True
    kept_to: Sequence[str] = ()
    page: int = 0
    has_more: bool = False
    unread: Sequence[str] = ()


class VoiceLine(NamedTuple):
    """Who tells a story, with the first article and how many more there are."""

    name: str
    article: Article
    more: int


class GroupLine(NamedTuple):
    """Groups of sources by one kind of label: how many of each tell a story, and the groups of which none does.

    Attributes:
        unlabelled: How many sources that tell it have no such label.
    """

    kind: str
    telling: Sequence[tuple[str, int]]
    silent: Sequence[str]
    unlabelled: int


class StoryHistory(NamedTuple):
    """A story as far as it is known.

    Attributes:
        articles: Oldest first, undated ones last; at least one.
        speaker: The one whose title tells what the story has come to.
        is_muted: Whether the channel that asks wants to hear no more of it.
        groups: Who of those tells it that whoever runs the bot has labelled, and who does not.
    """

    id: str
    articles: Sequence[Article]
    speaker: Article
    is_muted: bool = False
    groups: Sequence[GroupLine] = ()


class Why(NamedTuple):
    """Why an article was told as it was.

    Attributes:
        topics: Those that whoever asks may see, how much the article is about each, and the words that say so.
        story_id: None where it was never compared with others.
        joined_why: What it has in common with the story that it joined; None where it opened one.
        others: How many other articles the story has.
        briefing: The last one that the channel saw on a topic of the article, else on any; None where there was none.
        fate: What became of the article there.
    """

    article: Article
    topics: Sequence[tuple[Topic, Aboutness, Sequence[str]]]
    story_id: str | None
    joined_why: str | None
    others: int
    briefing: Briefing | None
    fate: Fate | None


class SubscriptionLine(NamedTuple):
    """What a channel is told, and when.

    Attributes:
        channel_id: None in a private chat, which has no name that Discord would show for its id.
        time: Local time of day, "HH:MM".
        timezone: IANA name.
        next_sends: Empty while it is paused.
        due_since: The hour that has come and is not answered yet.
        paused_reason: Why nothing is sent; None while it runs.
        days: "every day", "weekdays", "Mon, Wed".
        skip_quiet: Whether a day without news is passed over.
        role_id: The role that it mentions.
        length: How much is told at once.
        language: Of the frame.
        posts: What begins a post, where the channel is a forum.
        quiet_hours: In which nothing is posted, "22:00–07:00"; "" for none.
        reads: The languages that its readers read, by name; "" for the usual ones.
        unreachable: Why nothing can be posted in its channel, and what to do.
        is_paused_by_hand: Whether `paused_reason` is that somebody has paused it.
        before: As it was until now, where it has just changed.
    """

    topic_name: str
    channel_id: int | None
    time: str
    timezone: str
    next_sends: tuple[datetime, ...] = ()
    paused_reason: str | None = None
    days: str = "every day"
    skip_quiet: bool = False
    role_id: int | None = None
    length: Length = Length.NORMAL
    language: str = "en"
    posts: Posts = Posts.DAY
    quiet_hours: str = ""
    reads: str = ""
    unreachable: str | None = None
    is_paused_by_hand: bool = False
    due_since: datetime | None = None
    before: SubscriptionLine | None = None


class Figures(NamedTuple):
    """How the bot fares; the last refresh is None before the first."""

    version: str
    articles: int
    feeds: int
    feeds_failing: int
    subscriptions: int
    briefings_sent: int
    last_refresh_at: datetime | None


_NEEDS_NO_LOOK = ("fine", "new")


class FeedLine(NamedTuple):
    """A feed and how it fares.

    Attributes:
        state: "fine", "failing", "silent", ….
        sentence: More about it, if there is more.
        is_own: Whether the server that asks has brought it.
    """

    name: str
    url: str
    state: str
    sentence: str
    is_own: bool = False

    @property
    def needs_a_look(self) -> bool:
        """Whether somebody may have to do something about it."""
        return self.state not in _NEEDS_NO_LOOK


class ServerFigures(NamedTuple):
    """How a server's feeds and briefings fare.

    Attributes:
        paused: How many of its subscriptions are paused.
        ailing: Feeds that need a look.
        connected_at: When the connection to Discord came back last.
        feedback: How often each verdict on a briefing was given lately.
        paused_here: Subscriptions that are paused, of those whose channels the person may see.
    """

    feeds: int
    last_refresh_at: datetime | None
    subscriptions: int
    paused: int
    next_sends: tuple[datetime, ...]
    ailing: tuple[FeedLine, ...]
    connected_at: datetime | None = None
    feedback: Mapping[str, int] = {}
    paused_here: Sequence[SubscriptionLine] = ()


class LinkTold(NamedTuple):
    """The article behind a link.

    Attributes:
        quotes: What it says, in the order of its text; empty where only its headline is known.
        is_kept: It came by a feed or is a seed; else its page was read for this answer.
        is_paid: Its publisher says that not all of it can be read without paying.
    """

    article: Article
    quotes: tuple[Quote, ...]
    is_kept: bool
    is_paid: bool


class LinkRemedy(StrEnum):
    """What a person can do where a link cannot be told."""

    OPEN = "open"
    CHECK = "check"
    LATER = "later"
    WAIT = "wait"
    """They had as many pages read as they may."""


class LinkUntold(NamedTuple):
    """A link that cannot be told.

    Attributes:
        reason: A sentence without its full stop; empty where the remedy says all.
        most: How many pages they may have read within an hour; `again_at` is when the next one, None for never.
    """

    url: str
    reason: str
    remedy: LinkRemedy
    most: int = 0
    again_at: datetime | None = None


class LinksTold(NamedTuple):
    """The links of a message, and how many more there were than are told at once."""

    links: tuple[LinkTold | LinkUntold, ...]
    left_out: int


class PausedLine(NamedTuple):
    """A subscription that Briefbot has paused, and why."""

    topic_id: str
    channel_id: int
    reason: str


class Receipt(NamedTuple):
    """How a day was, for whoever runs the bot.

    Attributes:
        due_at: The hour that it answers.
        asked: Feeds that were asked; `unanswered` of them did not answer the last time.
        unread_since: When a feed was last asked, where that is a day ago or longer.
        failing: Feeds that gave no answer all day, the longest first; likewise `silent`, with nothing new for longer
            than is usual.
        given_up: Feeds that are read no more since the last receipt.
        articles: What was read; `opened` of it began a story, `joined` belongs to one.
        sent: Briefings that reached their channel; `late` of them, the latest by `slowest`.
        undelivered: Why briefings were given up, and how many.
        waiting: Briefings that wait for longer than is usual, the first since `waiting_since`, and why it does.
        missed: Subscriptions whose hour went by unanswered.
        uncomposed: Those whose hour has come and that nobody has composed for.
        subscriptions: All of them; `paused` of them, by hand too.
        newly_paused: Those that Briefbot has paused since the last receipt.
    """

    due_at: datetime
    asked: int
    unanswered: int
    unread_since: datetime | None
    failing: tuple[FeedLine, ...]
    silent: tuple[FeedLine, ...]
    given_up: tuple[FeedLine, ...]
    articles: int
    opened: int
    joined: int
    sent: int
    late: int
    slowest: timedelta
    undelivered: tuple[tuple[str, int], ...]
    waiting: int
    waiting_since: datetime | None
    waiting_reason: str | None
    missed: int
    uncomposed: int
    subscriptions: int
    paused: int
    newly_paused: tuple[PausedLine, ...]
