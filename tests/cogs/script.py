"""Every command of the tree with what each kind of person sees who uses it: the table that `test_scenario.py` plays.

The rows stand in the order in which they are played; each is played by everybody of whom it says something, the
moderator last, so that what the others are refused is still to be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from tests.cogs.sorven import NEWS

OPML = b"""<opml version="2.0"><body><outline type="rss" text="One" xmlUrl="https://one.example/feed"/></body></opml>"""
WORKS = {"name": "Works", "names": "spillway, night shifts, electricity, museum"}
"""A topic that has forgotten a name."""
FISH = {"name": "River fish", "names": "trout, fish ladder*", "description": "What swims up the Sorven."}


@dataclass(frozen=True, slots=True)
class Told:
    """Answered, to them alone; the words are in the answer."""

    words: str


@dataclass(frozen=True, slots=True)
class Aloud:
    """Answered so that the whole channel sees it."""

    words: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Told why not, to them alone; and nothing has changed by it."""

    words: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form opens; it is sent off with these fields, and "Save" is pressed below what that answers."""

    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """A file, to them alone."""

    name: str


class NotOffered:
    """Discord shows them no such command there."""

    def __repr__(self) -> str:
        return "not offered"


Seen = Told | Aloud | Refused | Form | File | NotOffered
NOT_OFFERED = NotOffered()
NOT_ALLOWED = Refused("Manage Server")
BROUGHT_ALONG = Refused("you brought me along")
OF_A_SERVER = Refused("This belongs to a server")
NO_SUBSCRIPTION = Refused("o such subscription")
NO_FORUM = Refused("needs a forum")
IN_QUIET = Refused("06:30 lies in the quiet hours")
NO_FEEDS, NO_LINK = Told("No feed is read yet"), Refused("no link")
ABOUT = Told("are about it")
NO_TOPIC = Refused("No topic is called")
SHARED = Refused("shared by all servers")


@dataclass(frozen=True, slots=True)
class Row:
    """One use of a command, and what people see of it; None for whom it is not played.

    Attributes:
        command: With its group; for an entry of a message's menu, its name.
        member: May read, write and use commands.
        moderator: May manage the server, or holds the role that its /settings let manage.
        alone: A stranger to the server, in their private chat with the bot.
        guest: Brought the bot along to a server that never invited it.
        neighbour: Manages another server with the bot, and knows the ids of things of this one.
        options: By name. A menu's entry has one, the `message` that it is used on.
        shown: What a member sees to whom the server's owner shows a command that Discord offers to managers only.
    """

    command: str
    member: Seen | None = None
    moderator: Seen | None = None
    alone: Seen | None = None
    guest: Seen | None = None
    neighbour: Seen | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    shown: Seen = NOT_ALLOWED


def reading(command: str, seen: Seen, *, guest: Seen | None = None, **options: Any) -> Row:
    """What everybody may read, everywhere."""
    return Row(command, seen, seen, seen, guest or seen, seen, options)


def manages(command: str, moderator: Seen, *, neighbour: Seen | None, shown: Seen = NOT_ALLOWED, **options: Any) -> Row:
    """What Discord shows to a server's managers only, and only there."""
    return Row(command, NOT_OFFERED, moderator, NOT_OFFERED, NOT_OFFERED, neighbour, options, shown)


class Our(Enum):
    """What an option stands for that nobody can know before the play."""

    SUBSCRIPTION = auto()
    TOPIC = auto()
    ARTICLE = auto()
    OTHER_ARTICLE = auto()
    FEED = auto()
    """The address of a feed that is served."""
    MENTION = auto()
    """A message that names it."""
    LIST = auto()
    """A file that lists feeds."""


TOPIC = {"topic": "sorven-dam"}
SUBSCRIPTION = {"subscription": Our.SUBSCRIPTION}
PRIVATE = {"subscription": "sorven-dam"}
HEADLINE = NEWS[-1].title
SPILLWAY = NEWS[0].title
SITE_MENU, LINKS_MENU = "Add this site as a source", "Summarise the links here"

FIRST = (
    reading("about", Told("Briefbot")),
    reading("help", Told("`/brief topic:Sorven Dam window:3d`")),
    Row("topics", Told("Sorven Dam"), Told("Sorven Dam"), Told("Sorven Dam"), NOT_OFFERED, Told("Sorven Dam")),
    Row("topic list", Told("Sorven Dam"), Told("Sorven Dam"), Told("Sorven Dam"), NOT_OFFERED, Told("Sorven Dam")),
    Row("topic test", ABOUT, ABOUT, ABOUT, NOT_OFFERED, ABOUT, TOPIC),
    reading("sources", Refused("Nothing has been told here yet")),
    reading("brief", NO_TOPIC, topic="nothing of the kind"),
    reading("brief", Aloud(HEADLINE), topic="sorven-dam"),
    reading("sources", Told(NEWS[-1].source)),
    reading("timeline", Aloud("Sorven Dam"), topic="sorven-dam"),
    reading("search", Told("spillway"), words="spillway"),
    reading("search", Told("page 1"), words="dam"),
    reading("story", Told(SPILLWAY), story="repaired spillway"),
    reading("why", Told(SPILLWAY), article="repaired spillway"),
    Row("subscribe", NOT_ALLOWED, Told("Subscribed"), Told("Subscribed"), BROUGHT_ALONG,
        Told("Subscribed"), TOPIC | {"time": "07:00"}),
    Row("subscribe", Told("Subscribed"), None, None, Told("Subscribed"), None, TOPIC | {"privately": True}),
    Row("subscribe", NOT_ALLOWED, NO_FORUM, NO_FORUM, BROUGHT_ALONG, NO_FORUM,
        TOPIC | {"posts": "story"}),
    Row("subscribe", NOT_ALLOWED, IN_QUIET, IN_QUIET, BROUGHT_ALONG, IN_QUIET,
        TOPIC | {"time": "06:30", "quiet_hours": "22-7"}),
    Row("subscribe", moderator=Told("Subscribed"), options={"topic": "tarrow-league", "time": "05:00"}),
    Row("unsubscribe", moderator=Told("“Undo” puts it back"), options={"topic": "tarrow-league"}),
    Row("topic create", NOT_ALLOWED, Form(FISH), OF_A_SERVER, NOT_OFFERED, Form(FISH | {"name": "Their fish"})),
    Row("topic create", moderator=Form(WORKS)),
    Row("topic remove", moderator=Told("Remove Works?"), options={"topic": "Works"}),
)  # fmt: skip

SECOND = (
    Row("topic test", Told("River fish"), Told("River fish"), NO_TOPIC, NOT_OFFERED,
        NO_TOPIC, {"topic": "River fish"}),
    Row("topic edit", NOT_ALLOWED, Form(FISH | {"names": "trout, river fish"}), OF_A_SERVER, NOT_OFFERED,
        NO_TOPIC, {"topic": "River fish"}),
    Row("topic edit", neighbour=NO_TOPIC, options={"topic": Our.TOPIC}),
    Row("brief", Aloud("Trout climb"), Aloud("Trout climb"), NO_TOPIC, NO_TOPIC, NO_TOPIC,
        {"topic": "River fish"}),
    Row("timeline", Aloud("River fish"), Aloud("River fish"), NO_TOPIC, NO_TOPIC, NO_TOPIC,
        {"topic": "River fish"}),
    Row("topic follow", NOT_ALLOWED, Told("08:00"), Told("08:00"), NOT_OFFERED, Told("08:00"),
        {"topic": "tarrow-league"}),
    Row("topic follow", neighbour=NO_TOPIC, options={"topic": Our.TOPIC}),
    Row("subscriptions list", Told("Sorven Dam"), Told("Tarrow League"), Told("Sorven Dam"), Told("/subscribe"),
        Told("Tarrow League")),
    Row("subscriptions edit", NOT_ALLOWED, Told("09:00"), NO_SUBSCRIPTION, BROUGHT_ALONG, NO_SUBSCRIPTION,
        SUBSCRIPTION | {"time": "09:00"}),
    Row("subscriptions edit", alone=Told("09:30"), options=PRIVATE | {"time": "09:30"}),
    Row("subscriptions edit", NOT_ALLOWED, Told("quiet hours 22:00–07:00"), NO_SUBSCRIPTION, BROUGHT_ALONG,
        NO_SUBSCRIPTION, SUBSCRIPTION | {"quiet_hours": "22-7"}),
    Row("subscriptions edit", alone=Told("quiet hours 22:00–07:00"), options=PRIVATE | {"quiet_hours": "22-7"}),
    Row("subscriptions edit", NOT_ALLOWED, Told("quotes in: Polish, English"), NO_SUBSCRIPTION, BROUGHT_ALONG,
        NO_SUBSCRIPTION, SUBSCRIPTION | {"reads": "pl, en"}),
    Row("subscriptions edit", alone=Told("quotes in: Polish, English"), options=PRIVATE | {"reads": "pl, en"}),
    Row("subscriptions edit", NOT_ALLOWED, NO_FORUM, NO_SUBSCRIPTION, BROUGHT_ALONG, NO_SUBSCRIPTION,
        SUBSCRIPTION | {"posts": "story"}),
    Row("subscriptions edit", alone=NO_FORUM, options=PRIVATE | {"posts": "story"}),
    Row("subscriptions pause", NOT_ALLOWED, Told("Paused"), NO_SUBSCRIPTION, BROUGHT_ALONG, NO_SUBSCRIPTION,
        SUBSCRIPTION),
    Row("subscriptions pause", alone=Told("Paused"), options=PRIVATE),
    Row("subscriptions resume", NOT_ALLOWED, Told("Resumed"), NO_SUBSCRIPTION, BROUGHT_ALONG, NO_SUBSCRIPTION,
        SUBSCRIPTION),
    Row("subscriptions resume", alone=Told("Resumed"), options=PRIVATE),
    Row("subscriptions preview", NOT_ALLOWED, Told(HEADLINE), NO_SUBSCRIPTION, BROUGHT_ALONG, NO_SUBSCRIPTION,
        SUBSCRIPTION),
    Row("subscriptions preview", alone=Told(HEADLINE), options=PRIVATE),
    Row("subscriptions send-now", NOT_ALLOWED, Told("On its way"), NO_SUBSCRIPTION, BROUGHT_ALONG, NO_SUBSCRIPTION,
        SUBSCRIPTION),
    Row("subscriptions send-now", alone=Told("On its way"), options=PRIVATE),
    Row("unsubscribe", NOT_ALLOWED, Told("Ended"), Told("Ended"), NOT_OFFERED, Told("Ended"),
        {"topic": "tarrow-league"}),
    Row("unsubscribe", alone=NO_SUBSCRIPTION, neighbour=NO_SUBSCRIPTION, options={"topic": Our.SUBSCRIPTION}),
    Row("subscriptions remove", NOT_ALLOWED, Told("Ended"), NO_SUBSCRIPTION, BROUGHT_ALONG, NO_SUBSCRIPTION,
        SUBSCRIPTION),
    Row("subscriptions remove", alone=Told("Ended"), options=PRIVATE),
    manages("feed list", NO_FEEDS, neighbour=NO_FEEDS, shown=NO_FEEDS),
    manages("feed check", Told("Upland Herald"), neighbour=Told("Upland Herald"), address=Our.FEED),
    manages("feed check", Refused("address"), neighbour=Refused("address"), address="ftp://news.example"),
    manages("feed add", Told("It is read"), neighbour=Told("It is read from now on"), address=Our.FEED),
    manages("feed check", Told("It is read already"), neighbour=Told("It is read already"), address=Our.FEED),
    manages("feed import", Told("1 feed is new"), neighbour=None, opml=Our.LIST),
    Row("feed remove", neighbour=Refused("brought no such feed"), options={"feed": "https://one.example/feed"}),
    Row("feed import", neighbour=Told("1 was read before"), options={"opml": Our.LIST}),
    manages("feed export", File("feeds.opml"), neighbour=File("feeds.opml")),
    manages("feed list", Told("brought by this server"), neighbour=Told("one.example"), shown=Told("one.example")),
    manages("feed remove", Told("read no more"), neighbour=Told("another server wants it"), feed=Our.FEED),
    manages(SITE_MENU, Told("It is read"), neighbour=Told("It is read from now on"), message=Our.MENTION),
    manages(SITE_MENU, NO_LINK, neighbour=NO_LINK, shown=NO_LINK, message="No address at all"),
    Row(LINKS_MENU, Told(SPILLWAY), Told(SPILLWAY), Told(SPILLWAY), Told(SPILLWAY), Told(SPILLWAY),
        {"message": "Read https://brade-courier.example/spillway"}),
    manages("correct not-topic", Told("is not about River fish"), neighbour=NO_TOPIC,
        article=Our.ARTICLE, topic="River fish"),
    manages("correct merge", Told("tells the same event"), neighbour=SHARED, article=Our.ARTICLE,
        other=Our.OTHER_ARTICLE),
    manages("correct split", Told("tells another event"), neighbour=SHARED, article=Our.ARTICLE),
    manages("correct list", Told("River fish"), neighbour=Told("Nothing has been corrected")),
    manages("correct undo", Told("Taken back"), neighbour=Refused("There is no correction"), number=1),
    manages("settings", Told("Asia/Yerevan"), neighbour=Told("Asia/Yerevan"), timezone="yerevan"),
    manages("status", Told("feed"), neighbour=Told("feed")),
    Row("topic remove", neighbour=NO_TOPIC, options={"topic": Our.TOPIC}),
    Row("topic remove", NOT_ALLOWED, Told("River fish"), OF_A_SERVER, NOT_OFFERED, NO_TOPIC,
        {"topic": "River fish"}),
)  # fmt: skip

ROWS = (*FIRST, *SECOND)


@dataclass(frozen=True, slots=True)
class Typing:
    """What is offered while somebody types: a name in which these words stand; `NOTHING`; None for nobody asked.

    The people are those of `Row`; so is `options`, what was filled in before.
    """

    command: str
    option: str
    typed: str
    member: str | NotOffered | None
    moderator: str | NotOffered | None
    alone: str | NotOffered | None
    guest: str | NotOffered | None
    neighbour: str | NotOffered | None
    options: Mapping[str, Any] = field(default_factory=dict)


NOTHING = ""


def everywhere(command: str, option: str, typed: str, offered: str, **options: Any) -> Typing:
    """What is offered alike to everybody."""
    return Typing(command, option, typed, offered, offered, offered, offered, offered, options)


def in_servers(command: str, option: str, typed: str, *offered: str | NotOffered) -> Typing:
    """To whom a command is offered that needs no server's invitation: a member, a moderator, one alone, a neighbour."""
    member, moderator, alone, neighbour = offered
    return Typing(command, option, typed, member, moderator, alone, NOT_OFFERED, neighbour)


def to_managers(command: str, option: str, typed: str, moderator: str, neighbour: str, **options: Any) -> Typing:
    """Of a command that only managers are shown."""
    return Typing(command, option, typed, NOT_OFFERED, moderator, NOT_OFFERED, NOT_OFFERED, neighbour, options)


CHANGES = tuple(f"subscriptions {name}" for name in ("edit", "pause", "resume", "remove", "preview", "send-now"))
TYPINGS = (
    everywhere("brief", "topic", "sor", "Sorven Dam"),
    everywhere("brief", "topic", "tarrow-league, sor", "Sorven Dam"),
    Typing("brief", "topic", "river", "River fish", "River fish", NOTHING, NOTHING, NOTHING),
    everywhere("brief", "window", "3", "the last 3 days", topic="sorven-dam"),
    everywhere("timeline", "topic", "sor", "Sorven Dam"),
    Typing("timeline", "topic", "river", "River fish", "River fish", NOTHING, NOTHING, NOTHING),
    everywhere("story", "story", "repaired", SPILLWAY),
    everywhere("why", "article", "repaired", SPILLWAY),
    everywhere("subscribe", "topic", "sor", "Sorven Dam"),
    Typing("subscribe", "topic", "river", "River fish", "River fish", NOTHING, NOTHING, NOTHING),
    everywhere("subscribe", "time", "6:45 pm", "18:45", topic="sorven-dam"),
    everywhere("subscribe", "timezone", "yere", "Asia/Yerevan", topic="sorven-dam"),
    everywhere("subscribe", "days", "", "weekdays", topic="sorven-dam"),
    everywhere("subscribe", "quiet_hours", "10 pm to 6", "22:00–06:00", topic="sorven-dam"),
    everywhere("subscribe", "reads", "pl, english", "Polish, English", topic="sorven-dam"),
    *(
        Typing(command, "subscription", "sorven", "07:00", "07:00", "07:00", NOTHING, "#handball")
        for command in CHANGES
    ),
    everywhere("subscriptions edit", "time", "6:45 pm", "18:45", subscription="1"),
    everywhere("subscriptions edit", "timezone", "yere", "Asia/Yerevan", subscription="1"),
    everywhere("subscriptions edit", "days", "", "weekdays", subscription="1"),
    everywhere("subscriptions edit", "quiet_hours", "", "no quiet hours", subscription="1"),
    everywhere("subscriptions edit", "reads", "", "the usual ones", subscription="1"),
    in_servers("unsubscribe", "topic", "sorven", "#briefings", "#briefings", "07:00", "#handball"),
    in_servers("topic follow", "topic", "river", "River fish", "River fish", NOTHING, NOTHING),
    in_servers("topic test", "topic", "river", "River fish", "River fish", NOTHING, NOTHING),
    in_servers("topic edit", "topic", "river", "River fish", "River fish", NOTHING, NOTHING),
    in_servers("topic remove", "topic", "river", "River fish", "River fish", NOTHING, NOTHING),
    to_managers("correct merge", "article", "trout", "Trout climb", "Trout climb"),
    to_managers("correct merge", "other", "trout", "Trout climb", "Trout climb", article="1"),
    to_managers("correct split", "article", "trout", "Trout climb", "Trout climb"),
    to_managers("correct not-topic", "article", "trout", "Trout climb", "Trout climb"),
    to_managers("correct not-topic", "topic", "river", "River fish", NOTHING, article="1"),
    to_managers("feed remove", "feed", "", NOTHING, NOTHING),
    to_managers("settings", "timezone", "yere", "Asia/Yerevan", "Asia/Yerevan"),
    to_managers("settings", "reads", "pl, english", "Polish, English", "Polish, English"),
)
"""Played between `FIRST` and `SECOND`."""
