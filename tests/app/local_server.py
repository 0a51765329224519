"""Servers of tests that keep what they hold in memory: started, killed, started again, emptied."""

from __future__ import annotations

import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass
class LocalServer(ABC):
    """A server on a port of loopback that keeps nothing when it is stopped.

    Attributes:
        port: Where; the same when it is started again.
    """

    port: int
    process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> Sequence[str]:
        """What is run."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it answers."""

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = subprocess.Popen(self.command(), stdout=subprocess.DEVNULL)
        until = time.monotonic() + 30
        while not self.answers():
            assert time.monotonic() < until, "it does not answer"
            time.sleep(0.02)

    def stop(self) -> None:
        """Kill it; what it held is gone."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
