"""Figures as a reader knows them: a number with what it counts, told or not told yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.figures.quantities import Counted
from bot.model import Tally


class Figure(NamedTuple):
    """A number with what it counts, of whom and whose, as far as that is known."""

    counts: str
    whom: str | None
    side: str | None
    value: float

    def may_be(self, other: Figure) -> bool:
        """Whether both say the same: of five people killed five may be the soldiers, five wounded are others."""
        return (
            (self.counts, self.value) == (other.counts, other.value)
            and (self.whom == other.whom or None in (self.whom, other.whom))
            and (self.side == other.side or None in (self.side, other.side))
        )


def has_news(figures: Iterable[Figure], known: Iterable[Figure]) -> bool:
    """Whether one of the figures says what none of the known ones does."""
    by_value: dict[float, list[Figure]] = {}
    for each in known:
        by_value.setdefault(each.value, []).append(each)
    return any(not any(map(figure.may_be, by_value.get(figure.value, ()))) for figure in figures)


def tally_figures(found: Sequence[Tally]) -> frozenset[Figure]:
    """The numbers of some tallies with what they count."""
    return frozenset(
        Figure(tally.counts, tally.whom, tally.side, quantity.value) for tally in found for quantity in tally.quantities
    )


def figure_of(found: Counted) -> Figure:
    """A count as what a reader is told by it."""
    return Figure(found.counts, found.whom, found.side, found.value)
