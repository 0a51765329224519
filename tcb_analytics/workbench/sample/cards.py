"""The 300 cards of Tidebreak, made from the declared words and templates.

Same cards in every sample, whatever its seed. Power follows one curve: cost + 2
thousands, less what the text and a counter of 2,000 are worth. A test holds the
finished cards against the catalogue's contract.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from tcb_analytics.workbench.sample.card_texts import choose, choose_trigger, fill
from tcb_analytics.workbench.sample.declared import COLORS, CardSet, card_sets, world
from tcb_analytics.workbench.sample.names import character_names
from tcb_analytics.workbench.sample.streams import GAME_SEED, Stream, stream


@dataclass(frozen=True, slots=True)
class SampleCard:
    """One card of Tidebreak; a Leader's life is kept apart from its cost here."""

    number: str
    set_code: str
    name: str
    category: str
    colors: tuple[str, ...]
    rarity: str
    block: int
    cost: int = 0
    life: int | None = None
    power: int | None = None
    counter: int | None = None
    attribute: str | None = None
    types: tuple[str, ...] = ()
    effect: str = ""
    trigger: str | None = None


@cache
def all_cards() -> tuple[SampleCard, ...]:
    """Every card, by set and number."""
    names = {"Character": character_names()}
    for category, key in (("Event", "events"), ("Stage", "stages")):
        names[category] = {color: iter(world()[key][color]) for color in COLORS}
    return tuple(card for entry in card_sets() for card in _set(entry, names))


@cache
def cards_by_number() -> dict[str, SampleCard]:
    """Every card under its number."""
    return {card.number: card for card in all_cards()}


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in a set, to be filled with a card; Events and Stages take their text's cost."""

    entry: CardSet
    number: str
    name: str
    category: str
    color: str
    cost: int


def _set(entry: CardSet, names: dict[str, dict[str, Iterator[str]]]) -> Iterator[SampleCard]:
    layout = world()["layout"][entry.code]
    leaders = [raw for raw in world()["leaders"] if raw["number"].startswith(entry.code + "-")]
    yield from (_leader(entry, raw) for raw in leaders)
    position = len(leaders)
    kinds = [("Character", cost) for cost in layout["costs"]]
    kinds += [("Event", 0)] * layout["events"] + [("Stage", 0)] * layout["stages"]
    for color in layout.get("colors", COLORS):
        rng = stream(GAME_SEED, Stream.CARDS, int(entry.pack_id), COLORS.index(color))
        used: set[str] = set()
        for category, cost in kinds:
            position += 1
            number = f"{entry.code}-{position:03d}"
            slot = _Slot(entry, number, next(names[category][color]), category, color, cost)
            yield (_character if category == "Character" else _other)(rng, used, slot)


def _leader(entry: CardSet, raw: dict[str, Any]) -> SampleCard:
    return SampleCard(
        number=raw["number"],
        set_code=entry.code,
        name=raw["name"],
        category="Leader",
        colors=tuple(raw["colors"]),
        rarity="Leader",
        block=entry.block,
        life=raw["life"],
        power=5000,
        attribute=raw["attribute"],
        types=tuple(raw["types"]),
        effect=raw["effect"],
    )


def _character(rng: np.random.Generator, used: set[str], slot: _Slot) -> SampleCard:
    types = _types(rng, slot.color)
    template = choose(rng, "character", slot.color, slot.cost, used)
    text = fill(template["text"], type_name=types[0], cost=slot.cost)
    counter = _counter(rng, slot.cost)
    points = template["points"] + (counter == 2000) - (counter is None and slot.cost <= 6)
    attributes = world()["attributes"]
    return SampleCard(
        number=slot.number,
        set_code=slot.entry.code,
        name=slot.name,
        category=slot.category,
        colors=(slot.color,),
        rarity=_rarity(rng, slot.cost, template["points"]),
        block=slot.entry.block,
        cost=slot.cost,
        power=1000 * max(0, slot.cost + 2 - points),
        counter=counter,
        attribute=attributes[int(rng.integers(len(attributes)))],
        types=types,
        effect=text,
        trigger=choose_trigger(rng, slot.category, text),
    )


def _other(rng: np.random.Generator, used: set[str], slot: _Slot) -> SampleCard:
    """An Event or a Stage."""
    types = _types(rng, slot.color)[:1]
    template = choose(rng, slot.category.lower(), slot.color, None, used)
    text = fill(template["text"], type_name=types[0], cost=template["cost"])
    return SampleCard(
        number=slot.number,
        set_code=slot.entry.code,
        name=slot.name,
        category=slot.category,
        colors=(slot.color,),
        rarity="Uncommon" if rng.random() < 0.5 else "Common",
        block=slot.entry.block,
        cost=template["cost"],
        types=types,
        effect=text,
        trigger=choose_trigger(rng, slot.category, text) if slot.category == "Event" else None,
    )


def _types(rng: np.random.Generator, color: str) -> tuple[str, ...]:
    faction = world()["factions"][color][int(rng.integers(2))]
    callings = world()["callings"]
    if rng.random() < 0.4:
        return (faction, callings[int(rng.integers(len(callings)))])
    return (faction,)


def _counter(rng: np.random.Generator, cost: int) -> int | None:
    """Counter by cost: small Characters defend, large ones rarely can."""
    if cost >= 7:
        return None
    roll = rng.random()
    if cost <= 3 and roll < 0.3:
        return 2000
    return 1000 if roll < 0.9 else None


def _rarity(rng: np.random.Generator, cost: int, points: int) -> str:
    if cost >= 8:
        return "SecretRare" if cost >= 9 else "SuperRare"
    if points >= 2:
        return "SuperRare" if cost >= 5 else "Rare"
    return ("Common", "Uncommon", "Rare")[int(rng.choice(3, p=(0.5, 0.3, 0.2)))]
