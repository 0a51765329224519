"""What can be said of a card beside a leader before that leader's own lists are looked at.

Columns for the regression in ``learning.py``: how the card fares with the leader's relatives,
whether it suits the leader (types, texts that ask for it, its set), whether it is new, and its
own figures. Each column is known on the day: only earlier periods are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.statistics.counts import FloatArray
from tcb_analytics.strategies.gates import Gate, cared_types, gate_of
from tcb_analytics.strategies.prior import prior_value
from tcb_analytics.workbench.seasons import Mask, Seasons

FADE = 0.6
"""What a list counts one period later."""

COPIES = 4.0
"""Copies that a full share stands for."""


@dataclass(frozen=True)
class Traits:
    """Columns of figures for cards beside leaders.

    Args:
        seasons: The periods, of which earlier ones are read.
    """

    seasons: Seasons

    def columns(self, leader: Card, earlier: Seasons, out: Mask) -> FloatArray:
        """One row for each card: shape (cards, columns).

        Args:
            leader: The leader.
            earlier: The periods that may be known.
            out: Which cards are on sale.
        """
        suits, gates = self._suits(leader), self._gates(leader)
        fresh = self._fresh(earlier, out)
        kin, colour, ever = self._relatives(leader, earlier)
        same_set = self._sets == (leader.set_code or "")
        near, tinted = np.log(kin + 0.02), np.log(colour + 0.02)
        columns = [
            near, tinted, ever, suits, gates > 0, gates < 0, same_set, fresh,
            fresh * suits, same_set * suits, fresh * (gates > 0), ever * suits,
            near * suits, near * (gates > 0), fresh * self._prior, suits * self._prior,
        ]  # fmt: skip
        return np.hstack([np.stack(columns, axis=1).astype(float), self._figures])

    def legal(self, leader: Card) -> Mask:
        """Which cards share a colour with the leader."""
        found = np.zeros(len(self.seasons.cards), dtype=bool)
        for color in leader.colors:
            found |= self._colors.get(color, False)
        return found

    def _relatives(
        self, leader: Card, earlier: Seasons
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Share of copies with leaders of its kind, with leaders of its colours, and ever played.

        Each leader of each period counts by its likeness to this one and fades with time; only
        leaders that could have played a card say anything about it.
        """
        cards = len(self.seasons.cards)
        sums, ever = np.zeros((2, 2, cards)), np.zeros(cards)
        own = set(cared_types(leader)) | set(leader.types)
        for age, season in enumerate(reversed(earlier.seasons)):
            for other in season.played.values():
                if other.leader.number == leader.number:
                    continue
                ever = np.maximum(ever, other.copies > 0.05)
                types = set(cared_types(other.leader)) | set(other.leader.types)
                like = len(own & types) / max(len(own | types), 1)
                could = (season.out & self.legal(other.leader)).astype(float)
                weight = FADE**age * min(other.worth, 10.0) ** 0.5
                for kind, strength in enumerate((like, 1.0)):
                    sums[0, kind] += weight * strength * other.copies / COPIES
                    sums[1, kind] += weight * strength * could
        mean = sums[0] / (sums[1] + 0.5)
        return mean[0], mean[1], ever

    def _suits(self, leader: Card) -> FloatArray:
        wanted = set(cared_types(leader))
        return np.array([bool(wanted & set(card.types)) for card in self.seasons.cards], float)

    def _gates(self, leader: Card) -> FloatArray:
        """1 where a card's text asks for this leader, -1 for another, else 0."""
        return np.array(
            [0.0 if gate is None else 1.0 if gate.opens(leader) else -1.0 for gate in self._asked]
        )

    def _fresh(self, earlier: Seasons, out: Mask) -> FloatArray:
        known = earlier.seasons[-1].out if earlier.seasons else np.zeros_like(out)
        return (out & ~known).astype(float)

    @cached_property
    def _asked(self) -> list[Gate | None]:
        return [gate_of(card) for card in self.seasons.cards]

    @cached_property
    def _sets(self) -> FloatArray:
        return np.array([card.set_code or "-" for card in self.seasons.cards], dtype=object)

    @cached_property
    def _prior(self) -> FloatArray:
        return np.array([prior_value(card) for card in self.seasons.cards])

    @cached_property
    def _colors(self) -> dict[str, Mask]:
        names = {color for card in self.seasons.cards for color in card.colors}
        return {
            color: np.array([color in card.colors for card in self.seasons.cards])
            for color in names
        }

    @cached_property
    def _figures(self) -> FloatArray:
        rows = [
            (
                prior_value(card), (card.counter or 0) >= 1000, (card.counter or 0) >= 2000,
                card.category is Category.EVENT, card.category is Category.STAGE,
                card.cost, card.cost**2, (card.power or 0) / 1000,
                "On Play" in card.keywords, "Blocker" in card.keywords, "Rush" in card.keywords,
                "Counter" in card.keywords, "Trigger" in card.keywords, not card.text,
                len(card.colors) > 1, "look at" in card.text.casefold(),
                (card.rarity or "").casefold() in ("superrare", "secretrare", "sr", "sec"),
            )
            for card in self.seasons.cards
        ]  # fmt: skip
        return np.array(rows, dtype=float)
