"""`tcb data`: what is in the lake, and taking it out and bringing it back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tcb_analytics.warehouse.tables import TABLES
from tests.cli.conftest import Tcb


def test_list_names_every_data_set_with_its_origin(tcb: Tcb, sample_home: Path) -> None:
    rows = json.loads(tcb("data", "list", "--json", home=sample_home).out)

    assert len(rows) > 5
    assert all(row["sha256"] and row["file"] and row["format"] for row in rows)
    assert rows[0]["dataset"] in tcb("data", "list", home=sample_home).out


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_shown(tcb: Tcb, sample_home: Path, table: str) -> None:
    done = tcb("data", "show", table, "--limit", "2", home=sample_home)

    assert done.code == 0, done.err
    assert done.out.startswith(f"{table}: {TABLES[table].meaning}")


def test_rejected_rows_are_shown_with_place_field_and_reason(tcb: Tcb, tmp_path: Path) -> None:
    (tmp_path / "diary.csv").write_text("me,result\nTB01-001,W\nTB01-001,lost\n", encoding="utf-8")
    (tmp_path / "map.yaml").write_text(
        "table: matches\ndataset: diary\ngame: tidebreak\ncolumns:\n"
        "  leader_1: me\n  winner: {from: result, values: {W: 1}}\n",
        encoding="utf-8",
    )
    imported = tcb("import", tmp_path / "diary.csv", "--map", tmp_path / "map.yaml")

    rows = json.loads(tcb("data", "rejects", "--json").out)

    assert "Next: tcb data rejects" in imported.out
    assert [(row["key"], row["field"], row["value"]) for row in rows] == [
        ("line 3", "winner", "lost")
    ]


def test_rejects_that_are_not_shown_are_counted(tcb: Tcb, tmp_path: Path) -> None:
    (tmp_path / "diary.csv").write_text("me,result\nA,W\n" + "A,lost\n" * 3, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(
        "table: matches\ndataset: diary\ngame: tidebreak\ncolumns:\n"
        "  leader_1: me\n  winner: {from: result, values: {W: 1}}\n",
        encoding="utf-8",
    )
    tcb("import", tmp_path / "diary.csv", "--map", tmp_path / "map.yaml")

    assert "2 of 3 rejects; --limit shows more" in tcb("data", "rejects", "--limit", "2").out
    assert "--limit" not in tcb("data", "rejects", "--limit", "3").out


def test_a_removed_data_set_is_gone_now_and_there_before(tcb: Tcb, sample_folder: Path) -> None:
    tcb("import", sample_folder)
    before = json.loads(tcb("data", "list", "--json").out)
    version = tcb("data", "list").out.split()[-1]

    removed = tcb("data", "remove", before[0]["dataset"])

    assert removed.code == 0, removed.err
    assert len(json.loads(tcb("data", "list", "--json").out)) == len(before) - 1
    assert json.loads(tcb("data", "list", "--json", "--as-of", version).out) == before
    assert json.loads(tcb("data", "history", "--json").out)[-1]["action"] == "remove"


def test_removing_what_is_not_there_names_what_is(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("data", "remove", "nothing-like-it", home=sample_home)

    assert done.code == 1
    assert "Next: tcb data list" in done.err


def test_vacuum_asks_first_and_then_deletes_what_no_data_set_needs(
    tcb: Tcb, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tcb("import", sample_folder)
    tcb("import", sample_folder, "--again")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))

    asked = tcb("data", "vacuum", "--older-than", "0")
    done = tcb("data", "vacuum", "--older-than", "0", "--yes")

    assert asked.code == 130
    assert done.code == 0, done.err
    assert "deleted 0 files" not in done.out
    assert tcb("query", "win-rates").code == 0


def test_a_sample_is_written_where_asked_and_never_over_something(tcb: Tcb, tmp_path: Path) -> None:
    out = tmp_path / "league"
    words = ("data", "sample", "--seed", "5", "--matches", "100", "--out", out)

    assert tcb(*words).code == 0
    assert (out / "truth.json").is_file()
    assert tcb(*words).code == 2
    assert tcb(*words, "--force").code == 0
