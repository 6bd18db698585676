"""About, mentions, or nothing; and why."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Aboutness, AliasHit, ArticleKind, Topic
from bot.text.words import fold, words
from bot.topics.match import TopicMatcher, code_digest
from tests.topics.examples import FILLER, aliases, article, match, said, topic

KARABAKH = topic("Karabakh", "Nagorno-Karabakh", excluded=("Karabakh FK", "Karabakh horse*"))
CONFLICT = Topic(
    "conflict",
    "Conflict",
    together=((aliases("Armenia*"), aliases("Azerbaijan*")), (aliases("Yerevan"), aliases("ceasefire", "truce"))),
)


def aboutness(topic: Topic, title: str, text: str | None = None) -> Aboutness | None:
    found = match(topic, title, text)
    return found.aboutness if found else None


def test_what_the_title_names_the_article_is_about() -> None:
    assert aboutness(KARABAKH, "Talks on Karabakh", FILLER) is Aboutness.ABOUT


def test_an_armenian_headline_in_capitals_names_what_small_letters_do() -> None:
    yerevan = topic("Yerevan", "Երևան*")
    for title in ("ՀԱՆԴԻՊՈՒՄ ԵՐԵՎԱՆՈՒՄ", "Հանդիպում Երևանում", "Հանդիպում Երեւանում"):
        assert aboutness(yerevan, title, FILLER) is Aboutness.ABOUT


def test_what_the_lead_names_the_article_is_about() -> None:
    assert aboutness(KARABAKH, "Talks", f"Ministers met on Karabakh. {FILLER}") is Aboutness.ABOUT


def test_one_mention_far_down_is_only_a_mention() -> None:
    assert aboutness(KARABAKH, "Talks", f"{FILLER} He was born in Karabakh.") is Aboutness.MENTIONS


def test_many_mentions_far_down_are_what_the_article_is_about() -> None:
    assert aboutness(KARABAKH, "Talks", f"{FILLER} Karabakh, Karabakh and Karabakh.") is Aboutness.ABOUT


def test_in_a_long_text_each_mention_weighs_less() -> None:
    short = match(KARABAKH, "Talks", f"{FILLER} Karabakh.")
    long = match(KARABAKH, "Talks", f"{FILLER * 20} Karabakh.")
    assert short
    assert long
    assert long.score < short.score / 3


def test_the_lead_ends_after_fifty_words() -> None:
    assert aboutness(KARABAKH, "Talks", f"{'word ' * 49}Karabakh") is Aboutness.ABOUT
    assert aboutness(KARABAKH, "Talks", f"{'word ' * 50}Karabakh") is Aboutness.MENTIONS


def test_two_signs_take_the_place_of_a_word() -> None:
    assert aboutness(topic("北约"), "会", "天" * 97 + "北约") is Aboutness.ABOUT
    assert aboutness(topic("北约"), "会", "天" * 200 + "北约" + "天" * 100) is Aboutness.MENTIONS


def test_a_mention_below_the_lead_weighs_as_much_in_every_text_of_up_to_four_hundred_words() -> None:
    found = [match(KARABAKH, "Talks", f"{'word ' * number}Karabakh") for number in (99, 399, 400, 799)]
    assert [each.score for each in found if each] == [0.21, 0.21, 0.209, 0.105]


def test_the_title_weighs_more_than_the_lead_and_both_more_than_either() -> None:
    scores = [
        match(KARABAKH, title, text)
        for title, text in (("Talks", "On Karabakh."), ("On Karabakh", "Talks."), ("On Karabakh", "On Karabakh."))
    ]
    assert [found.score for found in scores if found] == [0.5, 0.8, 0.9]


def test_a_headline_without_a_text_is_counted_once() -> None:
    found = match(KARABAKH, "On Karabakh")
    assert found
    assert found.score == 0.8
    assert found.hits == (AliasHit("Karabakh", "title", 3, 11),)


def test_hits_stand_title_first_then_in_the_order_of_the_text() -> None:
    found = match(KARABAKH, "Karabakh", "Nagorno-Karabakh and Karabakh")
    assert found
    assert [(hit.field, hit.start) for hit in found.hits] == [("title", 0), ("text", 0), ("text", 21)]


def test_of_two_aliases_in_one_place_the_longer_is_the_reason() -> None:
    found = match(KARABAKH, "Nagorno-Karabakh")
    assert found
    assert found.hits == (AliasHit("Nagorno-Karabakh", "title", 0, 16),)


def test_what_is_named_nowhere_is_no_match() -> None:
    assert match(KARABAKH, "Talks", "On the weather.") is None


def test_an_excluded_name_covers_the_alias_in_it() -> None:
    assert match(KARABAKH, "Karabakh FK win again", "A Karabakh horse was shown.") is None


def test_an_excluded_name_leaves_what_stands_beside_it() -> None:
    assert said(KARABAKH, "Karabakh FK", "Karabakh FK plays far from Karabakh, like every club of Karabakh.") == [
        "Karabakh", "Karabakh",
    ]  # fmt: skip


def test_an_excluded_name_in_the_title_excludes_nothing_in_the_text() -> None:
    assert said(KARABAKH, "Karabakh FK", "On Karabakh.") == ["Karabakh"]


def test_an_excluded_name_in_the_text_excludes_nothing_in_the_title() -> None:
    assert said(KARABAKH, "Karabakh at peace", "Karabakh FK won.") == ["Karabakh"]


def test_an_excluded_name_that_begins_within_an_alias_does_not_cover_it() -> None:
    assert said(KARABAKH, "Nagorno-Karabakh FK won", FILLER) == ["Nagorno-Karabakh"]


def test_of_overlapping_excluded_names_each_counts() -> None:
    both = topic("Baku", excluded=("Old Baku", "Baku Old Town", "Old Baku Old"))
    assert said(both, "Old Baku Old Town and Baku") == ["Baku"]


def test_groups_match_where_each_of_a_row_is_named() -> None:
    assert said(CONFLICT, "Armenia and Azerbaijan talk") == ["Armenia", "Azerbaijan"]
    assert said(CONFLICT, "A truce, says Yerevan") == ["truce", "Yerevan"]


def test_groups_do_not_match_across_rows() -> None:
    assert match(CONFLICT, "Armenia agrees to a truce") is None
    assert match(CONFLICT, "Azerbaijan and Yerevan") is None


def test_what_is_named_together_is_as_likely_as_its_less_likely_part() -> None:
    assert aboutness(CONFLICT, "Armenia votes", f"{FILLER} It borders Azerbaijan.") is Aboutness.MENTIONS
    assert aboutness(CONFLICT, "Armenia votes", "It borders Azerbaijan.") is Aboutness.ABOUT


def test_of_two_rows_that_are_named_the_likelier_counts() -> None:
    found = match(CONFLICT, "Armenia and Azerbaijan talk", f"{FILLER} A truce, says Yerevan.")
    assert found
    assert found.score == 0.8


def test_an_excluded_name_is_not_in_company_either() -> None:
    guarded = dataclasses.replace(CONFLICT, excluded=aliases("Azerbaijan Grand Prix"))
    assert match(guarded, "Armenia watches the Azerbaijan Grand Prix") is None


def test_a_topic_that_front_matter_names_is_about_without_a_reason_in_the_text() -> None:
    found = TopicMatcher([KARABAKH]).match(article("Weather", "Rain.", topics=("example", "unknown")))
    assert [(match.topic_id, match.aboutness, match.score, match.hits) for match in found] == [
        ("example", Aboutness.ABOUT, 1.0, ())
    ]


def test_news_of_days_out_of_its_time_is_not_about_a_topic() -> None:
    war = dataclasses.replace(KARABAKH, told_from=date(2020, 9, 27), told_until=date(2020, 11, 10))
    matcher = TopicMatcher([war])
    report = article("Fighting in Karabakh", FILLER)

    def is_matched(**fields: Any) -> bool:
        return bool(matcher.match(dataclasses.replace(report, **fields)))

    days = (datetime(2020, 9, 26, 23, 59, tzinfo=UTC), datetime(2020, 9, 27, tzinfo=UTC))
    assert [is_matched(published_at=at) for at in days] == [False, True]
    days = (datetime(2020, 11, 10, 23, 59, tzinfo=UTC), datetime(2020, 11, 11, tzinfo=UTC))
    assert [is_matched(published_at=at) for at in days] == [True, False]
    long_after = datetime(2024, 1, 1, tzinfo=UTC)
    assert is_matched(published_at=long_after, kind=ArticleKind.NOTE)
    assert is_matched(published_at=long_after, topics=(war.id,))
    assert is_matched(published_at=None)


def test_a_time_may_have_only_a_beginning_or_only_an_end() -> None:
    day = date(2020, 9, 27)
    since, until = dataclasses.replace(KARABAKH, told_from=day), dataclasses.replace(KARABAKH, told_until=day)
    told_at = [datetime(2020, 9, day, 12, tzinfo=UTC) for day in (26, 28)]
    reports = [dataclasses.replace(article("Karabakh", FILLER), published_at=at) for at in told_at]
    matched = [[bool(TopicMatcher([topic]).match(each)) for each in reports] for topic in (since, until)]
    assert matched == [[False, True], [True, False]]


def test_whether_any_topic_is_named_is_told_of_every_name() -> None:
    matcher = TopicMatcher([KARABAKH, CONFLICT])
    named = ("On Karabakh.", "Karabakh horses", "A truce", "On Paris.", "")
    assert [matcher.is_named_in(text) for text in named] == [True, True, True, False, False]


def test_the_digest_of_the_code_changes_with_it(tmp_path: Path) -> None:
    code = tmp_path / "match.py"
    code.write_text("TITLE_WEIGHT = 0.8", encoding="utf-8")
    before = code_digest([code])
    code.write_text("TITLE_WEIGHT = 0.7", encoding="utf-8")
    assert code_digest([code]) != before
    assert len(code_digest()) == 32


def test_matches_come_in_the_order_of_the_topics() -> None:
    topics = [topic("Baku", id="b"), topic("Armenia", id="a"), topic("Paris", id="c")]
    found = TopicMatcher(topics).match(article("Armenia", "Baku", topics=("c",)))
    assert [match.topic_id for match in found] == ["b", "a", "c"]


def test_one_alias_may_belong_to_many_topics() -> None:
    found = TopicMatcher([topic("Baku", id="one"), topic("Baku*", id="two")]).match(article("Baku"))
    assert [match.topic_id for match in found] == ["one", "two"]


def test_the_reasons_that_are_kept_are_bounded() -> None:
    found = match(KARABAKH, "Karabakh", "Karabakh, " * 500)
    assert found
    assert len(found.hits) == 20
    assert found.score <= 1


def test_no_topics_match_nothing() -> None:
    assert TopicMatcher(()).match(article("Karabakh")) == ()


def test_matching_again_gives_the_same() -> None:
    matcher = TopicMatcher([KARABAKH, CONFLICT])
    one = article("Karabakh truce", f"Armenia and Azerbaijan. {FILLER} Nagorno-Karabakh.")
    assert matcher.match(one) == matcher.match(one) == TopicMatcher([KARABAKH, CONFLICT]).match(one)


_SPEECH = st.lists(
    st.sampled_from([
        "Karabakh", "nagorno-KARABAKH", "Karabakh FK", "Yerevan", "truce", "Armenian", "Azerbaijan’s", "and", "—", ".",
        "https://example.org/karabakh", "\n\n", "Karabakhis",
    ]),
    max_size=30,
).map(" ".join)  # fmt: skip


@given(_SPEECH, _SPEECH)
def test_every_hit_spans_words_that_are_its_alias(title: str, text: str) -> None:
    one = article(title, text)
    for found in TopicMatcher([KARABAKH, CONFLICT]).match(one):
        assert 0 < found.score <= 1
        assert found.hits == tuple(sorted(found.hits, key=lambda hit: (hit.field == "text", hit.start)))
        for hit in found.hits:
            spoken = [word.folded for word in words({"title": title, "text": text}[hit.field][hit.start : hit.end])]
            stems = [fold(word) for word in hit.alias.replace("-", " ").split()]
            assert len(spoken) == len(stems)
            for word, stem in zip(spoken, stems, strict=True):
                assert word.startswith(stem[:-1]) if stem.endswith("*") else word == stem
