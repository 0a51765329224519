"""How cards of a Limited set fared: copies seen in hand, and the games won with them.

This is the one place that says what evidence there is of Limited cards. Today it is what 17Lands
publishes by card and deck colours; whatever else the lake comes to hold of such games is turned
into ``SeenCard`` here, and ``rated_cards.py`` learns from it as it does now. Published rates are
of copies, so a game in which two copies were in hand counts twice, and rates that the publisher
withholds (too few copies) are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.sources.lands import SAMPLE

ALL = "ALL"
"""Deck colours that stand for decks of any colours."""

_RATINGS = """
SELECT name, deck_colors, source, COALESCE(set_code, period) AS set_code, period_start, period_end,
  MAX(gih_count) AS copies, MAX(gih_wr) AS rate
FROM ratings
WHERE game = '{game}' AND gih_count > 0 AND gih_wr IS NOT NULL
GROUP BY ALL
ORDER BY period_end NULLS FIRST, period_start DESC NULLS FIRST, source, name, deck_colors
"""


@dataclass(frozen=True, slots=True)
class SeenCard:
    """One card in the games of one set and of decks of some colours.

    Attributes:
        number: The card; Magic cards are numbered by name.
        set_code: Set whose games these are; where the source names none, its period.
        colors: Deck colours in WUBRG order, or ``ALL``.
        until: Last day of the games; None where unknown.
        copies: Copies that were in hand at some time.
        wins: Those among them whose game was won.
    """

    number: str
    set_code: str
    colors: str
    until: date | None
    copies: int
    wins: float


def seen_cards(lake: Lake, game: str, *, on: date | None = None) -> list[SeenCard]:
    """Every card of which games are known, once for each set and deck colours.

    Made-up ratings (source ``sample``) count only where there are no others.

    Files of one set cover overlapping days, so they are not summed: the one that ends last
    counts, of several the longest.

    Args:
        lake: The lake.
        game: The game.
        on: Only games of periods that ended before this day; None for all.
    """
    rows = lake.sql(_RATINGS.format(game=game.replace("'", "''"))).arrow().to_pylist()
    real = [row for row in rows if row["source"] != SAMPLE]
    found: dict[tuple[str, str, str], SeenCard] = {}
    for row in real or rows:
        until = row["period_end"]
        if on is None or (until is not None and until < on):
            key = (row["name"], row["set_code"], row["deck_colors"])
            copies = int(row["copies"])
            found[key] = SeenCard(*key, until, copies, copies * float(row["rate"]))
    return list(found.values())
