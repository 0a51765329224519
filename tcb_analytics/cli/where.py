"""`--where` words as a filter: `column=value`, or a condition such as `date >= '2026-01-01'`.

Checking columns and values is the warehouse's work; this only sorts the words and
gives `column=value` the type that its column is declared with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tcb_analytics.warehouse.queries.columns import VIEWS, ColumnKind
from tcb_analytics.warehouse.queries.filters import Where

PAIR = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)=(?P<value>[^='].*|)", re.DOTALL)
FLAGS = {"true": True, "yes": True, "false": False, "no": False}
KINDS: Mapping[str, ColumnKind] = {key.name: key.kind for keys in VIEWS.values() for key in keys}


def parse_where(words: Sequence[str], kinds: Mapping[str, ColumnKind] = KINDS) -> Where:
    """The filter that all words together ask for.

    ``leader=TB01-001`` twice, with two values, means either. An empty value means that
    the column is missing. None when there are no words.

    Args:
        words: What was typed.
        kinds: What the values of each column are.
    """
    pairs: dict[str, list[Any]] = {}
    conditions = []
    for word in words:
        match = PAIR.fullmatch(word.strip())
        if match:
            name = match["name"]
            pairs.setdefault(name, []).append(_typed(kinds.get(name, "text"), match["value"]))
        else:
            conditions.append(f"({word})")
    if not conditions:
        return {name: values[0] if len(values) == 1 else values for name, values in pairs.items()}
    conditions += [
        "(" + " or ".join(_comparison(name, value) for value in values) + ")"
        for name, values in pairs.items()
    ]
    return " and ".join(conditions)


def _typed(kind: ColumnKind, value: str) -> Any:
    if value == "":
        return None
    if kind == "flag":
        return FLAGS.get(value.lower(), value)
    if kind == "number":
        try:
            return float(value) if "." in value else int(value)
        except ValueError:
            return value
    return value


def _comparison(name: str, value: Any) -> str:
    if value is None:
        return f"{name} is null"
    if isinstance(value, str):
        return f"{name} = '{value.replace(chr(39), chr(39) * 2)}'"
    return f"{name} = {str(value).lower()}"
