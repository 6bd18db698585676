"""What a topic would match, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.delivery.frame import count, title_of
from bot.delivery.links import publisher
from bot.delivery.plain import one_line
from bot.delivery.rows import TrialReport
from bot.delivery.speech import ENGLISH
from bot.delivery.times import local_moment

_ALIASES_NAMED = 12


def print_trial(console: Console, name: str, report: TrialReport, *, zone: str) -> None:
    """What `views_topics.trial_view` tells, with rows in lines that can be copied whole."""
    console.print()
    console.rule(Text(one_line(name), "bold"), align="left", style="dim")
    matched = f"{count(report.about, 'article')} about it, {report.mentions:,} more that only mention it"
    console.print(Text(f"{matched}, of {report.read:,} read since {local_moment(report.since, zone)}."))
    if report.is_loose:
        console.print(Text("That is a large part of all that is read; one of the names may be an everyday word."))
    if report.by_alias:
        console.print(
            Text(" · ".join(f"{one_line(alias)} {found:,}" for alias, found in report.by_alias[:_ALIASES_NAMED]))
        )
    if report.idle:
        console.print(Text(f"Finds nothing that no other name finds: {_listed(report.idle)}"))
    for row in report.rows:
        more = count(row.brings, "article")
        console.print(Text(f"“{one_line(row.name)}” as it is: {row.found:,}. “Only together” would find {more} more:"))
        console.print(Text(one_line(row.row)), soft_wrap=True)
    if report.related:
        names = " · ".join(f"{one_line(each)} {ours:,} + {others:,}" for each, ours, others in report.related)
        console.print(
            Text(f"Perhaps names of it too, in how many of these articles + in how many of all others: {names}")
        )
    for line in report.examples:
        words = ", ".join(ENGLISH.quoted(one_line(each)) for each in line.matched)
        console.print(Text(f"\n{one_line(title_of(line.article))}", "bold"))
        told = [publisher(line.article.source, None), words]
        console.print(Text(" · ".join(part for part in told if part), "dim"))


def _listed(names: Sequence[str]) -> str:
    shown = " · ".join(one_line(name) for name in names[:_ALIASES_NAMED])
    return shown if len(names) <= _ALIASES_NAMED else f"{shown} and {len(names) - _ALIASES_NAMED} more"
