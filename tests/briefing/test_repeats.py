"""What is said already. Nobody said any of this."""

from __future__ import annotations

from dataclasses import replace

from bot.briefing.candidates import Candidate, candidates
from bot.briefing.repeats import Headline, Said
from bot.stories.meanings import meanings_in
from bot.text.terms import all_terms, in_any_language
from tests.briefing.examples import article

CLOSED = "The port of Elm was closed by striking sailors after talks with the harbour guard collapsed."


def sentence(text: str, language: str = "en") -> Candidate:
    [found] = candidates(article("a", "A title of other words", text, language=language), meanings_in)
    return found


def said(*texts: str, languages: tuple[str, ...] = ("en",), told_before: tuple[str, ...] = ()) -> Said:
    found = Said(
        {}, languages=languages, told_before=[sentence(text).terms for text in told_before], with_opposites=True
    )
    for text in texts:
        found.add(sentence(text))
    return found


def test_what_shares_most_of_its_terms_with_a_sentence_is_said_and_what_shares_half_is_not() -> None:
    assert said(CLOSED).says(sentence("Striking sailors closed the port of Elm after talks collapsed."))
    assert not said(CLOSED).says(sentence("Striking sailors elected a treasurer after fresh negotiations in Lidra."))
    assert not said().says(sentence(CLOSED))


def test_what_weighs_little_for_standing_everywhere_does_not_make_two_sentences_one() -> None:
    everywhere = dict.fromkeys(sentence("Striking sailors of the port of Elm spoke on Friday.").terms, 0.1)
    found = Said(everywhere, languages=("en",), told_before=(), with_opposites=True)
    found.add(sentence("Striking sailors of the port of Elm spoke of wages on Friday."))
    assert not found.says(sentence("Striking sailors of the port of Elm spoke of ransom on Friday."))


def test_what_was_told_before_is_told_again_only_with_a_new_figure() -> None:
    before = said(told_before=("The strike of sailors at the port of Elm left 12 ferries idle.",))
    assert before.was_told(sentence("The strike at the port of Elm left 12 ferries idle."))
    assert not before.was_told(sentence("The strike at the port of Elm left 40 ferries idle."))


def test_what_readers_cannot_read_is_said_where_its_meanings_are() -> None:
    attack, arrest = "An attack killed 12 soldiers in Armenia.", "Police arrested the minister after protests."
    russian = sentence("В Армении при атаке погибли 12 солдат.", "ru")
    assert said(attack, arrest).says(russian)
    assert not said(attack, arrest, languages=("en", "ru")).says(russian)
    assert not said(attack, arrest).says(sentence("В Армении при атаке погибли 40 солдат.", "ru"))
    assert not said(arrest).says(russian)


def test_there_one_sentence_that_means_most_of_it_says_it_and_all_of_them_together() -> None:
    attack, arrest = "An attack killed 12 soldiers.", "Police arrested the minister after protests."
    more = sentence("При атаке погибли 12 солдат, идут протесты.", "ru")
    assert said(attack).says(more)
    both = sentence("При атаке погибли солдаты, арестован министр, идут протесты.", "ru")
    assert [said(*texts).says(both) for texts in ([attack], [arrest], [attack, arrest])] == [False, False, True]


def test_a_headline_counts_as_what_it_means() -> None:
    found = said("Police arrested the minister after protests.")
    both = sentence("При атаке погибли солдаты, арестован министр, идут протесты.", "ru")
    assert not found.says(both)
    found.add_headline(Headline(means=all_terms("Attack kills 12 soldiers", "en", meanings_in), language="en"))
    assert found.says(both)
    assert found.says(sentence("При атаке погибли 12 солдат, город эвакуирован.", "ru"))


def test_two_sentences_that_readers_cannot_read_say_the_same_by_their_own_words() -> None:
    def by_meaning(text: str) -> Candidate:
        """As `weighing` leaves it of what others report alone."""
        found = sentence(text, "pl")
        return replace(found, terms=in_any_language(found.terms))

    votes = "W dokumencie chcą zastąpienia jednomyślności w Radzie Sorvenu większością kwalifikowaną, jak w stolicy."
    again = by_meaning(
        "Obie wyspy chcą zastąpienia jednomyślności większością kwalifikowaną w budżecie Radzie Sorvenu."
    )
    found = said()
    found.add(by_meaning(votes))
    assert found.says(again)
    assert not found.says(by_meaning("Rada Sorvenu chce, by wyspa płaciła ze swego budżetu za remont portu."))
