"""The three questions of the comparison, in the form that every worker understands."""

from __future__ import annotations

from typing import Any

CARDS = (
    "num_gih", "gih_wr", "num_oh", "oh_wr", "num_gd", "gd_wr", "num_gp", "gp_wr", "num_gns",
    "gns_wr", "iwd",
)  # fmt: skip

QUESTIONS: dict[str, dict[str, Any]] = {
    "Q1": {"metrics": list(CARDS), "by": ["name"], "where": {}},
    "Q2": {
        "metrics": ["num_gih", "gih_wr"],
        "by": ["name", "main_colors", "rank", "game_week"],
        "where": {},
    },
    "Q3": {
        "metrics": list(CARDS),
        "by": ["name"],
        "where": {"rank": "mythic", "on_play": True},
    },
}

WORDS = {
    "Q1": "all cards: gih, oh, gd, gp, gns, iwd",
    "Q2": "card × colours × rank × week: gih",
    "Q3": "as Q1, Mythic players on the play",
}
