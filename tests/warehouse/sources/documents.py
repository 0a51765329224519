"""Small invented documents in the shape of each result format."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

MAIN = [{"id": f"OP06-{number:03}", "count": 4} for number in range(2, 14)]
FIFTY = [*MAIN, {"id": "OP06-014", "count": 2}]
LEADER = {"id": "OP06-001", "count": 1}
DECK_TEXT = " ".join(f"{card['count']}x{card['id']}" for card in FIFTY)


def tournaments(**changes: Any) -> dict[str, Any]:
    """One booster with one event of two decks."""
    deck = {
        "placing": "1st",
        "leader": "OP06-001 Uta",
        "leaderId": "OP06-001",
        "player": "player-0001",
        "cards": [LEADER, *FIFTY],
    }
    other = deck | {"placing": "Top 8", "player": "", "cards": [*FIFTY]}
    event = {
        "name": "[OP06] Harbour Regionals",
        "type": "Unofficial Event",
        "date": "Jul 1",
        "players": 120,
        "rounds": "8 Rounds of Swiss",
        "leaderDistribution": {"OP06-001 Uta": 2},
        "decks": [deck, other],
    }
    whole = {"id": "op06", "name": "OP06 - Six", "events": [event], "leaderStats": []}
    return deepcopy(whole | changes)


def limitless(**changes: Any) -> dict[str, Any]:
    """Two leaders that met ten times, one tie among them."""

    def cell(opponent: str, name: str, wins: int, losses: int) -> dict[str, Any]:
        return {
            "opponent_id": opponent,
            "opponent_name": name,
            "wins": wins,
            "losses": losses,
            "ties": 1,
            "total_matches": 10,
            "winrate": 10.0 * wins,
        }

    def leader(number: str, name: str, decks: int, cells: dict[str, Any]) -> dict[str, Any]:
        return {
            "name": name,
            "leader_card_id": number,
            "deck_count": decks,
            "share_percentage": 100 * decks / 4,
            "overall_winrate": next(iter(cells.values()))["winrate"],
            "total_games_recorded": 10,
            "cards": [
                {
                    "card_name": "Law &amp; Bepo",
                    "card_id": "ST24-004",
                    "inclusion_percentage": 66.7,
                    "avg_copies": 3.5,
                    "category": "core",
                    "decks_count_text": "2/3 decks",
                }
            ],
            "matchups": cells,
            "sample_builds": [
                {
                    "player_name": "player-0001",
                    "placing": 3,
                    "tournament_name": "Cup #1 | FREE",
                    "deck_txt": f"1x{number}\n" + DECK_TEXT.replace(" ", "\n"),
                }
            ],
        }

    ace, kid = "Luffy &amp; Ace", "Eustass&quot;Captain&quot;Kid"
    whole = {
        "set_code": "OP17",
        "source": "Limitless TCG (Past 7 Days - Western Meta)",
        "tournaments_tracked": 1,
        "decks_tracked": 4,
        "scraped_at": "2026-08-22 11:45:59",
        "leaders": [
            leader("ST30-001", ace, 3, {"OP10-099": cell("OP10-099", kid, 6, 3)}),
            leader("OP10-099", kid, 1, {"ST30-001": cell("ST30-001", ace, 3, 6)}),
        ],
    }
    return deepcopy(whole | changes)


def ladder_match(**changes: Any) -> dict[str, Any]:
    """One plain ladder match."""
    return {
        "idx": 1,
        "ts": "2025-09-16T20:58:17",
        "dur": 367.0,
        "mode": 0,
        "p1": {"id": "player-0001", "status": "win", "leader": "OP06-001", "deck": "abc"},
        "p2": {"id": "player-0002", "status": "loss", "leader": "OP10-099", "deck": None},
        "winner": "p1",
    } | changes


def ladder(*matches: Any, **changes: Any) -> dict[str, Any]:
    """One day of ladder matches."""
    listed = {str(101 + index): match for index, match in enumerate(matches or [ladder_match()])}
    whole = {"date": "2025-09-16", "matches": listed, "decks": {"abc": DECK_TEXT}}
    return deepcopy(whole | changes)


def rounds(**changes: Any) -> dict[str, Any]:
    """An event of three players and two rounds, a bye and a draw among them."""
    whole = {
        "Tournament": {
            "Date": "2024-03-28T23:00:00Z",
            "Name": "Weekly",
            "Uri": "https://events.example/view/7",
        },
        "Rounds": [
            {
                "RoundName": "Round 1",
                "Matches": [
                    {"Player1": "ann", "Player2": "bob", "Result": "2-1-0"},
                    {"Player1": "cy", "Player2": "-", "Result": "2-0-0"},
                ],
            },
            {
                "RoundName": "Round 2",
                "Matches": [{"Player1": "bob", "Player2": "cy", "Result": "1-1-1"}],
            },
        ],
        "Standings": [
            {
                "Rank": rank,
                "Player": player,
                "Points": 3,
                "Wins": 1,
                "Losses": 0,
                "Draws": 0,
                "OMWP": 0.5,
                "GWP": 0.6,
                "OGWP": 0.4,
            }
            for rank, player in enumerate(("cy", "ann", "bob"), start=1)
        ],
    }
    return deepcopy(whole | changes)


def figures(**changes: Any) -> dict[str, Any]:
    """Ratings of one card in one deck colour, enough samples for all but opening hands."""
    return {
        "ngp": 3000,
        "gpwr": 55.0,
        "ngoh": 400,
        "ohwr": 0.0,
        "ngd": 800,
        "gdwr": 58.0,
        "gih": 1200,
        "gihwr": 57.5,
        "ngnd": 1800,
        "gnswr": 52.0,
        "iwd": 5.5,
        "alsa": 4.2,
        "ata": 5.1,
    } | changes


def rated_card(name: str = "Silver Heron", **changes: Any) -> dict[str, Any]:
    """One card of a ratings file."""
    return {
        "name": name,
        "cmc": 3,
        "mana_cost": "{2}{U}",
        "isprimarycard": 1,
        "types": ["Creature", "Artifact"],
        "rarity": "common",
        "colors": ["U"],
        "deck_colors": {"All Decks": figures(), "WR": figures()},
    } | changes


def ratings(**changes: Any) -> dict[str, Any]:
    """A ratings file of two cards."""
    whole = {
        "meta": {"start_date": "2024-04-16", "end_date": "2024-05-03"},
        "color_ratings": {"WU": 51.5, "RW": 55.0},
        "card_ratings": {"900": rated_card(), "70": rated_card("Old Road", types=["Land"], cmc=0)},
    }
    return deepcopy(whole | changes)
