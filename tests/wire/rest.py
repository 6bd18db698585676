"""The REST side: reads a request, holds its body against the rules, finds its route, writes the answer.

The routes themselves are plain methods, `def name(self, call, **path_parameters) -> Answer`, marked with `@route`
and handed over by `Rest.add`.
"""

from __future__ import annotations

import json
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from aiohttp import web

from tests.wire import rules
from tests.wire.faults import HEADERS, Answer, Fault, Faults, Script, rate_limited, respond
from tests.wire.messages import File, Json

API = "/api/v10"
JSON_TYPE = "application/json"
_ANY = re.compile("")


class ApiError(Exception):
    """An answer other than 2xx, with Discord's code."""

    def __init__(self, status: int, code: int, message: str, **more: Any) -> None:
        super().__init__(f"{status} {code} {message}")
        self.answer = Answer(status, {"message": message, "code": code, **more})


@dataclass
class Call:
    """One request as the client sent it, and what came of it.

    Attributes:
        path: Below the API root.
        payload: The JSON body, or the `payload_json` of a multipart one.
        answer: The true answer, or None where a fault kept the work from being done.
        status: What the client was sent in the end; None while it waits, or where the connection was cut.
    """

    method: str
    path: str
    query: dict[str, str]
    payload: Any
    files: list[File]
    violations: list[str]
    answer: Answer | None = None
    status: int | None = None

    @property
    def body(self) -> Json:
        """The payload, where the route takes an object."""
        if not isinstance(self.payload, dict):
            raise ApiError(400, 50035, "Invalid Form Body")
        return self.payload


Handler = Callable[..., Answer]
_H = TypeVar("_H", bound=Handler)


class _Mark(NamedTuple):
    method: str
    pattern: re.Pattern[str]
    open_to_all: bool


def route(method: str, path: str, *, open_to_all: bool = False) -> Callable[[_H], _H]:
    """Mark a method as the answer to `path`; `{…_id}` are numbers, other names any one segment.

    `open_to_all` routes carry their secret in the path and need no bot token.
    """

    def segment(match: re.Match[str]) -> str:
        return f"(?P<{match[1]}>{r'[0-9]+' if match[1].endswith('_id') else '[^/]+'})"

    pattern = re.compile(re.sub(r"\{(\w+)\}", segment, path))

    def mark(handler: _H) -> _H:
        marks = [*getattr(handler, "routes", []), _Mark(method, pattern, open_to_all)]
        handler.routes = marks  # type: ignore[attr-defined]  # a function carries its own routes
        return handler

    return mark


@dataclass
class Rest:
    """Serves the routes that it was given; keeps every call."""

    token: str
    faults: Faults
    changed: Callable[[], None]
    per_s: int | None = None
    calls: list[Call] = field(default_factory=list)
    unknown_routes: list[str] = field(default_factory=list)
    _routes: list[tuple[_Mark, Handler]] = field(default_factory=list)
    _lately: deque[float] = field(default_factory=deque)

    def add(self, owner: object) -> None:
        """Serve the marked methods of `owner`."""
        for name in dir(type(owner)):
            handler = getattr(owner, name)
            self._routes += [(mark, handler) for mark in getattr(handler, "routes", [])]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The one aiohttp handler below the API root."""
        call = await _read(request)
        self.calls.append(call)

        def work() -> Answer:
            call.answer = self._answer(call, request.headers.get("Authorization"))
            return call.answer

        script = self.faults.take(call.method, call.path)
        if self._is_too_much(call):
            response = await rate_limited(1, everywhere=True).serve(request, work, Script("", _ANY, Fault(), None))
        elif script:
            self.changed()
            response = await script.fault.serve(request, work, script)
        else:
            response = respond(work(), HEADERS)
        if request.transport is None or request.transport.is_closing():
            self.changed()
            return response
        call.status = response.status
        # Written before the test hears of it, so that a test that goes on at once finds the client answered.
        await response.prepare(request)
        await response.write_eof()
        self.changed()
        return response

    def _is_too_much(self, call: Call) -> bool:
        """Whether the second that ends now holds more than the limit, to which answers to people do not count."""
        if self.per_s is None or call.path.startswith(("/interactions/", "/webhooks/")):
            return False
        now = time.monotonic()
        self._lately.append(now)
        while self._lately[0] <= now - 1:
            self._lately.popleft()
        return len(self._lately) > self.per_s

    def _answer(self, call: Call, authorization: str | None) -> Answer:
        try:
            mark, handler, parameters = self._find(call)
            self._admit(call, mark, authorization)
            return handler(call, **parameters)
        except ApiError as error:
            return error.answer

    def _admit(self, call: Call, mark: _Mark, authorization: str | None) -> None:
        if not mark.open_to_all and authorization != f"Bot {self.token}":
            raise ApiError(401, 0, "401: Unauthorized")
        if call.violations:
            raise ApiError(400, 50035, "Invalid Form Body", errors={"_errors": call.violations})

    def _find(self, call: Call) -> tuple[_Mark, Handler, dict[str, Any]]:
        for mark, handler in self._routes:
            if mark.method == call.method and (match := mark.pattern.fullmatch(call.path)):
                named = match.groupdict()
                return mark, handler, {k: int(v) if k.endswith("_id") else v for k, v in named.items()}
        self.unknown_routes.append(f"{call.method} {call.path}")
        raise ApiError(404, 0, "404: Not Found")


async def _read(request: web.Request) -> Call:
    payload: Any = None
    files: list[File] = []
    if request.content_type == "multipart/form-data":
        form = await request.post()
        for name, part in form.items():
            if isinstance(part, web.FileField):
                files.append(File(part.filename, part.file.read()))
                part.file.close()
            elif name == "payload_json":
                payload = json.loads(str(part))
    elif request.content_type == JSON_TYPE and (text := await request.text()):
        payload = json.loads(text)
    path = request.path.removeprefix(API)
    return Call(
        request.method, path, dict(request.query), payload, files, rules.check_alike(request.method, path, payload)
    )
