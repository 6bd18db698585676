"""The stories of a window before their sentences are chosen: what may be quoted of each, and what it weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from bot.briefing.candidates import Candidate, first_candidates
from bot.briefing.centrality import centralities
from bot.briefing.delta import Tellings, Told
from bot.briefing.flaws import UNFIT
from bot.briefing.genre import is_collection, is_report, is_running
from bot.briefing.headline import choose_headline, language_rank
from bot.briefing.left_behind import left_behind, told_elsewhere
from bot.briefing.occasion import Occasions
from bot.briefing.previews import without_overtaken
from bot.briefing.voices import is_about, voices, weight
from bot.model import Article, Briefing, Quote, StoryArticle
from bot.text.terms import Meanings, all_terms, in_any_language

# A story that the reader knows weighs as much less; unchanged, it gets one sentence (`compose`).
_KNOWN_WEIGHS = 0.6
# One voice, and no sentence that may stand says who says it, when it was or whom it hit: a feature or a reflection
# rather than news, whatever its label. Where it has no figure either, one sentence is enough of it, however quiet the
# day.
_SOFT_WEIGHS = 0.6
# And no sentence of it names anybody or anything: "Tribalism runs deep, and wars over land are not limited to …".
_NAMELESS_WEIGHS = 0.3
# A story that only a running account tells, whose text is of many things. Vital facts of the days named in `in_brief`
# (of a topic that few sources tell, of the others): 15.1 and 89.6 without such stories, 17.3 and 89.1 with 1, 17.6 and
# 89.7 with .6, 17.1 and 89.6 with .4.
_RUNNING_WEIGHS = 0.6
# Where it names the topic: in its title, or within so many characters of its text.
_NAMED_WITHIN = 200
# A story that only reports in other languages tell costs its reader more. Three crowded days on Ukraine, in samples of
# their articles, told in English: 18.6 of 35 vital facts and 54 % of the sentences in Polish with .9, 19.4 and 46 %
# with .6, 19.2 and 35 % with .5, 18.2 and 28 % with .4; of those on Karabakh as many as before but with .4.
_UNREADABLE_WEIGHS = 0.5
# A sentence in another language of which a readable one has this much says nothing that the reader needs.
_MEANS_THE_SAME = 0.7
# How much it counts for a story of one voice how central it is, and how much more than the mean at most; for one of n
# voices an n-th of that, for it is heavy by them. Vital facts of the 28 days of `bench/labels/tuned`, in 16 samples of
# 85 % of their articles, and of the labelled days: 93.1 of 151 and 35.1 of 42 with 0, 94.9 and 34.9 with .7, 95.9 and
# 34.8 with 1, which would leave nothing to a story apart from all others. Of the 28 days of `bench/labels/aside`,
# whose totals were in sight: 90.9 of 146 with 0, 92.7 with .7.
_CENTRALITY_COUNTS = 0.7
_MOST_CENTRAL = 2.0
_FEWEST_STORIES = 10  # of fewer nothing tells what the day turns on, and there is room for all
_SENTENCES_COMPARED = 2  # of each report, beside its title
TOLL_WEIGHS = 1.3
"""People killed, wounded or driven out, with a figure: no editor leaves it out."""


class _Teller(Enum):
    """What tells a story: the first of these that it has."""

    REPORT = auto()
    RUNNING_ACCOUNT = auto()
    COLLECTION = auto()
    """A gallery, a programme, a letter: of it what has a figure or a speaker and names the topic, and only where room
    is left."""


@dataclass(frozen=True, slots=True)
class WeighedStory:
    """A story of the window before its sentences are chosen.

    Attributes:
        members: All its articles, passing mentions and opinions too.
        reports: Those that are about the topic and report; where none does, the others that tell it.
        speaker: The report whose title is its headline.
        voices: How many tell it independently.
        is_soft: It reflects rather than reports.
        is_musing: And it names nobody and nothing.
        is_filler: Told only where room is left.
        quotable: Sentences in the language that the readers read best.
        elsewhere: Sentences of reports in other languages that say what those do not.
        told: What the reader was told of it before.
    """

    id: str
    members: Sequence[StoryArticle]
    reports: Sequence[Article]
    speaker: Article
    quotable: Sequence[Candidate]
    elsewhere: Sequence[Candidate]
    voices: int
    is_soft: bool
    is_musing: bool
    is_filler: bool
    weight: float
    told: Told | None

    @property
    def candidates(self) -> Sequence[Candidate]:
        """All its sentences, those that the readers read best first."""
        return (*self.quotable, *self.elsewhere)


def weighed_stories(
    members: Sequence[StoryArticle],
    at: datetime,
    *,
    told: Sequence[Briefing] | None,
    languages: Sequence[str],
    meanings: Meanings,
    places: Meanings,
    occasions: Occasions,
) -> list[WeighedStory]:
    """The stories in order of first appearance; those of passing mentions and of no reports are none.

    Args:
        members: Articles matched with the topic.
        at: As of when they weigh.
        told: What the reader was told before, the newest first; None where nobody knows.
        languages: What the readers read, the first first.
        meanings: What words stand for in every language.
        places: Of these, the places.
        occasions: Tells those of the topic apart.
    """
    groups: dict[str, list[StoryArticle]] = {}
    for member in members:
        groups.setdefault(member.story_id, []).append(member)
    tellings = Tellings(told or ())
    tellers = {story_id: _tellers(group) for story_id, group in groups.items()}
    all_reports = [each.article for _, some in tellers.values() for each in some]
    elsewhere_told = told_elsewhere(all_reports, occasions, places, meanings)
    stories = []
    for story_id, group in groups.items():
        teller, reporting = tellers[story_id]
        if teller is None:
            continue
        reports = [member.article for member in reporting]
        known = tellings.of(story_id, (member.article.id for member in group))
        behind = left_behind(reports, occasions, places, meanings, elsewhere=elsewhere_told)
        quotable, elsewhere = _quotable(reports, languages, meanings, behind.quotes)
        if teller is _Teller.COLLECTION:
            quotable, elsewhere = [each for each in _of_topic(quotable, reporting) if each.tells_something], []
        elif teller is _Teller.RUNNING_ACCOUNT:
            quotable, elsewhere = _of_topic(quotable, reporting) or quotable, _of_topic(elsewhere, reporting)
        sentences = [*quotable, *elsewhere]
        if teller is not _Teller.REPORT and all(sentence.flaws & UNFIT for sentence in sentences):
            continue  # "All that is known, in one place"
        speaking = len(voices(reports))
        is_soft = speaking == 1 and not any(sentence.is_hard for sentence in sentences)
        is_musing = is_soft and _names_nothing(sentences)
        stories.append(
            WeighedStory(
                id=story_id,
                members=group,
                reports=reports,
                speaker=choose_headline(
                    reports, languages, meanings, name_the_topic=_naming_it(reporting), left_behind=behind.titles
                ),
                quotable=quotable,
                elsewhere=elsewhere,
                voices=speaking,
                is_soft=is_soft,
                is_musing=is_musing,
                is_filler=teller is _Teller.COLLECTION,
                weight=weight(reporting, at)
                * (_KNOWN_WEIGHS if known else 1.0)
                * (_SOFT_WEIGHS if is_soft else 1.0)
                * (_NAMELESS_WEIGHS if is_musing else 1.0)
                * (_RUNNING_WEIGHS if teller is _Teller.RUNNING_ACCOUNT else 1.0)
                * (TOLL_WEIGHS if any(sentence.tells_toll for sentence in sentences) else 1.0)
                * (_UNREADABLE_WEIGHS if all(r.language not in languages for r in reports) else 1.0),
                told=known,
            )
        )
    return _by_centrality(stories, meanings)


def _by_centrality(stories: list[WeighedStory], meanings: Meanings) -> list[WeighedStory]:
    """The stories with more weight the more central they are to all that is told, those of few voices above all."""
    if len(stories) < _FEWEST_STORIES:
        return stories
    central = centralities([_said_by(story, meanings) for story in stories])
    return [
        replace(story, weight=story.weight * (1 + _CENTRALITY_COUNTS * (min(each, _MOST_CENTRAL) - 1) / story.voices))
        for story, each in zip(stories, central, strict=True)
    ]


def _said_by(story: WeighedStory, meanings: Meanings) -> frozenset[str]:
    """What its reports say in their titles and first sentences."""
    titles = (all_terms(report.title, report.language, meanings) for report in story.reports)
    leads = (sentence.terms for sentence in story.candidates if sentence.position < _SENTENCES_COMPARED)
    return frozenset[str]().union(*titles, *leads)


def _tellers(group: Sequence[StoryArticle]) -> tuple[_Teller | None, list[StoryArticle]]:
    """What tells a story, the first article first; None where nothing does."""
    about = sorted(filter(is_about, group), key=by_time)
    tellers = (
        (_Teller.REPORT, [member for member in about if is_report(member.article)]),
        (_Teller.RUNNING_ACCOUNT, [member for member in about if _runs(member)]),
        (_Teller.COLLECTION, [m for m in about if is_collection(m.article) and m.match.in_title]),
    )
    return next(((teller, found) for teller, found in tellers if found), (None, []))


def _naming_it(members: Sequence[StoryArticle]) -> frozenset[str]:
    """The articles that name the topic in their titles."""
    return frozenset(member.article.id for member in members if member.match.in_title)


def _runs(member: StoryArticle) -> bool:
    """Whether it is a running account of the topic, and not of all that the day brings."""
    return is_running(member.article) and any(hit.start < _NAMED_WITHIN for hit in member.match.hits)


def _of_topic(sentences: Sequence[Candidate], members: Sequence[StoryArticle]) -> list[Candidate]:
    """Those that name the topic themselves, in articles that are of more than one."""
    hits = {member.article.id: [hit.start for hit in member.match.hits if hit.field == "text"] for member in members}

    def names_it(quote: Quote) -> bool:
        return any(quote.start <= start < quote.end for start in hits[quote.article_id])

    return [sentence for sentence in sentences if names_it(sentence.quote)]


def _names_nothing(sentences: Sequence[Candidate]) -> bool:
    fit = [sentence for sentence in sentences if not sentence.flaws & UNFIT]
    return bool(fit) and not any(sentence.names or sentence.figures for sentence in fit)


def _quotable(
    reports: Sequence[Article], languages: Sequence[str], meanings: Meanings, overtaken: frozenset[Quote]
) -> tuple[list[Candidate], list[Candidate]]:
    """Sentences in the language that the readers read best, and those of others that say what they do not."""
    best = min(language_rank(report, languages) for report in reports)
    found: list[Candidate] = []
    others: list[Candidate] = []
    lines: set[str] = set()
    for report in reports:
        for candidate in first_candidates(report, meanings):
            if candidate.line not in lines:
                lines.add(candidate.line)
                (found if language_rank(report, languages) == best else others).append(candidate)
    found, others = ([c for c in without_overtaken(some) if c.quote not in overtaken] for some in (found, others))
    figures = frozenset[str]().union(*(candidate.figures for candidate in found))
    return found, [
        replace(other, terms=in_any_language(other.terms))
        for other in others
        if other.figures - figures or _is_told_only_there(in_any_language(other.terms), found)
    ]


def _is_told_only_there(meant: frozenset[str], readable: Sequence[Candidate]) -> bool:
    """Whether no sentence in the readers' language means most of what this one means."""
    return bool(meant) and all(len(meant & other.terms) / len(meant) < _MEANS_THE_SAME for other in readable)


def by_time(member: StoryArticle) -> tuple[bool, str, str]:
    """The order in which articles were told, undated ones last."""
    told_at = member.article.told_at
    return told_at is None, told_at.isoformat() if told_at else "", member.article.id
