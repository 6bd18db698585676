"""The development data: where it lies, and its captured feeds as articles, cleaned as the bot cleans them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.model import Article
from bot.sources.clean import clean_text, clean_title

SHARED = Path(os.environ.get("BRIEFBOT_SHARED", Path(__file__).resolve().parents[2] / "shared")).absolute()
DATA = SHARED / "data"
INPUTS = DATA / "inputs"


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The records of a file that has one a line."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Write such a file."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def replayed_articles(data: Path, *days: str) -> Iterator[Article]:
    """Each entry once, in order of its first day; of every day, or of those that begin so ("2022-09").

    The id is the entry's link, as the labels know it; an entry without a text has its title for one.
    """
    seen = set()
    for path in sorted((data / "replay").rglob("*_entries.json")):
        if days and not path.parent.name.startswith(days):
            continue
        for entry in json.loads(path.read_text(encoding="utf-8")):
            title, link = clean_title(entry["title"] or ""), entry["link"] or ""
            if (title, link) in seen:
                continue
            seen.add((title, link))
            published = datetime.fromisoformat(entry["date_published"])
            yield Article(
                id=link,
                source=entry["source"],
                title=title,
                text=clean_text(entry["description"] or "") or title,
                first_seen_at=published if published.tzinfo else published.replace(tzinfo=UTC),
            )
