"""How fast topics are matched: 20,000 aliases in one pass, beside the least that finds them at all.

    python -m bench.matching [--data DIR] [--aliases 20000]

The bare peers find aliases and nothing else: no accents or capitals, no addresses left out, no fields, scores
or topics. `ahocorasick_rs`, where it is installed, is the
fastest automaton there is for Python (Rust), each of its finds checked for word boundaries.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import importlib.util
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from bench.data import DATA, replayed_articles
from bench.table import Row, print_table
from bot.model import Alias, Article, Topic
from bot.topics.automaton import Automaton
from bot.topics.match import TopicMatcher

RUNS = 7
ALIASES_PER_TOPIC = 100
_RARE = 20
_SHARE_IN_TEXTS = 0.1
_SYLLABLES = [a + b for a in "bdgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]
Search = Callable[[Sequence[Article]], int]
_WORD = re.compile(r"[^\W_]+")


def main() -> int:
    """Print the table; says so where the development data is missing."""
    parser = argparse.ArgumentParser(description="How fast topics are matched.", prog="python -m bench.matching")
    parser.add_argument("--data", type=Path, default=DATA, help="the development data")
    parser.add_argument("--aliases", type=int, default=20_000, help="how many aliases")
    given = parser.parse_args()
    if not given.data.is_dir():
        print(f"skipped: the development data is not at {given.data}")
        return 0
    print_table(f"Matching {given.aliases:,} aliases", rows(given.data, given.aliases))
    return 0


def rows(data: Path, aliases: int) -> Iterable[Row]:
    """A row for each way of finding the same aliases: it reads three quarters of the replay, and is timed on the rest.

    So what is remembered of words is what a running bot remembers, and new words come as they do in news.
    """
    articles = list(replayed_articles(data))
    patterns = made_up_aliases(list(_texts(articles)), aliases, random.Random(4))  # noqa: S311 - made-up names, nothing secret
    ways = {
        "briefbot: topics, scores, spans": _matcher,
        "briefbot: the automaton alone": _automaton,
        "bare: a dictionary of first words": _bare_dictionary,
    }
    if importlib.util.find_spec("ahocorasick_rs"):
        ways["bare: ahocorasick_rs"] = _bare_ahocorasick
    quarter = len(articles) // 4
    before, timed = articles[:-quarter], articles[-quarter:]
    megabytes = sum(len(text.encode()) for text in _texts(timed)) / 1e6
    rates: dict[str, list[float]] = {name: [] for name in ways}
    found: dict[str, int] = {}
    for _ in range(RUNS):
        for name, way in ways.items():
            search = way(patterns)
            search(before)
            gc.collect()
            gc.disable()  # as timeit does
            start = time.process_time()
            found[name] = search(timed)
            rates[name].append(megabytes / (time.process_time() - start))
            gc.enable()
    for name, rate in rates.items():
        figures = {"MB/s": f"{statistics.median(rate):.1f}", "least": f"{min(rate):.1f}", "most": f"{max(rate):.1f}"}
        yield Row(f"replay, {megabytes:.1f} MB", name, {**figures, "found": f"{found[name]:,}"})


def made_up_aliases(texts: Sequence[str], count: int, rng: random.Random) -> list[str]:
    """Aliases as communities have them: a tenth are rare names of the texts, the rest are in none of these texts.

    A third are single names, a third open stems, a third pairs that begin with a name of the texts.
    """
    frequency = Counter(word for text in texts for word in _WORD.findall(text) if len(word) > 4 and word.istitle())
    names = sorted(word for word, times in frequency.items() if times <= _RARE)
    patterns: dict[str, None] = {}
    while len(patterns) < count:
        name = rng.choice(names)
        elsewhere = "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(3, 5))).title()
        alone = name if rng.random() < _SHARE_IN_TEXTS else elsewhere
        patterns[rng.choice((alone, f"{alone}*", f"{name} {elsewhere}"))] = None
    return list(patterns)


def _matcher(patterns: Sequence[str]) -> Search:
    chunks = [patterns[start : start + ALIASES_PER_TOPIC] for start in range(0, len(patterns), ALIASES_PER_TOPIC)]
    matcher = TopicMatcher(
        Topic(f"topic-{number}", f"Topic {number}", aliases=tuple(Alias(pattern, "en") for pattern in chunk))
        for number, chunk in enumerate(chunks)
    )
    return lambda articles: sum(len(matcher.match(article)) for article in articles)


def _automaton(patterns: Sequence[str]) -> Search:
    automaton: Automaton[None] = Automaton()
    for pattern in patterns:
        automaton.plant(pattern, None)
    return lambda articles: sum(len(automaton.search(text)[0]) for text in _texts(articles))


def _bare_dictionary(patterns: Sequence[str]) -> Search:
    firsts: dict[str, list[list[str]]] = {}
    stems: dict[str, list[str]] = {}
    for pattern in patterns:
        first, *rest = _WORD.findall(pattern.lower())
        if pattern.endswith("*"):
            stems.setdefault(first[:4], []).append(first)
        else:
            firsts.setdefault(first, []).append(rest)

    def search(articles: Sequence[Article]) -> int:
        found = 0
        for text in _texts(articles):
            said = _WORD.findall(text.lower())
            for at, word in enumerate(said):
                for rest in firsts.get(word, ()):
                    found += said[at + 1 : at + 1 + len(rest)] == rest
                for stem in stems.get(word[:4], ()):
                    found += word.startswith(stem)
        return found

    return search


def _bare_ahocorasick(patterns: Sequence[str]) -> Search:
    literals = [pattern.lower().rstrip("*") for pattern in patterns]
    is_open = [pattern.endswith("*") for pattern in patterns]
    automaton = importlib.import_module("ahocorasick_rs").AhoCorasick(literals)

    def search(articles: Sequence[Article]) -> int:
        found = 0
        for text in _texts(articles):
            low = text.lower()
            for number, start, end in automaton.find_matches_as_indexes(low, overlapping=True):
                begins = start == 0 or not low[start - 1].isalnum()
                found += begins and (is_open[number] or end == len(low) or not low[end].isalnum())
        return found

    return search


def _texts(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield article.title
        yield article.text


if __name__ == "__main__":
    sys.exit(main())
