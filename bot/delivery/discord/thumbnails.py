"""The picture beside a story: one of an article that is quoted there, where nothing speaks against its address.

Discord fetches it, so that whoever hosts it learns nothing of who reads. It is looked at by nobody before: an operator
who reads feeds of strangers may do without (`thumbnails`).
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.delivery.links import safe_url
from bot.delivery.plain import one_line, shorten
from bot.delivery.speech import Speech
from bot.model import BriefedStory

_LONGEST_TITLE = 200
# A name, and no address of a machine; neither a port nor a user before it.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
# Moving pictures would draw the eye from what is told, and drawings may hold anything.
_KINDS = frozenset({"", ".jpg", ".jpeg", ".png", ".webp"})


class Thumbnail(NamedTuple):
    """A small picture.

    Attributes:
        url: Where Discord finds it.
        says: What it is, for whoever does not see it.
    """

    url: str
    says: str


def thumbnail_of(story: BriefedStory, speech: Speech) -> Thumbnail | None:
    """The picture of the headline's article, else of the first that is quoted and has one; None without any."""
    articles = {article.id: article for article in story.articles}
    for article_id in (story.headline_article_id, *(quote.article_id for quote in story.quotes)):
        article = articles.get(article_id)
        url = safe_picture(article.credits.get("image")) if article else None
        if article and url:
            title = shorten(one_line(article.title), _LONGEST_TITLE)
            return Thumbnail(url, speech.say("The picture that stands with “{title}”", title=title))
    return None


def safe_picture(url: str | None) -> str | None:
    """The address, encoded; None where it is not to be shown: unencrypted, of a machine without a name, no picture."""
    encoded = safe_url(url)
    if encoded is None:
        return None
    parts = urlsplit(encoded)
    is_public = parts.scheme == "https" and _HOST.fullmatch(parts.netloc) is not None
    return encoded if is_public and PurePosixPath(parts.path).suffix.lower() in _KINDS else None
