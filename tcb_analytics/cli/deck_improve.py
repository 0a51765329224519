"""`tcb deck improve`: the best deck within a few exchanged cards, or a variant a strategy."""

from __future__ import annotations

from typing import Any

import click

from tcb_analytics.cli.deck_asked import asked_of, asking, pool_of
from tcb_analytics.cli.deck_files import read_deck
from tcb_analytics.cli.deck_learned import note_unlearned, with_learned
from tcb_analytics.cli.deck_tables import say_built, say_lines, show_changes, show_shopping
from tcb_analytics.cli.misuse import misuse
from tcb_analytics.cli.output import json_option, note, say, show
from tcb_analytics.cli.text import percent, to_json
from tcb_analytics.strategies.improve import Improvement
from tcb_analytics.strategies.improve import improve as improved
from tcb_analytics.strategies.registry import get_strategy
from tcb_analytics.strategies.suggest import Suggestions, suggestions
from tcb_analytics.warehouse.lake import open_lake


@click.command(epilog="Example: tcb deck improve my-deck.txt --strategy control --changes 4")
@click.argument("deck")
@click.option("--strategy", default="tournament", show_default=True, metavar="NAME",
              help="What the better deck should look like.")  # fmt: skip
@click.option("--changes", type=click.IntRange(0), default=4, show_default=True,
              help="Most cards exchanged.")  # fmt: skip
@click.option("--suggest", is_flag=True, help="A variant for each strategy instead of one.")
@asking
@click.option("--list", "only_list", is_flag=True, help="Print the deck list and nothing else.")
@json_option
def improve(
    *,
    deck: str,
    strategy: str,
    changes: int,
    suggest: bool,
    learned: bool,
    only_list: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Find the best deck that exchanges a few cards of DECK.

    DECK is a deck id of the lake, a file, the list itself, or - for standard input. A deck that
    breaks rules is mended within the same number of changes.
    """
    if suggest and only_list:
        raise click.UsageError("--list prints one deck, --suggest makes several: choose one")
    with misuse():
        get_strategy(strategy)
    with open_lake() as lake:
        game, found = read_deck(lake, deck, options["game"])
        _, catalog = pool_of(lake, game, None)
        asked = asked_of(lake, game, catalog, options)
        held = [card.number for card, _ in (*found.cards, *found.side)]
        asked = with_learned(asked, lake, game, held, learned=learned)
    if suggest:
        _tell_all(suggestions(found, catalog=catalog, changes=changes, **asked), as_json)
        return
    better = improved(found, strategy, catalog=catalog, changes=changes, **asked)
    note_unlearned(better.after, learned=learned)
    if only_list:
        say_lines(better.after.deck.to_text())
    elif as_json:
        click.echo(to_json(better.as_dict()))
    else:
        _tell(better)


def _tell(found: Improvement) -> None:
    say_built(found.after)
    swaps = found.swaps
    gain = "" if found.gain is None else f", {found.gain:+.2f} points"
    say(f"{swaps.changes} of {found.changes} changes, {percent(swaps.similarity)} shared{gain}")
    show_changes(swaps, found.before, found.after.deck)
    show_shopping(found.after)
    if found.worth is None:
        note("the given deck breaks a rule or a demand, so no gain is told")


def _tell_all(found: Suggestions, as_json: bool) -> None:
    if as_json:
        click.echo(to_json(found.as_dict()))
        return
    rows = [
        {
            "strategy": one.after.strategy,
            "changes": one.swaps.changes,
            "similarity": percent(one.swaps.similarity),
            "points": one.after.objective,
            "gain": one.gain,
            "owned": None if one.after.coverage is None else percent(one.after.coverage),
        }
        for one in found
    ]
    columns = ["strategy", "changes", "similarity", "points", "gain", "owned"]
    show(rows, [name for name in columns if any(row[name] is not None for row in rows)])
    for one in found:
        click.echo()
        say(one.after.question.strategy.title)
        show_changes(one.swaps, one.before, one.after.deck)
