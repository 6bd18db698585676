from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.errors import BadValueError
from bot.storage import SearchFilter, Storage
from bot.storage.question import MOST_WORDS, Question, Term, read_question
from tests.storage.examples import HOUR, NOON, add, article, ids, new, note, undated_seed


def found(storage: Storage, query: str) -> set[str]:
    return set(ids(storage.search(query, limit=50)))


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Ёлка стоит", "елка"),
        ("Елка стоит", "ЁЛКА"),
        ("Erdoğan said", "erdogan"),
        ("Erdogan said", "Erdoğan"),
        ("Cafe\u0301 closed", "café"),
        ("Ո՞վ է Երևա՞ն գնում", "Երևան"),
        ("Երեւան", "Երևան"),
        ("Łukaszenka", "lukaszenka"),
        ("Azərbaycan", "Azerbaycan"),
        ("Straße", "STRASSE"),
        ("½ of it", "1/2"),
        ("Nagorno-Karabakh", "nagorno karabakh"),
        ("Nagorno Karabakh", "Nagorno-Karabakh"),
        ("AT&T's profit", "at&t"),
        ("at 3.5 %", "3.5"),
        ("北约秘书长访问基辅", "北约"),
        ("北约秘书长访问基辅", "基辅 北约"),
        ("北約秘書長訪問基輔", "北约秘书长"),
        ("北约秘书长访问基辅", "北約 基輔"),
        ("ＮＡＴＯ事務総長がウクライナを訪問", "NATO事務総長 ｳｸﾗｲﾅ"),
        ("เลขาธิการนาโตเยือนกรุงเคียฟ", "กรุงเคียฟ"),
    ],
)
def test_spellings_of_one_word_find_each_other(storage: Storage, written: str, asked: str) -> None:
    add(storage, new(article("title", title=written)), new(article("text", text=written)), new(article("other")))
    assert found(storage, asked) == {"title", "text"}


def test_every_word_must_be_there_in_any_order(storage: Storage) -> None:
    add(storage, new(article("a1", text="Yerevan froze its membership.")), new(article("a2", text="Yerevan.")))
    assert found(storage, "membership yerevan") == {"a1"}


def test_quotes_ask_for_words_side_by_side(storage: Storage) -> None:
    add(storage, new(article("a1", text="a peace treaty now")), new(article("a2", text="a treaty of peace")))
    assert found(storage, "peace treaty") == {"a1", "a2"}
    for quoted in ('"peace treaty"', "«peace treaty»", "„peace treaty“", '"peace treaty'):
        assert found(storage, quoted) == {"a1"}
    assert found(storage, '"peace treaty" now') == {"a1"}
    assert found(storage, '"peace trea"') == set()


def test_the_signs_of_a_name_must_stand_side_by_side(storage: Storage) -> None:
    texts = {"row": "北约秘书长", "apart": "向北行约三里", "parted": "河北，约三百人", "marked": "พบนาโตที่"}
    add(storage, *[new(article(article_id, text=text)) for article_id, text in texts.items()])
    assert found(storage, "北约") == {"row"}
    assert found(storage, "北 约") == {"row", "apart", "parted"}
    assert found(storage, "河北，约三百") == {"parted"}
    assert found(storage, "โตที่") == {"marked"}


def test_a_phrase_does_not_reach_from_the_title_into_the_text(storage: Storage) -> None:
    add(storage, new(article("a1", title="Talks on peace", text="Treaty signed.")))
    assert found(storage, '"peace treaty"') == set()


def test_the_last_word_may_be_the_beginning_of_one(storage: Storage) -> None:
    add(storage, new(article("a1", text="Karabakh armistice")), new(article("a2", text="army")))
    assert found(storage, "karab") == {"a1"}
    assert found(storage, "karabakh armis") == {"a1"}
    assert found(storage, "karab armistice") == set()
    assert found(storage, "ar") == set()


def test_a_title_weighs_more_than_a_text_and_of_equals_the_newest_comes_first(storage: Storage) -> None:
    other = [new(article(f"x{number}", text="Nothing of it at all.")) for number in range(9)]
    add(
        storage,
        new(article("text", title="Something else here", text="Oil and more.", hours=5)),
        new(article("old", title="Oil and more here", text="Nothing of it.", hours=1)),
        new(article("new", title="Oil and more here", text="Nothing of it.", hours=2)),
        new(undated_seed("undated", title="Oil and more here", text="Nothing of it.")),
        *other,
    )
    hits = storage.search("oil", limit=10)
    assert ids(hits) == ["new", "old", "undated", "text"]
    assert [hit.rank for hit in hits] == sorted((hit.rank for hit in hits), reverse=True)


def test_hits_come_in_pages(storage: Storage) -> None:
    add(storage, *[new(article(f"a{number}", title="oil", hours=-number)) for number in range(5)])
    assert ids(storage.search("oil", limit=2)) == ["a0", "a1"]
    assert ids(storage.search("oil", limit=2, offset=4)) == ["a4"]
    assert storage.search("oil", limit=2, offset=9) == ()


def test_what_was_told_later_can_be_left_out(storage: Storage) -> None:
    add(
        storage, new(article("a0", title="oil")), new(article("a1", title="oil", hours=1)), new(note("n1", title="oil"))
    )
    assert set(ids(storage.search("oil", limit=9, only=SearchFilter(until=NOON)))) == {"a0", "n1"}


def test_an_edited_article_is_found_by_its_new_words_only(storage: Storage) -> None:
    add(storage, new(article("a1", title="Ten killed", text="Ёлка \x00 здесь.")), new(article("a2", title="ten")))
    add(storage, new(article("a1", title="Twelve killed", text="Дуб.")), now=NOON + HOUR)
    assert found(storage, "ten") == {"a2"}
    assert found(storage, "елка") == set()
    assert found(storage, "twelve дуб") == {"a1"}


def test_an_article_of_any_length_can_be_found(storage: Storage) -> None:
    endless = "ա" * 5_000 + " " + " ".join(f"слово{number}" for number in range(60_000))
    add(storage, new(article("a1", title="Endless", text=endless)))
    assert found(storage, "endless слово9") == {"a1"}


def test_a_phrase_is_found_wherever_its_words_stand_in_a_long_text(storage: Storage) -> None:
    # PostgreSQL counts to 16,383, and of one word to 255.
    far = " ".join(f"{number:x}" for number in range(16_500))
    add(storage, new(article("far", text=f"{far} peace treaty. Treaty of peace.")))
    add(storage, new(article("apart", text=f"{far} peace of treaty. Treaty, then peace.")))
    often = " ".join(f"of v{number}" for number in range(1_200))
    add(storage, new(article("often", text=often)))
    add(storage, new(article("signs", text=f"{'的国大' * 6_000}，向北约三里。访问北约秘书长")))
    add(storage, new(article("no signs", text=f"{'的国大' * 6_000}，向北，约三里。")))
    assert found(storage, '"peace treaty"') == {"far"}
    assert found(storage, '"of peace" "peace treaty"') == {"far"}
    assert found(storage, f'"{16_499:x} peace" treaty') == {"far", "apart"}
    for last in range(16_360, 16_400):
        assert found(storage, f'"{last:x} treaty"') == set()
    for number in (*range(0, 1_199, 61), *(255 * part + near for part in range(1, 5) for near in range(-3, 3))):
        assert found(storage, f'"v{number} of v{number + 1}"') == {"often"}
        assert found(storage, f'"v{number} v{number + 1}"') == set()
    for first in (*range(2 * 255 - MOST_WORDS - 3, 2 * 255 - MOST_WORDS + 6), 2_200):
        phrase = " ".join(often.split()[first : first + MOST_WORDS])
        assert found(storage, f'"{phrase}"') == {"often"}
    assert found(storage, "北约秘书长") == {"signs"}
    assert found(storage, "北约") == {"signs"}


def searched_or_refused(storage: Storage, query: str) -> None:
    with suppress(BadValueError):
        storage.search(query, limit=5)


NAUGHTY = [
    "oil AND", "NOT oil", "oil OR", "NEAR(oil gas, 2)", "title:oil", "oil*", "*oil", "^oil", "(oil", "oil)", "oil)(",
    '"', '""', '"oil', 'oil"', '"" oil', "'oil", "oil'; DROP TABLE articles; --", "oil & | ! <->", "oil:*A", "oil\\",
    "oil \x00 gas", "oil \ud800", "-oil", "+oil", "{oil}", "oil + gas", "oil:gas", "💥 oil", "oil %", "oil _",
    "<script>oil</script>", "oil\n\tgas", "\u202eoil", "ﷺ", "𞤀𞤁𞤂", "½", "१२", "ก็", "和平", ":question", "a" * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("query", NAUGHTY)
def test_no_question_is_an_error_of_syntax(storage: Storage, query: str) -> None:
    add(storage, new(article("a1", title="oil gas", text="“and” or not near title")))
    searched_or_refused(storage, query)


@given(st.text(max_size=60) | st.text(st.sampled_from("ab \"«*()^:&|!<->\\'{}+\x00\ud800ё՞½"), max_size=30))
@example("a" * 101 + " ab")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_searched_or_refused(storage: Storage, query: str) -> None:
    searched_or_refused(storage, query)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_article_is_found_by_its_own_title(storage: Storage, title: str) -> None:
    number = storage.counts().articles
    add(storage, new(article(f"a{number}", title=title, text=".")))
    try:
        hits = storage.search(title, limit=1_000, is_title=True)
    except BadValueError:
        return
    assert f"a{number}" in ids(hits) or not _letters_of_unicode_6(title)


def _letters_of_unicode_6(title: str) -> bool:
    # SQLite's tokenizer knows the letters of Unicode 6.1 (sqlite.org/fts5.html#unicode61_tokenizer).
    return all(ord(char) < 0x500 for char in title)


@pytest.mark.parametrize("query", ["", "   ", "?!", '""', "a", '"a"', "😀", "\x00", "OR", 'a -"oil"'])
def test_a_question_without_words_is_refused_with_a_sentence(storage: Storage, query: str) -> None:
    with pytest.raises(BadValueError, match="nothing to search for"):
        storage.search(query, limit=5)


@pytest.mark.parametrize("query", ["-oil", '-"oil" –gas', "OR -oil"])
def test_a_question_that_only_leaves_out_is_told_what_to_write_beside(storage: Storage, query: str) -> None:
    with pytest.raises(BadValueError, match="write beside it a word"):
        storage.search(query, limit=5, only=SearchFilter(until=NOON))


def test_a_question_of_too_many_words_is_refused_with_a_sentence(storage: Storage) -> None:
    with pytest.raises(BadValueError, match="at most 32 words"):
        storage.search("oil " * 33, limit=5)


def test_how_a_question_is_read() -> None:
    yolka, treaty = Term(("елка",), is_prefix=False), Term(("peace", "treaty"), is_prefix=False)
    assert read_question('Ёлка "peace treaty" Nagorno-Karabakh') == Question(
        ((yolka,), (treaty,), (Term(("nagorno", "karabakh"), is_prefix=True),))
    )
    assert read_question('Ёлка -"peace treaty" -oil') == Question(
        ((yolka,),), (treaty, Term(("oil",), is_prefix=False))
    )
    assert read_question('OR Ёлка OR "peace treaty" OR -gas OR oil OR') == Question(
        ((yolka, treaty), (Term(("oil",), is_prefix=False),)), (Term(("gas",), is_prefix=False),)
    )


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("oil -gas", {"oil", "oil40"}),
        ("oil -ga", {"oil", "both", "apart", "oil40"}),
        ('oil -"gas and oil"', {"oil", "apart", "oil40"}),
        ("oil -«gas and oil»", {"oil", "apart", "oil40"}),
        ("oil -and -pumps", {"oil", "oil40"}),
        ("oil-gas", set()),
        ("oil - gas", {"both", "apart"}),
        ("pumps OR salt", {"apart", "salt"}),
        ("oil OR salt -gas", {"oil", "oil40", "salt"}),
        ('salt OR "gas and oil"', {"both", "salt"}),
        ('"gas and oil" OR "rock salt" mine', {"salt"}),
        ("oil OR sal", {"oil", "both", "apart", "oil40", "salt"}),
        ('oil "OR"', set()),
        ("oil or salt", set()),
        ("oil -40", {"oil", "both", "apart"}),
        ("oil -5g", {"oil", "both", "apart", "oil40"}),
        ("oil –gas", {"oil", "oil40"}),
        ("oil −gas", {"oil", "oil40"}),
        ('oil –"gas and oil"', {"oil", "apart", "oil40"}),
        ("oil -(gas)", {"oil", "oil40"}),
        ("oil -#gas", {"oil", "oil40"}),
        ("39 - 40", {"oil40"}),
        ("39–40", {"oil40"}),
        ("oil -- 40", {"oil40"}),
    ],
)
def test_words_can_be_left_out_and_one_of_several_asked_for(storage: Storage, asked: str, ids: set[str]) -> None:
    texts = {
        "oil": "Oil alone.",
        "both": "Gas and oil.",
        "apart": "Oil pumps. Gas.",
        "oil40": "Oil at 39-40.",
        "salt": "A rock salt mine.",
    }
    add(storage, *(new(article(article_id, title="x", text=text)) for article_id, text in texts.items()))
    assert found(storage, asked) == ids


def test_a_phrase_that_is_left_out_is_one_wherever_it_stands_in_a_long_text(storage: Storage) -> None:
    text = "word " * 17_000 + "peace treaty"
    add(storage, new(article("long", title="x", text=text)), new(article("short", title="x", text="A word.")))
    assert found(storage, 'word -"peace treaty"') == {"short"}


def test_a_title_leaves_nothing_out(storage: Storage) -> None:
    add(storage, new(article("a1", title="Talks -live OR not")))
    assert ids(storage.search("Talks -live OR not", limit=5, is_title=True)) == ["a1"]
    assert found(storage, "Talks -live") == set()


def test_an_index_of_other_folding_is_built_anew_at_start(url: str) -> None:
    with Storage.open(url) as storage:
        add(storage, new(article("a1", title="Ёлка")), new(article("a2", title="Дуб")))
        storage.set_state("search.folding", "of an earlier program")
    with Storage.open(url) as storage:
        assert storage.state("search.folding") != "of an earlier program"
        assert found(storage, "елка") == {"a1"}
        add(storage, new(article("a1", title="Сосна")), now=NOON + HOUR)
        assert found(storage, "елка") == set()
        assert found(storage, "сосна") == {"a1"}


def test_a_search_keeps_to_its_filter_with_and_without_words(storage: Storage) -> None:
    add(
        storage,
        new(article("a0", title="Oil", source="РБК", language="ru", published_at=NOON - HOUR)),
        new(article("a1", title="Oil", source="Le Monde", language="fr", published_at=NOON)),
        new(undated_seed("a2", title="Oil")),
        new(article("a3", title="Oil price", language="pl", published_at=NOON - 9 * HOUR)),
    )

    def kept(query: str, **only: Any) -> list[str]:
        return sorted(ids(storage.search(query, limit=9, only=SearchFilter(**only))))

    assert kept("oil", sources=("рбк",)) == ["a0"]
    assert kept("oil", sources=("le monde", "рбк")) == ["a0", "a1"]
    assert kept("oil", languages=("fr",)) == ["a1"]
    assert kept("oil", after=NOON - HOUR) == ["a1"]
    assert kept("oil", before=NOON) == ["a0", "a3"]
    assert kept("", languages=("fr", "ru")) == ["a0", "a1"]
    assert kept("", sources=("100%",)) == []
    assert kept("oil", without_sources=("рбк", "monde")) == ["a2", "a3"]
    assert kept("oil", without_sources=("nowhere.example",)) == ["a0", "a1", "a2", "a3"]
    assert kept("oil", without_languages=("fr", "pl")) == ["a0", "a2"]
    assert kept("", without_languages=("ru",)) == ["a1", "a3"]
    assert kept("-coal", languages=("fr", "ru")) == ["a0", "a1"]
    assert kept('-coal -"oil price"', languages=("fr", "ru", "pl")) == ["a0", "a1"]
    assert kept('-coal -"oil prices"', languages=("fr", "ru", "pl")) == ["a0", "a1", "a3"]
    assert kept("-oil", languages=("fr", "ru", "pl")) == []


def test_of_very_many_matches_the_last_to_come_are_ranked(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.search._MOST_RANKED", 2)
    for number, title in enumerate(("Lake, lake, lake", "Fish of the lake", "A lake")):
        add(storage, new(article(f"a{number}", title=title, text=title)))
    assert {hit.article.id for hit in storage.search("lake", limit=5)} == {"a1", "a2"}
