"""Answers as files: CSV, JSON, Parquet, Excel.

A file appears whole or not at all, and never over another one unless asked. In CSV and
Excel a text that a spreadsheet would run as a formula is led by an apostrophe, also in
column names; numbers are left as they are.
"""

from __future__ import annotations

import csv
import json
import math
import secrets
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from tcb_analytics.errors import QueryError

Format = Literal["csv", "json", "parquet", "xlsx"]
"""Formats that answers can be written in."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_EXCEL_ROWS = 1_048_576
_EXCEL_TEXT = 32_767


def export(
    table: pa.Table,
    path: Path,
    file_format: Format | None = None,
    *,
    overwrite: bool = False,
) -> Path:
    """Write a table to a file and return its path.

    Args:
        table: The rows.
        path: Where to; its ending says the format unless ``file_format`` does.
        file_format: One of :data:`Format`.
        overwrite: Whether an existing file may be replaced.

    Raises:
        QueryError: The format is unknown, the file exists, its folder does not, or it
            cannot be written.
    """
    kind = file_format or path.suffix.lower().removeprefix(".")
    if kind not in _WRITERS:
        raise QueryError(
            f"no format {kind!r}; known: {', '.join(get_args(Format))}",
            where=str(path),
            remedy="give the file an ending such as .csv",
        )
    if path.exists() and not overwrite:
        raise QueryError(
            "the file exists already", where=str(path), remedy="choose another name, or overwrite"
        )
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        _WRITERS[kind](table, unfinished)
        unfinished.replace(path)
    except (OSError, pa.ArrowException) as error:
        raise QueryError(f"cannot be written: {error}", where=str(path)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def neutral(value: Any) -> Any:
    """A text that no spreadsheet runs; other values unchanged."""
    if isinstance(value, str) and value.lstrip(" \u00a0\ufeff").startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def to_csv(table: pa.Table, path: Path) -> None:
    """Write UTF-8 CSV with a header; lists are joined by ``; ``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([neutral(name) for name in table.column_names])
        for batch in table.to_batches(max_chunksize=10_000):
            columns = [column.to_pylist() for column in batch.columns]
            writer.writerows(
                [neutral(_flat(value)) for value in row] for row in zip(*columns, strict=True)
            )


def to_json(table: pa.Table, path: Path) -> None:
    """Write a JSON list with one object per row; days and times as ISO text."""
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        comma = "\n"
        for batch in table.to_batches(max_chunksize=10_000):
            for row in batch.to_pylist():
                plain = {name: _finite(value) for name, value in row.items()}
                file.write(comma + json.dumps(plain, ensure_ascii=False, default=_json))
                comma = ",\n"
        file.write("\n]\n")


def to_parquet(table: pa.Table, path: Path) -> None:
    """Write Parquet with the table's own types."""
    pq.write_table(table, path, compression="zstd")


def to_xlsx(table: pa.Table, path: Path) -> None:
    """Write one sheet of an Excel workbook; texts are texts, never formulas.

    Raises:
        QueryError: There are more rows than a sheet holds.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import and rarely needed
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    if table.num_rows >= _EXCEL_ROWS:
        raise QueryError(
            f"{table.num_rows:,} rows are more than a sheet holds ({_EXCEL_ROWS - 1:,})",
            where=str(path),
            remedy="write .csv or .parquet",
        )
    book = Workbook(write_only=True)
    sheet = book.create_sheet("answer")

    def cell(value: Any) -> Any:
        value = neutral(_flat(value))
        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_EXCEL_TEXT]
        if isinstance(value, datetime):
            value = value.replace(tzinfo=None)
        made = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            made.data_type = "s"
        return made

    sheet.append([cell(name) for name in table.column_names])
    for batch in table.to_batches(max_chunksize=10_000):
        for row in _tuples(batch):
            sheet.append([cell(value) for value in row])
    book.save(path)


_WRITERS: dict[str, Callable[[pa.Table, Path], None]] = {
    "csv": to_csv,
    "json": to_json,
    "parquet": to_parquet,
    "xlsx": to_xlsx,
}


def _tuples(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    """Rows as tuples: names may repeat, and a mapping would lose columns."""
    return zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _finite(value: Any) -> Any:
    """The value, or None for a number that JSON and spreadsheets have no word for."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _flat(value: Any) -> Any:
    value = _finite(value)
    if isinstance(value, list):
        return "; ".join("" if item is None else str(item) for item in value)
    if isinstance(value, bytes | dict):
        return json.dumps(value, ensure_ascii=False, default=_json)
    return value


def _json(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
