"""`tcb deck coverage`: what share of the lake's cards the simulator plays as they are written.

Leaves out judging a single deck, which every simulated result states itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from tcb_analytics.cards.card import Card
from tcb_analytics.cli.output import json_option, note, show
from tcb_analytics.errors import LakeError
from tcb_analytics.simulator.coverage import PLAYED_GAMES, Coverage, coverage, coverage_by_set
from tcb_analytics.warehouse.lake import Lake, open_lake


@click.command("coverage", epilog="Example: tcb deck coverage --set TB01")
@click.option("--game", metavar="GAME", help="Only cards of this game.")
@click.option("--set", "set_code", metavar="CODE", help="List the unread clauses of one set.")
@json_option
def coverage_(*, game: str | None, set_code: str | None, as_json: bool) -> None:
    """Show, by set, the share of cards of which the simulator models every clause."""
    with open_lake() as lake:
        cards = [card for name in _games(lake, game) for card in lake.catalog(name).cards]
    if set_code is None:
        rows = [_row(one.set_code, one.coverage) for one in coverage_by_set(cards)]
        rows.append(_row("all", coverage(cards)))
        show(rows, ["set", "cards", "modelled", "plain", "share"], as_json=as_json)
        if not as_json:
            note("modelled: every clause is played as written; plain, among them: no text to play")
        return
    show(
        _clauses(_of_set(cards, set_code)),
        ["number", "name", "clause"],
        as_json=as_json,
        empty=f"every clause of {set_code.upper()} is modelled",
    )


def _row(name: str, found: Coverage) -> dict[str, Any]:
    return {
        "set": name,
        "cards": found.copies,
        "modelled": found.modelled,
        "plain": found.plain,
        "share": found.share,
    }


def _clauses(cards: Sequence[Card]) -> list[dict[str, Any]]:
    return [
        {"number": one.card.number, "name": one.card.name, "clause": clause}
        for one in coverage(cards).unread
        for clause in one.clauses
    ]


def _of_set(cards: Sequence[Card], set_code: str) -> list[Card]:
    found = [card for card in cards if (card.set_code or "").casefold() == set_code.casefold()]
    if not found:
        known = sorted({card.set_code for card in cards if card.set_code})
        raise LakeError(
            f"no set {set_code!r}; known: {', '.join(known)}",
            remedy=f"tcb deck coverage --set {next(iter(known), 'CODE')}",
        )
    return found


def _games(lake: Lake, game: str | None) -> list[str]:
    """The game asked for, or every game in the lake that the simulator plays."""
    if game is not None:
        return [game]
    held = lake.sql("SELECT DISTINCT game FROM cards").arrow().column("game").to_pylist()
    found = [name for name in PLAYED_GAMES if name in held]
    if not found:
        raise LakeError(
            f"the lake holds no cards of a game that the simulator plays: "
            f"{', '.join(PLAYED_GAMES)}",
            remedy="tcb import PATH..., or try it on the sample: tcb demo",
        )
    return found
