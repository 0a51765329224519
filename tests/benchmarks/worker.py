"""The other end of ``worker_loop``: starts a worker and asks it one thing at a time."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Done:
    """What a worker did: its value, and what that took.

    Attributes:
        value: What came back; of a frame, its number of rows.
        seconds: Wall time of the call alone.
        processor: Processor time of the worker meanwhile, all its threads.
        peak_mb: Most memory that the worker held meanwhile.
    """

    value: Any
    seconds: float
    processor: float
    peak_mb: float


class Worker:
    """A process that answers over a pipe.

    Args:
        command: Command line.
        environment: Variables besides those of this process.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        errors, said = tempfile.mkstemp(suffix=".txt", text=True)
        self._said = Path(said)
        self._process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        os.close(errors)

    def call(self, name: str, **arguments: Any) -> Done:
        """Have one call done.

        Raises:
            RuntimeError: It failed, or the worker died; the message holds what it said.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps({"call": name, "arguments": arguments}) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise RuntimeError(self._last_words()) from None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(self._last_words())
        reply = json.loads(line)
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return Done(**reply)

    def close(self) -> None:
        """End the process."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(timeout=60)
        if self._process.stdout:
            self._process.stdout.close()
        self._said.unlink(missing_ok=True)

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _last_words(self) -> str:
        code = self._process.wait(timeout=60)
        said = self._said.read_text(encoding="utf-8", errors="replace")
        return f"the worker ended with {code}: {said[-2000:]}"
