"""The sentences and tables of the report on a set, found from its frames.

Frames are those of ``lake.limited``. A card or group counts as clearly better than the rest
when its whole interval lies above the common rate.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.group_rates import group_rate_chart
from tcb_analytics.reports.blocks import DataTable, Figure, Headline, Prose
from tcb_analytics.reports.limited_lookups import SetLogs
from tcb_analytics.reports.wording import (
    MISSING,
    day,
    interval,
    is_missing,
    listed,
    number,
    percent,
    plural,
)
from tcb_analytics.workbench.archetypes import Archetypes

METHOD = (
    "GIH WR is the share of games won over copies of a card that were in the opening hand or "
    "drawn; OH WR counts opening hands, GP WR decks. IWD is GIH WR less the rate of copies never "
    "seen.",
    "Copies of a card in one game share its result: intervals count a sample of n copies as "
    "n²/Σc² independent games, c the copies in each game.",
    "Basic lands are left out. ATA is the average pick at which a card is taken, ALSA the one at "
    "which it is last seen.",
    "A rate of a card is an association: it wins for its decks and pilots too, and cards that "
    "are drawn late are seen in long games.",
)
"""How the figures of this report are made, beyond what all reports share."""

ARCHETYPES = (
    "Archetypes are groups of decks that play the same cards, found by clustering; each is told "
    "by the cards that it plays most beyond what all decks do."
)
"""What is said of archetypes where they are shown."""

BEST = "best card, by lower end"
COLORS = "best colours, by lower end"


def method(archetypes: bool) -> tuple[str, ...]:
    """The sentences on method, with that on archetypes where they are shown."""
    return (*METHOD, ARCHETYPES) if archetypes else METHOD


def set_headline(
    logs: SetLogs, total: pd.Series, cards: pd.DataFrame, colors: pd.DataFrame
) -> Headline:
    """Which card wins most, how sure that is, and three figures.

    Args:
        logs: The set and its logs.
        total: Rates over all games.
        cards: Rates by card.
        colors: ``game_wr`` by ``main_colors``.
    """
    told, mean = told_cards(cards), mean_rate(cards)
    where = f"{logs.set_code} {logs.event_type}"
    games = plural(int(total["num_games"]), "game")
    if told.empty:
        sentence = f"{where} has too few games ({games}) for the rate of any card."
    else:
        top, clear = told.iloc[0], int((told["gih_wr_low"] > mean).sum())
        sentence = (
            f"{top['name']} is the surest card of {where}: {percent(top['gih_wr'])} won with it in "
            f"hand; {clear:,} of {plural(len(told), 'card')} {'lies' if clear == 1 else 'lie'} "
            f"clearly above the mean of {percent(mean)}."
        )
    return Headline(sentence, (_games(total), _best_card(told), _best_colors(colors)))


def told_cards(cards: pd.DataFrame) -> pd.DataFrame:
    """Cards whose GIH WR is not withheld, the highest lower end first."""
    return cards[cards["gih_wr"].notna()].sort_values("gih_wr_low", ascending=False, kind="stable")


def mean_rate(cards: pd.DataFrame) -> float:
    """GIH WR over all copies of the cards that are told; NaN where none is."""
    told = cards[cards["gih_wr"].notna()]
    copies = float(told["num_gih"].sum())
    return float((told["gih_wr"] * told["num_gih"]).sum() / copies) if copies else float("nan")


def _games(total: pd.Series) -> Figure:
    games = number(total["num_games"])
    if is_missing(total["game_wr"]):
        return Figure("games won by the players logged", MISSING, f"n = {games}")
    told = interval(total["game_wr_low"], total["game_wr_high"], 1)
    return Figure(
        "games won by the players logged", percent(total["game_wr"]), f"{told}, n = {games}"
    )


def _best_card(told: pd.DataFrame) -> Figure:
    if told.empty:
        return Figure(BEST, MISSING, "no card has enough copies")
    top = told.iloc[0]
    span = interval(top["gih_wr_low"], top["gih_wr_high"])
    return Figure(
        BEST, percent(top["gih_wr"]), f"{top['name']}, {span}, n = {number(top['num_gih'])}"
    )


def _best_colors(colors: pd.DataFrame) -> Figure:
    known = colors[colors["game_wr"].notna()]
    if known.empty:
        return Figure(COLORS, MISSING, "no colours have enough games")
    top = known.sort_values("game_wr_low", ascending=False, kind="stable").iloc[0]
    span = interval(top["game_wr_low"], top["game_wr_high"])
    note = f"{top['main_colors'] or 'none'}, {span}, n = {number(top['num_games'])}"
    return Figure(COLORS, percent(top["game_wr"]), note)


def cards_prose(cards: pd.DataFrame, threshold: int) -> Prose:
    """How many cards stand apart from the mean, and how many are withheld."""
    told, mean = told_cards(cards), mean_rate(cards)
    if told.empty:
        return Prose(f"No card came to hand in {number(threshold)} copies or more.")
    above = told[told["gih_wr_low"] > mean]
    below = told[told["gih_wr_high"] < mean].sort_values("gih_wr_high", kind="stable")
    apart = (
        f"Clearly above the mean of {percent(mean)}: {listed(list(above['name']))}. "
        f"Clearly below: {listed(list(below['name']))}."
    )
    rest = len(told) - len(above) - len(below)
    chance = number(0.025 * len(told))
    open_ = (
        f"For {plural(rest, 'card')} the interval reaches the mean. By chance alone about {chance} "
        f"of {plural(len(told), 'interval')} would lie wholly above it and as many below."
    )
    hidden = len(cards) - len(told)
    few = f"under {plural(threshold, 'copy', 'copies')} in hand"
    said = f"{plural(hidden, 'card')} with {few} {'is' if hidden == 1 else 'are'} withheld."
    return Prose(apart, open_, said if hidden else "")


def cards_table(cards: pd.DataFrame, most: int) -> DataTable | Prose:
    """The surest cards with all their rates."""
    told = told_cards(cards)
    if told.empty:
        return Prose("There is no rate to list.")
    picks = "ata" in cards.columns
    rows = tuple(
        (
            str(row["name"]),
            "" if is_missing(row["color"]) else str(row["color"]),
            percent(row["gih_wr"]),
            interval(row["gih_wr_low"], row["gih_wr_high"]),
            percent(row["gih_wr_shrunk"]),
            number(row["num_gih"]),
            percent(row["oh_wr"]),
            percent(row["iwd"]),
            *((number(row["ata"], 1),) if picks else ()),
        )
        for _, row in told.head(most).iterrows()
    )
    heads = (
        "card", "colours", "#GIH WR", "#95 % interval", "#shrunk", "#copies", "#OH WR", "#IWD",
        *(("#ATA",) if picks else ()),
    )  # fmt: skip
    caption = "Cards by the lower end of their interval; shrunk: drawn towards the set's mean."
    return DataTable(heads, rows, caption, max(0, len(told) - most), folded=True)


def late_prose(cards: pd.DataFrame, *, has_picks: bool) -> Prose:
    """What taking a card early has to do with winning."""
    if not has_picks:
        return Prose("The lake holds no logs of drafting this set, so nothing is known of picks.")
    told = cards[cards["gih_wr"].notna() & cards["ata"].notna()]
    if len(told) < 3:
        return Prose("Too few cards have both a rate and picks.")
    order = told[["ata", "gih_wr"]].rank()
    agree = -float(order["ata"].corr(order["gih_wr"]))
    how = "mostly agree" if agree > 0.5 else "agree in part" if agree > 0.2 else "hardly agree"
    return Prose(
        f"Drafters and results {how}: the rank correlation of early picks and GIH WR is "
        f"{agree:.2f} over {plural(len(told), 'card')}. A card above the line wins more than "
        "others that go as late."
    )


def colors_prose(colors: pd.DataFrame, mean: float) -> Prose:
    """Which colours win clearly more or less than all decks together."""
    known = colors[colors["game_wr"].notna()].sort_values("game_wr", ascending=False)
    if known.empty:
        return Prose("No colours have enough games for a rate.")
    good = [_rated(row) for _, row in known[known["game_wr_low"] > mean].iterrows()]
    bad = [_rated(row) for _, row in known[known["game_wr_high"] < mean].iterrows()]
    return Prose(
        f"All decks together win {percent(mean)}. Clearly more: {listed(good)}. "
        f"Clearly less: {listed(bad)}."
    )


def _rated(row: pd.Series) -> str:
    return f"{row['main_colors'] or 'none'} ({percent(row['game_wr'], 0)})"


def most_played(frame: pd.DataFrame, key: str, most: int = 12) -> list[str]:
    """The values of a key with most games, most first; those whose rates are all withheld not.

    Empty text stays: it stands for no colours.
    """
    told = frame[frame["game_wr"].notna()]
    games = told.groupby(key)["num_games"].sum().sort_values(ascending=False, kind="stable")
    return [str(name) for name in games.head(most).index]


def surest_and_weakest(cards: pd.DataFrame, each: int = 12) -> list[str]:
    """Cards that are surest to win more than the mean, then those surest to win less."""
    told = told_cards(cards)
    low = told.sort_values("gih_wr_high", kind="stable").head(each)["name"]
    high = [name for name in told["name"].head(each) if name not in set(low)]
    return [*high, *reversed(list(low))]


def archetypes_prose(found: Archetypes | None) -> Prose:
    """How many archetypes there are and how well they stand apart."""
    if found is None:
        return Prose("Archetypes were not asked for: -p archetypes=yes shows them.")
    decks = plural(len(found.decks), "deck")
    return Prose(
        f"{decks} fall into {plural(len(found.found), 'archetype')}; on a scale from -1 to 1 they "
        f"stand apart by {found.silhouette:.2f} (silhouette)."
    )


def archetype_chart(found: Archetypes, reference: float, threshold: int) -> go.Figure:
    """Archetypes by their share of games won, withheld under the threshold."""
    table = _withheld(found.frame(), threshold)
    table["archetype"] = [f"{each.colors} {each.core[0]}" for each in found.found]
    called = {"games": "num_games", "rate": "game_wr", "low": "game_wr_low", "high": "game_wr_high"}
    return group_rate_chart(
        table.rename(columns=called), key="archetype", reference=reference, nouns="archetypes"
    )


def _withheld(found: pd.DataFrame, threshold: int) -> pd.DataFrame:
    told = ["rate", "low", "high"]
    return found.assign(**{name: found[name].where(found["games"] >= threshold) for name in told})


def archetype_table(found: pd.DataFrame, threshold: int) -> DataTable:
    """The archetypes: colours, core cards, decks, rate with interval."""
    found = _withheld(found, threshold)
    rows = tuple(
        (
            str(row["colors"]),
            str(row["core"]),
            number(row["decks"]),
            percent(row["rate"]),
            interval(row["low"], row["high"]),
            number(row["games"]),
        )
        for _, row in found.head(24).iterrows()
    )
    heads = ("colours", "core cards", "#decks", "#wins", "#95 % interval", "#games")
    return DataTable(heads, rows, "Archetypes, the most played first.", max(0, len(found) - 24))


def weeks_prose(weeks: pd.DataFrame) -> Prose:
    """Whether the rates of colours moved from the first to the last week."""
    told = weeks[weeks["game_wr"].notna()].sort_values("game_week")
    moved = []
    for name, mine in told.groupby("main_colors"):
        first, last = mine.iloc[0], mine.iloc[-1]
        if len(mine) > 1 and (
            last["game_wr_low"] > first["game_wr_high"]
            or last["game_wr_high"] < first["game_wr_low"]
        ):
            ends = f"{percent(first['game_wr'], 0)} to {percent(last['game_wr'], 0)}"
            moved.append(f"{str(name) or 'none'} ({ends})")
    if told["game_week"].nunique() < 2:
        return Prose("There are not two weeks with enough games to compare.")
    span = f"from {day(told['game_week'].min())} to {day(told['game_week'].max())}"
    if not moved:
        return Prose(f"No colours moved clearly {span}: first and last interval overlap for all.")
    return Prose(f"Moved clearly {span}: {listed(moved)}.")


def play_draw_table(sides: pd.DataFrame) -> DataTable:
    """Going first against going second."""
    rows = tuple(
        (
            "first" if row["on_play"] else "second",
            percent(row["game_wr"]),
            interval(row["game_wr_low"], row["game_wr_high"], 1),
            number(row["num_games"]),
            number(row["num_turns_avg"], 1),
            number(row["num_mulligans_avg"], 2),
        )
        for _, row in sides.sort_values("on_play", ascending=False).iterrows()
    )
    heads = ("going", "#wins", "#95 % interval", "#games", "#turns a game", "#mulligans a game")
    return DataTable(heads, rows, "Games won by who went first.")
