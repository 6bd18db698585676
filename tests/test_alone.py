from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.config import load_settings

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
