"""What a story is called by now, where another has taken it in: by whoever holds the article that opened it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from bot.storage import Storage
from bot.stories import story_id_for


def story_now(storage: Storage, story_id: str) -> str | None:
    """The story itself, or the one that holds the article that opened it; None where nobody knows that any more."""
    if storage.members_of(story_id):
        return story_id
    opened = next((each for each in storage.latest_ids() if story_id_for(each) == story_id), None)
    return storage.stories_of([opened]).get(opened) if opened else None


def muted_as(storage: Storage, muted: Set[str], story_ids: Iterable[str]) -> Mapping[str, Set[str]]:
    """Those of some stories that are muted, each with the ids that it was muted by: its own, or of stories it took in.

    Args:
        muted: Ids of stories of which somebody wants to hear no more.
    """
    asked = sorted(set(story_ids))
    found = {story_id: {story_id} for story_id in asked if story_id in muted}
    # One that still has articles speaks for itself, wherever the one that opened it is.
    gone = muted - storage.members_of_stories(sorted(muted)).keys() if muted else set()
    if gone:
        for story_id, members in storage.members_of_stories(asked).items():
            if names := gone.intersection(map(story_id_for, members)):
                found[story_id] = found.get(story_id, set()) | names
    return found
