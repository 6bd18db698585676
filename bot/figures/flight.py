"""Whether those who cross a border have fled: "1,050 people had crossed by the evening", in an article about refugees.

words of crossing | a word for refugees in the sentence, its title or its article, and none of a return | people
"""

from __future__ import annotations

from bot.figures.counting_words import BEFORE_ENDINGS, BREAK, HAVE_ENDINGS, Sentence
from bot.figures.reach import KIND as REACH
from bot.text.lexicon import Meaning
from bot.text.terms import Meanings

DISPLACED = "displaced"
MOVING = "moving"
"""Keys of what is counted in `quantities.toml`."""
_NOUN_WITHIN = 5  # words
_PEOPLE_WITHIN = 2  # words: "4,850 ethnic Lidrans"


def is_of_flight(sentence: Sentence, title: str, amid: str) -> bool:
    """Whether the sentence or its article speaks of those who flee, and neither it nor the title of a return.

    Args:
        title: Of its article.
        amid: The article's text, or its beginning.
    """
    above = Sentence(title, sentence.language)
    if any(text.named(REACH, "return") for text in (sentence, above)):
        return False
    return any(map(speaks_of_flight, (sentence, above, Sentence(amid, sentence.language))))


def speaks_of_flight(text: Sentence) -> bool:
    """Whether a text has a word for those who flee."""
    return bool(text.named("counts", DISPLACED) or text.named(REACH, "asylum"))


def are_people(sentence: Sentence, at: int, places: Meanings) -> bool:
    """Whether what follows a number that ends there is a people, asylum seekers, or a verb that leaves them out.

    "4,850 ethnic Lidrans" and "4,000 have arrived" do, "60 Lidran firefighters" and "200 lorries" do not.
    """
    if at in sentence.named(REACH, "have"):
        return True
    if not sentence.named(REACH, "asylum").keys().isdisjoint(range(at, at + _NOUN_WITHIN)):
        return True
    near = range(at, min(at + _PEOPLE_WITHIN, len(sentence.words)))
    if not sentence.named("counts", DISPLACED).keys().isdisjoint(near):
        return True
    named = next((each for each in near if places(sentence.words[each].written, sentence.language)), None)
    return named is not None and (_ends(sentence, named + 1) or _is_object(sentence, named + 1, places))


def _is_object(sentence: Sentence, at: int, places: Meanings) -> bool:
    """Whether a place that is left stands there, where the verb comes last: "4 850 erməni | Qarabağı | tərk edib"."""
    is_word = sentence.language in HAVE_ENDINGS and at < len(sentence.words)
    return (
        is_word
        and sentence.words[at].written[0].isupper()
        and bool(places(sentence.words[at].written, sentence.language))
    )


def names_people(sentence: Sentence, word: Meaning, at: int) -> bool:
    """Whether a word of crossing names the people, and no other what follows a number that ends there.

    "The number of arrivals has passed 4,800."
    """
    if at < len(sentence.words) and sentence.gap(at) in BEFORE_ENDINGS:
        at += 1  # "65 000'e ulaştı"
    at += sentence.at_all("behind").get(at, 0)
    return word.at in sentence.named(REACH, "movers") and _ends(sentence, at)


def _ends(sentence: Sentence, at: int) -> bool:
    """Whether what a number counts ends there: by a break, a verb or another clause."""
    goes_on = at < len(sentence.words) and not BREAK.search(sentence.gap(at))
    words = (sentence.named(REACH, "have"), sentence.named(REACH, "clause"), sentence.at_all("counts"))
    return not goes_on or any(at in each for each in words)
