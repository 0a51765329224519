"""`tcb query limited`: any statistic of Limited logs, by any columns, from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from tcb_analytics.cli.answer import answer_options, deliver, take_wanted
from tcb_analytics.cli.output import note, show
from tcb_analytics.cli.where import parse_where
from tcb_analytics.statistics.rates import WITHHELD_UNDER
from tcb_analytics.warehouse.lake import open_lake
from tcb_analytics.warehouse.queries.limited_lake import (
    COLUMN_COLUMNS,
    METRIC_COLUMNS,
    column_rows,
    metric_rows,
)
from tcb_analytics.warehouse.queries.log_columns import ALL_KEYS

EXAMPLES = """\b
Example: tcb query limited --set SYN --sort gih_wr --limit 10
Cards in some games:
  tcb query limited -m gih_wr -m iwd --where rank=mythic --where on_play=yes
By colours and week, as a file:
  tcb query limited -m num_games,game_wr --by main_colors,format_week --csv weeks.csv
All games of two sets in one row:
  tcb query limited -m game_wr --overall --set SYN --set TWO --plan
"""
_KINDS = {name: key.kind for name, key in ALL_KEYS.items()}


@click.command(epilog=EXAMPLES)
@click.option(
    "--metric", "-m", "metrics", multiple=True, metavar="NAME",
    help="What is asked; may be repeated. By default what suits the columns.",
)  # fmt: skip
@click.option(
    "--by", multiple=True, default=("name",), show_default=True, metavar="COLUMN",
    help="Column of games, picks, players or cards to group by; may be repeated.",
)  # fmt: skip
@click.option("--overall", is_flag=True, help="One row over all, in place of --by.")
@click.option(
    "--where", multiple=True, metavar="CONDITION",
    help="column=value, or a condition such as \"num_turns > 7 and rarity = 'rare'\"; "
    "all must hold.",
)  # fmt: skip
@click.option("--set", "sets", multiple=True, metavar="CODE", help="A set; may be repeated.")
@click.option(
    "--threshold", type=click.IntRange(0), default=WITHHELD_UNDER, show_default=True,
    help="Copies or games under which a rate is withheld.",
)  # fmt: skip
@click.option(
    "--interval", type=click.Choice(("wilson", "jeffreys")), default="wilson", show_default=True,
    help="Kind of the 95 % intervals.",
)  # fmt: skip
@click.option("--sort", metavar="COLUMN", help="Column of the answer, highest first.")
@click.option("--ascending", is_flag=True, help="With --sort: lowest first.")
@click.option("--plan", is_flag=True, help="Say which tables answered, and how fast.")
@click.option(
    "--list", "listing", type=click.Choice(("metrics", "columns")),
    help="List what can be asked for, or grouped and filtered by, instead.",
)  # fmt: skip
@click.option("--as-of", metavar="STATE", help="Earlier state of the lake.")
@answer_options
def limited(
    *, metrics: Sequence[str], by: Sequence[str], overall: bool, where: Sequence[str],
    sets: Sequence[str], sort: str | None, ascending: bool, plan: bool, listing: str | None,
    as_of: str | None, **options: Any,
) -> None:  # fmt: skip
    """Any statistic of logged games and drafts of Limited, by any of their columns.

    Several names may stand in one word, with commas. --list metrics and --list columns tell
    what there is.
    """
    wanted = take_wanted(options)
    if listing is not None:
        _list(listing)
        return
    with open_lake(as_of=as_of) as lake:
        asked = lake.limited(
            _names(metrics) or None,
            () if overall else _names(by),
            parse_where(where, _KINDS) or None,
            sets=_names(sets) or None,
            **options,
        )
        deliver(asked.sort(sort, ascending=ascending) if sort else asked, wanted)
        if plan and not wanted.show_sql:
            for line in str(asked.plan).splitlines():
                note(line)


def _list(listing: str) -> None:
    """Every metric, or every column; no lake is needed for it."""
    names, rows = {
        "metrics": (METRIC_COLUMNS, metric_rows), "columns": (COLUMN_COLUMNS, column_rows),
    }[listing]  # fmt: skip
    found = [dict(zip(names, row, strict=True)) for row in rows()]
    show(found, [name for name in names if name != "sql"])


def _names(words: Sequence[str]) -> list[str]:
    """Names of several words, each of which may hold several."""
    return [name for word in words for part in word.split(",") if (name := part.strip())]
