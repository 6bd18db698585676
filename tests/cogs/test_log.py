"""What the log holds of a bot at work when everything is logged: no token, and no word that was said in private."""

from __future__ import annotations

from bot.config import Settings
from bot.process import create_bot
from bot.storage import Storage
from tests.log_lines import events, logged
from tests.wire.client import point_client_at, running
from tests.wire.faults import refused
from tests.wire.server import DiscordWire

WORD = "quixotry"


async def test_neither_tokens_nor_private_words_are_logged(settings: Settings, storage: Storage) -> None:
    with logged(as_json=True, level="DEBUG") as stream:
        async with DiscordWire() as wire:
            mira = wire.add_guild("Sorven watch").add_member("mira").user
            private = wire.dm(mira)
            with point_client_at(wire):
                bot = create_bot(settings.model_copy(update=wire.addresses), storage=storage)
                async with running(bot, wire):
                    wire.say(mira, private, f"a {WORD} to myself")
                    answered = await wire.slash(mira, private, "search", {"words": WORD})
                    script = wire.fail_next("POST", "/callback$", refused(403, 50001, "Missing Access"))
                    unheard = await wire.slash(mira, private, "brief", {"topic": WORD}, wait=False)
                    await wire.until(lambda: script.spent, "the refusal")
                    await wire.slash(mira, private, "about")
        log = stream.getvalue()
    assert "could not be told why" in log
    assert any(event["logger"] == "cogs.client" for event in events(stream))
    assert [secret for secret in (wire.token, answered.token, unheard.token, WORD) if secret in log] == []
