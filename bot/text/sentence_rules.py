"""What yasbd's rules for a language lack for news, as the language pack that yasbd loads by this module's name.

Only `bot.text.sentences` names this module, as a string: importing it compiles patterns and is not cheap.
A class is found by its name: `EnRules` replaces yasbd's rules for "en".
"""

from __future__ import annotations

import re
from typing import ClassVar

import regex
from yasbd.rules.base import Rules
from yasbd.rules.de import DeRules as _De
from yasbd.rules.en import EnRules as _En
from yasbd.rules.es import EsRules as _Es
from yasbd.rules.fr import FrRules as _Fr
from yasbd.rules.hy import HyRules as _Hy
from yasbd.rules.pl import PlRules as _Pl
from yasbd.rules.ru import RuRules as _Ru
from yasbd.rules.tr import TrRules as _Tr
from yasbd.rules.uk import UkRules as _Uk

# yasbd never ends a sentence after "go!", "Pop!" or "Garanti!"; in news they are words.
_EXCLAIMED = {"Yahoo", "Jeopardy"}

_CAPITALISED = "[A-ZŁŚŻŹĆА-ЯЁҐЄІЇ][a-ząćęłńóśźżа-яёґєії]"

_DOT_LIKE = Rules.DOT_LIKE_PATTERN
# First names that are shortened to the two letters of their first sound: "Дж. Байден", "Sz. Hołownia", "Zh. Tokayev".
# Not "ch" where sentences end in Swiss addresses, nor what is a name itself ("who now goes by Ye. The day before …").
_INITIALS = {
    "de": {"ph", "th"},
    "en": {"kh", "sh", "zh"},
    "pl": {"ch", "cz", "dz", "rz", "sz"},
    "ru": {"дж", "дз"},
    "uk": {"дж", "дз"},
}

# What two items of a list in one line, or one at its beginning, have at least.
_ITEM = re.compile(rf"(?:[-*+)]|{_DOT_LIKE})(?=\s)(?<!\w\w\w.)")
_FIRST_ITEM = re.compile(rf"\s*(?:[^\W_]{{1,4}}(?:{_DOT_LIKE}|\))){{1,3}}\s")


class _LooksBack(Rules):
    """Rules that look for what speaks against an end back from the end itself, and for lists where there may be one.

    yasbd looks for each kind of abbreviation, and for lists, at every letter of a text: that takes most of its time.
    """

    MID_SENTENCE_FINDER_LST: ClassVar[list[re.Pattern[str]]]
    _against: ClassVar[list[regex.Pattern[str]]]

    @classmethod
    def _compile_regex_dynamically(cls) -> None:
        super()._compile_regex_dynamically()  # type: ignore[no-untyped-call]
        cls._against = [_looking_back(finder) for finder in cls.MID_SENTENCE_FINDER_LST]
        cls.MID_SENTENCE_FINDER_LST = []

    def _adjust_list_boundaries(self, sentence_boundaries: set[int], text: str) -> None:
        if _FIRST_ITEM.match(text) or len(_ITEM.findall(text)) > 1:
            super()._adjust_list_boundaries(sentence_boundaries, text)

    def post_process_boundaries(self, sentence_boundaries: set[int], text: str) -> None:
        """Take away the ends behind which no sentence ends."""
        sentence_boundaries -= {
            end for end in sentence_boundaries if any(against.match(text, end) for against in self._against)
        }
        super().post_process_boundaries(sentence_boundaries, text)


def _looking_back(finder: re.Pattern[str] | regex.Pattern[str], last: str = "") -> regex.Pattern[str]:
    """What matches the places at which a match of another pattern ends, or a match with its last sign."""
    behind_comments = "\n" if finder.flags & re.VERBOSE else ""
    return regex.compile(f"{last}(?<={finder.pattern}{behind_comments})", finder.flags & (re.VERBOSE | re.MULTILINE))


class _AbbreviationsThatMayEnd(_LooksBack):
    """Rules with abbreviations that end a sentence only where a word that opens one follows ("1990 г. Потом …").

    Attributes:
        MAY_END: The abbreviations, as an alternation without their last dot.
        END_BEFORE_CAPITALS: Of counts, which few names follow: "5 млн. Умерли …", but "5 долл. США", "5 mln. Polaków".
        OPENERS: Words that open a sentence, besides yasbd's.
    """

    MAY_END: ClassVar[str] = "(?!)"
    END_BEFORE_CAPITALS: ClassVar[str] = "(?!)"
    OPENERS = Rules.COMMON_SENT_STARTERS
    NAMES_WITH_EXCLAMATION = _EXCLAIMED
    _ending: ClassVar[regex.Pattern[str]]

    @classmethod
    def _compile_regex_dynamically(cls) -> None:
        super()._compile_regex_dynamically()
        openers = "|".join(sorted(cls.COMMON_SENT_STARTERS | cls.OPENERS, key=len, reverse=True))
        # An opener with a dot is an initial ("В. Путин"), not the preposition.
        before_openers = rf"(?:{cls.MAY_END})\.(?=\s+(?:{openers})(?![\w.]))"
        before_capitals = rf"(?:{cls.END_BEFORE_CAPITALS})\.(?=\s+(?!\w+(?:ów|ek|an)\b){_CAPITALISED})"
        ending = re.compile(rf"(?<!\w)(?:{before_openers}|{before_capitals})")
        cls._ending = _looking_back(ending, last=r"\.")

    def post_process_boundaries(self, sentence_boundaries: set[int], text: str) -> None:
        """Add the ends that stand at such an abbreviation."""
        super().post_process_boundaries(sentence_boundaries, text)
        sentence_boundaries.update(match.end() for match in self._ending.finditer(text))


class EnRules(_LooksBack, _En):
    """More offices and titles follow "U.S." than a list can hold: it ends a sentence only before an opener."""

    DOTTED_GEOPOL_ABBRVS: set[str] = set()  # noqa: RUF012 # a class variable to yasbd, undeclared
    NAMES_WITH_EXCLAMATION = _EXCLAIMED
    REFERENCE_ABBRVS = _En.REFERENCE_ABBRVS | {"incl", "pop"}
    TITLE_ABBRVS = _En.TITLE_ABBRVS | {"atty", "ft", "pfc", "spc", "sens", "reps", "govs", "gens"} | _INITIALS["en"]
    COMMON_SENT_STARTERS = _En.COMMON_SENT_STARTERS | {
        "After", "Although", "Among", "And", "Another", "As", "At", "Before", "Both", "But", "By", "Despite",
        "During", "Each", "Earlier", "Even", "For", "From", "Her", "His", "If", "In", "Instead", "Its", "Many",
        "More", "Most", "Neither", "No", "None", "Nobody", "Nor", "Not", "Now", "On", "One", "Only", "Or", "Our",
        "Since", "So", "Some", "Still", "Such", "Their", "Though", "Thousands", "Today", "Two", "Under", "Until",
        "While", "Will", "With", "Without", "Yet",
    }  # fmt: skip
    ENDING_STREET_ABBRVS_FINDER: ClassVar[regex.Pattern[str]]

    @classmethod
    def _compile_regex_dynamically(cls) -> None:
        super()._compile_regex_dynamically()
        cls.ENDING_STREET_ABBRVS_FINDER = _looking_back(cls.ENDING_STREET_ABBRVS_FINDER, last=r"\.")


class RuRules(_AbbreviationsThatMayEnd, _Ru):
    """Years, money and counts are abbreviated in the middle of a sentence and at its end alike."""

    MAY_END = r"гг?|вв?|руб|долл|чел|тыс|млн|млрд|трлн|км|т\. ?[дп]|др|пр|н\. ?э"
    END_BEFORE_CAPITALS = r"руб|чел|тыс|млн|млрд|трлн"
    TITLE_ABBRVS = _Ru.TITLE_ABBRVS | _INITIALS["ru"]
    INLINE_ONLY_ABBRVS = (
        _Ru.INLINE_ONLY_ABBRVS | {"д", "кв", "стр", "корп", "пос", "дер", "им", "нач", "кон", "сер"}
    ) - {
        "март",
        "пр",
    }
    OPENERS = Rules.COMMON_SENT_STARTERS | {
        "А", "Без", "В", "Во", "Все", "Всего", "Для", "До", "Если", "Ещё", "Еще", "За", "И", "Из", "Их", "К",
        "Мы", "На", "Накануне", "Напомним", "Не", "Но", "О", "Об", "По", "Под", "После", "При", "Пока", "Сам",
        "С", "Свыше", "Со", "Также", "У", "Эта", "Этот",
    }  # fmt: skip


class UkRules(_AbbreviationsThatMayEnd, _Uk):
    """Ukrainian counts its years with "р." and its money with "грн"."""

    MAY_END = r"рр?|грн|крб|дол|тис|млн|млрд|км|т\. ?[дп]|ін|н\. ?е"
    END_BEFORE_CAPITALS = r"грн|крб|тис|млн|млрд"
    TITLE_ABBRVS = _Uk.TITLE_ABBRVS | _INITIALS["uk"]
    INLINE_ONLY_ABBRVS = (
        _Uk.INLINE_ONLY_ABBRVS | {"р", "рр", "тис", "дол", "крб", "грн", "зв", "ім", "м", "с", "смт", "обл", "р-н"}
    ) - {
        "март",
        "пр",
    }
    OPENERS = Rules.COMMON_SENT_STARTERS | {
        "А", "Але", "Без", "В", "Вже", "Він", "Для", "До", "За", "З", "І", "Із", "Їх", "На", "Не", "Ні", "Після",
        "Під", "По", "При", "Про", "Та", "Також", "У", "Це", "Цей", "Ця", "Ще", "Якщо",
    }  # fmt: skip


class PlRules(_AbbreviationsThatMayEnd, _Pl):
    """The abbreviations of days, offices and counts: "w dn. 5 maja", "50 tys. osób".

    A year with "r." ends a sentence as any word does, but not before a sum: "w 2022 r. 1,94 bln dol."; nor does a share
    before the whole: "1 proc. PKB".
    """

    MAY_END = r"tys|mln|mld|godz|os|br"
    END_BEFORE_CAPITALS = "mln|mld"
    INLINE_ONLY_ABBRVS = _Pl.INLINE_ONLY_ABBRVS | {
        "dn", "wg", "im", "śp", "woj", "pow", "gm", "m.in", "ok", "tys", "mln", "mld", "nt", "ds", "dot", "godz",
    }  # fmt: skip
    TITLE_ABBRVS = _Pl.TITLE_ABBRVS | _INITIALS["pl"] | {
        "gen", "bryg", "dyw", "rez", "adm", "por", "ppor", "red", "mec", "prok", "wicemin", "pos", "sen",
        "podkom", "nadkom", "kom", "insp", "podinsp", "nadinsp", "asp", "szt", "sierż", "kpr", "kpt", "ppłk", "kmdr",
    }  # fmt: skip
    OPENERS = Rules.COMMON_SENT_STARTERS | {
        "A", "Ale", "Bez", "By", "Do", "Dla", "Gdy", "I", "Jeśli", "Na", "O", "Od", "Po", "Pod", "Przed", "Przy", "Są",
        "Także", "Tam", "U", "W", "We", "Według", "Z", "Za", "Ze", "Został", "Została", "Zostało", "Zostaną",
    }  # fmt: skip
    _GOES_ON = re.compile(
        r"(?<!\w)rr?\.(?=\s+(?:\d|[€$£¥]|(?:CHF|EUR|GBP|PLN|USD)\b|[a-ząćęłńóśźż]))|(?<!\w)proc\.(?=\s+(?:PKB|Polaków|Polek)\b)"
    )

    def post_process_boundaries(self, sentence_boundaries: set[int], text: str) -> None:
        """Take away the ends at a year that goes on."""
        super().post_process_boundaries(sentence_boundaries, text)
        sentence_boundaries.difference_update(match.end() for match in self._GOES_ON.finditer(text))


class DeRules(_AbbreviationsThatMayEnd, _De):
    """A number with a dot is an ordinal, unless what follows it can't be counted ("auf 20. Das teilte …")."""

    MAY_END = r"(?<=\w )\d{1,3}"
    TITLE_ABBRVS = _De.TITLE_ABBRVS | _INITIALS["de"]
    INLINE_ONLY_ABBRVS = _De.INLINE_ONLY_ABBRVS | {
        "mind",
        "max",
        "vgl",
        "geb",
        "gest",
        "vors",
        "stv",
        "u.a",
        "etc",
        "h. c",
        "h.c",
    }
    COMMON_SENT_STARTERS = _De.COMMON_SENT_STARTERS | {
        "Aber", "Als", "Am", "Auch", "Auf", "Bei", "Bis", "Für", "Im", "In", "Mehr", "Mit", "Nach", "Niemand",
        "Noch", "Nun", "Nur", "Ob", "Seit", "Seine", "So", "Und", "Unter", "Vor", "Während", "Weil", "Wenn", "Zu",
    }  # fmt: skip


class FrRules(_LooksBack, _Fr):
    """French initials may be double ("J.-C."); a month before the agency's name in brackets ends nothing."""

    NAMES_WITH_EXCLAMATION = _EXCLAIMED
    INLINE_ONLY_ABBRVS = _Fr.INLINE_ONLY_ABBRVS | {
        "al",
        "env",
        "hab",
        "min",
        "pr",
        "ex",
        "j.-c",
        "j.-p",
        "j.-m",
        "j.-y",
    }


class EsRules(_LooksBack, _Es):
    """Not even "EE. UU." ends a sentence before a name."""

    NAMES_WITH_EXCLAMATION = _EXCLAIMED
    INLINE_ONLY_ABBRVS = _Es.INLINE_ONLY_ABBRVS | {"ee", "p. ej", "p.ej", "núm", "art", "av", "avda", "dpto"}


class TrRules(_LooksBack, _Tr):
    """The common nouns that yasbd takes for abbreviations ("il", "bul", "han", "yay") may end a sentence."""

    NAMES_WITH_EXCLAMATION = _EXCLAIMED
    INLINE_ONLY_ABBRVS = _Tr.INLINE_ONLY_ABBRVS - {"il", "bul", "vb"}
    TITLE_ABBRVS = _Tr.TITLE_ABBRVS - {"han", "kur", "org"}


class AzRules(_AbbreviationsThatMayEnd, _Tr):
    """yasbd has no Azerbaijani; Turkish is nearest, with these abbreviations."""

    MAY_END = r"və s|və b|ş|r|m|min|mln|mlrd|man"
    NAMES_WITH_EXCLAMATION = _EXCLAIMED
    TITLE_ABBRVS = (_Tr.TITLE_ABBRVS | {"dos", "akad", "prof", "gen", "polk", "kap", "müh", "c-b", "x-m"}) - {
        "han", "kur", "org",
    }  # fmt: skip
    INLINE_ONLY_ABBRVS = (
        _Tr.INLINE_ONLY_ABBRVS | {"ş", "r", "küç", "pr", "məs", "bax", "mln", "mlrd", "və s", "və b", "b.e.ə"}
    ) - {"il", "bul"}
    OPENERS = Rules.COMMON_SENT_STARTERS | {
        "Bu", "O", "Onlar", "Amma", "Lakin", "Ancaq", "Belə", "Bundan", "Həmin", "Hazırda", "Bununla", "Daha",
        "Eyni", "Hələ", "Əvvəl", "Sonra", "Biz", "Siz", "Mən", "Nə", "Kim", "Niyə", "Necə", "Həmçinin", "Hava",
    }  # fmt: skip


class HyRules(_LooksBack, _Hy):
    """Much of the Armenian press types ":" for the full stop "։"; "՜" stands inside a word and ends nothing."""

    TERMINATORS = (_Hy.TERMINATORS - {"՜"}) | {":", "?"}


class KaRules(_LooksBack):
    """Georgian has no capitals, so whatever follows a full stop opens a sentence, abbreviations aside."""

    NAMES_WITH_EXCLAMATION = _EXCLAIMED
    INLINE_ONLY_ABBRVS = Rules.INLINE_ONLY_ABBRVS | {
        "წ", "წწ", "ს", "სს", "ე.წ", "ე. წ", "ე.ი", "ე. ი", "ა.შ", "ა. შ", "მაგ", "მლნ", "მლრდ", "ათ", "გვ",
        "ათ.ლ", "თ", "იხ", "ქ", "ქ-ნი", "ბ-ნი", "პროფ", "აკად", "დოც", "გენ", "ჩვ", "ძვ", "შდრ", "ტ", "თავ", "რედ",
        "სთ", "წთ", "კმ", "ა",
    }  # fmt: skip

    CANDIDATE_BOUNDARY_FINDER: ClassVar[re.Pattern[str]]

    @classmethod
    def _compile_regex_dynamically(cls) -> None:
        super()._compile_regex_dynamically()
        cls.CANDIDATE_BOUNDARY_FINDER = re.compile(r"[.!?](?=\s+\S)")
        cls.MID_SENTENCE_FINDER_LST = [
            *cls.MID_SENTENCE_FINDER_LST,
            re.compile(r"(?<![^\W\d_])[^\W\d_]\."),  # a letter alone is an initial
        ]


PROFILES = [
    AzRules, DeRules, EnRules, EsRules, FrRules, HyRules, KaRules, PlRules, RuRules, TrRules, UkRules,
]  # fmt: skip
"""Under this name yasbd looks for what a module of rules has."""
