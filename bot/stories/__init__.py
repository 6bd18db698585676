"""Stories: which articles tell the same event."""

from bot.stories.grouping import WINDOW, StoryIndex, story_id_for

__all__ = ["WINDOW", "StoryIndex", "story_id_for"]
