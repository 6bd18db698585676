"""Stories: which articles tell the same event."""

from bot.stories.grouping import (
    SAID_TO_JOIN,
    SAID_TO_STAND_APART,
    WINDOW,
    StoryIndex,
    split_off_id,
    story_id_for,
)
from bot.stories.rulings import Rulings

__all__ = ["SAID_TO_JOIN", "SAID_TO_STAND_APART", "WINDOW", "Rulings", "StoryIndex", "split_off_id", "story_id_for"]
