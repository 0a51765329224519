"""The parts of a format that have days in force or conditions: bans, restrictors, rotations.

Leaves out how they are judged (``rules.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.numbers import fold_print
from tcb_analytics.cards.selector import Selector
from tcb_analytics.errors import FormatError

KINDS = ("banned", "limited", "banned_pair", "unresolved_pair")
"""Kinds of restriction; an unresolved pair is one whose other card the source does not name."""


def as_day(value: Any, where: str) -> date | None:
    """A day from a date, a datetime or ISO text; None stays None.

    Raises:
        FormatError: Anything else.
    """
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return value.date() if isinstance(value, datetime) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise FormatError(
            f"expected a day such as 2025-08-30, got {value!r}", where=where
        ) from None


@dataclass(frozen=True, slots=True)
class Restriction:
    """One banned, limited or paired card, with its days in force.

    Attributes:
        kind: One of ``KINDS``.
        number: The card under the rule.
        partner: The other card of a banned pair.
        most: Copies allowed by a limit.
        in_force: First day; None for always.
        until: Last day; None while it lasts.
        source: Who says so.
    """

    kind: str
    number: str
    partner: str | None = None
    most: int | None = None
    in_force: date | None = None
    until: date | None = None
    source: str | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, Any], *, where: str) -> Restriction:
        """A restriction from a plain mapping, such as a row of the lake.

        Raises:
            FormatError: A key is missing or holds what no rule knows.
        """
        kind, number = row.get("kind"), row.get("number")
        place = f"{where}, restriction of {number}"
        if kind not in KINDS:
            raise FormatError(f"kind {kind!r} is none of {', '.join(KINDS)}", where=place)
        if not isinstance(number, str) or not number:
            raise FormatError("number is missing", where=place)
        partner, most = row.get("partner"), row.get("most")
        if kind == "banned_pair" and not isinstance(partner, str):
            raise FormatError("a banned pair needs a partner", where=place)
        if kind == "limited" and (isinstance(most, bool) or not isinstance(most, int) or most < 0):
            raise FormatError(f"a limit needs most, a whole number, got {most!r}", where=place)
        return cls(
            kind=kind,
            number=fold_print(number),
            partner=fold_print(partner) if partner else None,
            most=most,
            in_force=as_day(row.get("in_force"), place),
            until=as_day(row.get("until"), place),
            source=row.get("source"),
        )

    def holds(self, on: date | None) -> bool:
        """Whether it is in force on a day; None: by the latest rules known."""
        if on is None:
            return self.until is None
        return (self.in_force is None or self.in_force <= on) and (
            self.until is None or on <= self.until
        )


@dataclass(frozen=True, slots=True)
class Restrictor:
    """A card that restricts the deck it is in, as leader or in the main deck.

    Attributes:
        number: The card that restricts.
        says: The restriction in words.
        forbids: No card of the main deck may meet this.
        requires: Every card of the main deck must meet this.
    """

    number: str
    says: str
    forbids: Selector | None = None
    requires: Selector | None = None

    def breaks(self, card: Card) -> bool:
        """Whether a card of the main deck breaks the restriction."""
        return (self.forbids is not None and self.forbids.meets(card)) or (
            self.requires is not None and not self.requires.meets(card)
        )


@dataclass(frozen=True, slots=True)
class Rotation:
    """Blocks whose cards may be played from a day on, until the next rotation.

    Attributes:
        in_force: First day.
        blocks: Allowed block numbers.
        source: Who says so.
    """

    in_force: date
    blocks: frozenset[int]
    source: str | None = None
