"""`tcb query`: answers as tables, files and streams."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from tcb_analytics.warehouse.lake import open_lake
from tests.cli.conftest import Tcb

QUESTIONS = ("win-rates", "matchups", "meta-share", "inclusion", "decks", "curve")


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_answered_as_a_table(tcb: Tcb, sample_home: Path, question: str) -> None:
    done = tcb("query", question, "--limit", "3", home=sample_home)

    assert done.code == 0, done.err
    assert len(done.out.splitlines()) == 4


def test_a_table_holds_the_rows_that_the_lake_gives(tcb: Tcb, sample_home: Path) -> None:
    words = ("query", "win-rates", "--by", "leader", "--by", "week", "--where", "mirror=no")
    done = tcb(*words, "--json", "-", home=sample_home)

    expected = open_lake(sample_home).win_rates(by=["leader", "week"], where={"mirror": False})
    assert json.loads(done.out) == expected.arrow().to_pylist()


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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("win-rates", "--by", "leaderr"), "leader"),
        (("win-rates", "--where", "nothing=1"), "known:"),
        (("win-rates", "--where", "date >="), "where"),
        (("win-rates", "--game", "chess"), "chess"),
        (("sql", "DROP TABLE matches"), "SELECT"),
        (("sql", "SELECT * FROM read_csv('x')"), ""),
        (("curve", "--csv", "-", "--json", "-"), "only one format"),
    ],
)
def test_a_wrong_question_is_wrong_use(
    tcb: Tcb, sample_home: Path, words: tuple[str, ...], said: str
) -> None:
    done = tcb("query", *words, home=sample_home)

    assert done.code == 2
    assert said in done.err
    assert done.out == ""


def test_the_sql_of_a_question_can_be_asked_by_hand(tcb: Tcb, sample_home: Path) -> None:
    sql = tcb("query", "decks", "--where", "complete=yes", "--show-sql", home=sample_home).out

    by_hand = tcb("query", "sql", sql, "--json", "-", home=sample_home)
    asked = tcb("query", "decks", "--where", "complete=yes", "--json", "-", home=sample_home)

    assert by_hand.code == 0, by_hand.err
    assert json.loads(by_hand.out) == json.loads(asked.out)
