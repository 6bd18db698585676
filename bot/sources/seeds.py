"""The folder of seeds: articles and notes that people write, or drop there as they found them.

    files | UTF-8 | front matter | blocks | text and what stands around it | Article

The form of a file is told in `seeds/README.md`. Topic packs have a reader of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from bot.errors import SeedError
from bot.model import NO_SOURCE, Article, ArticleKind
from bot.sources.credit_lines import date_of
from bot.sources.feed_dates import read_moment
from bot.sources.front_matter import BadFrontMatterError, FrontMatter, read_front_matter
from bot.sources.identity import article_id, canonical_url
from bot.sources.seed_blocks import cleaned, markdown_blocks, plain_blocks
from bot.sources.seed_text import SeedText, read_text
from bot.text.language import detect_language

LARGEST_SEED = 200_000
"""Bytes; some 30,000 words of English."""

_FOLDERS = {"articles": ArticleKind.NEWS, "notes": ArticleKind.NOTE}
_BLOCKS = {".md": markdown_blocks, ".txt": plain_blocks}
# A day that is said above a text is that day, also where it is today; see `read_moment`.
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SeedsRead:
    """What a folder of seeds held at one moment.

    Attributes:
        articles: In order of their files' names, articles before notes; each id once.
        errors: Why each of the other files was left out.
    """

    articles: tuple[Article, ...]
    errors: tuple[SeedError, ...]


def read_seeds(folder: Path, *, now: datetime) -> SeedsRead:
    """Every article and note of a folder of seeds, and what is wrong with the others.

    Hidden files and editors' copies (`.x.md.swp`, `x.md~`) are passed over in silence, anything else that
    is no `.md` or `.txt` is an error: somebody expects it to be read.
    """
    articles: dict[str, Article] = {}
    files: dict[str, Path] = {}
    errors = []
    if not folder.is_dir():
        errors.append(SeedError(folder, "there is no such folder of seeds"))
    for path, kind in _files(folder):
        try:
            article = read_seed(path, kind=kind, now=now)
        except SeedError as error:
            errors.append(error)
            continue
        if article.id in articles:
            errors.append(SeedError(path, f"has the same “url” as {files[article.id].name}, which is kept"))
            continue
        articles[article.id], files[article.id] = article, path
    return SeedsRead(tuple(articles.values()), tuple(errors))


def read_seed(path: Path, *, kind: ArticleKind, now: datetime) -> Article:
    """The article in a file.

    Its id is that of its `url`, or else of the file's name and folder: an edited seed stays the same
    article. What has no date stays undated, unless a line of its own above or below the text says one.

    Args:
        kind: What it is unless its front matter says otherwise.
        now: `first_seen_at` of the article.

    Raises:
        SeedError: The file cannot be read, or nobody could follow it; names the line if one is to blame.
    """
    lines = _text_of(path).splitlines()
    try:
        said = read_front_matter(lines)
    except BadFrontMatterError as error:
        raise SeedError(path, str(error), line=error.line) from error
    blocks = _BLOCKS[path.suffix.lower()](lines[said.lines :])
    title = cleaned(said.title) if said.title else None
    read = read_text(blocks, title=title) if blocks else None
    if read is None:
        raise SeedError(path, "holds no text" if lines else "is empty")
    url = canonical_url(said.url) if said.url else None
    return Article(
        id=article_id(None, f"{path.parent.name}/{path.name}", url, read.title),
        source=cleaned(said.source) if said.source else NO_SOURCE,
        title=read.title,
        text=read.text,
        first_seen_at=now,
        url=url,
        language=said.language or detect_language(f"{read.title} {read.text}", None),
        published_at=_published_at(said, read),
        kind=said.kind or kind,
        credits=read.credits,
        topics=said.topics,
    )


def seeds_fingerprint(folder: Path) -> str:
    """A text that changes when any article, note or topic is added, changed or removed; reads no file."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(path for name in (*_FOLDERS, "topics") for path in (folder / name).glob("*")):
        try:
            stat = path.stat()
        except OSError:
            continue  # gone since it was listed, or a link to nowhere
        digest.update(
            f"{path.relative_to(folder)}\n{stat.st_size}\n{stat.st_mtime_ns}\n".encode("utf-8", "surrogateescape")
        )
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[tuple[Path, ArticleKind]]:
    for name, kind in _FOLDERS.items():
        for path in sorted((folder / name).glob("*")):
            if not path.name.startswith((".", "#")) and not path.name.endswith("~"):
                yield path, kind


def _text_of(path: Path) -> str:
    try:
        stat = path.stat()
        if S_ISDIR(stat.st_mode):
            raise SeedError(path, "is a folder; seeds are read from this one only")
        if not S_ISREG(stat.st_mode) or path.suffix.lower() not in _BLOCKS:
            raise SeedError(path, "is no seed: those are text files called .md or .txt")
        if stat.st_size > LARGEST_SEED:
            raise SeedError(path, f"has more than {LARGEST_SEED // 1000} kB, too much for an article")
        raw = path.read_bytes()
    except OSError as error:
        raise SeedError(path, f"cannot be read: {error.strerror or error}") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SeedError(path, "is not UTF-8; save it in that encoding", line=line) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SeedError(path, "is no text: it holds zero bytes", line=line)
    return text


def _published_at(said: FrontMatter, read: SeedText) -> datetime | None:
    if said.published_at:
        return said.published_at
    dates = [date for line in read.credits.get("date", "").split("\n") if (date := date_of(line))]
    return read_moment(dates[0], now=_LONG_AGO) if dates else None
