"""Options that a command refuses before it works count as wrong use, whoever refuses them.

Leaves out what files and the lake hold: a command may be right and they wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from tcb_analytics.errors import TcbError


@contextmanager
def misuse() -> Iterator[None]:
    """Turn an expected error of what stands inside into wrong use (exit code 2)."""
    try:
        yield
    except TcbError as error:
        raise click.UsageError(str(error)) from error
