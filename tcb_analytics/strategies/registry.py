"""The strategies by name: ours, and those that other packages declare.

Another package adds its own by the entry point group ``tcb_analytics.strategies``, whose entries
name a ``Strategy``.
"""

from __future__ import annotations

import difflib
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from tcb_analytics.errors import DeckError
from tcb_analytics.strategies import aggressive, balanced, control, tournament
from tcb_analytics.strategies.strategy import Strategy

GROUP = "tcb_analytics.strategies"
"""Entry point group in which other packages declare their strategies."""

OURS = (aggressive.STRATEGY, balanced.STRATEGY, control.STRATEGY, tournament.STRATEGY)
"""The strategies of this package, in the order in which they are suggested."""


@cache
def all_strategies() -> tuple[Strategy, ...]:
    """Every known strategy: ours first, then other packages' by name.

    Raises:
        DeckError: Another package's strategy cannot be loaded, or takes a name in use.
    """
    found = {strategy.name: strategy for strategy in OURS}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        strategy = _load(entry)
        if strategy.name in found:
            raise _refused(entry, f"its name {strategy.name!r} is taken")
        found[strategy.name] = strategy
    return tuple(found.values())


def get_strategy(name: str | Strategy) -> Strategy:
    """The strategy of a name; a strategy stands for itself.

    Raises:
        DeckError: No strategy has the name.
    """
    if isinstance(name, Strategy):
        return name
    known = {strategy.name: strategy for strategy in all_strategies()}
    if name not in known:
        near = difflib.get_close_matches(str(name).casefold(), known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise DeckError(
            f"no strategy {name!r}; known: {', '.join(known)}{hint}",
            remedy="give one of these names, or a Strategy of your own",
        )
    return known[name]


def _load(entry: EntryPoint) -> Strategy:
    try:
        found = entry.load()
    except Exception as error:  # another package may fail in any way
        raise _refused(entry, f"it cannot be loaded ({error})") from error
    if not isinstance(found, Strategy):
        raise _refused(entry, f"it is no Strategy but a {type(found).__name__}")
    return found


def _refused(entry: EntryPoint, why: str) -> DeckError:
    return DeckError(
        f"another package's strategy is refused: {why}",
        where=f"entry point {entry.name!r} = {entry.value!r}",
        remedy="mend or remove the package that declares it",
    )
