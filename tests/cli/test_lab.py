"""`tcb lab`: notebooks to work on, whether from a checkout or a wheel."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tcb_analytics.cli.lab import copy_notebooks, quiet_environment
from tcb_analytics.config import bundled


def test_copies_of_the_notebooks_are_made_once_and_work_in_them_is_kept(tmp_path: Path) -> None:
    copy_notebooks(tmp_path)
    copied = sorted(file.relative_to(tmp_path) for file in tmp_path.rglob("*.ipynb"))
    mine = tmp_path / copied[0]
    mine.write_text("my work", encoding="utf-8")

    copy_notebooks(tmp_path)

    source = bundled("notebooks")
    assert copied == sorted(file.relative_to(source) for file in source.rglob("*.ipynb"))
    assert mine.read_text(encoding="utf-8") == "my work"


def test_jupyterlab_asks_nobody_for_news_and_the_users_settings_come_first() -> None:
    told = quiet_environment({"JUPYTER_CONFIG_PATH": "mine"})["JUPYTER_CONFIG_PATH"]

    mine, ours = told.split(os.pathsep)
    page = json.loads((Path(ours) / "labconfig" / "page_config.json").read_text("utf-8"))
    assert mine == "mine"
    assert page["disabledExtensions"] == {"@jupyterlab/apputils-extension:announcements": True}
    assert quiet_environment({})["JUPYTER_CONFIG_PATH"] == ours
