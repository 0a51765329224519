"""Everything a lake can be asked is asked, and answered alike by both majors of DuckDB.

Spark is asked the same in ``test_spark_alone.py`` and ``test_spark_cluster.py``.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.house.tree import REPOSITORY
from tests.warehouse.engines.answers import EXAMPLES, Rows, names, same
from tests.warehouse.engines.spark_answers import QUESTIONS, TEXTS


def test_every_public_helper_of_a_lake_has_an_example() -> None:
    assert set(names()) == set(EXAMPLES)
    assert [name for name in EXAMPLES if not EXAMPLES[name]] == ["deck"]


def test_the_examples_ask_for_rows(expected: dict[str, Any]) -> None:
    """Two empty answers are always the same."""
    empty = {label for label in (*QUESTIONS, *TEXTS) if _is_empty(expected[label])}
    meant = {label for label in TEXTS if "WHERE FALSE" in label}
    rare = {"view ratings", "view archetypes", "view pool_cards"}
    assert empty <= meant | rare


def _is_empty(found: Any) -> bool:
    return isinstance(found, Rows) and not found.values


@pytest.fixture(scope="module")
def other_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the other supported major of DuckDB."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if uv is None:
        pytest.skip("uv is not installed: make install brings it")
    wanted = "duckdb>=1.5,<2" if int(duckdb.__version__.split(".")[0]) > 1 else "duckdb>=2,<3"
    folder = tmp_path_factory.mktemp("duckdb")
    install = [uv, "pip", "install", "--quiet", "--no-deps", "--python", sys.executable]
    subprocess.run([*install, "--target", str(folder), wanted], check=True, timeout=300)
    return folder


def test_both_majors_of_duckdb_answer_alike(
    home: Path, expected: dict[str, Any], other_duckdb: Path
) -> None:
    out = home / "answers.pickle"
    path = os.pathsep.join([str(other_duckdb), str(REPOSITORY)])
    command = [sys.executable, "-m", "tests.warehouse.engines.answers", str(home), str(out)]
    subprocess.run(
        command, cwd=REPOSITORY, env=os.environ | {"PYTHONPATH": path}, check=True, timeout=300
    )
    version, found = pickle.loads(out.read_bytes())
    assert version.split(".")[0] != duckdb.__version__.split(".")[0]
    assert found.keys() == expected.keys()
    assert [
        label for label in found if not same(unnamed(label, found), unnamed(label, expected))
    ] == []


def unnamed(label: str, found: dict[str, Any]) -> Any:
    """An answer; of texts without the names that each major makes of ``SELECT 1 / 2``."""
    if not label.startswith("text"):
        return found[label]
    return [kind for _, kind in found[label].shape], found[label].values
