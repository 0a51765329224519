"""`tcb lab`: JupyterLab on the notebooks, with the sample in the lake."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from tcb_analytics.cli.demo import load_sample
from tcb_analytics.cli.output import note
from tcb_analytics.config import bundled

CONFIG = Path(__file__).with_name("jupyter")
"""Settings of JupyterLab: no announcements, which are fetched from the network."""


@click.command(epilog="Example: tcb lab --folder my-notebooks")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Work on copies of the notebooks in this folder; what is there already stays.",
)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def lab(*, folder: Path | None, options: Sequence[str]) -> None:
    """Open JupyterLab on the notebooks; the sample is imported first if it is not there.

    OPTIONS after -- go to JupyterLab, such as: tcb lab -- --no-browser --allow-root
    """
    load_sample()
    root = folder or _default_folder()
    if root != bundled("notebooks"):
        copy_notebooks(root)
    note(f"notebooks in {root}")
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}", *options]
    environment = {**os.environ, **quiet_environment(os.environ)}
    os.execve(sys.executable, command, environment)  # noqa: S606 - it takes our place, so Ctrl-C is its own


def quiet_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The variable by which JupyterLab asks nobody outside for news and updates.

    Whatever folders of settings the user names stay, and win.
    """
    own = environment.get("JUPYTER_CONFIG_PATH")
    folders = [*([own] if own else []), str(CONFIG)]
    return {"JUPYTER_CONFIG_PATH": os.pathsep.join(folders)}


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
