"""The lake of generated logs is made once, apart from the user's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.errors import ConfigError
from tcb_analytics.workbench.limited_lake import FOLDER, limited_lake


def test_it_is_made_once_and_kept_apart_from_the_lake_of_the_data_home(tmp_path: Path) -> None:
    first = limited_lake(300, set_code="TST", seed=3, home=tmp_path)
    written = {file: file.stat().st_mtime_ns for file in first.logs.iterdir()}
    version = first.lake.version
    again = limited_lake(300, set_code="TST", seed=3, home=tmp_path)

    assert not (tmp_path / "lake").exists()
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]
    assert {file: file.stat().st_mtime_ns for file in again.logs.iterdir()} == written
    assert again.lake.version == version
    assert (
        again.lake.limited("num_games", by=()).df()["num_games"][0] == again.truth["games"] >= 300
    )
    assert again.games_csv.name == "game_data_public.TST.PremierDraft.csv.gz"


def test_other_arguments_make_another_lake(tmp_path: Path) -> None:
    folders = {limited_lake(100, set_code="TST", seed=seed, home=tmp_path).logs for seed in (1, 2)}

    assert len(folders) == 2


def test_what_cannot_be_drawn_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="games"):
        limited_lake(0, home=tmp_path)
