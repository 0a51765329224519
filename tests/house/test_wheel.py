"""The built wheel carries all it needs: in an empty environment and folder, it runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import REPOSITORY


def run(command: list[str | Path], folder: Path, **variables: str) -> str:
    """Run a command that must succeed in a folder, away from this checkout."""
    hidden = ("PYTHONPATH", "VIRTUAL_ENV", "TCB_", "JUPYTER", "IPYTHON")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(hidden)}
    done = subprocess.run(
        command, cwd=folder, env=environment | variables,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3_000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree without the network."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out]
    run([*build, REPOSITORY], out)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and, at the lock's versions, what it asks for."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if uv is None:
        pytest.skip("uv is not installed: make install brings it")
    folder = tmp_path_factory.mktemp("environment")
    locked = folder / "locked.txt"
    export = ["export", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes", "--quiet"]
    run([uv, *export, "--project", REPOSITORY, "--output-file", locked], folder)
    run([uv, "venv", "--quiet", "--python", sys.executable, folder / "venv"], folder)
    python = folder / "venv" / "bin" / "python"
    install = [uv, "pip", "install", "--quiet", "--python", python, "--constraint", locked]
    run([*install, wheel], folder)
    return python.parent


def test_the_wheel_holds_the_package_its_bundle_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}

    assert tops == {"tcb_analytics", next(top for top in tops if top.endswith(".dist-info"))}
    for needed in ("notebooks/reports/meta.ipynb", "sample/truth.json"):
        assert f"tcb_analytics/_bundle/{needed}" in names
    assert [name for name in names if "__pycache__" in name or "checkpoints" in name] == []


def test_the_installed_wheel_runs_the_demo_in_an_empty_folder(
    environment: Path, tmp_path: Path
) -> None:
    home, empty = tmp_path / "home", tmp_path / "empty"
    empty.mkdir()

    first = json.loads(run([environment / "tcb", "demo", "--json"], empty, TCB_HOME=str(home)))

    assert first["unchanged"] is False
    assert len(first["reports"]) == 2
    for page in (Path(report["html"]) for report in first["reports"]):
        assert page.is_relative_to(home)
        assert page.stat().st_size > 100_000
    assert list(empty.iterdir()) == []
