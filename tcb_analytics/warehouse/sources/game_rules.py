"""What importers ask a game's format: is a list of the right size, when was a set released.

A game without a default format answers neither; nothing is assumed for it. Bans,
copy limits and colours are left to ``Deck.violations``, which knows the cards.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from tcb_analytics.cards.format import Format, default_format


@cache
def _rules(game: str) -> Format | None:
    return default_format(game)


def is_complete(game: str, size: int, *, with_leader: bool) -> bool:
    """Whether a main deck's size, and having a leader, are what the game asks for."""
    rules = _rules(game)
    if rules is None:
        return False
    most = size if rules.size_most is None else rules.size_most
    return rules.size_least <= size <= most and with_leader == rules.leader


def release_of(game: str, set_code: str | None) -> date | None:
    """Release day of a set; None where the game's format does not know the set."""
    rules = _rules(game)
    return None if rules is None or set_code is None else rules.sets.get(set_code)
