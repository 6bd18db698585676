"""What can be set, and what each setting may be. `config.example.toml` shows them all; a test holds it to this class.

Where they are read from, and in which words a mistake is told: `config_reading`.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, HttpUrl, PositiveInt, PrivateAttr, SecretStr, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.actions.times import parse_local_time, parse_window
from bot.actions.zones import known_zone
from bot.errors import BadValueError, ConfigError
from bot.sources.addresses import normal_host
from bot.text.language_codes import COUNTRY_TAKEN_FOR_LANGUAGE, LANGUAGE_CODES

ENV_PREFIX = "BRIEFBOT_"
DOTENV = Path(".env")
_ADDRESS = re.compile(r"(\[[0-9a-fA-F:]+\]|[\w.-]+):([0-9]{1,5})")
_WEBSOCKET = re.compile(r"wss?://(?:[\w.-]+|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?(?:[/?][^\s#]*)?")
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+")
_HIGHEST_PORT = 65_535
_LONGEST_LABEL = 40
_LONGEST_TOLD = 80  # characters of a value that cannot be read
_FORGETS = re.compile(r"sqlite(?:\+\w+)?:/{0,3}(?::memory:)?", re.IGNORECASE)

# Lists arrive from the environment as "a, b"; from TOML as lists.
_CommaList = Annotated[tuple[str, ...], NoDecode]


def shipped_seeds() -> Path:
    """`./seeds`, else the copy that the installed package carries, else those of the checkout it runs from."""
    package = Path(__file__).parent
    places = (Path("seeds"), package / "_seeds", package.parent / "seeds")
    return next((place for place in places if place.is_dir()), places[0])


class Settings(BaseSettings):
    """Everything an operator may set; each field's description stands in `config.example.toml` too."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, extra="forbid", frozen=True, env_file=DOTENV, env_file_encoding="utf-8"
    )

    # Discord
    discord_token: SecretStr | None = Field(None, description="The bot's token. Never in config.toml.")
    discord_token_file: Path | None = Field(None, description="A file that holds the token, instead of the variable.")
    discord_api_base: HttpUrl | None = Field(None, description="Another address for Discord's REST API (a proxy).")
    discord_gateway_url: str | None = Field(None, description="Another address for Discord's gateway.")
    discord_requests_per_second: float = Field(
        40, gt=0, le=50, description="All requests to Discord together; Discord allows 50."
    )

    # What is kept, and where
    data_dir: Path = Field(Path("data"), description="Where the embedded database lives.")
    database_url: str | None = Field(None, description="PostgreSQL instead: postgresql+psycopg://user@host/name")
    seeds_dir: Path = Field(default_factory=shipped_seeds, description="Articles, notes and topic packs.")
    feeds_file: Path | None = Field(
        None, description="An OPML list read at start and whenever it changes; default: feeds.opml in the seeds."
    )

    keep_days: int = Field(180, ge=31, le=36_500, description="How long news, and what was delivered, is kept.")
    keep_megabytes: int | None = Field(
        None, ge=50, description="The oldest news goes where all takes more; default: any."
    )

    # What is followed
    follow: _CommaList = Field(
        ("csto", "nagorno-karabakh"), description="Topics that `briefbot run` prints where no token is set."
    )
    topics: Annotated[dict[str, dict[str, Any]], NoDecode] = Field(
        {}, description="Topics defined here, in the form of a topic pack."
    )
    languages: _CommaList = Field(("en",), description="What readers read: quotes are chosen in these first.")
    thumbnails: bool = Field(
        True, description="Show beside the first story of a briefing the picture that came with its article."
    )

    source_labels: Annotated[dict[str, dict[str, str]], NoDecode] = Field(
        {},
        description="Labels of sources by their host, such as country and ownership, for /story to tell who reports.",
    )

    # What one server, and one person, may have
    most_topics_per_server: int = Field(50, ge=0, description="Topics that a server may make for itself.")
    most_subscriptions_per_server: int = Field(100, ge=0, description="Subscriptions of one server.")
    most_subscriptions_per_person: int = Field(25, ge=0, description="Subscriptions of one person in private.")
    most_feeds_per_server: int = Field(100, ge=0, description="Feeds that one server may bring.")
    most_pages_per_person: int = Field(
        20, ge=0, description="Linked pages that one person may have read within an hour; 0 summarises what is stored."
    )
    correcting_servers: Annotated[tuple[PositiveInt, ...], NoDecode] = Field(
        (), description="Ids of the servers whose moderators may correct stories and shared topics, for all servers."
    )

    # When
    timezone: str = Field("UTC", description="Zone for times that name none.")
    window: timedelta = Field(timedelta(hours=24), description="How far a briefing looks back: 90m, 24h, 3d, 1w.")
    refresh_minutes: int = Field(15, ge=1, le=1440, description="How often a busy feed is asked for news.")
    tick_seconds: float = Field(1, gt=0, le=300, description="How often the schedule looks for what is due.")

    # Reading the web
    fetch_timeout_seconds: float = Field(20, gt=0, le=300, description="Longest time for one feed.")
    fetch_max_bytes: int = Field(5_000_000, ge=10_000, description="Largest feed, after decompression.")
    fetch_at_once: int = Field(16, ge=1, le=256, description="Feeds fetched at the same time.")
    parse_processes: int = Field(1, ge=0, le=16, description="Processes that read feeds; 0 reads them in the bot.")
    compare_meanings: bool = Field(
        True, description="Find one event in several languages by a model of meaning, where the extra is installed."
    )
    fetch_allowed_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        (), description="Private networks that feeds may live in, such as 127.0.0.0/8; default: none."
    )

    # What the operator sees
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")
    log_format: Literal["text", "json"] = Field("text", description="Lines for a person, or JSON for a machine.")
    watch_at: str = Field(
        "127.0.0.1:9464", description='Where /healthz, /readyz and /metrics are answered; "" for nowhere.'
    )
    receipt_channel: int | None = Field(
        None,
        gt=0,
        lt=2**63,
        description="Id of the Discord channel that is told once a day how the day was; default: none is.",
    )
    receipt_at: str = Field("08:00", description="When it is told, in `timezone`.")

    @field_validator("fetch_allowed_networks", mode="before")
    @classmethod
    def _read_networks(cls, value: object) -> object:
        return [_network(each) for each in value] if isinstance(value, list) else value

    @field_validator("follow", "languages", "fetch_allowed_networks", "correcting_servers", mode="before")
    @classmethod
    def _split_commas(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("follow", "languages", "fetch_allowed_networks", "correcting_servers")
    @classmethod
    def _each_once(cls, value: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(dict.fromkeys(value))

    @field_validator("data_dir", "seeds_dir", "feeds_file", "discord_token_file", mode="before")
    @classmethod
    def _read_path(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if not value.strip():  # which would be the folder that the bot is started in
            raise BadValueError("a name is missing; without one, leave the setting out")
        if "\0" in value:
            raise BadValueError("no name has the character 0 in it")
        try:
            return Path(value).expanduser()  # no shell has; and who is rid of a folder called "~" may lose the home
        except RuntimeError as error:
            raise BadValueError(f"nobody knows the home that {Path(value).parts[0]} means; name it in full") from error

    @field_validator("database_url")
    @classmethod
    def _remembers(cls, value: str | None) -> str | None:
        if value and _FORGETS.fullmatch(value):
            raise BadValueError(f"{value} is a database in memory, gone with each end; leave it out, or name a file")
        return value

    @field_validator("topics", "source_labels", mode="before")
    @classmethod
    def _read_json(cls, value: object) -> object:
        try:
            return json.loads(value) if isinstance(value, str) else value
        except (ValueError, RecursionError) as error:
            told = str(value)
            told = told if len(told) <= _LONGEST_TOLD else f"{told[:_LONGEST_TOLD]}…"
            raise BadValueError(f"“{told}” is no JSON, as which a variable has what is a table in the file") from error

    @field_validator("languages")
    @classmethod
    def _two_letters(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise BadValueError("name one that your readers read, such as en")
        for language in value:
            if meant := COUNTRY_TAKEN_FOR_LANGUAGE.get(language):
                raise BadValueError(f"“{language}” is no language; did you mean “{meant}”?")
            if language not in LANGUAGE_CODES:
                raise BadValueError(f"“{language}” is no language of two letters, such as en, hy or ru")
        return value

    @field_validator("source_labels")
    @classmethod
    def _are_labels(cls, value: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        for host, labels in value.items():
            if normal_host(host) != host or "." not in host or host.startswith("www."):
                raise BadValueError(f"“{host}” is no host without www, in lower case, such as bbc.co.uk")
            if long := [text for text in (*labels, *labels.values()) if not 0 < len(text.strip()) <= _LONGEST_LABEL]:
                raise BadValueError(f"{host}: a label has 1 to {_LONGEST_LABEL} characters, unlike “{long[0]}”")
        return value

    @field_validator("feeds_file")
    @classmethod
    def _exists(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise BadValueError(f"{value} is no file" if value.exists() else f"{value} does not exist")
        return value

    @field_validator("window", mode="before")
    @classmethod
    def _read_window(cls, value: object) -> object:
        return value if isinstance(value, timedelta) else parse_window(str(value))  # a number is none of anything

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return known_zone(value)

    @field_validator("discord_gateway_url")
    @classmethod
    def _is_websocket(cls, value: str | None) -> str | None:
        if value and not _WEBSOCKET.fullmatch(value):
            raise BadValueError(f"“{value}” is no address of a gateway, such as wss://gateway.example/")
        return value

    @field_validator("receipt_at")
    @classmethod
    def _read_time(cls, value: str) -> str:
        return parse_local_time(value)

    @field_validator("watch_at")
    @classmethod
    def _is_address(cls, value: str) -> str:
        found = _ADDRESS.fullmatch(value)
        if value and not (found and 0 < int(found[2]) <= _HIGHEST_PORT):
            raise BadValueError(f"“{value}” is no host and port, such as 127.0.0.1:9464")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, then `.env`, then what `load_settings` read from the file (handed in as init)."""
        return env_settings, DotEnv(settings_cls), init_settings

    _overridden: tuple[str, ...] = PrivateAttr(())

    @property
    def overridden(self) -> tuple[str, ...]:
        """The settings that the file names and that the environment or `.env` has the last word on."""
        return self._overridden

    @property
    def storage_url(self) -> str:
        """The database's address: `database_url`, or SQLite in `data_dir`."""
        from bot.storage import url_of  # noqa: PLC0415 - takes half a second, which `briefbot ready` need not spend

        return self.database_url or url_of(self.data_dir / "briefbot.sqlite3")

    @property
    def feeds_opml(self) -> Path:
        """The list of feeds that is read at start."""
        return self.feeds_file or self.seeds_dir / "feeds.opml"

    @property
    def watch_address(self) -> tuple[str, int] | None:
        """The host and port of `watch_at`; None for nowhere."""
        found = _ADDRESS.fullmatch(self.watch_at)
        return (found[1].strip("[]"), int(found[2])) if found else None

    def token(self) -> str | None:
        """The bot's token from the environment or its file, or None.

        Raises:
            ConfigError: The file cannot be read or is empty.
        """
        if self.discord_token is not None:
            return self.discord_token.get_secret_value().strip() or None
        if self.discord_token_file is None:
            return None
        try:
            token = self.discord_token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = (isinstance(error, OSError) and error.strerror) or error
            raise ConfigError(f"discord_token_file: {self.discord_token_file} cannot be read ({why})") from error
        if not token:
            raise ConfigError(f"discord_token_file: {self.discord_token_file} is empty")
        return token


class DotEnv(DotEnvSettingsSource):
    """`.env`, without what stands there for other programs: Docker Compose reads its POSTGRES_PASSWORD from it too."""

    def __call__(self) -> dict[str, Any]:
        """What it holds, by the names of the settings."""
        return {
            name: value
            for name, value in super().__call__().items()
            if name in self.settings_cls.model_fields or name.startswith(ENV_PREFIX.lower())
        }


def looks_like_token(text: str) -> bool:
    """Whether Discord could have given it as a bot's token: not an application's id, a secret, or a pair of quotes."""
    return bool(_TOKEN.fullmatch(text))


def _network(text: object) -> IPv4Network | IPv6Network:
    try:
        return ip_network(str(text))
    except ValueError as error:
        raise BadValueError(f"“{text}” is no network; write 127.0.0.0/8 or 192.168.1.0/24") from error
