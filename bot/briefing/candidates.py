"""The sentences of a report that may be quoted: their spans, and what speaks against each.

    text | sentences | dateline and dash off the front | flaws | candidates

Nothing here changes a word: trimming moves the start of a span, never its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.briefing.datelines import without_dateline
from bot.briefing.flaws import UNFIT, Flaw, ReportFlaws, is_half_quoted
from bot.model import Article, Quote
from bot.text.sentences import Span, sentences
from bot.text.terms import Meanings, all_terms, folded_line, no_meanings, root
from bot.text.wording import QUOTED, Wording, figures, is_worded, wordings
from bot.text.words import fold_each, written_words

# What matters stands early in news, and splitting costs the most of composing.
_CHARACTERS_READ = 3_000
_SENTENCES_READ = 12
# The articles of a day on a few topics, which one channel after another is told of; some 15 to 40 KB each.
REPORTS_REMEMBERED = 1_024


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
_WORD = r"[^\W\d_]{5}"  # a shorter one may be abbreviated, and the sentence go on: "50 proc.…"
_CUT_AFTER_A_STOP = re.compile(rf"(?:(?<={_WORD}[.!?])|(?<={_WORD}[.!?][\"”»’')]))(?:…|\.\.\.)$")
_ENDINGS_OF_A_CUT = ("…", "...")
# "You could sense the panic …" and "… we got a press conference" among the first sentences of what is listed as a
# report. Of 4,098 English ones, sport and recipes among them, two such sentences mark 45, all but two of them columns,
# features and the like; one marks 125, of which one in seven is a report. Elsewhere "we" is the country: of 466 Polish
# reports one marks 30, most of them wrongly.
_REMARKS_IN, _READ_FOR_REMARKS, _FEWEST_REMARKS = "en", 5, 2


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
    spans = _first_spans(article) if wanted is None else sentences(text, article.language)
    flawed = ReportFlaws(article, spans)
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
        flaws = flawed.of(
            position,
            sentence,
            spoken=spoken,
            folded=folded,
            ways=ways,
            count=count,
            is_hard=attributed or dated or tells_toll,
        )
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
    return not is_half_quoted(own) and is_worded("speaks", line, candidate.article.language)


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


def _word_count(sentence: str, spoken: Sequence[str]) -> int:
    """Words; where writing has no blanks, two characters count as one."""
    return max(len(spoken), len(_WITHOUT_BLANKS.findall(sentence)) // 2)


def title_figures(article: Article) -> frozenset[str]:
    """What an article's title counts."""
    return figures(folded_line(article.title), article.language)


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
