"""Whether the reader survives what nobody here wrote: `make inputs`, a table of every kind of file that there is.

Each document goes through `ParserPool`, in its process and within its limits, and ends as the manifest of
the development data says, or the difference is explained below. It exits with 1 where one is not, or
where a file takes more than `MOST_CPU_S` or `MOST_BYTES`. Then come the titles, in messages (`bench.rendered`).
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import idna
from rich.table import Table

from bench import hostile
from bench.data import INPUTS
from bench.rendered import rendered
from bench.table import console_of, table_of
from bot.errors import BadValueError, ParseError
from bot.sources.addresses import check_url, is_allowed, normal_host
from bot.sources.answers import UnusableAnswerError
from bot.sources.codings import unpacked
from bot.sources.entries import FeedRead, web_address
from bot.sources.opml import read_opml
from bot.sources.pages import PageRead
from bot.sources.parsing_process import Answer, Job, OutOfMemory, Refused
from bot.sources.workers import ParserPool

MOST_CPU_S = 2.0
MOST_BYTES = 300 * 10**6
MOST_FETCHED = 5_000_000
DNS_MOST = 253
NOW = datetime(2026, 3, 1, tzinfo=UTC)

NO_SCHEME = "no scheme; the sentence says what is meant"
ARCHIVE = "an archive, which no Content-Encoding names"
ENTITIES = "declares entities of its own: refused on purpose, whatever they hold"
BETTER = "UTF-16 whose declaration feedparser stumbles over; read here"
EXPLAINED = {
    "feedparser/tests/wellformed/rss/entity_in_doctype.xml": ENTITIES,
    "feedvalidator/testcases/rss/should/system_entity.xml": ENTITIES,
    "simplepie/tests/data/feed-utf16be.xml": BETTER,
    "simplepie/tests/data/feed-utf16le.xml": BETTER,
    "opencv.org/feed": NO_SCHEME,
    "scrapy-compressed/feed-sample1.tar": ARCHIVE,
    "scrapy-compressed/feed-sample1.xml.bz2": ARCHIVE,
    "scrapy-compressed/feed-sample1.zip": ARCHIVE,
}
FEEDS = frozenset(
    """
    feed-broken feed-conformance feed-encoding feed-entities feed-html-injection feed-real feed-real-news
    feed-relative-links html-page jsonfeed opml xml-hostile
    """.split()  # noqa: SIM905 - a list of words
)
CODINGS = {
    "bomb-br.bin": "br",
    "bomb-gzip.bin": "gzip",
    "html-br.bin": "br",
    "html-gzip-deflate-gzip.bin": "gzip, deflate, gzip",
    "html-gzip.bin": "gzip",
    "html-rawdeflate.bin": "deflate",
    "html-zstd-static-content-size.bin": "zstd",
    "truncated-crc-error.gz": "gzip",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to be read, and how that should end.

    Attributes:
        expected: How many entries; None to be refused.
    """

    kind: str
    name: str
    body: bytes
    expected: int | None


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended.

    Attributes:
        told: Entries, or the sentence that refuses it.
        cpu_s: Work, where it was done in the process.
        crashed: The process did not survive it, or a mistake of ours came to light.
    """

    case: Case
    told: int | str
    cpu_s: float = 0
    peak_bytes: int = 0
    crashed: bool = False

    @property
    def is_as_expected(self) -> bool:
        """As the manifest says."""
        return not self.crashed and (self.told if isinstance(self.told, int) else None) == self.case.expected


def main() -> int:
    """Read everything and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=INPUTS, help="the files and their manifest")
    data: Path = parser.parse_args().data
    console = console_of(130)
    endings: list[Ending] = []
    if (data / "manifest.tsv").exists():
        rows = _manifest(data)
        endings += asyncio.run(_read(list(_documents(data, rows))))
        endings += [ending for kind, check in CHECKS.items() for ending in check(data, rows.get(kind, ()))]
        console.print(_table_of_kinds(endings))
        console.print(_table_of_costs(endings))
        console.print(_table_of_differences(endings))
    else:
        console.print(f"the files of others: skipped, the development data is not at {data}")
    bad = [ending for ending in endings if not _is_good(ending)]
    made = asyncio.run(_read([Case("made", name, body, None) for name, body in hostile.documents(MOST_FETCHED)]))
    console.print(_table_of_made(made))
    bad += [ending for ending in made if ending.peak_bytes > MOST_BYTES]
    for ending in bad:
        console.print(f"NOT AS IT SHOULD BE: {ending.case.name}: {ending.told}", style="red", markup=False)
    console.print(f"{len(endings) + len(made):,} read, {len(bad)} not as they should be")
    misshown = rendered(console, data.parent)
    return 1 if bad or misshown else 0


def _manifest(data: Path) -> dict[str, list[dict[str, str]]]:
    rows = defaultdict(list)
    with (data / "manifest.tsv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE):
            rows[row["kind"]].append(row)
    return rows


def _documents(data: Path, rows: dict[str, list[dict[str, str]]]) -> Iterable[Case]:
    """What is handed to the reader of feeds."""
    for kind, of_kind in rows.items():
        for row in of_kind:
            name, path = row["path"], data / row["path"]
            if kind in FEEDS:
                refused = row["expected"].startswith(("reject", "OPML"))
                yield Case(kind, name, path.read_bytes(), None if refused else int(row["entries"]))
            elif kind == "article-html":
                packed = path.read_bytes()
                yield Case(kind, name, gzip.decompress(packed) if name.endswith(".gz") else packed, None)
            elif kind == "xml-hostile-lines":
                for number, line in enumerate(path.read_bytes().splitlines(), 1):
                    yield Case(kind, f"{name}:{number}", line, None)
            elif kind == "text-hostile" and name.endswith("blns.subset.json"):
                for number, text in enumerate(json.loads(path.read_bytes())):
                    if text.strip():
                        feed = {"items": [{"id": str(number), "title": f"No. {number}", "content_html": text}]}
                        yield Case(kind, f"{name}:{number}", json.dumps(feed).encode(), 1)


async def _read(cases: Sequence[Case]) -> list[Ending]:
    async with ParserPool() as pool:
        read = [await _ending(pool, case) for case in cases]
        return read + [await _page_ending(pool, case) for case in cases if case.kind in ("article-html", "html-page")]


async def _ending(pool: ParserPool, case: Case) -> Ending:
    try:
        answer = await pool.answer(Job(case.body, "https://feeds.example.org/feed", NOW, None))
    except ParseError as error:
        return Ending(case, str(error), crashed=True)
    return Ending(
        case, _told(answer), answer.cpu_s, answer.peak_bytes, not isinstance(answer.outcome, FeedRead | Refused)
    )


async def _page_ending(pool: ParserPool, case: Case) -> Ending:
    """Of a page that is read for its article: only that it is read or refused (`bench.pages` says how well)."""
    answer = await pool.answer(Job(case.body, "https://news.example.org/", NOW, None, is_page=True))
    told = 1 if isinstance(answer.outcome, PageRead) else _told(answer)
    either_way = replace(case, kind="pages, their articles", expected=told if isinstance(told, int) else None)
    crashed = not isinstance(answer.outcome, PageRead | Refused)
    return Ending(either_way, told, answer.cpu_s, answer.peak_bytes, crashed)


def _told(answer: Answer) -> int | str:
    match answer.outcome:
        case FeedRead() as read:
            return read.entries
        case Refused(sentence):
            return sentence
        case OutOfMemory():
            return "takes more memory than it may, so it was given up"
        case other:
            return str(other)


def _lists(data: Path, rows: Iterable[dict[str, str]]) -> Iterable[Ending]:
    """The lists of feeds have as many as the manifest says; broken ones are read or refused."""
    for row in rows:
        expected = int(row["entries"]) if row["expected"] == "OPML" else None
        case = Case("opml, imported", row["path"], b"", expected)
        try:
            feeds = len(read_opml((data / row["path"]).read_bytes()).feeds)
        except BadValueError as error:
            yield Ending(case, str(error))
        else:
            yield Ending(case, feeds if expected is not None else f"{feeds} feeds")


def _packed(data: Path, rows: Iterable[dict[str, str]]) -> Iterable[Ending]:
    for row in rows:
        path = data / row["path"]
        decodes = row["expected"] == "decodes"
        case = Case("http-body-compressed", row["path"], b"", 1 if decodes else None)
        try:
            body = unpacked(path.read_bytes(), CODINGS.get(path.name, path.suffix[1:]), max_bytes=MOST_FETCHED)
        except UnusableAnswerError as error:
            yield Ending(case, str(error))
        else:
            readable = body.lstrip().startswith(b"<")
            yield Ending(case, 1 if readable else "not unpacked")


def _addresses(data: Path, rows: Iterable[dict[str, str]]) -> Iterable[Ending]:
    """Of the vectors for browsers, what fails there is refused, and the rest has the host that it has there.

    Where a vector has a base, it is followed as a link in a feed that lives there.
    """
    for row in rows:
        path = data / row["path"]
        case_of = _host_vector if path.name == "toascii.json" else _url_vector
        for number, vector in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            if not isinstance(vector, dict):
                continue
            host, theirs = case_of(vector)
            kind, expected = "url-vectors", 1 if theirs else None
            if theirs and host in (None, urlsplit(vector.get("base") or "").hostname) and host != theirs:
                why = _stricter(vector, theirs)
                kind, expected = (f"url-vectors, {why}", None) if why else (kind, expected)
            told = "refused" if host is None else 1 if host == theirs else f"taken for {host}"
            yield Ending(Case(kind, f"{row['path']}:{number}", b"", expected), told)


def _url_vector(vector: dict[str, str]) -> tuple[str | None, str | None]:
    """The host that we and a browser take it for."""
    address = web_address(vector["input"], vector.get("base") or "")
    is_web = not vector.get("failure") and vector["protocol"] in ("http:", "https:")
    return (urlsplit(address).hostname if address else None), (vector["hostname"].strip("[]") if is_web else None)


def _host_vector(vector: dict[str, str]) -> tuple[str | None, str | None]:
    return normal_host(vector["input"]), vector["output"]


def _stricter(vector: dict[str, str], host: str) -> str | None:
    """Why an address that a browser forgives is none for a feed."""
    written, base = vector["input"], vector.get("base") or ""
    if "@" in written or "@" in base:
        return "a user name: refused"
    if vector.get("port") == "0":
        return "port 0: refused"
    if not all(re.fullmatch(r"[a-z0-9_][a-z0-9_-]{0,62}", label) for label in host.split(".")) or len(host) > DNS_MOST:
        return "no name for DNS: refused"
    if "output" in vector and not _is_idna(written):
        return "against IDNA 2008: refused"
    if "href" in vector and not re.match("https?://[^/\\\\]+[^\\\\]*$", written):
        return "slashes missing or leaning: refused, or relative"
    return None


def _is_idna(name: str) -> bool:
    try:
        return bool(idna.encode(name, uts46=True, std3_rules=True))
    except idna.IDNAError:
        return False


def _feeds_of_the_world(data: Path, rows: Iterable[dict[str, str]]) -> Iterable[Ending]:
    for row in rows:
        for urls in json.loads((data / row["path"]).read_text(encoding="utf-8")).values():
            for url in urls:
                case = Case("feed-list", url, b"", 1)
                try:
                    host = urlsplit(check_url(url)).hostname or ""
                except BadValueError as error:
                    yield Ending(case, str(error))
                else:
                    yield Ending(case, 1 if _may_be_public(host) else f"{host} is not public")


def _may_be_public(host: str) -> bool:
    try:
        return is_allowed(ip_address(host.strip("[]")), ())
    except ValueError:  # a name
        return True


CHECKS: dict[str, Callable[[Path, Iterable[dict[str, str]]], Iterable[Ending]]] = {
    "opml": _lists,
    "http-body-compressed": _packed,
    "url-vectors": _addresses,
    "feed-list": _feeds_of_the_world,
}


def _is_good(ending: Ending) -> bool:
    expected = ending.is_as_expected or ending.case.name in EXPLAINED
    return expected and not ending.crashed and ending.cpu_s <= MOST_CPU_S and ending.peak_bytes <= MOST_BYTES


def _table_of_kinds(endings: Sequence[Ending]) -> Table:
    kinds = defaultdict(list)
    for ending in endings:
        kinds[ending.case.kind].append(ending)
    table = table_of(
        "Files and vectors of others", "kind", "", "read", "refused", "as expected", "crashed", "CPU s", "longest s"
    )
    for kind, of_kind in sorted(kinds.items()):
        read = sum(isinstance(ending.told, int) for ending in of_kind)
        table.add_row(
            kind,
            f"{len(of_kind):,}",
            f"{read:,}",
            f"{len(of_kind) - read:,}",
            f"{sum(ending.is_as_expected for ending in of_kind):,}",
            f"{sum(ending.crashed for ending in of_kind):,}",
            f"{sum(ending.cpu_s for ending in of_kind):.2f}",
            f"{max(ending.cpu_s for ending in of_kind):.2f}",
        )
    return table


def _table_of_costs(endings: Sequence[Ending]) -> Table:
    table = table_of("The five that take longest", "file", "kB", "CPU s", "peak MB")
    for ending in sorted(endings, key=lambda ending: -ending.cpu_s)[:5]:
        kb = len(ending.case.body) / 1_000
        table.add_row(ending.case.name, f"{kb:,.0f}", f"{ending.cpu_s:.2f}", f"{ending.peak_bytes / 1e6:.0f}")
    peak = max(ending.peak_bytes for ending in endings) / 1e6
    table.caption = (
        f"peak of the processes over all files: {peak:.0f} MB (a peak is of a process's life, not of one file)"
    )
    return table


def _table_of_differences(endings: Sequence[Ending]) -> Table:
    table = table_of("What differs from the manifest", "file", "expected", "came", "why", texts=["came", "why"])
    for ending in endings:
        if not ending.is_as_expected:
            expected = "refused" if ending.case.expected is None else str(ending.case.expected)
            why = EXPLAINED.get(ending.case.name, "NOT EXPLAINED")
            table.add_row(ending.case.name, expected, str(ending.told), why)
    return table


def _table_of_made(endings: Sequence[Ending]) -> Table:
    title = f"Documents of {MOST_FETCHED / 1e6:g} MB made to cost"
    table = table_of(title, "what", "CPU s", "peak MB", "ended with", texts=["ended with"])
    for ending in endings:
        ended = f"{ending.told:,} entries" if isinstance(ending.told, int) else ending.told
        cpu, peak = (f"{ending.cpu_s:.1f}", f"{ending.peak_bytes / 1e6:.0f}") if ending.peak_bytes else ("", "")
        table.add_row(ending.case.name, cpu, peak, ended)
    return table


if __name__ == "__main__":
    sys.exit(main())
