"""`tcb deck check`: every rule that a deck breaks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from tcb_analytics.cards.format import load_format
from tcb_analytics.cli.deck_asked import FILE, day, format_option, game_option, on_option
from tcb_analytics.cli.deck_files import read_copies, read_deck
from tcb_analytics.cli.output import json_option, say, show
from tcb_analytics.cli.text import to_json
from tcb_analytics.warehouse.lake import open_lake


@click.command(epilog="Example: tcb deck check my-deck.txt --on 2026-01-15")
@click.argument("deck")
@game_option
@format_option
@on_option
@click.option("--pool", type=FILE, metavar="FILE", help="In Limited the pool, as a deck list.")
@json_option
def check(
    *,
    deck: str,
    game: str | None,
    rules: str | None,
    on: datetime | None,
    pool: Path | None,
    as_json: bool,
) -> int:
    """Hold DECK against its format; ends with exit code 1 where a rule is broken.

    DECK is a deck id of the lake, a file, the list itself, or - for standard input.
    """
    with open_lake() as lake:
        game, found = read_deck(lake, deck, game)
        chosen = lake.format(game) if rules is None else load_format(rules)
        held = read_copies(pool, lake.catalog(game), chosen) if pool is not None else None
    broken = found.violations(chosen, on=day(on), pool=held)
    legal = all(one.severity != "error" for one in broken)
    rows = [{"severity": one.severity, "rule": one.rule, "what": one.message} for one in broken]
    if as_json:
        click.echo(to_json({"format": chosen.name, "legal": legal, "violations": rows}))
    else:
        say(f"{'Legal' if legal else 'Not legal'} in {chosen.title}")
        if rows:
            show(rows, ["severity", "rule", "what"])
    return 0 if legal else 1
