"""`tcb card`: find cards in the lake's catalogues and show one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import click

from tcb_analytics.cli.output import json_option, show
from tcb_analytics.errors import LakeError
from tcb_analytics.warehouse.lake import Lake, open_lake

game_option = click.option("--game", metavar="GAME", help="Only cards of this game.")


@click.group(epilog='Example: tcb card search "draw 2 cards"')
def card() -> None:
    """Search the catalogues in the lake and show single cards."""


@card.command(epilog="Example: tcb card search draw 2 cards --color Blue")
@click.argument("words", nargs=-1, required=True)
@click.option("--color", metavar="COLOR", help="Only cards of this colour.")
@game_option
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Most cards."
)
@json_option
def search(
    *, words: Sequence[str], color: str | None, game: str | None, limit: int, as_json: bool
) -> None:
    """List the cards whose name, types or text hold all WORDS, best first."""
    with open_lake() as lake:
        found = [
            one
            for name in _games(lake, game)
            for one in lake.catalog(name).filter(color=color, text=" ".join(words))
        ]
    rows = [asdict(one) for one in found[:limit]]
    show(
        rows,
        ["number", "name", "category", "colors", "cost", "power", "game"],
        as_json=as_json,
        empty="no card holds all these words",
    )


@card.command("show", epilog="Example: tcb card show OP01-016")
@click.argument("number")
@game_option
@json_option
def show_(number: str, game: str | None, as_json: bool) -> None:
    """Show everything about the card with a NUMBER, such as OP01-016."""
    with open_lake() as lake:
        catalogs = [lake.catalog(name) for name in _games(lake, game)]
    holding = next((catalog for catalog in catalogs if number in catalog), catalogs[0])
    facts = asdict(holding[number])
    rows = [{"field": name, "value": value} for name, value in facts.items() if value is not None]
    show([facts] if as_json else rows, ["field", "value"], as_json=as_json)


def _games(lake: Lake, game: str | None) -> list[str]:
    """The game asked for, or every game that has cards.

    Raises:
        LakeError: The lake holds no cards.
    """
    if game is not None:
        return [game]
    found = lake.sql("SELECT game FROM cards GROUP BY game ORDER BY count(*) DESC, game").arrow()
    if found.num_rows == 0:
        raise LakeError("the lake holds no card catalogue", remedy="tcb import PATH...")
    return [str(name) for name in found.column("game").to_pylist()]
