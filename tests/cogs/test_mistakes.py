"""What goes wrong: the person hears it alone and in plain words, the log hears the rest, nothing dies."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.storage import Storage
from cogs.answers import BUG, NO_DATABASE
from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, buttons_of, private_words, text_of


def logged_by_answers(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "cogs.answers"]


async def test_a_bug_is_an_apology_to_the_person_alone_and_a_traceback_in_the_log(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.errors_expected = 1
    zone_key = f"subscriptions.zone.{scene.guild.id}"
    scene.storage.set_state(zone_key, "No/Zone")  # what no version of the bot would write
    result = await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00")
    assert private_words(result) == BUG
    (record,) = logged_by_answers(caplog)
    assert record.levelname == "ERROR"
    assert record.exc_info
    assert f"/subscribe (user={scene.moderator.id} guild={scene.guild.id}" in record.getMessage()
    scene.storage.set_state(zone_key, "UTC")
    again = await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00")
    assert "Subscribed" in private_words(again)


async def test_a_bug_while_the_channel_sees_the_bot_thinking_is_told_to_the_person_alone(scene: Scene) -> None:
    scene.errors_expected = 1
    scene.env.inject_error("POST", "/webhooks/*", status=400, code=50035, times=1)
    result = await scene.member.slash(scene.channel, "brief", topic="sorven-dam")
    assert private_words(result) == BUG
    assert scene.channel.history(viewer=scene.moderator) == []


async def test_what_was_told_stays_where_what_follows_it_fails(scene: Scene) -> None:
    scene.errors_expected = 1
    scene.storage.set_state(f"looked.{scene.member.id}.tarrow-league", "no moment")  # what no version would write
    topics = "sorven-dam, tarrow-league"
    result = await scene.member.slash(scene.channel, "brief", topic=topics, window="since my last look")
    (told,) = scene.channel.history(viewer=scene.moderator)
    assert "## Sorven Dam" in text_of(told)
    (excuse,) = result.followups
    assert excuse.ephemeral
    assert text_of(excuse) == BUG


@pytest.mark.parametrize(
    ("command", "options", "instead"),
    [
        ("subscribe", {"topic": "sorven-dam", "time": "page " * 800}, "write it like 08:00 or 18:30."),
        (
            "subscribe",
            {"topic": "sorven-dam", "timezone": "page " * 800},
            "write it like Asia/Yerevan or Europe/Berlin.",
        ),
        ("subscribe", {"topic": "sorven-dam", "days": "page" * 1000}, "weekends, every day."),
        ("subscribe", {"topic": "sorven-dam", "quiet_hours": "page " * 800}, "22:00-07:00, or none."),
        ("subscribe", {"topic": "sorven-dam", "reads": "page" * 1000}, "such as Polish or pl."),
        ("brief", {"topic": "sorven-dam", "window": "page " * 800}, "write 24h, 3d, 1w or 2026-05-01."),
        ("timeline", {"topic": "sorven-dam", "from": "page " * 800}, "write it like 2026-05-01."),
    ],
)
async def test_whoever_pastes_a_page_into_an_option_still_sees_what_to_write_there(
    scene: Scene, command: str, options: dict[str, str], instead: str
) -> None:
    said = private_words(await scene.moderator.slash(scene.channel, command, **options)).replace("\\", "")
    assert said.endswith(instead)
    assert len(said) < 300


@pytest.mark.parametrize(("command", "options"), [("subscribe", {"time": "08:00"}), ("brief", {})])
async def test_a_database_that_cannot_be_written_is_told_plainly_and_one_line_in_the_log(
    scene: Scene, caplog: pytest.LogCaptureFixture, command: str, options: dict[str, str]
) -> None:
    scene.errors_expected = 1
    engine = scene.storage._database._engine
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA query_only = 1"))
    result = await scene.moderator.slash(scene.channel, command, topic="sorven-dam", **options)
    assert private_words(result) == NO_DATABASE
    (record,) = logged_by_answers(caplog)
    assert record.levelname == "WARNING"
    assert record.exc_info is None
    assert "attempt to write a readonly database" in record.getMessage()


async def test_a_mistake_is_no_error_and_not_in_the_log(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    await scene.member.slash(scene.channel, "brief", topic="nothing like it")
    assert logged_by_answers(caplog) == []


async def test_the_buttons_of_a_briefing_that_is_not_kept_any_more_say_so_kindly(scene: Scene, tmp_path: Path) -> None:
    briefing = answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam"))
    with Storage.open(f"sqlite:///{tmp_path / 'other.sqlite3'}") as other:
        await scene.restart(storage=other)
        for label in buttons_of(briefing):
            said = private_words(await scene.moderator.click(briefing, label=label))
            assert "ask for a new one with /brief" in said.replace("\\", "")
        await scene.env.bot.close()


async def test_a_bug_behind_a_button_is_an_apology_too(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    briefing = answer_to(await scene.member.slash(scene.channel, "brief", topic="sorven-dam"))
    scene.env.inject_error("POST", "/webhooks/*", status=400, code=50035, times=1)
    label = next(label for label in buttons_of(briefing) if label.startswith("Sources"))
    result = await scene.moderator.click(briefing, label=label)
    assert private_words(result) == BUG
    assert [record.levelname for record in logged_by_answers(caplog)] == ["ERROR"]


async def test_a_person_who_cannot_be_told_is_one_line_in_the_log(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.env.inject_error("POST", "/interactions/*", status=400, code=50035, times=1)
    await scene.member.slash(scene.channel, "brief", topic="nothing like it")
    (record,) = logged_by_answers(caplog)
    assert "could not be told" in record.getMessage()
    assert not record.exc_info
