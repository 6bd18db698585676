"""Which groups of sources tell a story, and which do not: a fact without a verdict. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.model import Article

Labels = Mapping[str, Mapping[str, str]]
"""What whoever runs the bot says of sources: by host ("bbc.co.uk"), each kind of label ("country") with its value."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one kind.

    Attributes:
        kind: "country", "ownership", …
        telling: How many sources of each group tell the story, the most first.
        silent: The groups of which none does.
        unlabelled: Sources that tell it and have no label of this kind.
    """

    kind: str
    telling: tuple[tuple[str, int], ...]
    silent: tuple[str, ...]
    unlabelled: int


def groups_telling(articles: Sequence[Article], labels: Labels) -> tuple[Groups, ...]:
    """Of each kind of label, the groups that tell a story and those that do not; kinds and groups in order of names."""
    sources = {article.source: labels_of(article, labels) for article in reversed(articles)}
    kinds = sorted({kind for of_host in labels.values() for kind in of_host})
    return tuple(_groups(kind, list(sources.values()), labels) for kind in kinds)


def labels_of(article: Article, labels: Labels) -> Mapping[str, str]:
    """The labels of an article's host, or of the nearest host above it; of its feed's where it has no address."""
    host = urlsplit(article.url or article.feed_url or "").hostname or ""
    while host:
        if host in labels:
            return labels[host]
        host = host.partition(".")[2]
    return {}


def _groups(kind: str, sources: Sequence[Mapping[str, str]], labels: Labels) -> Groups:
    counts = Counter(given[kind] for given in sources if kind in given)
    known = {of_host[kind] for of_host in labels.values() if kind in of_host}
    return Groups(
        kind=kind,
        telling=tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        silent=tuple(sorted(known - counts.keys())),
        unlabelled=sum(kind not in given for given in sources),
    )
