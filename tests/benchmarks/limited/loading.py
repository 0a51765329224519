"""From published files to what can be asked: this project's import, and spells' own."""

from __future__ import annotations

import gzip
import os
import shutil
from itertools import islice
from pathlib import Path
from typing import Any

from tests.benchmarks.limited.logs import SET
from tests.benchmarks.limited.sides import ours, wide_parquet
from tests.benchmarks.peer.environment import start_peer

DRAFT_LINES = 2_000
"""Lines of draft_data that spells is given: it reads the names of the set's cards from them."""


def import_rounds(sample: Path, home: Path, spells_home: Path, rounds: int) -> list[dict[str, Any]]:
    """Import the games on both sides in turns, each into an empty folder in a new process."""
    timed = []
    (games,) = sample.glob("game_data_public.*.csv.gz")
    for number in range(1, rounds + 1):
        for folder in (home, spells_home):
            shutil.rmtree(folder, ignore_errors=True)
        timed.append(_ours(home, [games], number) | {"side": "ours"})
        timed.append(_spells(spells_home, games, number))
    return timed


def import_rest(sample: Path, home: Path, spells_home: Path) -> list[dict[str, Any]]:
    """Import drafts and cards into this project, and what spells must have to answer at all."""
    (drafts,) = sample.glob("draft_data_public.*.csv.gz")
    cards = sample / "cards.csv"
    done = _ours(home, [drafts], 1) | {"side": "ours, drafts"}
    _ours(home, [cards], 1)
    short = spells_home / drafts.name
    with gzip.open(drafts, "rt", encoding="utf-8") as source, gzip.open(short, "wt") as target:
        target.writelines(islice(source, DRAFT_LINES))
    with start_peer(spells_home) as peer:
        staged = peer.call("stage", source=str(short), set_code=SET).value
        peer.call("unpack", kind="draft", source=staged, set_code=SET)
        peer.call("describe", cards_csv=str(cards), set_code=SET)
    return [done]


def sizes(home: Path, spells_home: Path) -> dict[str, int]:
    """Bytes on disk of the imported games: ours with rollups and all else, and spells' parquet."""
    files = [file for file in (home / "lake").rglob("*") if file.is_file()]
    ours_all = sum(file.stat().st_size for file in files)
    return {"ours": ours_all, "spells": wide_parquet(spells_home).stat().st_size}


def _ours(home: Path, files: list[Path], number: int) -> dict[str, Any]:
    with ours() as worker:
        worker.call("ready")
        done = worker.call("fill", home=str(home), paths=[str(file) for file in files])
    assert set(done.value) == {"imported"}, done.value
    return {
        "round": number, "seconds": done.seconds, "processor": done.processor,
        "peak_mb": done.peak_mb, "load": os.getloadavg()[0],
    }  # fmt: skip


def _spells(home: Path, games: Path, number: int) -> dict[str, Any]:
    home.mkdir(parents=True, exist_ok=True)
    with start_peer(home) as peer:
        staged = peer.call("stage", source=str(games), set_code=SET).value
        done = peer.call("unpack", kind="game", source=staged, set_code=SET)
    return {
        "round": number, "side": "spells", "seconds": done.seconds, "processor": done.processor,
        "peak_mb": done.peak_mb, "load": os.getloadavg()[0],
    }  # fmt: skip
