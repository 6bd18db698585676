from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.discord.card import Card
from bot.delivery.discord.views_links import links_views
from bot.delivery.rows import LinkRemedy, LinksTold, LinkTold, LinkUntold
from bot.delivery.speech import ENGLISH, speech_in
from bot.errors import Phrase
from bot.model import Quote
from tests.delivery import examples
from tests.delivery.discord.inert import content
from tests.delivery.naughty import HOSTILE

ONE = "Engineers opened the repaired spillway of the dam on Wednesday morning."
TWO = "The gates carried 340 cubic metres of water a second in the first test."
ARTICLE = examples.article(1, "Dam opens its spillway", f"{ONE} {TWO}", url="https://news.example/dam")
QUOTES = (Quote.of(ARTICLE, 0, len(ONE)), Quote.of(ARTICLE, len(ONE) + 1, len(ONE) + 1 + len(TWO)))
TOLD = LinkTold(ARTICLE, QUOTES, is_kept=False, is_paid=False)


def told(*links: LinkTold | LinkUntold, left_out: int = 0) -> list[Card]:
    return links_views(LinksTold(links, left_out), ENGLISH)


def test_an_article_is_told_with_its_place_time_language_and_sentences() -> None:
    said = content(*told(TOLD))
    assert "### 1 link of this message" in said
    assert "**[1] Dam opens its spillway**" in said
    for part in ("[news.example](https://news.example/dam)", "English", ":R>", "read just now"):
        assert part in said
    assert said.index(ONE) < said.index(TWO)


def test_the_number_of_a_sentence_leads_to_its_words_on_the_page() -> None:
    said = content(*told(TOLD))
    assert f"{ONE} [[1]](https://news.example/dam#:~:text=Engineers%20opened%20the%20repaired,dam%20on%20" in said


def test_a_sentence_that_the_article_does_not_hold_is_not_told() -> None:
    forged = replace(QUOTES[1], text="The gates gave way.")
    said = content(*told(TOLD._replace(quotes=(QUOTES[0], forged))))
    assert ONE in said
    assert "gave way" not in said


def test_what_is_for_sale_or_a_bare_headline_says_so() -> None:
    assert "without paying" in content(*told(TOLD._replace(is_paid=True)))
    assert "Nothing but its headline is known." in content(*told(TOLD._replace(quotes=())))


@pytest.mark.parametrize("remedy", LinkRemedy)
def test_a_link_that_cannot_be_told_names_its_host_why_and_what_to_do(remedy: LinkRemedy) -> None:
    lost = LinkUntold("https://a.example/x", "the site asks to be paid (HTTP 402)", remedy, 20, examples.AT)
    said = content(*told(lost))
    assert "[a.example](https://a.example/x)" in said
    assert "The site asks to be paid (HTTP 402). " in said
    assert len(said.splitlines()[-1]) > len("The site asks to be paid (HTTP 402). ") + 10


def test_why_a_link_cannot_be_told_ends_with_the_full_stop_of_its_language() -> None:
    lost = LinkUntold("https://a.example/x", Phrase("the site asks to be paid"), LinkRemedy.OPEN)
    assert "Կայքը վճար է պահանջում։ " in content(*links_views(LinksTold((lost,), 0), speech_in("hy")))


def test_whoever_must_wait_is_told_until_when() -> None:
    until = examples.AT + timedelta(minutes=20)
    said = content(*told(LinkUntold("https://a.example/x", "", LinkRemedy.WAIT, 20, until)))
    assert f"I read 20 pages an hour for you; the next one can be read <t:{int(until.timestamp())}:R>." in said
    never = content(*told(LinkUntold("https://a.example/x", "", LinkRemedy.WAIT)))
    assert "I may read no pages here" in never


def test_what_is_left_out_is_counted() -> None:
    assert "2 more links are left out" in content(*told(TOLD, left_out=2))


@pytest.mark.parametrize("locale", ["en", "hy", "ru"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing(text: str, locale: str) -> None:
    article = examples.article(1, text, f"{text} more", source=text)
    quotes = (Quote.of(article, 0, len(article.text)),)
    untold = LinkUntold(text, text, LinkRemedy.OPEN)
    content(*links_views(LinksTold((LinkTold(article, quotes, False, True), untold), 1), speech_in(locale)))


def test_five_endless_articles_become_as_many_messages_as_discord_needs() -> None:
    for sign in ("word ", "*_~` ", "слово "):
        text = (sign * 400).strip()
        article = examples.article(1, text, text, source=text, url="https://news.example/" + "x" * 1500)
        endless = LinkTold(article, (Quote.of(article, 0, len(text)),) * 4, is_kept=False, is_paid=True)
        cards = told(*[endless] * 5)
        content(*cards)
        assert len(cards) <= 5
