"""Written samples for the tests of this room, read without any importer."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pyarrow import csv

from tcb_analytics.workbench.limited_sample import LimitedSummary, write_limited_sample


@dataclass(frozen=True)
class Written:
    """A sample on disk; counts are matrices with a row per row of the log, a column per card."""

    summary: LimitedSummary

    @property
    def folder(self) -> Path:
        return self.summary.folder

    @cached_property
    def truth(self) -> dict[str, Any]:
        return json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))

    @cached_property
    def archetypes(self) -> dict[str, int]:
        with gzip.open(self.folder / "truth_archetypes.json.gz", "rt") as file:
            return json.load(file)["drafts"]

    @cached_property
    def names(self) -> list[str]:
        return [card["name"] for card in self.truth["cards"]]

    @cached_property
    def won(self) -> np.ndarray:
        return (self.games["won"] == "True").to_numpy()

    @cached_property
    def deck(self) -> np.ndarray:
        return self.of_games("deck")

    @cached_property
    def in_hand(self) -> np.ndarray:
        """Copies in the opening hand or drawn, which is what counts for winning."""
        return self.of_games("opening_hand") + self.of_games("drawn")

    @cached_property
    def games(self) -> pd.DataFrame:
        return self._read("game_data_public")

    @cached_property
    def drafts(self) -> pd.DataFrame:
        return self._read("draft_data_public")

    def of_games(self, kind: str) -> np.ndarray:
        return self.games[[f"{kind}_{name}" for name in self.names]].to_numpy(np.int16)

    def of_drafts(self, kind: str) -> np.ndarray:
        return self.drafts[[f"{kind}_{name}" for name in self.names]].to_numpy(np.int16)

    def column(self, key: str) -> np.ndarray:
        return np.array([card[key] for card in self.truth["cards"]])

    def _read(self, log: str) -> pd.DataFrame:
        """A log as text in its first cells, so that no reader's guess hides how it is written."""
        path = next(self.folder.glob(f"{log}.*.gz"))
        with gzip.open(path, "rt", encoding="utf-8") as file:
            head = file.readline()
        kinds = (
            "opening_hand_",
            "drawn_",
            "tutored_",
            "deck_",
            "sideboard_",
            "pack_card_",
            "pool_",
        )
        names = csv.read_csv(BytesIO(head.encode())).column_names
        types = {name: "int16" if name.startswith(kinds) else "string" for name in names}
        return csv.read_csv(
            path, convert_options=csv.ConvertOptions(column_types=types)
        ).to_pandas()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Premier drafts with a small set: short rows, and counts of two digits."""
    folder = tmp_path_factory.mktemp("limited") / "small"
    return Written(write_limited_sample(folder, games=3_000, seed=11, cards=120))


@pytest.fixture(scope="session")
def best_of_three(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Matches of up to three games."""
    folder = tmp_path_factory.mktemp("limited") / "three"
    return Written(write_limited_sample(folder, games=1_500, cards=120, event="TradDraft"))


@pytest.fixture(scope="session")
def pick_two(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Drafts in which two cards are taken at once."""
    folder = tmp_path_factory.mktemp("limited") / "two"
    return Written(write_limited_sample(folder, games=1_500, cards=120, event="PickTwoDraft"))


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """50,000 games with a set of the usual size."""
    folder = tmp_path_factory.mktemp("limited") / "large"
    return Written(write_limited_sample(folder, games=50_000, seed=3))
