"""Whether the application lives, and whether it is ready; for load balancers, not for people.

`/healthz` asks nothing but this process. `/readyz` asks every part, at most once a second, and
names each; it tells states only, never an address or an error's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

import structlog
from apiflask import APIFlask
from flask import Response, jsonify

from tcb_analytics.app.api.problems import Wrong, problem
from tcb_analytics.app.services.operation import Check

UP, DOWN = "up", "down"
FRESH = 1.0
"""Seconds that an answer is used again: who asks often does not make the database work."""

log = structlog.get_logger()


@dataclass
class Readiness:
    """What the parts last said.

    Attributes:
        checks: A question to each part.
    """

    checks: Sequence[Check]
    _until: float = float("-inf")
    _states: dict[str, str] = field(default_factory=dict)
    _asking: Lock = field(default_factory=Lock)

    def states(self) -> dict[str, str]:
        """State of each part by name."""
        with self._asking:
            if monotonic() >= self._until:
                self._states = self._ask()
                self._until = monotonic() + FRESH
            return dict(self._states)

    def down(self, states: dict[str, str]) -> list[str]:
        """The vital parts that are down."""
        vital = {check.name for check in self.checks if check.vital}
        return [name for name, state in states.items() if state == DOWN and name in vital]

    def _ask(self) -> dict[str, str]:
        if not self.checks:
            return {}
        with ThreadPoolExecutor(len(self.checks)) as pool:
            found = list(pool.map(_state, self.checks))
        return {check.name: state for check, state in zip(self.checks, found, strict=True)}


def _state(check: Check) -> str:
    try:
        check.run()
    except Exception as error:  # noqa: BLE001 - whatever it is, the part does not work
        log.warning("part.down", part=check.name, reason=str(error))
        return DOWN
    return UP


def show_health(app: APIFlask) -> None:
    """Add `/healthz` and `/readyz`."""
    readiness = Readiness(app.extensions["tcb"].operation.checks)

    @app.get("/healthz")
    @app.doc(hide=True)
    def healthz() -> Response:
        """Whether this process answers."""
        return jsonify({"status": UP})

    @app.get("/readyz")
    @app.doc(hide=True)
    def readyz() -> Response:
        """Whether the parts are there that answers take."""
        states = readiness.states()
        if down := readiness.down(states):
            wrong = [Wrong(field=name, message=state) for name, state in states.items()]
            return problem(503, "not-ready", f"down: {', '.join(down)}", errors=wrong)
        degraded = DOWN in states.values()
        return jsonify({"status": "degraded" if degraded else UP, "parts": states})


def is_ours(endpoint: str | None) -> bool:
    """Whether an endpoint is for operators: not limited, and not worth a line in the log."""
    return endpoint in ("healthz", "readyz", "metrics")
