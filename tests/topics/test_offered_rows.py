"""Names whose words stand apart, and the rows that would find them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

import pytest

import bot.stories.known_names
from bot.model import Article
from bot.stories.meanings import is_figure
from bot.text.lexicon import Meaning
from bot.topics.form_fields import LONGEST_FIELD, TopicForm, topic_from_form
from bot.topics.offered_rows import OfferedRow
from bot.topics.trial import Trial, try_topic
from tests.topics.examples import FILLER, article

LONGEST_INITIALS = 2
CALLED: dict[str, tuple[str, ...]] = {
    "brade": ("brade*", "=Bradisch", "bradz*"),
    "bradzie": ("bradz*", "brade*", "=Bradisch"),
    "bradisch": ("brade*", "=Bradisch"),
    "vote": ("vote*", "poll", "głosow*"),
    "głosowanie": ("głosow*", "vote*", "poll"),
    "port": ("port*", *(f"haven{number}" for number in range(20))),
}
MEANT = {"brade": "@brade", "bradisch": "@brade", "bradzie": "@brade", "głosowanie": "vote"}
POLISH = ("bradzie", "głosowanie")


def known_names(words: Sequence[str], language: str, languages: Sequence[str]) -> list[tuple[Meaning, tuple[str, ...]]]:
    """What Brade and its votes are called, the Polish words only in Polish; for that alone, as they are typed."""
    return [
        (Meaning(MEANT.get(word, word), place, 1), CALLED[word][: None if "en" in languages else 1])
        for place, word in enumerate(each.lower() for each in words)
        if word in CALLED and (language == "pl" or word not in POLISH)
    ]


def tried(names: str, *articles: Article, **fields: str) -> Trial:
    topic = topic_from_form(TopicForm("Votes", names, **fields), topic_id="made", language="en")
    return try_topic(topic, articles, is_figure=is_figure, known_names=known_names)


def told(*titles: str, language: str = "en") -> list[Article]:
    return [replace(article(title, f"{title}. It rained."), language=language) for title in titles]


APART = told("Brade goes to the vote", "A vote in Brade", "Bradisch poll")


def test_a_name_whose_words_stand_apart_is_offered_as_a_row_with_what_it_would_bring() -> None:
    [row] = tried("Brade vote", *APART, *told("Brade votes: rain", "Nobody came")).rows
    assert row == OfferedRow(
        ("Brade vote",), "brade* / =Bradisch / bradz* + vote* / poll / głosow*", 0, 4, ("Brade vote",)
    )


def test_what_a_row_says_it_would_bring_it_brings() -> None:
    [row] = tried("Brade vote", *APART).rows
    after = tried("", *APART, together=row.row)
    assert (row.brings, after.about, after.rows, after.idle) == (3, 3, (), ())


def test_a_name_that_finds_much_as_it_is_is_none_to_offer_for() -> None:
    assert tried("Brade vote", *APART, *told("The Brade vote")).rows
    assert not tried("Brade vote", *APART, *told("The Brade vote", "Another Brade vote")).rows


def test_words_that_are_only_mentioned_or_in_a_single_article_are_not_offered() -> None:
    far = article("Evening news", f"{FILLER}Brade. A vote. {FILLER}")
    assert not tried("Brade vote", *told("A vote in Brade"), far, far).rows


@pytest.mark.parametrize(
    "name", ["the vote in Brade", "The Brade vote", "Brade and the vote", "The Vote In Brade", "pl: vote z Brade"]
)
def test_small_words_are_no_sides(name: str) -> None:
    [row] = tried(name, *APART).rows
    assert row.row.count(" + ") == 1


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("vote le Lorn", "vote* / poll / głosow* + le + Lorn"),
        ("fr: vote le Lorn", "vote* / poll / głosow* + Lorn"),
        ("vote Le Lorn", "vote* / poll / głosow* + Le Lorn"),
        ("The Lorn vote", "The Lorn + vote* / poll / głosow*"),
        ("De La Lorn vote", "De La Lorn + vote* / poll / głosow*"),
        ("The Lorn Vote", "Lorn + vote* / poll / głosow*"),
        ("Le Brade vote", "Le + brade* / =Bradisch / bradz* + vote* / poll / głosow*"),
    ],
)
def test_words_are_small_in_their_language_and_in_english_and_in_capitals_they_belong_to_a_name(
    name: str, row: str
) -> None:
    titles = ["A vote on it: De La Lorn, the", "Le Lorn, a vote", "They vote: The Lorn and le Lorn", "Le vote: Brade"]
    assert [each.row for each in tried(name, *told(*titles * 2)).rows] == [row]


@pytest.mark.parametrize("name", ["Brade", "the Brade", "Brade Lorn Ketter vote Imm", "vote votes"])
def test_a_name_of_one_word_or_of_many_has_no_row(name: str) -> None:
    assert not tried(name, *told(*[f"{name} and so on"] * 2, *["Imm vote Ketter Lorn Brade votes, the"] * 9)).rows


def test_a_word_that_is_no_place_and_no_concept_is_left_open_where_it_may_end_otherwise() -> None:
    titles = ["Imlornem: UAW w Bradzie, Hallera dwa", "Imlornem i UAW, bez Hallerem, w Bradzie"]
    [row] = tried("pl: Imlorn UAW Hallera =Brade", *told(*[each.replace("Bradzie", "Brade") for each in titles])).rows
    assert row.row == "Imlorn* + UAW + Haller* + =Brade"


@pytest.mark.parametrize(
    ("typed", "side"),
    [
        ("Kamala", "Kamala*"),
        ("pl: Kamala", "Kamal*"),
        ("pl: Williams", "Williams*"),
        ("Harris", "Harris*"),
        ("Mays", "Mays"),
        ("Trump", "Trump*"),
        ("strikes", "strike*"),
        ("studio", "studio*"),
        ("ride", "ride*"),
        ("ru: Лорна", "Лорна*"),
        ("ru: Лорнами", "Лорнам*"),
    ],
)
def test_a_name_in_latin_letters_keeps_its_last_one_but_in_slavic_languages_and_a_short_one_gets_no_ending(
    typed: str, side: str
) -> None:
    word = typed.removeprefix("pl: ").removeprefix("ru: ")
    [row] = tried(f"{typed} vote", *told(*[f"The vote, and {word}"] * 2)).rows
    assert row.row == f"{side} + vote* / poll / głosow*"


def test_a_name_is_read_in_the_language_of_articles_that_knows_most_of_its_words() -> None:
    [row] = tried("głosowanie w Bradzie", *APART, *told("Głosowania w Bradzie", language="pl")).rows
    assert (row.row, row.brings) == ("głosow* / vote* / poll + bradz* / brade* / =Bradisch", 4)
    assert not tried("głosowanie w Bradzie", *APART).rows


def test_what_is_said_of_no_place_in_another_language_than_english_means_where_that_is_spoken() -> None:
    polish = told("Port: głosowanie", "Głosowania, port", language="pl")
    [row] = tried("głosowanie port", *polish, *told("A vote on the port")).rows
    assert (row.row, row.brings) == ("głosow* + port*", 2)
    [row] = tried("vote port", *polish, *told("A vote on the port")).rows
    assert row.brings == 3


def test_names_that_mean_the_same_are_one_row() -> None:
    [row] = tried("Brade vote, głosowanie w Bradzie", *APART, *told("Rano", language="pl")).rows
    assert row.names == row.covered == ("Brade vote", "głosowanie w Bradzie")
    assert row.row.startswith("brade* / bradz* / ")
    [row] = tried("Brade vote, vote Brade", *APART, *APART, *told("The Brade vote", "No vote: Brade")).rows
    assert (len(row.names), row.found) == (2, 2)


def test_a_name_that_finds_much_as_it_is_stays_where_another_that_means_the_same_goes() -> None:
    [row] = tried("Brade vote, vote in Brade", *APART, *told("The vote in Brade")).rows
    assert (row.names, row.covered, row.brings) == (("Brade vote",), ("Brade vote",), 2)


def test_a_name_that_finds_what_the_row_does_not_is_not_covered() -> None:
    [row] = tried("ride vote*", *told("The rides: a vote", "A vote on rides", "A vote on a ride", "Votes, a ride")).rows
    assert row.covered == ("ride vote*",)
    spelt = tried("=Lorn vote", *told(*["A vote in Lorn"] * 4)).rows
    assert [each.row for each in spelt] == ["=Lorn + vote* / poll / głosow*"]


def test_the_names_of_a_side_that_find_most_are_kept_and_there_are_not_many() -> None:
    [row] = tried("Brade port", *told("Brade haven19", "Brade: haven19", "Ports of Brade")).rows
    assert row.row.split(" + ")[1] == "port* / haven19 / haven0 / haven1 / haven2 / haven3"


def test_a_row_for_which_the_form_has_no_room_is_not_offered() -> None:
    full = f"Lake + {'m' * (LONGEST_FIELD - 30)}"
    assert not tried("Brade vote", *APART, together=full).rows


def test_no_more_rows_are_offered_than_a_message_has_room_for_and_the_most_fruitful_first() -> None:
    names = ["Imm", "Lorn", "Ketter", "Haller"]
    titles = [f"A vote, and {name}, {number}" for times, name in enumerate(names, 2) for number in range(times)]
    rows = tried(", ".join(f"{name} vote" for name in names), *told(*titles)).rows
    assert [(row.names, row.brings) for row in rows] == [
        (("Haller vote",), 5), (("Ketter vote",), 4), (("Lorn vote",), 3),
    ]  # fmt: skip


def test_names_that_find_nothing_and_have_no_row_are_told() -> None:
    trial = tried("Brade vote, Lorn, Imm market", *APART)
    assert trial.idle == ("Lorn", "Imm market")


def test_a_name_with_a_row_that_is_not_offered_for_want_of_room_is_not_told_as_finding_nothing() -> None:
    names = ["Imm", "Lorn", "Ketter", "Haller", "Zand"]
    titles = [f"A vote, and {name}, {number}" for times, name in enumerate(names, 2) for number in range(times)]
    trial = tried(", ".join(f"{name} vote" for name in names), *told(*titles))
    assert (len(trial.rows), trial.idle) == (3, ())


def test_a_name_that_stands_behind_many_others_is_not_told_as_finding_nothing() -> None:
    crowded = article("Imm and Imm", f"{'Imm is here. ' * 30}And Lorn.")
    trial = tried("Imm, Lorn, Ketter", crowded)
    assert (trial.idle, trial.by_alias["Lorn"]) == (("Ketter",), 1)


def test_a_name_that_stands_only_in_what_names_its_topic_itself_is_not_told_as_finding_nothing() -> None:
    assert tried("Imm, Lorn", article("Lorn", "Lorn rises.", topics=("made",))).idle == ("Imm",)


def test_the_first_of_very_many_names_are_looked_at() -> None:
    many = ", ".join(f"Lorn{letter}{other} vote" for letter in "abcdefgh" for other in "abcde")
    assert not tried(f"{many}, Brade vote", *APART).rows
    assert tried(f"Brade vote, {many}", *APART).rows


def test_of_a_topic_of_many_names_and_where_nothing_was_read_those_that_find_nothing_are_not_told() -> None:
    assert tried("Lorn").idle == ()
    assert tried(", ".join(f"Lorn {number}" for number in range(30)), *APART).idle == ()


def _place_names() -> list[str]:
    """All that places are called, each as somebody would type it."""
    read = tomllib.loads((files("bot.stories") / "places.toml").read_text("utf-8")).values()
    listed = (each["*"] if isinstance(each, dict) else each for each in read)
    patterns = {pattern.strip() for patterns in listed for pattern in patterns.replace("|", ",").split(",")}
    names = (pattern.replace("*", "") for pattern in patterns if not pattern.startswith("!"))
    return sorted({name.upper() if len(name) <= LONGEST_INITIALS else name.title() for name in names})


@pytest.mark.parametrize("each", [7, pytest.param(1, marks=pytest.mark.slow)], ids=["every seventh", "all"])
def test_whatever_a_place_is_called_its_row_finds_it_as_it_was_typed(each: int) -> None:
    names = _place_names()
    assert len(names) > 1000
    for name in (*names[::each], "Georgia"):
        articles = told(f"{name}: a zorgplan", f"Zorgplan, {name}")
        topic = topic_from_form(TopicForm("Plans", f"{name} zorgplan"), topic_id="made", language="en")
        trial = try_topic(topic, articles, is_figure=is_figure, known_names=bot.stories.known_names.known_names)
        rows = [(row.brings, row.covered) for row in trial.rows]
        assert rows == [(2 - trial.about, (f"{name} zorgplan",))], name


def test_a_name_that_the_row_does_not_find_as_it_is_written_is_not_covered() -> None:
    [row] = tried("bradisch vote", *APART).rows
    assert row.row.startswith("=Bradisch / brade* + ")
    assert (row.brings, row.covered) == (3, ())
