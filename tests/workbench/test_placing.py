"""Putting a written folder in place: complete, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tcb_analytics.errors import ConfigError
from tcb_analytics.workbench.placing import free_or_forced, placed_whole

TRUTH = "truth.json"


def write(folder: Path, *names: str) -> None:
    with placed_whole(folder, TRUTH) as fresh:
        for name in names:
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_text("new", encoding="utf-8")
        truth = {"tcb_truth": True, "files": list(names)}
        (fresh / TRUTH).write_text(json.dumps(truth), encoding="utf-8")


def inside(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_sample_takes_the_place_of_all_files_of_an_earlier_one(tmp_path: Path) -> None:
    write(tmp_path / "s", "a.csv", "deep/b.csv")
    (tmp_path / "s" / "mine.txt").write_text("mine", encoding="utf-8")
    write(tmp_path / "s", "c.csv")

    assert inside(tmp_path / "s") == {"c.csv", "mine.txt", TRUTH}
    assert inside(tmp_path) == {f"s/{name}" for name in inside(tmp_path / "s")}


def test_a_failure_leaves_the_earlier_sample_as_it_was(tmp_path: Path) -> None:
    write(tmp_path / "s", "a.csv")

    def fail() -> None:
        with placed_whole(tmp_path / "s", TRUTH) as fresh:
            (fresh / "b.csv").write_text("half", encoding="utf-8")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()

    assert inside(tmp_path) == {"s/a.csv", f"s/{TRUTH}"}


def test_nothing_outside_the_folder_is_deleted_whatever_a_truth_lists(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine", encoding="utf-8")
    (tmp_path / "s").mkdir()
    hostile = {"tcb_truth": True, "files": ["../precious", "", ".", 3]}
    (tmp_path / "s" / TRUTH).write_text(json.dumps(hostile), encoding="utf-8")
    write(tmp_path / "s", "a.csv")

    assert (tmp_path / "precious").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_holds_something_is_free_only_by_force(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    free_or_forced(tmp_path, force=True)
    free_or_forced(tmp_path / "new", force=False)

    with pytest.raises(ConfigError, match="not empty"):
        free_or_forced(tmp_path, force=False)
    with pytest.raises(ConfigError, match="expected a folder"):
        free_or_forced(tmp_path / "mine.txt", force=True)
