"""Nouns that other packages declare by entry point: strategies, file formats and what may follow.

One way to load them, so that a package that declares nonsense is always told alike: by its entry
point, with what is wrong. Leaves out the project's own ones, which no entry point names.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, TypeVar

from tcb_analytics.errors import TcbError


class Named(Protocol):
    """Whatever is asked for by its name."""

    @property
    def name(self) -> str:
        """Its name, unlike that of any other."""


Kind = TypeVar("Kind", bound=Named)


def with_plugins(
    group: str, ours: Iterable[Kind], kind: type[Kind], error: type[TcbError]
) -> dict[str, Kind]:
    """Ours by name, then what other packages declare, by the names of their entry points.

    Args:
        group: Entry point group.
        ours: The project's own.
        kind: Class that every entry must name an instance of.
        error: Error to raise.

    Raises:
        TcbError: Of the class ``error``: an entry cannot be loaded, is of another class, or takes
            a name in use.
    """
    found = {one.name: one for one in ours}
    for entry in sorted(entry_points(group=group), key=lambda entry: entry.name):
        loaded = _load(entry, kind, error)
        if loaded.name in found:
            raise _refused(entry, kind, error, f"its name {loaded.name!r} is taken")
        found[loaded.name] = loaded
    return found


def _load(entry: EntryPoint, kind: type[Kind], error: type[TcbError]) -> Kind:
    try:
        found = entry.load()
    except Exception as wrong:  # another package may fail in any way
        why = f"it cannot be loaded ({type(wrong).__name__}: {wrong})"
        raise _refused(entry, kind, error, why) from wrong
    if not isinstance(found, kind):
        raise _refused(entry, kind, error, f"it is no {kind.__name__} but a {type(found).__name__}")
    return found


def _refused(entry: EntryPoint, kind: type[Named], error: type[TcbError], why: str) -> TcbError:
    return error(
        f"another package's {kind.__name__.casefold()} is refused: {why}",
        where=f"entry point {entry.name!r} = {entry.value!r} in group {entry.group}",
        remedy="mend or uninstall the package that declares it",
    )
