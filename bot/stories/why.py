"""One line for a person: what an article and the story it joined have in common."""

from __future__ import annotations

from bot.errors import AllOf, Figure, Phrase
from bot.stories.likeness import Profile
from bot.stories.signature import Channel, Signature
from bot.stories.story import Alike

_MOST_NAMED = 4
# In this order: where, who, what, how many, when.
_NAMED = (Channel.PLACES, Channel.NAMES, Channel.CONCEPTS, Channel.FIGURES, Channel.DAYS)


def why_joined(signature: Signature, own: Profile, other: Profile, alike: Alike | None = None) -> Phrase:
    """What an article and the nearest of its story share, the most telling first within each kind.

    Args:
        signature: Of the article.
        own: The article's.
        other: The nearest one's.
        alike: What vectors say of the article and the story.
    """
    parts = dict(zip(other.terms, other.parts, strict=True))
    shared = sorted(
        ((part * parts[term], term) for term, part in zip(own.terms, own.parts, strict=True) if term in parts),
        key=lambda pair: (-pair[0], pair[1]),
    )
    telling = sorted(
        [term for _, term in shared if term[0] in _NAMED][: 2 * _MOST_NAMED],
        key=lambda term: _NAMED.index(Channel(term[0])),
    )
    # In the article's words: they are evidence, and need no translation.
    named = list(dict.fromkeys(signature.written.get(term, term[1:]) for term in telling))[:_MOST_NAMED]
    words = [term for term in own.terms if term[0] == Channel.WORDS]
    share = sum(term in parts for term in words) / max(1, len(words))
    together = Phrase("{percent} % of words shared", percent=f"{100 * share:.0f}")
    if alike is not None:
        cosine = Figure(alike.cosine, decimals=2)
        together = Phrase("{together}; alike in meaning ({cosine} of 1)", together=together, cosine=cosine)
    return Phrase("both name {named}; {together}", named=AllOf(named), together=together) if named else together
