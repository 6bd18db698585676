"""Grouping the archive anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from bot.commands.console import say, seeded_app, settings_of, stderr

_TITLES_SHOWN = 4


def regroup(
    context: typer.Context,
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Change it without asking.")] = False,
) -> None:
    """Group all articles anew, with the settings of now.

    It shows what would change, and changes it if you say so.
    """
    from bot.delivery.frame import count
    from bot.holding import leading

    with seeded_app(settings_of(context)) as app, leading(app.storage):
        with stderr().status("Placing every article again …"):
            plan = app.actions.regroup.plan()
        change = plan.change
        say(f"{count(change.articles, 'article')} in {count(change.before, 'story', 'stories')}.")
        if not change.moves:
            say("Nothing would change.")
            return
        say(
            f"Grouped anew they would be {change.after:,}: {len(change.merged):,} made of several, "
            f"{len(change.split):,} of now split; {count(len(change.moves), 'article')} would move."
        )
        _print_examples("One story would be made of", plan.merged)
        _print_examples("One story would become", plan.split)
        if not yes and not typer.confirm("Change it?"):
            say("Nothing was changed.")
            return
        app.actions.regroup.carry_out(plan)
        say("Changed.")


def _print_examples(head: str, stories: Sequence[Sequence[str]]) -> None:
    from bot.delivery.plain import one_line

    for titles in stories:
        say(f"{head}:")
        for title in titles[:_TITLES_SHOWN]:
            say(f"  · {one_line(title)}")
        if len(titles) > _TITLES_SHOWN:
            say(f"  and {len(titles) - _TITLES_SHOWN} more")
