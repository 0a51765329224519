"""Variants of a deck: for each strategy, the best deck near it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.strategies.asked import Asked
from tcb_analytics.strategies.compare_html import suggestions_html
from tcb_analytics.strategies.improve import Improvement, improve
from tcb_analytics.strategies.registry import OURS
from tcb_analytics.strategies.strategy import Strategy


@dataclass(frozen=True, slots=True)
class Suggestions(Sequence[Improvement]):
    """One improvement by strategy, in the order asked."""

    found: tuple[Improvement, ...]

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, at: Any) -> Any:
        return self.found[at]

    def named(self, strategy: str) -> Improvement:
        """The variant of a strategy.

        Raises:
            KeyError: None was made for it.
        """
        return {item.after.strategy: item for item in self.found}[strategy]

    def as_dict(self) -> dict[str, Any]:
        """The variants as plain data, by strategy."""
        return {item.after.strategy: item.as_dict() for item in self.found}

    def _repr_html_(self) -> str:
        return suggestions_html(self.found)


def suggestions(
    deck: Deck,
    *,
    catalog: Catalog,
    strategies: Iterable[Strategy | str] | None = None,
    changes: int | None = 12,
    **asked: Unpack[Asked],
) -> Suggestions:
    """Aggressive, balanced, control and tournament variants of a deck.

    Args:
        deck: The deck to start from.
        catalog: The cards to choose from.
        strategies: Other strategies than this package's four.
        changes: Most cards that a variant may exchange; None for any number.
        **asked: What else is asked; see ``Asked``.

    Raises:
        CardError: A number is unknown.
        DeckError: As ``improve``.
    """
    chosen = OURS if strategies is None else tuple(strategies)
    return Suggestions(
        tuple(
            improve(deck, strategy, catalog=catalog, changes=changes, **asked)
            for strategy in chosen
        )
    )
