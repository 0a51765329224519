"""Cells of a CSV as values: strictly by the type of the column they go to.

A mapping says which cell goes where; here its text becomes a value, or a reject that
names the line, the column and what was expected. An empty cell is null, and a print
suffix on a card number is folded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from tcb_analytics.cards.numbers import fold_print
from tcb_analytics.warehouse.contracts import Column, Reject, show
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.fields import MalformedError, day, text, whole
from tcb_analytics.warehouse.sources.mapping import Mapping, Rule
from tcb_analytics.warehouse.tables import TABLES

Parse = Callable[[str], Any]

_REAL = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_NUMBERS = frozenset({"leader", "leader_1", "leader_2", "opponent", "number", "partner"})
_FLAGS = {"true": True, "false": False, "1": True, "0": False}


class CellReader:
    """The mapping of one table, ready to be applied to lines."""

    def __init__(self, mapping: Mapping) -> None:
        columns = {column.name: column for column in TABLES[mapping.table].columns}
        self.fixed: dict[str, Any] = {"game": mapping.game, "source": mapping.source}
        self.rules: list[tuple[str, str, Parse, bool]] = []
        for name, rule in mapping.columns.items():
            parse = _parser(columns[name], rule, mapping.decimal)
            if rule.header is None:
                self.fixed[name] = parse(rule.const) if isinstance(rule.const, str) else rule.const
            else:
                self.rules.append((name, rule.header, parse, columns[name].required))

    def columns(self, key: str, cells: dict[str, str]) -> tuple[dict[str, Any], list[Reject]]:
        """Values of one line, and what is wrong with it."""
        values = dict(self.fixed)
        rejects = []
        for name, header, parse, required in self.rules:
            cell = cells[header]
            try:
                values[name] = parse(cell)
            except ValueError as error:
                rejects.append(Reject(key, name, show(cell), str(error)))
                continue
            if values[name] is None and required:
                rejects.append(Reject(key, name, show(cell), "missing"))
        return values, rejects


def _parser(column: Column, rule: Rule, decimal: str) -> Parse:
    """How a cell becomes a value of a column; an empty cell is null."""
    parse = _typed(column, rule, decimal)

    def read(cell: str) -> Any:
        stripped = cell.strip()
        if rule.values is not None:
            if stripped not in rule.values:
                if not stripped:
                    return None
                raise MalformedError("expected one of " + ", ".join(rule.values))
            found = rule.values[stripped]
            return parse(found) if isinstance(found, str) else found
        if not stripped:
            return [] if pa.types.is_list(column.type) else None
        return parse(stripped)

    return read


def _typed(column: Column, rule: Rule, decimal: str) -> Parse:
    kind = rule.kind or kind_of(column)
    if kind == "list":
        return lambda cell: [text(part) for part in cell.split(rule.split or "/") if part.strip()]
    if kind == "date":
        return day(rule.format or "%Y-%m-%d")
    if kind == "moment" and rule.format:
        return _moment(rule.format)
    if kind in ("real", "percent"):
        return lambda cell: _real(cell, decimal, percent=kind == "percent")
    parsers: dict[str, Parse] = {
        "int": whole,
        "moment": terms.moment,
        "flag": _flag,
        "card": terms.card,
        "number": lambda cell: fold_print(terms.name(cell)),
    }
    return parsers.get(kind, text)


def kind_of(column: Column) -> str:
    """How a column's cells are read where a mapping does not say: int, real, date … text."""
    if column.name in _NUMBERS:
        return "number"
    for test, kind in (
        (pa.types.is_integer, "int"),
        (pa.types.is_floating, "real"),
        (pa.types.is_date, "date"),
        (pa.types.is_timestamp, "moment"),
        (pa.types.is_boolean, "flag"),
        (pa.types.is_list, "list"),
    ):
        if test(column.type):
            return kind
    return "text"


def _real(cell: str, decimal: str, *, percent: bool) -> float:
    plain = cell.removesuffix("%").rstrip() if percent else cell
    if decimal == ",":
        plain = plain.replace(".", "?").replace(",", ".")
    if not _REAL.fullmatch(plain):
        raise MalformedError(f"expected a number such as 12{decimal}5")
    return float(plain) / 100 if percent else float(plain)


def _flag(cell: str) -> bool:
    found = _FLAGS.get(cell.lower())
    if found is None:
        raise MalformedError("expected true or false")
    return found


def _moment(pattern: str) -> Parse:
    def parse(cell: str) -> datetime:
        try:
            found = datetime.strptime(cell, pattern)  # noqa: DTZ007 - zone added below
        except ValueError:
            raise MalformedError(f"expected a date and time as {pattern}") from None
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)

    return parse
