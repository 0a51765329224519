"""`tcb query`: the lake's questions, one command each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, get_args

import click

from tcb_analytics.cli.answer import answer_options, deliver, take_wanted
from tcb_analytics.cli.query_limited import limited
from tcb_analytics.cli.where import parse_where
from tcb_analytics.statistics.intervals import IntervalKind
from tcb_analytics.statistics.rates import WITHHELD_UNDER
from tcb_analytics.warehouse.lake import open_lake
from tcb_analytics.warehouse.queries.deck_questions import Period

Options = dict[str, Any]

ASIDE = {
    "decks": frozenset(
        {"source", "event_id", "week", "month", "date_text", "import_id", "place_worst", "complete"}
    )
}
"""Columns that a question's table leaves out, to fit a terminal."""

where_option = click.option(
    "--where", "where", multiple=True, metavar="CONDITION",
    help="column=value, or a condition such as \"date >= '2026-01-01'\"; all must hold.",
)  # fmt: skip
game_option = click.option("--game", metavar="GAME", help="Only this game, such as onepiece.")
as_of_option = click.option(
    "--as-of", metavar="STATE", help="Earlier state of the lake: a version or an ISO time."
)
leader_option = click.option(
    "--leader", multiple=True, metavar="NUMBER", help="A leader; may be repeated. All by default."
)
interval_option = click.option(
    "--interval", type=click.Choice(get_args(IntervalKind)), help="Kind of the 95 % intervals."
)
min_games_option = click.option(
    "--min-games", "threshold", type=click.IntRange(0), default=WITHHELD_UNDER, show_default=True,
    help="Games under which a rate is withheld.",
)  # fmt: skip


def shared(*extra: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options of every question, with further ones before them."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        command = answer_options(command)
        for option in reversed((*extra, where_option, game_option, as_of_option)):
            command = option(command)
        return command

    return decorate


@click.group(epilog="Example: tcb query win-rates --by leader --where set_code=OP09")
def query() -> None:
    """Ask the lake. Rates come with counts and intervals, or are withheld."""


query.add_command(limited)


@query.command(epilog="Example: tcb query win-rates --by leader --by week --csv rates.csv")
@shared(
    click.option(
        "--by", multiple=True, default=("leader",), show_default=True, metavar="COLUMN",
        help="Column to group by; may be repeated.",
    ),
    min_games_option,
    interval_option,
)  # fmt: skip
def win_rates(**options: Any) -> None:
    """Win rate of each group: counts, rate, 95 % interval, and the rate shrunk to the mean."""
    _ask("win_rates", options)


@query.command(epilog="Example: tcb query matchups --where leader=OP13-004")
@shared(min_games_option, interval_option)
def matchups(**options: Any) -> None:
    """Win rate of each leader against each other; every pair is seen from both sides."""
    _ask("matchups", options)


@query.command(epilog="Example: tcb query meta-share --per month --leader OP13-004")
@shared(
    click.option(
        "--per", type=click.Choice(get_args(Period)), default="week", show_default=True,
        help="Length of a period.",
    ),
    leader_option,
    interval_option,
)  # fmt: skip
def meta_share(**options: Any) -> None:
    """Share of decks per leader, period by period."""
    _ask("meta_share", options)


@query.command(epilog="Example: tcb query inclusion --leader OP13-004")
@shared(leader_option, interval_option)
def inclusion(**options: Any) -> None:
    """How many of a leader's decks play each card, and in how many copies."""
    _ask("card_inclusion", options)


@query.command(epilog="Example: tcb query decks --leader OP13-004 --limit 5")
@shared(leader_option)
def decks(**options: Any) -> None:
    """Deck lists, latest first, with event and placing where known."""
    _ask("decks", options)


@query.command(epilog="Example: tcb query curve --leader OP13-004")
@shared(leader_option, click.option("--deck", metavar="ID", help="One deck, by its id."))
def curve(**options: Any) -> None:
    """Mean copies by cost, over a leader's complete lists or of one deck."""
    _ask("curve", options)


@query.command(epilog='Example: tcb query sql "SELECT source, count(*) FROM matches GROUP BY ALL"')
@click.argument("text")
@as_of_option
@answer_options
def sql(text: str, as_of: str | None, **options: Any) -> None:
    """Answer one SELECT over the lake's tables; TEXT - reads it from standard input."""
    wanted = take_wanted(options)
    with open_lake(as_of=as_of) as lake:
        deliver(lake.sql(sys.stdin.read() if text == "-" else text), wanted)


def _ask(question: str, options: Options) -> None:
    wanted = take_wanted(options)
    where = parse_where(options.pop("where"))
    as_of = options.pop("as_of")
    given = {name: _plain(value) for name, value in options.items() if value not in (None, ())}
    with open_lake(as_of=as_of) as lake:
        result = getattr(lake, question)(where=where or None, **given)
        deliver(result, wanted, aside=ASIDE.get(question, frozenset()))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
