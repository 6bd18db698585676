"""What speaks against quoting a sentence alone: its form, what it leans on, and what it tells instead of news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Flag, auto

from bot.model import Article
from bot.text.dates import named_days
from bot.text.sentences import Span
from bot.text.tense import Tense, tense_at
from bot.text.terms import folded_line
from bot.text.wording import Wording, is_worded
from bot.text.words import NOUNS_HAVE_CAPITALS

FEWEST_WORDS = 3  # "Nobody was hurt."
MOST_WORDS = 60
_ENDED = ".!?…։:؟。！？।।؛\"”»“’')]"
# "• Captain asleep, inquiry finds": without a full stop it is the headline of another report that is linked below.
_BULLETS = "•▪●‣◦"
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])[\"”»’')\]]*$")
_QUESTION = re.compile(r"[?՞؟？][\"”»’')\]]*$")
# "Why did they sign? - he asked.", as Polish and Russian write what is said; not "They signed. - Why? - he asked.".
_ASKED = re.compile(r"(?:(?![.!…]\s[-–—]\s).)*[?][\"”»’]?\s[-–—]\s[^\W\d_A-ZА-Я][\w'’-]*(?:\s[\w'’-]+){0,5}[.!]?")
_LONGEST_SHORT_WORD = 4  # letters
_FEWEST_CAPITALS = 2
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ENDS_OPEN = re.compile(r"[,;:–—-]$")
# "- Siedem domów jest bez prądu.", where another sentence says who says so; in English and German no dash means that.
_SPOKEN = re.compile(r"[-–—]\s(?!.*\s[-–—]\s[^\W\d_A-Z])")
# "- Siedem domów jest bez prądu. Wieś czeka. Prąd wróci jutro - powiedział wójt.": of the sentences between the dash
# and who says so, the first has the dash, and those in the middle nothing.
_ENDS_SPEECH = re.compile(r"\s[-–—]\s(?=[^\W\d_])(?![A-ZА-Я])")
_NAMED_AS_KNOWN = 2  # words: "the deal"
_LONGEST_SPEECH = 4  # sentences; a dash that nothing answers by then was none of a speech
_ENGLISH = ("en", None)
_NO_DASH_SPEAKS = (*_ENGLISH, "de")
# "On Monday, he …", "The 14-year-old is …", "With the sale of the line, she …": who, says another sentence. Of the last
# kind 19 sentences of the captured days' reports lean on nothing else that is known here, and none names whom it means.
_OF_ANOTHER = re.compile(
    r"(?:On|In|At|During|From|For|Under)\s(?:[^\s,]+\s){0,3}[A-Z0-9][^\s,]*,?\s(?:he|she|they)\s|The\s[1-9]\d-year-old,?\s"
    r"|(?:[A-Z][a-z]+ly|[A-Z][a-z’']*(?:\s[^\sA-Z,;:“\"]+){1,6}),\s(?:he|she|they)\s"
)
_TO_SOMEBODY = "@"  # "@Korn at least it will shake everyone", which somebody wrote to a live blog
_QUOTATION_MARKS = ("“”„«»", '"')  # which of them opens differs from language to language
# Of 92 such sentences of the captured days none is its report's own; 28 had no word that leans, or had one that
# attributes only in what is quoted: "They told me that I was free."
_WHOLE_QUOTATION = re.compile(r"[“„«][^“”„«»\"]*[”“»]\.?|\"[^“”„«»\"]*\"\.?|['‘][^'‘’]*(?:['’](?=\w)[^'‘’]*)*['’]\.?")
# What opens a sentence and is quoted, with what may stand behind: German closes with what opens elsewhere.
_OPENS_QUOTED = re.compile(r"[“\"„«»][^“\"”„«»]*[”“\"«»][\s,.;–—-]*")
# In English the present tells what a picture shows, and behind it stands the day in full; a report says "on Monday". So
# ten sentences of the captured days do, all of them captions.
_IN_FULL, _CAPTIONS_IN, _CAPTION_WITHIN = re.compile(r"\d, (?:19|20)\d\d\.?$"), "en", 2  # sentences
_WORD_IN = re.compile(r"\w+")
# "FILE - In this March 2, 2020 photo, …", "In this Friday, March 2, 2020 file photo, …", as agencies write.
_AGENCY_CAPTION = re.compile(r"FILE\s?[-–—]\s|In this [^.;]{0,40}(?:, (?:19|20)\d\d,?|file) (?:photo|image)\b")
# "(Oda Lind/The Kalym Post)", which ends a caption, "8.17pm BST" in a running account, and "71 min: Kos shoots" in one
# of a match.
_NO_SENTENCE = re.compile(
    r"\([^()/]{2,60}/[^()/]{2,60}\)|\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?"
    r"|\d{1,3}(?:\+\d)? min: .*"
)


class Flaw(Flag):
    """Why a sentence is a poor quotation when it stands alone."""

    NONE = 0
    QUESTION = auto()
    CUT_OFF = auto()
    """The feed ended it: half a sentence may say the opposite of the whole."""
    LEANS = auto()
    """Its subject stands in the sentence before, or who says "we" or "you" in it stands in another."""
    TEASER = auto()
    """It promises or invites, and tells nothing."""
    ARGUES = auto()
    """It says what ought to be, and names nobody who says so."""
    TOO_SHORT = auto()
    TOO_LONG = auto()
    BARE_TITLE = auto()
    """It is a title, or a part of one: the source gives no more, or its text begins with it."""
    UNFINISHED = auto()
    """No full stop: a line above the text, in the manner of a headline."""
    LOOKS_BACK = auto()
    """It tells of an earlier year, or of what has long been so, and no day and nobody who says it."""
    ANNOUNCES = auto()
    """It tells what was to come when it was told."""
    REMARKS = auto()
    """Its report speaks to its reader, or of who wrote it, as columns do; and it names nobody who says it."""
    NAMES_ALONE = auto()
    """Names and short words: "Anna Nowicka and Jan Kowal in Lidra.", which stands below a picture."""
    CAPTION = auto()
    """It tells what a picture shows: "Flowers lie at a police station in Lidra on Dec. 14, 2022."."""


UNFIT = Flaw.QUESTION | Flaw.CUT_OFF | Flaw.LEANS | Flaw.TEASER
"""Flaws that keep a sentence out wherever the story has another."""


class ReportFlaws:
    """Finds the flaws of a report's sentences.

    Args:
        spans: Where they stand in its text.
    """

    def __init__(self, article: Article, spans: Sequence[Span]) -> None:
        self._article, self._language, self._spans = article, article.language, spans
        self._ends_at = len(article.text.rstrip())
        self._title = folded_line(article.title)
        is_spoken_by_dashes = self._language not in _NO_DASH_SPEAKS
        self._amid_speech = _amid_speech(article.text, spans) if is_spoken_by_dashes else frozenset[int]()

    def of(
        self,
        position: int,
        sentence: str,
        *,
        spoken: Sequence[str],
        folded: Sequence[str],
        ways: frozenset[Wording],
        count: int,
        is_hard: bool,
    ) -> Flaw:
        """The flaws of one.

        Args:
            position: Its place among the spans.
            sentence: Its text, as it is quoted.
            spoken, folded: Its words as they are written, and folded.
            ways: How it is worded.
            count: Its words, as they are counted.
            is_hard: It says who says it, when it was or whom it hit.
        """
        line = " ".join(folded)
        is_title = f" {line} " in f" {self._title} "
        found = _flaws_of_form(sentence, spoken, count, self._language, is_title=is_title)
        if not found & Flaw.CUT_OFF and sentence[-1:] not in _ENDED and not is_title:
            found |= Flaw.CUT_OFF if self._is_cut(position, sentence, ways) else Flaw.UNFINISHED
        found |= _flaws_of_content(sentence, ways, self._language, is_amid_speech=position in self._amid_speech)
        if not is_hard and _looks_back(line, ways, self._article):
            found |= Flaw.LOOKS_BACK
        if position and self._refers_back(folded, ways):
            found |= Flaw.LEANS
        if self._article.text[self._spans[position].start] in _BULLETS and sentence[-1] not in _ENDED:
            found |= Flaw.TEASER
        if _is_caption(sentence, self._article, opens=position < _CAPTION_WITHIN):
            found |= Flaw.CAPTION
        return found

    def _refers_back(self, folded: Sequence[str], ways: frozenset[Wording]) -> bool:
        """Whether it speaks of a deal or a ministry as known, and does not say which it is."""
        known = folded[_NAMED_AS_KNOWN : _NAMED_AS_KNOWN + 1]
        says_which = bool(known) and is_worded("says which", known[0], self._language)
        return ("refers back" in ways and not says_which) or "says who before" in ways

    def _is_cut(self, position: int, sentence: str, ways: frozenset[Wording]) -> bool:
        """Whether the feed ended its text there: a title without a full stop may be all of it."""
        ends_text = position == len(self._spans) - 1 and self._spans[position].end == self._ends_at
        return ends_text and bool(position > 0 or _ENDS_OPEN.search(sentence) or "hangs" in ways)


def is_question(text: str) -> bool:
    """Whether it ends as a question, a quoted one too."""
    return bool(_QUESTION.search(text) or _ASKED.fullmatch(text))


def is_half_quoted(sentence: str) -> bool:
    """Whether it begins or ends a quotation that goes on beside it, with the words that say whose it is."""
    return any(sum(map(sentence.count, marks)) % 2 for marks in _QUOTATION_MARKS)


def _flaws_of_form(sentence: str, spoken: Sequence[str], count: int, language: str | None, *, is_title: bool) -> Flaw:
    """What its length, its end and its capitals say against it."""
    found = Flaw.NONE
    if count < FEWEST_WORDS:
        found |= Flaw.TOO_SHORT
    if count > MOST_WORDS:
        found |= Flaw.TOO_LONG
    if is_question(sentence):
        found |= Flaw.QUESTION
    if is_title:
        found |= Flaw.BARE_TITLE
    if _names_alone(spoken, language):
        found |= Flaw.NAMES_ALONE
    if _ELLIPSIS.search(sentence):
        found |= Flaw.CUT_OFF
    return found


def _flaws_of_content(sentence: str, ways: frozenset[Wording], language: str | None, *, is_amid_speech: bool) -> Flaw:
    """What it says against itself: whose words it is, of whom it speaks, whether it tells anything."""
    found = Flaw.NONE
    attributed = "attributes" in ways
    if "teases" in ways or _NO_SENTENCE.fullmatch(sentence):
        found |= Flaw.TEASER
    elif not attributed and (
        "speaks" in ways or is_half_quoted(sentence) or is_amid_speech or sentence.startswith(_TO_SOMEBODY)
    ):
        found |= Flaw.LEANS
    is_leaning = "leans" in ways or (language in _ENGLISH and _OF_ANOTHER.match(sentence))
    if is_leaning or _WHOLE_QUOTATION.fullmatch(sentence) or _speaks_for_another(sentence, language):
        found |= Flaw.LEANS
    if "argues" in ways and not attributed:
        found |= Flaw.ARGUES
    if "announces" in ways:
        found |= Flaw.ANNOUNCES
    return found


def _speaks_for_another(sentence: str, language: str | None) -> bool:
    """Whether a quotation opens it, and who speaks is named by somebody else: "…", its spokesman said."""
    quoted = _OPENS_QUOTED.match(sentence)
    return quoted is not None and is_worded("speaks for another", folded_line(sentence[quoted.end() :]), language)


def _names_alone(spoken: Sequence[str], language: str | None) -> bool:
    """Whether it has names and no longer word without a capital; where all nouns have one, that says nothing."""
    if language in NOUNS_HAVE_CAPITALS or sum(word[0].isupper() for word in spoken[1:]) < _FEWEST_CAPITALS:
        return False
    return not any(word[0].islower() and len(word) > _LONGEST_SHORT_WORD for word in spoken)


def _amid_speech(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """Which sentences somebody speaks behind a dash whom a later one names, by their numbers."""
    found: set[int] = set()
    for first, span in enumerate(spans):
        if not _SPOKEN.match(text, span.start, span.end):
            continue
        found.add(first)
        for last in range(first + 1, min(first + _LONGEST_SPEECH, len(spans))):
            if _ENDS_SPEECH.search(text, spans[last].start, spans[last].end):
                found.update(range(first + 1, last))
                break
    return frozenset(found)


def _looks_back(line: str, ways: frozenset[Wording], article: Article) -> bool:
    """Whether it names an earlier year or is worded so; "the worst since 2020" is of today."""
    this_year = str(article.told_at.year) if article.told_at else ""
    names_earlier = any(year < this_year for year in _YEAR.findall(line))
    return (names_earlier or "looks back" in ways) and "since" not in ways


def _is_caption(sentence: str, article: Article, *, opens: bool) -> bool:
    """Whether an agency says so, or all of it is told in the present and a day that is past ends it."""
    if _AGENCY_CAPTION.match(sentence):
        return True
    told_on = article.told_at.date() if article.told_at else None
    if not opens or article.language != _CAPTIONS_IN or not told_on or not _IN_FULL.search(sentence):
        return False
    *_, last = (None, *named_days(sentence, article.language, told_on))
    if last is None or last.day is None or last.day > told_on or last.end < len(sentence.rstrip(".")):
        return False
    told = (tense_at(sentence, word.end(), word.end(), _CAPTIONS_IN) for word in _WORD_IN.finditer(sentence))
    return not {Tense.WAS, Tense.WILL} & set(told)
