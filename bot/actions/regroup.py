"""Group the archive anew: see what would change, then change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pipeline.intake import Intake
from bot.pipeline.regroup import Parts, Regrouping, regrouping
from bot.storage import Storage

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class RegroupPlan:
    """What would change.

    Attributes:
        merged: For some of the stories that would be made of several, the title of an article of each of these.
        split: For some of the stories that would fall apart, the title of an article of each part.
    """

    change: Regrouping
    merged: tuple[tuple[str, ...], ...]
    split: tuple[tuple[str, ...], ...]


class RegroupAction:
    """For the operator, while nothing else takes articles in."""

    def __init__(self, *, storage: Storage, intake: Intake) -> None:
        self._storage = storage
        self._intake = intake

    def plan(self) -> RegroupPlan:
        """What grouping everything anew, with the settings of now, would change; what people corrected stays."""
        change = regrouping(self._storage, self._intake)
        return RegroupPlan(change, self._titles(change.merged), self._titles(change.split))

    def carry_out(self, plan: RegroupPlan) -> None:
        """Change it, all or nothing."""
        self._storage.move_articles(plan.change.moves)
        self._intake.forget()

    def _titles(self, divided: Sequence[Parts]) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(article.title for article in self._storage.articles(parts)) for parts in divided[:_EXAMPLES])
