"""What a user is told about simulated games: rates with their intervals, never without counts.

Leaves out playing (``pair``) and storing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tcb_analytics.cards.card import Card
from tcb_analytics.simulator.coverage import Coverage
from tcb_analytics.simulator.pair import CardSums, PairSums
from tcb_analytics.statistics.intervals import wilson


@dataclass(frozen=True, slots=True)
class Record:
    """Games and what came of them.

    Attributes:
        wins: Games won.
        losses: Games lost.
        draws: Games that both lost, or that never ended.
    """

    wins: int
    losses: int
    draws: int

    @property
    def games(self) -> int:
        """All games."""
        return self.wins + self.losses + self.draws

    @property
    def rate(self) -> float | None:
        """Share of games won; a draw is half a win. None without a game."""
        return (self.wins + self.draws / 2) / self.games if self.games else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval of the rate."""
        low, high = wilson(self.wins + self.draws / 2, self.games)
        return float(low), float(high)

    def as_row(self) -> dict[str, Any]:
        """Counts, rate and interval, by name."""
        low, high = self.interval
        counts = {"games": self.games, "wins": self.wins, "losses": self.losses}
        return {**counts, "draws": self.draws, "rate": self.rate, "low": low, "high": high}


@dataclass(frozen=True, slots=True)
class SeenCard:
    """A card of the deck, and how its player fared with it.

    Attributes:
        card: The card.
        copies: Its copies in the deck.
        seen: Games in which its player held it, won and not.
        opening: Games in which it was in the opening hand.
    """

    card: Card
    copies: int
    seen: Record
    opening: Record

    @classmethod
    def of(cls, card: Card, copies: int, sums: CardSums) -> SeenCard:
        """From what was added up; a draw counts as not won."""
        seen = Record(sums.won, sums.seen - sums.won, 0)
        opening = Record(sums.opening_won, sums.opening - sums.opening_won, 0)
        return cls(card, copies, seen, opening)


@dataclass(frozen=True, slots=True)
class Simulated:
    """Simulated games of one deck against another.

    Attributes:
        deck: Name of the deck.
        opponent: Name of the opponent's deck.
        pilot: Who plays the deck.
        opponent_pilot: Who plays the opponent's.
        seed: Seed of the call.
        going_first: Games in which the deck went first.
        going_second: Games in which it went second.
        turns: Mean length, in turns of both players together.
        life_won: The deck's mean Life at the end of games it won; None if it won none.
        life_lost: The opponent's in games it lost.
        cards: The deck's cards, those most often held in wins first.
        coverage: What share of the deck, and of the opponent's, plays by its whole text.
    """

    deck: str
    opponent: str
    pilot: str
    opponent_pilot: str
    seed: int
    going_first: Record
    going_second: Record
    turns: float
    life_won: float | None
    life_lost: float | None
    cards: tuple[SeenCard, ...]
    coverage: tuple[Coverage, Coverage]

    @property
    def record(self) -> Record:
        """All games together."""
        first, second = self.going_first, self.going_second
        return Record(
            first.wins + second.wins, first.losses + second.losses, first.draws + second.draws
        )

    @property
    def unmodelled(self) -> tuple[tuple[str, str], ...]:
        """Every clause of either deck that is not played, with its card's number."""
        return tuple(dict.fromkeys(self.coverage[0].clauses + self.coverage[1].clauses))

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain values, for JSON."""
        return {
            "deck": self.deck,
            "opponent": self.opponent,
            "pilot": self.pilot,
            "opponent_pilot": self.opponent_pilot,
            "seed": self.seed,
            **self.record.as_row(),
            "going_first": self.going_first.as_row(),
            "going_second": self.going_second.as_row(),
            "turns": self.turns,
            "life_won": self.life_won,
            "life_lost": self.life_lost,
            "cards": [_card_row(seen) for seen in self.cards],
            "modelled": self.coverage[0].share,
            "opponent_modelled": self.coverage[1].share,
            "unmodelled": [{"number": n, "clause": clause} for n, clause in self.unmodelled],
        }


def records_of(sums: PairSums) -> tuple[Record, Record]:
    """Games in which the first side went first, and the others."""
    return Record(*sums.results[0]), Record(*sums.results[1])


def mean_of(counts: tuple[int, ...]) -> float | None:
    """Mean of the positions, weighted by the counts; None where nothing was counted."""
    total = sum(counts)
    return sum(value * count for value, count in enumerate(counts)) / total if total else None


def _card_row(seen: SeenCard) -> dict[str, Any]:
    return {
        "number": seen.card.number,
        "name": seen.card.name,
        "copies": seen.copies,
        "seen": seen.seen.as_row(),
        "opening": seen.opening.as_row(),
    }
