"""`tcb lab`: JupyterLab on the notebooks, with the sample in the lake."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from tcb_analytics.cli.demo import load_sample
from tcb_analytics.cli.output import note
from tcb_analytics.config import bundled


@click.command(epilog="Example: tcb lab --folder my-notebooks")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Work on copies of the notebooks in this folder; what is there already stays.",
)
@click.option("--no-browser", is_flag=True, help="Print the address, open no browser.")
def lab(folder: Path | None, no_browser: bool) -> int:
    """Open JupyterLab on the notebooks; the sample is imported first if it is not there."""
    load_sample()
    root = folder or _default_folder()
    if root != bundled("notebooks"):
        copy_notebooks(root)
    note(f"notebooks in {root}")
    options = ["--no-browser"] if no_browser else []
    return subprocess.run(  # noqa: S603 - our own interpreter and a folder, no shell
        [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}", *options],
        check=False,
        env=os.environ,
    ).returncode


def copy_notebooks(folder: Path) -> None:
    """Copy the bundled notebooks into a folder; a file that is there already stays as it is."""
    source = bundled("notebooks")
    for file in sorted(source.rglob("*")):
        target = folder / file.relative_to(source)
        if file.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def _default_folder() -> Path:
    """A checkout's own notebooks; beside an installed package, copies in this folder."""
    notebooks = bundled("notebooks")
    return notebooks if "_bundle" not in notebooks.parts else Path.cwd() / "tcb-notebooks"
