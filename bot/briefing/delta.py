"""What is new to this reader: a story against what they were told before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.briefing.known_figures import Figure, figure_of, has_news, tally_figures
from bot.figures.quantities import counted
from bot.model import Article, BriefedStory, Briefing, Quote, StoryStatus
from bot.text.terms import Meanings, all_terms, folded_line, in_any_language, no_meanings, overlap, terms
from bot.text.wording import figures

# A sentence that shares less than this with each that was told adds something.
_ADDS_BELOW = 0.6
# And one that has less than this which stands nowhere in what was told tells it again in other words. Of 68 stories of
# the captured days that were told as updated two such said nothing new, and none that did.
_LEAST_UNTOLD = 0.3
# Where all was told in other languages, one that means this much more adds something, if it means enough to tell. Of
# six such sentences of the captured days four that told something new meant .6 to .9 more, two that did not 0 and .4.
_MEANS_MORE = 0.5
_FEWEST_MEANINGS = 3


class Saying(NamedTuple):
    """A sentence or a headline that was told.

    Attributes:
        text: As it was told.
        line: Its folded words.
        figures: Its numbers, whatever they count.
        counted: Those of them that count something, with what it is.
    """

    text: str
    line: str
    terms: frozenset[str]
    figures: frozenset[str]
    counted: frozenset[Figure]
    language: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader was told of a story.

    Attributes:
        article_ids: Every article that was listed with it.
        sayings: Its sentences and headlines.
        counted: What its sentences, headlines and tallies count with.
    """

    article_ids: frozenset[str]
    sayings: tuple[Saying, ...]
    counted: frozenset[Figure]

    @property
    def lines(self) -> frozenset[str]:
        """The folded words of each sentence and headline."""
        return frozenset(saying.line for saying in self.sayings)

    @property
    def terms(self) -> frozenset[str]:
        """The terms of all that was told."""
        return frozenset[str]().union(*(saying.terms for saying in self.sayings))

    @property
    def figures(self) -> frozenset[str]:
        """Every number that was told."""
        return frozenset[str]().union(*(saying.figures for saying in self.sayings))


class Tellings:
    """Every story that earlier briefings told as news.

    A story is known by its articles too: what was merged, split or grouped anew since is no news for that.
    """

    def __init__(self, told: Iterable[Briefing]) -> None:
        self._stories = [s for briefing in told for s in briefing.stories if s.status is not StoryStatus.EARLIER]
        self._telling: defaultdict[str, set[int]] = defaultdict(set)
        for number, story in enumerate(self._stories):
            for known_by in (story.id, *(article.id for article in story.articles)):
                self._telling[known_by].add(number)

    def of(self, story_id: str, article_ids: Iterable[str]) -> Told | None:
        """What was told of a story; None where nothing was."""
        numbers = set[int]().union(*(self._telling.get(each, ()) for each in (story_id, *article_ids)))
        return _told(self._stories[number] for number in sorted(numbers)) if numbers else None


def status_against(told: Told | None, story: BriefedStory, meanings: Meanings = no_meanings) -> StoryStatus:
    """NEW where it was never told, UPDATED where a new article's sentence or a count adds something, else ONGOING."""
    if told is None:
        return StoryStatus.NEW
    has_moved = has_news(tally_figures(story.tallies), told.counted)
    return StoryStatus.UPDATED if has_moved or added_to(told, story, meanings) else StoryStatus.ONGOING


def added_to(told: Told, story: BriefedStory, meanings: Meanings = no_meanings) -> tuple[Quote, ...]:
    """Its sentences of new articles that add something to what was told."""
    return tuple(
        quote
        for quote, saying in zip(story.quotes, _quoted(story), strict=True)
        if quote.article_id not in told.article_ids and _adds(saying, told, meanings)
    )


def _adds(saying: Saying, told: Told, meanings: Meanings) -> bool:
    """A figure that was not told, or words that were not; in a language new to the reader, what they mean."""
    if saying.figures - told.figures or has_news(saying.counted, told.counted):
        return True
    alike = [old for old in told.sayings if old.language == saying.language]
    if alike:
        says, known = _says(saying, meanings), frozenset[str]().union(*(_says(old, meanings) for old in alike))
        is_little = len(says - known) < _LEAST_UNTOLD * len(says)
        return not is_little and all(overlap(saying.terms, old.terms) < _ADDS_BELOW for old in alike)
    meant = in_any_language(_says(saying, meanings))
    known = in_any_language(frozenset[str]().union(*(_says(old, meanings) for old in told.sayings)))
    return len(meant) >= _FEWEST_MEANINGS and len(meant - known) > _MEANS_MORE * len(meant)


def _says(saying: Saying, meanings: Meanings) -> frozenset[str]:
    return all_terms(saying.text, saying.language, meanings)


def _told(tellings: Iterable[BriefedStory]) -> Told:
    stories = list(tellings)
    return Told(
        article_ids=frozenset(article.id for story in stories for article in story.articles),
        sayings=tuple(saying for story in stories for saying in (*_quoted(story), _headline(story))),
        counted=frozenset[Figure]().union(*map(_counted, stories)),
    )


def _counted(story: BriefedStory) -> frozenset[Figure]:
    by_id = story.citable
    figures = set(tally_figures(story.tallies))
    for article_id, quote in story.cited:
        if article := by_id.get(article_id):
            figures |= _figures_in(quote.text if quote else article.title, article)
    return frozenset(figures)


def _figures_in(text: str, article: Article) -> frozenset[Figure]:
    year = article.told_at.year if article.told_at else None
    return frozenset(map(figure_of, counted(text, article.language, no_meanings, year=year)))


def _quoted(story: BriefedStory) -> Iterator[Saying]:
    articles = {article.id: article for article in story.articles}
    return (_saying(quote.text, articles.get(quote.article_id)) for quote in story.quotes)


def _headline(story: BriefedStory) -> Saying:
    articles = {article.id: article for article in story.articles}
    return _saying(story.headline, articles.get(story.headline_article_id))


def _saying(text: str, article: Article | None) -> Saying:
    line, language = folded_line(text), article.language if article else None
    counts = _figures_in(text, article) if article else frozenset[Figure]()
    return Saying(text, line, terms(text), figures(line, language), counts, language)
