"""An article that somebody names by its address."""

from __future__ import annotations

from bot.model import Article
from bot.sources.identity import addresses_alike, article_id
from bot.storage import Storage


def article_at(storage: Storage, address: str) -> Article | None:
    """The article whose address this is, or was when it was first read; None of what is none, or is not kept."""
    address = address.strip().removeprefix("<").removesuffix(">")  # as a link is written that shall show no preview
    if "://" not in address:
        return None
    found = storage.articles([article_id(None, None, address, "")])
    return found[0] if found else storage.told_now_at(addresses_alike(address))
