"""Placed deck lists by booster period, in the shape of a results site.

Every weekend has events; the field is drawn by that week's popularity and plays
rounds against random opponents of the field, with the known matchups. Players are
placed by wins, the best of them with their lists. As in real files, dates mostly
lack a year and lower places are given as ``Top 16``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from tcb_analytics.workbench.sample.cards import cards_by_number
from tcb_analytics.workbench.sample.decks import draw_deck
from tcb_analytics.workbench.sample.declared import GAME, SOURCE, CardSet, League, card_sets
from tcb_analytics.workbench.sample.files import write_packed
from tcb_analytics.workbench.sample.matches import WIN_1, draw_archetypes, draw_results
from tcb_analytics.workbench.sample.roster import PLAYERS, popularity
from tcb_analytics.workbench.sample.streams import Stream, stream

PLACES = ("Saltmarsh", "Farsound", "Coldharbour", "Longshore", "Thornbay", "Quay Nine")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SIZES = (32, 64, 96, 128)
LISTED = 16


def write_tournaments(folder: Path, league: League, seed: int) -> list[str]:
    """Write one file for each booster period of the league; names below ``folder``."""
    shares = popularity(league)
    names = []
    for entry, weeks in booster_periods(league):
        events = [
            _event(league, entry, shares[week], seed=seed, week=week, part=part)
            for week in reversed(weeks)
            for part in (1, 0)
        ]
        code = entry.code.lower()
        names.append(f"tournaments/tournaments_{code}.json.gz")
        document = {
            "game": GAME,
            "source": SOURCE,
            "id": code,
            "name": f"{entry.code} - {entry.title}",
            "events": events,
            "leaderStats": list(_leader_stats(events)),
        }
        write_packed(folder / names[-1], document)
    return names


def booster_periods(league: League) -> list[tuple[CardSet, list[int]]]:
    """The weeks of the league in which each booster was the newest."""
    found: dict[str, tuple[CardSet, list[int]]] = {}
    boosters = [entry for entry in card_sets() if entry.prefix.startswith("BOOSTER")]
    for week in range(league.weeks):
        on = league.week_start(week)
        newest = max((b for b in boosters if b.released <= on), key=lambda b: b.released)
        found.setdefault(newest.code, (newest, []))[1].append(week)
    return list(found.values())


def _event(
    league: League, entry: CardSet, share: np.ndarray[Any, Any], *, seed: int, week: int, part: int
) -> dict[str, Any]:
    rng = stream(seed, Stream.EVENTS, week, part)
    players = SIZES[int(rng.integers(len(SIZES)))]
    rounds = int(np.ceil(np.log2(players)))
    field = draw_archetypes(rng, share, players)
    wins = np.zeros(players)
    for _ in range(rounds):
        rival = field[rng.permutation(players)]
        first = rng.integers(1, 3, players)
        wins += draw_results(rng, league, field, rival, first) == WIN_1
    best = np.argsort(-(wins + rng.random(players)), kind="stable")[:LISTED]
    names = rng.permutation(PLAYERS)
    day = league.week_start(week) + timedelta(days=5 + part)
    decks = [
        _placed(rng, place, int(field[who]), int(names[who]), league.week_start(week))
        for place, who in enumerate(best, 1)
    ]
    return {
        "name": f"[{entry.code}] {PLACES[(2 * week + part) % len(PLACES)]} "
        f"{'Regional' if players > 64 else 'Cup'} {week + 1}",
        "type": "Large Official Event" if players > 64 else "Unofficial Event",
        "date": f"{MONTHS[day.month - 1]} {day.day}" if part else f"{day.month}/{day.day}/{day:%y}",
        "players": players,
        "rounds": f"{rounds} Rounds of Swiss",
        "leaderDistribution": dict(Counter(deck["leaderId"] for deck in decks).most_common()),
        "decks": decks,
    }


def _placed(
    rng: np.random.Generator, place: int, archetype: int, player: int, on: date
) -> dict[str, Any]:
    deck = draw_deck(rng, archetype, on)
    return {
        "placing": _ordinal(place) if place <= 8 else "Top 16",
        "leader": f"{deck.leader} {cards_by_number()[deck.leader].name}",
        "leaderId": deck.leader,
        "player": f"player-{player + 1:04d}",
        "cards": [
            {"id": number, "count": copies} for number, copies in ((deck.leader, 1), *deck.counts)
        ],
    }


def _leader_stats(events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """How often each leader was listed, and where it ended."""
    placed: dict[str, list[tuple[str, str]]] = {}
    names: dict[str, str] = {}
    for event in events:
        for deck in event["decks"]:
            names[deck["leaderId"]] = deck["leader"]
            placed.setdefault(deck["leaderId"], []).append((deck["placing"], event["name"]))
    for leader, entries in sorted(placed.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        ends = Counter(place for place, _ in entries)
        top4 = sum(ends[_ordinal(place)] for place in range(1, 5))
        yield {
            "leader": names[leader],
            "leaderId": leader,
            "totalAppearances": len(entries),
            "wins": ends["1st"],
            "second": ends["2nd"],
            "third": ends["3rd"],
            "fourth": ends["4th"],
            "top4": top4,
            "top8": sum(ends[_ordinal(place)] for place in range(5, 9)),
            "top16": ends["Top 16"],
            "top32": 0,
            "events": sorted({event for _, event in entries}),
        }


def _ordinal(place: int) -> str:
    return f"{place}{({1: 'st', 2: 'nd', 3: 'rd'}).get(place, 'th')}"
