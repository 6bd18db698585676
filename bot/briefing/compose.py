"""From the articles of a topic and a window to a briefing. Pure: the same input, the same briefing, byte for byte.

window | reports | stories by weight | headlines | sentences, chosen together | others in brief | what is new | Briefing
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.briefing.background import choose_notes, explaining, further_reading, note_quote
from bot.briefing.candidates import Candidate
from bot.briefing.choice import choose
from bot.briefing.claims import overstatement
from bot.briefing.delta import status_against
from bot.briefing.developments import behind_what_they_deny
from bot.briefing.headline import is_fit, language_rank
from bot.briefing.in_brief import choose_in_brief
from bot.briefing.ledger import Reported, ledgers
from bot.briefing.occasion import occasions_of
from bot.briefing.parts import parts_of
from bot.briefing.saying import says_most, story_terms
from bot.briefing.weighing import WeighedStory, by_time, weighed_stories
from bot.model import Article, BriefedStory, Briefing, Length, Quote, StoryArticle, StoryStatus, Tally, Topic
from bot.text.terms import Meanings, all_terms, no_meanings, overlap
from bot.text.words import words

NORMAL_WORDS = 250
"""What all sentences of a briefing may take: two minutes of reading."""
LONG_WORDS = 500
"""Of one that somebody wants long."""

_CHOSEN_FROM = 25  # stories, the heaviest
_LATEST_SHOWN = 3
_SHORTER_WHEN_TOLD = 2  # times, of what a reader knows and is told again on a quiet day
_NOTES_SHOWN = 3
# A story's title goes with what stands below it where they share more than this. ROUGE-1 recall of titles and sentences
# together, 75 days of eight events of the NeuS training set in 250 words: .379 with 1, .381 with .3 and with .2.
_GOES_WITH = 0.2
_BRIEFINGS_REMEMBERED = 3  # of which no sentence is told again


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


def budget_of(length: Length) -> int:
    """What the sentences of a briefing may take; of a short one most of them stand behind a button."""
    return LONG_WORDS if length is Length.LONG else NORMAL_WORDS


def compose(given: ComposeInput) -> Briefing:
    """The briefing: stories in order of weight, new before ongoing, then some in brief.

    An empty window shows the latest known.
    """
    stories = tuple(_window_stories(given) or _latest_stories(given))
    quotes = {note.article.id: note_quote(note.article, given.at) for note in given.notes}
    quotable = [note.article for note in given.notes if quotes[note.article.id]]
    said = [line for story in stories for line in _said(story)]
    notes = choose_notes(quotable, given.topic, said, at_most=_NOTES_SHOWN, meanings=given.meanings)
    explained = _explained(stories, given)
    briefing = Briefing(
        id="",
        topic=given.topic,
        at=given.at,
        window_from=given.window_from,
        window_to=given.window_to,
        articles_read=given.articles_read,
        stories=stories,
        background=tuple(filter(None, (*(quotes[note.id] for note in notes), *explained.values()))),
        notes=(*notes, *explained),
        compared_with=given.told[0].at if given.told else None,
        languages=tuple(given.languages),
        reading=_further_reading(explained, given),
    )
    return replace(briefing, id=_content_id(briefing))


def _window_stories(given: ComposeInput) -> list[BriefedStory]:
    stories = sorted(_weighed(given.window, given), key=lambda story: (-story.weight, story.id))[:_CHOSEN_FROM]
    told = [
        replace(briefed, status=_status(story, briefed, given)) for story, briefed in _with_sentences(stories, given)
    ]
    told.sort(key=lambda story: story.status is StoryStatus.ONGOING)
    return [*told, *_in_brief(stories, told, given)]


def _in_brief(stories: Sequence[WeighedStory], told: Sequence[BriefedStory], given: ComposeInput) -> list[BriefedStory]:
    """Those of the other stories that are new to the reader, by their headlines."""
    ids = {briefed.id for briefed in told}
    waiting = {
        story.speaker.id: story
        for story in stories
        if story.id not in ids and story.told is None and not (story.is_musing or story.is_filler)
    }
    said = [line for briefed in told for line in _said(briefed)]
    chosen = choose_in_brief(
        (story.speaker for story in waiting.values()), said, languages=given.languages, meanings=given.meanings
    )
    found = [(waiting[article.id], _briefed(waiting[article.id], (), (), {}, given)) for article in chosen]
    return [replace(briefed, status=_status(story, briefed, given)) for story, briefed in found]


def _explained(stories: Sequence[BriefedStory], given: ComposeInput) -> dict[Article, Quote]:
    """What explainers add where the news leaves room."""
    said = [text for story in stories for text, _ in _said(story)]
    spent = sum(len(words(quote.text)) for story in stories for quote in story.quotes)
    known = {quote.article_id for briefing in given.told or () for quote in briefing.background}
    return dict(
        explaining(given.window, said, words=given.budget_words - spent, languages=given.languages, known=known)
    )


def _further_reading(explained: Mapping[Article, Quote], given: ComposeInput) -> tuple[Article, ...]:
    """Opinion and analysis that nothing is quoted from, and that the reader was not shown before."""
    known = {article.id for briefing in given.told or () for article in briefing.reading}
    known |= {article.id for article in explained}
    return further_reading(given.window, languages=given.languages, known=known)


def _said(briefed: BriefedStory) -> Iterator[tuple[str, str | None]]:
    """Its headline and its sentences, each with its language."""
    articles = briefed.citable
    yield briefed.headline, articles[briefed.headline_article_id].language
    for quote in briefed.quotes:
        yield quote.text, articles[quote.article_id].language


def _latest_stories(given: ComposeInput) -> list[BriefedStory]:
    """The latest, by the sentences that tell it best: a reader who was told these reads them again, and fewer."""
    words = given.budget_words // _SHORTER_WHEN_TOLD if given.told else given.budget_words
    given = replace(given, told=None, budget_words=words)
    stories = list(_weighed(given.latest, given))[:_LATEST_SHOWN]
    return [replace(briefed, status=StoryStatus.EARLIER) for _, briefed in _with_sentences(stories, given)]


def _weighed(members: Sequence[StoryArticle], given: ComposeInput) -> list[WeighedStory]:
    return weighed_stories(
        members,
        given.at,
        told=given.told,
        languages=given.languages,
        meanings=given.meanings,
        places=given.places,
        occasions=occasions_of(given.topic, given.places, given.meanings),
    )


def _with_sentences(stories: Sequence[WeighedStory], given: ComposeInput) -> list[tuple[WeighedStory, BriefedStory]]:
    """The stories that the budget has room for, with their sentences."""
    choices = [part for story in stories for part in parts_of(story, given.meanings)]
    chosen = choose(
        choices, budget_words=given.budget_words, languages=given.languages, told_before=_told_before(given)
    )
    stories = [replace(story, speaker=_speaker(story, chosen[story.id], given.meanings)) for story in stories]
    tallies = ledgers(
        [_reported(story, chosen[story.id], given.languages) for story in stories],
        given.topic,
        given.places,
        given.meanings,
    )
    articles = {report.id: report for story in stories for report in story.reports}
    return [
        (story, _briefed(story, chosen[story.id], tallies[story.id], articles, given))
        for story in stories
        if chosen[story.id]
    ]


def _told_before(given: ComposeInput) -> list[frozenset[str]]:
    """The terms of each sentence that the reader was told as news of late."""
    return [
        all_terms(quote.text, story.citable[quote.article_id].language, given.meanings)
        for briefing in (given.told or ())[:_BRIEFINGS_REMEMBERED]
        for story in briefing.stories
        if story.status is not StoryStatus.EARLIER
        for quote in story.quotes
    ]


def _speaker(story: WeighedStory, chosen: Sequence[Candidate], meanings: Meanings) -> Article:
    """The report whose title stands above what was chosen: its own, where that says more of it and the story's little.

    Where both go with it, another report's title adds something to the sentence; its own mostly repeats it.
    """
    own = chosen[0].article if chosen else story.speaker
    is_another = own is not story.speaker and own.language == story.speaker.language
    if not is_another or len({candidate.article.id for candidate in chosen}) > 1 or not is_fit(own):
        return story.speaker
    said = frozenset[str]().union(*(candidate.terms for candidate in chosen))
    ours, theirs = (overlap(said, all_terms(each.title, each.language, meanings)) for each in (own, story.speaker))
    return own if ours > theirs and theirs <= _GOES_WITH else story.speaker


def _reported(story: WeighedStory, chosen: Sequence[Candidate], languages: Sequence[str]) -> Reported:
    return Reported(
        id=story.id,
        reports=story.reports,
        quotes=frozenset(candidate.quote for candidate in chosen) if chosen else None,
        headline_article_id=story.speaker.id,
        is_readable=story.speaker.language in languages,
        weight=story.weight,
        told=story.told.counted if story.told else frozenset(),
    )


def _briefed(
    story: WeighedStory,
    chosen: Sequence[Candidate],
    tallies: tuple[Tally, ...],
    articles: Mapping[str, Article],
    given: ComposeInput,
) -> BriefedStory:
    counted = dict.fromkeys(quantity.article_id for tally in tallies for quantity in tally.quantities)
    quotes = _in_order(story, chosen, given)
    order = dict.fromkeys(quote.article_id for quote in quotes)
    by_id = {member.article.id: member.article for member in sorted(story.members, key=by_time)}
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


def _in_order(story: WeighedStory, chosen: Sequence[Candidate], given: ComposeInput) -> list[Quote]:
    """The sentences as they are read: those of one article together and in its order, the readable before.

    What says most of what the story's reports say comes first, then the others as they were chosen: a reaction in few
    words is often chosen before the news. Of 146 topic-days this leads 19 stories with another sentence, 15 of them
    with a better one by eye. A denial stands behind what it denies.
    """
    ranks = {candidate.article.id: language_rank(candidate.article, given.languages) for candidate in chosen}
    order = sorted(ranks, key=ranks.__getitem__)
    if len(order) > 1:
        readable = [candidate for candidate in chosen if ranks[candidate.article.id] == ranks[order[0]]]
        of_toll = [candidate for candidate in readable if candidate.tells_toll_of(story.speaker)]
        lead = says_most(of_toll or readable, story_terms(story.reports, given.meanings)).article.id
        order.sort(key=lambda article_id: article_id != lead)
        order = behind_what_they_deny(order, readable)
    return sorted(
        (candidate.quote for candidate in chosen), key=lambda quote: (order.index(quote.article_id), quote.start)
    )


def _status(story: WeighedStory, briefed: BriefedStory, given: ComposeInput) -> StoryStatus:
    if given.told is None:
        return StoryStatus.UPDATED if story.id in given.began_at else StoryStatus.NEW
    return status_against(story.told, briefed, given.meanings)


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
        briefing.languages,
        [article.id for article in briefing.reading],
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]
