"""Pairs: do two articles tell the same event, judged by the likeness that stories are built on.

What a row of FILE says: `id`, `text1`, `text2`, `lang1`, `lang2`; `overall` is 1 for the same story and 4 for nothing
in common (SemEval-2022 task 8). Higher scores mean more the same. Rarity is learnt from the file's own texts before
the first pair is judged, as the bot knows the news of the days that it judges.

Tuned were the weights on the odd rows; the even rows ("aside") may be quoted.
"""

from __future__ import annotations

import math
import statistics
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bench.baseline import cosine
from bench.data import read_lines, write_lines
from bench.table import Row, print_table
from bot.model import Article
from bot.stories.embedder import installed_embedder
from bot.stories.likeness import Comparison, Profile, probability
from bot.stories.rarity import Rarity
from bot.stories.signature import Signature, signature
from bot.stories.story import compare_directions, surplus

HELP = "Pairs: do two articles tell the same event (SemEval-2022 task 8)"

_SAME = 2.0
_MOMENT = datetime(2020, 1, 1, tzinfo=UTC)
_GRAM = 4


class Pair(NamedTuple):
    """A row: two texts with their languages, and how far apart people found them, 1 to 4."""

    pair_id: str
    texts: tuple[str, str]
    languages: tuple[str, str]
    apart: float | None
    is_aside: bool


def add_arguments(parser: ArgumentParser) -> None:
    """FILE holds one pair a line."""
    parser.add_argument("file", type=Path, metavar="FILE", help="pairs of articles, one a line")
    parser.add_argument("--out", type=Path, help="write {id, score} here, one pair a line")


def run(arguments: Namespace) -> int:
    """Score one file, print how well, write the scores where asked."""
    pairs = read_pairs(arguments.file)
    scores = likenesses(pairs)
    if arguments.out:
        judged = zip(pairs, scores, strict=True)
        write_lines(arguments.out, ({"id": pair.pair_id, "score": score} for pair, score in judged))
    if any(pair.apart is not None for pair in pairs):
        print_table(HELP, _rows("briefbot", pairs, scores))
    return 0


def table(data: Path) -> Iterable[Row]:
    """The pairs with the baselines beside, by languages."""
    for path in sorted((data / "quality").glob("pairs_*.jsonl")):
        pairs = read_pairs(path)
        yield from _rows("briefbot", pairs, likenesses(pairs))
        yield from _rows("briefbot, words alone", pairs, likenesses(pairs, by_meaning=False))
        yield from _rows("character TF-IDF", pairs, cosines(pairs))


def read_pairs(path: Path) -> list[Pair]:
    """The rows of a file, in its order."""
    return [
        Pair(
            str(row["id"]), (row["text1"], row["text2"]), (row["lang1"], row["lang2"]), row.get("overall"), at % 2 == 0
        )
        for at, row in enumerate(read_lines(path))
    ]


def likenesses(pairs: Sequence[Pair], *, by_meaning: bool = True) -> list[float]:
    """The probability that two articles tell one event, as the bot sees it of two on a followed topic."""
    articles = [
        tuple(_article(text, language) for text, language in zip(pair.texts, pair.languages, strict=True))
        for pair in pairs
    ]
    says = [(signature(one), signature(other)) for one, other in articles]
    rarity = Rarity()
    for both in says:
        for one in both:
            rarity.learn(one)
    directions = _directions(articles, says) if by_meaning else [(None, None)] * len(pairs)
    scores = []
    for (one, other), (points, its) in zip(says, directions, strict=True):
        profile = Profile(one, rarity.weights(one), points)
        odds = Comparison(profile).log_odds(Profile(other, rarity.weights(other), its))
        scores.append(probability(surplus([odds], 0.0, compare_directions(points, its, fewest=1))))
    return scores


def _directions(articles: Sequence[Sequence[Article]], says: Sequence[Sequence[Signature]]) -> list[Any]:
    """Where both articles of each pair point, once the space knows all of them; nowhere without the extra `vectors`."""
    embedder = installed_embedder()
    if embedder is None:
        return [(None, None)] * len(says)
    vectors = [[embedder.vector(article) for article in both] for both in articles]
    space = embedder.space()
    for _ in ("learn", "judge"):
        directions = [
            tuple(space.direction(vector, one.language, "") for vector, one in zip(kept, both, strict=True))
            for kept, both in zip(vectors, says, strict=True)
        ]
    return directions


def _article(text: str, language: str) -> Article:
    return Article(id="0" * 16, source="", title="", text=text, first_seen_at=_MOMENT, language=language)


def cosines(pairs: Sequence[Pair]) -> list[float]:
    """The usual way: TF-IDF over runs of four characters."""
    counts = [[_grams(text) for text in pair.texts] for pair in pairs]
    frequencies = Counter(gram for both in counts for one in both for gram in one)
    texts = 2 * len(pairs)

    def vector(grams: Mapping[str, int]) -> dict[str, float]:
        return {g: (1 + math.log(count)) * math.log((texts + 1) / frequencies[g]) for g, count in grams.items()}

    return [cosine(vector(one), vector(other)) for one, other in counts]


def _grams(text: str) -> Counter[str]:
    text = " ".join(text.lower().split())
    return Counter(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


def _rows(who: str, pairs: Sequence[Pair], scores: Sequence[float]) -> Iterator[Row]:
    judged = [(pair, score) for pair, score in zip(pairs, scores, strict=True) if pair.apart is not None]
    yield _row("all", who, judged)
    yield _row("aside (even rows)", who, [one for one in judged if one[0].is_aside])
    for languages in sorted({tuple(sorted(pair.languages)) for pair in pairs}):
        yield _row("-".join(languages), who, [one for one in judged if tuple(sorted(one[0].languages)) == languages])


def _row(name: str, who: str, judged: Sequence[tuple[Pair, float]]) -> Row:
    apart = [pair.apart or 0.0 for pair, _ in judged]
    scores = [score for _, score in judged]
    same = [score for pair, score in judged if (pair.apart or 0.0) <= _SAME]
    other = [score for pair, score in judged if (pair.apart or 0.0) > _SAME]
    varies = len(set(scores)) > 1 < len(set(apart))
    pearson = statistics.correlation(scores, apart) if varies else 0.0
    return Row(name, who, {"pairs": str(len(judged)), "Pearson": -pearson, "AUC": auc(same, other)})


def auc(same: Sequence[float], other: Sequence[float]) -> float:
    """How often one that is the same scores above one that is not; ties count half."""
    if not same or not other:
        return 0.5
    above = sum((one > its) + 0.5 * (one == its) for one in same for its in other)
    return above / (len(same) * len(other))
