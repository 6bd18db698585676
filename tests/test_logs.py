"""The lines of the log: for a person and for a machine, and never with a secret in them."""

from __future__ import annotations

import logging

import pytest

from bot.logs import SECRET, one_run
from tests.log_lines import events, logged

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTA6YWJjZGVm"


def test_a_machine_is_told_the_same_event_with_what_it_is_about_in_fields() -> None:
    with logged(as_json=True) as stream:
        with one_run("deliver"):
            logging.getLogger("bot.x").warning("delivery=%d waits", 7, extra={"delivery": 7, "channel": 80})
        logging.getLogger("bot.x").info("Հայերեն")
        first, second = events(stream)
        assert first.pop("time").endswith("+00:00")
        run = first.pop("run")
        assert run.startswith("deliver-")
        assert first == {
            "level": "WARNING",
            "logger": "bot.x",
            "message": "delivery=7 waits",
            "delivery": 7,
            "channel": 80,
        }
        assert second["message"] == "Հայերեն"
        assert "run" not in second


def test_a_person_is_told_a_line() -> None:
    with logged(as_json=False) as stream:
        logging.getLogger("bot.x").warning("delivery=%d waits", 7, extra={"delivery": 7})
        assert stream.getvalue().rstrip().endswith("WARNING bot.x: delivery=7 waits")


def test_libraries_speak_up_only_when_something_is_wrong() -> None:
    with logged(as_json=False) as stream:
        logging.getLogger("alembic").info("context")
        logging.getLogger("alembic").warning("trouble")
        assert "trouble" in stream.getvalue()
        assert "context" not in stream.getvalue()


def test_what_discord_sends_is_not_logged_even_when_all_is() -> None:
    with logged(as_json=False, level="DEBUG") as stream:
        logging.getLogger("discord.gateway").debug("event: a private word")
        logging.getLogger("bot.x").debug("ours")
        assert "private" not in stream.getvalue()
        assert "ours" in stream.getvalue()


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("secret", [TOKEN, INTERACTION, "hunter2"])
def test_a_secret_is_never_written_wherever_it_comes_from(secret: str, *, as_json: bool) -> None:
    with logged(as_json=as_json) as stream:
        address = "postgresql://me:hunter2@db.example/briefbot"
        log = logging.getLogger("discord.http")
        log.warning(
            "POST /webhooks/1/%s, Bot %s, %s", INTERACTION, TOKEN, address, extra={"where": f"{address} {TOKEN}"}
        )
        log.error("failed", exc_info=ValueError(f"{address} {TOKEN} {INTERACTION}"))
        assert secret not in stream.getvalue()
        assert f"me:{SECRET}@db.example" in stream.getvalue()
