"""The folder of seeds: front matter, Markdown, broken files, and what is noticed when files change."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.errors import SeedError
from bot.model import Article, ArticleKind
from bot.sources.opml import read_opml
from bot.sources.seeds import LARGEST_SEED, read_seed, read_seeds, seeds_fingerprint
from bot.topics.packs import read_packs

NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)
SHIPPED = Path(__file__).parents[2] / "seeds"
SHIPPED_TEXTS = (
    "articles/2024-02-23-armenia-csto.md",
    *(
        f"notes/{name}.md"
        for name in (
            "armenia-and-the-csto", "armenia-azerbaijan-peace-process", "csto", "euma", "karabakh-september-2023",
            "lachin-corridor", "nagorno-karabakh", "november-2020-statement",
        )
    ),
)  # fmt: skip
BODY = "The mill at the lower bridge grinds flour again. It had stood still since the flood."


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(path: Path) -> Article:
    return read_seed(path, kind=ArticleKind.NEWS, now=NOW)


def with_front_matter(folder: Path, *lines: str) -> Path:
    return write(folder, "articles/mill.md", "\n".join(["---", *lines, "---", "", BODY]))


def test_front_matter_says_what_an_article_is(tmp_path: Path) -> None:
    article = read(
        with_front_matter(
            tmp_path,
            "title: The mill grinds again: a visit",
            "source: Valley Gazette",
            "url: https://Gazette.example/mill?utm_source=rss",
            "published: 2024-02-23T09:00+04:00",
            "language: hy",
            "topics: [csto, nagorno-karabakh]",
            "kind: note",
        )
    )
    assert article.title == "The mill grinds again: a visit"
    assert article.source == "Valley Gazette"
    assert article.url == "https://gazette.example/mill"
    assert article.published_at == datetime(2024, 2, 23, 5, tzinfo=UTC)
    assert article.language == "hy"
    assert article.topics == ("csto", "nagorno-karabakh")
    assert article.kind is ArticleKind.NOTE
    assert article.text == BODY
    assert article.first_seen_at == NOW
    assert article.feed_url is None


def test_without_front_matter_everything_is_found_in_the_text_or_left_open(tmp_path: Path) -> None:
    article = read(write(tmp_path, "articles/mill.txt", f"The mill grinds again\n\n{BODY}\n"))
    assert article.title == "The mill grinds again"
    assert article.text == BODY
    assert article.source == "seed"
    assert article.language == "en"
    assert article.kind is ArticleKind.NEWS
    assert article.published_at is None
    assert article.told_at is None
    assert article.url is None
    assert article.topics == ()


def test_a_day_without_an_hour_is_noon_of_that_day(tmp_path: Path) -> None:
    article = read(with_front_matter(tmp_path, "published: 2024-02-23"))
    assert article.published_at == datetime(2024, 2, 23, 12, tzinfo=UTC)


def test_values_may_stand_in_quotes_and_remarks_and_blank_lines_between(tmp_path: Path) -> None:
    article = read(with_front_matter(tmp_path, "# found in a drawer", 'title: "The mill: again"', "", "topics: csto"))
    assert article.title == "The mill: again"
    assert article.topics == ("csto",)


def test_a_key_without_a_value_says_nothing(tmp_path: Path) -> None:
    article = read(with_front_matter(tmp_path, "title: The mill", "published:", "language:"))
    assert article.published_at is None
    assert article.language == "en"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("titel: The mill", "unknown key “titel”; did you mean “title”?"),
        ("Topics: [csto]", "unknown key “Topics”; did you mean “topics”?"),
        ("weather: fine", "unknown key “weather”; a seed has title, source, url, published, language, topics, kind"),
        ("The mill grinds", "“The mill grinds” is not of the form “key: value”"),
        ("title:The mill", "“title:The mill” is not of the form “key: value”"),
        ("published: yesterday", "“published” is “yesterday”, and should be a day such as 2024-02-23"),
        ("published: 20240223", "“published” is “20240223”, and should be a day such as 2024-02-23"),
        ("published: 2024-02-30", "“published” is “2024-02-30”, which no calendar has"),
        ("published: 0001-01-01T00:00+05:00", "and should be of a year between 1000 and 2999"),
        ("published: 0001-01-01", "“published” is “0001-01-01”, and should be of a year between 1000 and 2999"),
        ("published: 9999-12-31", "and should be of a year between 1000 and 2999"),
        ("published: 2024-02-23T09:00", "“published” lacks its zone: 2024-02-23T09:00+00:00 would be UTC"),
        ("language: English", "“language” is “English”, and should be two letters such as en"),
        ("topics: [Nagorno Karabakh]", "“Nagorno Karabakh” is no id of a topic"),
        ("topics: [csto", "“topics” opens or closes a bracket, and not both"),
        ("kind: rumour", "“kind” is “rumour”, and should be “news” or “note”"),
        ("url: gazette", "“url”: "),
        ("url: file:///etc/passwd", "“url”: "),
        ("source: " + "x" * 101, "“source” may have at most 100 characters"),
        ("language: en", "“language” is said twice, first in line 2"),
    ],
)
def test_front_matter_that_nobody_can_follow_names_the_line_and_what_would_be_right(
    tmp_path: Path, line: str, reason: str
) -> None:
    path = with_front_matter(tmp_path, "language: en" if "twice" in reason else "# a remark", line)
    with pytest.raises(SeedError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert reason in str(caught.value)
    assert caught.value.line == 3


def test_front_matter_that_is_not_closed_is_blamed_on_its_first_line(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"mill\.md:1: .* not closed") as caught:
        read(write(tmp_path, "articles/mill.md", f"---\ntitle: The mill\n\n{BODY}\n"))
    assert caught.value.line == 1


@pytest.mark.parametrize("text", ["", "\n \n\n", "\ufeff", "---\ntitle: The mill\n---\n", "* * *\n"])
def test_a_file_without_text_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(SeedError, match=r"is empty|holds no text"):
        read(write(tmp_path, "articles/mill.md", text))


def test_a_file_that_is_not_utf_8_is_blamed_on_the_first_line_that_is_not(tmp_path: Path) -> None:
    data = "The mill\n\nМельница".encode("cp1251")
    with pytest.raises(SeedError, match="is not UTF-8") as caught:
        read(write(tmp_path, "articles/mill.txt", data))
    assert caught.value.line == 3


def test_utf_16_and_binary_files_are_errors(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="is not UTF-8"):
        read(write(tmp_path, "articles/mill.txt", "The mill".encode("utf-16")))
    with pytest.raises(SeedError, match="holds zero bytes") as caught:
        read(write(tmp_path, "articles/mill.txt", b"The mill\n\0\0\n"))
    assert caught.value.line == 2


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    assert read(write(tmp_path, "articles/long.txt", "The mill.\n" * (LARGEST_SEED // 10))).title == "The mill."
    with pytest.raises(SeedError, match="has more than 200 kB"):
        read(write(tmp_path, "articles/longer.txt", "a" * (LARGEST_SEED + 1)))


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path) -> None:
    text = f"---\ntitle: The mill\ntopics: [csto]\n---\n\n{BODY}\n\nIt is open on Sundays.\n"
    plain = read(write(tmp_path, "articles/mill.md", text))
    marked = read(write(tmp_path, "articles/mill.md", "\ufeff" + text.replace("\n", "\r\n")))
    assert marked == plain


def test_letters_are_composed_and_what_cannot_be_seen_is_dropped(tmp_path: Path) -> None:
    article = read(
        write(tmp_path, "articles/a.txt", "Cafe\u0301 am\u00a0See\n\nDas Ca\u00adfe\u0301 ist\u202e offen.\n")
    )
    assert article.title == "Café am See"
    assert article.text == "Das Café ist offen."


def test_marks_of_markdown_are_no_text(tmp_path: Path) -> None:
    text = """\
# The *mill* grinds again

![The wheel](wheel.png)

The mill at the **lower bridge** [grinds
flour](https://gazette.example/mill) again &amp; sells it.

## What it costs

- A sack costs `900` drams.
- Half a sack

> “We are early birds”, the miller said.

1988. was the year of the flood<br>, she added.
<script>alert(1)</script>
"""
    article = read(write(tmp_path, "articles/mill.md", text))
    assert article.title == "The mill grinds again"
    assert article.text.split("\n\n") == [
        "The mill at the lower bridge grinds flour again & sells it.",
        "A sack costs 900 drams.",
        "Half a sack",
        "“We are early birds”, the miller said.",
        "1988. was the year of the flood, she added.",
    ]
    assert article.credits == {"subheads": "What it costs"}


def test_a_title_that_front_matter_and_text_both_have_is_no_part_of_the_text(tmp_path: Path) -> None:
    article = read(write(tmp_path, "articles/mill.md", f"---\ntitle: The mill\n---\n\n# The Mill\n\n{BODY}\n"))
    assert article.title == "The mill"
    assert article.text == BODY


def test_a_headline_alone_is_its_own_text(tmp_path: Path) -> None:
    article = read(write(tmp_path, "articles/mill.txt", "The mill grinds again\n"))
    assert (article.title, article.text) == ("The mill grinds again", "The mill grinds again")


def test_an_edited_seed_stays_the_same_article(tmp_path: Path) -> None:
    first = read(write(tmp_path, "articles/mill.txt", f"The mill\n\n{BODY}"))
    edited = read(write(tmp_path, "articles/mill.txt", f"The old mill\n\n{BODY} It sells flour."))
    other = read(write(tmp_path, "articles/bridge.txt", f"The mill\n\n{BODY}"))
    note = read(write(tmp_path, "notes/mill.txt", f"The mill\n\n{BODY}"))
    assert edited.id == first.id
    assert len({first.id, other.id, note.id}) == 3


def test_a_seed_with_an_address_is_the_article_of_that_address(tmp_path: Path) -> None:
    path = with_front_matter(tmp_path, "url: https://gazette.example/mill")
    moved = write(tmp_path, "articles/moved.md", path.read_bytes())
    assert read(moved).id == read(path).id


def test_a_folder_is_read_in_order_and_a_broken_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "articles/b.md", f"---\ntitel: B\n---\n{BODY}")
    write(tmp_path, "articles/a.txt", f"A\n\n{BODY}")
    write(tmp_path, "articles/c.TXT", f"C\n\n{BODY}")
    write(tmp_path, "notes/d.md", f"---\ntitle: D\n---\n{BODY}")
    seeds = read_seeds(tmp_path, now=NOW)
    assert [(article.title, article.kind) for article in seeds.articles] == [
        ("A", ArticleKind.NEWS),
        ("C", ArticleKind.NEWS),
        ("D", ArticleKind.NOTE),
    ]
    assert [str(error) for error in seeds.errors] == [
        f"{tmp_path}/articles/b.md:2: unknown key “titel”; did you mean “title”?"
    ]


def test_what_is_no_seed_is_said_and_what_editors_leave_behind_is_not(tmp_path: Path) -> None:
    for name in (".hidden.md", ".a.txt.swp", "a.txt~", "#a.txt#"):
        write(tmp_path, f"articles/{name}", BODY)
    write(tmp_path, "articles/report.docx", b"PK\3\4")
    write(tmp_path, "articles/2024/inner.txt", BODY)
    os.mkfifo(tmp_path / "articles" / "pipe.txt")
    (tmp_path / "articles" / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    seeds = read_seeds(tmp_path, now=NOW)
    assert seeds.articles == ()
    assert [(error.path.name, str(error).partition(": ")[2]) for error in seeds.errors] == [
        ("2024", "is a folder; seeds are read from this one only"),
        ("nowhere.txt", "cannot be read: No such file or directory"),
        ("pipe.txt", "is no seed: those are text files called .md or .txt"),
        ("report.docx", "is no seed: those are text files called .md or .txt"),
    ]


def test_of_two_seeds_with_one_address_the_first_is_kept(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path, f"articles/{name}.md", f"---\ntitle: {name}\nurl: https://gazette.example/mill\n---\n{BODY}")
    seeds = read_seeds(tmp_path, now=NOW)
    assert [article.title for article in seeds.articles] == ["a"]
    assert [error.path.name for error in seeds.errors] == ["b.md"]
    assert "has the same “url” as a.md" in str(seeds.errors[0])


def test_a_folder_without_articles_is_no_error_and_a_missing_one_is(tmp_path: Path) -> None:
    assert read_seeds(tmp_path, now=NOW).errors == ()
    missing = read_seeds(tmp_path / "gone", now=NOW)
    assert [str(error) for error in missing.errors] == [f"{tmp_path}/gone: there is no such folder of seeds"]


@pytest.mark.parametrize("name", ["articles/a.txt", "notes/a.md", "topics/a.toml"])
def test_the_fingerprint_tells_that_a_file_was_added_changed_or_removed(tmp_path: Path, name: str) -> None:
    write(tmp_path, "articles/other.txt", BODY)
    before = seeds_fingerprint(tmp_path)
    path = write(tmp_path, name, BODY)
    added = seeds_fingerprint(tmp_path)
    assert seeds_fingerprint(tmp_path) == added
    path.write_text(BODY + " It is open on Sundays.")
    grown = seeds_fingerprint(tmp_path)
    os.utime(path, ns=(1, 1))
    touched = seeds_fingerprint(tmp_path)
    assert len({before, added, grown, touched}) == 4
    path.rename(path.with_name("renamed" + path.suffix))
    assert seeds_fingerprint(tmp_path) != touched
    path.with_name("renamed" + path.suffix).unlink()
    assert seeds_fingerprint(tmp_path) == before


def test_the_fingerprint_of_a_missing_folder_is_that_of_an_empty_one(tmp_path: Path) -> None:
    assert seeds_fingerprint(tmp_path / "gone") == seeds_fingerprint(tmp_path)


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """The articles and notes that come with Briefbot, without what somebody has put beside them."""
    for name in SHIPPED_TEXTS:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(SHIPPED / name, tmp_path / name)
    return tmp_path


def test_the_seeds_that_ship_are_read_without_a_word_lost(shipped: Path) -> None:
    seeds = read_seeds(shipped, now=NOW)
    assert len(seeds.articles) == len(SHIPPED_TEXTS)
    assert seeds.errors == ()
    assert {article.kind for article in seeds.articles} == {ArticleKind.NEWS, ArticleKind.NOTE}
    for article in seeds.articles:
        assert article.credits == {}
        assert article.language == "en"
        assert article.source.startswith("Briefbot")
        path = next(path for path in shipped.glob("*/*.md") if f"title: {article.title}\n" in path.read_text("utf-8"))
        assert path.read_text("utf-8").rpartition("---\n")[2].strip() == article.text


def test_the_seeds_that_ship_belong_to_topics_that_ship(shipped: Path) -> None:
    topics, _ = read_packs(SHIPPED / "topics")
    seeds = read_seeds(shipped, now=NOW)
    named = {topic for article in seeds.articles for topic in article.topics}
    assert named <= {topic.id for topic in topics}


def test_the_feeds_that_ship_can_all_be_imported() -> None:
    opml = read_opml((SHIPPED / "feeds.opml").read_bytes())
    assert opml.problems == ()
    assert all(feed.folder and feed.title for feed in opml.feeds)
    assert len({feed.url for feed in opml.feeds}) == len(opml.feeds)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(text="0 \x1b\r0", suffix=".md", fenced=False)
@given(text=st.text(), suffix=st.sampled_from([".md", ".txt"]), fenced=st.booleans())
def test_any_text_is_read_or_refused_and_leaves_clean_lines(
    tmp_path: Path, text: str, suffix: str, fenced: bool
) -> None:
    body = f"---\ntitle: A\n---\n{text}" if fenced else text
    path = write(tmp_path, f"articles/any{suffix}", body.encode("utf-8", "replace"))
    try:
        article = read(path)
    except SeedError:
        return
    for line in [article.title, *article.text.split("\n\n"), *"\n".join(article.credits.values()).split("\n")]:
        assert line == " ".join(line.split())
    assert article.title
    assert article.text
