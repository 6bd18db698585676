"""`python -m bench` knows its parts."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from bench.__main__ import PARTS, main
from bench.quoted import told_of
from bench.taken import main as taken_words
from bot.briefing.compose import compose
from tests.briefing.examples import article, member, window


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_a_module(part: str) -> None:
    assert find_spec(f"bench.{part}")


def test_words_that_the_word_lists_take_are_told_of_those_that_begin_alike_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "words"
    listed.write_text("wahlkampf 9\nwahlkampfes 8\nwähler 7\ndie 6\n", encoding="utf-8")
    assert taken_words(["de", str(listed)]) == 0
    assert "concepts: election: wahlkampf, wahler\n" in capsys.readouterr().out


def test_a_machine_without_a_dictionary_of_a_language_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert taken_words(["xx"]) == 0
    assert capsys.readouterr().out.startswith("skipped: no dictionary at ")


def test_why_sentences_are_quoted_or_not_is_told_by_their_words() -> None:
    report = article("a1", "Dam of Lidra breaks", "The dam of Lidra broke on Friday. Who warned of the dam?")
    remark = article(
        "a2", "Opinion: who needs a dam?", "Nobody needs the dam of Lidra at all.", url="https://a2.example/"
    )
    given = window(member(report), member(remark, "s2"))
    lines = told_of("dam", compose(given), given.window, given.languages)
    assert [re.sub(r"(?<=[» ] )\d\.\d\d", "N", line) for line in lines] == [
        "Dam of Lidra breaks (Source a1): in story 1 of 1",
        "» N  The dam of Lidra broke on Friday.",
        "  N  QUESTION  Who warned of the dam?",
        "Opinion: who needs a dam? (Source a2): listed by its title below the stories",
        "  N  Nobody needs the dam of Lidra at all.",
    ]


def test_what_is_no_part_is_said_so_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["grouping", "fast"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "no part is called fast" in said
    assert "grouping" in said


@pytest.mark.parametrize(("status", "ends_with"), [(0, 0), (3, 1)])
def test_a_part_that_fails_does_not_keep_the_others_from_running(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], status: int, ends_with: int
) -> None:
    monkeypatch.setattr("bench.__main__.PARTS", {"one": "first", "two": "second"})
    monkeypatch.setattr(
        "subprocess.run",
        lambda command, **_: type("Run", (), {"returncode": status if command[-1] == "bench.one" else 0}),
    )
    assert main([]) == ends_with
    told = capfd.readouterr()
    assert "one: first" in told.out
    assert "two: second" in told.out
    assert ("failed: one" in told.err) == bool(status)
