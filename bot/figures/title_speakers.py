"""Who speaks in a title, which needs no verb for it: "Police: 12 dead", "12 dead in Kalym - ministry"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.figures.counting_words import Sentence
from bot.figures.spoken import Speaker

_LONGEST_IN_TITLE = 4  # words: "Gaza's civil defence agency"
_LEADS_TO_SPEAKER = re.compile(r":\s|\s[-–—]\s")


def speakers_of_title(sentence: Sentence) -> Iterator[Speaker]:
    """Who speaks before the colon of a title, or at its end: "Police: 12 dead", "12 dead in Kalym - ministry"."""
    ends = {at + length for at, length in sentence.named("speaking", "title").items()}
    last = len(sentence.words)
    for at in range(1, last) if ends else ():
        gap = sentence.gap(at)
        if at <= _LONGEST_IN_TITLE and at in ends and gap.strip() == ":":
            said_by = sentence.text[sentence.words[0].start : sentence.words[at - 1].end]
            yield Speaker(said_by, 0, at, opens=True, within=range(last))
        if (
            last in ends
            and at >= last - _LONGEST_IN_TITLE
            and _LEADS_TO_SPEAKER.fullmatch(gap)
            and not sentence.gap(last)
        ):
            said_by = sentence.text[sentence.words[at].start :]
            yield Speaker(said_by, at, last, opens=True, is_behind=True, within=range(last))
