"""GIH WR of cards within each archetype: the same card may win in one deck and lose in another.

Counts are summed by deck in SQL and then by archetype here, since which deck is which archetype
is not known to the lake. Leaves out how archetypes are found (``archetypes.py``).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from tcb_analytics.statistics.intervals import wilson
from tcb_analytics.statistics.rates import WITHHELD_UNDER
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.archetypes import DECK_ROWS, Archetypes

_COPIES = f"""
WITH {DECK_ROWS}, hands AS (
  SELECT deck_rows.deck, games.won, log_cards.name,
    CAST(game_cards.opening_hand AS INTEGER) + CAST(game_cards.drawn AS INTEGER) AS copies
  FROM game_cards
  JOIN limited_games AS games ON games.import_id = game_cards.import_id
    AND games.game_id = game_cards.game_id
  JOIN deck_rows ON deck_rows.import_id = games.import_id AND deck_rows.build = games.build
  JOIN log_cards ON log_cards.import_id = game_cards.import_id
    AND log_cards.card = game_cards.card
  WHERE log_cards.name IN ({{names}})
)
SELECT deck, name, CAST(SUM(copies) AS BIGINT) AS num_gih,
  CAST(SUM(copies * copies) AS BIGINT) AS squares,
  CAST(SUM(CASE WHEN won THEN copies ELSE 0 END) AS BIGINT) AS won
FROM hands
GROUP BY deck, name
"""  # noqa: S608 - composed of texts of this package


def archetype_cards(
    lake: Lake, found: Archetypes, names: Iterable[str], *, threshold: int = WITHHELD_UNDER
) -> pd.DataFrame:
    """GIH WR of some cards by archetype.

    Args:
        lake: The lake that the archetypes were found in.
        found: The archetypes.
        names: Cards.
        threshold: Copies under which a rate is withheld.

    Returns:
        One row an archetype and card that came to hand in it: archetype (its place in
        ``found.found``), name, num_gih, gih_wr, gih_wr_low, gih_wr_high (Wilson, 95 %, by
        independent games: copies of one game share its result).
    """
    listed = ", ".join(_quoted(name) for name in names) or "''"
    asked = {"set_code": found.set_code, "event_type": found.event_type, "source": found.source}
    place = {name: value.replace("'", "''") for name, value in asked.items()}
    copies = lake.sql(_COPIES.format(names=listed, **place), timeout=None).df()
    labels = found.decks["archetype"].to_numpy()
    labelled = copies.assign(archetype=labels[copies.pop("deck").to_numpy(dtype=int)])
    counts = labelled.groupby(["archetype", "name"], as_index=False)[["num_gih", "squares", "won"]]
    return _rated(counts.sum(), threshold)


def _rated(counts: pd.DataFrame, threshold: int) -> pd.DataFrame:
    counts = counts[counts["num_gih"] > 0].reset_index(drop=True)
    copies = counts["num_gih"].to_numpy(dtype=float)
    rate = counts["won"].to_numpy(dtype=float) / copies
    worth = np.minimum(copies**2 / counts["squares"].to_numpy(dtype=float), copies)
    low, high = wilson(rate * worth, worth)
    shown = copies >= threshold
    rates = {"gih_wr": rate, "gih_wr_low": low, "gih_wr_high": high}
    told = {name: np.where(shown, values, np.nan) for name, values in rates.items()}
    return counts[["archetype", "name", "num_gih"]].assign(**told)


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
