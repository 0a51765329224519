"""What forms hold, read and checked: numbers, whole shapes of the API, copies of many cards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError

from tcb_analytics.app.services.refusals import InvalidError

Shape = TypeVar("Shape", bound=BaseModel)
COPIES = "copies:"
"""Before a card's number in the name of the field that holds its copies."""
_WHOLE = re.compile(r"[0-9]{1,6}")


def shaped(shape: type[Shape], given: Mapping[str, Any]) -> Shape:
    """What a form gave, as a shape of the API.

    Raises:
        InvalidError: A field has a wrong value; the first is told.
    """
    try:
        return shape.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        told = f"{field.replace('_', ' ')}: {first['msg']}" if field else first["msg"]
        raise InvalidError(told, where=field or None) from error


def whole(text: str, what: str) -> int:
    """A whole number of a field; nothing is 0.

    Raises:
        InvalidError: It is none.
    """
    if not text.strip():
        return 0
    if not _WHOLE.fullmatch(text.strip()):
        raise InvalidError(f"expected a whole number from 0 on, got {text[:40]!r}", where=what)
    return int(text)


def number(text: str) -> int | str:
    """What a field holds as the API takes it: a whole number where it is one."""
    return int(text) if re.fullmatch(r"\s*-?[0-9]{1,18}\s*", text) else text


def copies() -> dict[str, int]:
    """Copies by number that the form holds; the button that was pressed counts last.

    Raises:
        InvalidError: A field holds no whole number.
    """
    fields = ((name, text) for name, text in request.form.items() if name.startswith(COPIES))
    found = {name.removeprefix(COPIES): whole(text, name) for name, text in fields}
    number, is_pressed, text = request.form.get("set", "").rpartition("=")
    if is_pressed:
        found[number] = whole(text, "copies")
    if any("\0" in number for number in found):
        raise InvalidError("no such card", where="copies")
    return found


def lines(text: str) -> dict[str, int]:
    """Copies by number of a short list such as `4 TB01-002`, a line each; no figure means 1.

    Raises:
        InvalidError: A line is written otherwise.
    """
    found: dict[str, int] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = re.fullmatch(r"(?:([0-9]{1,3})\s*[x×]?\s+|([0-9]{1,3})[x×])?(\S{1,80})", line)
        if parts is None:
            raise InvalidError(
                f"cannot be read: {line[:60]}", where="include", remedy="write `4 TB01-002`"
            )
        found[parts[3]] = int(parts[1] or parts[2] or 1)
    return found
