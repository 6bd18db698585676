"""What an HTTP answer means to a feed reader: its status in a sentence, what it says of its age. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

READABLE = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})
REDIRECTS = frozenset(
    {
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    }
)
PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
PASSING = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
"""What another hour may mend."""

_SENTENCES = {
    HTTPStatus.UNAUTHORIZED: "the site asks for a password",
    HTTPStatus.PAYMENT_REQUIRED: "the site asks to be paid",
    HTTPStatus.FORBIDDEN: "the site does not let us read this",
    HTTPStatus.NOT_FOUND: "there is nothing at this address any more, or never was",
    HTTPStatus.METHOD_NOT_ALLOWED: "the site does not let us read this",
    HTTPStatus.NOT_ACCEPTABLE: "the site has no form of this that we can read",
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: "the site asks for a password",
    HTTPStatus.REQUEST_TIMEOUT: "the site grew tired of waiting",
    HTTPStatus.GONE: "the publisher says that this is gone for good",
    HTTPStatus.TOO_MANY_REQUESTS: "the site asks us to come less often",
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: "the site may not show this here for legal reasons",
    HTTPStatus.SERVICE_UNAVAILABLE: "the site is out of service for the moment",
}
_SERVER_ERRORS = 500
_SECONDS = re.compile(r"[0-9]{1,9}")
_DIRECTIVE = re.compile(r"(?:^|,)\s*([a-z-]+)(?:\s*=\s*\"?([0-9]{1,9})\b)?")


class UnusableAnswerError(ValueError):
    """The answer holds nothing that can be read; the text is a sentence.

    Attributes:
        status: Where the status says so.
        retry_after: As in `retry_after`.
    """

    def __init__(self, sentence: str, *, status: int | None = None, retry_after: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.retry_after = retry_after


def fresh_for(headers: Mapping[str, str]) -> timedelta | None:
    """How long there will be nothing newer, as the site says (RFC 9111 §4.2.1); None where it says nothing of it."""
    directives = dict(_DIRECTIVE.findall(headers.get("Cache-Control", "").lower()))
    if "no-store" in directives or "no-cache" in directives:
        return timedelta()
    if lifetime := directives.get("max-age"):
        fresh = timedelta(seconds=int(lifetime))
    elif (until := _date(headers.get("Expires"))) and (since := _date(headers.get("Date"))):
        fresh = until - since
    else:
        return None
    age = headers.get("Age", "")
    return max(fresh - timedelta(seconds=int(age) if _SECONDS.fullmatch(age) else 0), timedelta())


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """How long the site asks us to stay away (RFC 9110 §10.2.3): in seconds, or until a date on its own clock."""
    value = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(value):
        return timedelta(seconds=int(value))
    if (until := _date(value)) and (since := _date(headers.get("Date"))):
        return max(until - since, timedelta())
    return None


def _date(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def status_sentence(status: int, headers: Mapping[str, str]) -> str:
    """Why an answer with this status holds no feed."""
    sentence = _SENTENCES.get(HTTPStatus(status)) if status in set(HTTPStatus) else None
    if sentence is None:
        sentence = (
            "the site has trouble of its own"
            if status >= _SERVER_ERRORS
            else "the site answers with nothing that can be read"
        )
    wait = _retry_after(headers.get("Retry-After", ""))
    return f"{sentence} (HTTP {status}{wait})"


def _retry_after(value: str) -> str:
    """RFC 9110 §10.2.3: seconds or a date."""
    if _SECONDS.fullmatch(value.strip()):
        return f", again in {_duration(int(value))}"
    try:
        return f", again after {parsedate_to_datetime(value):%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError):
        return ""


def _duration(seconds: int) -> str:
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{round(seconds / length)} {unit}"
    return f"{seconds} s"


def too_large(max_bytes: int) -> str:
    """The sentence for an answer beyond the limit."""
    return f"the answer is larger than {max_bytes / 1_000_000:g} MB"
