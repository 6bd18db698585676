from __future__ import annotations

from dataclasses import replace

from bot.briefing.summary import summary
from tests.briefing.examples import article

TEXT = (
    "Engineers opened the repaired spillway of the Sorven Dam on Wednesday morning after nineteen months of work. "
    "But is that enough? "
    "The gates carried 340 cubic metres of water a second in the first test of the spillway. "
    "Read more about it in our app. "
    "Chief engineer Ilse Varn said that two smaller gates are still to be fitted before the spring. "
    "Villagers below the dam had asked for the work since the flood of 2019, which killed two people. "
    "The council of Lower Brade paid a third of the 40 million crowns that the work cost."
)
ARTICLE = article("a1", "Sorven Dam opens its repaired spillway", TEXT)


def test_an_article_is_told_in_a_few_of_its_sentences_in_their_order() -> None:
    quotes = summary(ARTICLE)
    assert 2 <= len(quotes) <= 4
    assert all(quote.holds_in(ARTICLE) for quote in quotes)
    assert [quote.start for quote in quotes] == sorted(quote.start for quote in quotes)
    told = " ".join(quote.text for quote in quotes)
    assert "spillway" in told
    assert "is that enough" not in told
    assert "Read more" not in told


def test_of_a_bare_headline_nothing_is_quoted() -> None:
    assert summary(article("a1", "Sorven Dam opens its repaired spillway")) == ()


def test_the_same_article_is_told_the_same_whoever_brought_it() -> None:
    other = replace(ARTICLE, id="b2", feed_url=None, published_at=None)
    assert [q.text for q in summary(other)] == [q.text for q in summary(ARTICLE)]


def test_a_text_of_one_long_sentence_is_told_too() -> None:
    long = article("a1", "A title", " ".join(["word"] * 200) + ".")
    assert len(summary(long)) == 1
