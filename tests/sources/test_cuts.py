from __future__ import annotations

from datetime import UTC, datetime

from bot.sources.cuts import length_limit, marked
from bot.sources.feeds import parse_feed

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SENTENCE = "The keepers of the Sorven Dam have opened another two of its eleven gates, "
CUT = [(f"Report {n}. " + SENTENCE * 5)[:200] for n in range(3)]
WHOLE = "The gates of the dam were closed again on Friday."


def test_a_length_that_three_texts_end_at_in_mid_sentence_is_a_limit() -> None:
    assert length_limit([*CUT, WHOLE]) == 200


def test_two_texts_of_one_length_are_chance() -> None:
    assert length_limit([*CUT[:2], WHOLE]) is None


def test_where_a_longer_text_stands_there_is_no_limit() -> None:
    assert length_limit([*CUT, SENTENCE * 4]) is None


def test_texts_of_one_length_that_end_are_chance() -> None:
    assert length_limit([text[:-1] + "." for text in CUT]) is None


def test_headlines_of_one_length_are_chance() -> None:
    assert length_limit(["The dam is open"] * 5) is None


def test_a_cut_text_ends_with_its_last_whole_word_and_a_sign() -> None:
    assert marked("said the deputy head of pol", "x" * 200, 200) == "said the deputy head of…"
    assert marked("水位上", "x" * 200, 200) == "水位上…"  # without blanks nobody can tell


def test_what_is_shorter_or_ends_stays_as_it_is() -> None:
    assert marked(WHOLE, WHOLE, 200) == WHOLE
    assert marked(WHOLE, "x" * 200, 200) == WHOLE
    assert marked(WHOLE[:-1], "x" * 200, None) == WHOLE[:-1]


def test_nothing_of_a_feed_that_cuts_is_left_without_its_sign() -> None:
    items = "".join(
        f"<item><title>Dam {n}</title><guid>{n}</guid><description>{text}</description></item>"
        for n, text in enumerate([*CUT, WHOLE])
    )
    document = f"<rss version='2.0'><channel><title>Dam News</title>{items}</channel></rss>"
    read = parse_feed(document.encode(), feed_url="https://dam.example/f", now=NOON)
    texts = [article.text for article in read.articles]
    assert [text.endswith("…") for text in texts] == [True, True, True, False]
    assert texts[0].removesuffix("…") in CUT[0]
    assert texts[3] == WHOLE
