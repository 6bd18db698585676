"""What people said of stories, which no likeness outweighs: these articles tell one event, those do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from bot.model import Correction, CorrectionKind


class Rulings:
    """Which articles belong together and which apart, pair by pair; of two that contradict each other the later counts.

    Args:
        said: Corrections, oldest first; those of topics are passed over.
    """

    def __init__(self, said: Iterable[Correction] = ()) -> None:
        self._together: defaultdict[str, set[str]] = defaultdict(set)
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for each in said:
            merges = each.kind is CorrectionKind.MERGE
            wanted, unwanted = (self._together, self._apart) if merges else (self._apart, self._together)
            for other in each.others:
                for one, two in ((each.article_id, other), (other, each.article_id)):
                    wanted[one].add(two)
                    unwanted[one].discard(two)

    @property
    def keep_any_apart(self) -> bool:
        """Whether anything at all is kept apart, for whoever would have to gather what to ask with."""
        return bool(self._apart)

    def binds(self, article_id: str) -> bool:
        """Whether anybody said where an article belongs, or where not: then it stays where it was put."""
        return bool(self._together.get(article_id) or self._apart.get(article_id))

    def partners(self, article_id: str) -> Collection[str]:
        """The articles that are said to tell the same event."""
        return self._together.get(article_id, ())

    def keep_apart(self, ones: Iterable[str], others: Collection[str]) -> bool:
        """Whether articles of the two may not share a story."""
        return any(not kept.isdisjoint(others) for one in ones if (kept := self._apart.get(one)))

    def keep_together(self, ones: Iterable[str], others: Collection[str]) -> bool:
        """Whether articles of the two must share a story."""
        return any(not kept.isdisjoint(others) for one in ones if (kept := self._together.get(one)))


NO_RULINGS = Rulings()
