"""The sentences of a report that may be quoted: their spans, and what speaks against each.

    text | sentences | dateline and dash off the front | flaws | candidates

Nothing here changes a word: trimming moves the start of a span, never its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Flag, auto
from functools import lru_cache

from bot.briefing.datelines import without_dateline
from bot.model import Article, Quote
from bot.text.dates import named_days
from bot.text.sentences import Span, sentences
from bot.text.tense import Tense, tense_at
from bot.text.terms import Meanings, all_terms, folded_line, no_meanings, root
from bot.text.wording import QUOTED, Wording, figures, is_worded, wordings
from bot.text.words import NOUNS_HAVE_CAPITALS, fold_each, written_words

FEWEST_WORDS = 3  # "Nobody was hurt."
MOST_WORDS = 60
# What matters stands early in news, and splitting costs the most of composing.
_CHARACTERS_READ = 3_000
_SENTENCES_READ = 12
# The articles of a day on a few topics, which one channel after another is told of; some 15 to 40 KB each.
REPORTS_REMEMBERED = 1_024


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted.

    Attributes:
        terms: The words, acronyms, figures and meanings that it says.
        roots: Its words without most of their endings, each with how often it says it.
        position: Its number within the article, from 0.
        attributed: It says who says it.
        answers: It denies or rejects what somebody says.
        dated: It says on which day.
        tells_toll: It counts people who were killed, wounded or driven out.
        names: It has a word with a capital after its first word.
        polls: It tells what people said who were asked.
        foresees: It says what was to come soon when it was told.
        knows_not_yet: It says what was not known yet when it was told.
        denies: It says who says that something is not so, or who denies it.
        line: Its folded words, for telling whether two are the same.
    """

    quote: Quote
    article: Article
    position: int
    terms: frozenset[str]
    roots: tuple[tuple[str, int], ...]
    figures: frozenset[str]
    word_count: int
    flaws: Flaw
    attributed: bool
    answers: bool
    dated: bool
    tells_toll: bool
    names: bool
    line: str
    polls: bool
    foresees: bool
    knows_not_yet: bool
    denies: bool

    @property
    def is_hard(self) -> bool:
        """Whether it may stand alone and says who says it, when it was or whom it hit."""
        return (self.tells_toll or self.attributed or self.dated) and not self.flaws & UNFIT

    def tells_toll_of(self, article: Article) -> bool:
        """Whether it tells a toll that stands in an article's title."""
        return self.tells_toll and not self.figures.isdisjoint(title_figures(article))

    @property
    def tells_something(self) -> bool:
        """Whether it may stand alone and is hard or has a figure."""
        return self.is_hard or (bool(self.figures) and not self.flaws & UNFIT)


_DENYING: frozenset[Wording] = frozenset(("answers", "negates"))
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")  # Thai, Japanese, Chinese
_ENDED = ".!?…։:؟。！？।।؛\"”»“’')]"
# "• Captain asleep, inquiry finds": without a full stop it is the headline of another report that is linked below.
_BULLETS = "•▪●‣◦"
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])[\"”»’')\]]*$")
_WORD = r"[^\W\d_]{5}"  # a shorter one may be abbreviated, and the sentence go on: "50 proc.…"
_CUT_AFTER_A_STOP = re.compile(rf"(?:(?<={_WORD}[.!?])|(?<={_WORD}[.!?][\"”»’')]))(?:…|\.\.\.)$")
_ENDINGS_OF_A_CUT = ("…", "...")
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
# In English the present tells what a picture shows, and behind it stands the day in full; a report says "on Monday". So
# ten sentences of the captured days do, all of them captions.
_IN_FULL, _CAPTIONS_IN, _CAPTION_WITHIN = re.compile(r"\d, (?:19|20)\d\d\.?$"), "en", 2  # sentences
_WORD_IN = re.compile(r"\w+")
# "FILE - In this March 2, 2020 photo, …", "In this Friday, March 2, 2020 file photo, …", as agencies write.
_AGENCY_CAPTION = re.compile(r"FILE\s?[-–—]\s|In this [^.;]{0,40}(?:, (?:19|20)\d\d,?|file) (?:photo|image)\b")
# "You could sense the panic …" and "… we got a press conference" among the first sentences of what is listed as a
# report. Of 4,098 English ones, sport and recipes among them, two such sentences mark 45, all but two of them columns,
# features and the like; one marks 125, of which one in seven is a report. Elsewhere "we" is the country: of 466 Polish
# reports one marks 30, most of them wrongly.
_REMARKS_IN, _READ_FOR_REMARKS, _FEWEST_REMARKS = "en", 5, 2
# "(Oda Lind/The Kalym Post)", which ends a caption, "8.17pm BST" in a running account, and "71 min: Kos shoots" in one
# of a match.
_NO_SENTENCE = re.compile(
    r"\([^()/]{2,60}/[^()/]{2,60}\)|\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?"
    r"|\d{1,3}(?:\+\d)? min: .*"
)


def candidates(
    article: Article, meanings: Meanings = no_meanings, *, wanted: Callable[[Span], bool] | None = None
) -> Iterator[Candidate]:
    """Sentences of a report, each with what it says and its flaws.

    Args:
        wanted: Says which ones of the whole text; None for the first ones.
    """
    found = _read(article, meanings, wanted)
    if wanted is None and article.language == _REMARKS_IN:
        return iter(_with_remarks(list(found)))
    return found


def _read(article: Article, meanings: Meanings, wanted: Callable[[Span], bool] | None) -> Iterator[Candidate]:
    text = article.text
    title = folded_line(article.title)
    spans = _first_spans(article) if wanted is None else sentences(text, article.language)
    amid_speech = _amid_speech(text, spans) if article.language not in _NO_DASH_SPEAKS else frozenset[int]()
    for position, span in enumerate(spans):
        if wanted is not None and not wanted(span):
            continue
        start, end = without_dateline(text, _before_the_cut(text, span))
        sentence = text[start:end]
        spoken = written_words(sentence)
        folded = fold_each(spoken)
        line = " ".join(folded)
        ways = wordings(line, article.language)
        count = _word_count(sentence, spoken)
        numbers = figures(line, article.language)
        attributed, dated = "attributes" in ways, "dates" in ways
        tells_toll = bool(numbers) and "tolls" in ways
        flaws = _flaws_of_form(
            sentence,
            spoken,
            count,
            ways,
            article.language,
            is_title=f" {line} " in f" {title} ",
            may_be_cut=position == len(spans) - 1 and span.end == len(text.rstrip()),
            follows=position > 0,
        ) | _flaws_of_content(sentence, ways, article.language, is_amid_speech=position in amid_speech)
        if not (attributed or dated or tells_toll) and _looks_back(line, ways, article):
            flaws |= Flaw.LOOKS_BACK
        refers_back = "refers back" in ways and not _says_which(folded, article.language)
        if position and (refers_back or "says who before" in ways):
            flaws |= Flaw.LEANS
        if text[span.start] in _BULLETS and sentence[-1] not in _ENDED:
            flaws |= Flaw.TEASER
        if _is_caption(sentence, article, opens=position < _CAPTION_WITHIN):
            flaws |= Flaw.CAPTION
        yield Candidate(
            quote=Quote.of(article, start, end),
            article=article,
            position=position,
            terms=all_terms(sentence, article.language, meanings),
            roots=tuple(Counter(map(root, folded)).items()),
            figures=numbers,
            word_count=count,
            flaws=flaws,
            attributed=attributed,
            answers="answers" in ways,
            dated=dated,
            tells_toll=tells_toll,
            names=_names(sentence, spoken),
            line=line,
            polls="polls" in ways,
            foresees=("announces" in ways or "foresees" in ways) and "is far off" not in ways,
            knows_not_yet="knows not yet" in ways,
            denies=attributed and bool(_DENYING & ways),
        )


def _says_which(folded: Sequence[str], language: str | None) -> bool:
    """Whether a sentence says of "the deal" at its beginning which it is: "the deal | between Odra and Lidra"."""
    return is_worded("says which", folded[_NAMED_AS_KNOWN], language) if len(folded) > _NAMED_AS_KNOWN else False


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


def _with_remarks(found: Sequence[Candidate]) -> Sequence[Candidate]:
    """The first sentences of a report, flawed where some of them speak to the reader or of who wrote it."""
    if sum(map(_remarks, found[:_READ_FOR_REMARKS])) < _FEWEST_REMARKS:
        return found
    return [each if each.attributed else replace(each, flaws=each.flaws | Flaw.REMARKS) for each in found]


def _remarks(candidate: Candidate) -> bool:
    """Whether who wrote it speaks in it, rather than somebody that it quotes or names."""
    if candidate.attributed or Flaw.TEASER in candidate.flaws:
        return False
    said = candidate.quote.text
    own = QUOTED.sub(" ", said)
    line = candidate.line if own == said else folded_line(own)
    return not _is_half_quoted(own) and is_worded("speaks", line, candidate.article.language)


@lru_cache(maxsize=REPORTS_REMEMBERED)
def first_candidates(article: Article, meanings: Meanings) -> tuple[Candidate, ...]:
    """The first sentences of a report, kept for the next briefing that it is read for."""
    return tuple(candidates(article, meanings))


def opening(article: Article, meanings: Meanings) -> Candidate | None:
    """Its first sentence that stands well alone, else its first; None where it has none."""
    found = first_candidates(article, meanings)
    return next((candidate for candidate in found if not candidate.flaws), found[0] if found else None)


def _names(sentence: str, spoken: Sequence[str]) -> bool:
    """A capital after the first word; true where the script has none."""
    return any(not word[0].islower() for word in spoken[1:]) or sentence == sentence.lower()


def _names_alone(spoken: Sequence[str], language: str | None) -> bool:
    """Whether it has names and no longer word without a capital; where all nouns have one, that says nothing."""
    if language in NOUNS_HAVE_CAPITALS or sum(word[0].isupper() for word in spoken[1:]) < _FEWEST_CAPITALS:
        return False
    return not any(word[0].islower() and len(word) > _LONGEST_SHORT_WORD for word in spoken)


def _word_count(sentence: str, spoken: Sequence[str]) -> int:
    """Words; where writing has no blanks, two characters count as one."""
    return max(len(spoken), len(_WITHOUT_BLANKS.findall(sentence)) // 2)


def title_figures(article: Article) -> frozenset[str]:
    """What an article's title counts."""
    return figures(folded_line(article.title), article.language)


def is_question(text: str) -> bool:
    """Whether it ends as a question, a quoted one too."""
    return bool(_QUESTION.search(text) or _ASKED.fullmatch(text))


def _is_half_quoted(sentence: str) -> bool:
    """Whether it begins or ends a quotation that goes on beside it, with the words that say whose it is."""
    return any(sum(map(sentence.count, marks)) % 2 for marks in _QUOTATION_MARKS)


def _first_spans(article: Article) -> list[Span]:
    text = article.text
    if len(text) <= _CHARACTERS_READ:
        return sentences(text, article.language)[:_SENTENCES_READ]
    # The last one of what was read may have been cut by the reading.
    return sentences(text[:_CHARACTERS_READ], article.language)[:-1][:_SENTENCES_READ]


def _before_the_cut(text: str, span: Span) -> Span:
    """The span without the "…" of a feed that cut its text after a full stop, not within a sentence."""
    if not text.endswith(_ENDINGS_OF_A_CUT, span.start, span.end):
        return span
    found = _CUT_AFTER_A_STOP.search(text, span.start, span.end)
    return Span(span.start, found.start()) if found else span


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


def _flaws_of_form(
    sentence: str,
    spoken: Sequence[str],
    count: int,
    ways: frozenset[Wording],
    language: str | None,
    *,
    is_title: bool,
    may_be_cut: bool,
    follows: bool,
) -> Flaw:
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
    elif sentence[-1:] not in _ENDED and not is_title:
        is_cut = follows or _ENDS_OPEN.search(sentence) or "hangs" in ways
        found |= Flaw.CUT_OFF if may_be_cut and is_cut else Flaw.UNFINISHED
    return found


def _flaws_of_content(sentence: str, ways: frozenset[Wording], language: str | None, *, is_amid_speech: bool) -> Flaw:
    """What it says against itself: whose words it is, of whom it speaks, whether it tells anything."""
    found = Flaw.NONE
    attributed = "attributes" in ways
    if "teases" in ways or _NO_SENTENCE.fullmatch(sentence):
        found |= Flaw.TEASER
    elif not attributed and (
        "speaks" in ways or _is_half_quoted(sentence) or is_amid_speech or sentence.startswith(_TO_SOMEBODY)
    ):
        found |= Flaw.LEANS
    is_leaning = "leans" in ways or (language in _ENGLISH and _OF_ANOTHER.match(sentence))
    if is_leaning or _WHOLE_QUOTATION.fullmatch(sentence):
        found |= Flaw.LEANS
    if "argues" in ways and not attributed:
        found |= Flaw.ARGUES
    if "announces" in ways:
        found |= Flaw.ANNOUNCES
    return found
