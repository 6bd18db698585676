"""A briefing as one self-contained page of HTML, for people."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.delivery.citations import Citation, citations, uncited
from bot.delivery.days import with_days
from bot.delivery.frame import (
    articles_read,
    count,
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
from bot.delivery.plain import one_line
from bot.delivery.proof import proven
from bot.delivery.tallies import Line, tally_lines
from bot.delivery.times import local_moment, short_moment
from bot.model import Article, BriefedStory, Briefing, Quote

_STYLE = """
:root{color-scheme:light dark;--ink:#1d2330;--soft:#5b6475;--page:#f6f7f9;--card:#fff;--line:#dfe3ea;--link:#1450b8}
@media(prefers-color-scheme:dark){:root{--ink:#e7e9ee;--soft:#a0a8b8;--page:#14171d;--card:#1c2028;--line:#313846;
--link:#8ab4ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1.06rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,
"Noto Sans","Noto Sans Armenian",sans-serif;-webkit-text-size-adjust:100%}
main{max-width:42rem;margin:0 auto;padding:1.25rem 1rem 3rem}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.15rem;line-height:1.3;margin:.35rem 0 .5rem}
h3{font-size:1.05rem;margin:2rem 0 .5rem}
p{margin:.45rem 0}
a{color:var(--link);text-underline-offset:.15em}
article{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:.9rem 1rem;margin:.9rem 0}
.meta,footer{color:var(--soft);font-size:.86rem}
.meta{margin:0}
.tag{border:1.5px solid currentColor;border-radius:.3rem;padding:0 .4em;font-weight:700;font-size:.74rem;
letter-spacing:.04em;color:var(--ink)}
.tag.ongoing,.tag.earlier{border-style:dashed;font-weight:500}
sup{line-height:0;font-size:.78em}
sup a{text-decoration:none;padding:.5em .2em}
ol{padding-left:2.4rem}
li{margin:.9rem 0}
li::marker{color:var(--soft)}
.brief{list-style:none;padding:0}
.brief li{margin:.5rem 0}
li:target{background:var(--card);outline:2px solid var(--link);outline-offset:.4rem;border-radius:.2rem}
blockquote{margin:.35rem 0;padding-left:.75rem;border-left:3px solid var(--line)}
p,h1,h2,li,blockquote{overflow-wrap:anywhere}
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_LOCALE = "en"
_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'"


def briefing_html(briefing: Briefing, *, zone: str) -> str:
    """The briefing as one page that loads nothing: numbers lead to the list of sources and back.

    Args:
        briefing: What is told.
        zone: IANA zone of the times.
    """
    briefing = proven(briefing)
    cited, languages = citations(briefing), briefing.languages
    read_at = briefing.at.astimezone(ZoneInfo(zone))
    name = _text(briefing.topic.name)
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}, {_text(local_moment(briefing.at, zone))}</title>",
        f"<style>{_STYLE}</style></head><body><main>",
        f'<header><h1 dir="auto">{name}</h1>{_summary(briefing, zone)}</header>',
        *(_story(story, cited, read_at, zone, languages) for story in briefing.in_full),
        *_in_brief(briefing.in_brief, cited, languages),
        *_background(briefing, cited, read_at, languages),
        *_reading(briefing, cited, languages),
        *_sources(briefing, cited.values(), zone),
        f"<footer><p>{count(briefing.articles_read, 'article')} read, "
        f"{_text(local_moment(briefing.window_from, zone))} to {_text(local_moment(briefing.window_to, zone))} "
        f"({_text(zone)}). Sentences are quoted; numbers lead to their sources.</p></footer>",
        "</main></body></html>",
    ]
    return "\n".join(parts)


def _summary(briefing: Briefing, zone: str) -> str:
    since = _text(local_moment(since_when(briefing), zone))
    if briefing.is_quiet:
        return (
            f"<p><strong>Nothing new</strong> since {since} — {articles_read(briefing)}.</p>"
            f"<p>{quiet_remark(briefing)}</p>"
        )
    return f"<p><strong>{news_counts(briefing)}</strong> since {since}</p>"


def _story(
    story: BriefedStory, cited: Mapping[str, Citation], read_at: datetime, zone: str, languages: Sequence[str]
) -> str:
    articles = story.citable
    told_at = newest(story.articles)
    when = _text(local_moment(told_at, zone)) if told_at else "undated"
    unmarked = languages_in_sight(languages, articles.get(story.headline_article_id))
    lines = [
        f'<p class="meta">{_tag(story)} {when}</p>',
        f"<h2>{_headline(story, cited, languages)}</h2>",
        *(_sentence(quote, articles, cited, read_at, unmarked) for quote in told_quotes(story)),
        *(
            f'<p class="meta">{_text(overstated(each))}{_number(cited.get(each.quote.article_id))}</p>'
            for each in story.overstatements
        ),
        *(_tally(line, cited, zone) for line in tally_lines(story)),
        f'<p class="meta">{_text(", ".join(publishers(story.articles)))}</p>',
    ]
    return f"<article>{''.join(lines)}</article>"


def _in_brief(stories: Sequence[BriefedStory], cited: Mapping[str, Citation], languages: Sequence[str]) -> list[str]:
    lines = [f"<li>{_tag(story)} {_headline(story, cited, languages)}</li>" for story in stories]
    return ["<h3>In brief</h3>", f'<ul class="brief">{"".join(lines)}</ul>'] if lines else []


def _tag(story: BriefedStory) -> str:
    return f'<span class="tag {story.status.value}">{story.status.value.upper()}</span>'


def _headline(story: BriefedStory, cited: Mapping[str, Citation], languages: Sequence[str]) -> str:
    speaker = story.citable.get(story.headline_article_id)
    number = _number(cited.get(story.headline_article_id))
    return f"<span{_in_language(speaker)}>{_text(headline_of(story))}</span>{number}{_foreign(speaker, languages)}"


def _sentence(
    quote: Quote,
    articles: Mapping[str, Article],
    cited: Mapping[str, Citation],
    read_at: datetime,
    languages: Sequence[str],
) -> str:
    article = articles.get(quote.article_id)
    words = f"<span{_in_language(article)}>{_text(with_days(quote, article, read_at, _LOCALE))}</span>"
    return f"<p>{words}{_number(cited.get(quote.article_id))}{_foreign(article, languages)}</p>"


def _tally(line: Line, cited: Mapping[str, Citation], zone: str) -> str:
    values = []
    for each in line.values:
        when = f", {_text(short_moment(each.told_at, zone))}" if each.told_at else ""
        source = f'<span class="meta">({_text(each.source)}{when})</span>'
        values.append(f"{each.before}{each.number} {source}{_number(cited.get(each.article_id))}")
    return f"<p><strong>{line.label}</strong> {''.join(values)}</p>"


def _foreign(article: Article | None, languages: Sequence[str]) -> str:
    language = foreign_language(article, languages)
    return f' <span class="meta">({_text(language)})</span>' if language else ""


def _in_language(article: Article | None) -> str:
    language = f' lang="{escape(article.language)}"' if article and article.language else ""
    return f'{language} dir="auto"'


def _number(citation: Citation | None) -> str:
    return f'<sup><a href="#s{citation.number}">[{citation.number}]</a></sup>' if citation else ""


def _background(
    briefing: Briefing, cited: Mapping[str, Citation], read_at: datetime, languages: Sequence[str]
) -> list[str]:
    notes = briefing.notes_by_id
    sentences = [_sentence(quote, notes, cited, read_at, languages) for quote in briefing.background]
    return ["<h3>Background</h3>", *sentences] if sentences else []


def _reading(briefing: Briefing, cited: Mapping[str, Citation], languages: Sequence[str]) -> list[str]:
    lines = [
        f"<li><span{_in_language(article)}>{_text(title_of(article))}</span>{_number(cited.get(article.id))}"
        f'{_foreign(article, languages)} <span class="meta">{_text(publisher(article.source, None))}</span></li>'
        for article in briefing.reading
    ]
    return ["<h3>Opinion and analysis</h3>", f'<ul class="brief">{"".join(lines)}</ul>'] if lines else []


def _sources(briefing: Briefing, cited: Iterable[Citation], zone: str) -> list[str]:
    items = [_source(citation, zone) for citation in cited]
    if not items:
        return []
    rest = {article.id: article for story in briefing.stories for article in uncited(story)}
    also = [f"<li>{_origin(article, zone)}</li>" for article in rest.values()]
    more = ["<h3>Also reported</h3>", f"<ul>{''.join(also)}</ul>"] if also else []
    return ["<h3>Sources</h3>", f"<ol>{''.join(items)}</ol>", *more]


def _source(citation: Citation, zone: str) -> str:
    article = citation.article
    quotes = "".join(
        f"<blockquote{_in_language(article)}>{_text(quote.text)}</blockquote>" for quote in citation.quotes
    )
    remarks = when_edited(citation, lambda at: local_moment(at, zone))
    edited = "".join(f'<p class="meta">{_text(remark)}</p>' for remark in remarks)
    return f'<li id="s{citation.number}">{_origin(article, zone)}{edited}{quotes}</li>'


def _origin(article: Article, zone: str) -> str:
    """Publisher, title under its link, then language, time and the host that the link leads to."""
    title = f"<span{_in_language(article)}>{_text(title_of(article))}</span>"
    url, host = safe_url(article.url), shown_host(article.url)
    if url:
        title = f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{title}</a>'
    parts = [language_name(article.language)] if article.language else []
    parts.append(when_told(article, lambda at: local_moment(at, zone)))
    parts += [host] if host else []
    name = _text(publisher(article.source, None))
    return f'<strong>{name}</strong>: {title}<br><span class="meta">{_text(" · ".join(parts))}</span>'


def _text(text: str) -> str:
    """Foreign text as content or as a quoted attribute of HTML."""
    return escape(one_line(text))
