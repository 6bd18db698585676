"""The frame in other languages: nothing is missing, and every value has its place."""

from __future__ import annotations

import ast
import gettext
import pickle
import re
import string
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from babel import Locale

import bot.delivery
from bot.delivery.discord.limits import LONGEST_LABEL
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.discord.views_sources import sources_views
from bot.delivery.discord.views_subscriptions import DAYS
from bot.delivery.form import Form
from bot.delivery.languages import language_name
from bot.delivery.places import REGIONS
from bot.delivery.speech import LOCALES, speech_in
from bot.delivery.tallies import BOUNDS, LABELS, WHOM
from bot.errors import AllOf, AnyOf, BadValueError, Figure, PersonError, Phrase
from bot.model import Length
from bot.pipeline.health import FeedState
from tests.catalogues import Text, catalogue, to_translate
from tests.delivery import examples
from tests.delivery.discord.inert import components_of

ROOT = Path(bot.delivery.__file__).parents[2]
OTHERS = [locale for locale in LOCALES if locale != "en"]

TOLD_TO_PEOPLE = [
    *(path for path in (ROOT / "bot" / "actions").glob("*.py") if path.stem != "keeping"),  # the terminal's alone
    *(ROOT / "bot" / "topics").glob("*.py"),
    ROOT / "bot" / "sources" / "addresses.py",
    ROOT / "bot" / "sources" / "opml.py",
    ROOT / "bot" / "storage" / "question.py",
    *(ROOT / "cogs").glob("*.py"),
]
"""Where mistakes are raised that a person in Discord can make."""

EVERYWHERE = [path for folder in ("bot", "cogs") for path in (ROOT / folder).rglob("*.py")]
PHRASES = {Phrase.__name__, "_good", "_bad"}
"""What makes phrases; the latter two, `bot.pipeline.check`'s steps."""


def mistakes() -> set[str]:
    """The errors that are told to people in Discord; of the others only whoever runs the bot reads."""
    found = {PersonError.__name__}
    for path in [ROOT / "bot" / "errors.py", *TOLD_TO_PEOPLE]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and found & {ast.unparse(base) for base in node.bases}:
                found.add(node.name)
    return found - {"ConfigError", "_BadShapeError"}


MISTAKES = mistakes()


@cache
def told() -> set[Text]:
    """Every text that the program says through a `Speech`; one that follows a number as its two forms."""
    # What is named by a value rather than written out.
    found: set[Text] = {*DAYS, *(state.value for state in FeedState)}
    found |= {*LABELS.values(), *BOUNDS.values(), *WHOM, *REGIONS.values()}
    for path in EVERYWHERE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                match node.func, texts:
                    case ast.Attribute(attr="say"), [str(text)]:
                        found.add(text)
                    case ast.Attribute(attr="count" | "counting"), [str(one), str(many)]:
                        found.add((one, many))
                    case ast.Name(id=name), [str(text)] if name in PHRASES or (
                        name in MISTAKES and path in TOLD_TO_PEOPLE
                    ):
                        found.add(text)
    return found


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def forms(text: object) -> list[str]:
    """A text of a catalogue, or each of its forms."""
    return [text] if isinstance(text, str) else [str(each) for each in text] if isinstance(text, list | tuple) else []


@pytest.mark.parametrize("locale", OTHERS)
def test_no_text_is_missing_from_a_catalogue_and_no_value_lost(locale: str) -> None:
    messages = [message for message in catalogue(locale) if message.id and not message.context]
    translated = {message.id for message in messages if forms(message.string) and all(forms(message.string))}
    lacking = told() - translated
    assert lacking == set(), to_translate(locale, ((None, text) for text in lacking))
    assert {message.id for message in messages} - told() == set(), "is told no more"
    for message in messages:
        known = set().union(*map(fields, forms(message.id)))
        for form in forms(message.string):
            assert fields(form) <= known, form


def number_named(form: int, rule: Callable[[int], int]) -> int | None:
    """The number that a plural form stands for; None where it stands for several, of which 0 is none that is told."""
    numbers = [number for number in range(1, 200) if rule(number) == form]
    return numbers[0] if len(numbers) == 1 else None


@pytest.mark.parametrize("locale", OTHERS)
def test_every_form_is_there_and_says_all_that_the_english_does(locale: str) -> None:
    texts = catalogue(locale)
    rule = gettext.c2py(texts.plural_expr)
    # Which form follows a number is CLDR's, as far as whole numbers have one.
    by_cldr = [Locale(locale).plural_form(number) for number in range(1, 200)]
    assert len(set(zip(by_cldr, map(rule, range(1, 200)), strict=True))) == len(set(by_cldr))
    for message in texts:
        if not message.id:
            continue
        wanted = set().union(*map(fields, forms(message.id)))
        told = forms(message.string)
        assert len(told) == (texts.num_plurals if message.pluralizable else 1), message.id
        for at, form in enumerate(told):
            may_lack = {"n"} if message.pluralizable and number_named(at, rule) else set()
            assert wanted - may_lack <= fields(form) <= wanted, form


@pytest.mark.parametrize("locale", OTHERS)
def test_a_translation_has_the_marks_and_blanks_around_it_that_the_english_has(locale: str) -> None:
    def around(text: str) -> tuple[object, ...]:
        ends = re.fullmatch(r"(?s)(\s*(?:-# |#+ |- )?).*?(\s*)", text)
        return (*(ends.groups() if ends else ()), text.count("\n"), text.count("**"), text.count("`"))

    for message in catalogue(locale):
        # How often, not where: in Turkish the time stands first, and what is bold behind it.
        for form in forms(message.string) if message.id else []:
            assert around(form) == around(forms(message.id)[0]), form


FOREIGN_MARKS = {
    "de": "[«»”]",
    "es": "[“”„]",
    # What a search or a form takes, "lang:", has its colon beside it.
    "fr": r"[“”„']|« | »| [:;?!]|(?<!\s)[;?!](?=\s|$)|(?<![\xa0}u]):(?=[\s*]|$)",
    # No colon ends a word, and no Latin stop a sentence; the dot that divides one is that of the keyboard.
    "hy": r"[“”„\u2024]|[ա-և]:|[ա-և]\.$",
    "pl": "[“«»]",
    "ru": "[“”„]",
    "tr": "[„«»']",
    "uk": "[“”„']",
}
"""What is no mark of a language, or stands where it has another."""


@pytest.mark.parametrize(("locale", "unwanted"), FOREIGN_MARKS.items())
def test_a_catalogue_keeps_to_the_marks_of_its_language(locale: str, unwanted: str) -> None:
    told = [form for message in catalogue(locale) if message.id for form in forms(message.string)]
    shown = [re.sub(r"`[^`]*`", "", form) for form in told]
    assert [form for form in shown if re.search(unwanted, form, re.MULTILINE)] == []
    assert [form for form in shown if re.search(r"\.\.\.|\S - ", form)] == []


def within(name: str, place: int) -> set[str]:
    """What is said in the argument at a place of every call of a function or method."""
    calls = [
        node.args[place]
        for path in EVERYWHERE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and name in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
        and len(node.args) > place
    ]
    inner = [each for call in calls for each in ast.walk(call) if isinstance(each, ast.Call)]
    args = [arg for each in inner if getattr(each.func, "attr", "") in ("say", "count") for arg in each.args]
    return {arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


SHORT = {LONGEST_LABEL: within("button", 0), 45: within("_field", 1) | {"A new topic", "Edit a topic"},
         100: within("_field", 2)}  # fmt: skip
"""What Discord takes so many characters of: on a button, as the label of a field or over a form, below a label."""


@pytest.mark.parametrize("locale", OTHERS)
def test_what_stands_on_buttons_and_in_forms_is_as_short_as_discord_takes(locale: str) -> None:
    for longest, example in ((LONGEST_LABEL, "Save"), (45, "But not"), (100, "Shown in the list of topics")):
        assert example in SHORT[longest]
        texts = [each for each in catalogue(locale) if not each.context and SHORT[longest] & set(forms(each.id))]
        assert [form for each in texts for form in forms(each.string) if len(form) > longest] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_with_the_longest_names_a_briefing_keeps_to_discords_limits(locale: str) -> None:
    topic = replace(examples.TOPIC, name="*" * 200, names=())
    form = Form(Length.LONG, locale, "Asia/Yerevan")
    told = replace(examples.example(), topic=topic)
    late = told.at - timedelta(hours=5)
    for card in briefing_views(told, form=form, due_at=late, role_id=2**63) + sources_views(told, form):
        components_of(card)  # holds all that is said to Discord's limit


@pytest.mark.parametrize(
    ("locale", "unwanted"),
    [("hy", r"\b(?:դու|քո|քեզ)\b|կարող ես\b"), ("tr", "kelime|makale"), ("pl", "nie podan")],
    ids=["formal", "words", "spelling"],
)
def test_a_catalogue_keeps_to_its_own_words(locale: str, unwanted: str) -> None:
    said = (ROOT / "bot" / "delivery" / "locales" / f"{locale}.po").read_text("utf-8")
    assert re.findall(unwanted, said, re.IGNORECASE) == []


def test_mistakes_are_raised_with_a_text_that_can_be_translated() -> None:
    for path in TOLD_TO_PEOPLE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MISTAKES | PHRASES:
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno}"


def test_a_mistake_is_told_in_the_language_of_who_made_it() -> None:
    meant = AnyOf(("Ahornsee", "Birkensee", "Eschensee"))
    unknown = PersonError("No topic is called “{shown}”. Did you mean {meant}?", shown="Sea {x}", meant=meant)
    assert str(unknown) == "No topic is called “Sea {x}”. Did you mean Ahornsee or Birkensee or Eschensee?"
    assert speech_in("de").explain(unknown) == (
        "Kein Thema heißt „Sea {x}“. Meintest du Ahornsee, Birkensee oder Eschensee?"
    )
    assert speech_in("en").explain(unknown) == str(unknown)


@pytest.mark.parametrize(
    ("mistake", "locale", "told"),
    [
        (BadValueError("a name is empty"), "en", "A name is empty."),
        (BadValueError("that is no web address: {text}", text="x"), "de", "Das ist keine Webadresse: x."),
        (BadValueError("There is no link in this message."), "en", "There is no link in this message."),
        (
            BadValueError("there is no time zone “{text}”; did you mean {meant}?", text="x", meant="y"),
            "en",
            "There is no time zone “x”; did you mean y?",
        ),
        (
            BadValueError("“{text}” is no time of day; write it like 08:00 or 18:30", text="x"),
            "en",
            "“x” is no time of day; write it like 08:00 or 18:30.",
        ),
        (BadValueError("a name is empty"), "hy", "Անուններից մեկը դատարկ է։"),
    ],
)
def test_a_mistake_is_told_as_a_sentence(mistake: PersonError, locale: str, told: str) -> None:
    assert speech_in(locale).explain(mistake) == told


def test_a_mistake_with_a_number_takes_the_form_of_the_number() -> None:
    one, many = (
        "This is too much to search for at once; use at most {n} word.",
        "This is too much to search for at once; use at most {n} words.",
    )
    told = [BadValueError.count(number, one, many) for number in (1, 2, 5)]
    assert [str(each) for each in told] == [one.format(n=1), many.format(n=2), many.format(n=5)]
    russian = speech_in("ru")
    assert [russian.explain(each).rsplit(" ", 2)[1:] for each in told] == [
        ["1", "слова."],
        ["2", "слов."],
        ["5", "слов."],
    ]


def test_phrases_and_mistakes_within_a_mistake_are_translated_too() -> None:
    lacking = AllOf((Phrase("“View Channel”"), Phrase("“Send Messages”")))
    text = "I cannot post in {channel}: I lack the permission {lacking} there. Give it to me and try again."
    texts = text, text.replace("permission", "permissions").replace("it to", "them to")
    told = speech_in("fr").explain(PersonError.count(2, *texts, channel="#news", lacking=lacking))
    assert "les permissions" in told
    assert "#news" in told
    assert "«\xa0Voir le salon\xa0» et «\xa0Envoyer des messages\xa0»" in told
    inner = PersonError(
        "{problem} ({where}, {language})", problem=PersonError("a name is empty"), where="x", language="pl"
    )
    assert str(inner) == "a name is empty (x, pl)"
    assert speech_in("de").tell(inner.phrase) == "Ein Name ist leer (x, pl)"


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en", "only the first 50,000 of 1,234,567 entries were read"),
        ("de", "nur die ersten 50.000 von 1.234.567 Einträgen wurden gelesen"),
        ("pl", "przeczytano tylko pierwsze 50\xa0000 z 1\xa0234\xa0567 wpisów"),
    ],
)
def test_a_figure_in_a_sentence_has_the_marks_of_its_language(locale: str, told: str) -> None:
    of_all = {"read": Figure(50_000), "all": pickle.loads(pickle.dumps(Figure(1_234_567)))}
    assert speech_in(locale).tell(Phrase("only the first {read} of {all} entries were read", **of_all)) == told
    alike = Phrase("{together}; alike in meaning ({cosine} of 1)", together="x", cosine=Figure(0.5678, decimals=2))
    assert ("0.57" if locale == "en" else "0,57") in speech_in(locale).tell(alike)


def test_what_no_catalogue_has_is_told_as_it_stands() -> None:
    assert speech_in("de").explain(PersonError("{ is no address")) == "{ is no address."


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
        ("pl", ["1 kanał RSS", "3 kanały RSS", "5 kanałów RSS", "21 kanałów RSS", "112 kanałów RSS"]),
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


@pytest.mark.parametrize("locale", LOCALES)
def test_words_stand_in_the_quotation_marks_of_their_language(locale: str) -> None:
    marks = {"en": "“x”", "de": "„x“", "fr": "«\xa0x\xa0»", "pl": "„x”", "tr": "“x”"}
    assert speech_in(locale).quoted("x") == marks.get(locale, "«x»")
