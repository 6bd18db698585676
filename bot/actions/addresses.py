"""Addresses as people write them, and an article that somebody names by its own."""

from __future__ import annotations

from bot.model import Article
from bot.sources.identity import addresses_alike, article_id
from bot.storage import Storage


def bare_address(written: str) -> str:
    """An address without what stands around it where a link is written that shall show no preview: "<https://…>"."""
    return written.strip().removeprefix("<").removesuffix(">")


def article_at(storage: Storage, address: str) -> Article | None:
    """The article whose address this is, or was when it was first read; None of what is none, or is not kept."""
    address = bare_address(address)
    if "://" not in address:
        return None
    found = storage.articles([article_id(None, None, address, "")])
    return found[0] if found else storage.told_now_at(addresses_alike(address))
