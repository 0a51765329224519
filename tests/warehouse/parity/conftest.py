"""One sample of logs, in the lake and in spells' files, and what each says of every question."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.limited_sample import write_limited_sample
from tests.benchmarks.peer.environment import feed_peer, start_peer
from tests.benchmarks.worker import Worker
from tests.warehouse.parity.questions import QUESTIONS, Question

GAMES = 20_000
SET = "SYN"


@pytest.fixture(scope="package")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated logs in the published shape: games, drafts and cards of one set."""
    folder = tmp_path_factory.mktemp("logs") / "sample"
    write_limited_sample(folder, set_code=SET, games=GAMES, seed=17)
    return folder


@pytest.fixture(scope="package")
def lake(sample: Path) -> Lake:
    """A lake that holds them."""
    settings = Settings(home=sample.parent / "home")
    import_paths([sample], settings.lake, limit=settings.max_input_mb << 20)
    return Lake(settings)


@pytest.fixture(scope="package")
def theirs(sample: Path) -> dict[str, pl.DataFrame]:
    """What spells says of every question, asked in one process."""
    home = sample.parent / "spells"
    with start_peer(home) as peer:
        feed_peer(peer, sample, SET)
        return {question.label: _answer(peer, question, home) for question in QUESTIONS}


def _answer(peer: Worker, question: Question, home: Path) -> pl.DataFrame:
    path = home / "answer.parquet"
    peer.call("ask", set_code=SET, question=question.theirs)
    peer.call("save", path=str(path))
    return pl.read_parquet(path, memory_map=False)
