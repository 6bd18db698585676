"""Whatever the model can hold, for properties."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, TypeVar, get_type_hints

from hypothesis import strategies as st

T = TypeVar("T")

utc_datetimes = st.datetimes(timezones=st.just(UTC))
storable_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def every_field(kind: type[T], **special: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Values of a dataclass with *all* fields drawn, so that a field added later is covered too."""
    hints = get_type_hints(kind)
    drawn = {
        field.name: special.get(field.name, _of(hints[field.name]))
        for field in fields(kind)  # type: ignore[arg-type] # T is a dataclass
    }
    return st.builds(kind, **drawn)


def _of(hint: Any) -> st.SearchStrategy[Any]:
    if hint is datetime:
        return utc_datetimes
    if hint == datetime | None:
        return st.none() | utc_datetimes
    return st.deferred(lambda: st.from_type(hint))
