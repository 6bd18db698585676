"""Is the bot at work well? `ready` asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.console import settings_of, stderr, stdout

if TYPE_CHECKING:
    from bot.config import Settings

_NOT_READY = 1
_PATIENCE_S = 8.0
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where it answers everybody, it answers us


def ready(
    context: typer.Context,
    *,
    alive: Annotated[
        bool, typer.Option("--alive", help="Only whether its process lives, as a container's health check asks.")
    ] = False,
) -> None:
    """Ask the bot that runs whether it is ready, part by part.

    Exit code 1 where it is not, or does not answer.
    """
    settings = settings_of(context)
    if settings.watch_address is None:
        stderr().print("Nobody can ask: watch_at is empty.", highlight=False)
        raise typer.Exit(0 if alive else _NOT_READY)
    is_well, said = _ask(settings, "/healthz" if alive else "/readyz")
    (stdout() if is_well else stderr()).print(said, highlight=False, markup=False, soft_wrap=True)
    if not is_well:
        raise typer.Exit(_NOT_READY)


def _ask(settings: Settings, path: str) -> tuple[bool, str]:
    """Whether all is well, and what was said."""
    from http import HTTPStatus
    from http.client import HTTPConnection, HTTPException

    host, port = settings.watch_address or ("", 0)
    connection = HTTPConnection(_ANYWHERE.get(host, host), port, timeout=_PATIENCE_S)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        if answer.status not in (HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE):
            return False, f"Another program than Briefbot answers at {settings.watch_at} (watch_at): {answer.status}"
        return answer.status == HTTPStatus.OK, answer.read().decode(errors="replace").strip()
    except (OSError, HTTPException) as error:
        return (
            False,
            f"No Briefbot answers at {settings.watch_at} (watch_at): {getattr(error, 'strerror', None) or error}",
        )
    finally:
        connection.close()
