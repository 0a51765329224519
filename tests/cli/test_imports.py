"""`tcb import`: what a user sees of every outcome."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Tcb

CSV = """date,my leader,their leader,result
2026-03-01,TB01-001,TB01-002,W
2026-03-01,TB01-001,TB01-002,L
"""
MAPPING = """
table: matches
dataset: diary
game: tidebreak
source: own
columns:
  event_date: {from: date, as: date}
  leader_1: my leader
  leader_2: their leader
  winner: {from: result, values: {W: 1, L: 2, T: 0}}
"""


def test_a_folder_is_imported_and_a_second_time_changes_nothing(
    tcb: Tcb, sample_folder: Path
) -> None:
    first = tcb("import", sample_folder)
    second = tcb("import", sample_folder)

    assert first.code == second.code == 0
    assert " imported" in first.out.splitlines()[-1]
    assert " unchanged" in second.out.splitlines()[-1]
    assert " imported" not in second.out.splitlines()[-1]


def test_progress_is_plain_lines_on_standard_error(tcb: Tcb, sample_folder: Path) -> None:
    done = tcb("import", sample_folder)

    assert "import 1/" in done.err
    assert "\x1b" not in done.err + done.out


def test_a_refused_file_fails_the_command_and_says_what_was_seen(tcb: Tcb, tmp_path: Path) -> None:
    strange = tmp_path / "strange.json"
    strange.write_text('{"colour": "red"}', encoding="utf-8")

    done = tcb("import", strange)

    assert done.code == 1
    assert "refused" in done.out
    assert "a JSON object with keys colour" in done.err


def test_what_is_said_of_several_files_is_said_once(tcb: Tcb, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.json").write_text('{"colour": "red"}', encoding="utf-8")

    done = tcb("import", tmp_path / "one.json", tmp_path / "two.json")

    assert done.err.count("looked for") == 1
    assert "one.json and 1 other file: looked for" in done.err


def test_json_tells_every_outcome(tcb: Tcb, sample_folder: Path) -> None:
    done = tcb("import", sample_folder, "--json")

    files = json.loads(done.out)["files"]
    assert {file["status"] for file in files} <= {"imported", "skipped"}
    assert sum(file["rows"] for file in files) > 2_000


def test_a_csv_of_ones_own_comes_in_by_its_mapping(tcb: Tcb, tmp_path: Path) -> None:
    (tmp_path / "diary.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")

    done = tcb("import", tmp_path / "diary.csv", "--map", tmp_path / "map.yaml")

    assert done.code == 0, done.err
    rows = json.loads(tcb("data", "show", "matches", "--json").out)
    assert [row["winner"] for row in rows] == [1, 2]


def test_a_suggested_mapping_is_yaml_that_names_the_headers(tcb: Tcb, tmp_path: Path) -> None:
    (tmp_path / "diary.csv").write_text(CSV, encoding="utf-8")

    done = tcb("import", tmp_path / "diary.csv", "--suggest")

    assert done.code == 0
    assert "table: matches" in done.out
    assert "my leader" in done.out
    assert tcb("data", "list").code == 1, "nothing was imported"


def test_a_mapping_that_is_not_text_is_refused(tcb: Tcb, tmp_path: Path) -> None:
    (tmp_path / "diary.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "map.yaml").write_bytes(b"table: \xff\xfe")

    done = tcb("import", tmp_path / "diary.csv", "--map", tmp_path / "map.yaml")

    assert done.code == 1
    assert "is not UTF-8" in done.err
