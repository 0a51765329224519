"""Evidence of Limited cards: one row a card, set and colours, withheld rates left out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import open_lake
from tcb_analytics.workbench.seen_cards import ALL, SeenCard, seen_cards
from tests.workbench.rated_set import rated_set

TRUTH = {"gull": 0.6, "heron": 0.5, "tern": 0.4}


def read(home: Path, *files: Path, on: date | None = None) -> list[SeenCard]:
    import_paths(list(files), home / "lake", limit=10**8)
    with open_lake(home) as lake:
        return seen_cards(lake, "magic", on=on)


def test_wins_are_counts_again_and_withheld_rates_are_no_evidence(tmp_path: Path) -> None:
    file = tmp_path / "ratings_AAA.json"
    rated_set(file, TRUTH, {"gull": 4_000, "heron": 499, "tern": 500}, pair={"gull": (0.7, 900)})
    found = {(one.number, one.colors): one for one in read(tmp_path, file)}
    assert found.keys() == {("gull", ALL), ("gull", "WU"), ("tern", ALL)}
    gull = found["gull", ALL]
    assert (gull.copies, gull.set_code, gull.until) == (4_000, "AAA", date(2026, 3, 20))
    assert gull.wins == pytest.approx(round(gull.wins), abs=1e-6)
    assert gull.wins / gull.copies == pytest.approx(0.6, abs=0.03)


def test_files_of_overlapping_days_are_not_summed(tmp_path: Path) -> None:
    early, late = tmp_path / "early" / "ratings_AAA.json", tmp_path / "late" / "ratings_AAA.json"
    for file, days, copies in ((early, "2026-03-10", 1_000), (late, "2026-03-30", 5_000)):
        file.parent.mkdir()
        rated_set(file, TRUTH, dict.fromkeys(TRUTH, copies), days=("2026-03-01", days))
    assert {one.copies for one in read(tmp_path, late, early)} == {5_000}
    assert {one.copies for one in read(tmp_path, on=date(2026, 3, 15))} == {1_000}
    assert read(tmp_path, on=date(2026, 3, 10)) == []


def test_made_up_ratings_teach_only_where_there_are_no_others(tmp_path: Path) -> None:
    real, made = tmp_path / "ratings_AAA.json", tmp_path / "made" / "ratings_BBB.json"
    made.parent.mkdir()
    rated_set(real, TRUTH, dict.fromkeys(TRUTH, 1_000))
    rated_set(made, TRUTH, dict.fromkeys(TRUTH, 9_000))
    record = json.loads(made.read_text(encoding="utf-8"))
    made.write_text(json.dumps({"source": "sample", **record}), encoding="utf-8")

    assert {one.copies for one in read(tmp_path / "alone", made)} == {9_000}
    assert {one.copies for one in read(tmp_path / "both", made, real)} == {1_000}
