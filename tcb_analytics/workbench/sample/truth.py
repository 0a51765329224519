"""The truth beside the sample: what its files were drawn from.

``truth.json`` says so by its key ``tcb_truth``, which importers know and skip. It
is for comparing, in lessons and tests, what statistics find with what is so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tcb_analytics.workbench.sample.builds import build
from tcb_analytics.workbench.sample.declared import GAME, SOURCE, League
from tcb_analytics.workbench.sample.files import write_plain
from tcb_analytics.workbench.sample.roster import popularity

TRUTH_FILE = "truth.json"

RULES = {
    "win": "chance of archetype row to beat archetype column in a match that is neither tied "
    "nor broken off, over both orders of play",
    "popularity": "share of each archetype among the players of a week's ladder matches, "
    "rows are weeks",
    "first_player_edge": "added to the chance of the player who goes first, taken from the other",
    "independence": "results depend on the two archetypes and on who goes first, on nothing else",
}


def truth(league: League, seed: int, matches: int, files: list[str]) -> dict[str, Any]:
    """The truth of one sample, ready to be written as JSON."""
    last = league.week_start(league.weeks - 1)
    return {
        "tcb_truth": True,
        "game": GAME,
        "source": SOURCE,
        "seed": seed,
        "matches": matches,
        "rules": RULES,
        "first_day": str(league.first_day),
        "weeks": league.weeks,
        "first_player_edge": league.first_player_edge,
        "tie_share": league.tie_share,
        "broken_off_share": league.broken_off_share,
        "leaders": list(league.leaders),
        "archetypes": [
            {
                "key": archetype.key,
                "name": archetype.name,
                "leader": archetype.leader,
                "style": archetype.style,
                "core": list(build(place, last).core),
                "flex": list(build(place, last).flex),
            }
            for place, archetype in enumerate(league.archetypes)
        ],
        "win": league.win.tolist(),
        "popularity": popularity(league).round(6).tolist(),
        "files": files,
    }


def write_truth(folder: Path, league: League, seed: int, matches: int, files: list[str]) -> None:
    """Write ``truth.json``, which also lists the files it is the truth of."""
    write_plain(folder / TRUTH_FILE, truth(league, seed, matches, files))
