"""`bench/quality.py briefings FILE`: what it counts as shown, and as said. Nobody said any of this."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bench.kinds import briefings
from bench.kinds.briefings import measured
from bench.labelled import OUR_LABELS, read_days
from bench.meant import SHIPPED, packs_in
from bench.quality import main
from bench.telling import Disagreement, Fact, Line, lines_that_say, told_by, versions_shown
from bot.briefing.compose import compose
from bot.model import Article, Briefing
from tests.briefing.examples import article, member, window


def told(*reports: Article) -> Briefing:
    return compose(window(*(member(report, f"s{report.id}") for report in reports)))


def saying(text: str) -> Briefing:
    return told(article("a", "Kalym this Friday", text))


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Lidra raided the harbour of Kalym.", "Lidra raided the harbour of Kalym on Friday, its mayor said."),
        ("Lidra raided Kalym, as a fact.", "Lidra has raided Kalym on Friday with four boats."),
        ("27 sailors were killed.", "At least 27 sailors were killed below the lighthouse."),
        ("How many divers drowned (nobody knows yet).", "Divers drowned on Friday, 12 of them off Kalym, many fear."),
        ("Lidra sent an armed patrol.", "Lidra sent an armed patrol to Kalym on Friday."),
    ],
)
def test_what_must_not_be_said_is_found(label: str, text: str) -> None:
    assert lines_that_say(label, saying(text))


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Lidra raided Kalym, as a fact.", "Kalym accused Lidra: it had raided Kalym on Friday."),
        ("Lidra raided Kalym, other than as a claim of Kalym.", "Kalym said that Lidra raided Kalym on Friday."),
        ("Lidra raided Kalym, as a fact.", "Has Lidra raided Kalym this Friday with four boats?"),
        ("27 sailors were killed.", "At least 27 people, two of them sailors, were killed below the lighthouse."),
        ("How many divers drowned (nobody knows yet).", "Divers drowned on Friday off Kalym, as many fear."),
        ("Lidra sent a pirate patrol.", "Lidra sent an anti-pirate patrol to Kalym on Friday."),
    ],
)
def test_a_claim_a_question_and_another_thing_are_not_what_must_not_be_said(label: str, text: str) -> None:
    assert lines_that_say(label, saying(text)) == []


def test_versions_with_the_same_figures_are_one_whatever_else_they_say() -> None:
    reports = [
        article("a", "Toll", "At least 32 sailors were killed below the lighthouse.", url="https://a.example/1"),
        article("b", "Fire", "The chapel burnt for 40 hours on Friday, monks said.", url="https://b.example/1"),
    ]
    given = [
        {"value": "32 sailors killed", "link": "https://a.example/1"},
        {"value": "32 according to several first accounts", "link": "https://c.example/1"},
        {"value": "chapel burnt 40 hours", "link": "https://b.example/1"},
    ]
    both = Disagreement.read("what happened", given)
    assert [len(version) for version in both.versions] == [2, 1]
    assert versions_shown(both, told(*reports)) == len(both.versions)
    assert versions_shown(both, told(reports[1])) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("More than 57,000 fell ill.", 57_000),
        ("57 000 fell ill.", 57_000),
        ("It cost $57bn.", 57),
        ("57 fell ill.", 57),
        ("Nine towns of Kalym were flooded.", 9),
    ],
)
def test_a_figure_is_told_however_it_is_written(text: str, number: int) -> None:
    line = Line(text, "en", "https://a.example/1", "s")
    fact = Fact("1", is_vital=True, text=text, numbers=(number,), links=frozenset({"https://a.example/1"}))
    assert told_by(fact, [line]).is_told
    assert not told_by(replace(fact, numbers=(number + 1,)), [line]).is_told


PACT = "The CSTO cancelled an exercise in Kalym on Friday, its secretary said."
HILLS = "A convoy reached Nagorno-Karabakh on Friday, the Red Cross said."


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """Two topics of one day, one fact each, and what a feed held on it."""
    day = tmp_path / "replay" / "2026" / "05" / "2026-05-01"
    day.mkdir(parents=True)
    entries = [
        {
            "link": f"https://news.example/{at}",
            "title": text.partition(" on ")[0],
            "description": text,
            "date_published": "2026-05-01T09:00:00+00:00",
            "source": "https://news.example/feed",
            "language": "en",
        }
        for at, text in enumerate((PACT, HILLS))
    ]
    (day / "news_entries.json").write_text(json.dumps(entries), encoding="utf-8")
    nuggets = [
        {
            "day": "2026-05-01",
            "topic": topic,
            "nuggets": [
                {
                    "id": topic,
                    "importance": "vital",
                    "text": entries[at]["description"],
                    "numbers": [],
                    "links": [entries[at]["link"]],
                }
            ],
            "disagreements": [],
            "not_to_say": [],
        }
        for at, topic in enumerate(("csto", "Nagorno-Karabakh"))
    ]
    folder = tmp_path / "labels"
    folder.mkdir()
    (folder / "nuggets.json").write_text(json.dumps(nuggets), encoding="utf-8")
    return folder


def test_each_topic_of_a_day_is_measured_by_its_own_briefing(labels: Path) -> None:
    results = measured(labels, labels.parent / "replay", packs_in(SHIPPED), by="words")
    assert [(result.day.topic.id, [told.is_told for told in result.facts]) for result in results] == [
        ("csto", [True]),
        ("nagorno-karabakh", [True]),
    ]
    assert [quote.text for result in results for story in result.briefing.stories for quote in story.quotes] == [
        PACT,
        HILLS,
    ]


def test_a_topic_without_a_pack_is_told(labels: Path) -> None:
    with pytest.raises(SystemExit, match="no pack is called Nagorno-Karabakh, csto"):
        measured(labels, labels.parent / "replay", [], by="words")


def test_table_tells_each_set_of_labels_by_its_own_packs(
    labels: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = labels.parent / "ours"
    (ours / "pacts" / "topics").mkdir(parents=True)
    (ours / "pacts" / "nuggets.json").write_text((labels / "nuggets.json").read_text("utf-8"), encoding="utf-8")
    for pack in ("csto", "nagorno-karabakh"):
        (ours / "pacts" / "topics" / f"{pack}.toml").write_bytes((SHIPPED / f"{pack}.toml").read_bytes())
    monkeypatch.setattr(briefings, "OUR_LABELS", ours)
    (labels / "nuggets.json").unlink()
    rows = list(briefings.table(labels.parent))
    assert [(row.set, row.figures["vital told"]) for row in rows] == [("pacts, 2 topics", "2/2")] * 2
    assert main(["--data", str(labels.parent), "briefings", str(ours / "pacts")]) == 0
    assert "2/2" in capsys.readouterr().out
    assert main(["--data", str(ours), "briefings", str(ours / "pacts")]) == 0
    assert "no captured days" in capsys.readouterr().out


@pytest.mark.parametrize("folder", sorted(OUR_LABELS.glob("*/")), ids=lambda folder: folder.name)
def test_our_labels_are_whole(folder: Path) -> None:
    own = folder / "topics"
    packs = packs_in(own if own.exists() else SHIPPED)
    days = read_days(folder, packs)
    facts = [fact for day in days for fact in day.facts]
    assert len({fact.id for fact in facts}) == len(facts)
    assert all(fact.text and fact.links for fact in facts)
    assert all(any(fact.is_vital for fact in day.facts) for day in days)
    assert all(len(each.versions) > 1 for day in days for each in day.disagreements)
    assert {day.topic.id for day in days} == {topic.id for topic in packs} or not own.exists()
