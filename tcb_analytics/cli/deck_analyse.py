"""`tcb deck analyse`: what a deck is made of, what it draws, and what it lacks."""

from __future__ import annotations

import click

from tcb_analytics.cards.deck import Deck
from tcb_analytics.cli.deck_asked import game_option
from tcb_analytics.cli.deck_files import read_deck
from tcb_analytics.cli.deck_tables import headed
from tcb_analytics.cli.output import json_option, note, say
from tcb_analytics.cli.text import to_json
from tcb_analytics.strategies.analysis import Analysis
from tcb_analytics.strategies.analysis import analyse as analysed
from tcb_analytics.warehouse.lake import Lake, open_lake


@click.command(epilog="Example: tcb deck analyse my-deck.txt --placed 8")
@click.argument("deck")
@game_option
@click.option("--placed", type=click.IntRange(1), default=16, show_default=True, metavar="PLACE",
              help="Decks of the leader that placed so well count as successful.")  # fmt: skip
@click.option("--least", type=click.FloatRange(0, 1), default=0.25, show_default=True,
              help="Share of those decks from which on a missing card is told.")  # fmt: skip
@json_option
def analyse(*, deck: str, game: str | None, placed: int, least: float, as_json: bool) -> None:
    """Show curve, counters, colours, types and exact chances of drawing for DECK.

    DECK is a deck id of the lake, a file, the list itself, or - for standard input.
    """
    with open_lake() as lake:
        game, found = read_deck(lake, deck, game)
        catalog = lake.catalog(game)
        evidence = _evidence(lake, game, found, placed)
    told = analysed(found, evidence=evidence, catalog=catalog, least=least)
    if as_json:
        click.echo(to_json(told.as_dict()))
        return
    _tell(told)


def _evidence(lake: Lake, game: str, deck: Deck, placed: int) -> dict[str, float]:
    """Share of the leader's successful decks with each card; of all its decks where none placed."""
    if deck.leader is None:
        return {}
    for where in (f"place_worst <= {placed}", None):
        rows = lake.card_inclusion(deck.leader.number, where, game=game).arrow().to_pylist()
        if rows:
            decks = max(int(row["decks"]) for row in rows)
            kind = f"that placed within {placed}" if where else "(none is known to have placed)"
            note(f"compared with {decks:,} decks of {deck.leader.label} {kind}")
            return {str(row["number"]): float(row["inclusion"]) for row in rows}
    return {}


def _tell(found: Analysis) -> None:
    mean = "unknown" if found.mean_cost is None else f"{found.mean_cost:.2f}"
    who = found.deck.leader.label if found.deck.leader else (found.deck.name or "deck")
    say(
        f"{who}: {found.deck.size} cards, mean cost {mean}, "
        f"{found.counter_total:,} counter in total"
    )
    headed("Copies by cost", [{"cost": at, "copies": n} for at, n in found.curve.items()])
    parts = ("counters", "colors", "categories", "types", "keywords")
    rows = [
        {"part": part, "which": str(which), "copies": copies}
        for part in parts
        for which, copies in list(getattr(found, part).items())[:8]
    ]
    headed("Make-up", rows)
    headed(
        f"Chance of at least one: in the first {found.hand} cards, after a mulligan for it, and by "
        "turn 3 going first or second",
        _chances(found),
    )
    if found.lacks:
        lacks = [{"number": one.number, "name": one.name, "inclusion": one.inclusion}
                 for one in found.lacks[:15]]  # fmt: skip
        headed("Successful decks have, this one lacks", lacks)


def _chances(found: Analysis) -> list[dict[str, object]]:
    cards = {card.label for card, _ in found.deck.cards}
    told = {label: chance for label, chance in found.draws.items() if label not in cards}
    # Single cards differ by their copies alone; --json tells each.
    for copies in sorted({count for _, count in found.deck.cards}, reverse=True):
        label = next(card.label for card, count in found.deck.cards if count == copies)
        told[f"a card with {copies} {'copy' if copies == 1 else 'copies'}"] = found.draws[label]
    return [
        {
            "of": label,
            "copies": chance.copies,
            "first_hand": chance.hand,
            "after_mulligan": chance.mulligan,
            "turn_3_first": chance.first[3],
            "turn_3_second": chance.second[3],
        }
        for label, chance in told.items()
    ]
