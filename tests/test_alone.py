from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config_reading import load_settings
from tests.alone import measuring

ROOT = Path(__file__).resolve().parents[1]


def test_what_no_test_sets_is_as_if_nobody_had_set_it() -> None:
    assert load_settings().model_fields_set == {"compare_meanings"}


def test_tests_know_nothing_of_what_the_operator_has_set(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BRIEFBOT_DATABASE_URL=postgresql://of.the.operator/briefbot\n")
    (tmp_path / "config.toml").write_text('timezone = "Asia/Yerevan"\n')
    alone = f"{__file__}::{test_what_no_test_sets_is_as_if_nobody_had_set_it.__name__}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-n0", "-p", "no:cacheprovider", alone],
        cwd=tmp_path,
        env=os.environ | {"BRIEFBOT_DATA_DIR": "/of/the/operator", "briefbot_follow": "csto"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_reference_is_written_whatever_the_operator_has_set(tmp_path: Path) -> None:
    for path in (*ROOT.glob("docs/*.py"), *ROOT.glob("docs/reference/*.md")):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    (tmp_path / ".env").write_text("BRIEFBOT_TICK_SECONDS=never\n")
    done = subprocess.run(
        [sys.executable, "-m", "docs.write_reference"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "BRIEFBOT_FOLLOW": "csto"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_what_measures_knows_nothing_of_what_the_operator_has_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("BRIEFBOT_DATABASE_URL=postgresql://of.the.operator/briefbot\n")
    (tmp_path / "config.toml").write_text('timezone = "Asia/Yerevan"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFBOT_DATA_DIR", "/of/the/operator")
    for changed in ("BRIEFBOT_COMPARE_MEANINGS", "PYTHONPATH"):  # which `monkeypatch` brings back
        monkeypatch.setenv(changed, os.environ.get(changed, ""))
    with measuring():
        assert load_settings().model_fields_set == set()


@pytest.mark.slow
def test_a_measurement_writes_nothing_where_the_operator_keeps_articles(tmp_path: Path) -> None:
    for name in ("bench", "tests"):
        (tmp_path / name).mkdir()
    for path in (*ROOT.glob("bench/*.py"), *ROOT.glob("tests/*.py")):
        shutil.copy(path, tmp_path / path.relative_to(ROOT))
    (tmp_path / ".env").write_text(f"BRIEFBOT_DATABASE_URL=sqlite:///{tmp_path / 'of_the_operator.sqlite3'}\n")
    (tmp_path / "config.toml").write_text(f'data_dir = "{tmp_path / "kept"}"\n')
    before = set(tmp_path.iterdir())
    done = subprocess.run(
        [sys.executable, "-m", "bench.many", "2", "1"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "first read" in done.stdout
    assert set(tmp_path.iterdir()) == before
