"""Briefings, timelines and what a search found in a terminal.

Everything foreign goes through `plain.one_line` into `rich.text.Text`, which reads no markup: a title
can neither colour, nor move the cursor, nor pose as a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.style import Style
from rich.text import Text

from bot.delivery.citations import Citation, citations, day_citations
from bot.delivery.days import dated_beside, with_days
from bot.delivery.frame import (
    SEARCH_FILTERS,
    articles_read,
    count,
    day_counts,
    foreign_language,
    headline_of,
    languages_in_sight,
    newest,
    news_counts,
    overstated,
    publishers,
    quiet_remark,
    since_when,
    title_of,
    told_quotes,
    when_edited,
    when_told,
)
from bot.delivery.languages import language_name
from bot.delivery.links import publisher, safe_url, shown_host
from bot.delivery.plain import one_line, says_the_same, shorten
from bot.delivery.proof import proven, proven_days
from bot.delivery.rows import Found
from bot.delivery.speech import ENGLISH
from bot.delivery.tallies import tally_lines
from bot.delivery.times import age, calendar_day, local_moment, short_moment
from bot.model import Article, BriefedStory, Briefing, StoryStatus, Timeline

_BESIDE_TAG = len("UPDATED ")
_BESIDE_DAY = len("Wed 20 Sep 2023 ")
_NARROWEST = 20
_TAG_STYLES = {
    StoryStatus.NEW: "bold green",
    StoryStatus.UPDATED: "bold yellow",
    StoryStatus.ONGOING: "dim",
    StoryStatus.EARLIER: "dim",
}
_PUBLISHERS_NAMED = 4
_SNIPPET = 200


def print_briefing(console: Console, briefing: Briefing, *, zone: str) -> None:
    """The whole briefing: what is new, stories with numbered sentences, background, then the sources.

    Args:
        console: Where to; without a terminal addresses are written out, in one they are links.
        briefing: What is told.
        zone: IANA zone of the times.
    """
    briefing = proven(briefing)
    cited, languages = citations(briefing), briefing.languages
    read_at = briefing.at.astimezone(ZoneInfo(zone))
    notes = briefing.notes_by_id
    console.print()
    console.rule(Text(one_line(briefing.topic.name), "bold"), align="left", style="dim")
    _print_beside(console, Text(), _summary(briefing, zone), indent=0)
    for story in briefing.in_full:
        console.print()
        _print_story(console, story, cited, zone=zone, read_at=read_at, languages=languages)
    if briefing.in_brief:
        console.print(Text("\nIn brief", "bold"))
        for story in briefing.in_brief:
            _print_headline(console, story, cited, languages)
    if briefing.background:
        console.print(Text("\nBackground", "bold"))
        for quote in briefing.background:
            note, citation = notes.get(quote.article_id), cited.get(quote.article_id)
            said = with_days(quote, note, read_at, ENGLISH.locale)
            line = _attributed(Text(one_line(said)), citation, note, languages)
            _print_beside(console, Text("•".rjust(2), "dim"), [line], indent=3)
    if briefing.reading:
        console.print(Text("\nOpinion and analysis", "bold"))
        for article in briefing.reading:
            line = _attributed(Text(title_of(article)), cited.get(article.id), article, languages)
            line.append(f" · {one_line(publisher(article.source, None))}", "dim")
            _print_beside(console, Text("•".rjust(2), "dim"), [line], indent=3)
    _print_sources(console, cited, zone)


def print_timeline(console: Console, timeline: Timeline, *, zone: str, languages: Sequence[str]) -> None:
    """The days of a topic that mattered, each with a numbered sentence or two, then the sources; arguments as above."""
    timeline = proven_days(timeline)
    console.print()
    console.rule(Text(one_line(timeline.topic.name), "bold"), align="left", style="dim")
    if not timeline.days or timeline.first is None or timeline.last is None:
        console.print("Nothing is known about this topic from these days.")
        return
    ends = dict.fromkeys(calendar_day(day, ENGLISH.locale) for day in (timeline.first, timeline.last))
    console.print(Text(f"{' – '.join(ends)} · {count(sum(timeline.told.values()), 'article')}", "dim"))
    cited = day_citations(timeline)
    for day in timeline.days:
        counts = Text(" · ".join(day_counts(day, timeline, ENGLISH)), "dim")
        sentences = [
            _attributed(
                Text(one_line(dated_beside(quote, article, day.day, ENGLISH.locale))),
                cited[article.id],
                article,
                languages,
            )
            for quote, article in day.sentences
        ]
        label = Text(calendar_day(day.day, ENGLISH.locale), "bold")
        console.print()
        _print_beside(console, label, [*sentences, counts], indent=_BESIDE_DAY)
    _print_sources(console, cited, zone)


def print_found(console: Console, found: Found, *, zone: str) -> None:
    """What a search found, with its times in an IANA zone."""
    if found.unread:
        names = one_line(" ".join(found.unread))
        console.print(Text(f"{names} was taken for a word; a search keeps to {' '.join(SEARCH_FILTERS)}.", "dim"))
    if not found.articles:
        hint = " All words must be in an article; write OR between two where either will do." if found.wants_all else ""
        only = f" Only what fits {one_line(' '.join(found.kept_to))} was searched." if found.kept_to else ""
        console.print(Text(f"Nothing was found for “{one_line(found.query)}”.{hint}{only}"))
        return
    for article in found.articles:
        lines = _origin(console, article, zone)
        if not says_the_same(article.text, article.title):
            lines.append(Text(shorten(one_line(article.text), _SNIPPET)))
        console.print(Text(title_of(article), "bold"))
        _print_beside(console, Text(), lines, indent=2)
        console.print()
    if found.has_more:
        console.print(Text("There is more; --limit shows more of it.", "dim"))


def _print_sources(console: Console, cited: Mapping[str, Citation], zone: str) -> None:
    if not cited:
        return
    console.print(Text("\nSources", "bold"))
    indent = len(f"[{len(cited)}] ")
    for citation in cited.values():
        title = Text(title_of(citation.article))
        number = Text(f"[{citation.number}]".rjust(indent - 1), "cyan")
        lines = [title, *_origin(console, citation.article, zone)]
        lines += [Text(remark, "yellow") for remark in when_edited(citation, lambda at: local_moment(at, zone))]
        _print_beside(console, number, lines, indent=indent)


def _summary(briefing: Briefing, zone: str) -> list[Text]:
    since = local_moment(since_when(briefing), zone)
    if briefing.is_quiet:
        return [Text(f"Nothing new since {since} ({zone}) — {articles_read(briefing)}."), Text(quiet_remark(briefing))]
    until = f"{local_moment(briefing.window_to, zone)} ({zone})"
    return [
        Text(news_counts(briefing), "bold").append(f" since {since}", "not bold"),
        Text(f"{count(briefing.articles_read, 'article')} read up to {until}", "dim"),
    ]


def _print_beside(console: Console, label: Text, lines: Iterable[Text], *, indent: int) -> None:
    """Lines to the right of a label, wrapped to the console; nothing pads them, so that they can be copied."""
    beside = label.copy()
    for line in lines:
        for piece in line.wrap(console, max(console.width - indent, _NARROWEST)):
            piece.rstrip()
            beside.pad_right(indent - beside.cell_len)
            console.print(beside.append_text(piece), soft_wrap=True)
            beside = Text()


def _print_story(
    console: Console,
    story: BriefedStory,
    cited: Mapping[str, Citation],
    *,
    zone: str,
    read_at: datetime,
    languages: Sequence[str],
) -> None:
    articles = story.citable

    def attributed(text: Text, article_id: str, unmarked: Sequence[str]) -> Text:
        return _attributed(text, cited.get(article_id), articles.get(article_id), unmarked)

    told_at = newest(story.articles)
    names = publishers(story.articles)
    more = f" and {len(names) - _PUBLISHERS_NAMED} more" if len(names) > _PUBLISHERS_NAMED else ""
    when = age(told_at, read_at) if told_at else "undated"
    headline = attributed(Text(headline_of(story), "bold"), story.headline_article_id, languages)
    origin = Text(f"{when} · {', '.join(names[:_PUBLISHERS_NAMED])}{more}", "dim")
    tag = _tag(story)
    _print_beside(console, tag, [headline, origin], indent=_BESIDE_TAG)
    bullet = Text("•".rjust(_BESIDE_TAG + 1), "dim")
    unmarked = languages_in_sight(languages, articles.get(story.headline_article_id))
    for quote in told_quotes(story):
        said = with_days(quote, articles.get(quote.article_id), read_at, ENGLISH.locale)
        sentence = attributed(Text(one_line(said)), quote.article_id, unmarked)
        _print_beside(console, bullet, [sentence], indent=_BESIDE_TAG + 2)
    for claim in story.overstatements:
        remark = Text(overstated(claim), "yellow").append_text(_number(cited.get(claim.quote.article_id)))
        _print_beside(console, bullet, [remark], indent=_BESIDE_TAG + 2)
    for line in tally_lines(story):
        counted = Text(f"{line.label} ", "bold")
        for value in line.values:
            when = f", {short_moment(value.told_at, zone)}" if value.told_at else ""
            counted.append(f"{value.before}{value.number}", "not bold")
            counted.append(f" ({value.source}{when})", "not bold dim").append_text(_number(cited.get(value.article_id)))
        _print_beside(console, bullet, [counted], indent=_BESIDE_TAG + 2)


def _print_headline(
    console: Console, story: BriefedStory, cited: Mapping[str, Citation], languages: Sequence[str]
) -> None:
    speaker = story.headline_article_id
    line = _attributed(Text(headline_of(story), "bold"), cited.get(speaker), story.citable.get(speaker), languages)
    _print_beside(console, _tag(story), [line.append(f" · {publishers(story.articles)[0]}", "dim")], indent=_BESIDE_TAG)


def _tag(story: BriefedStory) -> Text:
    return Text(story.status.value.upper(), _TAG_STYLES[story.status])


def _attributed(text: Text, citation: Citation | None, article: Article | None, languages: Sequence[str]) -> Text:
    language = foreign_language(article, languages)
    line = Text().append_text(text).append_text(_number(citation))
    return line.append(f" ({language})", "dim") if language else line


def _number(citation: Citation | None) -> Text:
    if citation is None:
        return Text()
    return Text(" ").append(f"[{citation.number}]", _linked(citation.article.url, "not bold cyan"))


def _origin(console: Console, article: Article, zone: str) -> list[Text]:
    """Where it comes from: "BBC News · English · Wed 20 Sep 2023, 22:05 · bbc.co.uk"."""
    parts = [publisher(article.source, None)]
    if article.language:
        parts.append(language_name(article.language))
    parts.append(when_told(article, lambda at: local_moment(at, zone)))
    origin = Text(" · ".join(parts), "dim")
    url = safe_url(article.url)
    if url is None:
        return [origin]
    if console.is_terminal:
        return [origin.append(f" · {shown_host(url)}", _linked(url, "not dim"))]
    # A pipe carries no links: there the address itself is what a reader can use, in one piece.
    return [origin, Text(url, no_wrap=True, overflow="ignore")]


def _linked(url: str | None, style: str) -> Style:
    safe = safe_url(url)
    return Style.parse(style) + (Style(link=safe) if safe else Style())
