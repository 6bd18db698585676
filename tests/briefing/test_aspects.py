from __future__ import annotations

from collections.abc import Sequence

from bot.briefing.aspects import FEWEST_REPORTS, aspects
from bot.briefing.compose import compose
from bot.model import Article
from bot.text.terms import no_meanings
from tests.briefing.examples import article, member, texts, window

WRECK = [
    article(
        f"w{n}", f"Kalym ferry hits reef {place}", f"The Kalym ferry hit a reef {place} and took water, {who} said."
    )
    for n, (place, who) in enumerate(
        [
            ("at dawn", "sailors"),
            ("in fog", "pilots"),
            ("near port", "owners"),
            ("on Friday", "rescuers"),
            ("at speed", "divers"),
        ]
    )
]
STRIKE = [
    article(
        f"s{n}", f"Harbour pilots strike {how}", f"Harbour pilots went on strike {how} over their wages, {who} said."
    )
    for n, (how, who) in enumerate(
        [("again", "unions"), ("for pay", "employers"), ("all week", "members"), ("at noon", "arbiters")]
    )
]


def _ids(groups: Sequence[Sequence[Article]]) -> list[set[str]]:
    return [{report.id for report in group} for group in groups]


def test_a_story_of_few_reports_has_one_development() -> None:
    reports = [*WRECK[:3], *STRIKE[:2]]
    assert len(reports) < FEWEST_REPORTS
    assert aspects(reports, no_meanings) == [reports]


def test_a_big_story_falls_into_its_developments_the_largest_first() -> None:
    groups = aspects([*STRIKE, *WRECK], no_meanings)
    assert _ids(groups) == [{report.id for report in WRECK}, {report.id for report in STRIKE}]


def test_no_report_is_lost_however_many_there_are() -> None:
    many = [article(f"m{n}", f"Ship {n} waits", f"Ship {n} waits off Kalym for its turn.") for n in range(100)]
    groups = aspects([*WRECK, *many], no_meanings)
    assert sum(map(len, groups)) == 105
    assert set.union(*_ids(groups)) == {report.id for report in (*WRECK, *many)}


def test_each_development_of_a_big_story_is_told() -> None:
    [story] = compose(window(*map(member, [*WRECK, *STRIKE]))).stories
    told = " ".join(texts(story))
    assert "hit a reef" in told
    assert "went on strike" in told


def test_what_only_another_language_means_is_quoted_where_meanings_are_known() -> None:
    meant = {
        "reef": "reef",
        "rafe": "reef",
        "strike": "strike",
        "strajk": "strike",
        "piloci": "pilots",
        "pilots": "pilots",
    }

    def meanings(text: str, language: str | None) -> list[str]:  # noqa: ARG001 - the signature of Meanings
        return [meant[word] for word in text.lower().replace(",", "").split() if word in meant]

    same = article("p1", "Prom uderzył w rafę", "Prom uderzył w rafe, podała straż.", language="pl")
    other = article("p2", "Piloci zaczęli strajk", "Piloci zaczęli strajk, podały związki.", language="pl")
    given = window(member(WRECK[0]), member(same), member(other), meanings=meanings)
    [story] = compose(given).stories
    assert {quote.article_id for quote in story.quotes} == {"w0", "p2"}


def test_a_development_that_tells_the_same_in_other_words_is_not_opened() -> None:
    again = [
        article(
            f"a{n}", f"Vessel of Kalym runs aground {place}", f"A vessel of Kalym ran aground {place}, {who} reported."
        )
        for n, (place, who) in enumerate(
            [("at sunrise", "keepers"), ("in haze", "fishers"), ("off shore", "traders"), ("in the surf", "guards")]
        )
    ]

    def meanings(text: str, _language: str | None) -> list[str]:
        return ["ship", "accident"] if "reef" in text or "aground" in text else []

    [story] = compose(window(*map(member, [*WRECK, *again]), meanings=meanings)).stories
    assert len(aspects([*WRECK, *again], no_meanings)) > 1
    assert ("reef" in " ".join(texts(story))) != ("aground" in " ".join(texts(story)))
