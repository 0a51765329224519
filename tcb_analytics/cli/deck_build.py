"""`tcb deck build`: the best deck of a strategy, with its proof and its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from tcb_analytics.cli.deck_asked import asked_of, asking, pool_of
from tcb_analytics.cli.deck_learned import note_unlearned, with_learned
from tcb_analytics.cli.deck_tables import (
    headed,
    say_built,
    say_lines,
    show_cards,
    show_changes,
    show_shopping,
    show_targets,
    show_terms,
)
from tcb_analytics.cli.misuse import misuse
from tcb_analytics.cli.output import json_option, note, say
from tcb_analytics.cli.text import to_json
from tcb_analytics.strategies.build import build_deck
from tcb_analytics.strategies.built import BuiltDeck
from tcb_analytics.strategies.compare import compare
from tcb_analytics.strategies.registry import get_strategy
from tcb_analytics.strategies.why import Forced, Reason
from tcb_analytics.warehouse.lake import open_lake


@click.command(epilog="Example: tcb deck build control --leader TB01-001 --why TB01-010")
@click.argument("strategy")
@click.option("--leader", metavar="NUMBER", help="The leader; the best over all leaders else.")
@asking
@click.option("--why", multiple=True, metavar="NUMBER", help="Why a card is in, or is not.")
@click.option("--alternatives", type=click.IntRange(0, 20), default=0, metavar="N",
              help="Other good decks to show.")  # fmt: skip
@click.option("--distance", type=click.IntRange(1), default=8, show_default=True,
              help="Cards by which they differ at least.")  # fmt: skip
@click.option("--list", "only_list", is_flag=True, help="Print the deck list and nothing else.")
@json_option
def build(
    *,
    strategy: str,
    leader: str | None,
    learned: bool,
    why: Sequence[str],
    alternatives: int,
    distance: int,
    only_list: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Build the best deck of a STRATEGY: aggressive, balanced, control or tournament.

    The deck is proven: no other that meets the rules and what is asked has more points.
    """
    with misuse():
        chosen = get_strategy(strategy)
    with open_lake() as lake:
        game, catalog = pool_of(lake, options["game"], leader)
        asked = asked_of(lake, game, catalog, options)
        asked = with_learned(asked, lake, game, learned=learned)
    built = build_deck(catalog, chosen, leader, **asked)
    note_unlearned(built, learned=learned)
    if only_list:
        say_lines(built.deck.to_text())
        return
    reasons = [built.why(number) for number in why]
    others = built.alternatives(alternatives, distance=distance) if alternatives else []
    if as_json:
        told = {"why": [one.as_dict() for one in reasons]} if reasons else {}
        if alternatives:
            told["alternatives"] = [other.as_dict() for other in others]
        click.echo(to_json(built.as_dict() | told))
        return
    _tell(built)
    for reason in reasons:
        _tell_reason(reason)
    for at, other in enumerate(others, 1):
        _tell_alternative(at, built, other)


def _tell(built: BuiltDeck) -> None:
    say_built(built)
    show_cards(built)
    show_terms(built)
    show_targets(built.binding)
    show_shopping(built)
    if not built.learned_share:
        note("values come from the cards' own figures; --learned takes those of placed lists")


def _tell_alternative(at: int, built: BuiltDeck, other: BuiltDeck) -> None:
    click.echo()
    fewer = built.objective - other.objective
    say(f"Alternative {at}: {other.objective:.2f} points, {fewer:.2f} fewer")
    show_changes(compare(built.deck, other.deck), built.deck, other.deck)


def _tell_reason(reason: Reason) -> None:
    forced = (
        ("one copy more", reason.one_more),
        ("one copy fewer", reason.one_fewer),
        ("not at all", reason.without),
    )
    value = reason.value
    source = f"by {'evidence' if value.learned else 'the prior'}"
    if value.basis is not None:
        source = f"by evidence ({value.basis})" if value.learned else f"guessed by {value.basis}"
    give = "" if value.uncertainty is None else f" ± {value.uncertainty:.2f}"
    seen = "" if reason.inclusion is None else f", in {reason.inclusion:.0%} of the lists"
    title = (
        f"Why {reason.copies} of {reason.card.label}: worth {value.value:.2f}{give} a copy "
        f"{source}{seen}"
    )
    headed(title, [{"forced to": label, **_outcome(found)} for label, found in forced if found])


def _outcome(found: Forced) -> dict[str, Any]:
    if found.swaps is None:
        return {"points": None, "instead": found.obstacle}
    came = {n: f"+{copies}" for n, copies in found.swaps.added.items()}
    came |= {n: f"-{copies}" for n, copies in found.swaps.removed.items()}
    came |= {n: f"{new - old:+d}" for n, (old, new) in found.swaps.changed.items()}
    return {"points": found.change, "instead": ", ".join(f"{n} {c}" for n, c in came.items())}
