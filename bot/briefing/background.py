"""Which background notes stand below a briefing: first what the topic is, then what the day's stories touch."""

from __future__ import annotations

from collections.abc import Sequence

from bot.briefing.terms import overlap, terms
from bot.model import Article, BriefedStory, Topic


def choose_notes(
    notes: Sequence[Article], topic: Topic, stories: Sequence[BriefedStory], *, at_most: int
) -> tuple[Article, ...]:
    """At most so many of the notes on a topic, in the order in which they are to be read."""
    said = [terms(text) for story in stories for text in (story.headline, *(quote.text for quote in story.quotes))]

    def touched(note: Article) -> float:
        about = terms(note.title)
        return sum(overlap(about, sentence) for sentence in said)

    ranked = sorted(notes, key=lambda note: (-touched(note), note.title, note.id))
    definition = min(ranked, key=lambda note: -_names_only(note, topic), default=None)
    if definition is not None and _names_only(definition, topic):
        ranked.remove(definition)
        ranked.insert(0, definition)
    return tuple(ranked[:at_most])


def _names_only(note: Article, topic: Topic) -> float:
    """How far a note's title says the topic's name and nothing else, 0 to 1: "What the CSTO is" says just that."""
    title, name = terms(note.title), terms(topic.name)
    together = title | name
    return len(title & name) / len(together) if together else 0.0
