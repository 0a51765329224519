"""Logs on their way into the lake: streamed, whole or absent, and packed small."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tcb_analytics.errors import LakeError
from tcb_analytics.warehouse import reading
from tcb_analytics.warehouse.importing import FAULT
from tcb_analytics.warehouse.maintenance import vacuum
from tcb_analytics.warehouse.store import Store
from tests.warehouse.wide_logs import (
    GAME_FIGURES,
    bring,
    bring_paths,
    draft_header,
    game,
    game_header,
    pick,
    rows,
    text_of,
    write,
)


def log(games: int = 40, **cells: str) -> str:
    lines = [game(deck_Ax="17", drawn_Ax="1", draft_id=f"d{at // 4}",
                  game_number=str(at % 4 + 1), **cells) for at in range(games)]  # fmt: skip
    return text_of(game_header(), lines)


def visible(folder: Path) -> int:
    """Data sets that a reader sees."""
    try:
        return len(Store.open(folder / "lake").live)
    except LakeError:
        return 0


def left_on_disk(folder: Path) -> list[Path]:
    """Rows on disk, seen or not."""
    return [path for path in (folder / "lake").rglob("*.parquet") if "games" in path.parts[-3]]


def test_a_log_is_visible_whole_with_its_rollups(tmp_path: Path) -> None:
    outcome = bring(tmp_path, log(), packed=True)
    assert (outcome.status, outcome.format, outcome.rejected) == ("imported", "17lands-games", 0)
    (row,) = Store.open(tmp_path / "lake").live
    assert (row.dataset, row.license) == ("17lands-games:SYN:PremierDraft", "CC-BY-4.0")
    assert {"limited_games", "build_cards", "cards_by_week", "log_cards"} <= set(row.tables)
    assert sum(pq.read_table(file, partitioning=None).num_rows for table in row.tables
               for file in Store.open(tmp_path / "lake").files(table)) == row.rows  # fmt: skip
    assert [row["deck"] for row in rows(tmp_path, "cards_played")] == [40 * 17]


def test_the_same_log_again_changes_nothing_and_a_longer_one_replaces_it(tmp_path: Path) -> None:
    bring(tmp_path, log())
    assert bring(tmp_path, log()).status == "unchanged"
    assert bring(tmp_path, log(games=44)).status == "imported"
    assert (visible(tmp_path), len(rows(tmp_path, "limited_games"))) == (1, 44)


def test_games_and_drafts_of_a_set_stand_side_by_side(tmp_path: Path) -> None:
    bring(tmp_path, log())
    bring(tmp_path, text_of(draft_header(), [pick(pack_card_Ax="1")]))
    assert (visible(tmp_path), len(rows(tmp_path, "drafts"))) == (2, 1)
    assert len(rows(tmp_path, "log_cards")) == 6


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9, 0.999])
def test_a_flipped_bit_in_a_packed_log_leaves_nothing_behind(tmp_path: Path, place: float) -> None:
    packed = bytearray(gzip.compress(log(games=300, rank=os.urandom(20).hex()).encode()))
    packed[int(place * len(packed))] ^= 4
    outcome = bring(tmp_path, bytes(packed))
    assert outcome.status == "refused"
    assert FAULT not in " ".join(outcome.notes)
    assert (visible(tmp_path), left_on_disk(tmp_path)) == (0, [])


def test_a_refused_log_leaves_the_earlier_one_as_it_was(tmp_path: Path) -> None:
    bring(tmp_path, log())
    outcome = bring(tmp_path, text_of(game_header(), [game(won="x"), game()]) + "cut\n")
    assert (outcome.status, "more than half" in outcome.notes[0]) == ("refused", True)
    assert len(rows(tmp_path, "limited_games")) == 40


def test_rejected_lines_are_in_the_lake_with_file_line_field_and_reason(tmp_path: Path) -> None:
    text = log() + text_of(game_header(), [game(deck_Ax="-1")]).splitlines()[1] + "\n"
    outcome = bring(tmp_path, text)
    (row,) = rows(tmp_path, "rejects")
    assert (outcome.rejected, row["key"], row["field"], row["value"]) == (
        1,
        "line 42",
        "deck_Ax",
        "-1",
    )
    assert row["file"].endswith("log.csv")
    assert "from 0 to 127" in row["reason"]


def test_a_log_may_be_larger_than_what_is_unpacked_to_disk(tmp_path: Path) -> None:
    outcome = bring(tmp_path, log(games=400), packed=True, limit=2_000)
    assert outcome.status == "imported"
    assert not any((tmp_path / "lake" / "_scratch").iterdir())


def test_a_log_beyond_the_limit_of_streams_is_refused(tmp_path: Path) -> None:
    for packed in (False, True):
        outcome = bring(tmp_path, log(games=400), packed=packed, longest=20_000)
        assert (outcome.status, "TCB_MAX_LOG_MB" in outcome.notes[-1]) == ("refused", True)
    assert left_on_disk(tmp_path) == []


def test_a_log_inside_a_zip_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "log.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("game_data.csv", log())
    assert bring_paths(tmp_path, path).count("imported") == 1


def test_a_log_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, log())
    before = reading._in_place

    def touched(*args: object) -> object:
        found = before(*args)  # type: ignore[arg-type] # passed on as they came
        os.utime(path, (1, 1))
        return found

    monkeypatch.setattr(reading, "_in_place", touched)
    outcome = bring_paths(tmp_path, path).outcomes[0]
    assert (outcome.status, "changed while" in outcome.notes[0]) == ("refused", True)
    assert visible(tmp_path) == 0


def test_a_disk_that_is_too_full_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 100})
    monkeypatch.setattr(reading.shutil, "disk_usage", lambda folder: usage)
    outcome = bring(tmp_path, log())
    assert (outcome.status, "are free" in outcome.notes[0]) == ("refused", True)


def test_names_that_other_logs_use_are_not_taken_for_games(tmp_path: Path) -> None:
    columns = [*game_header(), "user_turn_1_cards_drawn"]
    assert bring(tmp_path, text_of(columns, [game()])).status == "refused"


def test_a_killed_import_leaves_nothing_visible_and_the_next_one_succeeds(tmp_path: Path) -> None:
    path = write(tmp_path, log(games=30_000))
    environment = os.environ | {"TCB_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "tcb_analytics", "import", str(path)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    games = tmp_path / "lake" / "limited_games"
    until = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        if list(games.glob("import_id=*/*.parquet")):
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert visible(tmp_path) == 0
    assert bring_paths(tmp_path, path).count("imported") == 1
    assert len(rows(tmp_path, "limited_games")) == 30_000
    assert vacuum(tmp_path / "lake", older_than=timedelta(0)).imports >= 1
    assert {str(file) for file in games.rglob("*.parquet")} == set(
        Store.open(tmp_path / "lake").files("limited_games")
    )


def test_every_figure_has_its_column_in_the_header() -> None:
    assert all(f"{prefix}Ax" in game_header() for prefix in GAME_FIGURES)


def test_importing_a_log_by_the_command_warns_of_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, log())
    run = subprocess.run(
        [sys.executable, "-m", "tcb_analytics", "import", str(path)],
        env=os.environ | {"TCB_HOME": str(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Warning" not in run.stderr
