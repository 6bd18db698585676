"""Setting it up: `doctor` tells what is in order and what to do about the rest."""

from __future__ import annotations

import asyncio

import typer

from bot.clock import utc_now
from bot.commands.console import settings_of, stdout
from bot.config import Settings
from bot.delivery.terminal import print_finding
from bot.delivery.wording import count
from bot.doctor.examination import examine
from bot.doctor.finding import Finding, State

_PROBLEMS = 1
_MARKS = {State.GOOD: ("✓", "green"), State.NOTE: ("!", "yellow"), State.BAD: ("✗", "red")}


def doctor(context: typer.Context) -> None:
    """Look whether everything is in order, also while the bot runs; exit code 1 where something is not."""
    settings = settings_of(context)
    findings = asyncio.run(_told(settings))
    wrong = sum(finding.state is State.BAD for finding in findings)
    stdout().print(f"{count(wrong, 'problem')}." if wrong else "All is well.", highlight=False)
    if wrong:
        raise typer.Exit(_PROBLEMS)


async def _told(settings: Settings) -> list[Finding]:
    """What was found, each printed as soon as it is."""
    findings = []
    async for finding in examine(settings, clock=utc_now):
        mark, style = _MARKS[finding.state]
        print_finding(
            stdout(), mark, style=style, about=finding.about, sentence=finding.sentence, remedy=finding.remedy
        )
        findings.append(finding)
    return findings
