"""Answers as files and streams, from any question."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
from openpyxl import load_workbook

from tests.cli.conftest import Tcb


def test_every_format_holds_all_rows_whatever_the_table_shows(
    tcb: Tcb, sample_home: Path, tmp_path: Path
) -> None:
    kinds = ("csv", "xlsx", "parquet", "json")
    files = {kind: tmp_path / f"matchups.{kind}" for kind in kinds}
    exports = [word for kind, file in files.items() for word in (f"--{kind}", file)]

    done = tcb("query", "matchups", "--limit", "1", *exports, home=sample_home)

    assert done.code == 0, done.err
    assert done.out == ""
    rows = json.loads(files["json"].read_text(encoding="utf-8"))
    assert len(rows) > 1
    assert pq.read_table(files["parquet"]).num_rows == len(rows)
    assert len(files["csv"].read_text(encoding="utf-8").splitlines()) == len(rows) + 1
    assert load_workbook(files["xlsx"]).active.max_row == len(rows) + 1


def test_an_existing_file_is_kept_unless_overwriting_is_asked_for(
    tcb: Tcb, sample_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("mine", encoding="utf-8")

    refused = tcb("query", "curve", "--csv", file, home=sample_home)
    assert refused.code == 2
    assert file.read_text(encoding="utf-8") == "mine"
    assert tcb("query", "curve", "--csv", file, "--overwrite", home=sample_home).code == 0


def test_a_formula_in_the_data_is_no_formula_in_csv(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("query", "sql", "SELECT '=1+1' AS cell", "--csv", "-", home=sample_home)

    assert list(csv.reader(io.StringIO(done.out))) == [["cell"], ["'=1+1"]]
