"""The sentences and tables of the meta report, found from its frames.

Frames are those of the lake's queries (fractions between 0 and 1, missing where
withheld). Fetching them is done in the notebook, drawing them in the charts.
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from tcb_analytics.reports.blocks import DataTable, Figure, Headline, Prose
from tcb_analytics.reports.naming import card_label
from tcb_analytics.reports.wording import day, interval, listed, number, percent, plural

HALF = 0.5
RECENT = 4
"""Weeks up to the last one with counts that the share of today is taken over."""

METHOD = (
    "Leaders are ordered by the shrunk rate, which draws rates from few games towards what all "
    "leaders have in common; the rate shown is the raw one.",
    "A leader counts as clearly above or below one half when its whole interval is.",
    "Shares count deck lists or published deck counts, whichever saw more decks of a period.",
)
"""How the figures of this report are made, beyond what all reports share."""


def shown_rates(rates: pd.DataFrame) -> pd.DataFrame:
    """The rates that are not withheld, best first by the shrunk rate.

    The shrunk rate decides the order because the best raw rate of many leaders is
    mostly the luckiest of those with few games.
    """
    kept = rates[~rates["withheld"].astype(bool) & rates["rate"].notna()]
    order = ["shrunk", "games"] if "shrunk" in kept.columns else ["rate", "games"]
    return kept.sort_values(order, ascending=False, kind="stable")


def last_weeks(shares: pd.DataFrame, weeks: int) -> pd.DataFrame:
    """The rows of ``meta_share`` by week up to so many weeks before the last one."""
    if shares.empty:
        return shares
    mondays = [_monday(week) for week in shares["period"]]
    first = max(mondays) - timedelta(weeks=weeks)
    return shares.loc[[monday > first for monday in mondays]]


def recent_shares(shares: pd.DataFrame) -> pd.DataFrame:
    """Meta share over the last weeks of the data; biggest first.

    Years of data say little of what is played now, and nothing of leaders that came late.

    Returns:
        One row a leader: leader, leader_name, decks, total, share.
    """
    late = last_weeks(shares, RECENT)
    total = int(late.drop_duplicates("period")["total"].sum())
    grouped = late.groupby("leader", as_index=False, sort=False).agg(
        leader_name=("leader_name", "first"), decks=("decks", "sum")
    )
    grouped["total"] = total
    grouped["share"] = grouped["decks"] / max(total, 1)
    return grouped.sort_values(["decks", "leader"], ascending=[False, True], ignore_index=True)


def _monday(week: str) -> date:
    year, _, number_ = str(week).partition("-W")
    return date.fromisocalendar(int(year), int(number_), 1)


def meta_headline(rates: pd.DataFrame, shares: pd.DataFrame, game: str) -> Headline:
    """Which leader is the one to beat, how sure that is, and three figures."""
    known = shown_rates(rates)
    played = recent_shares(shares)
    figures = (_best(known), _most_played(played), _clearly_above(known))
    if known.empty:
        return Headline(
            f"The lake holds too few results of {game} to say which leader wins.", figures
        )
    return Headline(_who_leads(known, game), figures)


def _who_leads(known: pd.DataFrame, game: str) -> str:
    top = known.iloc[0]
    name = card_label(top["leader"], top["leader_name"])
    result = f"{percent(top['rate'])} of {number(top['games'])} matches"
    if top["low"] <= HALF:
        return (
            f"No leader of {game} wins clearly more than half of its matches; "
            f"{name} comes nearest, with {result}."
        )
    rivals = known.iloc[1:]
    close = rivals[rivals["high"] >= top["rate"]]
    names = [card_label(row["leader"], row["leader_name"]) for _, row in close.iterrows()]
    sentence = f"{name} is the leader to beat in {game}: it wins {result}"
    if not names:
        return sentence + "."
    if len(names) > 2:
        return f"{sentence}, though {plural(len(names), 'other leader')} may be as good."
    return f"{sentence}, though {listed(names)} may be as good."


def _best(known: pd.DataFrame) -> Figure:
    if known.empty:
        return Figure("best win rate", percent(None), "too few games")
    top = known.iloc[0]
    note = f"{card_label(top['leader'], top['leader_name'])}, {interval(top['low'], top['high'])}"
    return Figure("best win rate", percent(top["rate"]), f"{note}, n = {number(top['games'])}")


def _most_played(played: pd.DataFrame) -> Figure:
    if played.empty:
        return Figure("most played", percent(None), "no deck counts")
    top = played.iloc[0]
    name = card_label(top["leader"], top["leader_name"])
    of = f"{number(top['decks'])} of {number(top['total'])} decks in the last {RECENT} weeks"
    return Figure("most played", percent(top["share"]), f"{name}, {of}")


def _clearly_above(known: pd.DataFrame) -> Figure:
    if known.empty:
        return Figure("leaders clearly above one half", percent(None), "no leader has enough games")
    above = int((known["low"] > HALF).sum())
    below = int((known["high"] < HALF).sum())
    return Figure(
        "leaders clearly above one half",
        f"{above} of {len(known)}",
        f"{below} clearly below, by 95 % intervals",
    )


def who_wins(rates: pd.DataFrame) -> Prose:
    """Which leaders stand clearly above or below one half."""
    known = shown_rates(rates)
    if known.empty:
        return Prose("No leader has enough games for a win rate.")
    above = [_named(row) for _, row in known[known["low"] > HALF].iterrows()]
    below = [_named(row) for _, row in known[known["high"] < HALF][::-1].iterrows()]
    rest = len(known) - len(above) - len(below)
    return Prose(
        f"Clearly above one half: {listed(above)}. Clearly below: {listed(below)}. "
        f"For the other {plural(rest, 'leader')} the interval reaches one half, so these data "
        "do not tell whether they win more than they lose."
        if rest
        else f"Clearly above one half: {listed(above)}. Clearly below: {listed(below)}."
    )


def lopsided(matchups: pd.DataFrame, most: int = 10) -> DataTable | Prose:
    """The most one-sided matchups, seen from the winning side."""
    clear = matchups[
        (matchups["low"] > HALF) & (matchups["leader"] != matchups["opponent"])
    ].sort_values(["low", "games"], ascending=False, kind="stable")
    if clear.empty:
        return Prose("No matchup is clearly one-sided in these data.")
    rows = tuple(
        (
            card_label(row["leader"], row["leader_name"]),
            card_label(row["opponent"], row["opponent_name"]),
            percent(row["rate"]),
            interval(row["low"], row["high"]),
            number(row["games"]),
        )
        for _, row in clear.head(most).iterrows()
    )
    return DataTable(
        ("winner", "against", "#wins", "#95 % interval", "#matches"),
        rows,
        "Matchups whose interval excludes one half, by its lower end.",
        max(0, len(clear) - most),
    )


def share_changes(shares: pd.DataFrame) -> Prose:
    """Who gained and who lost most between the first and the last period."""
    periods = sorted(shares["period"].dropna().unique())
    if not periods:
        return Prose("The lake holds no deck counts with a date for this game.")
    if len(periods) == 1:
        return Prose(f"All deck counts of these weeks fall in {periods[0]}: no trend to show.")
    table = shares.pivot_table(index="leader", columns="period", values="share", fill_value=0.0)
    change = (table[periods[-1]] - table[periods[0]]).sort_values(kind="stable")
    names = shares.drop_duplicates("leader").set_index("leader")["leader_name"]
    risen, fallen = (
        card_label(leader, names[leader]) for leader in (change.index[-1], change.index[0])
    )
    return Prose(
        f"From {periods[0]} to {periods[-1]}, {risen} gained most "
        f"({_points(change.iloc[-1])}) and {fallen} lost most ({_points(change.iloc[0])})."
    )


def _points(difference: float) -> str:
    return f"{difference * 100:+.1f} points".replace("-", "\u2212")


def _named(row: pd.Series) -> str:
    return card_label(row["leader"], row["leader_name"])


def top_finishes(decks: pd.DataFrame, most: int = 12) -> DataTable | Prose:
    """Leaders by how often their lists won and placed in the first eight."""
    placed = decks[decks["place_worst"].notna() & decks["leader"].notna()]
    if placed.empty:
        return Prose("No deck list in these data carries a placing.")
    counted = (
        placed.assign(
            won=placed["place_worst"] == 1,
            eight=placed["place_worst"] <= 8,
            name=placed["leader_name"],
        )
        .groupby("leader", as_index=False)
        .agg(
            name=("name", "first"),
            won=("won", "sum"),
            eight=("eight", "sum"),
            lists=("won", "size"),
        )
        .sort_values(["eight", "won", "leader"], ascending=[False, False, True])
    )
    rows = tuple(
        (
            card_label(r["leader"], r["name"]),
            number(r["won"]),
            number(r["eight"]),
            number(r["lists"]),
        )
        for _, r in counted.head(most).iterrows()
    )
    return DataTable(
        ("leader", "#won", "#first eight", "#placed lists"),
        rows,
        f"From {plural(len(placed), 'placed list')}{_dated(placed)}. "
        "Sources publish good placings, so these counts say who succeeds, not how often.",
        max(0, len(counted) - most),
    )


def _dated(decks: pd.DataFrame) -> str:
    days = decks["date"].dropna()
    return f", {day(days.min())} to {day(days.max())}" if len(days) else ""


def withheld(rates: pd.DataFrame, min_games: int) -> Prose:
    """Which rates are not shown, and why."""
    if rates.empty:
        return Prose("No leader has a result, so there is no rate to withhold.")
    hidden = rates[rates["withheld"].astype(bool)].sort_values("games", ascending=False)
    if hidden.empty:
        return Prose(f"Every leader has at least {plural(min_games, 'game')}: no rate is withheld.")
    names = [f"{_named(row)} ({number(row['games'])})" for _, row in hidden.iterrows()]
    which = (
        "The rate of 1 leader is" if len(names) == 1 else f"The rates of {len(names)} leaders are"
    )
    return Prose(
        f"{which} withheld, because under "
        f"{plural(min_games, 'game')} a rate says little: {listed(names, 8)}."
    )


def left_out_table(left_out: pd.DataFrame) -> DataTable | Prose:
    """What the lake holds of this game that counts for no figure above, by reason."""
    if left_out.empty:
        return Prose("Nothing else in the lake was left out.")
    rows = tuple(
        (str(r["part"]), str(r["source"]), str(r["reason"]), number(r["entries"]))
        for _, r in left_out.iterrows()
    )
    return DataTable(("table", "source", "why", "#rows"), rows, "Left out of the figures.")
