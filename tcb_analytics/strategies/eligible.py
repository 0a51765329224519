"""Most copies of each card that the rules allow beside a leader on a day.

The format's rules that speak of single cards become bounds here; those that speak of several
(size, pairs, restrictors in the deck, cards of one name) become rows in ``assembly.py``. Cards
whose set comes out after the day are left out, which is stricter than the format (it warns): a
deck for a day is built from what can be bought by then. Cards that restrict their deck in a way
that the format does not declare are left out, since no rule could be kept.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.format import Format
from tcb_analytics.strategies.facts import Facts, Floats, Mask


def most_copies(facts: Facts, leader: Card | None, on: date | None, size: int) -> Floats:
    """Most copies of each card; 0 for those that may not be in the deck."""
    rules = facts.format
    most = np.full(len(facts), float(size if rules.copies is None else min(rules.copies, size)))
    most[facts.any_number] = size
    most[facts.undeclared] = 0
    if rules.colors_follow_leader and leader is not None:
        shared = np.zeros(len(facts), dtype=bool)
        for color in leader.colors:
            shared |= facts.colors.get(color, False)
        most[~shared] = 0
    _restrict(most, facts, leader, on)
    if on is not None:
        most[facts.release > on.toordinal()] = 0
    blocks = allowed_blocks(rules, on)
    if blocks is not None:
        most[(facts.block >= 0) & ~np.isin(facts.block, sorted(blocks))] = 0
    return most


def _restrict(most: Floats, facts: Facts, leader: Card | None, on: date | None) -> None:
    rules = facts.format
    for rule in rules.restrictions:
        if not rule.holds(on):
            continue
        places = list(facts.at(rule.number))
        if rule.kind == "banned":
            most[places] = 0
        elif rule.kind == "limited" and rule.most is not None:
            most[places] = np.minimum(most[places], rule.most)
        elif rule.kind == "banned_pair" and rule.partner is not None and leader is not None:
            if _is(leader, rule.number, rules):
                most[list(facts.at(rule.partner))] = 0
            if _is(leader, rule.partner, rules):
                most[places] = 0
    for restrictor in rules.restrictors:
        if leader is not None and _is(leader, restrictor.number, rules):
            most[facts.breaking(restrictor)] = 0


def _is(card: Card, number: str, rules: Format) -> bool:
    return card.number == number or (rules.identity == "name" and card.name == number)


def allowed_blocks(rules: Format, on: date | None) -> frozenset[int] | None:
    """Blocks that may be played on a day; None where all may."""
    begun = [rotation for rotation in rules.rotations if on is None or rotation.in_force <= on]
    return max(begun, key=lambda rotation: rotation.in_force).blocks if begun else None


def leaders_for(cards: tuple[Card, ...], rules: Format, on: date | None) -> tuple[Card, ...]:
    """The leaders that a deck of the format may have on a day, by number."""
    found = []
    for card in sorted(cards, key=lambda card: card.number):
        alone = Deck(leader=card)
        broken = [v for v in alone.violations(rules, on=on) if v.rule not in ("size", "pool")]
        if card.game == rules.game and not broken:
            found.append(card)
    return tuple(found)


def why_not(facts: Facts, card: Card, leader: Card | None, on: date | None) -> str | None:
    """Which rule keeps a card out of a deck, in words; None where none does."""
    rules = facts.format
    alone = Deck({card: 1}, leader=leader)
    for violation in alone.violations(rules, on=on, pool={card.number: 1}):
        told = violation.rule in ("released", "restrictor") or violation.severity == "error"
        if violation.rule not in ("size", "leader") and told:
            return violation.message
    return None


def conflicts(facts: Facts, on: date | None) -> list[tuple[int, Mask]]:
    """For each card that shuts others out of its deck, the cards that it shuts out."""
    found: list[tuple[int, Mask]] = []
    for rule in facts.format.restrictions:
        if rule.kind == "banned_pair" and rule.partner is not None and rule.holds(on):
            others = facts.marked(facts.at(rule.partner))
            found += [(place, others) for place in facts.at(rule.number) if others.any()]
    for restrictor in facts.format.restrictors:
        found += [(place, facts.breaking(restrictor)) for place in facts.at(restrictor.number)]
    return found
