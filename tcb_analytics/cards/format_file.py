"""Reading a format's JSON: every key checked, every complaint naming the key.

One table says which keys there are and how each is read. Leaves out what the keys mean to
a deck (``rules.py``) and where the file lies (``format.py``).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tcb_analytics.cards.card import Category
from tcb_analytics.cards.numbers import fold_print
from tcb_analytics.cards.restriction import Restriction, Restrictor, Rotation, as_day
from tcb_analytics.cards.selector import Selector
from tcb_analytics.errors import FormatError

Reader = Callable[[Any, str], Any]


def _expect(value: Any, kind: type, what: str, where: str) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise FormatError(f"expected {what}, got {value!r}", where=where)
    return value


def _text(value: Any, where: str) -> str:
    if not _expect(value, str, "a text", where).strip():
        raise FormatError("expected a text, got an empty one", where=where)
    return str(value)


def _flag(value: Any, where: str) -> bool:
    return bool(_expect(value, bool, "true or false", where))


def _count(value: Any, where: str) -> int:
    if _expect(value, int, "a whole number from 0", where) < 0:
        raise FormatError(f"expected a whole number from 0, got {value}", where=where)
    return int(value)


def _bound(value: Any, where: str) -> int | None:
    return None if value is None else _count(value, where)


def _texts(value: Any, where: str) -> tuple[str, ...]:
    items = _expect(value, list, "a list of texts", where)
    return tuple(_text(item, f"{where}[{index}]") for index, item in enumerate(items))


def _numbers(value: Any, where: str) -> frozenset[str]:
    return frozenset(fold_print(number) for number in _texts(value, where))


def _category(value: Any, where: str) -> Category:
    try:
        return Category(_text(value, where))
    except ValueError:
        raise FormatError(
            f"no category {value!r}; known: {', '.join(Category)}", where=where
        ) from None


def _categories(value: Any, where: str) -> frozenset[Category] | None:
    if value is None:
        return None
    return frozenset(_category(item, where) for item in _texts(value, where))


def _identity(value: Any, where: str) -> str:
    if value not in ("number", "name"):
        raise FormatError(f'expected "number" or "name", got {value!r}', where=where)
    return str(value)


def _day(value: Any, where: str) -> date:
    day = as_day(value, where)
    if day is None:
        raise FormatError("expected a day such as 2025-08-30", where=where)
    return day


def _sets(value: Any, where: str) -> dict[str, date]:
    days = _expect(value, dict, "a set's release day by its code", where)
    return {code: _day(day, f"{where}.{code}") for code, day in days.items()}


def _list_of(read: Reader) -> Reader:
    def read_all(value: Any, where: str) -> tuple[Any, ...]:
        items = _expect(value, list, "a list", where)
        return tuple(read(item, f"{where}[{index}]") for index, item in enumerate(items))

    return read_all


def _fields(
    value: Any, keys: Mapping[str, Reader], need: tuple[str, ...], where: str
) -> dict[str, Any]:
    """The object's values, each read by its reader; unknown and missing keys are refused."""
    given = _expect(value, dict, "an object", where)
    for key in given:
        if key not in keys:
            near = difflib.get_close_matches(str(key), keys, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(keys)}"
            raise FormatError(f"unknown key {key!r}{hint}", where=where)
    for key in need:
        if key not in given:
            raise FormatError(f"the key {key!r} is missing", where=where)
    return {key: keys[key](item, f"{where}, key {key}") for key, item in given.items()}


_CONDITION: dict[str, Reader] = {
    "category": _category, "cost_least": _count, "cost_most": _count, "type": _text, "color": _text,
}  # fmt: skip


def _condition(value: Any, where: str) -> Selector:
    if value == {}:
        raise FormatError("a condition needs at least one key", where=where)
    return Selector(**_fields(value, _CONDITION, (), where))


_RESTRICTOR: dict[str, Reader] = {
    "number": _text, "says": _text, "forbids": _condition, "requires": _condition,
}  # fmt: skip


def _restrictor(value: Any, where: str) -> Restrictor:
    found = _fields(value, _RESTRICTOR, ("number", "says"), where)
    if "forbids" not in found and "requires" not in found:
        raise FormatError("needs the key 'forbids' or 'requires'", where=where)
    return Restrictor(**found)


_RESTRICTION: dict[str, Reader] = {
    key: (lambda value, where: value)
    for key in ("kind", "number", "partner", "most", "in_force", "until", "source")
}


def _restriction(value: Any, where: str) -> Restriction:
    row = _fields(value, _RESTRICTION, ("kind", "number"), where)
    return Restriction.from_row(row, where=where)


def _blocks(value: Any, where: str) -> frozenset[int]:
    return frozenset(_list_of(_count)(value, where))


_ROTATION: dict[str, Reader] = {"in_force": _day, "blocks": _blocks, "source": _text}


def _rotation(value: Any, where: str) -> Rotation:
    return Rotation(**_fields(value, _ROTATION, ("in_force", "blocks"), where))


_KEYS: dict[str, Reader] = {
    "name": _text,
    "title": _text,
    "game": _text,
    "default": _flag,
    "identity": _identity,
    "leader": _flag,
    "colors_follow_leader": _flag,
    "size_least": _count,
    "size_most": _bound,
    "side_most": _bound,
    "copies": _bound,
    "categories": _categories,
    "any_number": _numbers,
    "any_number_text": _texts,
    "from_pool": _flag,
    "free_cards": _numbers,
    "restrictors": _list_of(_restrictor),
    "restrictor_text": _texts,
    "restrictions": _list_of(_restriction),
    "rotations": _list_of(_rotation),
    "sets": _sets,
    "sources": _texts,
}


def read_format(content: Any, *, where: str) -> dict[str, Any]:
    """The fields of a ``Format`` from the content of its file.

    Raises:
        FormatError: A key is unknown, missing or holds a wrong value; the error names it.
    """
    found = _fields(content, _KEYS, ("name", "title", "game", "size_least"), where)
    most = found.get("size_most")
    if most is not None and most < found["size_least"]:
        raise FormatError(
            f"size_most is {most}, below size_least {found['size_least']}", where=where
        )
    return found
