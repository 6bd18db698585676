"""What stands below a briefing: notes, what explainers add where the news leaves room, and what else there is to read.

Of the notes first the one that tells what the topic is, then those on what the day's stories name.
A note that was written after the moment of the briefing knows what nobody knew then: it is told up to its first
sentence that names the year of that moment or a later one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import datetime
from itertools import takewhile

from bot.briefing.candidates import first_candidates
from bot.briefing.flaws import Flaw
from bot.briefing.genre import Genre, genre, is_explainer
from bot.briefing.repeats import SAYS_THE_SAME
from bot.briefing.voices import is_about
from bot.model import Article, Quote, StoryArticle, Topic
from bot.text.terms import Meanings, all_terms, in_any_language, no_meanings, overlap, terms

# Vital facts of eighteen days on six topics, in samples of their articles: 54.0 of 81 with one, 54.6 with two or three.
_MOST_EXPLAINING = 2
_MOST_TO_READ = 3
# A headline or a sentence names what a note is on where it has this much of its title.
_NAMED_FROM = 0.5
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def choose_notes(
    notes: Sequence[Article],
    topic: Topic,
    said: Sequence[tuple[str, str | None]],
    *,
    at_most: int,
    meanings: Meanings = no_meanings,
) -> tuple[Article, ...]:
    """At most so many of the notes, on what the topic is and on what is told, in the order of reading.

    Args:
        said: Every headline and sentence of the briefing, with its language.
        meanings: What words stand for in every language.
    """
    told = [(all_terms(text, language, meanings), language) for text, language in said]
    named = {note.id: [_named(note, each, language, meanings) for each, language in told] for note in notes}
    fit = [note for note in notes if max(named[note.id], default=0.0) >= _NAMED_FROM or _names_only(note, topic)]
    ranked = sorted(fit, key=lambda note: (-sum(named[note.id]), note.title, note.id))
    definition = min(ranked, key=lambda note: -_names_only(note, topic), default=None)
    if definition is not None and _names_only(definition, topic):
        ranked.remove(definition)
        ranked.insert(0, definition)
    return tuple(ranked[:at_most])


def _named(note: Article, line: frozenset[str], language: str | None, meanings: Meanings) -> float:
    """How much of a note's title a line says, 0 to 1: of its words, in another language of what they mean."""
    title = all_terms(note.title, note.language, meanings)
    wanted = title if language == note.language else in_any_language(title)
    return len(wanted & line) / len(wanted) if wanted else 0.0


def explaining(
    members: Sequence[StoryArticle], said: Sequence[str], *, words: int, languages: Sequence[str], known: Set[str]
) -> list[tuple[Article, Quote]]:
    """What explainers of the day say with a figure or a speaker and nothing above says: a sentence each, a few.

    Args:
        members: Articles matched with the topic.
        said: Every headline and sentence of the briefing.
        words: The room that is left.
        languages: What the readers read; of others nothing is told.
        known: Ids of the articles that the reader was quoted from.

    Returns:
        Each article with its sentence: those most about the topic first.
    """
    told = list(map(terms, said))
    found: list[tuple[Article, Quote]] = []
    for member in sorted(members, key=lambda member: (-member.match.score, member.article.id)):
        article = member.article
        if not (is_about(member) and is_explainer(article) and article.language in languages) or article.id in known:
            continue
        fit = (
            each for each in first_candidates(article, no_meanings) if each.tells_something and each.word_count <= words
        )
        chosen = next((each for each in fit if all(overlap(each.terms, one) < SAYS_THE_SAME for one in told)), None)
        if chosen:
            found.append((article, chosen.quote))
            told.append(chosen.terms)
            words -= chosen.word_count
        if len(found) == _MOST_EXPLAINING:
            break
    return found


def further_reading(
    members: Sequence[StoryArticle], *, languages: Sequence[str], known: Set[str]
) -> tuple[Article, ...]:
    """Opinion and analysis on the topic, a few, one of a source: those most about it first, then the newest.

    Args:
        members: Articles matched with the topic.
        languages: What the readers read; of others nothing is listed.
        known: Ids of the articles that the reader was quoted from or shown already.
    """
    fit = [
        member
        for member in members
        if is_about(member)
        and genre(member.article) in (Genre.OPINION, Genre.EXPLAINER)
        and member.article.language in languages
        and member.article.url
        and member.article.id not in known
    ]
    fit.sort(key=lambda member: (-member.match.score, -_told_at(member.article), member.article.id))
    by_source = {member.article.source: member.article for member in reversed(fit)}
    return tuple(dict.fromkeys(by_source[member.article.source] for member in fit))[:_MOST_TO_READ]


def _told_at(article: Article) -> float:
    return article.told_at.timestamp() if article.told_at else 0.0


def note_quote(note: Article, at: datetime) -> Quote | None:
    """The first sentence of a note that stands well alone, else the first; None where it begins with later years.

    A note may look back, as it is there for that.
    """
    found = list(takewhile(lambda each: _was_known(each.quote.text, note, at), first_candidates(note, no_meanings)))
    best = next((each for each in found if not each.flaws & ~Flaw.LOOKS_BACK), found[0] if found else None)
    return best.quote if best else None


def _was_known(sentence: str, note: Article, at: datetime) -> bool:
    return note.first_seen_at <= at or all(int(year) < at.year for year in _YEAR.findall(sentence))


def _names_only(note: Article, topic: Topic) -> float:
    """How far a note's title says the topic's name and nothing else, 0 to 1: "What the CSTO is" says just that."""
    title, name = terms(note.title), terms(topic.name)
    together = title | name
    return len(title & name) / len(together) if together else 0.0
