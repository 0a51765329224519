"""What is so in an invented set, declared before a single game is drawn.

A game is won with probability ``1 / (1 + exp(-x))``, where ``x`` is the sum of

* ``base`` of the player's archetype: set so that players of the sample win 54.5 % of their
  games, and that the usual cards of every archetype add the same;
* ``skill`` of the player's win-rate bucket, and ``rank`` of the player's rank;
* ``on_play``, half of it added when going first, half taken off when second;
* ``archetype`` of the player's deck, and ``drift`` of that archetype times
  ``week / (weeks - 1) - 0.5``, week from 0;
* ``deck`` of every copy in the deck, and ``hand`` of every copy in the opening hand or drawn
  later (a tutored copy adds nothing);
* ``synergy`` of every planted pair of cards of which both came to hand, by hand or draw;
* ``mulligan`` times the player's mulligans less the opponent's;
* less ``opponent`` of the colours seen of the opponent.

Nothing else matters: not the turns, not the cards of the opponent, not earlier games. Names of
the terms are the keys of ``truth.json``.

Players draft towards one archetype from their first pick: its core cards, then its colours.
Strong cards are taken earlier, and a card's ``want`` says how early.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tcb_analytics.workbench.limited_sample.cards import PAIRS, CardSet, Flags, Ints, letters
from tcb_analytics.workbench.limited_sample.streams import Stream, stream

Reals = npt.NDArray[np.floating[Any]]

RANKS = ("bronze", "silver", "gold", "platinum", "diamond", "mythic")
RANK = (0.2, 0.12, 0.05, 0.0, -0.08, -0.15)
ON_PLAY = 0.16
MULLIGAN = -0.45
WEEKS = 8
BUCKETS = tuple(round(0.36 + 0.02 * step, 2) for step in range(23))
"""Win-rate buckets as published; a player of few games has none."""
TWINS = (PAIRS[0], PAIRS[5])
"""Pairs of colours that hold two archetypes each."""


@dataclass(frozen=True)
class Archetype:
    """A planted kind of deck: its colours, and the cards that make it."""

    name: str
    colors: int
    core: tuple[int, ...]


@dataclass(frozen=True)
class Truth:
    """The declared strengths of one set and seed; arrays are by card or by archetype."""

    cards: CardSet
    hand: Reals
    deck: Reals
    want: Reals
    tutor: Flags
    archetypes: tuple[Archetype, ...]
    archetype: Reals
    popularity: Reals
    drift: Reals
    pairs: Ints
    synergy: Reals
    opponents: tuple[str, ...]
    opponent: Reals
    opponent_share: Reals
    fit: Reals

    @property
    def skill(self) -> Reals:
        """Log-odds by win-rate bucket, as its middle player has them; 0 for those without."""
        rate = np.array(BUCKETS)
        return np.append(np.log(rate / (1 - rate)) - np.log(0.54 / 0.46), 0.0)


def declare(cards: CardSet, seed: int) -> Truth:
    """The truth of a set under a seed."""
    rng = stream(seed, Stream.TRUTH, cards.code, len(cards))
    spell = ~cards.land
    archetypes = _archetypes(cards, rng)
    z = _level(rng.standard_normal(len(cards)), cards, archetypes)
    rare = np.isin(cards.rarity, (2, 3))
    hand = np.where(spell, 0.42 * z + 0.12 * rare, 0.0)
    deck = np.where(spell, 0.04 * rng.standard_normal(len(cards)), 0.0)
    want = np.where(spell, 0.9 * z + 0.5 * rng.standard_normal(len(cards)) + 0.5 * rare, -0.7)
    want[cards.basics] = -3.0
    strength = 0.1 * rng.standard_normal(len(archetypes))
    popularity = np.exp(2 * strength + 0.3 * rng.standard_normal(len(archetypes)))
    popularity /= popularity.sum()
    opponents, opponent, share = _opponents(archetypes, strength, popularity)
    tutor = np.zeros(len(cards), bool)
    tutor[rng.choice(cards.of("uncommon"), min(4, len(cards.of("uncommon"))), replace=False)] = True
    return Truth(
        cards, hand, deck, want, tutor, archetypes, strength, popularity,
        0.25 * rng.standard_normal(len(archetypes)),
        np.array([_pair(cards, archetype) for archetype in archetypes]),
        rng.uniform(0.6, 0.9, len(archetypes)), opponents, opponent, share,
        np.stack([_fit(cards, archetype) for archetype in archetypes]).astype(np.float32),
    )  # fmt: skip


def _level(z: Reals, cards: CardSet, archetypes: tuple[Archetype, ...]) -> Reals:
    """Strengths whose mean is 0 in every core, and in the rest of the cards of every colour.

    Else an archetype would win by its cards what its own strength does not say, and the rates
    of cards would follow their archetypes more than themselves.
    """
    core = np.zeros(len(cards), bool)
    groups = [np.array(one.core) for one in archetypes]
    for group in groups:
        core[group] = True
    rest = ~core & ~cards.land
    groups += [np.flatnonzero(rest & (cards.colors == own)) for own in np.unique(cards.colors)]
    level = z.copy()
    for group in groups:
        level[group] -= z[group].mean() if len(group) else 0.0
    return level


def _archetypes(cards: CardSet, rng: np.random.Generator) -> tuple[Archetype, ...]:
    """One archetype a pair of colours, two for twins; no card is core of two."""
    colors = [*PAIRS, *TWINS]
    core: list[list[int]] = [[] for _ in colors]
    dealt = [cards.of("common"), cards.of("uncommon")]
    for own, most in [(1 << bit, 4) for bit in range(5)] + [(pair, 2) for pair in PAIRS]:
        takers = [place for place, both in enumerate(colors) if own & both == own]
        for group, limit in zip(dealt, (most, most // 2), strict=True):
            mine = group[cards.colors[group] == own]
            for turn, card in enumerate(rng.permutation(mine)[: limit * len(takers)]):
                core[takers[turn % len(takers)]].append(int(card))
    kinds = ["Vanguard"] * len(PAIRS) + ["Reserve"] * len(TWINS)
    return tuple(
        Archetype(f"{letters(both)} {kind}", both, tuple(sorted(core[place])))
        for place, (both, kind) in enumerate(zip(colors, kinds, strict=True))
    )


def _pair(cards: CardSet, archetype: Archetype) -> tuple[int, int]:
    """The two core cards that help each other: commons of both its colours, where there are."""
    commons = sorted(archetype.core, key=lambda card: (cards.rarity[card], card))
    first = commons[0]
    other = next((c for c in commons[1:] if cards.colors[c] != cards.colors[first]), commons[1])
    return first, other


def _fit(cards: CardSet, archetype: Archetype) -> Reals:
    """How much a drafter of an archetype wants each card, beyond what everyone does."""
    inside = (cards.colors & ~archetype.colors) == 0
    fit = np.where(cards.colors == 0, 0.6, np.where(inside, 1.2, -1.2))
    fit[list(archetype.core)] += 1.5
    fit[cards.duals] = np.where(cards.colors[cards.duals] == archetype.colors, 0.5, -1.5)
    fit[cards.basics] = 0
    return fit


def _opponents(
    archetypes: tuple[Archetype, ...], strength: Reals, popularity: Reals
) -> tuple[tuple[str, ...], Reals, Reals]:
    """Colours seen of opponents: pairs, a few of one or three colours, now and then none."""
    effect, share = np.zeros(32), np.zeros(32)
    for archetype, own, part in zip(archetypes, strength, popularity, strict=True):
        effect[archetype.colors] += own * part
        share[archetype.colors] += 0.9 * part
    pairs = np.array(PAIRS)
    effect[pairs] /= share[pairs] / 0.9
    sizes = np.array([mask.bit_count() for mask in range(32)])
    for size, part, own in ((0, 0.01, 0.0), (1, 0.03, -0.1), (3, 0.06, -0.15)):
        share[sizes == size] = part / (sizes == size).sum()
        effect[sizes == size] = own
    seen = np.flatnonzero(share)
    return tuple(letters(int(mask)) for mask in seen), effect[seen], share[seen]
