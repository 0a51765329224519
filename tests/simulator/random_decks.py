"""Generated decks for matches: any number of them, lawful, of invented cards."""

from __future__ import annotations

import random
from dataclasses import replace

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.simulator.effects.parse import read_effects
from tests.simulator.worded_cards import CHARACTERS, EVENTS, LEADERS, STAGES, TRIGGERS

KEYWORD_TEXTS = ("", "", "", "[Blocker]", "[Rush]", "[Double Attack]", "[Banish]")


def character(source: random.Random, number: int, effect: str | None = None) -> Card:
    """A character of the usual curve; ``effect`` None draws a keyword."""
    cost = source.choice((1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10))
    power = max(1000, min(12000, 1000 * (cost + source.choice((0, 1, 1, 2)))))
    counter = source.choice((None, 1000, 1000, 2000)) if cost < 8 else None
    return Card(
        f"XX01-{number:03d}",
        f"Figure {number}",
        Category.CHARACTER,
        ("Red",),
        cost,
        power=power,
        counter=counter,
        types=("Crew",) if number % 2 else ("Guard",),
        effect=source.choice(KEYWORD_TEXTS) if effect is None else effect,
    )


def leader(source: random.Random, effect: str = "") -> Card:
    """A leader with four or five Life."""
    return Card(
        "XX01-000",
        "Captain",
        Category.LEADER,
        ("Red",),
        life=source.choice((4, 5)),
        power=source.choice((5000, 5000, 6000)),
        types=("Crew",),
        effect=effect,
    )


def plain_deck(seed: int) -> Deck:
    """Fifty characters with keywords at most."""
    source = random.Random(seed)
    cards = {character(source, number): 4 for number in range(1, 13)}
    cards[character(source, 13)] = 2
    return Deck(cards, leader(source))


def event(source: random.Random, number: int) -> Card:
    """An event of the worded ones."""
    effect, trigger = source.choice(EVENTS)
    return Card(
        f"XX01-{number:03d}",
        f"Event {number}",
        Category.EVENT,
        ("Red",),
        source.choice((0, 1, 2, 3)),
        types=("Crew",) if number % 2 else ("Guard",),
        effect=effect,
        trigger=trigger,
    )


def stage(source: random.Random, number: int) -> Card:
    """A stage of the worded ones."""
    effect = source.choice(STAGES)
    return Card(f"XX01-{number:03d}", f"Stage {number}", Category.STAGE, ("Red",), 1, effect=effect)


def worded_deck(seed: int) -> Deck:
    """Fifty cards with effects and triggers: characters, events and a stage."""
    source = random.Random(seed)
    cards: dict[Card, int] = {}
    for number in range(1, 13):
        plain = character(source, number, source.choice(CHARACTERS))
        cards[replace(plain, trigger=source.choice(TRIGGERS))] = 3
    for number in range(13, 17):
        cards[event(source, number)] = 3
    cards[stage(source, 17)] = 2
    return Deck(cards, leader(source, source.choice(LEADERS)))


def understood(catalog: Catalog) -> list[Card]:
    """Cards of a catalogue with effects that are wholly understood; no leaders."""
    return [
        card
        for card in catalog.cards
        if card.category != Category.LEADER
        and (effects := read_effects(card)).modelled
        and effects.abilities
    ]


def catalogue_deck(catalog: Catalog, cards: list[Card], seed: int) -> Deck:
    """Fifty of some cards of a catalogue, half of them of a leader's own types."""
    source = random.Random(seed)
    captain = source.choice(catalog.leaders)
    kin = [card for card in cards if set(card.types) & set(captain.types)]
    kinds = source.randint(13, 25)
    chosen = source.sample(kin, min(len(kin), kinds // 2))
    others = [card for card in cards if card not in chosen]
    chosen += source.sample(others, kinds - len(chosen))
    counts = dict.fromkeys(chosen, 2)
    while sum(counts.values()) < 50:
        card = source.choice(chosen)
        counts[card] = min(4, counts[card] + 1)
    return Deck(counts, captain)
