"""Work for workers of tests, in a module that a new process has loaded at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tcb_analytics.app.services.kinds import Tell


def count(task: Any, tell: Tell) -> dict[str, Any]:
    """Take a second and a half, telling how far it is."""
    for share in range(10):
        tell(share / 10)
        time.sleep(0.15)
    return {"counted": 10}


def fail(task: Any, tell: Tell) -> dict[str, Any]:
    """Fail, as nobody foresaw."""
    raise RuntimeError("unforeseen")
