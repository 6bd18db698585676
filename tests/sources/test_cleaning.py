from __future__ import annotations

from pathlib import Path

from bot.sources.cleaning import cleaning_digest


def test_the_digest_of_the_code_that_cleans_changes_with_it(tmp_path: Path) -> None:
    code = tmp_path / "clean.py"
    code.write_text("DROPPED = {'nav'}", encoding="utf-8")
    before = cleaning_digest([code])
    code.write_text("DROPPED = {'nav', 'aside'}", encoding="utf-8")
    assert cleaning_digest([code]) != before
    assert len(cleaning_digest()) == 32
