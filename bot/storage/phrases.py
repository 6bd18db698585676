"""A `Phrase` as text and back, so that what was kept once is told in whatever language its reader has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.errors import AllOf, Figure, Phrase

_MARK = '{"phrase": '


def packed(text: str) -> str:
    """A phrase with its values as JSON; any other text, and a phrase without values, as it stands."""
    if not isinstance(text, Phrase) or not (text.values or text.many):
        return str(text)
    return json.dumps(_payload(text), ensure_ascii=False)


def unpacked(text: str) -> str:
    """What `packed` was given; what stands for itself is no phrase any more, and yet known by its text."""
    return _phrase(json.loads(text)) if text.startswith(_MARK) else text


def _payload(phrase: Phrase) -> dict[str, Any]:
    payload: dict[str, Any] = {"phrase": phrase.text}
    if phrase.many is not None:
        payload |= {"many": phrase.many, "number": phrase.number}
    return payload | {"values": {name: _value(value) for name, value in phrase.values.items()}}


def _value(value: object) -> object:
    match value:
        case Phrase():
            return _payload(value)
        case date():
            return {"day": value.isoformat()}
        case AllOf():
            return {"all": list(value)}
        case Figure():
            return {"figure": value.number, "decimals": value.decimals}
    return value if value is None or isinstance(value, int | float) else str(value)


def _phrase(payload: Mapping[str, Any]) -> Phrase:
    values = {name: _unpacked_value(value) for name, value in payload["values"].items()}
    if "many" in payload:
        return Phrase.counting(payload["number"], payload["phrase"], payload["many"], **values)
    return Phrase(payload["phrase"], **values)


def _unpacked_value(value: Any) -> object:  # noqa: ANN401 - what JSON holds
    match value:
        case {"phrase": _}:
            return _phrase(value)
        case {"day": day}:
            return date.fromisoformat(day)
        case {"figure": number, "decimals": decimals}:
            return Figure(number, decimals)
        case {"all": names}:
            return AllOf(names)
    return value
