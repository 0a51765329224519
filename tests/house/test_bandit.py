"""bandit over the package: each finding is mended, or excused where it stands, with its reason.

Ruff has most of the same checks (`S`), and an excuse is written as it reads them, so that one
comment does: `# noqa: S603 - no shell, our own command`. What bandit alone sees is excused in its
own words: `# nosec B608 # declared columns`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.house.tree import PACKAGE, REPOSITORY, modules


def findings(folder: Path) -> list[dict[str, object]]:
    """What bandit finds under a folder, configured as in pyproject.toml."""
    command = [
        sys.executable, "-m", "bandit", "--quiet", "--recursive", "--format", "json",
        "--configfile", str(REPOSITORY / "pyproject.toml"), str(folder),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    told = json.loads(done.stdout)
    assert told["errors"] == []
    return list(told["results"])


def is_excused(finding: dict[str, object]) -> bool:
    """Whether the place, or the head of its file, names the check and tells a reason."""
    lines = Path(str(finding["filename"])).read_text(encoding="utf-8").splitlines()
    place = finding["line_range"]
    assert isinstance(place, list)
    told = "\n".join(lines[min(place) - 1 : max(place) + 1])
    excuse = rf"noqa:[^#\n]*\bS{str(finding['test_id'])[1:]}\b[^#\n]* - \w"
    whole = [line for line in lines if line.startswith("# ruff: noqa:")]
    return any(re.search(excuse, text) for text in (told, *whole))


def unexcused(folder: Path) -> list[str]:
    """Findings without an excuse."""
    return [
        f"{one['test_id']} {one['filename']}:{one['line_number']} {one['issue_text']}"
        for one in findings(folder)
        if not is_excused(one)
    ]


def test_bandit_finds_nothing_that_is_not_excused() -> None:
    assert unexcused(PACKAGE) == []


def test_what_bandit_is_told_to_overlook_has_a_reason() -> None:
    told = [
        line
        for module in modules()
        for line in module.read_text(encoding="utf-8").splitlines()
        if "nosec" in line
    ]

    assert [line for line in told if not re.search(r"# nosec B\d{3} # \w", line)] == []


def test_a_planted_shell_is_found_and_an_excuse_needs_a_reason(tmp_path: Path) -> None:
    planted = "import subprocess\n\n\ndef go(text: str) -> None:\n    subprocess.run(text, {})\n"
    shell = "shell=True, check=True"
    excuse = "noqa: S602"
    (tmp_path / "bare.py").write_text(planted.format(f"{shell}"), encoding="utf-8")
    (tmp_path / "mute.py").write_text(planted.format(f"{shell})  # {excuse}\n#"), encoding="utf-8")
    (tmp_path / "told.py").write_text(
        planted.format(f"{shell})  # {excuse} - a shell that is ours\n#"), encoding="utf-8"
    )
    found = sorted(Path(line.split(" ")[1]).name.split(":")[0] for line in unexcused(tmp_path))

    assert found == ["bare.py", "mute.py"]
    assert all(line.startswith("B602 ") for line in unexcused(tmp_path))
