from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tcb_analytics.simulator.compiled import jit, layout, warm_up
from tcb_analytics.simulator.compiled.jit import cache_folder
from tcb_analytics.simulator.compiled.run import run_games
from tcb_analytics.simulator.compiled.warm_up import engine, is_cached


def test_the_engine_is_on_disk_once_it_has_been_used() -> None:
    engine()

    assert is_cached()
    assert any(cache_folder().rglob("run.run_games*.nbi"))


def test_the_engine_is_one_compiled_function() -> None:
    engine()

    assert run_games.signatures == [warm_up._ARGUMENTS]


def test_the_cache_lies_where_numba_is_told_and_changes_with_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    plain = cache_folder.__wrapped__()
    source = tmp_path / "compiled" / "new.py"
    source.parent.mkdir()
    source.write_text("A = 1")
    monkeypatch.setattr(jit, "_ROOM", tmp_path)

    assert plain.parent == tmp_path
    assert cache_folder.__wrapped__() != plain


def test_a_second_process_loads_the_engine_without_a_word() -> None:
    engine()
    script = "from tcb_analytics.simulator.compiled.warm_up import engine; engine()"
    done = subprocess.run(
        [sys.executable, "-c", script], env=dict(os.environ), capture_output=True, check=True
    )

    assert done.stderr == b""


def test_the_state_has_room_for_every_card_of_two_decks() -> None:
    assert layout.CARDS_MOST >= 2 * 51
    assert layout.ZONE >= 51
    assert layout.ZONE & (layout.ZONE - 1) == 0
    assert np.iinfo(np.int16).max > layout.STATE_SIZE
