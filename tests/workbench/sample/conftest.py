"""One written sample for the tests of this room, and its files as they are read."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tcb_analytics.workbench.sample import SampleSummary, write_sample

LeaderMatch = tuple[str, str, int, int]


def read(path: Path) -> Any:
    """A JSON document, packed or plain."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return json.load(file)


def content(folder: Path) -> dict[str, bytes]:
    """Unpacked bytes of every file below a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): (
            gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True)
class Written:
    """A sample on disk, read without any importer."""

    summary: SampleSummary

    @property
    def folder(self) -> Path:
        return self.summary.folder

    @cached_property
    def truth(self) -> dict[str, Any]:
        return read(self.folder / "truth.json")

    @cached_property
    def ladder(self) -> list[dict[str, Any]]:
        return [read(path) for path in sorted(self.folder.glob("ladder/*"))]

    @cached_property
    def matches(self) -> np.ndarray:
        """Rows of week, archetype of p1 and p2, first player, and winner.

        The winner is 1 or 2, 0 for a tie, -1 for a match that was broken off.
        """
        place = {leader: index for index, leader in enumerate(self.truth["leaders"])}
        rows = []
        for week, document in enumerate(self.ladder):
            for match in document["matches"].values():
                one, two = match["p1"], match["p2"]
                tie = one["status"] == two["status"] == "draw"
                winner = {"p1": 1, "p2": 2}.get(match["winner"], 0 if tie else -1)
                leaders = place[one["leader"]], place[two["leader"]]
                rows.append((week, *leaders, int(match["first"][1]), winner))
        return np.array(rows)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The default sample, one file a week."""
    return Written(write_sample(tmp_path_factory.mktemp("sample") / "default"))
