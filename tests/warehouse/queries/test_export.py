from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.export import export, neutral

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "＝1",
    "=cmd|'/c calc'!A0",
]
TABLE = pa.table(
    {
        "=name": ["=1+1", "Nami", None],
        "delta": [-1.5, float("nan"), None],
        "games": [-3, 4, None],
        "day": [date(2025, 1, 6), None, None],
        "moment": [datetime(2025, 1, 6, 9, tzinfo=UTC), None, None],
        "colors": [["=Red", "Blue"], [], None],
        "known": [True, False, None],
    }
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("value", [-1, -1.5, "Nami", "a=b", "", None, True, "1-2"])
def test_numbers_and_plain_texts_are_left_as_they_are(value: object) -> None:
    assert neutral(value) is value


def test_csv_has_no_formulas_and_keeps_negative_numbers(tmp_path: Path) -> None:
    path = export(TABLE, tmp_path / "out.csv")
    with path.open(encoding="utf-8", newline="") as file:
        header, first, second, third = csv.reader(file)
    assert header[0] == "'=name"
    assert first == [
        "'=1+1", "-1.5", "-3", "2025-01-06", "2025-01-06 09:00:00+00:00", "'=Red; Blue", "True",
    ]  # fmt: skip
    assert second[:3] == ["Nami", "", "4"]
    assert third == [""] * 7


def test_excel_has_texts_where_texts_are_and_numbers_where_numbers_are(tmp_path: Path) -> None:
    path = export(TABLE, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert (rows[0][0].value, rows[1][0].value, rows[1][0].data_type) == ("'=name", "'=1+1", "s")
    assert rows[1][1].value == -1.5
    assert rows[1][2].value == -3
    assert rows[1][3].value.date() == date(2025, 1, 6)
    assert all(cell.data_type != "f" for row in rows for cell in row)


def test_excel_survives_characters_that_its_format_cannot_hold(tmp_path: Path) -> None:
    path = export(pa.table({"name": ["a\x01b", "x" * 40_000]}), tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet["A2"].value == "a\ufffdb"


def test_json_is_valid_and_whole(tmp_path: Path) -> None:
    path = export(TABLE, tmp_path / "out.json")
    rows = json.loads(path.read_text(encoding="utf-8"))
    assert rows[0]["=name"] == "=1+1"
    assert rows[1]["delta"] is None
    assert rows[0]["day"] == "2025-01-06"
    assert len(rows) == 3
    empty = export(TABLE.slice(0, 0), tmp_path / "none.json")
    assert json.loads(empty.read_text(encoding="utf-8")) == []


def test_parquet_comes_back_as_it_was(tmp_path: Path) -> None:
    table = TABLE.drop_columns(["delta"])
    assert pq.read_table(export(table, tmp_path / "out.parquet")).equals(table)


def test_columns_of_one_name_are_all_written(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"])
    assert export(table, tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[1] == "1,2"


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.parquet", "out.xlsx"])
def test_no_file_is_overwritten_unless_asked(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(QueryError, match="exists already"):
        export(TABLE, path)
    assert path.read_text(encoding="utf-8") == "mine"
    export(TABLE, path, overwrite=True)
    assert path.read_bytes() != b"mine"
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_a_failed_write_leaves_nothing_and_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_text("mine", encoding="utf-8")
    too_long = pa.table({"n": pa.nulls(1_048_576, pa.int8())})
    with pytest.raises(QueryError, match="more than a sheet holds"):
        export(too_long, path, overwrite=True)
    assert path.read_text(encoding="utf-8") == "mine"
    assert [found.name for found in tmp_path.iterdir()] == ["out.xlsx"]


def test_a_folder_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="cannot be written"):
        export(TABLE, tmp_path / "absent" / "out.csv")


@pytest.mark.parametrize("name", ["out.txt", "out", "out.csv.exe"])
def test_an_unknown_format_is_answered_with_the_known_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(QueryError, match="csv, json, parquet, xlsx"):
        export(TABLE, tmp_path / name)


def test_a_result_saves_itself(empty_lake: Lake, tmp_path: Path) -> None:
    path = empty_lake.sql("SELECT '=1' AS a").save(tmp_path / "out.data", "csv")
    assert path.read_text(encoding="utf-8").splitlines() == ["a", "'=1"]
