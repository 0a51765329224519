"""Deck lists of the sample game for the tests of `tcb deck`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Tcb

LEADER = "TB01-001"


def built_list(tcb: Tcb, home: Path, strategy: str = "control") -> str:
    """A legal list, built by the command itself."""
    done = tcb("deck", "build", strategy, "--leader", LEADER, "--list", home=home)
    assert (done.code, done.err) == (0, "")
    return done.out


def without_last_line(text: str) -> str:
    """The list without its last entry."""
    return "\n".join(text.strip().splitlines()[:-1])
