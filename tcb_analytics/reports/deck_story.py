"""The sentences and tables of the deck report, found from a deck and its leader's frames.

Whether a deck is legal is decided by ``cards``; here it is only told.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.violation import Violation
from tcb_analytics.reports.blocks import DataTable, Figure, Headline, Prose
from tcb_analytics.reports.naming import card_label
from tcb_analytics.reports.wording import interval, number, percent, plural

METHOD = (
    "Staples and unusual picks compare the deck with all complete lists of its leader, or with "
    "published inclusions where those looked at more decks.",
    "Legality is judged by the latest rules known, with every announced restriction in force.",
)
"""How the figures of this report are made, beyond what all reports share."""


def deck_title(deck: Deck) -> str:
    """What the deck is called: its own name, else its leader's."""
    leader = card_label(deck.leader.number, deck.leader.name) if deck.leader else ""
    words = (deck.leader.name, deck.leader.number) if deck.leader else ()
    if deck.name and any(word in deck.name for word in words):
        return deck.name
    if deck.name and leader:
        return f"{deck.name}, a deck of {leader}"
    return deck.name or (f"A deck of {leader}" if leader else "A deck")


def with_copies(inclusion: pd.DataFrame, deck: Deck) -> pd.DataFrame:
    """Inclusion of the leader's decks with ``here``: copies in this deck (0 where absent).

    Cards of the deck that no other list plays are added with an inclusion of 0.
    """
    counts = deck.counts
    compared = inclusion.assign(here=[counts.get(str(n), 0) for n in inclusion["number"]])
    new = [(card, n) for card, n in deck.cards if card.number not in set(inclusion["number"])]
    if not new:
        return compared
    added = pd.DataFrame(
        {
            "number": [card.number for card, _ in new],
            "card_name": [card.name if card.known else None for card, _ in new],
            "known": [card.known for card, _ in new],
            "inclusion": 0.0,
            "here": [count for _, count in new],
        }
    )
    return pd.concat([compared, added], ignore_index=True)


def missing_staples(compared: pd.DataFrame, staple: float) -> pd.DataFrame:
    """Cards that at least ``staple`` of the leader's decks play and this one does not."""
    missing = compared[(compared["inclusion"] >= staple) & (compared["here"] == 0)]
    return missing.sort_values(["inclusion", "copies"], ascending=False, kind="stable")


def unusual_picks(compared: pd.DataFrame, rare: float) -> pd.DataFrame:
    """Cards of this deck that less than ``rare`` of the leader's decks play."""
    picks = compared[(compared["inclusion"] < rare) & (compared["here"] > 0)]
    return picks.sort_values(["inclusion", "here"], ascending=[True, False], kind="stable")


def deck_headline(
    deck: Deck,
    violations: Sequence[Violation],
    compared: pd.DataFrame,
    staple: float,
    rate: pd.Series | None,
) -> Headline:
    """Whether the deck is legal and how usual it is, with three figures.

    Args:
        deck: The deck.
        violations: What its format says.
        compared: Frame of :func:`with_copies`; empty where the leader has no other lists.
        staple: Inclusion from which a card is a staple.
        rate: Row of ``win_rates`` of its leader; None where there is none.
    """
    errors = [v for v in violations if v.severity == "error"]
    doubts = len(violations) - len(errors)
    staples = compared[compared["inclusion"] >= staple]
    played = int((staples["here"] > 0).sum())
    who = card_label(deck.leader.number, deck.leader.name) if deck.leader else "This deck"
    broken = plural(len(errors), "rule")
    legal = f"breaks {broken}" if errors else f"is legal{' as far as can be judged' * bool(doubts)}"
    sentence = f"This {who} deck {legal}" if deck.leader else f"This deck {legal}"
    if len(staples):
        part = "all" if played == len(staples) else f"{played} of"
        sentence += f" and plays {part} {plural(len(staples), 'staple')} of its leader"
    return Headline(
        f"{sentence}.",
        (
            Figure(
                "legality",
                "not legal" if errors else "legal",
                broken + " broken" if errors else _doubts(doubts),
            ),
            Figure(
                "staples played",
                f"{played} of {len(staples)}" if len(staples) else percent(None),
                f"in at least {percent(staple, 0)} of the leader's decks"
                if len(staples)
                else "no other list of this leader is known",
            ),
            _leader_rate(rate),
        ),
    )


def _doubts(count: int) -> str:
    return f"as far as can be judged: {plural(count, 'warning')}" if count else "no rule is broken"


def _leader_rate(rate: pd.Series | None) -> Figure:
    if rate is None or rate["withheld"]:
        return Figure("leader's win rate", percent(None), "too few matches")
    note = f"{interval(rate['low'], rate['high'])}, n = {number(rate['games'])}"
    return Figure("leader's win rate", percent(rate["rate"]), note)


def legality(violations: Sequence[Violation], rules: str) -> DataTable | Prose:
    """Every broken rule with the cards that break it."""
    if not violations:
        return Prose(f"The deck keeps every rule of {rules}.")
    heads: tuple[str, ...] = ("", "rule", "cards")
    rows: tuple[tuple[str, ...], ...] = tuple(
        (
            {"error": "broken", "warning": "could not be judged"}[violation.severity],
            violation.message,
            ", ".join(card_label(card.number, card.name) for card in violation.cards),
        )
        for violation in sorted(violations, key=lambda v: v.severity)
    )
    if all(card.number in v.message for v in violations for card in v.cards):
        heads, rows = heads[:2], tuple(row[:2] for row in rows)
    return DataTable(heads, rows, f"Held against {rules}.")


def curve_of(deck: Deck) -> pd.DataFrame:
    """The deck's curve as a frame of cost and copies; cards without a known cost are last."""
    curve = deck.curve()
    costs: list[int | None] = [*curve]
    copies = [*curve.values()]
    unknown = sum(count for card, count in deck.cards if not card.known)
    if unknown:
        costs.append(None)
        copies.append(unknown)
    return pd.DataFrame(
        {"cost": pd.array(costs, dtype="Int64"), "copies": pd.array(copies, dtype="Float64")}
    )


def staples_table(missing: pd.DataFrame, staple: float) -> DataTable | Prose:
    """The staples that the deck leaves out."""
    if missing.empty:
        return Prose(f"Every card that {percent(staple, 0)} of the leader's decks play is here.")
    rows = tuple(
        (
            card_label(row["number"], row["card_name"]),
            percent(row["inclusion"], 0),
            number(row["copies"], 1),
        )
        for _, row in missing.head(15).iterrows()
    )
    caption = "Staples of the leader that this deck leaves out."
    more = max(0, len(missing) - 15)
    return DataTable(("card", "#of decks", "#copies where played"), rows, caption, more)


def picks_table(picks: pd.DataFrame, rare: float) -> DataTable | Prose:
    """The cards that hardly another deck of the leader plays."""
    if picks.empty:
        return Prose(f"Every card here is played by at least {percent(rare, 0)} of the decks.")
    rows = tuple(
        (
            card_label(row["number"], row["card_name"]),
            number(row["here"]),
            percent(row["inclusion"], 1),
        )
        for _, row in picks.head(15).iterrows()
    )
    caption = f"Cards here that under {percent(rare, 0)} of the leader's decks play."
    more = max(0, len(picks) - 15)
    return DataTable(("card", "#copies here", "#of decks"), rows, caption, more)


def deck_facts(deck: Deck) -> Prose:
    """Colours, counters and mean cost in one paragraph."""
    known = [(card, count) for card, count in deck.cards if card.known]
    copies = sum(count for _, count in known)
    unknown = deck.size - copies
    colors = " and ".join(deck.colors) or "no colour"
    told = [f"{plural(deck.size, 'card')} of {colors}."]
    if copies:
        mean = sum(card.cost * count for card, count in known) / copies
        told.append(f"The mean cost is {mean:.1f}.")
    with_counter = sum(count for card, count in known if card.counter)
    if with_counter:
        told.append(
            f"{plural(with_counter, 'card')} carry a counter, {deck.counter_total:,} in total."
        )
    if unknown:
        told.append(f"{plural(unknown, 'copy', 'copies')} are of cards in no catalogue.")
    return Prose(" ".join(told))
