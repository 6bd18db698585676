"""What a story is called by now, where another has taken it in: by whoever holds the article that opened it."""

from __future__ import annotations

from bot.model import CorrectionKind
from bot.storage import Storage
from bot.stories import split_off_id, story_id_for


def story_now(storage: Storage, story_id: str) -> str | None:
    """The story itself, or the one that holds the article that opened it; None where nobody knows that any more."""
    if storage.members_of(story_id):
        return story_id
    opened = _split_off(storage, story_id)
    opened = opened or next((each for each in storage.latest_ids() if story_id_for(each) == story_id), None)
    return storage.stories_of([opened]).get(opened) if opened else None


def _split_off(storage: Storage, story_id: str) -> str | None:
    """The article that somebody split off into this story; unknown once that is taken back."""
    return next(
        (
            kept.correction.article_id
            for kept in storage.corrections()
            if kept.correction.kind is CorrectionKind.SPLIT
            and split_off_id(kept.correction.article_id, kept.made_at) == story_id
        ),
        None,
    )
