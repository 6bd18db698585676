"""The settings of a run from `config.toml`, `.env` and `BRIEFBOT_…` variables, checked before anything starts.

The environment wins over `.env`, which wins over the file. Every mistake becomes one `ConfigError`
that says which setting, where it stands and what would be right; nothing is silently ignored.
"""

from __future__ import annotations

import difflib
import os
import shlex
import tomllib
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource

from bot.config import DOTENV, ENV_PREFIX, DotEnv, Settings
from bot.errors import BadValueError, ConfigError

DEFAULT_FILE = Path("config.toml")
_OF_DEVELOPERS = "BRIEFBOT_SHARED"  # where tests and measurements find their data: no setting
_SECRETS = frozenset({"discord_token"})
_BELONGS = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "dict_type": "a table",
    "float_parsing": "a number",
    "float_type": "a number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "path_type": "text in quotes",
    "string_type": "text in quotes",
    "tuple_type": "a list in square brackets",
}
"""In plain words, by pydantic's name for the mistake; what it says of ranges and choices is plain already."""


class _Alone(Settings):
    """A setting by itself, which no environment has another word on."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic's
        init_settings: PydanticBaseSettingsSource,
        *_others: PydanticBaseSettingsSource,
        **_more: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is handed in."""
        return (init_settings,)


def default_file() -> Path | None:
    """`config.toml` here, if there is one: also a link that leads nowhere yet, which is no wish for defaults."""
    return DEFAULT_FILE if DEFAULT_FILE.exists() or DEFAULT_FILE.is_symlink() else None


def load_settings(file: Path | None = None) -> Settings:
    """The settings of this run.

    Args:
        file: The file named on the command line; it must exist. None: `config.toml` here, if there is one.

    Raises:
        ConfigError: One sentence per mistake.
    """
    _refuse_bad_variables()
    path = file or default_file()
    values = read_file(path) if path else {}
    try:
        settings = Settings(**values)
    except UnicodeDecodeError as error:
        raise ConfigError(".env is not UTF-8 text") from error
    except ValidationError as error:
        places = dict.fromkeys(values, path) | dict.fromkeys(DotEnv(Settings)(), DOTENV)
        told = dict.fromkeys(_told(each, places) for each in error.errors())
        raise ConfigError("; ".join(told)) from error
    said_elsewhere = EnvSettingsSource(Settings)() | DotEnv(Settings)()
    settings._overridden = tuple(name for name in values if name.lower() in said_elsewhere)
    return settings


def setting_of(name: str, text: str) -> Any:  # noqa: ANN401 - each setting has a type of its own
    """What a setting becomes that is written so.

    Raises:
        ConfigError: It cannot be followed.
    """
    values: dict[str, Any] = {name: text}
    try:
        return getattr(_Alone(**values), name)
    except ValidationError as error:
        raise ConfigError("; ".join(_told(detail, {}) for detail in error.errors())) from error


def read_file(path: Path) -> dict[str, Any]:
    """What stands in a file of settings, by their names.

    Raises:
        ConfigError: It cannot be read, or holds a secret.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        command = f"briefbot --config {shlex.quote(str(path))} init"
        raise ConfigError(f"{path}: no such file; `{command}` writes one") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror or error})") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    written: dict[str, str] = {}
    for name in values:
        if other := written.get(name.lower()):  # pydantic-settings does not mind capitals
            raise ConfigError(f"{path}: {other} and {name} are one setting; leave one of them out")
        written[name.lower()] = name
        if name.lower() in _SECRETS:
            raise ConfigError(
                f"{path}: {name} is a secret and does not belong into this file; "
                f"set {ENV_PREFIX}{name.upper()} or {name.lower()}_file instead"
            )
    return values


def _refuse_bad_variables() -> None:
    # pydantic-settings ignores a misspelt variable; the operator would look for the reason for hours.
    for name in sorted(os.environ):
        if name.upper().startswith(ENV_PREFIX) and name.upper() not in _variables() and name != _OF_DEVELOPERS:
            raise ConfigError(_no_such_variable(name))
        if name.upper() in _variables():
            try:
                os.environ[name].encode()
            except UnicodeEncodeError as error:
                raise ConfigError(f"{name} is not UTF-8 text") from error


def _variables() -> set[str]:
    return {ENV_PREFIX + name.upper() for name in Settings.model_fields}


def _no_such_variable(name: str) -> str:
    return f"{name}: there is no such setting{_nearest(name.upper(), _variables())}"


def _told(detail: ErrorDetails, places: Mapping[str, Path | None]) -> str:
    """One mistake in words, with the file that it stands in, of those that hold each setting."""
    name = str(detail["loc"][0]) if detail["loc"] else "settings"
    variable = ENV_PREFIX + name.upper()
    place = places.get(name)
    where = f" ({place})" if place and variable not in os.environ else ""
    if detail["type"] == "extra_forbidden" and place == DOTENV:
        return f"{_no_such_variable(name.upper())}{where}"
    if detail["type"] == "extra_forbidden":
        return f"{name}: there is no such setting{_nearest(name, Settings.model_fields)}{where}"
    cause = detail.get("ctx", {}).get("error")
    reason = str(cause) if isinstance(cause, BadValueError) else _plainly(detail)
    return f"{variable if variable in os.environ else name}: {reason}{where}"


def _plainly(detail: ErrorDetails) -> str:
    """Pydantic's message without its own jargon."""
    belongs = _BELONGS.get(detail["type"]) or detail["msg"].removeprefix("Input should be ")
    return f"{_as_written(detail['input'])} is not what belongs here: {belongs}"


def _as_written(value: object) -> str:
    """A value as it stands in the file."""
    match value:
        case str():
            return f"“{value}”"
        case bool():
            return str(value).lower()
        case date() | time():
            return value.isoformat()
        case _:
            return repr(value)


def _nearest(name: str, known: Mapping[str, object] | set[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""
