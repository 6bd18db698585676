"""A story looked at closely, as Discord messages: how it grew, who told it when, and why an article was told so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial

from bot.delivery.discord.card import QUIET, Card, button, menu
from bot.delivery.discord.custom_ids import PICKED_STORY, mute_id, story_id, verdict_id
from bot.delivery.discord.limits import MOST_TEXT, length
from bot.delivery.discord.lists import and_more, turning
from bot.delivery.discord.markdown import escape, moment, way_to
from bot.delivery.discord.paging import Block, PageSize, first_of, paged
from bot.delivery.frame import headline_of, title_of, when_told
from bot.delivery.languages import language_name
from bot.delivery.links import publisher
from bot.delivery.plain import one_line
from bot.delivery.rows import GroupLine, StoryHistory, VoiceLine, Why
from bot.delivery.speech import Speech
from bot.errors import Phrase
from bot.model import Aboutness, Article, Briefing, Fate, Topic
from bot.text.collation import sort_key

_ROOM_FOR_GROUPS, _MOST_GROUPS = 1_000, 8
_PAGE = PageSize(text=MOST_TEXT - 900, words=10_000, blocks=15)
_DAYS_SHOWN, _WIDEST_BAR = 10, 12
_WORDS_SHOWN = 6
_ROOM_FOR_TOPICS = 2_000
_LEFT_OUT = {
    Fate.OFF_TOPIC: Phrase("it names no word of the topic."),
    Fate.MENTIONS: Phrase("it only mentions the topic in passing."),
    Fate.NO_REPORT: Phrase("it is no report of an event."),
    Fate.OUTSIDE: Phrase("it was told before or after its hours."),
    Fate.NOT_READ: Phrase("it had not been read by then."),
    Fate.MUTED: Phrase("its story is muted in this channel."),
    Fate.NO_ROOM: Phrase("its story weighed less than those there was room for."),
}


def story_views(story: StoryHistory, speech: Speech) -> list[Card]:
    """The pages of a story's history; `story_id(story.id, page)` asks for one."""
    articles = story.articles
    voices = list(_voices(articles))
    head = _story_head(story, voices, speech)
    grew = _days([article.told_at.astimezone(UTC).date() for article in articles if article.told_at])
    told_by = speech.say("**Who told it, and when first**")
    label = speech.say("Tell it here again") if story.is_muted else speech.say("Mute here")
    mute = button(label, mute_id(story.id, mute=not story.is_muted))
    groups = first_of([_group(line, speech) for line in story.groups], _ROOM_FOR_GROUPS)
    by_group = "\n".join([speech.say("**Which groups of sources tell it**"), *groups]) if groups else ""
    first = replace(_PAGE, text=_PAGE.text - length(by_group))
    pages = paged([Block(_voice(line, speech)) for line in voices], first, _PAGE)
    cards = []
    for number, page in enumerate(pages):
        texts = [head]
        if grew and not number:
            texts.append(f"{speech.say('**How it grew**')}\n{grew}")
        buttons = turning(number, partial(story_id, story.id), speech, has_more=number + 1 < len(pages))
        texts.append("\n".join([told_by, *(block.text for block in page)]))
        if by_group and not number:
            texts.append(by_group)
        cards.append(Card(texts, buttons=[*buttons, mute]))
    return cards


def stories_view(briefing: Briefing, speech: Speech) -> Card:
    """The stories of a briefing, to pick one to look at."""
    if not briefing.stories:
        return Card([speech.say("This briefing tells no story.")])
    choices = [(headline_of(story, speech), story.id) for story in briefing.stories]
    text = speech.say("Pick a story: how it grew, who told it when. A moderator can mute it for this channel there.")
    return Card([text], menu=menu(speech.say("Which story?"), PICKED_STORY, choices))


def why_view(why: Why, speech: Speech) -> Card:
    """Why an article was told as it was."""
    article = why.article
    about = [escape(publisher(article.source, None)), when_told(article, lambda at: moment(at, "f"), speech)]
    about += [way] if (way := way_to(article.url)) else []
    texts = [f"### {escape(title_of(article, speech), at_most=200)}\n-# {' · '.join(about)}"]
    topics = [_topic(*each, speech) for each in why.topics]
    shown = first_of(topics, _ROOM_FOR_TOPICS) or [speech.say("It names no topic.")]
    shown += and_more(len(topics) - len(shown), speech)
    texts.append("\n".join([speech.say("**Which topics, and by which words**"), *shown]))
    texts.append(f"{speech.say('**Which story**')}\n{_joined(why, speech)}")
    texts.append(f"{speech.say('**In the last briefing here**')}\n{_told_of(why, speech)}")
    buttons = [button(speech.say("Its story"), story_id(why.story_id, 0))] if why.story_id else []
    return Card(texts, buttons=buttons, accent=QUIET)


def muted_view(story: StoryHistory, speech: Speech) -> Card:
    """That a channel hears no more of a story, or hears of it again."""
    title = escape(title_of(story.speaker, speech), at_most=200)
    if story.is_muted:
        said = speech.say("**Muted in this channel:** {title}\n-# Its briefings leave this story out.", title=title)
        return Card([said], buttons=[button(speech.say("Undo"), mute_id(story.id, mute=False))])
    return Card([speech.say("**Told here again:** {title}", title=title)])


def verdict_labels(speech: Speech) -> dict[str, str]:
    """What can be said of a briefing, by the word that it is kept as."""
    return {
        "useful": speech.say("Useful"),
        "long": speech.say("Too long"),
        "short": speech.say("Too short"),
        "off": speech.say("Off topic"),
    }


def feedback_view(briefing_id: str, speech: Speech) -> Card:
    """Asks what a briefing was like."""
    buttons = [button(label, verdict_id(verdict, briefing_id)) for verdict, label in verdict_labels(speech).items()]
    return Card([speech.say("How was this briefing? The moderators see how often each was said.")], buttons=buttons)


def _story_head(story: StoryHistory, voices: Sequence[VoiceLine], speech: Speech) -> str:
    articles = story.articles
    told = [article.told_at for article in articles if article.told_at]
    counts = [
        speech.count(len(articles), "{n} article", "{n} articles"),
        speech.count(len(voices), "{n} source", "{n} sources"),
    ]
    languages = {article.language for article in articles if article.language}
    if len(languages) > 1:
        named = [language_name(each, speech.locale) for each in languages]
        counts.append(", ".join(sorted(named, key=lambda name: sort_key(name, speech.locale))))
    title = escape(title_of(story.speaker, speech), at_most=200)
    lines = [f"### {title}", f"-# {' · '.join(counts)}"]
    if len(told) > 1:
        lines.append(f"-# {moment(told[0], 'f')} – {moment(told[-1], 'f')}")
    return "\n".join(lines)


def _voices(articles: Sequence[Article]) -> Iterator[VoiceLine]:
    """Each publisher with its first article and how many more it has, by who was first."""
    more = Counter(publisher(article.source, article.url) for article in articles)
    first: dict[str, Article] = {}
    for article in articles:
        first.setdefault(publisher(article.source, article.url), article)
    for name, article in first.items():
        yield VoiceLine(publisher(article.source, None), article, more[name] - 1)  # the host stands beside it


def _group(line: GroupLine, speech: Speech) -> str:
    telling = _at_most([f"{escape(label, at_most=40)} ({number})" for label, number in line.telling])
    if line.unlabelled:
        telling.append(speech.count(line.unlabelled, "{n} without a label", "{n} without a label"))
    told = f"- {speech.label(f'**{escape(line.kind, at_most=40)}**')} {', '.join(telling)}"
    if not line.silent:
        return told
    silent = ", ".join(_at_most([escape(label, at_most=40) for label in line.silent]))
    return f"{told}\n  {speech.say('none of: {groups}', groups=silent)}"


def _at_most(groups: list[str]) -> list[str]:
    return [*groups[:_MOST_GROUPS], "…"] if len(groups) > _MOST_GROUPS else groups


def _voice(line: VoiceLine, speech: Speech) -> str:
    article = line.article
    told = when_told(article, lambda at: moment(at, "f"), speech)
    about = [told, f"**{escape(line.name, at_most=80)}**"]
    if article.language:
        about.append(language_name(article.language, speech.locale))
    if way := way_to(article.url):
        about.append(way)
    if line.more:
        about.append(speech.count(line.more, "{n} more", "{n} more"))
    return f"- {' · '.join(about)}\n  {escape(title_of(article, speech), at_most=140)}"


def _days(days: Sequence[date]) -> str:
    """A bar for each day, the newest last; empty where all is of one day."""
    counts = Counter(days)
    if len(counts) < 2:  # noqa: PLR2004 - one bar compares with nothing
        return ""
    shown = sorted(counts)[-_DAYS_SHOWN:]
    most = max(counts[day] for day in shown)
    return "\n".join(
        f"-# {moment(datetime.combine(day, time(12), tzinfo=UTC), 'd')} "
        f"{'▇' * max(1, round(counts[day] / most * _WIDEST_BAR))} {counts[day]}"
        for day in shown
    )


def _topic(about: Topic, aboutness: Aboutness, words: Sequence[str], speech: Speech) -> str:
    topic = escape(about.name_in(speech.locale), at_most=80)
    said = ", ".join(speech.quoted(escape(each, at_most=40)) for each in words[:_WORDS_SHOWN])
    if aboutness is Aboutness.ABOUT:
        told = speech.say("- About {topic}", topic=topic)
    else:
        told = speech.say("- Only mentions {topic}", topic=topic)
    return f"{speech.label(told)} {said}" if said else told


def _joined(why: Why, speech: Speech) -> str:
    if why.joined_why is None:
        return speech.say("It stands alone so far.") if not why.others else speech.say("It began its story.")
    others = speech.count(
        why.others, "It joined a story that {n} other article tells", "It joined a story that {n} other articles tell"
    )
    return f"{speech.label(others)} {escape(one_line(speech.tell(why.joined_why)), at_most=300)}"


def _told_of(why: Why, speech: Speech) -> str:
    """What became of an article in the last briefing of its channel."""
    if why.briefing is None or why.fate is None:
        return speech.say("Nothing has been told here yet.")
    topic, when = escape(why.briefing.topic.name_in(speech.locale), at_most=80), moment(why.briefing.at, "f")
    if why.fate is Fate.QUOTED:
        return speech.say("It is quoted in the briefing on {topic} of {when}.", topic=topic, when=when)
    if why.fate is Fate.LENT:
        return speech.say(
            "Its figures stand in the briefing on {topic} of {when}, beside those of another story.",
            topic=topic,
            when=when,
        )
    if why.fate is Fate.LISTED:
        return speech.say(
            "Its title stands in the briefing on {topic} of {when}, with opinion and analysis.", topic=topic, when=when
        )
    if why.fate is Fate.COUNTED:
        return speech.say(
            "It is counted in the briefing on {topic} of {when}; others of its story say what it says.",
            topic=topic,
            when=when,
        )
    left_out = speech.say("It was left out of the briefing on {topic} of {when}:", topic=topic, when=when)
    return f"{left_out} {speech.tell(_LEFT_OUT[why.fate])}"
