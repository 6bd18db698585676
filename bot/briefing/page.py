"""What sentences are chosen of, and what stands in a briefing meanwhile: stories, the page, and the account of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.briefing.candidates import Candidate
from bot.briefing.repeats import Headline, Said
from bot.briefing.saying import StoryTerms

MOST_SENTENCES = 3
"""Of one story."""
MOST_WHEN_QUIET = 6
"""Of one story where much room is left."""

USUAL_WORDS = 25
"""Of a sentence."""
_NO_HEADLINE = Headline()


@dataclass(frozen=True, slots=True)
class StoryChoice:
    """A story, or a part of one, to choose sentences of.

    Attributes:
        whole: The story that it is a part of, or its own id.
        weight: What the story weighs in the briefing.
        candidates: What may be quoted.
        terms: What its reports say.
        elsewhere: Ids of the articles in other languages: of them one sentence in three, and never the first.
        waits: All of it is in other languages, and not all of the whole story: something of that is told first.
        headline: What stands above it.
        whole_weight: What the whole story weighs, less for a part that is not its largest: for that its first sentence
            and the headline speak.
        told: Terms of what the reader was told of the story before.
        due: Sentences it gets before any story gets one that is not due.
        most, most_when_quiet: Sentences it may get, and where much room is left.
        words: How long an account of it is expected to be.
    """

    id: str
    whole: str
    weight: float
    candidates: Sequence[Candidate]
    terms: StoryTerms
    elsewhere: frozenset[str] = frozenset()
    waits: bool = False
    headline: Headline = _NO_HEADLINE
    whole_weight: float = 0.0
    told: frozenset[str] = frozenset()
    due: int = 1
    most: int = MOST_SENTENCES
    most_when_quiet: int = MOST_WHEN_QUIET
    words: int = MOST_SENTENCES * USUAL_WORDS


@dataclass(slots=True)
class Page:
    """What stands in a briefing so far, and how the rest of it may be filled.

    Attributes:
        said: What stands there.
        budget: Words that there is room for in all; `left` of them.
        languages: What the readers read.
        fills, parts_stand_alone: As `choose` has them.
        is_of_one_story: No other story waits for its room.
        is_quiet: So much room is left that what only reports in other languages say may stand anywhere.
    """

    said: Said
    budget: int
    left: int
    languages: Sequence[str]
    fills: bool
    parts_stand_alone: bool
    is_of_one_story: bool
    is_quiet: bool = False


@dataclass(slots=True)
class Account:
    """What is told of a story so far: its sentences in the order of choice, and how often they say each root."""

    sentences: list[Candidate] = field(default_factory=list)
    roots: Counter[str] = field(default_factory=Counter)
