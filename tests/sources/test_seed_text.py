"""Seeds as they are found in the wild. Adding a case is adding a text to `seed_files`, and what is right beside it."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model import Article, ArticleKind
from bot.sources.seeds import read_seed
from bot.text.sentences import sentences
from tests.shared import shared

NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)
FILES = Path(__file__).parent / "seed_files"


def read(path: Path) -> Article:
    return read_seed(path, kind=ArticleKind.NEWS, now=NOW)


@pytest.mark.parametrize("name", sorted(path.stem for path in FILES.glob("*.txt")))
def test_a_file_from_the_wild_is_taken_apart_as_a_careful_reader_would(name: str) -> None:
    expected = tomllib.loads((FILES / f"{name}.toml").read_text("utf-8"))
    article = read(FILES / f"{name}.txt")
    assert article.title == expected["title"]
    assert article.language == expected["language"]
    assert article.published_at == expected.get("published")
    assert article.credits == expected["credits"]
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) == len(expected["paragraphs"])
    for paragraph, outline in zip(paragraphs, expected["paragraphs"], strict=True):
        first, _, last = outline.partition(" … ")
        assert paragraph.startswith(first)
        assert paragraph.endswith(last)


@pytest.mark.parametrize("name", sorted(path.stem for path in FILES.glob("*.txt")))
def test_no_word_of_a_file_is_lost(name: str) -> None:
    written = (FILES / f"{name}.txt").read_text("utf-8")
    article = read(FILES / f"{name}.txt")
    kept = " ".join([article.title, article.text, *article.credits.values()])
    lost = {word for word in re.split(r"[\s()/]+", written) if word.strip("-,.") not in kept}
    assert lost <= {"ENDS", "___"}


def test_the_article_the_project_starts_from_is_read_right_as_it_is() -> None:
    label = json.loads(shared("data", "labels", "seed.json").read_text("utf-8"))
    article = read(shared("data", "seed-article.txt"))

    assert article.title == label["clean_title"]
    assert article.language == label["language"]
    assert article.published_at is None
    assert article.told_at is None
    kept = {kind: value.rstrip(".") for kind, value in article.credits.items()}
    dropped = {part["text"].rstrip(".") for part in label["drop_as_boilerplate"]}
    assert dropped == set(kept.values()) - {kept["subtitle"]}
    assert kept["initials"] == "cl"
    assert kept["agency"] == "AFP"
    assert kept["photo"].startswith("©")
    assert {"kicker", "caption", "subheads", "source"} <= set(kept)
    assert any(variant.startswith(kept["subtitle"]) for variant in label["title_variants_in_file"])
    for stated in label["dates"]["stated"]:
        assert all(part in article.text for part in stated["text"].split(" and "))


def test_the_text_of_that_article_is_complete_in_order_and_nothing_else() -> None:
    path = shared("data", "seed-article.txt")
    article = read(path)
    lines = [line for line in path.read_text("utf-8").splitlines() if line]
    assert article.text.split("\n\n") == [line for line in lines if line.endswith((".", ".”")) and len(line) > 100]
    quoted = [article.text[span.start : span.end] for span in sentences(article.text, article.language)]
    assert len(quoted) == 16
    assert all(sentence.endswith((".", ".”")) for sentence in quoted)
