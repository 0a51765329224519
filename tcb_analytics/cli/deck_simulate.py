"""`tcb deck simulate`: many games of one deck against another."""

from __future__ import annotations

from typing import Any

import click

from tcb_analytics.cli.deck_asked import game_option
from tcb_analytics.cli.deck_files import read_deck
from tcb_analytics.cli.misuse import misuse
from tcb_analytics.cli.output import json_option, note, say, show
from tcb_analytics.cli.text import percent, to_json
from tcb_analytics.simulator import Record, Simulated, simulate
from tcb_analytics.simulator.entry import check_games
from tcb_analytics.simulator.pilots import pilot_named
from tcb_analytics.warehouse.lake import open_lake

LONG = 500_000
"""Games from which on a user waits long enough to wonder."""
SHOWN = 5
"""Unmodelled clauses that a table names; --json has all."""


@click.command(
    "simulate",
    epilog="Example: tcb deck simulate mine.txt theirs.txt --games 100000 --pilot aggressive",
)
@click.argument("deck")
@click.argument("opponent")
@click.option("--games", type=int, default=10_000, show_default=True, help="Games to play.")
@click.option("--seed", type=int, default=0, show_default=True, help="Same seed, same games.")
@click.option("--pilot", default="balanced", show_default=True, help="Who plays the deck.")
@click.option("--opponent-pilot", metavar="PILOT", help="Who plays the opponent's; the same else.")
@click.option(
    "--cards", type=click.IntRange(0, 60), default=10, show_default=True, help="Cards to show."
)
@game_option
@json_option
def simulate_(
    *,
    deck: str,
    opponent: str,
    games: int,
    seed: int,
    pilot: str,
    opponent_pilot: str | None,
    cards: int,
    game: str | None,
    as_json: bool,
) -> None:
    """Play DECK against OPPONENT; pilots are aggressive, balanced and control.

    Both are a deck id of the lake, a file, or the list itself. Half of the games are played
    going first. The first use compiles the match engine, which takes about half a minute.
    """
    with misuse():
        check_games(games)
        for name in (pilot, opponent_pilot or pilot):
            pilot_named(name)
    with open_lake() as lake:
        _, ours = read_deck(lake, deck, game)
        _, theirs = read_deck(lake, opponent, game)
    if games >= LONG:
        note(f"playing {games:,} games; nothing is told until they are done")
    found = simulate(
        ours, theirs, games=games, seed=seed, pilot=pilot, opponent_pilot=opponent_pilot
    )
    if as_json:
        click.echo(to_json(found.as_dict()))
    else:
        _tell(found, cards)


def _tell(found: Simulated, cards: int) -> None:
    record = found.record
    low, high = record.interval
    say(
        f"{found.deck} wins {percent(record.rate or 0, 1)} of {record.games:,} games against "
        f"{found.opponent} (95 % interval {low * 100:.1f} to {percent(high, 1)})"
    )
    say(
        f"{found.pilot} against {found.opponent_pilot} pilot, seed {found.seed}; {found.turns:.1f} "
        f"turns a game; Life left on average: {_mean(found.life_won)} to the deck where it wins, "
        f"{_mean(found.life_lost)} to the opponent where the deck loses"
    )
    click.echo()
    show(
        [
            {"games_played": "all", **record.as_row()},
            {"games_played": "going first", **found.going_first.as_row()},
            {"games_played": "going second", **found.going_second.as_row()},
        ],
        ["games_played", "games", "wins", "losses", "draws", "rate", "low", "high"],
    )
    if cards:
        click.echo()
        say("Win rate of the games in which a copy was seen, most wins first")
        show(_card_rows(found, cards), ["number", "name", "copies", "games", "rate", "low", "high"])
    _tell_coverage(found)


def _card_rows(found: Simulated, most: int) -> list[dict[str, Any]]:
    held = found.cards[:most]
    return [
        {"number": seen.card.number, "name": seen.card.name, "copies": seen.copies}
        | _rates(seen.seen)
        for seen in held
    ]


def _rates(record: Record) -> dict[str, Any]:
    row = record.as_row()
    return {key: row[key] for key in ("games", "rate", "low", "high")}


def _tell_coverage(found: Simulated) -> None:
    ours, theirs = found.coverage
    note(
        f"played by their whole text: {percent(ours.share)} of the deck's cards, "
        f"{percent(theirs.share)} of "
        "the opponent's; the others as plain cards"
    )
    for number, clause in found.unmodelled[:SHOWN]:
        note(f"not played: {number}: {clause}")
    if len(found.unmodelled) > SHOWN:
        note(f"and {len(found.unmodelled) - SHOWN} more; --json lists all")


def _mean(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
