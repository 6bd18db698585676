"""Settings: what the example shows is what the class says, and every mistake is one sentence."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from bot.config import Settings
from bot.config_reading import load_settings
from bot.errors import ConfigError
from bot.storage.address import file_of

EXAMPLE = Path(__file__).resolve().parents[1] / "config.example.toml"
SECRET = {"discord_token"}


@pytest.fixture(autouse=True)
def _clean_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No config.toml, .env or variable of the machine that runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("BRIEFBOT_"):
            monkeypatch.delenv(name)


def config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_example_shows_every_setting_and_no_other() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    shown = set(tomllib.loads(text))
    # Their default is "none", depends on where the bot runs, or is a table.
    without = {name for name, field in Settings.model_fields.items() if field.default in (None, {}, PydanticUndefined)}
    commented = {name for name in without if re.search(rf"^# (?:{name} =|\[{name}\.)", text, re.MULTILINE)}
    assert (shown | commented) ^ (set(Settings.model_fields) - SECRET) == set(), (
        f"{EXAMPLE.name} shows and explains each"
    )


def test_example_shows_every_default() -> None:
    from_example = load_settings(EXAMPLE)
    assert from_example == Settings()


def test_the_default_database_is_a_file_below_the_folder_of_data() -> None:
    assert Settings().storage_url == "sqlite:///data/briefbot.sqlite3"
    folder = Path("/what is new?", "100%20 %", "#1")
    assert file_of(Settings(data_dir=folder).storage_url) == folder / "briefbot.sqlite3"


def test_example_says_what_each_setting_means() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[a-z_]+ = ", line):
            assert lines[number - 1].startswith("# "), line


def test_environment_wins_over_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFBOT_TIMEZONE", "Asia/Yerevan")
    assert load_settings(config(tmp_path, 'timezone = "Europe/Berlin"')).timezone == "Asia/Yerevan"


def test_a_zone_that_people_are_refused_stays_what_an_operator_has_set(tmp_path: Path) -> None:
    assert load_settings(config(tmp_path, 'timezone = "EST"')).timezone == "EST"


def test_dotenv_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BRIEFBOT_WINDOW=3d\nBRIEFBOT_LANGUAGES=pl, en\n", encoding="utf-8")
    settings = load_settings()
    assert settings.window == timedelta(days=3)
    assert settings.languages == ("pl", "en")


def test_what_stands_in_the_dotenv_file_for_other_programs_is_theirs(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("POSTGRES_PASSWORD=x\nTOPICS_OF=y\nBRIEFBOT_WINDOW=3d\n", encoding="utf-8")
    assert load_settings(config(tmp_path, 'timezone = "UTC"')).window == timedelta(days=3)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"BRIEFBOT_WINDW=3d", "BRIEFBOT_WINDW: there is no such setting; did you mean BRIEFBOT_WINDOW? (.env)"),
        (b"BRIEFBOT_WINDOW=soon", "window: “soon” is no length of time; write 90m, 24h, 3d or 1w (.env)"),
        (
            b"BRIEFBOT_REFRESH_MINUTES=0",
            "refresh_minutes: “0” is not what belongs here: greater than or equal to 1 (.env)",
        ),
        (b"BRIEFBOT_TIMEZONE=\xe9", ".env is not UTF-8 text"),
    ],
)
def test_mistake_in_the_dotenv_file_is_one_sentence_and_no_fault_of_the_other_file(
    tmp_path: Path, line: bytes, sentence: str
) -> None:
    (tmp_path / ".env").write_bytes(line)
    with pytest.raises(ConfigError, match=f"^{re.escape(sentence)}$"):
        load_settings(config(tmp_path, 'timezone = "UTC"\nwindow = "24h"\nrefresh_minutes = 15'))


def test_tables_are_read_from_variables_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFBOT_SOURCE_LABELS", '{"bbc.co.uk": {"country": "UK"}}')
    assert load_settings().source_labels == {"bbc.co.uk": {"country": "UK"}}
    monkeypatch.setenv("BRIEFBOT_TOPICS", "csto")
    with pytest.raises(ConfigError, match=r"^BRIEFBOT_TOPICS: .csto. is no JSON"):
        load_settings()
    monkeypatch.setenv("BRIEFBOT_TOPICS", "[" * 100_000)
    with pytest.raises(ConfigError, match=r"^BRIEFBOT_TOPICS: .\[{80}…. is no JSON"):
        load_settings()


def test_what_a_list_names_twice_counts_once(tmp_path: Path) -> None:
    settings = load_settings(config(tmp_path, 'follow = ["csto", "csto"]\nlanguages = "pl, en, pl"'))
    assert (settings.follow, settings.languages) == (("csto",), ("pl", "en"))


def test_a_tilde_is_the_home_of_who_runs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BRIEFBOT_DISCORD_TOKEN_FILE", "~/token")
    settings = load_settings(config(tmp_path, 'data_dir = "~/briefbot data"'))
    assert settings.data_dir == tmp_path / "home" / "briefbot data"
    assert settings.discord_token_file == tmp_path / "home" / "token"


def test_networks_are_read_from_a_list_of_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFBOT_FETCH_ALLOWED_NETWORKS", "127.0.0.0/8, ::1/128")
    assert load_settings().fetch_allowed_networks == (ip_network("127.0.0.0/8"), ip_network("::1/128"))


def test_config_toml_here_is_read_without_being_named(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("refresh_minutes = 7", encoding="utf-8")
    assert load_settings().refresh_minutes == 7


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('timezon = "UTC"', "timezon: there is no such setting; did you mean timezone?"),
        ('timezone = "Asia/Yeravan"', "did you mean Asia/Yerevan"),
        ('window = "soon"', "“soon” is no length of time"),
        ("window = 24", "“24” is no length of time"),
        ("refresh_minutes = 0", "refresh_minutes"),
        ('refresh_minutes = "often"', "“often” is not what belongs here: a whole number"),
        ("keep_days = 31.5", "31.5 is not what belongs here: a whole number"),
        ('thumbnails = "maybe"', "“maybe” is not what belongs here: true or false"),
        ("data_dir = 3", "3 is not what belongs here: text in quotes"),
        ("topics = 1", "topics: 1 is not what belongs here: a table"),
        ("receipt_at = 08:00:00", "receipt_at: 08:00:00 is not what belongs here: text in quotes"),
        ("receipt_at = true", "receipt_at: true is not what belongs here: text in quotes"),
        ("timezone = 4", "4 is not what belongs here: text in quotes"),
        ("refresh_minutes = [", "cannot be read"),
        (f"follow = {'[' * 10_000}", "cannot be read"),
        ('discord_token = "x"', "is a secret and does not belong into this file"),
        ('DISCORD_TOKEN = "x"', "is a secret and does not belong into this file"),
        ('fetch_allowed_networks = ["home"]', "“home” is no network; write 127.0.0.0/8"),
        ('languages = ["english"]', "“english” is no language of two letters"),
        ("languages = []", "languages: name one that your readers read, such as en"),
        ('languages = ["ua"]', "“ua” is no language; did you mean “uk”?"),
        ('languages = ["zz"]', "“zz” is no language of two letters"),
        ('data_dir = " "', "data_dir: a name is missing"),
        ('seeds_dir = "a\\u0000b"', "seeds_dir: no name has the character 0 in it"),
        ('data_dir = "~nobody-here/data"', "data_dir: nobody knows the home that ~nobody-here means"),
        ('database_url = "sqlite://"', "database_url: sqlite:// is a database in memory"),
        ('database_url = "sqlite:///:memory:"', "database_url: sqlite:///:memory: is a database in memory"),
        ('timezone = "UTC"\nTimeZone = "Asia/Yerevan"', "timezone and TimeZone are one setting"),
        ("correcting_servers = 5", "correcting_servers: 5 is not what belongs here: a list in square brackets"),
        ("receipt_channel = 9_223_372_036_854_775_808", "is not what belongs here: less than 9223372036854775808"),
        ('seeds_dir = ""', "seeds_dir: a name is missing"),
        ('discord_token_file = ""', "discord_token_file: a name is missing"),
        ("keep_days = 4_000_000", "4000000 is not what belongs here: less than or equal to 36500"),
        ("correcting_servers = [-5]", "-5 is not what belongs here: greater than 0"),
        ('watch_at = "127.0.0.1:0"', "“127.0.0.1:0” is no host and port"),
        ('feeds_file = "nowhere.opml"', "nowhere.opml does not exist"),
        ('feeds_file = "."', "feeds_file: . is no file"),
        ('discord_gateway_url = "nonsense"', "“nonsense” is no address of a gateway, such as wss://gateway.example/"),
        ('discord_gateway_url = "https://gateway.example"', "“https://gateway.example” is no address of a gateway"),
        ('watch_at = "9464"', "“9464” is no host and port"),
        ('watch_at = "127.0.0.1:94640"', "“127.0.0.1:94640” is no host and port"),
        ('receipt_at = "25:00"', "“25:00” is no time of day; write it like 08:00"),
        ('receipt_channel = "ops"', "receipt_channel: “ops” is not what belongs here"),
        ('log_level = "xml"', "“xml” is not what belongs here: 'debug', 'info', 'warning' or 'error'"),
    ],
)
def test_mistake_in_the_file_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(sentence)) as caught:
        load_settings(config(tmp_path, text))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("address", ["ws://127.0.0.1:8080/", "wss://gateway.discord.gg/?v=10", "ws://[::1]:80"])
def test_a_gateway_may_live_anywhere(tmp_path: Path, address: str) -> None:
    assert load_settings(config(tmp_path, f'discord_gateway_url = "{address}"')).discord_gateway_url == address


def test_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"absent\.toml: no such file; `briefbot --config .*absent\.toml init` writes one"
    ):
        load_settings(tmp_path / "absent.toml")


def test_a_link_that_leads_nowhere_is_no_wish_for_defaults(tmp_path: Path) -> None:
    (tmp_path / "config.toml").symlink_to(tmp_path / "not mounted" / "config.toml")
    with pytest.raises(ConfigError, match=r"^config\.toml: no such file"):
        load_settings()


@pytest.mark.skipif(os.name != "posix", reason="Windows has text alone in its environment")
@pytest.mark.parametrize("name", ["BRIEFBOT_TIMEZONE", "BRIEFBOT_DATA_DIR"])
def test_a_variable_that_is_no_text_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, os.fsdecode(b"/srv/d\xe4ta"))
    with pytest.raises(ConfigError, match=f"^{name} is not UTF-8 text$"):
        load_settings()


def test_a_folder_in_the_place_of_the_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be read \(Is a directory\)$"):
        load_settings(tmp_path)


def test_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('timezone = "\xe9"'.encode("latin-1"))
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_settings(path)


def test_labels_of_sources_are_read_by_host(tmp_path: Path) -> None:
    file = config(tmp_path, '[source_labels."bbc.co.uk"]\ncountry = "United Kingdom"\n')
    assert load_settings(file).source_labels == {"bbc.co.uk": {"country": "United Kingdom"}}


@pytest.mark.parametrize(
    ("host", "label"), [("www.bbc.co.uk", "UK"), ("https://bbc.co.uk", "UK"), ("BBC.co.uk", "UK"), ("bbc.co.uk", " ")]
)
def test_labels_of_what_is_no_host_or_without_words_are_refused(tmp_path: Path, host: str, label: str) -> None:
    with pytest.raises(ConfigError, match=r"source_labels.*(no host|characters)"):
        load_settings(config(tmp_path, f'[source_labels."{host}"]\ncountry = "{label}"\n'))


def test_misspelt_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFBOT_DISCORD_TOKN", "x")
    with pytest.raises(ConfigError, match="did you mean BRIEFBOT_DISCORD_TOKEN"):
        load_settings()


def test_mistake_in_a_variable_names_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFBOT_TIMEZONE", "Mars/Base")
    with pytest.raises(ConfigError, match=r"^BRIEFBOT_TIMEZONE: there is no time zone “Mars/Base”") as caught:
        load_settings(config(tmp_path, 'window = "3d"'))
    assert "mine.toml" not in str(caught.value)


def test_token_comes_from_the_variable_or_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().token() is None
    (tmp_path / "token").write_text("from-file\n", encoding="utf-8")
    named = config(tmp_path, f'discord_token_file = "{tmp_path / "token"}"')
    assert load_settings(named).token() == "from-file"
    monkeypatch.setenv("BRIEFBOT_DISCORD_TOKEN", " from-variable ")
    assert load_settings(named).token() == "from-variable"


def test_token_never_shows_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFBOT_DISCORD_TOKEN", "the-secret")
    assert "the-secret" not in repr(load_settings())


def test_missing_token_file_is_one_sentence(tmp_path: Path) -> None:
    settings = load_settings(config(tmp_path, 'discord_token_file = "nowhere"'))
    with pytest.raises(ConfigError, match="nowhere cannot be read"):
        settings.token()
