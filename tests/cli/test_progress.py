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


def test_a_section_of_several_steps_is_one_line_and_the_end_is_always_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with steps("report") as step:
        for done in range(1, 5):
            step(done, 4, "Who wins")

    assert capsys.readouterr().err.splitlines() == ["report 1/4 Who wins", "report 4/4 Who wins"]
