"""One importer per file format; each module declares one ``SOURCE``.

A new format is one new module here. Another package adds its own by an entry point
of the group ``tcb_analytics.sources`` that names a ``Source``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules

from tcb_analytics.warehouse.sources.base import Source

GROUP = "tcb_analytics.sources"


@cache
def all_sources() -> tuple[Source, ...]:
    """Every declared source, those of a lower order first, then by name."""
    modules = (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
    found: list[Source] = [module.SOURCE for module in modules if hasattr(module, "SOURCE")]
    found += [entry.load() for entry in entry_points(group=GROUP)]
    return tuple(sorted(found, key=lambda source: (source.order, source.name)))
