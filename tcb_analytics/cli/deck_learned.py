"""Card values learned from the lake, as a command asks the engine with them."""

from __future__ import annotations

from collections.abc import Iterable

from tcb_analytics.cli.output import note
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.asked import Asked
from tcb_analytics.strategies.built import BuiltDeck
from tcb_analytics.warehouse.lake import Lake


def note_unlearned(built: BuiltDeck, *, learned: bool) -> None:
    """Say on standard error that nothing is known of any card of a deck built by evidence."""
    if learned and not built.learned_share:
        note(
            "nothing in the lake tells of a card of this deck, so the prior values all of them; "
            "Next: tcb import a file about their set"
        )


def with_learned(
    asked: Asked, lake: Lake, game: str, pool: Iterable[str] = (), *, learned: bool = True
) -> Asked:
    """What was asked, with the values that the lake teaches of a game.

    Args:
        asked: What was asked.
        lake: The lake.
        game: The game.
        pool: Cards of the deck at hand, which tell a Limited set where there is no collection.
        learned: Whether learned values were asked for at all.

    Raises:
        DeckError: Values were given as well.
        QueryError: The lake holds nothing to learn from; says what to import.
    """
    if not learned:
        return asked
    from tcb_analytics.workbench.card_values import (  # noqa: PLC0415 - opens a solver of its own
        learned_values,
    )

    if "values" in asked:
        raise DeckError(
            "values are either given or learned",
            where="--learned",
            remedy="leave --values out, or --learned",
        )
    both = asked.copy()
    cards = asked.get("collection") or dict.fromkeys(pool, 1)
    both["values"] = learned_values(lake, game, on=asked.get("on"), pool=cards)
    return both
