"""Messages of simcord's Discord as a person reads them, and its requests as Discord's rules do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult, ResponseMessage

from tests.wire import rules
from tests.wire.messages import TEXT_DISPLAY, walk

BUTTON = 2
MODAL = 9


def text_of(message: ResponseMessage | discord.Message | None) -> str:
    """All that can be read in a message; nothing where there is none."""
    if message is None:
        return ""
    return "\n".join(c["content"] for c in walk(_components(message)) if c["type"] == TEXT_DISPLAY)


def buttons_of(message: ResponseMessage | discord.Message) -> dict[str, str]:
    """Ids of the buttons by their labels."""
    return {c["label"]: c["custom_id"] for c in walk(_components(message)) if c["type"] == BUTTON}


def answer_to(result: InteractionResult) -> ResponseMessage:
    """The one message that answers: the first answer, or what follows it where that was taken back."""
    messages = [m for m in (result.response, *result.followups) if m is not None]
    assert len(messages) == 1, messages
    return messages[0]


def private_words(result: InteractionResult) -> str:
    """What the one answer says, which only the person may see."""
    answer = answer_to(result)
    assert answer.ephemeral
    return text_of(answer)


def broken_rules(env: simcord.Env, *, roles_called: Collection[int] = ()) -> list[str]:
    """What Discord would refuse in all that was sent so far, and whoever a message could ping."""
    found = []
    for call in env.http_requests:
        if call.json is not None and call.method in ("POST", "PATCH", "PUT"):
            path = call.path.replace("/messages/@original", "/messages/1")
            found += [
                f"{call.method} {call.path}: {broken}" for broken in rules.check_alike(call.method, path, call.json)
            ]
            found += [
                f"{call.method} {call.path}: can mention"
                for body in _messages(call.json)
                if _can_mention(body, roles_called)
            ]
    return found


def _messages(body: Any) -> Iterable[dict[str, Any]]:
    """The message that a request posts, if it posts one."""
    if isinstance(body, dict) and body.get("type") != MODAL:
        inner = body.get("data") if "data" in body else body
        if isinstance(inner, dict) and inner.get("components"):
            yield inner


def _can_mention(body: dict[str, Any], roles_called: Collection[int]) -> bool:
    allowed: dict[str, Any] = body.get("allowed_mentions") or {"parse": ["everyone"]}
    others = set(allowed.get("roles", ())) - set(roles_called)
    return bool(others) or any(allowed.get(key) for key in ("parse", "users", "replied_user"))


def _components(message: ResponseMessage | discord.Message) -> list[dict[str, Any]]:
    if isinstance(message, ResponseMessage):
        return message.components
    return [component.to_dict() for component in message.components]  # type: ignore[misc]
