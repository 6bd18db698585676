"""The frame's words in the reader's language: gettext catalogues in `locales/`, with the English text as the key.

What is quoted stays as it was published. A text that a catalogue lacks is told in English.
"""

from __future__ import annotations

import gettext
import hashlib
import io
from datetime import date
from functools import cache
from importlib.resources import files

from babel.lists import format_list
from babel.numbers import format_decimal

from bot.delivery.times import day_in_full
from bot.errors import MOST_OF_SOME, AllOf, AnyOf, Figure, Name, PersonError, Phrase, SomeOf
from bot.text.collation import sort_key

LOCALES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "hy": "Հայերեն",
    "pl": "Polski",
    "ru": "Русский",
    "tr": "Türkçe",
    "uk": "Українська",
}
"""What the frame is told in, by ISO 639-1, and what each calls itself: Babel would load all of each to say so."""

_ENDS = (".", "?", "!", "…", "։")
_FULL_STOPS = {"hy": "։"}


class Speech:
    """One language of the frame.

    Attributes:
        locale: Two letters.
    """

    def __init__(self, locale: str, translations: gettext.NullTranslations) -> None:
        self.locale = locale
        self._translations = translations

    def say(self, text: str, /, **values: object) -> str:
        """The text in this language; `{name}` stands for a value."""
        told = self._translations.gettext(text)
        return told.format(**values) if values else told

    def say_in(self, context: str, text: str, /) -> str:
        """The text as it is told in one context, where the same English word has another translation or shape."""
        return self._translations.pgettext(context, text)

    def count(self, number: int, one: str, many: str, /, **values: object) -> str:
        """The text in the form that the number asks for; `{n}` stands for it."""
        n = format_decimal(number, locale=self.locale)
        return self._translations.ngettext(one, many, number).format(n=n, **values)

    def explain(self, mistake: PersonError) -> str:
        """A person's mistake in this language, as a sentence: where it is told within another it is none."""
        return self.sentence(self.tell(mistake.phrase))

    def sentence(self, told: str) -> str:
        """A phrase that was told, with the capital and the full stop of a sentence."""
        first = "İ" if self.locale == "tr" and told.startswith("i") else told[:1].upper()
        end = "" if told.endswith(_ENDS) else _FULL_STOPS.get(self.locale, ".")
        return f"{first}{told[1:]}{end}"

    def tell(self, text: str) -> str:
        """A phrase in this language; any other text as it stands, where it is none that has a translation."""
        if self.locale == "en" or not text:
            return str(text)
        if not isinstance(text, Phrase):
            return self.say(text)
        values = {name: self._told(value) for name, value in text.values.items()}
        if text.many is None:
            return self.say(text.text, **values)
        return self.count(text.number, text.text, text.many, **values)

    def figure(self, number: float, decimals: int = 0) -> str:
        """A number with the marks of this language: "1,234", "1.234", "0,57"."""
        return format_decimal(number, f"#,##0.{'0' * decimals}".rstrip("."), locale=self.locale)

    def quoted(self, text: str) -> str:
        """The text in the quotation marks of this language."""
        return self.say("“{text}”", text=text)

    def label(self, text: str) -> str:
        """The text with what stands between it and what it names: "Killed:", "Morts :", "Զոհվածներ՝"."""
        return self.say("{label}:", label=text)

    def day(self, day: date) -> str:
        """A day written out: "1 March 2026"."""
        return day_in_full(day, self.locale)

    def _listed(self, value: SomeOf | AllOf | AnyOf) -> str:
        names = [str(self._told(name)) for name in value]
        if isinstance(value, SomeOf):
            return ", ".join(sorted(names, key=lambda name: sort_key(name, self.locale))[:MOST_OF_SOME])
        return format_list(names, style="or" if isinstance(value, AnyOf) else "standard", locale=self.locale)

    def _told(self, value: object) -> object:
        """What a sentence says of a value."""
        match value:
            case Phrase() | PersonError():
                return self.tell(value if isinstance(value, Phrase) else value.phrase)
            case Name():
                return value.told_in(self.locale)
            case Figure():
                return self.figure(value.number, value.decimals)
            case SomeOf() | AllOf() | AnyOf():
                return self._listed(value)
            case date():
                return self.day(value)
        return value


@cache
def speech_in(locale: str | None) -> Speech:
    """The frame in this language ("de", "es-419" as Discord says), or in English where it has no catalogue."""
    language = (locale or "en").replace("_", "-").partition("-")[0].casefold()
    if language == "en" or language not in LOCALES:
        return Speech("en", gettext.NullTranslations())
    # Half of what Babel takes to load, and English needs none of it.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with files(__package__).joinpath("locales", f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Speech(language, gettext.GNUTranslations(compiled))


ENGLISH = speech_in("en")


def catalogues_fingerprint() -> str:
    """Changes with any translation, and costs nothing: to parse them all takes a tenth of a second."""
    content = hashlib.blake2b(digest_size=16)
    for locale in LOCALES:
        if locale != "en":
            content.update(files(__package__).joinpath("locales", f"{locale}.po").read_bytes())
    return content.hexdigest()
