"""The sentences and tables of the card report, found from its frames.

A card's win rate beside that of decks without it is an association: better
players may play it, and it may stand in better decks. The report says so.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.charts.rows import RIGHT, DotRow, body_height, dot_rows
from tcb_analytics.charts.text import lines
from tcb_analytics.charts.theme import BLUE, framed, no_data
from tcb_analytics.reports.blocks import DataTable, Figure, Headline, Prose
from tcb_analytics.reports.naming import card_label
from tcb_analytics.reports.wording import day, interval, is_missing, number, percent, plural

METHOD = (
    "Inclusion is the share of a leader's decks with at least one copy, from complete deck lists "
    "or published inclusions, whichever looked at more decks.",
    "Win rates with and without the card use only matches whose deck lists are known; mirrors "
    "are left out. They show an association: decks with the card differ in other cards and "
    "players too.",
)
"""How the figures of this report are made, beyond what all reports share."""


def of_card(inclusion: pd.DataFrame, number: str, catalog: Catalog) -> pd.DataFrame:
    """The rows of ``card_inclusion`` that are about one card, with ``leader_name``."""
    mine = inclusion[inclusion["number"] == number]
    leaders = [catalog.get(str(leader)) for leader in mine["leader"]]
    names = [card.name if card else None for card in leaders]
    return mine.assign(leader_name=pd.Series(names, index=mine.index, dtype=object))


def overall(results: pd.DataFrame) -> pd.Series | None:
    """The row of ``card_results`` for all decks with the card; None where there is none."""
    mine = results[results["leader"].isna() & (results["played"] == True)]  # noqa: E712 - a column
    return None if mine.empty else mine.iloc[0]


def leads(card: Card) -> bool:
    """Whether a card stands at the head of decks and not in them."""
    return card.category is Category.LEADER


def card_headline(
    label: str, inclusion: pd.DataFrame, with_card: pd.Series | None, min_decks: int
) -> Headline:
    """Who plays the card, and three figures.

    Args:
        label: Name and number of the card.
        inclusion: Its rows of ``card_inclusion``, one a leader.
        with_card: Win rate of decks that play it (rate, low, high, games, withheld);
            None where no deck is linked to matches.
        min_decks: Decks below which a leader's inclusion is withheld.
    """
    sure = told_inclusion(inclusion, min_decks)
    if inclusion.empty:
        sentence = f"No deck in the lake plays {label}."
    elif sure.empty:
        sentence = f"{label} is played, but by no leader with {plural(min_decks, 'deck')} or more."
    else:
        top = sure.iloc[0]
        leader = card_label(top["leader"], top["leader_name"])
        share = percent(top["inclusion"], 0)
        sentence = f"{label} is played most by {leader}: {share} of its decks run it."
    return Headline(sentence, (_most(sure), _leaders(inclusion), _rate(with_card)))


def told_inclusion(inclusion: pd.DataFrame, min_decks: int) -> pd.DataFrame:
    """Leaders with enough decks, highest inclusion first."""
    enough = inclusion["decks"].isna() | (inclusion["decks"] >= min_decks)
    kept = inclusion[enough & inclusion["inclusion"].notna()]
    return kept.sort_values(["inclusion", "decks"], ascending=False, kind="stable")


def _most(sure: pd.DataFrame) -> Figure:
    if sure.empty:
        return Figure("highest inclusion", percent(None), "too few decks")
    top = sure.iloc[0]
    leader = card_label(top["leader"], top["leader_name"])
    note = f"{leader}, {interval(top['low'], top['high'])}, {number(top['copies'], 1)} copies"
    return Figure("highest inclusion", percent(top["inclusion"], 0), note)


def _leaders(inclusion: pd.DataFrame) -> Figure:
    decks = inclusion["decks_with"].dropna()
    note = f"in {plural(int(decks.sum()), 'deck')}" if len(decks) else "deck counts not published"
    return Figure("leaders that play it", number(inclusion["leader"].nunique()), note)


def _rate(row: pd.Series | None) -> Figure:
    if row is None:
        return Figure("win rate of its decks", percent(None), "no deck is linked to matches")
    if row["withheld"]:
        return Figure("win rate of its decks", percent(None), "too few matches")
    note = f"{interval(row['low'], row['high'])}, n = {number(row['games'])}"
    return Figure("win rate of its decks", percent(row["rate"]), note)


def leading_prose(number: str) -> Prose:
    """Where a leader's own figures stand."""
    return Prose(
        "A leader stands at the head of a deck, not in it: matchups and typical deck stand in "
        f"tcb report leader -p leader={number}."
    )


def course_title(card: Card) -> str:
    """What the share of each week's decks is the share of."""
    if leads(card):
        return "Share of each week's deck lists that it leads"
    return "Share of each week's deck lists that play the card, whatever their leader"


def inclusion_prose(inclusion: pd.DataFrame, min_decks: int) -> Prose:
    """How far the card is spread, and what is withheld."""
    if inclusion.empty:
        return Prose("No complete deck list or published inclusion names this card.")
    sure = told_inclusion(inclusion, min_decks)
    staple = int((sure["inclusion"] >= 0.6).sum())
    most = f"{plural(staple, 'leader')} in 60 % of the lists or more" if staple else ""
    told = f"It is played by {plural(inclusion['leader'].nunique(), 'leader')}, " + (
        f"by {most}." if most else "by none in 60 % of the lists or more."
    )
    hidden = len(inclusion) - len(sure)
    under = f"under {plural(min_decks, 'deck')}"
    few = f"{plural(hidden, 'leader')} with {under} not shown." if hidden else ""
    return Prose(told, few)


def inclusion_figure(inclusion: pd.DataFrame, min_decks: int, most: int) -> go.Figure:
    """Inclusion by leader as dots with intervals, highest first."""
    title = "Share of each leader's decks that play the card"
    sure = told_inclusion(inclusion, min_decks)
    if sure.empty:
        return no_data(title, f"No leader has {plural(min_decks, 'deck')} or more.")
    rows = [_dot(row) for _, row in sure.head(most).iterrows()]
    shown = f"The {len(rows)} highest of {len(sure)} leaders. " if len(sure) > len(rows) else ""
    remark = f"{shown}Lines are 95 % intervals; ×: mean copies where played."
    return framed(dot_rows(rows), title, remark, body=body_height(len(rows)), right=RIGHT)


def _dot(row: pd.Series) -> DotRow:
    name = card_label(row["leader"], row["leader_name"])
    seen = f"in {number(row['decks_with'])} of {number(row['decks'])} decks"
    figures = (percent(row["inclusion"], 0), f"×{number(row['copies'], 1)}")
    hover = lines([name, f"{percent(row['inclusion'])}, {interval(row['low'], row['high'])}", seen])
    value, low, high = (float(row[end]) for end in ("inclusion", "low", "high"))
    return DotRow(name, value, low, high, figures, hover, BLUE)


def card_facts(card: Card) -> DataTable | Prose:
    """The card's facts; those it does not have are left out."""
    if not card.known:
        return Prose(
            f"{card.number} is in no imported catalogue; only its number and uses are known."
        )
    facts = {
        "category": str(card.category),
        "colours": " and ".join(card.colors),
        "cost": "" if card.life is not None else str(card.cost),
        "life": "" if card.life is None else str(card.life),
        "power": "" if card.power is None else f"{card.power:,}",
        "counter": "" if card.counter is None else f"{card.counter:,}",
        "attributes": ", ".join(card.attributes),
        "types": ", ".join(card.types),
        "keywords": ", ".join(card.keywords),
        "rarity": card.rarity or "",
        "set": card.set_code or "",
        "block": "" if card.block is None else str(card.block),
    }
    return DataTable(("fact", "value"), tuple((k, v) for k, v in facts.items() if v))


def card_text(card: Card) -> Prose:
    """The rules text, paragraph by paragraph."""
    parts = (card.effect or "").splitlines()
    if card.trigger:
        parts.append(card.trigger)
    return Prose(*parts) if any(parts) else Prose("The card has no text.")


def association(table: pd.DataFrame, min_games: int, *, leading: bool) -> DataTable | Prose:
    """Win rates of each leader's decks with and without the card.

    Args:
        table: Columns leader, leader_name, played (bool), games, rate, low, high, withheld.
        min_games: Games below which a rate is withheld.
        leading: Whether the card is a leader, which no deck plays in its list.
    """
    if leading:
        return Prose("Every deck of a leader plays it: its win rate is that of its decks, above.")
    shown = table[~table["withheld"].astype(bool)]
    both = shown.groupby("leader")["played"].nunique()
    rows = []
    for leader in both[both == 2].index:
        mine = shown[shown["leader"] == leader].set_index("played")
        with_it, without = mine.loc[True], mine.loc[False]
        rows.append(
            (
                card_label(leader, with_it["leader_name"]),
                percent(with_it["rate"]),
                f"{interval(with_it['low'], with_it['high'])} (n = {number(with_it['games'])})",
                percent(without["rate"]),
                f"{interval(without['low'], without['high'])} (n = {number(without['games'])})",
            )
        )
    if not rows:
        return Prose(
            f"No leader has {plural(min_games, 'game')} both with and without this card from deck "
            "lists that are linked to matches, so nothing can be said about winning with it."
        )
    heads = ("leader", "#with", "#95 % interval", "#without", "#95 % interval")
    caption = "Win rate of the leader's decks with and without the card: an association, no cause."
    return DataTable(heads, tuple(rows), caption)


def prints_table(prints: pd.DataFrame) -> DataTable | Prose:
    """Prints of the card with their prices, where a source has them."""
    if prints.empty:
        return Prose("No print of this card is listed.")
    priced = bool(prints["price_usd"].notna().any())
    heads = (
        "=print",
        "kind",
        "rarity",
        "product",
        *(("#price (US$)", "price of") if priced else ()),
    )
    rows = []
    for _, row in prints.head(15).iterrows():
        text = [row["print_id"], row["variant"], row["rarity"], row["pack_name"] or row["pack"]]
        shown = ["–" if is_missing(value) else str(value) for value in text]
        price = [number(row["price_usd"], 2), day(row["price_date"])] if priced else []
        rows.append((*shown, *price))
    return DataTable(heads, tuple(rows), "", max(0, len(prints) - 15))
