"""Why sentences with some words are quoted in a briefing, or are not: read it before a rule is changed.

    python -m bench.quoted TOPIC WORDS [--at MOMENT] [--window 24h]

It composes the briefing of what has been read, as `briefbot brief` does, and tells of each article on the topic that
has the words what it is to the briefing, and of each of its first sentences that has them

    » 0.93  a sentence that is quoted
      0.27  LEANS|LOOKS_BACK  one that is not, and what speaks against it (`Flaw`)

with how well it can be quoted as the first of its story (`Manner`: 1 for one without merit or flaw). What has a flaw
of `UNFIT` is kept out while its story has another, but what leans may follow what it leans on. A sentence that has
none and is not quoted says too little that is not said already, or others say more.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence

from bot.briefing.candidates import first_candidates
from bot.briefing.flaws import Flaw
from bot.briefing.genre import is_report
from bot.briefing.manner import Manner
from bot.briefing.saying import story_terms
from bot.commands.console import seeded_app
from bot.config_reading import load_settings
from bot.errors import BotError
from bot.model import Article, Briefing, StoryArticle
from bot.stories.meanings import meanings_in
from bot.text.words import fold

_LONGEST = 150  # characters of a sentence


def main(given: Sequence[str]) -> int:
    """Print it; 1 where no article has the words."""
    parser = argparse.ArgumentParser(prog="python -m bench.quoted", description="Why sentences are quoted or not.")
    parser.add_argument("topic", help="its id, name or one of its aliases")
    parser.add_argument("words", help="as they stand in the sentence")
    parser.add_argument("--at", help="as of when: 2023-09-20")
    parser.add_argument("--window", help="how far back: 24h, 3d")
    asked = parser.parse_args(given)
    try:
        settings = load_settings()
        with seeded_app(settings) as app:
            briefing = asyncio.run(app.actions.briefings.brief(asked.topic, window=asked.window, at=asked.at))
            members = app.storage.topic_window(briefing.topic.id, briefing.window_from, briefing.window_to)
            lines = list(told_of(asked.words, briefing, members, settings.languages))
    except BotError as error:
        parser.error(str(error))
    print("\n".join(lines) or "no article on the topic has these words in its title or its first sentences")
    return 0 if lines else 1


def told_of(words: str, briefing: Briefing, members: Sequence[StoryArticle], languages: Sequence[str]) -> Iterator[str]:
    """A line for each article that has the words, and below it one for each sentence.

    Args:
        members: The articles that the briefing was made of.
        languages: What its readers read.
    """
    quoted = {*briefing.background, *(quote for story in briefing.stories for quote in story.quotes)}
    latest = {each.id: each for story in briefing.stories for each in story.articles}  # on a quiet day
    for article in (latest | {member.article.id: member.article for member in members}).values():
        found = [each for each in first_candidates(article, meanings_in) if _has(each.quote.text, words)]
        if not (found or _has(article.title, words)):
            continue
        yield f"{article.title} ({article.source}): {_what_it_is(article, briefing, members)}"
        titles = _titles(article, briefing, members)
        for candidate in found:
            manner = Manner.of(candidate, titles, is_foreign=article.language not in languages)
            worth = manner.after(0, from_other_source=False, leans=manner.leans)
            flaws = "|".join(flaw.name for flaw in Flaw if flaw in candidate.flaws and flaw.name)
            mark = "»" if candidate.quote in quoted else " "
            yield "  ".join(filter(None, (f"{mark} {worth:.2f}", flaws, candidate.quote.text[:_LONGEST])))


def _has(text: str, words: str) -> bool:
    return fold(words) in fold(text)


def _what_it_is(article: Article, briefing: Briefing, members: Sequence[StoryArticle]) -> str:
    """Where it stands in the briefing, or how much of it is about the topic."""
    for number, story in enumerate(briefing.stories, 1):
        if any(article.id == each.id for each in story.articles):
            return f"in story {number} of {len(briefing.stories)}{', told in brief' if story.is_in_brief else ''}"
    if any(article.id == each.article_id for each in briefing.background):
        return "in the background"
    if any(article.id == each.id for each in briefing.reading):
        return "listed by its title below the stories"
    match = next(member.match for member in members if member.article.id == article.id)
    kind = "a report" if is_report(article) else "no report"
    return f"in no story that is told; {kind}, {match.aboutness.value} ({match.score:.2f})"


def _titles(article: Article, briefing: Briefing, members: Sequence[StoryArticle]) -> frozenset[str]:
    """The terms of the titles of its story."""
    story_ids = {member.story_id for member in members if member.article.id == article.id}
    of_story = [member.article for member in members if member.story_id in story_ids]
    told = next(
        (story.articles for story in briefing.stories if any(article.id == each.id for each in story.articles)), ()
    )
    return story_terms(of_story or told, meanings_in).titles


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
