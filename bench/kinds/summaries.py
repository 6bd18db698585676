"""Summaries of several articles on one event: our choice of sentences against Lead, TextRank, Centroid and LexRank.

Every system gives whole sentences until the words are reached; what is scored ends at that many words, for
all of them alike. ROUGE-1/2/L F1 with stemming by `rouge-score`, LexRank by `sumy`: neither is among the
project's dependencies, and what is missing is a row that says so.

Times are the processor's, from the texts to the sentences chosen: cutting and reading are within them, imports and what
is read once are not. The systems take turns, ours first: so a busy machine slows all alike, and what we remember of a
text helps the others only. Sumy's sentences are cut by us, for its own cutting needs data from the network; its words
are read by us too and are not stemmed, which takes least, but where the row says so.
"""

from __future__ import annotations

import math
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from bench.baseline import cosine
from bench.data import read_lines, write_lines
from bench.table import Row, print_table
from bot.briefing.candidates import Candidate, candidates
from bot.briefing.choice import choose
from bot.briefing.page import StoryChoice
from bot.briefing.saying import summary_terms
from bot.model import Article
from bot.stories.meanings import meanings_in
from bot.text.sentences import sentences
from bot.text.words import folded_words, words

HELP = "Summaries: ROUGE of the sentences chosen from several articles"

SETS = {"summaries_neus_val.jsonl": 60, "summaries_neus_train600.jsonl": 60, "summaries_multinews100.jsonl": 220}
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_ROOM = 4  # more than is read of it, so that the last sentence may pass the length, as it may for the others
_EVENTS_A_TURN = 25
_MEASURES = {"rouge1": "R-1", "rouge2": "R-2", "rougeL": "R-L"}


@dataclass(frozen=True, slots=True)
class Event:
    """Several articles and the summary that a person wrote of them."""

    id: str
    reference: str
    articles: tuple[Article, ...]


System = Callable[[Event, int], Sequence[str]]


def add_arguments(parser: ArgumentParser) -> None:
    """FILE holds {id, title, summary, docs: [{id, title, text}]}, one event a line."""
    parser.add_argument("file", type=Path, metavar="FILE", help="events with their summaries, JSON lines")
    parser.add_argument("--words", type=int, required=True, help="how long a summary is")
    parser.add_argument("--out", type=Path, help="write {id, sentences: [{doc, start, end, text}]} here")


def run(arguments: Namespace) -> int:
    """Summarise one file; score it where `rouge-score` is installed."""
    events = list(read_events(arguments.file))
    if arguments.out:
        write_lines(arguments.out, (_prediction(event, briefbot(event, arguments.words)) for event in events))
    print_table(HELP, _rows(arguments.file.stem, events, arguments.words))
    return 0


def table(data: Path) -> Iterator[Row]:
    """Every set that is there."""
    for name, length in SETS.items():
        path = data / "quality" / name
        if path.exists():
            yield from _rows(f"{path.stem.removeprefix('summaries_')}, {length} words", list(read_events(path)), length)


def read_events(path: Path) -> Iterator[Event]:
    """The events of a file."""
    for given in read_lines(path):
        yield Event(given["id"], given["summary"], tuple(map(_article, given["docs"])))


def briefbot(event: Event, length: int) -> list[Candidate]:
    """What the bot would quote of a story with these reports, had it so many words for it alone."""
    reports = event.articles
    lines: set[str] = set()
    found = []
    for report in reports:
        for candidate in candidates(report, meanings_in):
            if candidate.line not in lines:
                lines.add(candidate.line)
                found.append(candidate)
    story = StoryChoice(
        id=event.id,
        whole=event.id,
        weight=1.0,
        candidates=found,
        terms=summary_terms(reports, meanings_in),
        most=len(found),
        words=length,
    )
    chosen = choose([story], budget_words=_ROOM * length, fills=True)[event.id]
    return chosen[: len(_until(length, map(_text, chosen)))]


def lead(event: Event, length: int) -> list[str]:
    """The first sentence of each article, then the second, and so on."""
    columns = [list(candidates(article)) for article in event.articles]
    most = max(map(len, columns), default=0)
    return _until(length, (_text(column[row]) for row in range(most) for column in columns if row < len(column)))


def centroid(event: Event, length: int) -> list[str]:
    """The sentences nearest to the mean of all by TF-IDF, without repeats (Radev et al. 2004)."""
    found, vectors = _vectors(event)
    middle: Counter[str] = Counter()
    for vector in vectors:
        middle.update(vector)
    return _ranked(found, vectors, [cosine(vector, middle) for vector in vectors], length)


def textrank(event: Event, length: int) -> list[str]:
    """PageRank over the likeness of sentences (Mihalcea and Tarau 2004), without repeats."""
    found, vectors = _vectors(event)
    likeness = [[cosine(a, b) if a is not b else 0.0 for b in vectors] for a in vectors]
    sums = [sum(row) or 1.0 for row in likeness]
    rank = [1.0] * len(found)
    for _ in range(30):
        rank = [
            0.15 + 0.85 * sum(likeness[j][i] / sums[j] * rank[j] for j in range(len(found))) for i in range(len(found))
        ]
    return _ranked(found, vectors, rank, length)


def _article(given: Mapping[str, Any]) -> Article:
    return Article(given["id"], given["id"], given.get("title") or "", given["text"], _NEVER, language="en")


def _vectors(event: Event) -> tuple[list[Candidate], list[Counter[str]]]:
    found = [candidate for article in event.articles for candidate in candidates(article)]
    bags = [Counter(word.folded for word in words(candidate.quote.text)) for candidate in found]
    spread = Counter(word for bag in bags for word in bag)
    rarity = {word: math.log((len(bags) + 1) / count) for word, count in spread.items()}
    vectors = []
    for bag in bags:
        weighed = Counter[str]()
        for word, count in bag.items():
            weighed[word] = count * rarity[word]  # type: ignore[assignment] # a Counter of floats adds as well
        vectors.append(weighed)
    return found, vectors


def _ranked(
    found: Sequence[Candidate], vectors: Sequence[Mapping[str, float]], ranks: Sequence[float], length: int
) -> list[str]:
    kept: list[int] = []
    for at in sorted(range(len(found)), key=lambda i: (-ranks[i], i)):
        if all(cosine(vectors[at], vectors[other]) < 0.5 for other in kept):
            kept.append(at)
    return _until(length, (_text(found[at]) for at in kept))


def _until(length: int, ranked: Iterable[str]) -> list[str]:
    """The first sentences that together reach the length."""
    chosen: list[str] = []
    left = length
    for sentence in ranked:
        if left <= 0:
            break
        chosen.append(sentence)
        left -= len(sentence.split())
    return chosen


def _rows(name: str, events: Sequence[Event], length: int) -> Iterator[Row]:
    systems: dict[str, System] = {"briefbot": _briefbot, "Lead": lead, "Centroid": centroid, "TextRank": textrank}
    if find_spec("sumy"):
        systems["LexRank (sumy)"] = _sumy_lexrank
        systems["LexRank (sumy), whole texts"] = _sumy_lexrank_of_whole_texts
        systems["LexRank (sumy), whole texts, stemmed"] = _sumy_lexrank_as_documented
    else:
        yield Row(name, "LexRank (sumy)", {"R-1": "skipped: sumy is not installed"})
    if not find_spec("rouge_score"):
        yield Row(name, "all", {"R-1": "skipped: rouge-score is not installed"})
        return
    chosen: dict[str, list[Sequence[str]]] = {what: [] for what in systems}
    spent = dict.fromkeys(systems, 0.0)
    for system in systems.values():
        system(events[0], length)  # what is read once, when it is first used, is nobody's speed
    for at in range(0, len(events), _EVENTS_A_TURN):
        for what, system in systems.items():
            started = time.process_time()
            chosen[what] += [system(event, length) for event in events[at : at + _EVENTS_A_TURN]]
            spent[what] += time.process_time() - started
    for what in systems:
        scores = [_rouge(event, sentences, length) for event, sentences in zip(events, chosen[what], strict=True)]
        yield Row(
            name,
            what,
            {
                **{shown: sum(s[key] for s in scores) / len(scores) for key, shown in _MEASURES.items()},
                "ms an event": f"{1000 * spent[what] / len(events):.1f}",
            },
        )


def _briefbot(event: Event, length: int) -> list[str]:
    return list(map(_text, briefbot(event, length)))


def _text(candidate: Candidate) -> str:
    return candidate.quote.text


def _rouge(event: Event, chosen: Sequence[str], length: int) -> dict[str, float]:
    scorer = import_module("rouge_score.rouge_scorer").RougeScorer(list(_MEASURES), use_stemmer=True)
    summary = " ".join(" ".join(chosen).split()[:length])
    return {key: score.fmeasure for key, score in scorer.score(event.reference, summary).items()}


def _sumy_lexrank(event: Event, length: int) -> list[str]:
    """Sumy's LexRank over the sentences that we choose from, cut and read by us: it needs data from the network."""
    found = [_text(candidate) for article in event.articles for candidate in candidates(article)]
    return _lexrank(found, length)


def _sumy_lexrank_of_whole_texts(event: Event, length: int) -> list[str]:
    """The same over all that the articles say, as who has nothing but sumy would run it."""
    texts = [article.text for article in event.articles]
    return _lexrank([text[span.start : span.end] for text in texts for span in sentences(text, "en")], length)


def _sumy_lexrank_as_documented(event: Event, length: int) -> list[str]:
    """And as sumy's documentation and its command run it: words by NLTK, stemmed, those that any text has left out."""
    texts = [article.text for article in event.articles]
    found = [text[span.start : span.end] for text in texts for span in sentences(text, "en")]
    return _lexrank(found, length, *_sumys_own())


def _lexrank(
    found: Sequence[str],
    length: int,
    to_words: Callable[[str], Sequence[str]] = folded_words,
    stem: Callable[[str], str] = str.lower,
    stop_words: Iterable[str] = (),
) -> list[str]:
    dom = import_module("sumy.models.dom")
    summarizer = import_module("sumy.summarizers.lex_rank").LexRankSummarizer(stem)
    summarizer.stop_words = stop_words
    tokenizer = _SumyTokenizer(to_words)
    bags = [summarizer._to_words_set(dom.Sentence(text, tokenizer)) for text in found]
    tf, idf = summarizer._compute_tf(bags), summarizer._compute_idf(bags)
    ranks = summarizer.power_method(summarizer._create_matrix(bags, summarizer.threshold, tf, idf), summarizer.epsilon)
    return _until(length, [found[at] for at in sorted(range(len(found)), key=lambda i: (-ranks[i], i))])


class _SumyTokenizer(NamedTuple):
    """What sumy asks of a tokenizer."""

    to_words: Callable[[str], Sequence[str]]


@cache
def _sumys_own() -> tuple[Callable[[str], Sequence[str]], Callable[[str], str], frozenset[str]]:
    """Its words of a sentence, its stems and its stop words."""
    word_tokenize, is_word = (
        import_module("nltk").word_tokenize,
        import_module("sumy.nlp.tokenizers").Tokenizer._is_word,
    )
    stem = import_module("sumy.nlp.stemmers").Stemmer("english")
    stop_words = import_module("sumy.utils").get_stop_words("english")
    return lambda text: tuple(filter(is_word, word_tokenize(text, preserve_line=True))), stem, stop_words


def _prediction(event: Event, chosen: Sequence[Candidate]) -> dict[str, Any]:
    return {
        "id": event.id,
        "sentences": [
            {"doc": c.article.id, "start": c.quote.start, "end": c.quote.end, "text": c.quote.text} for c in chosen
        ],
    }
