"""From a caller's collection, prices and budget to arrays over the cards.

Leaves out which demands follow from them (``asked.py``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from tcb_analytics.cards.collection import Collection
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.facts import Facts
from tcb_analytics.strategies.question import Owned
from tcb_analytics.strategies.values import MOST, in_grains

if TYPE_CHECKING:
    from tcb_analytics.strategies.asked import Asked


def owned_of(facts: Facts, asked: Asked) -> Owned | None:
    """What the caller owns and may buy; None where neither is asked.

    Raises:
        DeckError: The format builds from a pool and none was given, or an empty one; or an
            amount is impossible.
    """
    collection, budget = asked.get("collection"), asked.get("budget")
    rules, missing = facts.format, asked.get("missing")
    if rules.from_pool and collection is None:
        raise DeckError(
            f"the format {rules.name} builds from a pool, and none was given",
            where="collection",
            remedy="give the pool as collection={'name': copies, ...}",
        )
    if collection is None and budget is None:
        return None
    held = collection if isinstance(collection, Collection) else Collection(collection or {})
    copies = np.array([held[card.number] for card in facts.cards], float)
    if rules.from_pool and not copies[~facts.free].any():
        raise DeckError(
            f"no card of the pool is a card of {rules.game} in this catalogue",
            where="collection",
            remedy="give the pool as collection={'name': copies, ...}, and its set's catalogue",
        )
    copies[facts.free] = np.inf
    prices = asked.get("prices") or {}
    _check_money(missing, budget, prices)
    return Owned(
        copies=copies,
        buying=buying_allowed(facts, asked),
        points=in_grains(missing or 0.0),
        prices=np.array([prices.get(card.number, math.nan) for card in facts.cards], float),
    )


def buying_allowed(facts: Facts, asked: Asked) -> bool:
    """Whether copies beyond the owned ones may be had."""
    allowed = asked.get("missing") is not None or asked.get("budget") is not None
    return allowed and not facts.format.from_pool


def _check_money(missing: float | None, budget: float | None, prices: Mapping[str, float]) -> None:
    for where, amount in (("missing", missing), ("budget", budget), *prices.items()):
        if amount is not None and not 0 <= amount < math.inf:
            raise DeckError(
                f"expected an amount of at least 0, got {amount!r}",
                where=where,
                remedy="give a plain number; leave a card without a price out of prices",
            )
    if missing is not None and missing > MOST:
        raise DeckError(
            f"at most {MOST:g} points can be asked, got {missing!r}",
            where="missing",
            remedy="leave missing= out to allow owned copies only",
        )
    if budget is not None and not prices:
        raise DeckError(
            "a budget says nothing without prices",
            where="budget",
            remedy="give prices={number: price, ...}, or missing= in points",
        )
