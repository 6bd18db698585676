"""Briefings and lists in a terminal.

Everything foreign goes through `plain.one_line` into `rich.text.Text`, which reads no markup: a title
can neither colour, nor move the cursor, nor pose as a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.delivery.citations import Citation, citations
from bot.delivery.languages import language_name
from bot.delivery.links import publisher, safe_url, shown_host
from bot.delivery.plain import one_line, says_the_same, shorten
from bot.delivery.times import age, local_moment
from bot.delivery.wording import (
    READER_LANGUAGES,
    articles_read,
    count,
    foreign_language,
    newest,
    news_counts,
    publishers,
    quiet_remark,
    since_when,
    told_quotes,
)
from bot.model import Article, BriefedStory, Briefing, StoryStatus, Topic

_TAG_WIDTH = len("UPDATED")
_TAG_STYLES = {
    StoryStatus.NEW: "bold green",
    StoryStatus.UPDATED: "bold yellow",
    StoryStatus.ONGOING: "dim",
    StoryStatus.EARLIER: "dim",
}
_PUBLISHERS_NAMED = 4
_SNIPPET = 200


def print_briefing(
    console: Console, briefing: Briefing, *, zone: str, now: datetime, languages: Sequence[str] = READER_LANGUAGES
) -> None:
    """The whole briefing: what is new, stories with numbered sentences, background, then the sources.

    Args:
        console: Where to; without a terminal addresses are written out, in one they are links.
        briefing: What is told.
        zone: IANA zone of the times.
        now: For ages.
        languages: What the reader reads; sentences in others are marked.
    """
    cited = citations(briefing)
    console.print()
    console.rule(Text(one_line(briefing.topic.name), "bold"), align="left", style="dim")
    console.print(_summary(briefing, zone))
    for story in briefing.stories:
        console.print()
        console.print(_tagged(story.status, _story(story, cited, now, languages)))
    if briefing.background:
        console.print()
        console.print(Text("Background", "bold"))
        notes = {note.id: note for note in briefing.notes}
        for quote in briefing.background:
            line = _sentence(quote.text, cited.get(quote.article_id), notes.get(quote.article_id), languages)
            console.print(Padding(line, (0, 0, 0, 2)))
    if cited:
        console.print()
        console.print(Text("Sources", "bold"))
        console.print(_sources(console, cited.values(), zone))


def print_search_hits(
    console: Console, query: str, articles: Sequence[Article], *, zone: str, has_more: bool = False
) -> None:
    """What a search found, best first."""
    if not articles:
        console.print(Text(f"Nothing was found for “{one_line(query)}”. All words must be in an article."))
        return
    for article in articles:
        console.print(Text(one_line(article.title), "bold"))
        console.print(Padding(_origin(console, article, zone), (0, 0, 0, 2)))
        if not says_the_same(article.text, article.title):
            console.print(Padding(Text(shorten(one_line(article.text), _SNIPPET)), (0, 0, 0, 2)))
        console.print()
    if has_more:
        console.print(Text("There is more; --limit shows more of it.", "dim"))


def print_topics(console: Console, topics: Sequence[tuple[Topic, int]]) -> None:
    """The topics, each with how many articles the last 24 hours brought on it."""
    if not topics:
        console.print("No topics are defined yet.")
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    for topic, recent in topics:
        about = Text(one_line(topic.name), "bold")
        if topic.description:
            about.append(f"\n{one_line(topic.description)}", "not bold")
        table.add_row(Text(topic.id), about, Text(f"{recent:,} in 24 h", "" if recent else "dim"))
    console.print(table)


def print_feeds(
    console: Console,
    feeds: Sequence[tuple[str | None, str, str, datetime | None, str | None]],
    *,
    now: datetime,
) -> None:
    """The feeds: (folder, name, address, last answered at, what is wrong with it), grouped as they come by folder."""
    if not feeds:
        console.print("No feeds are read yet.")
        return
    last_folder: str | None = None
    for folder, name, url, answered_at, error in feeds:
        if folder and folder != last_folder:
            console.print(Text(one_line(folder), "bold"))
        last_folder = folder
        fares = f"read {age(answered_at, now)}" if answered_at else "not read yet"
        line = Text(f"  {one_line(name)} ").append(f"({fares})", "dim")
        console.print(line.append(f" {one_line(error)}", "red") if error else line)
        console.print(Text(f"  {one_line(url)}", "dim"), soft_wrap=True)


def print_problems(console: Console, problems: Sequence[tuple[str, str]]) -> None:
    """One line each: the name of what could not be read, and why."""
    for name, sentence in problems:
        line = Text("! ", "yellow").append(one_line(name), "bold").append(f": {one_line(sentence)}", "not bold")
        console.print(line, soft_wrap=True)


def _summary(briefing: Briefing, zone: str) -> Text:
    since = local_moment(since_when(briefing), zone)
    if briefing.is_quiet:
        return Text(f"Nothing new since {since} — {articles_read(briefing)}.\n{quiet_remark(briefing)}")
    window = f"{local_moment(briefing.window_from, zone)} to {local_moment(briefing.window_to, zone)} ({zone})"
    return Text(news_counts(briefing), "bold").append(
        f" since {since}\n{count(briefing.articles_read, 'article')} read, {window}", "not bold"
    )


def _tagged(status: StoryStatus, lines: Text) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=_TAG_WIDTH, no_wrap=True)
    table.add_column(ratio=1)
    table.add_row(Text(status.value.upper(), _TAG_STYLES[status]), lines)
    return table


def _story(story: BriefedStory, cited: dict[str, Citation], now: datetime, languages: Sequence[str]) -> Text:
    articles = {article.id: article for article in story.articles}
    told_at = newest(story.articles)
    names = publishers(story.articles)
    more = f" and {len(names) - _PUBLISHERS_NAMED} more" if len(names) > _PUBLISHERS_NAMED else ""
    when = age(told_at, now) if told_at else "undated"
    lines = [
        Text(one_line(story.headline), "bold").append_text(_number(cited.get(story.headline_article_id))),
        Text(f"{when} · {', '.join(names[:_PUBLISHERS_NAMED])}{more}", "dim"),
    ]
    lines += [
        _sentence(quote.text, cited.get(quote.article_id), articles.get(quote.article_id), languages)
        for quote in told_quotes(story)
    ]
    return Text("\n").join(lines)


def _sentence(text: str, citation: Citation | None, article: Article | None, languages: Sequence[str]) -> Text:
    line = Text(one_line(text)).append_text(_number(citation))
    language = foreign_language(article, languages)
    return line.append(f" ({language})", "dim") if language else line


def _number(citation: Citation | None) -> Text:
    if citation is None:
        return Text()
    return Text(" ").append(f"[{citation.number}]", _linked(citation.article.url, "not bold cyan"))


def _sources(console: Console, cited: Iterable[Citation], zone: str) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    for citation in cited:
        about = Text(one_line(citation.article.title)).append("\n")
        table.add_row(Text(f"[{citation.number}]", "cyan"), about.append_text(_origin(console, citation.article, zone)))
    return table


def _origin(console: Console, article: Article, zone: str) -> Text:
    """Where it comes from: "BBC News · English · Wed 20 Sep 2023, 22:05 · bbc.co.uk"."""
    parts = [publisher(article.source, None)]
    if article.language:
        parts.append(language_name(article.language))
    parts.append(local_moment(article.told_at, zone) if article.told_at else "undated")
    origin = Text(" · ".join(parts), "dim")
    url = safe_url(article.url)
    if url is None:
        return origin
    # A pipe carries no links: there the address itself is what a reader can use.
    shown = f" · {shown_host(url)}" if console.is_terminal else f"\n{url}"
    return origin.append(shown, _linked(url, "not dim"))


def _linked(url: str | None, style: str) -> Style:
    safe = safe_url(url)
    return Style.parse(style) + (Style(link=safe) if safe else Style())
