"""The strategies by name: ours, and those that other packages declare.

Another package adds its own by the entry point group ``tcb_analytics.strategies``, whose entries
name a ``Strategy``.
"""

from __future__ import annotations

import difflib
from functools import cache

from tcb_analytics.cards.plugins import with_plugins
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
    return tuple(with_plugins(GROUP, OURS, Strategy, DeckError).values())


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
