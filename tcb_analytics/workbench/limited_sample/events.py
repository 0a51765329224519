"""The kinds of draft: how packs go round, and when an event ends."""

from __future__ import annotations

from dataclasses import dataclass

from tcb_analytics.errors import ConfigError


@dataclass(frozen=True)
class Event:
    """A kind of draft.

    Attributes:
        name: As the logs call it.
        pod: Drafters whose packs go round.
        takes: Cards taken from a pack at once.
        games: Most games of a match.
        wins: Matches won that end the event.
        losses: Matches lost that end it.
        matches: Matches that end it, however they went.
        swaps: Chance that some cards are exchanged before the next game.
    """

    name: str
    pod: int
    takes: int
    games: int
    wins: int
    losses: int
    matches: int
    swaps: float


EVENTS = {
    event.name: event
    for event in (
        Event("PremierDraft", 8, 1, 1, 7, 3, 9, 0.12),
        Event("TradDraft", 8, 1, 3, 3, 3, 3, 0.3),
        Event("PickTwoDraft", 4, 2, 1, 4, 2, 5, 0.12),
    )
}


def event_of(name: str) -> Event:
    """The kind of that name.

    Raises:
        ConfigError: There is none.
    """
    if name not in EVENTS:
        raise ConfigError(f"event must be one of {', '.join(EVENTS)}, got {name!r}", where="sample")
    return EVENTS[name]
