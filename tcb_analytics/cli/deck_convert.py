"""`tcb deck convert`: a deck list in another style of writing."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.deck_print import STYLES, Style
from tcb_analytics.cli.deck_asked import game_option
from tcb_analytics.cli.deck_files import read_deck
from tcb_analytics.cli.deck_tables import say_lines
from tcb_analytics.cli.output import json_option
from tcb_analytics.cli.text import to_json
from tcb_analytics.warehouse.lake import open_lake


@click.command(epilog="Example: tcb deck convert my-deck.txt --style arena")
@click.argument("deck")
@click.option("--style", type=click.Choice(STYLES), default="compact", show_default=True,
              help="How an entry is written.")  # fmt: skip
@game_option
@json_option
def convert(*, deck: str, style: Style, game: str | None, as_json: bool) -> None:
    """Write DECK in another style; reading that again gives the same deck.

    DECK is a deck id of the lake, a file, the list itself, or - for standard input.
    """
    with open_lake() as lake:
        game, found = read_deck(lake, deck, game)
    if not as_json:
        say_lines(found.to_text(style))
        return
    leader = None if found.leader is None else found.leader.number
    told = {"game": game, "name": found.name, "leader": leader}
    click.echo(to_json(told | {"main": _listed(found.main), "side": _listed(found.side)}))


def _listed(cards: Sequence[tuple[Card, int]]) -> list[dict[str, object]]:
    return [{"number": card.number, "name": card.name, "copies": n} for card, n in cards]
