"""`briefbot init`, as somebody answers it in a terminal, and as a script calls it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.cli import MISTAKE, run_command_line
from bot.commands.settings_text import with_settings
from bot.config_reading import load_settings

_ANSWERS = ["--follow", "csto", "--languages", "en", "--timezone", "UTC"]
_IN_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to set up in."""
    for name in list(os.environ):
        if name.startswith("BRIEFBOT_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(*answers: str) -> str:
    """What stands in the terminal of somebody who answers so; "" takes what is offered."""
    command = [sys.executable, "-c", _IN_A_TERMINAL, sys.executable, "-m", "bot", "init"]
    waiting, shown = list(answers), ""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin
        assert process.stdout
        while chunk := os.read(process.stdout.fileno(), 65536):
            shown += chunk.decode()
            if waiting and shown.endswith(": "):
                process.stdin.write(f"{waiting.pop(0)}\n".encode())
                process.stdin.flush()
    assert process.returncode == 0, shown
    assert not waiting
    return shown


def test_five_answers_become_settings_and_a_mistake_is_asked_again(home: Path) -> None:
    shown = asked("csto, volcano", "csto", "hy, en", "Yerevan", "store", "the.token")
    assert "no topic “volcano”; choose from" in shown
    assert "the.token" not in shown
    assert "three parts with dots between; was something else copied?" in shown
    settings = load_settings()
    assert (settings.follow, settings.languages, settings.timezone) == (("csto",), ("hy", "en"), "Asia/Yerevan")
    assert (settings.data_dir, settings.token()) == (Path("store"), "the.token")
    assert (home / "discord_token").stat().st_mode & 0o777 == 0o600
    assert "the.token" not in (home / "config.toml").read_text(encoding="utf-8")


def test_topics_and_languages_are_understood_by_their_names(home: Path) -> None:  # noqa: ARG001 - it is the folder
    shown = asked("Nagorno-Karabakh, CSTO", "Armenian and english", "", "", "a.bots.token")
    assert "was something else copied?" not in shown
    assert "of ai-regulation, climate-negotiations, csto" in shown
    settings = load_settings()
    assert (settings.follow, settings.languages) == (("nagorno-karabakh", "csto"), ("hy", "en"))


def test_a_zone_is_a_place_as_it_is_in_discord(home: Path) -> None:  # noqa: ARG001 - it is the folder
    shown = asked("", "", "EST", "Armenia", "", "")
    assert "“EST” says how far clocks are from UTC, not where; write a city with that time, such as New York" in shown
    assert load_settings().timezone == "Asia/Yerevan"


def test_what_is_offered_can_be_taken_and_settings_are_replaced_on_wish_only(home: Path) -> None:
    (home / "config.toml").write_text("# mine\n", encoding="utf-8")
    asked("y", "", "", "", "postgresql://briefbot@localhost/briefbot", "")
    asked("y", "", "", "", "", "")
    assert "data_dir" not in (home / "config.toml").read_text(encoding="utf-8")
    settings = load_settings()
    assert settings.follow == ("csto", "nagorno-karabakh")
    assert settings.database_url == "postgresql://briefbot@localhost/briefbot"
    assert settings.token() is None


def test_what_is_set_is_offered_and_enter_keeps_it_the_token_too(home: Path) -> None:
    (home / "discord_token").write_text("the.old.token", encoding="utf-8")
    said = (
        'follow = ["csto"]\nlanguages = ["hy", "en"]\ntimezone = "Asia/Yerevan"\ndata_dir = "store"\n'
        'discord_token_file = "discord_token"\n'
    )
    (home / "config.toml").write_text(f"# mine\n{said}keep_days = 90\nwatch_at = ''\n", encoding="utf-8")
    before = (home / "config.toml").read_text(encoding="utf-8")
    shown = asked("y", "", "", "", "", "")
    assert "What it said before is in config.toml.before, all else in it stays." in shown
    assert (home / "config.toml").read_text(encoding="utf-8") == before
    assert (home / "config.toml.before").read_text(encoding="utf-8") == before
    assert load_settings().token() == "the.old.token"
    asked("y", "", "", "", "", "a.new.token", "y")
    assert load_settings().token() == "a.new.token"
    assert sorted(file.name for file in home.glob("*.before*")) == ["config.toml.before", "config.toml.before1"]
    assert "keep_days" in (home / "config.toml.before").read_text(encoding="utf-8")


def test_what_is_not_asked_about_stays_and_so_do_comments_and_topics(home: Path) -> None:
    example = (Path(__file__).parents[1] / "config.example.toml").read_text(encoding="utf-8")
    own = '\n[topics.chess] # ours\nname = "Chess"\naliases = { en = ["FIDE"] }\n'
    (home / "config.toml").write_text(example.replace("keep_days = 180", "keep_days = 90") + own, encoding="utf-8")
    asked("y", "", "hy", "Yerevan", "postgresql://briefbot@localhost/briefbot", "a.bots.token")
    settings = load_settings()
    assert (settings.keep_days, [*settings.topics]) == (90, ["chess"])
    assert (settings.languages, settings.database_url) == (("hy",), "postgresql://briefbot@localhost/briefbot")
    assert settings.token() == "a.bots.token"
    before, after = (
        (home / name).read_text(encoding="utf-8").splitlines() for name in ("config.toml.before", "config.toml")
    )
    assert [line for line in before if line not in after] == [
        'data_dir = "data"',
        'languages = ["en"]',
        'timezone = "UTC"',
    ]
    assert [(after[place - 1], line) for place, line in enumerate(after) if line not in before] == [
        ('# discord_token_file = "/run/secrets/discord_token"', 'discord_token_file = "discord_token"'),
        (
            '# database_url = "postgresql://briefbot@localhost/briefbot"',
            'database_url = "postgresql://briefbot@localhost/briefbot"',
        ),
        ("# (`reads` of /subscribe).", 'languages = ["hy"]'),
        ("# The time zone of times that name none.", 'timezone = "Asia/Yerevan"'),
    ]


def test_what_cannot_be_followed_is_left_in_the_copy(home: Path) -> None:
    (home / "config.toml").write_text('keep_days = 90\nfolow = ["csto"]\n', encoding="utf-8")
    shown = asked("y", "", "", "", "", "")
    assert "What it said before is in config.toml.before, which alone has keep_days, folow." in shown
    assert load_settings().keep_days == 180


VALUES = {"follow": ("csto",), "timezone": "UTC"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'follow = ["csto"]\ntimezone = "UTC"\n'),
        ("# mine\n", '# mine\nfollow = ["csto"]\ntimezone = "UTC"\n'),
        ("a = 1 # one\n\n# of b\n[b]\n", 'a = 1 # one\nfollow = ["csto"]\ntimezone = "UTC"\n\n# of b\n[b]\n'),
        ('follow = [ # all\n "csto", ]\ntimezone = "CET" # ours\n', 'follow = [ # all\n "csto", ]\ntimezone = "UTC"\n'),
        (
            'a = """\n[b]\nfollow = 1"""\n"Follow" = [\n1\n]',
            'a = """\n[b]\nfollow = 1"""\nFollow = ["csto"]\ntimezone = "UTC"\n',
        ),
        ('data_dir = [\n"x"\n]\nb.c = 1\n', 'b.c = 1\nfollow = ["csto"]\ntimezone = "UTC"\n'),
        ("a = '\u2028'\n", 'a = \'\u2028\'\nfollow = ["csto"]\ntimezone = "UTC"\n'),
        ("#timezone = 'CET'\na = 1\n", '#timezone = \'CET\'\ntimezone = "UTC"\na = 1\nfollow = ["csto"]\n'),
    ],
)
def test_a_file_gets_other_settings_line_by_line(before: str, after: str) -> None:
    assert with_settings(before, VALUES, among=("follow", "timezone", "data_dir")) == after


def test_a_file_whose_lines_cannot_be_changed_alone_is_not_changed() -> None:
    assert with_settings("[timezone]\nname = 1\n", VALUES, among=("follow", "timezone")) is None


def test_a_token_that_lies_there_and_settings_that_cannot_be_read_are_no_hindrance(home: Path) -> None:
    (home / "discord_token").write_text("the.old.token", encoding="utf-8")
    (home / "config.toml").write_text("follow = [", encoding="utf-8")
    assert "empty for that in discord_token" in asked("y", "", "", "", "", "")
    assert load_settings().token() == "the.old.token"


def test_a_script_answers_by_options(home: Path) -> None:
    (home / "token").write_text("the.token", encoding="utf-8")
    answers = ["--follow", "csto", "--languages", "en", "--timezone", "Berlin", "--data", "data"]
    assert run_command_line(["init", *answers, "--token-file", "token"]) == 0
    assert load_settings().token() == "the.token"


def test_what_is_answered_is_written_whatever_the_environment_says(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFBOT_TIMEZONE", "Asia/Yerevan")
    monkeypatch.setenv("BRIEFBOT_LANGUAGES", "hy")
    answers = ["--follow", "csto", "--languages", "pl", "--timezone", "Berlin", "--data", "~/data", "--token-file", ""]
    assert run_command_line(["init", *answers]) == 0
    written = tomllib.loads((home / "config.toml").read_text(encoding="utf-8"))
    assert written == {"follow": ["csto"], "languages": ["pl"], "timezone": "Europe/Berlin", "data_dir": "~/data"}


def test_what_was_written_is_named_as_it_is_called(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home / "[bold]settings of the second bot"
    folder.mkdir()
    file = folder / "config.toml"
    answers = ["--follow", "csto", "--languages", "en", "--timezone", "Berlin", "--data", "data", "--token-file", ""]
    assert run_command_line(["--config", str(file), "init", *answers]) == 0
    told = capsys.readouterr().out
    assert f"Written to {file}. " in told
    assert f"briefbot --config '{file}' doctor` looks it over" in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "there is no terminal to ask in; answer with --follow"),
        (["--follow", "volcano"], "There is no topic “volcano”"),
        (["--follow", "csto", "--languages", "klingon"], "“klingon” is no language of two letters"),
        ([*_ANSWERS, "--data", __file__, "--token-file", ""], "test_init.py is no folder"),
        ([*_ANSWERS, "--data", "sqlite://", "--token-file", ""], "sqlite:// is a database in memory"),
        ([*_ANSWERS, "--data", "data", "--token-file", "tokn"], "tokn does not exist"),
    ],
)
def test_where_nobody_can_be_asked_a_mistake_is_a_sentence_and_nothing_is_written(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    with Path(os.devnull).open(encoding="utf-8") as nobody:
        monkeypatch.setattr(sys, "stdin", nobody)
        assert run_command_line(["init", *arguments]) == MISTAKE
    assert sentence in " ".join(capfd.readouterr().err.split())
    assert list(home.iterdir()) == []


def test_settings_that_are_there_stay(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (home / "config.toml").write_text("# mine\n", encoding="utf-8")
    with Path(os.devnull).open(encoding="utf-8") as nobody:
        monkeypatch.setattr(sys, "stdin", nobody)
        assert run_command_line(["init"]) == MISTAKE
    assert "--overwrite" in capfd.readouterr().err
    assert (home / "config.toml").read_text(encoding="utf-8") == "# mine\n"
