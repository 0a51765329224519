"""One small invented document per format: what the mutation campaign starts from."""

from __future__ import annotations

from typing import Any

CARDS = [
    {
        "id": number,
        "pack_id": "900001",
        "name": name,
        "rarity": "Common",
        "category": category,
        "colors": [color],
        "cost": cost,
        "attributes": ["Slash"],
        "power": power,
        "counter": counter,
        "types": ["Harbour Watch", "Lamplighters"],
        "effect": effect,
        "trigger": None,
        "block_number": 1,
        "img_url": "",
        "img_full_url": "",
    }
    for number, name, category, color, cost, power, counter, effect in [
        ("ZZ01-001", "Keeper Odd", "Leader", "Red", 5, 5000, None, "[On Play] Draw 1 card."),
        ("ZZ01-002", "Net Mender", "Character", "Red", 1, 2000, 1000, "-"),
        ("ZZ01-002_p1", "Net Mender", "Character", "Red", 1, 2000, 1000, "-"),
        ("ZZ01-003", "Pier Guard", "Character", "Red", 3, 4000, 2000, "[Blocker] (Takes the hit.)"),
        (
            "ZZ01-004",
            "Fog Bell",
            "Event",
            "Red",
            2,
            None,
            None,
            "[Main] Draw 2 cards.<br>Then rest.",
        ),
        (
            "ZZ01-005",
            "Long Quay",
            "Stage",
            "Red",
            1,
            None,
            None,
            "[Activate: Main] Rest this card.",
        ),
    ]
]

CARD_DB = {
    "Cards": [
        {
            "CardNum": f"#{card['id']}",
            "Rarity": "C",
            "CardType": str(card["category"]).upper(),
            "Name": card["name"],
            "Img": f"https://example.org/{card['id']}.png",
            "Cost": str(card["cost"]),
            "Attribute": "Slash",
            "Power": str(card["power"] or "-"),
            "Counter": str(card["counter"] or "-"),
            "Color": "Red",
            "Block": "1",
            "Type": "Harbour Watch/Lamplighters",
            "Effect": card["effect"],
            "CardSets": "-First Tide- [ZZ01]",
            "Images": [],
        }
        for card in CARDS
        if "_" not in str(card["id"])
    ]
}

CARD_API = [
    {
        "inventory_price": 0.2,
        "market_price": 0.4,
        "card_name": card["name"],
        "set_name": "First Tide",
        "card_text": card["effect"],
        "set_id": "ZZ-01",
        "rarity": "C",
        "card_set_id": card["id"],
        "card_color": "Red",
        "card_type": card["category"],
        "life": None,
        "card_cost": str(card["cost"]),
        "card_power": str(card["power"] or 0),
        "sub_types": "Lamplighters",
        "counter_amount": card["counter"] or 0,
        "attribute": "Slash",
        "date_scraped": "2026-03-01",
        "card_image_id": card["id"],
        "card_image": "",
    }
    for card in CARDS
    if card["category"] != "Leader" and "_" not in str(card["id"])
]

RESTRICTIONS = {
    "Restrictions": [
        {
            "CardNum": "#ZZ01-002",
            "Img": "",
            "MaxCount": None,
            "Banned": True,
            "EffectiveDate": "2026.01.05",
        },
        {
            "CardNum": "#ZZ01-003",
            "Img": "",
            "MaxCount": 1,
            "Banned": False,
            "EffectiveDate": "2026.01.05",
        },
        {
            "CardNum": "#ZZ01-004",
            "Img": "",
            "MaxCount": None,
            "Banned": False,
            "EffectiveDate": "2026.01.05",
            "BanCategory": "Banned Pair Cards",
            "BanSubCategory": "Card A",
        },
        {
            "CardNum": "#ZZ01-005",
            "Img": "",
            "MaxCount": None,
            "Banned": False,
            "EffectiveDate": "2026.01.05",
            "BanCategory": "Banned Pair Cards",
            "BanSubCategory": "Card B",
        },
    ]
}

DECK_DB = {
    "Decks": [
        {
            "DeckName": "Red Odd",
            "Author": "player-1",
            "Date": "1/20/2026",
            "Tournament": "Harbour Cup",
            "Placement": "1st Place",
            "Host": "Quay Games(24)",
            "DeckColor": "Red",
            "Cards": [{"Qty": 1, "cardnum": "ZZ01-001"}, {"Qty": 4, "cardnum": "ZZ01-002"}],
        }
    ]
}

TOURNAMENTS = {
    "id": "zz01",
    "name": "ZZ01 - First Tide",
    "leaderStats": [],
    "events": [
        {
            "name": "Harbour Cup",
            "type": "Unofficial Event",
            "date": "1/20/26",
            "players": 24,
            "rounds": "5 rounds",
            "leaderDistribution": {"ZZ01-001 Keeper Odd": 2},
            "decks": [
                {
                    "placing": place,
                    "leader": "ZZ01-001 Keeper Odd",
                    "leaderId": "ZZ01-001",
                    "player": who,
                    "cards": [{"id": "ZZ01-001", "count": 1}, {"id": "ZZ01-002", "count": 4}],
                }
                for place, who in (("1st", "player-1"), ("Top 8", "player-2"))
            ],
        }
    ],
}


def _cell(opponent: str, wins: int, losses: int) -> dict[str, Any]:
    return {
        "opponent_id": opponent,
        "opponent_name": "Keeper",
        "wins": wins,
        "losses": losses,
        "ties": 0,
        "total_matches": wins + losses,
        "winrate": round(100 * wins / (wins + losses), 1),
    }


def _leader(number: str, opponent: str, wins: int, losses: int) -> dict[str, Any]:
    return {
        "name": "Keeper",
        "leader_card_id": number,
        "deck_count": 5,
        "share_percentage": 50.0,
        "overall_winrate": round(100 * wins / (wins + losses), 1),
        "archetype_code": number,
        "total_games_recorded": wins + losses,
        "matchups": {opponent: _cell(opponent, wins, losses)},
        "cards": [
            {
                "card_name": "Net Mender",
                "card_id": "ZZ01-002",
                "inclusion_percentage": 80.0,
                "copies_recommendation": "usually 4x",
                "avg_copies": 3.5,
                "category": "core",
                "decks_count_text": "4/5 decks",
            }
        ],
        "sample_builds": [
            {
                "player_name": "player-1",
                "placing": 1,
                "tournament_name": "Harbour Cup",
                "deck_txt": f"1x{number}\n4xZZ01-002",
            }
        ],
    }


WEEK = {
    "set_code": "ZZ01",
    "source": "Harbour weekly",
    "tournaments_tracked": 2,
    "decks_tracked": 10,
    "scraped_at": "2026-02-01 10:00:00",
    "leaders": [_leader("ZZ01-001", "ZZ01-006", 6, 4), _leader("ZZ01-006", "ZZ01-001", 4, 6)],
}


def _side(who: str, status: str, deck: str) -> dict[str, Any]:
    return {
        "id": who,
        "nick": who,
        "b": 25.0,
        "delta": 6.0,
        "status": status,
        "leader": "ZZ01-001",
        "deck": deck,
    }


LADDER = {
    "date": "2026-02-01",
    "matches": {
        str(index): {
            "idx": index,
            "ts": f"2026-02-01T10:{index:02}:00",
            "dur": 300.0,
            "mode": 0,
            "p1": _side("player-1", "win", "aa"),
            "p2": _side("player-2", "loss", "bb"),
            "winner": "p1",
        }
        for index in range(10, 14)
    },
    "decks": {"aa": "4xZZ01-002 4xZZ01-003", "bb": "4xZZ01-003 4xZZ01-004"},
}

ROUNDS = {
    "Tournament": {
        "Date": "2026-02-01T10:00:00Z",
        "Name": "Weekly",
        "Uri": "https://example.org/1",
    },
    "Rounds": [
        {
            "RoundName": "Round 1",
            "Matches": [
                {"Player1": "player-1", "Player2": "player-2", "Result": "2-1-0"},
                {"Player1": "player-3", "Player2": "-", "Result": "2-0-0"},
            ],
        }
    ],
    "Standings": [
        {
            "Rank": 1,
            "Player": "player-1",
            "Points": 3,
            "Wins": 1,
            "Losses": 0,
            "Draws": 0,
            "OMWP": 0.33,
            "GWP": 0.66,
            "OGWP": 0.33,
        },
    ],
}

_COUNTS = {
    "gihwr": 55.0,
    "ohwr": 54.0,
    "gpwr": 53.0,
    "alsa": 5.0,
    "iwd": 2.0,
    "ata": 6.0,
    "ngp": 4000,
    "ngoh": 700,
    "gih": 1700,
    "gnswr": 53.0,
    "ngnd": 2300,
    "gdwr": 55.7,
    "ngd": 1000,
}

RATINGS = {
    "meta": {
        "collection_date": "2026-02-01 10:00:00",
        "start_date": "2026-01-01",
        "end_date": "2026-01-31",
        "version": 3.0,
    },
    "color_ratings": {"WU": 51.5},
    "card_ratings": {
        "101": {
            "name": "Lamp Oil",
            "cmc": 2,
            "mana_cost": "{1}{W}",
            "isprimarycard": 1,
            "linkedfacetype": 0,
            "types": ["Artifact"],
            "rarity": "rare",
            "image": [],
            "colors": ["W"],
            "deck_colors": {"All Decks": _COUNTS, "WU": _COUNTS},
        }
    },
}

DOCUMENTS: dict[str, Any] = {
    "cards": CARDS,
    "card_db": CARD_DB,
    "card_api": CARD_API,
    "restrictions": RESTRICTIONS,
    "deck_db": DECK_DB,
    "tournaments": TOURNAMENTS,
    "week": WEEK,
    "ladder": LADDER,
    "rounds": ROUNDS,
    "ratings": RATINGS,
}
