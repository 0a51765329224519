"""The cards of an invented set: colours, rarities, kinds, and the file ``cards.csv``.

Cards are numbered in the alphabet of their names, the order of columns in the logs. The
five basic lands are among them, as they are in the published files.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tcb_analytics.warehouse.sources.lands import CARD_MARK
from tcb_analytics.workbench.limited_sample.names import card_names
from tcb_analytics.workbench.limited_sample.streams import SET_SEED, Stream, stream

COLORS = "WUBRG"
BASICS = ("Plains", "Island", "Swamp", "Mountain", "Forest")
RARITIES = ("common", "uncommon", "rare", "mythic", "basic")
SHARES = (0.38, 0.36, 0.19, 0.07)
"""Shares of the rarities among the cards that are no lands."""
PAIRS = tuple((1 << one) | (1 << two) for one, two in combinations(range(5), 2))
"""The ten pairs of colours, as sets of bits: W is bit 0."""
LEAST, MOST = 100, 1_500
COLUMNS = (
    "id", "expansion", "name", "rarity", "color_identity", "mana_value", "types", "is_booster",
)  # fmt: skip
"""The columns of ``cards.csv``, as published."""

Ints = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]
Moments = npt.NDArray[np.datetime64]


def letters(mask: int) -> str:
    """Colours in WUBRG order, as the logs write them."""
    return "".join(color for place, color in enumerate(COLORS) if mask >> place & 1)


@dataclass(frozen=True)
class CardSet:
    """A set: parallel sequences, one entry per card.

    Attributes:
        code: The set's code, the logs' ``expansion``.
        names: Card names in alphabetical order.
        rarity: Place in ``RARITIES``.
        colors: Colours as bits; a land has those of its mana.
        land: Whether it is a land, basic or not.
        mana_value: Cost.
    """

    code: str
    names: tuple[str, ...]
    rarity: Ints
    colors: Ints
    land: Flags
    mana_value: Ints

    def __len__(self) -> int:
        """Number of cards, which is that of columns of each kind."""
        return len(self.names)

    @cached_property
    def basics(self) -> Ints:
        """Cards of the five basic lands, in WUBRG order."""
        return np.array([self.names.index(name) for name in BASICS])

    def of(self, rarity: str) -> Ints:
        """Cards of a rarity that are no lands."""
        return np.flatnonzero((self.rarity == RARITIES.index(rarity)) & ~self.land)

    @cached_property
    def duals(self) -> Ints:
        """Lands of two colours."""
        return np.flatnonzero(self.land & (self.rarity != RARITIES.index("basic")))


def card_set(code: str, size: int) -> CardSet:
    """The set of a code with so many cards, basic lands included; always the same."""
    rng = stream(SET_SEED, Stream.CARDS, code, size)
    spells = size - len(BASICS) - len(PAIRS)
    rarity = np.searchsorted(np.cumsum(SHARES[:3]), (np.arange(spells) + 0.5) / spells)
    colors = np.array(list(_colors(rarity)))
    names = [*card_names(rng, spells + len(PAIRS)), *BASICS]
    lands = len(PAIRS) + len(BASICS)
    order = sorted(range(size), key=names.__getitem__)
    return CardSet(
        code,
        tuple(names[place] for place in order),
        np.concatenate([rarity, np.zeros(len(PAIRS), int), np.full(len(BASICS), 4)])[order],
        np.concatenate([colors, PAIRS, 1 << np.arange(5)])[order],
        np.repeat([False, True], [spells, lands])[order],
        np.concatenate([rng.choice(8, spells, p=_CURVE), np.zeros(lands, int)])[order],
    )


_CURVE = (0.01, 0.14, 0.27, 0.24, 0.16, 0.11, 0.05, 0.02)


def _colors(rarity: Ints) -> Iterator[int]:
    """Colours within each rarity by turns: mostly one, some of two, a few of none."""
    for level in range(4):
        for place in range(int((rarity == level).sum())):
            turn, slot = divmod(place, 13)
            if slot == 12:
                yield 0
            elif slot >= 10 and level:
                yield PAIRS[(2 * turn + slot) % 10]
            else:
                yield 1 << (slot if slot < 10 else 2 * turn + slot) % 5


def write_cards(path: Path, cards: CardSet) -> None:
    """Write ``cards.csv``; a basic land has two prints, thus two ids and rows.

    Ids bear the mark of cards that are made up.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for place, name in enumerate(cards.names):
            rarity = RARITIES[cards.rarity[place]]
            for print_ in range(2 if rarity == "basic" else 1):
                out.writerow([
                    f"{CARD_MARK}{place + 5_000 * print_:04}", cards.code, name, rarity,
                    letters(int(cards.colors[place])), int(cards.mana_value[place]),
                    _types(cards, place), not print_,
                ])  # fmt: skip


def _types(cards: CardSet, place: int) -> str:
    if cards.land[place]:
        name = cards.names[place]
        return f"Basic Land - {name}" if name in BASICS else "Land"
    if "," in cards.names[place]:
        return "Legendary Creature"
    return ("Creature", "Creature", "Creature", "Instant", "Sorcery", "Artifact")[place % 6]
