"""Card values learned from the lake's placed lists, as a command asks the engine with them."""

from __future__ import annotations

from collections.abc import Mapping

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.asked import Asked
from tcb_analytics.warehouse.lake import Lake


def with_learned(
    asked: Asked, lake: Lake, game: str, catalog: Catalog, leader: str | None
) -> Asked:
    """What was asked, with the values of one leader; what was asked of single cards stands.

    Raises:
        DeckError: No leader was named, or values were given as well.
        QueryError: The lake holds no placed list to learn from.
    """
    from tcb_analytics.workbench.card_values import (  # noqa: PLC0415 - opens a solver of its own
        learned_values,
    )

    if leader is None or "values" in asked:
        raise DeckError(
            "values are learned for one leader, and not beside others",
            where="--learned",
            remedy="name --leader, and leave --values out",
        )
    evidence = learned_values(lake, leader, game, on=asked.get("on"))
    told = evidence.asked(catalog)
    given = asked.get("exclude", ())
    own = dict(given) if isinstance(given, Mapping) else dict.fromkeys(given, 0)
    named = own.keys() | set(asked.get("include", ()))
    both = asked.copy()
    both["values"], both["evidence"] = told["values"], told["evidence"]
    both["exclude"] = {n: most for n, most in told["exclude"].items() if n not in named} | own
    return both
