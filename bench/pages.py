"""Article pages to text: F1 by the rule of the public article-extraction benchmark, beside trafilatura's own.

`python -m bench.pages`. The rule (github.com/scrapinghub/article-extraction-benchmark): words in runs of four,
each page's hits, additions and misses as shares of their sum, precision and recall of the sums over pages.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import trafilatura

from bench.data import INPUTS
from bench.table import console_of, table_of
from bot.errors import ParseError
from bot.sources.pages import read_page

_WORD = re.compile(r"\w+")
_RUN = 4


def main() -> int:
    """Print the table."""
    console = console_of()
    if not INPUTS.exists():
        console.print(f"skipped: the development data is not at {INPUTS}")
        return 0
    truth = json.loads((INPUTS / "aeb" / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {path.name.partition(".")[0]: path for path in sorted((INPUTS / "aeb" / "html").glob("*.html.gz"))}
    names = [name for name in pages if name in truth]
    bodies = [gzip.decompress(pages[name].read_bytes()) for name in names]
    wanted = [truth[name]["articleBody"] for name in names]
    table = table_of(f"{len(names)} article pages", "", "precision", "recall", "F1", "pages/s")
    for what, read in (("briefbot", _ours), ("trafilatura, the same options", _theirs), ("trafilatura, fast", _fast)):
        started = time.process_time()
        texts = [read(body) for body in bodies]
        spent_s = time.process_time() - started
        precision, recall, f1 = score(texts, wanted)
        table.add_row(what, f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}", f"{len(names) / spent_s:.0f}")
    console.print(table)
    return 0


def score(texts: Sequence[str], wanted: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of texts against those that are wanted."""
    hits = added = missed = 0.0
    for text, truth in zip(texts, wanted, strict=True):
        said, true = _runs(text), _runs(truth)
        both, more, less = (sum(counts.values()) for counts in (said & true, said - true, true - said))
        whole = both + more + less or 1
        hits, added, missed = hits + both / whole, added + more / whole, missed + less / whole
    precision, recall = hits / (hits + added), hits / (hits + missed)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    last = max(len(words) - _RUN + 1, 1)
    return Counter(tuple(words[start : start + _RUN]) for start in range(last)) if words else Counter()


def _ours(body: bytes) -> str:
    try:
        return read_page(body, url="https://news.example/", now=datetime.now(UTC)).text
    except ParseError:
        return ""


def _theirs(body: bytes) -> str:
    return trafilatura.extract(body, include_comments=False, favor_precision=True) or ""


def _fast(body: bytes) -> str:
    return trafilatura.extract(body, include_comments=False, fast=True) or ""


if __name__ == "__main__":
    sys.exit(main())
