"""Every error that Briefbot raises on purpose, in one tree.

    BotError
    ├── PersonError             the person's mistake; its text is shown to them, in their language where it has one
    │   ├── ConfigError         a setting is missing, unknown or cannot be read
    │   │   └── NotNowError     what it names is away or taken for now: the next start may find it
    │   ├── UnknownTopicError
    │   ├── UnknownBriefingError
    │   ├── NotFoundError       what else they ask for is not there, or not any more
    │   ├── BadValueError       a time, window, zone, address or search nobody can follow
    │   └── NotAllowedError     they may not do this here
    ├── StorageError            the database is away, full, damaged or may not be written: no bug
    └── SourceError             a source misbehaves; recorded on the source, never fatal to a run
        ├── FetchError          no usable answer came over the network
        ├── ParseError          an answer came, and it is no feed that can be read
        └── SeedError           a file under `seeds/` cannot be read; knows its path and line

A briefing that does not reach its channel is no error but an outcome that the caller must handle: see
`bot.delivery.outcome`. What a library beneath is told by, or a neighbour catches (`bot.delivery.discord.pace`,
`bot.sources.answers`), is not in the tree, nor are bugs: they propagate and are logged with their traceback at
the edge of the job.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Self

_LONGEST_ECHO = 150


class BotError(Exception):
    """Base of the tree; `str(error)` is one sentence for a person."""


MOST_OF_SOME = 3
"""How many names a sentence tells where there are more."""


class Name(str):
    """What something is called, which in other languages is another name: a string of it in English.

    Args:
        text: What it is called where nothing else is known.
        others: Its names in other languages, each with its two letters.
    """

    _others: Mapping[str, str]
    _text: str

    def __new__(cls, text: str, /, others: Iterable[tuple[str, str]] = ()) -> Self:
        """The string in English."""
        by_language = dict(others)
        self = super().__new__(cls, by_language.get("en", text))
        self._text, self._others = text, by_language
        return self

    def told_in(self, language: str) -> str:
        """What it is called in a language of two letters."""
        return self._others.get(language, self._text)

    def followed_by(self, more: str) -> Name:
        """The name with more behind it, alike in every language."""
        return Name(f"{self._text}{more}", [(language, f"{name}{more}") for language, name in self._others.items()])


class AllOf(tuple[str, ...]):
    """Names in a sentence, all of which are meant."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{', '.join(self[:-1])} and {self[-1]}" if len(self) > 1 else "".join(self)


class AnyOf(tuple[str, ...]):
    """Names in a sentence, one of which is meant."""

    __slots__ = ()

    def __str__(self) -> str:
        return " or ".join(self)


class SomeOf(tuple[str, ...]):
    """Names in a sentence that tells the first of them, in the order of its language, and that there are more."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(sorted(self, key=str.casefold)[:MOST_OF_SOME])


class Figure(str):
    """A number in a sentence, which other languages write with other marks: a string of it in English.

    Args:
        number: How much.
        decimals: How many of its decimals are told.
    """

    number: float
    decimals: int

    def __new__(cls, number: float, decimals: int = 0) -> Self:
        """The string in English."""
        self = super().__new__(cls, f"{number:,.{decimals}f}")
        self.number, self.decimals = number, decimals
        return self

    def __reduce__(self) -> tuple[type[Self], tuple[float, int]]:
        """From what it is made anew in another process."""
        return type(self), (self.number, self.decimals)


class Phrase(str):
    """A sentence, or a part of one, that has translations: a string of English, `Speech.tell` in another language.

    Args:
        text: In English, and the key of its translations; `{name}` stands for a value. Without values it is told as
            it stands.
        values: A `Phrase`, `Name`, `Figure`, `AllOf`, `AnyOf`, `SomeOf`, `PersonError` or date among them is told in
            that language too.

    Attributes:
        many: Of a text that follows a number, its form for more than one.
        number: That number.
    """

    text: str
    values: Mapping[str, object]
    many: str | None
    number: int

    def __new__(cls, text: str, /, **values: object) -> Self:
        """The string in English."""
        self = super().__new__(cls, _in_english(text, values))
        self.text, self.values, self.many, self.number = text, values, None, 1
        return self

    @classmethod
    def counting(cls, number: int, one: str, many: str, /, **values: object) -> Self:
        """The phrase in the form that the number asks for; `{n}` stands for it."""
        english = _in_english(one if number == 1 else many, values | {"n": f"{number:,}"})
        self = super().__new__(cls, english)
        self.text, self.values, self.many, self.number = one, values, many, number
        return self


def _in_english(text: str, values: Mapping[str, object]) -> str:
    told = {name: f"{value.day} {value:%B %Y}" if isinstance(value, date) else value for name, value in values.items()}
    return text.format(**told) if told else text


def _in_short(values: Mapping[str, object]) -> dict[str, object]:
    """The values, what somebody wrote among them with an end that a phone still shows."""
    return {
        name: f"{value[: _LONGEST_ECHO - 1]}…" if type(value) is str and len(value) > _LONGEST_ECHO else value
        for name, value in values.items()
    }


class PersonError(BotError):
    """The person's mistake, told to them: `str(error)` in English, `Speech.explain(error)` in their language.

    A text that also stands within others ("timezone: there is no time zone …") begins small and has no full stop; where
    it stands alone in Discord it gets both. What a person wrote stands in “these”, and of a page that they pasted only
    as much as leaves what they can write instead in sight.

    Args:
        text: As of a `Phrase`, and so are `values`.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        self.phrase = Phrase(text, **_in_short(values))
        super().__init__(str(self.phrase))

    @classmethod
    def of(cls, phrase: Phrase, /) -> Self:
        """The mistake that a phrase tells, which stands elsewhere too."""
        error = cls(phrase)
        error.phrase = phrase
        return error

    @classmethod
    def count(cls, number: int, one: str, many: str, /, **values: object) -> Self:
        """The mistake in the form that the number asks for; `{n}` stands for it."""
        error = cls(one)
        error.phrase = Phrase.counting(number, one, many, **_in_short(values))
        error.args = (str(error.phrase),)
        return error


class ConfigError(PersonError):
    """A setting is missing, unknown or cannot be read."""


class NotNowError(ConfigError):
    """What the settings name is away, or another process has it: the next start may find it, with nobody's help."""


class UnknownTopicError(PersonError):
    """No topic has this name."""


class UnknownBriefingError(PersonError):
    """The briefing is not kept any more."""


class NotFoundError(PersonError):
    """No feed, subscription, story or form fits what was asked for, or none any more."""


class BadValueError(PersonError, ValueError):
    """A time, window, zone, address or search that nobody can follow; a ValueError, so that pydantic takes it."""


class NotAllowedError(PersonError):
    """They may not do this here."""


class StorageError(BotError):
    """The database is away, full, damaged, or may only be read: nothing of what was asked is kept; later it may be.

    Attributes:
        reason: What the database says, in a line.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.reason = reason


class SourceError(BotError):
    """A source misbehaves.

    Attributes:
        source: The feed's address or the seed's path.
        reason: What is wrong; a `Phrase` where people in Discord are told.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(reason)
        self.source = source
        self.reason = reason


class FetchError(SourceError):
    """No usable answer came over the network.

    Attributes:
        status: The HTTP status of an answer that came all the same; 410 says that the feed is gone for good.
        retry_after: How long the site asks us to stay away, if it does (RFC 9110 §10.2.3).
        may_pass: The network or the site has trouble that another hour may not have.
    """

    def __init__(
        self,
        source: str,
        reason: str,
        *,
        status: int | None = None,
        retry_after: timedelta | None = None,
        may_pass: bool = False,
    ) -> None:
        super().__init__(source, reason)
        self.status = status
        self.retry_after = retry_after
        self.may_pass = may_pass


class ParseError(SourceError):
    """An answer came, and it is no feed that can be read."""


class SeedError(SourceError):
    """A file under `seeds/` cannot be read.

    Attributes:
        path: The file.
        line: The 1-based line where reading failed, if a line is to blame.
    """

    def __init__(self, path: Path, reason: str, *, line: int | None = None) -> None:
        super().__init__(str(path), f"{path}:{line}: {reason}" if line else f"{path}: {reason}")
        self.path = path
        self.line = line
