"""What goes over the wire in many places. Unknown fields are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError


class Given(BaseModel):
    """What a client sends."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _storable(cls, data: Any) -> Any:
        """Refuse text that no database stores: with NUL, or with half of a surrogate pair."""
        for text in _texts(data):
            if "\0" in text or (not text.isascii() and _UNPAIRED.search(text)):
                raise ValueError("text must hold neither NUL nor unpaired surrogates")
        return data


_UNPAIRED = re.compile("[\ud800-\udfff]")


def _texts(data: Any) -> Iterator[str]:
    """Every text in parsed JSON, keys too; its parser bounds the depth."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


class Told(BaseModel):
    """What the application answers."""

    model_config = ConfigDict(from_attributes=True)


def _no_stand_in(value: Any) -> Any:
    """Refuse what JSON tells from a number, where pydantic would take it for one."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("number_type", "Input should be a number, no text and no boolean")
    return value


Whole = Annotated[int, BeforeValidator(_no_stand_in)]
"""A whole number of a body; a query holds text alone, so there it is `int`."""
Decimal = Annotated[float, BeforeValidator(_no_stand_in)]
"""A number of a body."""


def _as_written(value: Any) -> Any:
    """Refuse what is not written as a day, where pydantic would take seconds since 1970 too."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return value
    raise PydanticCustomError("date_type", "Input should be a day such as 2026-01-31")


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
Day = Annotated[date, BeforeValidator(_as_written)]
"""A day of a body or a query."""


def split(value: Any) -> Any:
    """A list in a query, which is one text with commas."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


Words = Annotated[
    tuple[Annotated[str, StringConstraints(max_length=80)], ...],
    Field(max_length=20),
    BeforeValidator(split, json_schema_input_type=str),
]
"""Several values in a query, with commas between them."""

PRINTABLE = r"^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]+$"
"""What names are made of: letters, digits, signs and spaces; nothing that cannot be seen."""

Cursor = Annotated[str, StringConstraints(max_length=600, pattern=r"^[A-Za-z0-9_-]+$")]


class Paged(Given):
    """A page of a list."""

    cursor: Cursor | None = Field(default=None, description="`next` of the page before.")
    size: int = Field(default=30, ge=1, le=100, description="Rows of the page.")
