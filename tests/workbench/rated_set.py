"""A made-up Limited set in the shape of 17Lands' card ratings, drawn from known true rates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

COLORS = "WUBRG"
KINDS = {"card": ["Creature - Gull"], "land": ["Land"]}


def rated_set(
    path: Path,
    truth: dict[str, float],
    copies: dict[str, int],
    *,
    pair: dict[str, tuple[float, int]] | None = None,
    days: tuple[str, str] = ("2026-03-01", "2026-03-20"),
    seed: int = 5,
) -> None:
    """Write a file of ratings.

    Args:
        path: The file; its name tells the set, such as ``ratings_AAA.json``.
        truth: True win rate with the card in hand, by name. Names that begin with "land" are
            lands, the others creatures whose colours follow each other.
        copies: Copies seen in hand by name; fewer than 500 are withheld, as the source does.
        pair: True rate and copies in decks of white and blue, by name.
        days: First and last day of the games.
        seed: Seed of the draw of wins.
    """
    rng = np.random.default_rng(seed)

    def figures(rate: float, seen: int) -> dict[str, Any]:
        won = float(rng.binomial(seen, rate) / seen) if seen >= 500 else 0.0
        empty = {"gpwr": 0.0, "ohwr": 0.0, "gdwr": 0.0, "gnswr": 0.0, "iwd": 0.0}
        none = {"ngp": 0, "ngoh": 0, "ngd": 0, "ngnd": 0, "alsa": 0.0, "ata": 0.0}
        return empty | none | {"gihwr": 100 * won, "gih": seen}

    def card(at: int, name: str) -> dict[str, Any]:
        by_colors = {"All Decks": figures(truth[name], copies[name])}
        if pair and name in pair:
            by_colors["WU"] = figures(*pair[name])
        return {
            "name": name,
            "cmc": 0 if name.startswith("land") else 1 + at % 5,
            "isprimarycard": 1,
            "types": KINDS["land" if name.startswith("land") else "card"],
            "rarity": ("common", "uncommon", "rare")[at % 3],
            "colors": [] if name.startswith("land") else [COLORS[at % 5]],
            "deck_colors": by_colors,
        }

    first = 1 + 1000 * (sum(map(ord, path.stem)) % 97)
    whole = {
        "meta": {"start_date": days[0], "end_date": days[1]},
        "color_ratings": {"WU": 55.0},
        "card_ratings": {str(first + at): card(at, name) for at, name in enumerate(truth)},
    }
    path.write_text(json.dumps(whole))
