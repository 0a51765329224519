"""`tcb demo`: the first command of a newcomer, run twice."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tcb_analytics.cli.text import printable
from tests.cli.conftest import Tcb


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder with its checksum."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.timeout(300)
def test_a_second_demo_changes_nothing_and_says_so(tcb: Tcb, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = tcb("demo")
    before = contents(home)

    second = tcb("demo", "--json")

    assert first.code == second.code == 0, first.err
    assert first.out.startswith("Done.")
    assert contents(home) == before
    told = json.loads(second.out)
    assert told["unchanged"] is True
    assert [report["report"] for report in told["reports"]] == ["meta", "deck"]
    for report in told["reports"]:
        assert printable(report["headline"]) in first.out
        assert len(report["figures"]) == 3
        assert Path(report["html"]).is_file()
