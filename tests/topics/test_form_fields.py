"""Topics as forms."""

from __future__ import annotations

import pytest

from bot.errors import BadValueError
from bot.model import Alias
from bot.topics.form_fields import TopicForm, form_of, named_by_its_name, topic_from_form, with_row

FORM = TopicForm(
    "Lake Villages",
    "Lake Village*, Aultmoor\nru: Озёрные деревни",
    "Dam* / Weir + Lake* / =Brade\nde: See* + Damm",
    "Aultmoor FC",
    "Three villages.",
)


def test_a_form_names_what_is_enough_alone_what_only_together_and_what_is_meant_by_neither() -> None:
    topic = topic_from_form(FORM, topic_id="made-1", language="en")
    assert topic.aliases == (Alias("Lake Village*", "en"), Alias("Aultmoor", "en"), Alias("Озёрные деревни", "ru"))
    assert topic.together == (
        ((Alias("Dam*", "en"), Alias("Weir", "en")), (Alias("Lake*", "en"), Alias("=Brade", "en"))),
        ((Alias("See*", "de"),), (Alias("Damm", "de"),)),
    )
    assert topic.excluded == (Alias("Aultmoor FC", "en"),)
    assert (topic.id, topic.name, topic.description) == ("made-1", "Lake Villages", "Three villages.")


def test_what_is_pasted_unseen_is_in_no_name() -> None:
    form = TopicForm("\u200fRiver\u00a0fish", "\u200btro\u00adut, \u2066سمك\u2069", "", "\u200etrout\u200e farm")
    topic = topic_from_form(form, topic_id="made-1", language="en")
    assert (topic.name, [alias.pattern for alias in topic.aliases]) == ("River fish", ["trout", "سمك"])
    assert [alias.pattern for alias in topic.excluded] == ["trout farm"]


@pytest.mark.parametrize("name", ["کوه\u200cها", "\U0001f3f3\ufe0f\u200d\U0001f308 Pride"])
def test_what_joins_letters_and_emoji_is_a_part_of_a_name(name: str) -> None:
    assert topic_from_form(TopicForm(name, "trout"), topic_id="made-1", language="en").name == name


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_topic_as_a_form_makes_the_same_topic_again(language: str) -> None:
    form = FORM._replace(together="", told_from="2020-09-27", told_until="2020-11-10")
    topic = topic_from_form(form, topic_id="made-1", language="en")
    assert topic_from_form(form_of(topic), topic_id="made-1", language=language) == topic


def test_groups_of_several_languages_keep_their_names_in_a_form() -> None:
    topic = topic_from_form(FORM, topic_id="made-1", language="en")
    again = topic_from_form(form_of(topic), topic_id="made-1", language="en")
    patterns = [[[alias.pattern for alias in group] for group in row] for row in again.together]
    assert patterns == [[["Dam*", "Weir"], ["Lake*", "=Brade"]], [["See*"], ["Damm"]]]


def test_a_line_may_begin_with_its_language_as_a_telephone_writes_it_and_commas_may_be_wide() -> None:
    form = TopicForm("Dams", "Ru: Дамба, Плотина\nDE ：Damm；Wehr，Deich\nEU: dams")
    topic = topic_from_form(form, topic_id="made-1", language="en")
    assert topic.aliases == (
        Alias("Дамба", "ru"),
        Alias("Плотина", "ru"),
        Alias("DE ：Damm", "en"),
        Alias("Wehr", "en"),
        Alias("Deich", "en"),
        Alias("EU: dams", "en"),
    )


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (TopicForm(" ", "dam"), "one line of 1 to"),
        (TopicForm("Dams"), r"^Fill in “Names it goes by” or “Only together”"),
        (TopicForm("Dams", "en:"), "^Fill in"),
        (TopicForm("Dams", "da*"), r"at least 3 letters before each \*$"),
        (TopicForm("Dams", "", "Dam* + la*"), r"at least 3 letters before each \*$"),
        (TopicForm("Dams", "*"), r"^a name that is only \* would match everything$"),
        (TopicForm("Dams", "xx: dam"), "^“xx” is no language; write two letters"),
        (TopicForm("Dams", "ua: дамба"), "^“ua” is no language; did you mean “uk”"),
        (TopicForm("Dams", "", "Dam + "), "each side"),
    ],
)
def test_a_form_that_means_nothing_says_what_is_wrong(form: TopicForm, words: str) -> None:
    with pytest.raises(BadValueError, match=words):
        topic_from_form(form, topic_id="made-1", language="en")


def test_a_row_is_added_and_names_that_it_makes_needless_go_from_where_they_stand() -> None:
    form = TopicForm("Dams", "Dam repair, Weir\n\nde: Dammbau;Wehr\npl: naprawa tamy", "Weir + Brade")
    more = with_row(form, "Dam* + repair*", instead_of=["Dam repair", "Dammbau", "naprawa tamy"])
    assert more.names == "Weir\nde: Wehr"
    assert more.together == "Weir + Brade\nDam* + repair*"


def test_lines_without_such_a_name_stay_as_they_were_typed() -> None:
    form = TopicForm("Dams", "Dam ,Weir;  Lock")
    assert with_row(form, "Dam* + repair*", instead_of=["Dam repair"]) == form._replace(together="Dam* + repair*")


def test_what_a_topic_is_called_is_one_name_whatever_marks_are_in_it() -> None:
    topic = topic_from_form(named_by_its_name(TopicForm("Dam, weir; lock")), topic_id="made-1", language="en")
    assert topic.aliases == (Alias("Dam weir lock", "en"),)
