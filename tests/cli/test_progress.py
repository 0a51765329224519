"""Progress where nobody watches a terminal: plain lines, on standard error."""

from __future__ import annotations

import pytest

from tcb_analytics.cli.progress import steps


def test_each_step_forward_is_one_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    with steps("import") as step:
        step(0, 2, "verify a.json")
        step(0, 2, "write a.json")
        step(1, 2, "verify \x1b[31mb.json")

    seen = capsys.readouterr()
    assert seen.out == ""
    assert seen.err.splitlines() == [
        "import 0/2 verify a.json",
        "import 1/2 verify \\x1b[31mb.json",
    ]
