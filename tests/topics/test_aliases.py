"""What an alias pattern means."""

from __future__ import annotations

import pytest

from bot.errors import BadValueError
from bot.model import Aboutness
from bot.topics.aliases import alias_words
from tests.topics.examples import match, said, topic


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("Karabakh", "karabakh and KARABAKH", ["karabakh", "KARABAKH"]),
        ("Karabakh", "Karabakhis left", []),
        ("Karabakh*", "Karabakhis left Karabakh", ["Karabakhis", "Karabakh"]),
        ("Górsk* Karabach*", "w Górskim Karabachu", ["Górskim Karabachu"]),
        ("Górsk* Karabach*", "w gorskim karabachu", ["gorskim karabachu"]),
        ("Nagorno-Karabakh", "Nagorno Karabakh, Nagorno–Karabakh", ["Nagorno Karabakh", "Nagorno–Karabakh"]),
        ("Erdoğan", "Erdogan met ERDOĞAN", ["Erdogan", "ERDOĞAN"]),
        ("Azərbaycan", "Azerbaycan", ["Azerbaycan"]),
        ("COP29", "after COP29, before Cop29", ["COP29"]),
    ],
)
def test_case_and_accents_do_not_matter_and_an_open_word_takes_any_ending(
    pattern: str, text: str, found: list[str]
) -> None:
    assert said(topic(pattern), "Evening news", text) == found


def test_a_word_of_capitals_is_found_in_capitals_only() -> None:
    assert said(topic("CSTO"), "The CSTO met", "csto Csto CSTO's acsto") == ["CSTO", "CSTO"]


def test_an_open_word_of_capitals_must_begin_with_them_and_may_end_in_small_letters() -> None:
    assert said(topic("ՀԱՊԿ*"), "ՀԱՊԿ", "ՀԱՊԿ-ի ՀԱՊԿում հապկում") == ["ՀԱՊԿ", "ՀԱՊԿ", "ՀԱՊԿում"]


def test_capitals_in_a_phrase_are_asked_of_their_own_word_only() -> None:
    assert said(topic("AI act"), "The AI Act", "the Ai act, an ai act") == ["AI Act"]


def test_a_word_with_an_equals_sign_is_found_as_it_is_written() -> None:
    assert said(topic("=Baku"), "Talks in Baku", "z pełnego baku BAKU Bakú") == ["Baku"]
    assert said(topic("=Şuşa*"), "Şuşanın", "Susa, Susanna, şuşa") == ["Şuşanın"]


def test_armenian_marks_inside_a_word_do_not_hide_it() -> None:
    assert said(topic("Երևան*"), "Երևա՞ն", "Ո՞ւր է Երևանը, Երեւան") == ["Երևա՞ն", "Երևանը", "Երեւան"]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("北约", "北约秘书长访问基辅，称北约将", ["北约", "北约"]),
        ("北约*", "访问北约总部", ["北约"]),
        ("北约", "北約秘書長訪問基輔", ["北約"]),
        ("臺灣", "台湾、台灣", ["台湾", "台灣"]),
        ("=北约", "北約、北约", ["北约"]),
        ("北约 秘书长", "北约秘书长，北约新任秘书长", ["北约秘书长"]),
        ("NATO事務総長", "NATO事務総長とNATO 事務総長", ["NATO事務総長", "NATO 事務総長"]),
        ("AI", "生成AIの規制、AIR", ["AI"]),
        ("ウクライナ", "ウクライナ軍、ｳｸﾗｲﾅは", ["ウクライナ", "ｳｸﾗｲﾅ"]),
        ("ナゴルノ・カラバフ", "ナゴルノ・カラバフの停戦", ["ナゴルノ・カラバフ"]),
        ("パリ", "ハリス氏がパリへ", ["パリ"]),
        ("กรุงเคียฟ", "เยือนกรุงเคียฟวันนี้", ["กรุงเคียฟ"]),
    ],
)
def test_a_name_is_found_among_signs_that_no_blank_parts(pattern: str, text: str, found: list[str]) -> None:
    assert said(topic(pattern), "Evening news", text) == found


def test_the_signs_of_a_name_follow_one_another_at_once() -> None:
    assert said(topic("北约"), "Evening news", "河北，约三百人；向北 约；北\n约；北不约") == []


def test_a_lead_is_as_long_in_signs_as_in_words() -> None:
    rest = "天气晴好" * 250
    named_early, named_late = "天气晴好" * 20 + "北约", "天气晴好" * 30 + "北约"
    early, late = (match(topic("北约"), "晚间新闻", text + rest) for text in (named_early, named_late))
    assert early is not None
    assert early.aboutness is Aboutness.ABOUT
    assert late is not None
    assert late.aboutness is Aboutness.MENTIONS


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("*", "would match everything"),
        ("* *", "would match everything"),
        ("Kara*bakh", "does not end a word"),
        ("*bakh", "does not end a word"),
        ("Kara =", "does not begin a word"),
        ("Kara=bakh", "does not begin a word"),
        ("—!", "neither letters nor digits"),
        ("ab*", "at least 3 letters"),
        ("Karabakh of*", "at least 3 letters"),
    ],
)
def test_a_pattern_that_means_nothing_is_refused_with_its_reason(pattern: str, reason: str) -> None:
    with pytest.raises(BadValueError, match=reason):
        alias_words(pattern)
