"""The sentences and tables of the leader report, found from its frames.

Frames are those of the lake's queries. What the whole meta looks like is told by
``meta_story.py``.
"""

from __future__ import annotations

import pandas as pd

from tcb_analytics.reports.blocks import DataTable, Figure, Headline, Prose
from tcb_analytics.reports.meta_story import HALF, RECENT, recent_shares
from tcb_analytics.reports.naming import card_label
from tcb_analytics.reports.wording import interval, listed, number, percent, plural

BEST = "best matchup, by lower end"

METHOD = (
    "A matchup counts as clearly good or bad when its whole interval lies on one side of one half.",
    "The typical deck comes from complete deck lists or from published inclusions, whichever "
    "looked at more decks; copies are the mean over the decks that play the card.",
    "The share counts deck lists or published deck counts, whichever saw more decks of a period.",
)
"""How the figures of this report are made, beyond what all reports share."""


def leader_headline(
    label: str, rate: pd.Series | None, matchups: pd.DataFrame, shares: pd.DataFrame, leader: str
) -> Headline:
    """How well the leader does, how sure that is, and three figures.

    Args:
        label: Name and number of the leader.
        rate: Its row of ``win_rates``; None where it has no result.
        matchups: Its rows of ``matchups``.
        shares: ``meta_share`` of its whole game.
        leader: Its number.
    """
    decks = int(shares.loc[shares["leader"] == leader, "decks"].sum())
    figures = (_rate(rate), _share(shares, leader), _best(matchups))
    return Headline(_verdict(label, rate, decks), figures)


def _verdict(label: str, rate: pd.Series | None, decks: int) -> str:
    if rate is None or not rate["games"]:
        if decks:
            return f"The lake holds {plural(decks, 'deck')} of {label}, and no match result."
        return f"No match result of {label} is in the lake."
    games = f"{plural(int(rate['games']), 'match', 'matches')}"
    if rate["withheld"]:
        return f"{label} has only {games}: too few for a win rate."
    result = f"{label} wins {percent(rate['rate'])} of {games}"
    if rate["low"] > HALF:
        return f"{result}, clearly more than half."
    if rate["high"] < HALF:
        return f"{result}, clearly less than half."
    return f"{result}; too few to tell it from an even record."


def _rate(rate: pd.Series | None) -> Figure:
    if rate is None or rate["withheld"]:
        return Figure("win rate", percent(None), "too few matches")
    note = f"95 % interval {interval(rate['low'], rate['high'])}, n = {number(rate['games'])}"
    return Figure("win rate", percent(rate["rate"]), note)


def _share(shares: pd.DataFrame, leader: str) -> Figure:
    played = recent_shares(shares)
    mine = played[played["leader"] == leader]
    if mine.empty:
        return Figure("share of decks", percent(None), f"no deck in the last {RECENT} weeks")
    row = mine.iloc[0]
    place = int((played["decks"] > row["decks"]).sum()) + 1
    of = f"{number(row['decks'])} of {number(row['total'])} decks in the last {RECENT} weeks"
    return Figure("share of decks", percent(row["share"]), f"{of}, number {place} of {len(played)}")


def _best(matchups: pd.DataFrame) -> Figure:
    known = told_matchups(matchups)
    if known.empty:
        return Figure(BEST, percent(None), "no matchup has enough matches")
    top = known.iloc[0]
    against = card_label(top["opponent"], top["opponent_name"])
    range_ = interval(top["low"], top["high"])
    return Figure(BEST, percent(top["rate"]), f"against {against}, {range_}")


def told_matchups(matchups: pd.DataFrame) -> pd.DataFrame:
    """Matchups that are neither withheld nor mirrors, surest advantage first."""
    kept = without_mirror(matchups[~matchups["withheld"].astype(bool)])
    return kept.sort_values(["low", "rate"], ascending=False, kind="stable")


def without_mirror(matchups: pd.DataFrame) -> pd.DataFrame:
    """Matchups against other leaders."""
    return matchups[matchups["leader"] != matchups["opponent"]]


def matchup_prose(matchups: pd.DataFrame, min_games: int) -> Prose:
    """Which matchups are clearly good or bad, and how many are withheld."""
    known = told_matchups(matchups)
    others = without_mirror(matchups)
    hidden = len(others) - len(known)
    if others.empty:
        return Prose("No match against another leader is known.")
    good = [_opponent(row) for _, row in known[known["low"] > HALF].iterrows()]
    bad = [_opponent(row) for _, row in known[known["high"] < HALF][::-1].iterrows()]
    rest = len(known) - len(good) - len(bad)
    if known.empty:
        least = plural(min_games, "match", "matches")
        return Prose(f"No rate is told: none of {plural(hidden, 'matchup')} has {least}.")
    told = f"Clearly favourable: {listed(good)}. Clearly unfavourable: {listed(bad)}."
    if rest:
        told += f" For {plural(rest, 'other matchup')} the interval reaches one half."
    if not hidden:
        return Prose(told)
    verb = "is" if hidden == 1 else "are"
    few = f"{plural(hidden, 'matchup')} with under {plural(min_games, 'match', 'matches')}"
    return Prose(told, f"{few} {verb} withheld.")


def _opponent(row: pd.Series) -> str:
    return f"{card_label(row['opponent'], row['opponent_name'])} ({percent(row['rate'], 0)})"


def matchup_table(matchups: pd.DataFrame, most: int = 5) -> DataTable | Prose:
    """The surest advantages and disadvantages."""
    known = told_matchups(matchups)
    if known.empty:
        return Prose()
    ends = known if len(known) <= 2 * most else pd.concat([known.head(most), known.tail(most)])
    rows = tuple(
        (
            card_label(row["opponent"], row["opponent_name"]),
            percent(row["rate"]),
            interval(row["low"], row["high"]),
            f"{number(row['wins'])}\u2013{number(row['losses'])}\u2013{number(row['ties'])}",
            number(row["games"]),
        )
        for _, row in ends.iterrows()
    )
    caption = "Best and worst matchups" if len(ends) < len(known) else "All matchups with a rate"
    heads = ("against", "#wins", "#95 % interval", "#W\u2013L\u2013T", "#matches")
    told = f"{caption}, by the lower end of the interval."
    return DataTable(heads, rows, told, folded=True)


def weeks_prose(by_week: pd.DataFrame) -> Prose:
    """Whether the results tell anything about the course over time."""
    told = by_week[by_week["week"].notna() & by_week["rate"].notna()].sort_values("week")
    if len(told) < 2:
        return Prose("There are not two weeks with enough results to compare.")
    first, last = told.iloc[0], told.iloc[-1]
    apart = last["low"] > first["high"] or last["high"] < first["low"]
    course = f"from {percent(first['rate'])} in {first['week']} to {percent(last['rate'])}"
    return Prose(
        f"The win rate went {course} in {last['week']}; "
        + ("their intervals are apart." if apart else "their intervals overlap.")
    )


def typical_prose(inclusion: pd.DataFrame) -> Prose:
    """What the leader's decks agree on, and which cards no catalogue knows."""
    if inclusion.empty:
        return Prose("No complete deck list or published inclusion of this leader is known.")
    core = inclusion[inclusion["inclusion"] >= 0.9]
    flexible = inclusion[(inclusion["inclusion"] < 0.9) & (inclusion["inclusion"] >= 0.3)]
    copies = float((inclusion["inclusion"] * inclusion["copies"]).sum())
    fixed = float((core["inclusion"] * core["copies"]).sum())
    decks = inclusion["decks"].dropna()
    basis = f"Over {plural(int(decks.max()), 'deck')}, " if len(decks) else "In published decks, "
    stand = plural(len(core), "card stands", "cards stand")
    loose = plural(len(flexible), "card is", "cards are")
    told = (
        f"{basis}{stand} in at least nine of ten lists and fill {fixed:.0f} of about "
        f"{copies:.0f} places; {loose} played by three to nine of ten."
    )
    unknown = inclusion[~inclusion["known"].astype(bool)]
    if unknown.empty:
        return Prose(told)
    names = [card_label(row["number"], row["card_name"]) for _, row in unknown.iterrows()]
    return Prose(
        told,
        f"{plural(len(names), 'card is', 'cards are')} in no imported catalogue, hence without a "
        f"cost and outside the curve: {listed(names, 8)}.",
    )


def typical_table(inclusion: pd.DataFrame, most: int) -> DataTable | Prose:
    """The cards that the leader's decks play most."""
    if inclusion.empty:
        return Prose("There is no typical deck to show.")
    rows = tuple(
        (
            str(row["number"]),
            _name(row),
            percent(row["inclusion"], 0),
            interval(row["low"], row["high"]),
            number(row["copies"], 1),
        )
        for _, row in inclusion.head(most).iterrows()
    )
    heads = ("=number", "card", "#of decks", "#95 % interval", "#copies")
    caption = "Cards by the share of the leader's decks that play them; copies where played."
    return DataTable(heads, rows, caption, max(0, len(inclusion) - most), folded=True)


def _name(row: pd.Series) -> str:
    if row["known"]:
        return str(row["card_name"])
    label = card_label(row["number"], row["card_name"])
    return (
        f"{label.removesuffix(str(row['number'])).strip() or 'name unknown'} (not in a catalogue)"
    )
