"""Words that people use for columns and results in files of their own.

Header names are compared in lower case without anything but letters and digits.
"""

from __future__ import annotations

HEADERS: dict[str, dict[str, str]] = {
    "matches": {
        "match_id": "matchid match id gameid",
        "event": "event tournament league",
        "event_date": "date day eventdate",
        "played_at": "playedat time timestamp datetime",
        "round": "round rnd",
        "player_1": "player1 player p1 me",
        "player_2": "player2 opponent p2 opp",
        "leader_1": "leader1 leader myleader p1leader deck1 mydeck",
        "leader_2": "leader2 opponentleader oppleader p2leader deck2 oppdeck",
        "winner": "winner result outcome won",
        "first_player": "firstplayer first onplay playfirst",
        "games_1": "games1 gameswon",
        "games_2": "games2 gameslost",
    },
    "matchups": {
        "leader": "leader deck",
        "opponent": "opponent opponentleader oppleader versus vs",
        "wins": "wins win w",
        "losses": "losses loss l",
        "ties": "ties tie draws draw d",
    },
    "placements": {
        "event": "event tournament league",
        "event_date": "date day eventdate",
        "player": "player name",
        "leader": "leader deck",
        "place_best": "place placing rank standing position",
        "points": "points pts",
        "wins": "wins win w",
        "losses": "losses loss l",
        "draws": "draws draw d",
        "players": "players attendance",
    },
    "decks": {
        "deck_id": "deckid deck list listid decklist",
        "name": "name deckname archetype",
        "leader": "leader leaderid",
        "player": "player",
        "event": "event tournament",
        "event_date": "date day eventdate",
    },
}
CARD_HEADERS = {
    "number": "card number cardid cardnumber cardno id",
    "count": "count copies quantity qty amount",
    "zone": "zone board section",
}


RESULTS = {
    "1": ("win", "won", "w", "p1", "victory"),
    "2": ("loss", "lose", "lost", "l", "p2", "defeat"),
    "0": ("draw", "drew", "tie", "tied", "d", "t", "drawn"),
}
