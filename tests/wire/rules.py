"""Holds request bodies against Discord's published rules, where the development data is at hand.

    from tests.wire import rules
    assert rules.check("POST", "/channels/1/messages", payload) == []

Without the shared folder nothing is checked; a test that depends on the check calls `demand()`, which skips it.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import re
from pathlib import Path
from typing import Any, Protocol, cast

import pytest

from tests.shared import shared


class _Rules(Protocol):
    def violations(self, method: str, path: str, payload: Any) -> list[str]: ...


def check(method: str, path: str, payload: Any) -> list[str]:
    """What Discord would refuse in this body, one line each.

    Args:
        method: The HTTP method.
        path: Below the API root or from it on, e.g. ``/channels/1/messages``.
        payload: The JSON body, or the `payload_json` part of a multipart body.
    """
    rules = _rules()
    if rules is None:
        return []
    if path.endswith("/threads") and isinstance(payload, dict) and "message" in payload:
        # discord.py sends every forum post with `type`, which Discord takes and its description leaves out.
        payload = {key: value for key, value in payload.items() if key != "type"}
    try:
        return rules.violations(method, path, payload)
    except KeyError as error:
        return [str(error.args[0])]


def check_alike(method: str, path: str, payload: Any) -> list[str]:
    """As `check`, once for all that differ in ids of the path and the nonce alone: it takes a tenth of a second."""
    if payload is None:
        return []
    own = {key: value for key, value in payload.items() if key != "nonce"} if isinstance(payload, dict) else payload
    return list(_checked(method, re.sub("[0-9]{5,}", "12345", path), json.dumps(own, sort_keys=True)))


@functools.lru_cache(maxsize=256)
def _checked(method: str, path: str, body: str) -> tuple[str, ...]:
    return tuple(check(method, path, json.loads(body)))


def available() -> bool:
    """Whether `check` checks anything."""
    return _rules() is not None


def demand() -> None:
    """Skip the running test, saying why, where `check` would check nothing."""
    shared("tools", "discord_rules.py")
    specification()


def specification() -> Path:
    """Discord's own description of API v10, or the test skips."""
    return shared("data", "discord-openapi.json")


@functools.cache
def _rules() -> _Rules | None:
    try:
        source, description = shared("tools", "discord_rules.py"), specification()
    except pytest.skip.Exception:
        return None
    spec = importlib.util.spec_from_file_location("discord_rules", source)
    if spec is None or spec.loader is None:
        raise ImportError(f"{source} is no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("_Rules", module.DiscordRules(description))
