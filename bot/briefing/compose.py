"""From the articles of a topic and a window to a briefing. Pure: the same input, the same briefing, byte for byte.

window | reports | stories by weight | headlines | sentences, chosen together | others in brief | what is new | Briefing
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.briefing.aspects import aspects
from bot.briefing.background import choose_notes, note_quote
from bot.briefing.candidates import UNFIT, Candidate, first_candidates
from bot.briefing.choice import MOST_SENTENCES, StoryChoice, choose
from bot.briefing.claims import overstatement
from bot.briefing.delta import Tellings, Told, status_against
from bot.briefing.genre import is_report, is_running
from bot.briefing.headline import choose_headline, is_fit, language_rank
from bot.briefing.in_brief import choose_in_brief
from bot.briefing.ledger import Reported, ledgers
from bot.briefing.saying import story_terms
from bot.briefing.terms import Meanings, in_any_language, meaning_terms, no_meanings, overlap, terms
from bot.briefing.voices import is_about, voices, weight
from bot.model import Article, BriefedStory, Briefing, Quote, StoryArticle, StoryStatus, Tally, Topic

NORMAL_WORDS = 250
"""What all sentences of a briefing may take: two minutes of reading."""

MOST_STORIES = 25
_LATEST_SHOWN = 3
_NOTES_SHOWN = 3
# A story that the reader knows weighs as much less; unchanged, it gets one sentence.
_KNOWN_WEIGHS = 0.6
# A story is due another sentence for so many voices.
_VOICES_FOR_ANOTHER = 4
_MOST_DUE = 3
_MOST_OF_ASPECT = 2  # of a big story's developments each
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
# A story that only reports in other languages tell costs its reader more. Three crowded days on Ukraine, in samples of
# their articles, told in English: 18.6 of 35 vital facts and 54 % of the sentences in Polish with .9, 19.4 and 46 %
# with .6, 19.2 and 35 % with .5, 18.2 and 28 % with .4; of those on Karabakh as many as before but with .4.
_UNREADABLE_WEIGHS = 0.5
# A sentence in another language of which a readable one has this much says nothing that the reader needs.
_MEANS_THE_SAME = 0.7
# A story's title goes with what stands below it where they share more than this. ROUGE-1 recall of titles and sentences
# together, 75 days of eight events of the NeuS training set in 250 words: .379 with 1, .381 with .3 and with .2.
_GOES_WITH = 0.2
# People killed, wounded or driven out, with a figure: no editor leaves it out.
_TOLL_WEIGHS = 1.3


@dataclass(frozen=True, slots=True)
class ComposeInput:
    """All that a briefing is made of.

    Attributes:
        window: Articles told in (window_from, window_to], matched with the topic.
        began_at: When the first article of each story was told, for stories that began before the window.
        latest: The newest matched articles up to `at`, for a window without reports; undated ones last.
        notes: Background notes on the topic.
        articles_read: Articles of all sources in the window.
        told: Briefings this reader got on the topic, the newest first; None where there is no such
            reader (the command line): then a story that began before the window counts as known.
        languages: What the readers read, the first first.
        meanings: What words stand for in every language; reports in several languages are compared by it.
        places: Of these, the places.
        edited: When the text of an article was found changed, by the article's id.
        budget_words: What all sentences together may take.
    """

    topic: Topic
    at: datetime
    window_from: datetime
    window_to: datetime
    window: Sequence[StoryArticle]
    articles_read: int
    began_at: Mapping[str, datetime]
    latest: Sequence[StoryArticle]
    notes: Sequence[StoryArticle]
    told: Sequence[Briefing] | None
    languages: Sequence[str]
    meanings: Meanings = no_meanings
    places: Meanings = no_meanings
    edited: Mapping[str, datetime] = field(default_factory=dict)
    budget_words: int = NORMAL_WORDS


@dataclass(frozen=True, slots=True)
class _Story:
    """A story of the window before its sentences are chosen.

    Attributes:
        members: All its articles, passing mentions and opinions too.
        reports: Those that are about the topic and report.
        speaker: The report whose title is its headline.
        voices: How many tell it independently.
        is_soft: It reflects rather than reports.
        is_musing: And it names nobody and nothing.
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
    weight: float
    told: Told | None

    @property
    def candidates(self) -> Sequence[Candidate]:
        """All its sentences, those that the readers read best first."""
        return (*self.quotable, *self.elsewhere)


def compose(given: ComposeInput) -> Briefing:
    """The briefing: stories in order of weight, new before ongoing, then some in brief.

    An empty window shows the latest known.
    """
    stories = tuple(_window_stories(given) or _latest_stories(given))
    quotes = {note.article.id: note_quote(note.article, given.at) for note in given.notes}
    quotable = [note.article for note in given.notes if quotes[note.article.id]]
    notes = choose_notes(quotable, given.topic, stories, at_most=_NOTES_SHOWN)
    briefing = Briefing(
        id="",
        topic=given.topic,
        at=given.at,
        window_from=given.window_from,
        window_to=given.window_to,
        articles_read=given.articles_read,
        stories=stories,
        background=tuple(filter(None, (quotes[note.id] for note in notes))),
        notes=notes,
        compared_with=given.told[0].at if given.told else None,
    )
    return replace(briefing, id=_content_id(briefing))


def _window_stories(given: ComposeInput) -> list[BriefedStory]:
    stories = sorted(_stories(given.window, given), key=lambda story: (-story.weight, story.id))[:MOST_STORIES]
    told = [
        replace(briefed, status=_status(story, briefed, given)) for story, briefed in _with_sentences(stories, given)
    ]
    told.sort(key=lambda story: story.status is StoryStatus.ONGOING)
    return [*told, *_in_brief(stories, told, given)]


def _in_brief(stories: Sequence[_Story], told: Sequence[BriefedStory], given: ComposeInput) -> list[BriefedStory]:
    """Those of the other stories that are new to the reader, by their headlines."""
    ids = {briefed.id for briefed in told}
    waiting = {
        story.speaker.id: story
        for story in stories
        if story.id not in ids and story.told is None and not story.is_musing
    }
    said = [line for briefed in told for line in _said(briefed)]
    chosen = choose_in_brief(
        (story.speaker for story in waiting.values()), said, languages=given.languages, meanings=given.meanings
    )
    found = [(waiting[article.id], _briefed(waiting[article.id], (), (), {}, given)) for article in chosen]
    return [replace(briefed, status=_status(story, briefed, given)) for story, briefed in found]


def _said(briefed: BriefedStory) -> Iterator[tuple[str, str | None]]:
    """Its headline and its sentences, each with its language."""
    articles = briefed.citable
    yield briefed.headline, articles[briefed.headline_article_id].language
    for quote in briefed.quotes:
        yield quote.text, articles[quote.article_id].language


def _latest_stories(given: ComposeInput) -> list[BriefedStory]:
    stories = list(_stories(given.latest, given))[:_LATEST_SHOWN]
    return [replace(briefed, status=StoryStatus.EARLIER) for _, briefed in _with_sentences(stories, given)]


def _stories(members: Sequence[StoryArticle], given: ComposeInput) -> list[_Story]:
    """The stories in order of first appearance; those of passing mentions and of no reports are none."""
    groups: dict[str, list[StoryArticle]] = {}
    for member in members:
        groups.setdefault(member.story_id, []).append(member)
    tellings = Tellings(given.told or ())
    stories = []
    for story_id, group in groups.items():
        reporting = sorted(filter(is_about, group), key=_by_time)
        running = [member for member in reporting if is_running(member.article) and member.match.in_title]
        reporting = [member for member in reporting if is_report(member.article)] or running
        if not reporting:
            continue
        reports = [member.article for member in reporting]
        known = tellings.of(story_id, (member.article.id for member in group))
        quotable, elsewhere = _quotable(reports, given)
        sentences = [*quotable, *elsewhere]
        if reporting is running and all(sentence.flaws & UNFIT for sentence in sentences):
            continue  # "All that is known, in one place"
        speaking = len(voices(reports))
        is_soft = speaking == 1 and not any(map(_is_hard, sentences))
        is_musing = is_soft and _names_nothing(sentences)
        stories.append(
            _Story(
                id=story_id,
                members=group,
                reports=reports,
                speaker=choose_headline(reports, given.languages, given.meanings),
                quotable=quotable,
                elsewhere=elsewhere,
                voices=speaking,
                is_soft=is_soft,
                is_musing=is_musing,
                weight=weight(reporting, given.at)
                * (_KNOWN_WEIGHS if known else 1.0)
                * (_SOFT_WEIGHS if is_soft else 1.0)
                * (_NAMELESS_WEIGHS if is_musing else 1.0)
                * (_RUNNING_WEIGHS if reporting is running else 1.0)
                * (_TOLL_WEIGHS if any(sentence.tells_toll for sentence in sentences) else 1.0)
                * (_UNREADABLE_WEIGHS if all(r.language not in given.languages for r in reports) else 1.0),
                told=known,
            )
        )
    return stories


def _is_hard(sentence: Candidate) -> bool:
    is_news = sentence.tells_toll or sentence.attributed or sentence.dated
    return is_news and not sentence.flaws & UNFIT


def _names_nothing(sentences: Sequence[Candidate]) -> bool:
    fit = [sentence for sentence in sentences if not sentence.flaws & UNFIT]
    return bool(fit) and not any(sentence.names or sentence.figures for sentence in fit)


def _with_sentences(stories: Sequence[_Story], given: ComposeInput) -> list[tuple[_Story, BriefedStory]]:
    """The stories that the budget has room for, with their sentences."""
    choices = [choice for story in stories for choice in _choices(story, given)]
    chosen = choose(choices, budget_words=given.budget_words, languages=given.languages)
    stories = [replace(story, speaker=_speaker(story, chosen[story.id], given.meanings)) for story in stories]
    tallies = ledgers(
        [_reported(story, chosen[story.id]) for story in stories], given.topic, given.places, given.meanings
    )
    articles = {report.id: report for story in stories for report in story.reports}
    return [
        (story, _briefed(story, chosen[story.id], tallies[story.id], articles, given))
        for story in stories
        if chosen[story.id]
    ]


def _speaker(story: _Story, chosen: Sequence[Candidate], meanings: Meanings) -> Article:
    """The report whose title stands above what was chosen: its own, where that says more of it and the story's little.

    Where both go with it, another report's title adds something to the sentence; its own mostly repeats it.
    """
    own = chosen[0].article if chosen else story.speaker
    is_another = own is not story.speaker and own.language == story.speaker.language
    if not is_another or len({candidate.article.id for candidate in chosen}) > 1 or not is_fit(own):
        return story.speaker
    said = frozenset[str]().union(*(candidate.terms for candidate in chosen))
    ours, theirs = (overlap(said, _title_terms(each, meanings)) for each in (own, story.speaker))
    return own if ours > theirs and theirs <= _GOES_WITH else story.speaker


def _title_terms(report: Article, meanings: Meanings) -> frozenset[str]:
    """What its title says, and what that means in any language."""
    return terms(report.title).union(meaning_terms(meanings(report.title, report.language)))


def _reported(story: _Story, chosen: Sequence[Candidate]) -> Reported:
    return Reported(
        id=story.id,
        reports=story.reports,
        quotes=frozenset(candidate.quote for candidate in chosen) if chosen else None,
        headline_article_id=story.speaker.id,
        weight=story.weight,
        told=story.told.counted if story.told else frozenset(),
    )


def _choices(story: _Story, given: ComposeInput) -> list[StoryChoice]:
    """What there is to choose from: of a big story each development by itself, and whom it hit."""
    is_feature = story.is_soft and not any(sentence.figures for sentence in story.candidates)
    if is_feature or (story.told and story.told.article_ids >= {report.id for report in story.reports}):
        return [_choice(story, story.reports, story.candidates, given, due=1, most=1)]
    developments = aspects(story.reports, given.meanings)
    if len(developments) == 1:
        return [_choice(story, story.reports, story.candidates, given, due=_due(story.voices), most=MOST_SENTENCES)]
    parts = [(reports, _of(reports, story.candidates)) for reports in developments]
    choices = [_choice(story, reports, said, given, due=1, most=_MOST_OF_ASPECT) for reports, said in parts if said]
    if tolls := _tolls(story.quotable) or _tolls(story.candidates):
        counting = [report for report in story.reports if _of([report], tolls)]
        choices.append(replace(_choice(story, counting, tolls, given, due=1, most=1), id=f"{story.id}/tolls"))
    return choices


def _tolls(sentences: Sequence[Candidate]) -> list[Candidate]:
    return [sentence for sentence in sentences if sentence.tells_toll]


def _of(reports: Sequence[Article], sentences: Sequence[Candidate]) -> list[Candidate]:
    ids = {report.id for report in reports}
    return [sentence for sentence in sentences if sentence.article.id in ids]


def _choice(
    story: _Story,
    reports: Sequence[Article],
    sentences: Sequence[Candidate],
    given: ComposeInput,
    *,
    due: int,
    most: int,
) -> StoryChoice:
    known = story.told.lines if story.told else frozenset()
    waits = {each.article.id for each in story.quotable}.isdisjoint(each.article.id for each in sentences)
    return StoryChoice(
        id=f"{story.id}/{reports[0].id}",
        whole=story.id,
        weight=story.weight * _share(story, reports),
        candidates=[each for each in sentences if each.line not in known] or list(sentences),
        elsewhere=_elsewhere(story, {report.id for report in reports}),
        waits=waits,
        terms=story_terms(reports, given.meanings),
        headline=terms(story.speaker.title),
        headline_means=in_any_language(_title_terms(story.speaker, given.meanings)),
        headline_language=story.speaker.language,
        whole_weight=story.weight,
        titles=frozenset[str]().union(*(terms(report.title) for report in reports)),
        told=story.told.terms if story.told else frozenset(),
        due=0 if waits else due,
        most=most,
    )


def _share(story: _Story, reports: Sequence[Article]) -> float:
    """What a part of a story weighs of the whole: 1 for the whole."""
    if len(reports) == len(story.reports):
        return 1.0
    ids = {report.id for report in reports}
    has_toll = any(c.tells_toll and c.article.id in ids for c in story.candidates)
    return math.log2(1 + len(voices(reports))) / math.log2(1 + story.voices) * (_TOLL_WEIGHS if has_toll else 1.0)


def _elsewhere(story: _Story, ids: set[str]) -> frozenset[str]:
    """Which of these articles are in another language than the best; none where all are."""
    foreign = {candidate.article.id for candidate in story.elsewhere}
    readable = {candidate.article.id for candidate in story.quotable}
    return frozenset(foreign & ids) if readable & ids else frozenset()


def _due(voices: int) -> int:
    """How many sentences a story of so many voices gets before lighter ones get a second."""
    return min(1 + voices // _VOICES_FOR_ANOTHER, _MOST_DUE)


def _quotable(reports: Sequence[Article], given: ComposeInput) -> tuple[list[Candidate], list[Candidate]]:
    """Sentences in the language that the readers read best, and those of others that say what they do not."""
    best = min(language_rank(report, given.languages) for report in reports)
    found: list[Candidate] = []
    others: list[Candidate] = []
    lines: set[str] = set()
    for report in reports:
        for candidate in first_candidates(report, given.meanings):
            if candidate.line not in lines:
                lines.add(candidate.line)
                (found if language_rank(report, given.languages) == best else others).append(candidate)
    figures = frozenset[str]().union(*(candidate.figures for candidate in found))
    return found, [
        replace(other, terms=in_any_language(other.terms))
        for other in others
        if other.figures - figures or _is_told_only_there(in_any_language(other.terms), found)
    ]


def _is_told_only_there(meant: frozenset[str], readable: Sequence[Candidate]) -> bool:
    """Whether no sentence in the readers' language means most of what this one means."""
    return bool(meant) and all(len(meant & other.terms) / len(meant) < _MEANS_THE_SAME for other in readable)


def _briefed(
    story: _Story,
    chosen: Sequence[Candidate],
    tallies: tuple[Tally, ...],
    articles: Mapping[str, Article],
    given: ComposeInput,
) -> BriefedStory:
    """Sentences of one article stand together and in its order, the first chosen first, the readable before."""
    counted = dict.fromkeys(quantity.article_id for tally in tallies for quantity in tally.quantities)
    spoken = {candidate.article.id: language_rank(candidate.article, given.languages) for candidate in chosen}
    order = sorted(spoken, key=lambda article_id: spoken[article_id] > min(spoken.values()))
    quotes = sorted(
        (candidate.quote for candidate in chosen), key=lambda quote: (order.index(quote.article_id), quote.start)
    )
    by_id = {member.article.id: member.article for member in sorted(story.members, key=_by_time)}
    told = [*order, story.speaker.id]
    cited = dict.fromkeys([*told, *(each for each in counted if each in by_id)])
    rest = [article for article_id, article in by_id.items() if article_id not in cited]
    return BriefedStory(
        id=story.id,
        headline=story.speaker.title,
        headline_article_id=story.speaker.id,
        status=StoryStatus.NEW,
        quotes=tuple(quotes),
        articles=(*(by_id[article_id] for article_id in cited), *rest),
        lent=tuple(articles[each] for each in counted if each not in by_id),
        tallies=tallies,
        overstatements=tuple(filter(None, (overstatement(by_id[each]) for each in dict.fromkeys(told)))),
        edited={each: given.edited[each] for each in [*cited, *counted] if each in given.edited},
    )


def _status(story: _Story, briefed: BriefedStory, given: ComposeInput) -> StoryStatus:
    if given.told is None:
        return StoryStatus.UPDATED if story.id in given.began_at else StoryStatus.NEW
    return status_against(story.told, briefed)


def _by_time(member: StoryArticle) -> tuple[bool, str, str]:
    told_at = member.article.told_at
    return told_at is None, told_at.isoformat() if told_at else "", member.article.id


def _content_id(briefing: Briefing) -> str:
    def quotes(given: Sequence[Quote]) -> list[list[object]]:
        return [[quote.article_id, quote.start, quote.end, quote.text] for quote in given]

    content = [
        briefing.topic.id,
        briefing.at.isoformat(),
        briefing.window_from.isoformat(),
        briefing.window_to.isoformat(),
        briefing.articles_read,
        briefing.compared_with.isoformat() if briefing.compared_with else None,
        [[s.id, s.headline, s.status, quotes(s.quotes), [a.id for a in s.articles]] for s in briefing.stories],
        [[repr(story.tallies), repr(story.overstatements), repr(story.edited)] for story in briefing.stories],
        quotes(briefing.background),
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]
