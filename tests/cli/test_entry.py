"""Every way to end a command: an exit code, one line, no traceback."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tcb_analytics.cli.entry import LINES
from tests.cli.conftest import Tcb

COMMAND = [sys.executable, "-m", "tcb_analytics"]


def test_help_and_version_print_to_standard_output(tcb: Tcb) -> None:
    assert tcb("--help").code == 0
    assert "Example: tcb import" in tcb("--help").out
    assert tcb("--version").out.startswith("tcb, version ")


def test_help_is_there_at_once() -> None:
    """The best of three takes under 0.4 s of processor time, whatever else runs here."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*COMMAND, "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    assert min(times) < 0.4


def test_help_imports_no_heavy_package() -> None:
    heavy = ("duckdb", "deltalake", "pyarrow", "pandas", "numpy", "pydantic", "papermill", "rich")
    code = (
        "import sys; from tcb_analytics.cli.entry import run; run(['--help']); "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "No such command 'nothing'"),
        (("import",), "Missing argument"),
        (("import", "no/such/file"), "does not exist"),
        (("report", "meta", "-p", "weeks"), "expected name=value"),
        (("report", "meta", "-p", "weeks=0"), "weeks"),
        (("report", "meta", "-p", "a\nb=1"), "no such parameter"),
        (("data", "show", "nothing"), "not one of"),
    ],
)
def test_wrong_use_ends_with_2_and_the_next_command(
    tcb: Tcb, words: tuple[str, ...], said: str
) -> None:
    done = tcb(*words)

    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("tcb: ")
    assert said in done.err
    assert "Next: tcb" in done.err


def test_a_wrong_setting_is_wrong_use(tcb: Tcb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TCB_THREADS", "many")

    done = tcb("data", "list")

    assert done.code == 2
    assert "TCB_THREADS" in done.err


def test_a_failure_ends_with_1_and_a_remedy(tcb: Tcb) -> None:
    done = tcb("data", "list")

    assert done.code == 1
    assert done.err.startswith("tcb: ")
    assert "Next: tcb demo" in done.err
    assert "Traceback" not in done.err


def test_a_traceback_appears_with_debug_only(tcb: Tcb) -> None:
    done = tcb("--debug", "data", "list")

    assert done.code == 1
    assert "Traceback" in done.err


def test_control_characters_of_an_argument_do_not_reach_the_terminal(tcb: Tcb) -> None:
    done = tcb("import", "\x1b[2Jfile")

    assert "\x1b" not in done.err
    assert "\\x1b[2Jfile" in done.err


def test_ctrl_c_ends_with_130_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    out = tmp_path / "sample"
    words = ["data", "sample", "--matches", "10000000", "--out", str(out)]
    process = subprocess.Popen([*COMMAND, *words], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    first = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert first.startswith("sample ")
    assert process.returncode == 130
    assert "tcb: interrupted" in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_goes_away_is_no_error(sample_home: Path) -> None:
    environment = {**os.environ, "TCB_HOME": str(sample_home)}
    words = ["data", "show", "matches", "--limit", "2000"]
    process = subprocess.Popen(
        [*COMMAND, *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    err = process.stderr.read()

    assert process.wait(timeout=60) == 141
    assert err == ""


def test_of_many_faults_the_first_are_told_and_the_next_step(
    tcb: Tcb, sample_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "words.txt"
    file.write_text("".join(f"no card of mine {at}\n" for at in range(200)), encoding="utf-8")

    done = tcb("deck", "check", file, home=sample_home)

    lines = done.err.splitlines()
    assert done.code == 1
    assert len(lines) == LINES
    assert lines[0] == "tcb: 200 lines of the deck list cannot be read:"
    assert lines[-2] == "and 189 more lines"
    assert lines[-1].startswith("Next: ")
