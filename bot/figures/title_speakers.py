"""Who speaks in a title, which needs no verb for it: "Police: 12 dead", "12 dead in Kalym - ministry"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.figures.counting_words import HAVE_ENDINGS, Sentence
from bot.figures.speaker_names import Speaker

_LONGEST_IN_TITLE = 4  # words: "Gaza's civil defence agency"
_LEADS_TO_SPEAKER = re.compile(r":\s|\s[-–—]\s")
# What they are ends their name there, and begins it elsewhere: "Lidra's health ministry", "Минздрав Лидры".
_ENDS_NAMES = ("en", *HAVE_ENDINGS)
# "Israels Armee", "Izraelska armia"
_NATIONAL = {
    "de": re.compile("(?:s|isch(?:e|er|es))$"),
    "pl": re.compile("[sc]k(?:a|i|ie)$"),
    "ru": re.compile("[сц]к(?:ая|ий|ие|ое)$"),
    "uk": re.compile("[сц]ьк(?:а|ии|і|е)$"),
}
# An Armenian colon is a dot, which may end a sentence, too.
_ARMENIAN, _DOTS = "hy", (".", "․")


def speakers_of_title(sentence: Sentence) -> Iterator[Speaker]:
    """Who speaks before the colon of a title, or at its end."""
    named = sentence.named("speaking", "title")
    last = len(sentence.words)
    for at in range(1, last) if named else ():
        gap = sentence.gap(at)
        if at <= _LONGEST_IN_TITLE and _is_colon(sentence, at) and _is_somebody(sentence, named, 0, at):
            said_by = sentence.text[sentence.words[0].start : sentence.words[at - 1].end]
            yield Speaker(said_by, 0, at, opens=True, within=range(last))
        if (
            at >= last - _LONGEST_IN_TITLE
            and _LEADS_TO_SPEAKER.fullmatch(gap)
            and not sentence.gap(last)
            and _is_somebody(sentence, named, at, last)
        ):
            said_by = sentence.text[sentence.words[at].start :]
            yield Speaker(said_by, at, last, opens=True, is_behind=True, within=range(last))


def _is_colon(sentence: Sentence, at: int) -> bool:
    mark = sentence.gap(at).strip()
    if sentence.language != _ARMENIAN or mark not in _DOTS:
        return mark == ":"
    return sentence.named("reach", "have").keys().isdisjoint(range(at))  # no verb stands before it


def _is_somebody(sentence: Sentence, named: Mapping[int, int], first: int, after: int) -> bool:
    """Whether these words are the name of somebody who may speak."""
    if sentence.language in _ENDS_NAMES:
        return any(named.get(at) == after - at for at in range(first, after))
    is_national = _NATIONAL.get(sentence.language)
    return first in named or bool(
        is_national and first + 1 in named and after == first + 2 and is_national.search(sentence.folded[first])
    )
