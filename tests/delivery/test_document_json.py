from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from bot.delivery.document_json import briefing_json
from bot.model import Briefing
from tests.delivery import examples

TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
MAYBE = {"type": ["string", "null"]}


def object_of(**properties: Any) -> dict[str, Any]:
    """An object that begins with these keys and needs them."""
    return {"type": "object", "properties": properties, "required": list(properties)}


SENTENCE = object_of(
    text={"type": "string"},
    start={"type": "integer", "minimum": 0},
    end={"type": "integer", "minimum": 0},
    article=object_of(
        url=MAYBE,
        title={"type": "string"},
        source={"type": "string"},
        published={"anyOf": [TIME, {"type": "null"}]},
        language=MAYBE,
    ),
)
CONTRACT = object_of(
    topic={"type": "string"},
    at=TIME,
    window=object_of(**{"from": TIME, "to": TIME}),
    articles_read={"type": "integer", "minimum": 0},
    stories={
        "type": "array",
        "items": object_of(
            id={"type": "string"},
            headline={"type": "string"},
            status={"enum": ["new", "updated", "ongoing", "earlier"]},
            sentences={"type": "array", "items": SENTENCE},
            articles={"type": "array", "items": {"type": "string"}},
        ),
    },
)


def read(briefing: Briefing) -> Any:
    return json.loads(briefing_json(briefing))


@pytest.mark.parametrize(
    "briefing", [examples.example(), examples.quiet(), examples.empty(), examples.briefing(), examples.crowded(3)]
)
def test_the_json_keeps_its_contract_and_the_order_of_its_keys(briefing: Briefing) -> None:
    told = read(briefing)
    jsonschema.validate(told, CONTRACT)
    assert list(told)[:5] == ["topic", "at", "window", "articles_read", "stories"]
    for story in told["stories"]:
        assert list(story)[:5] == ["id", "headline", "status", "sentences", "articles"]


def test_the_json_says_what_the_briefing_says() -> None:
    told = read(examples.example())
    assert told["topic"] == "lake-villages"
    assert told["at"] == "2031-05-14T04:00:00Z"
    assert told["window"] == {"from": "2031-05-13T04:00:00Z", "to": "2031-05-14T04:00:00Z"}
    assert told["articles_read"] == 412
    assert told["stories"][0]["sentences"][1] == {
        "text": "Według służb ratowniczych ewakuowano 214 osób, a dwie drogi do dolnej wsi są zamknięte.",
        "start": 0,
        "end": 87,
        "article": {
            "url": "https://wiadomosci.nadjeziorna.example/2031/05/2",
            "title": "Otwarto śluzy tamy nad jeziorem",
            "source": "Gazeta Nadjeziorna",
            "published": "2031-05-14T02:00:00Z",
            "language": "pl",
        },
        "hash": "2adc03f33c35bad6",
        "days": [],
    }
    assert told["background"][0]["article"]["source"] == "Briefbot notes"


def test_what_nobody_knows_is_null_and_an_article_without_address_is_only_counted() -> None:
    story = read(examples.example())["stories"][5]
    assert story["sentences"][0]["article"]["url"] is None
    assert story["sentences"][0]["article"]["published"] is None
    assert story["articles"] == []
    assert story["articles_count"] == 1


def test_spans_in_the_json_are_those_of_the_articles_text() -> None:
    briefing = examples.example()
    texts = {article.title: article.text for story in briefing.stories for article in story.articles}
    sentences = [sentence for story in read(briefing)["stories"] for sentence in story["sentences"]]
    assert sentences
    for sentence in sentences:
        assert texts[sentence["article"]["title"]][sentence["start"] : sentence["end"]] == sentence["text"]


def test_a_story_in_brief_has_no_sentences() -> None:
    brief = examples.story(1, [examples.article(1, "Dam")], [])
    assert read(examples.briefing([brief]))["stories"][0]["sentences"] == []


def test_half_a_surrogate_pair_can_still_be_written() -> None:
    text = briefing_json(examples.briefing([examples.story(1, [examples.article(1, "half \ud83d")])]))
    assert json.loads(text.encode())["stories"][0]["headline"] == "half \ud83d"
