"""What reports ask of the lake beyond its own helpers: periods, sources, prints, links.

Statements are built as syntax trees, so a card number or game is always a value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import numpy as np
import pandas as pd
from sqlglot import exp

from tcb_analytics.errors import ReportError
from tcb_analytics.statistics.intervals import IntervalKind, wilson
from tcb_analytics.statistics.rates import RateRule, rates
from tcb_analytics.warehouse.lake import Lake


def select(
    lake: Lake, columns: Sequence[str], view: str, fixed: Mapping[str, object]
) -> pd.DataFrame:
    """Rows of a view in which columns hold given values."""
    query = exp.select(*columns).from_(view)
    for name, value in fixed.items():
        query = query.where(exp.column(name).eq(exp.convert(value)))
    return lake.sql(query.sql(dialect="duckdb")).df()


def game_of(lake: Lake, asked: str | None, number: str | None = None) -> str:
    """The game a report is about: as asked, the one that knows a number, or the default.

    Args:
        lake: The lake.
        asked: Game as the user named it.
        number: Card that the report is about.

    Raises:
        ReportError: The lake is empty, lacks the game, or no game knows the card.
    """
    games = list(lake.game_names)
    if not games:
        raise ReportError("the lake is empty", remedy="tcb demo, or tcb import PATH...")
    if asked is not None:
        if asked not in games:
            raise ReportError(
                f"no game {asked!r} in the lake; it holds {', '.join(games)}", where="game"
            )
        return asked
    if number is None:
        return games[0]
    knowing = [game for game in games if knows(lake, game, number)]
    if knowing:
        return knowing[0]
    near = [name for game in games for name in lake.catalog(game).suggest(number)][:4]
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise ReportError(
        f"nothing in the lake knows {number!r}{hint}", remedy="tcb card search, or tcb data list"
    )


def knows(lake: Lake, game: str, number: str) -> bool:
    """Whether a catalogue, a result or a deck of the game names this card."""
    if number in lake.catalog(game):
        return True
    places = (("card_names", "number"), ("results", "leader"), ("deck_cards", "number"))
    return any(
        len(select(lake, ["COUNT(*) AS n"], view, {"game": game, column: number}).query("n > 0"))
        for view, column in places
    )


def name_of(lake: Lake, game: str, number: str) -> str | None:
    """The card's name from a catalogue, or as published beside results."""
    names = select(lake, ["name"], "card_names", {"game": game, "number": number})["name"]
    return None if names.empty else str(names.iloc[0])


def period_of(
    lake: Lake, game: str, views: Sequence[str] = ("results", "deck_counts")
) -> tuple[date | None, date | None]:
    """First and last day of the game's results and decks; None where no day is known."""
    days: list[date] = []
    for view in views:
        ends = select(lake, ["MIN(date) AS first", "MAX(date) AS last"], view, {"game": game})
        days += [pd.Timestamp(day).date() for day in ends.iloc[0] if not pd.isna(day)]
    return (min(days), max(days)) if days else (None, None)


def sets_of(lake: Lake, game: str) -> list[str]:
    """Sets or booster periods that results or decks of the game carry."""
    views = ("results", "deck_counts", "published_inclusions")
    found: set[str] = set()
    for view in views:
        query = exp.select("set_code").distinct().from_(view).where(exp.column("game").eq(game))
        found |= {str(code) for code in lake.sql(query.sql("duckdb")).df()["set_code"].dropna()}
    return sorted(found)


def period_kind(lake: Lake, game: str) -> Literal["week", "month"]:
    """Weeks for up to half a year of data, months beyond, so that a chart stays readable."""
    first, last = period_of(lake, game)
    if first is None or last is None:
        return "week"
    return "week" if last - first <= timedelta(days=183) else "month"


def filters(
    lake: Lake, game: str, *, set_code: str | None = None, weeks: int | None = None
) -> dict[str, object]:
    """The ``where`` of a report's questions about results and decks.

    Raises:
        ReportError: The game has no such set, or weeks were asked for and nothing has a date.
    """
    where: dict[str, object] = {}
    if set_code is not None:
        known = sets_of(lake, game)
        if set_code not in known:
            raise ReportError(
                f"nothing of {game} is of the set {set_code!r}; "
                f"known: {', '.join(known) or 'none'}",
                where="set_code",
            )
        where["set_code"] = set_code
    if weeks is not None:
        last = period_of(lake, game)[1]
        if last is None:
            raise ReportError(f"nothing of {game} has a date, so weeks cannot be told apart")
        where["date"] = (last - timedelta(days=7 * weeks - 1), last)
    return where


def card_results(
    lake: Lake, game: str, number: str, *, threshold: int, interval: IntervalKind = "jeffreys"
) -> pd.DataFrame:
    """Win rates of decks with and without a card, by leader and over all leaders.

    Only matches whose deck lists are known and complete count; mirrors do not, and a
    tie is half a win.

    Returns:
        One row per leader (None: all leaders) and ``played``: leader, leader_name, played,
        games, rate, low, high, withheld. Empty where no deck is linked to matches.
    """
    linked = lake.win_rates(
        by=("leader", "source", "deck_id"), game=game, threshold=0, mirrors="exclude"
    ).df()
    linked = linked[linked["deck_id"].notna()]
    if linked.empty:
        return pd.DataFrame(
            columns=["leader", "leader_name", "played", "games", "rate", "low", "high", "withheld"]
        )
    linked = linked.assign(played=_plays(lake, game, number, linked))
    counts = ["wins", "losses", "ties"]
    keys_of_rows = ["leader", "leader_name", "played"]
    by_leader = linked.groupby(keys_of_rows, as_index=False, dropna=False)[counts].sum()
    total = linked.groupby("played", as_index=False)[counts].sum()
    table = pd.concat([total.assign(leader=None, leader_name=None), by_leader], ignore_index=True)
    told = rates(
        table["wins"].to_numpy(), table["losses"].to_numpy(), table["ties"].to_numpy(),
        RateRule(), interval=interval, threshold=threshold,
    )  # fmt: skip
    return table.assign(**told)


def weekly_inclusion(lake: Lake, game: str, number: str) -> pd.DataFrame:
    """Share of the dated, complete deck lists of each week that play a card, or that it leads.

    Returns:
        One row a week: week, decks, decks_with, inclusion, low, high (Wilson, 95 %).
    """
    decks = lake.decks(game=game, where={"complete": True}).df()
    decks = decks[decks["week"].notna()]
    plays = np.array(_plays(lake, game, number, decks), dtype=bool)
    decks = decks.assign(plays=plays | (decks["leader"] == number).to_numpy(dtype=bool))
    weekly = decks.groupby("week", as_index=False).agg(
        decks=("plays", "size"), decks_with=("plays", "sum")
    )
    low, high = wilson(weekly["decks_with"].to_numpy(), weekly["decks"].to_numpy())
    return weekly.assign(inclusion=weekly["decks_with"] / weekly["decks"], low=low, high=high)


def prints_of(lake: Lake, game: str, number: str) -> pd.DataFrame:
    """Prints of a card with their prices: one row a print, the priced one where there are two."""
    columns = ["print_id", "variant", "rarity", "pack", "pack_name", "price_usd", "price_date"]
    prints = select(lake, columns, "prints", {"game": game, "number": number})
    prints = prints.sort_values(["print_id", "price_usd"], na_position="last")
    return prints.drop_duplicates("print_id", ignore_index=True)


def _plays(lake: Lake, game: str, number: str, decks: pd.DataFrame) -> list[bool]:
    """For each deck (source, deck_id) whether its main deck holds a card."""
    fixed = {"game": game, "number": number, "zone": "main"}
    playing = select(lake, ["source", "deck_id"], "deck_cards", fixed)
    keys = set(zip(playing["source"], playing["deck_id"], strict=True))
    return [pair in keys for pair in zip(decks["source"], decks["deck_id"], strict=True)]
