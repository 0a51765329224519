"""Random catalogues and formats, small enough that a plain solver or a search can check them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import reject

from tcb_analytics.cards.card import Card, Category, find_keywords
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.format import Format
from tcb_analytics.cards.restriction import Restriction, Restrictor, Rotation
from tcb_analytics.cards.selector import Selector

DAY = date(2026, 1, 15)
PLAIN = Format(
    name="small", title="Small", game="tidebreak", leader=True, colors_follow_leader=True,
    size_least=20, size_most=20, side_most=0, copies=4,
    categories=frozenset({Category.CHARACTER, Category.EVENT, Category.STAGE}),
)  # fmt: skip
LIMITED = Format(
    name="sealed", title="Sealed", game="magic", identity="name", size_least=40,
    from_pool=True, free_cards=frozenset({"Plains", "Island", "Swamp", "Mountain", "Forest"}),
)  # fmt: skip
TEXTS = (
    "", "[Blocker]", "[Rush]", "[On Play] Draw 1 card.",
    "[On Play] If your Leader has the {Crew} type, draw 2 cards.",
    "[Counter] +2000 power.", "[On Play] If your Leader is [Leader 1], K.O. one.",
)  # fmt: skip
KINDS = (Category.CHARACTER, Category.CHARACTER, Category.CHARACTER, Category.EVENT, Category.STAGE)


def card(rng: random.Random, at: int) -> Card:
    """One random main-deck card."""
    kind = rng.choice(KINDS)
    text = rng.choice(TEXTS)
    colors = rng.sample(("Red", "Blue", "Green"), rng.choice((1, 1, 1, 2)))
    return Card(
        number=f"TX0{rng.choice((1, 2))}-{at:03d}",
        name=f"Card {at // rng.choice((1, 1, 1, 2))}",
        category=kind,
        colors=tuple(colors),
        cost=rng.randint(0, 9),
        power=1000 * rng.randint(0, 9) if kind is Category.CHARACTER else None,
        counter=rng.choice((None, 1000, 2000)) if kind is Category.CHARACTER else None,
        types=tuple(rng.sample(("Crew", "Navy", "Sky"), rng.randint(1, 2))),
        keywords=find_keywords(text),
        effect=text or None,
        block=rng.choice((1, 2, 3, None)),
        game="tidebreak",
    )


def leader(rng: random.Random, at: int) -> Card:
    """One random leader."""
    return Card(
        number=f"TX01-{at:03d}", name=f"Leader {at}", category=Category.LEADER,
        colors=tuple(rng.sample(("Red", "Blue", "Green"), rng.randint(1, 2))), life=5, power=5000,
        types=(rng.choice(("Crew", "Navy")),), block=1, game="tidebreak",
    )  # fmt: skip


def catalogue(rng: random.Random, cards: int, leaders: int = 2) -> Catalog:
    """Leaders with the numbers 001 on, and cards with the numbers 101 on."""
    some = [leader(rng, at) for at in range(1, leaders + 1)]
    return Catalog([*some, *(card(rng, at) for at in range(101, 101 + cards))])


def rules(rng: random.Random, catalog: Catalog) -> Format:
    """A format of random rules over the catalogue's cards."""
    numbers = [one.number for one in catalog.cards]

    def some(kind: str) -> Restriction:
        return Restriction(
            kind, rng.choice(numbers), partner=rng.choice(numbers), most=rng.randint(0, 2),
            in_force=rng.choice((None, date(2025, 1, 1), date(2026, 6, 1))),
            until=rng.choice((None, None, date(2025, 6, 1))),
        )  # fmt: skip

    kinds = ("banned", "limited", "banned_pair", "banned_pair")
    condition = rng.choice((Selector(cost_least=7), Selector(type="Sky"), Selector(color="Red")))
    size = rng.choice((8, 12, 20))
    identity = rng.choice(("number", "number", "name"))
    marks = numbers if identity == "number" else [one.name for one in catalog.cards]
    return replace(
        PLAIN,
        size_least=size,
        size_most=size,
        copies=rng.choice((1, 2, 4)),
        identity=identity,
        any_number=frozenset(rng.sample(marks, rng.randint(0, 2))),
        restrictions=tuple(some(rng.choice(kinds)) for _ in range(rng.randint(0, 6))),
        restrictors=tuple(
            Restrictor(rng.choice(numbers), "says so", forbids=condition)
            for _ in range(rng.randint(0, 2))
        ),
        rotations=rng.choice(((), (Rotation(date(2025, 1, 1), frozenset({1, 2})),))),
        sets=rng.choice(({}, {"TX02": date(2026, 2, 1)})),
    )


def legal_deck(rng: random.Random, catalog: Catalog, lead: Card, size: int = 20) -> Deck:
    """A random deck of the plain format."""
    cards = [
        one for one in catalog.cards if one.life is None and set(one.colors) & set(lead.colors)
    ]
    if 4 * len(cards) < size:
        reject()
    copies = rng.sample([one for one in cards for _ in range(4)], size)
    return Deck([(one, 1) for one in copies], leader=lead)


def limited_set(rng: random.Random, cards: int = 90) -> Catalog:
    """An imaginary set for Limited: creatures and spells of five colours, named."""

    def one(at: int) -> Card:
        creature = rng.random() < 0.6
        return Card(
            number=f"Card {at:02d}", name=f"Card {at:02d}",
            category=Category.CREATURE if creature else Category.SPELL,
            colors=tuple(rng.sample("WUBRG", rng.choice((1, 1, 1, 1, 2)))),
            cost=rng.randint(1, 7),
            rarity=rng.choice(("common", "uncommon", "rare")), game="magic",
        )  # fmt: skip

    return Catalog(one(at) for at in range(cards))


def opened(rng: random.Random, catalog: Catalog, cards: int = 84) -> dict[str, int]:
    """A sealed pool: that many random cards, doubles allowed."""
    return dict(Counter(rng.choice(list(catalog)) for _ in range(cards)))
