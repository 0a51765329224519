"""The peer's own environment, made by uv on first use from the lock file beside this file.

``spells-mtg`` pins an old polars, which this project cannot have beside its own; so it is
installed into ``.venv`` in this folder and run as a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import uv

from tests.benchmarks.worker import Done, Worker

FOLDER = Path(__file__).resolve().parent
WORKER = "tests.benchmarks.peer.spells_worker"


def peer_python() -> Path:
    """The interpreter of the peer's environment, which is made or brought up to the lock.

    Raises:
        RuntimeError: It cannot be made, as without a network; says what uv said.
    """
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    done = subprocess.run(
        [
            uv.find_uv_bin(), "sync", "--frozen", "--quiet",
            "--project", str(FOLDER), "--python", sys.executable,
        ],
        env=environment | {"UV_PROJECT_ENVIRONMENT": str(FOLDER / ".venv")},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the peer's environment could not be made: {done.stderr.strip()}")
    inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return FOLDER.joinpath(".venv", *inside)


def start_peer(home: Path) -> Worker:
    """A worker that answers with spells from the files under ``home``."""
    python = peer_python()
    return Worker([str(python), "-m", WORKER], {"SPELLS_DATA_HOME": str(home)})


def feed_peer(peer: Worker, sample: Path, set_code: str) -> dict[str, Done]:
    """Have spells import the published files of a folder; what its own import took, by kind."""
    took = {}
    for kind in ("draft", "game"):
        (source,) = sample.glob(f"{kind}_data_public.*.csv.gz")
        staged = peer.call("stage", source=str(source), set_code=set_code).value
        took[kind] = peer.call("unpack", kind=kind, source=staged, set_code=set_code)
    peer.call("describe", cards_csv=str(sample / "cards.csv"), set_code=set_code)
    return took
