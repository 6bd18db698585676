"""The frame in other languages: nothing is missing, and every value has its place."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import bot.delivery
from bot.delivery.languages import language_name
from bot.delivery.speech import LOCALES, speech_in
from bot.delivery.tallies import BOUNDS, LABELS, WHOM
from bot.delivery.views_subscriptions import DAYS
from bot.pipeline.health import FeedState

ROOT = Path(bot.delivery.__file__).parents[2]
OTHERS = [locale for locale in LOCALES if locale != "en"]


def told() -> set[str | tuple[str, str]]:
    """Every text that the program says through a `Speech`; one that follows a number as its two forms."""
    # What is named by a value rather than written out.
    found: set[str | tuple[str, str]] = {*DAYS, *(state.value for state in FeedState)}
    found |= {*LABELS.values(), *BOUNDS.values(), *WHOM}
    for path in [*(ROOT / "bot" / "delivery").glob("*.py"), *(ROOT / "cogs").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                match node.func.attr, texts:
                    case "say", [str(text)]:
                        found.add(text)
                    case "count", [str(one), str(many)]:
                        found.add((one, many))
    return found


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def forms(text: object) -> list[str]:
    """A text of a catalogue, or each of its forms."""
    return [text] if isinstance(text, str) else [str(each) for each in text] if isinstance(text, list | tuple) else []


@pytest.mark.parametrize("locale", OTHERS)
def test_no_text_is_missing_from_a_catalogue_and_no_value_lost(locale: str) -> None:
    with (ROOT / "bot" / "delivery" / "locales" / f"{locale}.po").open("rb") as file:
        messages = [message for message in read_po(file, locale=locale) if message.id and not message.context]
    translated = {message.id for message in messages if forms(message.string) and all(forms(message.string))}
    assert told() - translated == set()
    for message in messages:
        known = set().union(*map(fields, forms(message.id)))
        for form in forms(message.string):
            assert fields(form) <= known, form


def test_a_number_takes_the_form_of_its_language() -> None:
    german = speech_in("de")
    one, many = "### {n} feed", "### {n} feeds"
    assert [german.count(number, one, many) for number in (1, 2, 1204)] == [
        "### 1 Feed",
        "### 2 Feeds",
        "### 1.204 Feeds",
    ]


@pytest.mark.parametrize("locale", ["en-GB", "ja", "", None, "xx"])
def test_who_reads_a_language_without_a_catalogue_is_told_in_english(locale: str | None) -> None:
    assert speech_in(locale).say("Save") == "Save"


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("ru", ["1 лента", "3 ленты", "5 лент", "21 лента", "112 лент"]),
        ("uk", ["1 стрічка", "3 стрічки", "5 стрічок", "21 стрічка", "112 стрічок"]),
        ("pl", ["1 kanał", "3 kanały", "5 kanałów", "21 kanałów", "112 kanałów"]),
        ("hy", ["1 լրահոս", "3 լրահոս", "5 լրահոս", "21 լրահոս", "112 լրահոս"]),
        ("tr", ["1 akış", "3 akış", "5 akış", "21 akış", "112 akış"]),
    ],
)
def test_numbers_take_the_forms_that_their_language_has(locale: str, told: list[str]) -> None:
    speech = speech_in(locale)
    forms = [speech.count(number, "### {n} feed", "### {n} feeds") for number in (1, 3, 5, 21, 112)]
    assert forms == [f"### {each}" for each in told]


@pytest.mark.parametrize(("locale", "name"), LOCALES.items())
def test_a_language_is_called_what_its_speakers_call_it(locale: str, name: str) -> None:
    assert name == language_name(locale, locale).capitalize()
