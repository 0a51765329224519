"""A small sample league in a lake, and a way to call `tcb` as its user does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tcb_analytics.cli.entry import run
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.workbench.sample import write_sample


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Tcb = Callable[..., Done]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample of 2,000 matches as files."""
    folder = tmp_path_factory.mktemp("sample") / "files"
    write_sample(folder, seed=3, matches=2_000)
    return folder


@pytest.fixture(scope="session")
def sample_home(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data home whose lake holds that sample; tests only read it."""
    home = tmp_path_factory.mktemp("sample-home")
    import_paths([sample_folder], home / "lake", limit=100_000_000)
    return home


@pytest.fixture
def tcb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tcb:
    """Call `tcb` with a data home of its own, or another one."""

    def call(*words: str | Path, home: Path | None = None) -> Done:
        monkeypatch.setenv("TCB_HOME", str(home or tmp_path / "home"))
        capsys.readouterr()
        code = run([str(word) for word in words])
        return Done(code, *capsys.readouterr())

    return call
