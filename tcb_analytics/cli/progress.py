"""Progress on standard error: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tcb_analytics.cli.text import printable

Step = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and what is being done now."""


@contextmanager
def steps(title: str) -> Iterator[Step]:
    """A function to call at each step, for as long as the work lasts."""
    if not sys.stderr.isatty():
        yield _plain(title)
        return
    columns = (
        TextColumn("{task.fields[title]}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, title=title, now="")

        def step(done: int, total: int, now: str) -> None:
            progress.update(task, completed=done, total=total, now=printable(now)[-60:])

        yield step


def _plain(title: str) -> Step:
    last, told = -1, ""

    def step(done: int, total: int, now: str) -> None:
        nonlocal last, told
        if done != last and (now != told or done == total):
            last, told = done, now
            print(f"{title} {done}/{total} {printable(now)}", file=sys.stderr, flush=True)

    return step
