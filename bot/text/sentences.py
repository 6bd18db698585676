"""Sentences of a text with their places: yasbd's rules by language, and what news needs besides.

    paragraph | collapse runs | yasbd | own rules for quotations, datelines, dashes | spans

A quotation or a bracket of a few sentences is kept whole, so that what is quoted keeps the words that
say who said it (“We lost. It is over,” he said).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from yasbd.rules.base import Rules

# Longer than this, a quotation reads as a text of its own and is divided.
LONGEST_WHOLE_QUOTATION = 300

_OWN_RULES = "bot.text.sentence_rules"
_DEFAULT = "en"
_NEAREST = {"be": "ru", "mk": "bg", "sr": "bg", "ky": "kk", "tt": "kk", "no": "da", "nb": "da", "ps": "fa", "ckb": "fa"}

_PARAGRAPH = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

_CLOSED_BY = {
    "“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", "「": "」", "『": "』",
    "(": ")", "[": "]", "（": "）", "【": "】", '"': '"', "'": "'",
}  # fmt: skip
_OPENS = "“„«‹‘「『([（【"
_CLOSES = "”“»«’›」』)]）】\"'"
_ONLY_CLOSE = "”’›」』)]）】"
_STRAIGHT = "\"'"
_OPENS_A_WORD = "\"'»"
_MARKS = re.escape("".join(sorted({*_CLOSED_BY, *_CLOSES})))
_MARK = re.compile(f"[{_MARKS}]")
_DEEPEST = 8
_CAPITAL = r"[^\W\d_a-zà-öø-ÿа-џՠ-֏ა-ჿ]"

_ENDED = ".!?…։:؟。！？।"
_WEAKLY_ENDED = "!?؟！？"  # ends the quoted words, and often not the sentence around them: “Why?” Smith asked.

# yasbd's patterns try each start of a run against all of it, which takes seconds for 10,000 dots, blanks
# or letters: runs are shortened before, and their places kept.
_RUN = re.compile(
    r"(\s)\s+"
    r"|([.…·•∙⋅])(?:\s?[.…·•∙⋅]){3,}"
    r"|([^\w\s.])\3{3,}"
    rf"|([^\s{_ENDED}{_MARKS}]{{60}})[^\s{_ENDED}{_MARKS}]+"
)

# What yasbd leaves joined: an ellipsis before a capital, a word like "iPhone", and sentences that lost the
# blank between them ("it ended.The next day"), which feeds and extracted pages are full of.
_ADDED = re.compile(
    r"[.!?…](?:"
    rf"(?<=…)(?=\s+[«“„\"(]?{_CAPITAL})"
    r"|(?<=\w[.!?])(?=\s+[a-z][A-Z])"
    r"|(?=\S)(?<!\b(?i:adm|col|dir|dyr|gen|gov|inż|min|mjr|płk|rep|sen|авг|ген|гос|дек|обл|окт|пос|ред|янв)[.!?])"
    r"(?<!\b(?i:akad|capt|prof|sept|акад|нояб|проф|сент)[.!?])"
    r"(?<=[^\W\dA-Z_]{3}[.!?])[”»\"]?"
    rf"(?=[“«\"]?(?!(?:Com|Net|Org|Gov|Edu|Ru|Js|Io)\b){_CAPITAL}[^\W\dA-ZА-Я_])"
    r")"
)
_AFTER_QUOTATION = re.compile(rf"(?<=[{re.escape(_ENDED)}])\s?[{re.escape(_CLOSES)}]{{1,3}}(?=\s+(\S))")
_ASIAN_AFTER_QUOTATION = re.compile(r"(?<=。)[」』”】）](?=\w)")
_SAID = re.compile(
    rf"\s+(?!I |We |You |He |She |They )(?:{_CAPITAL}[\w.’'-]{{0,30}}\s+){{1,3}}"
    r"(?:said|says|asked|asks|told|added|wrote)\b"
)
_ASIAN_SAID = re.compile(r"と|って|など|.{0,6}?[说道问称]|.{0,6}?表示")

_DASH = re.compile(r"\s+[-–—]\s")
# "Premier przyjechał w środę. - Wracamy do domu - powiedział Jan Kos. …": what is said between dashes, with words that
# name who says so, is a sentence of its own, after one in which nobody speaks; so is the first of several so said.
_WHO_SAYS = r"\s[-–—]\s[a-zà-öø-ÿа-џ]{4}"
_SPOKEN = re.compile(
    rf"\s+[-–—]\s(?={_CAPITAL})(?:[^.!?…]{{8,300}}[!?…,]?|(?:(?!{_WHO_SAYS}).){{8,600}}){_WHO_SAYS}"
    rf"[^.!?…\n–—]{{0,120}}\s{_CAPITAL}"
)
_FEWEST_WORDS_BEFORE_SPEECH = 4
_AGENCY_IN_BRACKETS = re.compile(r"\s+\([^\W\d_]{2,12}(?:[/ -][^\W\d_]{2,12})?\)\s*\.?\s*[-–—]")
# "Баку. 19 сентября. ИНТЕРФАКС - …", "ЕРЕВАН, 23 февраля. /ТАСС/. …", "БАКУ, 19 сен – РИА Новости. …": no verb among
# these, so they belong to the first sentence.
_NAME = rf"{_CAPITAL}[\w'’-]*"
_DATELINE = re.compile(
    rf"{_NAME}(?: {_NAME}){{0,2}}(?:, {_NAME})?[.,] "
    r"(?:\d{1,2} [^\W\d_]+\.?|[^\W\d_]+\.? \d{1,2})(?:,? \d{4}(?: г\.)?)?(?:[.,]? |\s[-–—]\s)"
    rf"/?{_NAME}(?:[ /]{_NAME}){{0,2}}/?(?:[.։]|(?=\s+[-–—]\s))"
)
_INITIAL = re.compile(rf"(?<!\w){_CAPITAL}\.$")
_INITIAL_NEXT = re.compile(rf"\s+{_CAPITAL}\.(?=\s|-)")
# "in its 11 a.m. ET update": an hour and the clock that it is told by.
_HOUR = re.compile(r"\b[ap]\.m\.\s*$", re.IGNORECASE)
_CLOCK = re.compile(r"\s*(?:[ECMP][SD]?T|AK[SD]T|HST|BST|GMT|UTC|CES?T|EES?T|MSK|IST|JST|AE[SD]T|local)\b")
# "В 2023 г. Армения …", "W 2020 r. Rosja …": so few words make no sentence.
_YEAR_ALONE = re.compile(r"(?:[^\W\d_]{1,5}\s+){0,2}(?:\d{1,2}\s+\w+\s+)?\d{4}\s+(?:гг?|рр?|r|թ|წ)\.", re.IGNORECASE)
_LONGEST_YEAR_ALONE = 40


class Span(NamedTuple):
    """A half-open range of character offsets."""

    start: int
    end: int


def sentences(text: str, language: str | None) -> list[Span]:
    """Where the sentences of a text stand, in order: `text[start:end]` without white space around it.

    A line break always ends a sentence. Between two spans there is nothing but white space.

    Args:
        text: Plain text.
        language: ISO 639-1; one without rules of its own is read by the nearest or by English rules.
    """
    return [
        Span(match.start() + start, match.start() + end)
        for match in _PARAGRAPH.finditer(text)
        for start, end in _paragraph_spans(match[0], language)
    ]


def _paragraph_spans(paragraph: str, language: str | None) -> list[Span]:
    short, lengthen = _without_runs(paragraph)
    spans = []
    start = 0
    for end in map(lengthen, [*_ends(short, _rules_for(language)), len(short)]):
        sentence = paragraph[start:end].strip()
        if sentence:
            start = paragraph.index(sentence[0], start)
            spans.append(Span(start, start + len(sentence)))
        start = end
    return spans


def _without_runs(paragraph: str) -> tuple[str, Callable[[int], int]]:
    """The paragraph with its runs shortened, and what turns an offset in it into one of the paragraph."""
    pieces: list[str] = []
    ends_short: list[int] = []
    removed: list[int] = [0]
    copied = length = 0
    for run in _RUN.finditer(paragraph):
        kept = " " if run[1] else "..." if run[2] else run[3] * 3 if run[3] else run[4]
        piece = paragraph[copied : run.start()] + kept
        pieces.append(piece)
        length += len(piece)
        copied = run.end()
        ends_short.append(length)
        removed.append(copied - length)
    if not pieces:
        return paragraph, lambda offset: offset
    pieces.append(paragraph[copied:])
    return "".join(pieces), lambda offset: offset + removed[bisect_right(ends_short, offset)]


def _ends(paragraph: str, rules: str) -> list[int]:
    """Where sentences end within a paragraph, its own end aside."""
    pairs = _pairs(paragraph)
    closing = {close: opening for opening, close in pairs}
    whole = bytearray(len(paragraph) + 1)
    for opening, close in pairs:
        if close - opening <= LONGEST_WHOLE_QUOTATION:
            whole[opening + 1 : close + 1] = b"\1" * (close - opening)
        else:
            whole[close] = 1  # the closing mark stays with its last sentence
    candidates = set(_yasbd(rules).apply(paragraph.rstrip(), preserve_quote_and_paren=False))
    candidates.update(match.end() for match in _ADDED.finditer(paragraph))
    candidates.update(_ends_after_quotations(paragraph, closing))
    dateline = _DATELINE.match(paragraph)
    dateline_end = dateline.end() if dateline else 0

    ends = []
    start = 0
    for end in sorted(candidates):
        if whole[end] or end <= dateline_end or end >= len(paragraph) or _goes_on(paragraph, start, end, closing):
            continue
        ends.append(end)
        start = end
    return ends


def _goes_on(paragraph: str, start: int, end: int, closing: dict[int, int]) -> bool:
    """Whether the sentence begun at `start` goes on after `end`, for all that yasbd can tell."""
    last = paragraph[max(0, end - 2) : end].rstrip()[-1:]
    if last in ",;" or last.isdigit() or last.islower() or last.isupper():
        return True  # yasbd took what follows for an item of a list: "szybszy - dodał"
    after = end + 1 if paragraph[end].isspace() else end
    if after in closing or _AGENCY_IN_BRACKETS.match(paragraph, end):
        return True
    if _CLOCK.match(paragraph, end) and _HOUR.search(paragraph, max(start, end - 6), end):
        return True
    if _DASH.match(paragraph, end):
        return not _somebody_speaks(paragraph, start, end)
    if last == ":":
        return not paragraph[after : after + 1].isalnum()
    sentence = paragraph[start : min(end, start + _LONGEST_YEAR_ALONE)].strip()
    return bool(_YEAR_ALONE.fullmatch(sentence)) or bool(
        _INITIAL.search(paragraph, max(start, end - 3), end) and _INITIAL_NEXT.match(paragraph, end)
    )


def _somebody_speaks(paragraph: str, start: int, end: int) -> bool:
    """Whether a dash that follows the sentence begins what somebody says who is named with it."""
    before = paragraph[start:end]
    is_told = len(before.split()) >= _FEWEST_WORDS_BEFORE_SPEECH and not _DASH.search(before)
    return is_told and before.lstrip()[:1] not in "-–—" and _SPOKEN.match(paragraph, end) is not None


def _ends_after_quotations(paragraph: str, closing: dict[int, int]) -> Iterator[int]:
    """Ends that stand behind a closing mark, where yasbd looks for none."""
    for match in _AFTER_QUOTATION.finditer(paragraph):
        last = match.end() - 1
        mark, ended, following = paragraph[last], paragraph[match.start() - 1], match[1]
        is_mixed = mark in _STRAIGHT and following in _OPENS  # “It is over." “We lost …
        if not (last in closing or mark in _ONLY_CLOSE or is_mixed):
            continue
        if following.islower() or not (following.isalnum() or following in _OPENS + "¿¡" or following in _STRAIGHT):
            continue
        has_case = following.isupper() or not following.isalpha()
        if ended in _WEAKLY_ENDED and (not has_case or _SAID.match(paragraph, match.end())):
            continue
        if mark in ")]" and not _opens_a_sentence(paragraph, closing.get(last, 0)):
            continue
        yield match.end()
    for match in _ASIAN_AFTER_QUOTATION.finditer(paragraph):
        if not _ASIAN_SAID.match(paragraph, match.end()):
            yield match.end()


def _opens_a_sentence(paragraph: str, at: int) -> bool:
    before = paragraph[max(0, at - 2) : at].rstrip()
    return not before or before[-1] in _ENDED or before[-1] in _CLOSES


def _pairs(paragraph: str) -> list[tuple[int, int]]:
    """Places of the marks that open and close a quotation or a bracket; what stays open is no pair."""
    pairs = []
    opened: list[tuple[int, str]] = []
    for match in _MARK.finditer(paragraph):
        at, mark = match.start(), match[0]
        before, after = paragraph[at - 1 : at], paragraph[at + 1 : at + 2]
        if mark in "’'" and before.isalnum() and after.isalnum():
            continue  # an apostrophe
        depth = next((i for i in range(len(opened) - 1, -1, -1) if mark in opened[i][1]), None)
        begins_a_word = (not before or not before.isalnum()) and after.isalnum()
        if depth is not None and not (mark in _STRAIGHT and before.isspace() and begins_a_word):
            pairs.append((opened[depth][0], at))
            del opened[depth:]
        elif mark in _OPENS or (mark in _OPENS_A_WORD and begins_a_word):
            opened = opened[1 - _DEEPEST :]  # what is open so long was never closed
            opened.append((at, _CLOSED_BY[mark]))
    return pairs


def _rules_for(language: str | None) -> str:
    language = _NEAREST.get(language or _DEFAULT, language or _DEFAULT)
    return language if language in _languages() else _DEFAULT


@cache
def _languages() -> frozenset[str]:
    from yasbd import get_supported_langs  # noqa: PLC0415 # 70 ms, paid by the first text that is read

    return frozenset(get_supported_langs()) - {"auto"} | {"az", "ka"}


@cache  # one a language, some 10 ms to build
def _yasbd(rules: str) -> Rules:
    from yasbd.rules import load_external_lang_packs, load_rule  # noqa: PLC0415

    return load_rule(rules, ext_registry=load_external_lang_packs([_OWN_RULES]))
