"""What an HTTP answer means to a feed reader: its status in a sentence, what it says of its age. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from bot.errors import Phrase

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
    HTTPStatus.UNAUTHORIZED: Phrase("the site asks for a password"),
    HTTPStatus.PAYMENT_REQUIRED: Phrase("the site asks to be paid"),
    HTTPStatus.FORBIDDEN: Phrase("the site does not let us read this"),
    HTTPStatus.NOT_FOUND: Phrase("there is nothing at this address any more, or never was"),
    HTTPStatus.METHOD_NOT_ALLOWED: Phrase("the site does not let us read this"),
    HTTPStatus.NOT_ACCEPTABLE: Phrase("the site has no form of this that we can read"),
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: Phrase("the site asks for a password"),
    HTTPStatus.REQUEST_TIMEOUT: Phrase("the site grew tired of waiting"),
    HTTPStatus.GONE: Phrase("the publisher says that this is gone for good"),
    HTTPStatus.TOO_MANY_REQUESTS: Phrase("the site asks us to come less often"),
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: Phrase("the site may not show this here for legal reasons"),
    HTTPStatus.SERVICE_UNAVAILABLE: Phrase("the site is out of service for the moment"),
}
_SERVER_ERRORS = 500
_DAY_S, _HOUR_S, _MINUTE_S = 86_400, 3_600, 60
_SECONDS = re.compile(r"[0-9]{1,9}")
_DIRECTIVE = re.compile(r"(?:^|,)\s*([a-z-]+)(?:\s*=\s*\"?([0-9]{1,9})\b)?")


class UnusableAnswerError(ValueError):
    """The answer holds nothing that can be read.

    Attributes:
        sentence: Why.
        status: Where the status says so.
        retry_after: As in `retry_after`.
    """

    def __init__(self, sentence: Phrase, *, status: int | None = None, retry_after: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
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
    """The moment, in UTC whichever zone it names; None of what is none."""
    try:
        moment = parsedate_to_datetime(value or "")
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def status_sentence(status: int, headers: Mapping[str, str]) -> Phrase:
    """Why an answer with this status holds no feed."""
    sentence = _SENTENCES.get(HTTPStatus(status)) if status in set(HTTPStatus) else None
    if sentence is None:
        sentence = (
            Phrase("the site has trouble of its own")
            if status >= _SERVER_ERRORS
            else Phrase("the site answers with nothing that can be read")
        )
    value = headers.get("Retry-After", "").strip()  # RFC 9110 §10.2.3: seconds or a date
    if _SECONDS.fullmatch(value):
        wait = _duration(int(value))
        return Phrase("{sentence} (HTTP {status}, again in {wait})", sentence=sentence, status=status, wait=wait)
    if until := _date(value):
        when = f"{until:%Y-%m-%d %H:%M} UTC"
        return Phrase("{sentence} (HTTP {status}, again after {when})", sentence=sentence, status=status, when=when)
    return Phrase("{sentence} (HTTP {status})", sentence=sentence, status=status)


def _duration(seconds: int) -> Phrase:
    if seconds >= 2 * _DAY_S:
        return Phrase("{n} d", n=round(seconds / _DAY_S))
    if seconds >= 2 * _HOUR_S:
        return Phrase("{n} h", n=round(seconds / _HOUR_S))
    if seconds >= 2 * _MINUTE_S:
        return Phrase("{n} min", n=round(seconds / _MINUTE_S))
    return Phrase("{n} s", n=seconds)


def too_large(max_bytes: int) -> Phrase:
    """The sentence for an answer beyond the limit."""
    return Phrase("the answer is larger than {size} MB", size=f"{max_bytes / 1_000_000:g}")
