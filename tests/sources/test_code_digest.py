from __future__ import annotations

from pathlib import Path

from bot.sources.code_digest import code_digest


def test_the_digest_of_the_code_that_cleans_changes_with_it(tmp_path: Path) -> None:
    code = tmp_path / "clean.py"
    code.write_text("DROPPED = {'nav'}", encoding="utf-8")
    before = code_digest([code])
    code.write_text("DROPPED = {'nav', 'aside'}", encoding="utf-8")
    assert code_digest([code]) != before
    assert len(code_digest()) == 32
