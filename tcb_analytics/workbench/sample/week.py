"""One week of tournament results by leader, in the shape of a scraped results page.

A population of its own: decks and matches are drawn anew from the last week's
popularity and the known matchups, so these counts share no match with the ladder.
Cells mirror each other exactly; rates count ties as games, as that source does.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.workbench.sample.cards import cards_by_number
from tcb_analytics.workbench.sample.decks import DeckList, draw_deck
from tcb_analytics.workbench.sample.declared import GAME, SOURCE, League
from tcb_analytics.workbench.sample.files import write_packed
from tcb_analytics.workbench.sample.matches import (
    BROKEN_OFF,
    TIE,
    WIN_1,
    draw_archetypes,
    draw_results,
)
from tcb_analytics.workbench.sample.roster import popularity
from tcb_analytics.workbench.sample.streams import Stream, stream
from tcb_analytics.workbench.sample.tournaments import booster_periods

DECKS, MATCHES, TOURNAMENTS, BUILDS = 400, 1_200, 6, 3


def write_week(folder: Path, league: League, seed: int) -> list[str]:
    """Write the last week of the league; the file's name below ``folder``."""
    rng = stream(seed, Stream.WEEK)
    share = popularity(league)[-1]
    on = league.week_start(league.weeks - 1)
    decks = [draw_deck(rng, int(a), on) for a in draw_archetypes(rng, share, DECKS)]
    cells = _cells(rng, league, np.array([deck.archetype for deck in decks]))
    by_leader = Counter(deck.archetype for deck in decks)
    document = {
        "game": GAME,
        "set_code": booster_periods(league)[-1][0].code,
        "source": f"{SOURCE} (Past 7 Days)",
        "tournaments_tracked": TOURNAMENTS,
        "decks_tracked": DECKS,
        "scraped_at": f"{on + timedelta(days=7)} 06:00:00",
        "leaders": [
            _leader(league, place, [d for d in decks if d.archetype == place], cells)
            for place, _ in by_leader.most_common()
        ],
    }
    name = f"matchups/week_{document['set_code']}.json.gz"
    write_packed(folder / name, document)
    return [name]


def _cells(
    rng: np.random.Generator, league: League, played: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Wins, losses and ties by leader and opponent, shape (leaders, leaders, 3)."""
    one, two = (played[rng.integers(0, DECKS, MATCHES)] for _ in range(2))
    result = draw_results(rng, league, one, two, rng.integers(1, 3, MATCHES))
    kind = np.select([result == WIN_1, result == TIE], [0, 2], 1)
    counted = result != BROKEN_OFF
    cells = np.zeros((*league.win.shape, 3), dtype=np.int64)
    np.add.at(cells, (one[counted], two[counted], kind[counted]), 1)
    return cells + cells.transpose(1, 0, 2)[:, :, [1, 0, 2]]


def _leader(
    league: League, place: int, decks: list[DeckList], cells: NDArray[np.int64]
) -> dict[str, Any]:
    number = league.leaders[place]
    games = int(cells[place].sum())
    return {
        "name": _title(number),
        "leader_card_id": number,
        "deck_count": len(decks),
        "share_percentage": _percent(len(decks), DECKS),
        "overall_winrate": _percent(int(cells[place, :, 0].sum()), games),
        "total_games_recorded": games,
        "archetype_code": f"{number}||{' '.join(cards_by_number()[number].colors)}",
        "cards": _inclusions(decks),
        "matchups": {
            league.leaders[other]: _cell(league.leaders[other], *cells[place, other].tolist())
            for other in range(len(league.leaders))
            if cells[place, other].sum()
        },
        "sample_builds": [
            {
                "player_name": f"player-w{place:02d}{index:02d}",
                "placing": index + 1,
                "tournament_name": f"Lantern Open {index + 1}",
                "deck_txt": "\n".join([f"1x{number}", *deck.text.split()]),
            }
            for index, deck in enumerate(decks[:BUILDS])
        ],
    }


def _cell(opponent: str, wins: int, losses: int, ties: int) -> dict[str, Any]:
    total = wins + losses + ties
    return {
        "opponent_id": opponent,
        "opponent_name": _title(opponent),
        "wins": wins,
        "losses": losses,
        "ties": ties,
        "total_matches": total,
        "winrate": _percent(wins, total),
    }


def _inclusions(decks: list[DeckList]) -> list[dict[str, Any]]:
    """Cards seen in at least a fifth of the decks, the commonest first."""
    seen: Counter[str] = Counter()
    copies: Counter[str] = Counter()
    for deck in decks:
        for number, count in deck.counts:
            seen[number] += 1
            copies[number] += count
    ranked = sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        {
            "card_name": cards_by_number()[number].name,
            "card_id": number,
            "inclusion_percentage": _percent(having, len(decks)),
            "copies_recommendation": f"usually {round(copies[number] / having)}x",
            "avg_copies": round(copies[number] / having, 1),
            "category": "core" if having >= 0.8 * len(decks) else "flex",
            "decks_count_text": f"{having}/{len(decks)} decks",
        }
        for number, having in ranked
        if having >= 0.2 * len(decks)
    ]


def _title(number: str) -> str:
    leader = cards_by_number()[number]
    return f"{leader.name} ({' '.join(leader.colors)})"


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
