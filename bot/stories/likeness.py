"""How sure it is that two articles tell the same event, as log odds.

    log odds = a constant + Σ channels: weight × cosine of the two, less what it costs to have the channel in vain
               + in the news at large: what the rare words say that two long reports share
               + of few lines among many articles: words × cosine, less what likeness by chance is worth

Two articles that both name people, and not the same, are less likely to tell one event than two that name none:
hence the cost. Across languages words say little and concepts more, so the weights differ. They come from a
logistic regression over pairs, with the signs held and each set weighing the same, on ECB+'s even topics, AllSides'
first half, every second cluster of Multi-News, the labelled days before 20 September 2023 and the odd rows of
SemEval-2022 task 8; the other parts may be quoted. After a change run `make quality`.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Mapping
from functools import cache
from operator import itemgetter
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from bot.stories.signature import Channel, Signature

if TYPE_CHECKING:
    from bot.stories.directions import Direction

LONGEST_ODDS = 6.0
"""Beyond this, more of the same says nothing more."""

# Fitted: -1.6; at -2.4 BCubed F1 is higher on the tuned parts of all three sets with titles, and a live blog stays out.
_NOT_BOTH_REPORTS = -2.4

# What two articles share is no evidence while it is one thing: "bridge" alone makes half of two short headlines. On
# the parts that were fitted on, of the pairs with fewer than three shared things that would have been joined, one
# in ten told one event. Across languages little is shared anyhow, and what vectors say may still bring two together.
_THIN_EVIDENCE = -4.0
_THIN_EVIDENCE_ACROSS_LANGUAGES = -3.0
_FEWEST_SHARED = 3
_TELLING_PART = 0.1
# A long text has more terms, each a smaller part: so it is compared with what each would have, were all as telling.
# AUC of the odd rows is .896 with it, .891 without; from 0.4 to 0.7 .895 to .896. Only where there are vectors, which
# say no to what words alone would join: without them ECB+ as a whole loses .005.
_TELLING_PART_OF_EVEN = 0.6
# Within a topic what all its articles share is no evidence, and less is left for two that tell one event: so as much
# likeness says more there. Where vectors are, they say it. By words alone BCubed F1 on the labelled days before 20
# September 2023, mean of ids and groups: .62 with 0 and 0.4, .64 with 0.7, .67 with 0.8, .64 with 1.2. At 0.8 two
# unlike reports on the dam of the tests are one story.
_WITHIN_TOPIC = 0.7
# Two long reports of one event may have few words in common, but then rare ones, which a cosine drowns. Of an article
# with few, such as a teaser, they would say too much. BCubed F1 on the fitted parts of ECB+, AllSides and Multi-News:
# .950, .932 and .868 without, .948, .936 and .887 with them (aside .912, .957 and .853; .941, .958 and .906); from ten
# rare words on instead of 15 .947, .924 and .892; 4 and 5 for the 3 are as good. Within a topic they gain nothing.
_RARE_SHARED, _HALF_OF_SHARED = 3.0, 4
_FEWEST_RARE = 15
_WORTH_COUNTING = -2.0  # no story is joined at less
_COUNTED = frozenset("wnfdy")
_COUNTED_ACROSS_LANGUAGES = frozenset("wnfdycp")  # in one language a concept is only its word once more
# Of a feed's few lines each word counts; a whole article has words beside its event, and what it means is read from
# more of it. So where there are vectors the words of a whole article say half. The labelled pairs, odd rows (even
# rows): AUC .901 (.924), Pearson .773 (.767) with it, .898 (.920) and .763 (.758) without; 0.4 is as good. Multi-News,
# every article read for its meaning as if on a followed topic: F1 .869 for .864, in other orders .874 for .868. Were 75
# words a whole article, the labelled days would lose .03.
_OF_WHOLE_ARTICLES = 0.5


# What a feed's few lines have in common with the nearest of a thousand others, such as a place and a name, they mostly
# have by chance, unless they share many words. Of 492 pairs of neighbours in the captured days, drawn by their odds and
# read by eye, one in five of odds 0 to 1 told one event, and of those with a cosine of words below .15 one in forty.
# F1 of telling these pairs apart by words alone, 2020 / 2022 (in sight: 2023): .66 / .68 (.61) without it, .67 / .76
# (.65) with it; .70 / .75 (.66) with 12 and 4, which costs ECB+ .02 instead of .01; .70 / .72 (.63) with 8 and 3. By a
# higher bar alone, 0 and 2: .62 / .71 (.49).
_WORDS_IN_CROWD, _CHANCE_IN_CROWD = 10.0, 3.5
# Across languages there are hardly any words to share. Of the stories of two or three articles in two languages 9 of 16
# of 2022 were right, and of those of odds below 0, 2 of 6; in 2023 (in sight) some 25 of 61 and 4 of 27.
_CHANCE_IN_CROWD_ACROSS_LANGUAGES = 1.5


class _Weights(NamedTuple):
    """What is added to the log odds: always, by cosine of a channel, and where both have the channel at all."""

    always: float
    cosine: Mapping[str, float]
    both_have: Mapping[Channel, float]


# The mean of two fits: one before the lexicon knew exceptions, and one after, in which the pairs of one event weigh as
# much as all others. BCubed F1 on the fitted parts, summed over the four sets of stories: 3.55 with it, 3.55 with the
# former (worse on the three sets without vectors, better on the days), 3.51 with the latter.
_SAME_LANGUAGE = _Weights(
    always=-0.2,
    cosine={
        Channel.WORDS: 6.6,
        Channel.NAMES: 2.75,
        Channel.CONCEPTS: 2.9,
        Channel.PLACES: 0.55,
        Channel.FIGURES: 1.6,
        Channel.DAYS: 0.5,
        Channel.YEARS: 1.0,
    },
    both_have={
        Channel.NAMES: -1.65,
        Channel.CONCEPTS: -1.05,
        Channel.PLACES: -0.2,
        Channel.FIGURES: -0.65,
        Channel.DAYS: -0.9,
        Channel.YEARS: -0.2,
    },
)
# The floors of names (2.0) and places (1.5) are set by hand: the fitted pairs of languages share their script, so
# that words there do what between scripts only the sound of names and the lexicon of places can.
_ACROSS_LANGUAGES = _Weights(
    always=-0.5,
    cosine={
        Channel.WORDS: 5.8,
        Channel.NAMES: 2.0,
        Channel.CONCEPTS: 4.1,
        Channel.PLACES: 1.5,
        Channel.FIGURES: 0.8,
        Channel.DAYS: 0.7,
        Channel.YEARS: 0.4,
    },
    both_have={
        Channel.NAMES: -1.2,
        Channel.CONCEPTS: -1.2,
        Channel.PLACES: -0.3,
        Channel.FIGURES: -0.1,
        Channel.DAYS: -0.4,
        Channel.YEARS: -0.2,
    },
)

_BIT = {channel: 1 << position for position, channel in enumerate(Channel)}
_LEAST_PART = 0.03  # a term with less of the vector moves the log odds by less than 0.01


class Profile:
    """An article as it is kept for comparison: a vector of length 1 for each channel, packed.

    Attributes:
        terms: The terms of all channels, each with its channel before it, the most telling first.
        parts: How much of its channel's vector each of them is.
        telling: How many of them make out a telling part of their channel.
        has: The channels that have terms, as bits.
        rare: Its rare words by their hashes, where they count: in a long article among the news at large.
        topic: Within which it is compared; empty for the news at large.
        crowd: How much chance counts among the articles of its days: 0 among few, near 1 among thousands.
        direction: What it means, where vectors are there.
    """

    __slots__ = (
        "crowd", "direction", "has", "is_report", "is_whole", "language", "parts", "rare", "telling", "terms", "topic",
    )  # fmt: skip

    def __init__(
        self,
        signature: Signature,
        vectors: Mapping[Channel, Mapping[str, float]],
        direction: Direction | None = None,
        *,
        topic: str = "",
        rare_words: Collection[str] = (),
        crowd: float = 0.0,
    ) -> None:
        kept = [
            (intern(term), part) for vector in vectors.values() for term, part in vector.items() if part > _LEAST_PART
        ]
        kept.sort(key=itemgetter(1), reverse=True)
        self.language = signature.language
        self.is_report = signature.is_report
        self.is_whole = signature.is_whole
        self.terms = tuple([term for term, _ in kept])
        self.parts = array("f", [part for _, part in kept])
        least = _TELLING_PART if direction is None else _TELLING_PART_OF_EVEN / math.sqrt(len(kept) or 1)
        self.telling = sum(part > least for part in self.parts)
        self.has = sum(_BIT[channel] for channel, vector in vectors.items() if vector)
        self.rare = array("q", map(hash, rare_words if len(rare_words) >= _FEWEST_RARE else ()))
        self.topic = topic
        self.crowd = crowd
        self.direction = direction


class Comparison:
    """One article held against many others."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._rare = frozenset(profile.rare)
        self._weighted: dict[tuple[bool, bool], dict[str, float]] = {}
        self._telling: dict[bool, set[str]] = {}

    def log_odds(self, other: Profile) -> float:
        """That the other tells the same event; within ± `LONGEST_ODDS`."""
        own = self._profile
        same_language = own.language == other.language
        in_crowd = own.crowd > 0 and _may_be_alike_by_chance(own, other)
        weighted = self._weighted.get((same_language, in_crowd))
        if weighted is None:
            weighted = self._weighted[same_language, in_crowd] = self._weigh(same_language, in_crowd=in_crowd)
        odds = _constant(own.has & other.has, same_language)
        if in_crowd:
            odds -= own.crowd * (_CHANCE_IN_CROWD if same_language else _CHANCE_IN_CROWD_ACROSS_LANGUAGES)
        both_have = zip(other.terms, other.parts, strict=False)
        odds += sum([weighted[term] * part for term, part in both_have if term in weighted])
        if same_language and own.rare and other.rare:
            shared = len(self._rare.intersection(other.rare))
            odds += _RARE_SHARED * shared / (shared + _HALF_OF_SHARED)
        if not (own.is_report and other.is_report):
            odds += _NOT_BOTH_REPORTS
        if own.topic and own.topic == other.topic and (own.direction is None or other.direction is None):
            odds += _WITHIN_TOPIC
        if odds > _WORTH_COUNTING and self._shared(other, same_language) < _FEWEST_SHARED:
            odds += _THIN_EVIDENCE if same_language else _THIN_EVIDENCE_ACROSS_LANGUAGES
        if own.direction is not None and other.direction is not None and (own.is_whole or other.is_whole):
            odds *= _OF_WHOLE_ARTICLES
        return max(-LONGEST_ODDS, min(LONGEST_ODDS, odds))

    def _weigh(self, same_language: bool, *, in_crowd: bool) -> dict[str, float]:
        """Each of its terms with what it adds to the odds, where the other has it to the full."""
        own = self._profile
        cosine = (_SAME_LANGUAGE if same_language else _ACROSS_LANGUAGES).cosine
        if in_crowd and same_language:
            cosine = {**cosine, Channel.WORDS: cosine[Channel.WORDS] + _WORDS_IN_CROWD * own.crowd}
        return {term: part * cosine[term[0]] for term, part in zip(own.terms, own.parts, strict=True)}

    def _shared(self, other: Profile, same_language: bool) -> int:
        """How many things that tell something both have."""
        counted = self._telling.get(same_language)
        if counted is None:
            channels = _COUNTED if same_language else _COUNTED_ACROSS_LANGUAGES
            telling = self._profile.terms[: self._profile.telling]
            counted = self._telling[same_language] = {term for term in telling if term[0] in channels}
        return len(counted.intersection(other.terms[: other.telling]))


def _may_be_alike_by_chance(one: Profile, other: Profile) -> bool:
    """Where one is a feed's few lines, unless the two are of one topic or both have a meaning to tell them apart."""
    of_one_topic = bool(one.topic) and one.topic == other.topic
    have_meaning = one.direction is not None and other.direction is not None
    return not (of_one_topic or have_meaning or (one.is_whole and other.is_whole))


@cache
def _constant(both_have: int, same_language: bool) -> float:
    weights = _SAME_LANGUAGE if same_language else _ACROSS_LANGUAGES
    return weights.always + sum(cost for channel, cost in weights.both_have.items() if both_have & _BIT[channel])


def probability(log_odds: float) -> float:
    """Log odds as a share of 1."""
    return 1 / (1 + math.exp(-log_odds))
