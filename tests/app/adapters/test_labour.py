"""Work in a process of its own: told how far it is, stopped at any moment, gone with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from tcb_analytics.app.adapters.labour import Ended, Labour, warm_up
from tcb_analytics.app.services.kinds import Tell
from tcb_analytics.errors import DeckError


def count(task: Any, tell: Tell) -> dict[str, Any]:
    for share in range(task):
        tell(share / task)
        time.sleep(0.05)
    return {"counted": task}


def refuse(task: Any, tell: Tell) -> dict[str, Any]:
    raise DeckError("no such deck", remedy="build one")


def stumble(task: Any, tell: Tell) -> dict[str, Any]:
    raise RuntimeError("a secret of the server")


def not_a_number(task: Any, tell: Tell) -> dict[str, Any]:
    return {"rate": float("nan")}


def die(task: Any, tell: Tell) -> dict[str, Any]:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def sleep(task: Any, tell: Tell) -> dict[str, Any]:
    Path(task).write_text(str(os.getpid()))
    time.sleep(600)
    return {}


def ended(work: Any, task: Any = None) -> Ended:
    labour = Labour(work, task)
    try:
        found = labour.wait(60)
        assert found is not None
        return found
    finally:
        labour.stop()


def test_it_tells_how_far_it_is_and_what_came_out() -> None:
    warm_up()
    labour = Labour(count, 20)
    seen = []
    while (found := labour.wait(0.1)) is None:
        seen.append(labour.progress)
    labour.stop()

    assert found == Ended({"counted": 20})
    assert seen == sorted(seen)
    assert 0 < seen[-1] < 1


def test_what_is_refused_is_final_and_told_in_words() -> None:
    found = ended(refuse)
    assert found.final
    assert found.problem == {
        "type": "/problems/invalid", "title": "Not possible", "detail": "no such deck",
        "remedy": "build one",
    }  # fmt: skip


def test_a_fault_is_no_result_and_tells_no_secret() -> None:
    for work in (stumble, not_a_number):
        found = ended(work)
        assert found.result is None
        assert not found.final
        assert "secret" not in str(found.problem)


def test_a_process_that_dies_is_noticed() -> None:
    found = ended(die)
    assert found.problem is not None
    assert found.problem["type"] == "/problems/worker-lost"
    assert not found.final


def test_it_is_stopped_within_a_second(tmp_path: Path) -> None:
    labour = Labour(sleep, str(tmp_path / "pid"))
    assert labour.wait(0.01) is None
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        time.sleep(0.01)
    child = int((tmp_path / "pid").read_text())

    began = time.monotonic()
    labour.stop()

    assert time.monotonic() - began < 1
    assert not psutil.pid_exists(child)


PARENT = """
import sys, time
from tcb_analytics.app.adapters.labour import Labour
from tests.app.adapters.test_labour import sleep
labour = Labour(sleep, sys.argv[1])
time.sleep(600)
"""


def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[3])
    env = os.environ | {"PYTHONPATH": root}
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path / "pid")], env=env)
    try:
        until = time.monotonic() + 60
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            assert time.monotonic() < until
            time.sleep(0.05)
        started = psutil.Process(parent.pid).children(recursive=True)
        assert int((tmp_path / "pid").read_text()) in {child.pid for child in started}
    finally:
        parent.kill()
        parent.wait()

    assert psutil.wait_procs(started, timeout=10)[1] == []
