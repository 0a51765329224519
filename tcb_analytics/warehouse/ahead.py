"""Running an iterator in a thread of its own, a few items ahead of whoever takes them.

It pays where both sides spend their time in compiled code that lets go of Python's lock, as
unpacking, scanning and writing do. What the iterator raises is raised where items are taken;
whoever stops taking ends the thread.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import TypeVar

Item = TypeVar("Item")
_PATIENCE = 0.2
"""Seconds after which a thread that nobody takes from looks whether it should end."""


def ahead(items: Iterator[Item], waiting: int, name: str) -> Generator[Item, None, None]:
    """The items of an iterator, made in a second thread.

    Args:
        items: Makes them; it runs in that thread alone and ends there.
        waiting: Items that may be made before they are wanted.
        name: Name of the thread.

    Raises:
        BaseException: Whatever ``items`` raises.
    """
    made: queue.Queue[tuple[Item] | BaseException | None] = queue.Queue(waiting)
    stopped = threading.Event()
    thread = threading.Thread(target=_make, args=(items, made, stopped), name=name, daemon=True)
    thread.start()
    try:
        while (item := made.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item[0]
            del item
    finally:
        stopped.set()
        thread.join()


def _make(
    items: Iterator[Item],
    made: queue.Queue[tuple[Item] | BaseException | None],
    stopped: threading.Event,
) -> None:
    """Put items, and at last None or what went wrong, where they are taken."""

    def put(item: tuple[Item] | BaseException | None) -> None:
        while not stopped.is_set():
            with suppress(queue.Full):
                made.put(item, timeout=_PATIENCE)
                return

    try:
        for item in items:
            put((item,))
            if stopped.is_set():
                break
    except BaseException as error:  # noqa: BLE001 - raised again where items are taken
        put(error)
    else:
        put(None)
    finally:
        if isinstance(items, Generator):
            items.close()
