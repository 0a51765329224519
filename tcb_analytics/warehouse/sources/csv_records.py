"""A CSV file as records with their true line numbers, whatever the file holds.

A record that cannot be read (too few cells, too large a cell, a quote that never
closes, bytes of another encoding) is reported with its line, and reading goes on.
What a cell means is left to ``mapped_csv``.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.contracts import Reject, show
from tcb_analytics.warehouse.sources.base import Document


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written: its delimiter and text encoding."""

    delimiter: str = ","
    encoding: str = "utf-8"


def records(
    document: Document, dialect: Dialect, wanted: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]] | Reject]:
    """The records of a file, each under its key (``line 12``), or why one is unreadable.

    Args:
        document: The file.
        dialect: How it is written.
        wanted: Headers that must be there.

    Raises:
        ImportRefusedError: No header line, a header missing or given twice, or text
            that the encoding cannot carry at all.
    """
    encoding = "utf-8-sig" if dialect.encoding == "utf-8" else dialect.encoding
    with document.path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        reader = csv.reader(file, delimiter=dialect.delimiter, strict=True)
        try:
            header = _header(document.name, reader, wanted)
            yield from _body(reader, header)
        except UnicodeError as error:
            raise ImportRefusedError(
                f"not {dialect.encoding} text after line {reader.line_num}: {error}",
                where=document.name,
                remedy="set encoding in the mapping to the file's, such as cp1252 or utf-16",
            ) from error


def _body(reader: Any, header: list[str]) -> Iterator[tuple[str, dict[str, str]] | Reject]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            last = reader.line_num
            key = f"line {line}" if last <= line else f"lines {line} to {last}"
            yield Reject(key, "", "", f"not readable as CSV: {error}")
            continue
        if cells is None:
            return
        key = f"line {line}"
        if len(cells) == len(header):
            yield key, dict(zip(header, cells, strict=True))
        elif cells:
            reason = f"expected {len(header)} cells, found {len(cells)}"
            yield Reject(key, "", show(", ".join(cells)), reason)


def _header(name: str, reader: Any, wanted: Sequence[str]) -> list[str]:
    try:
        header = [cell.strip() for cell in next(reader, [])]
    except csv.Error as error:
        raise _refusal(name, f"the first line is not readable as CSV: {error}") from error
    known = ", ".join(show(cell) for cell in header)
    missing = [cell for cell in wanted if cell not in header]
    if missing:
        raise _refusal(name, f"no header {', '.join(missing)}; the first line has {show(known)}")
    twice = [cell for cell, times in Counter(filter(None, header)).items() if times > 1]
    if twice:
        raise _refusal(name, f"the header {show(twice[0])} is given twice")
    return header


def _refusal(name: str, what: str) -> ImportRefusedError:
    remedy = "correct the header line, or the mapping's headers and delimiter"
    return ImportRefusedError(what, where=name, remedy=remedy)
