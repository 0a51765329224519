"""Drafting: packs go round a table, shrink, and come back without what others took.

Only one seat of each table is told, as in the logs. The other drafters take what everyone
wants; this player also looks at how a card fits the archetype drafted towards.

Every array has one row per draft; all drafts of a batch pick at the same time.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

import numpy as np

from tcb_analytics.workbench.limited_sample.cards import CardSet, Ints
from tcb_analytics.workbench.limited_sample.events import Event
from tcb_analytics.workbench.limited_sample.truth import Reals, Truth

PACKS = 3
SURE_AFTER = 12
"""Picks after which a drafter is set on the archetype."""


@dataclass(frozen=True)
class Drafted:
    """What one seat saw and took.

    Attributes:
        seen: One array (drafts, cards left in the pack) per pick, in order.
        picks: Cards taken: (drafts, picks, cards at once).
    """

    seen: tuple[Ints, ...]
    picks: Ints


def draft(
    rng: np.random.Generator, truth: Truth, event: Event, plans: Ints, pack_size: int
) -> Drafted:
    """Draft three packs at every table, towards the archetype that ``plans`` names."""
    seen: list[Ints] = []
    picks: list[Ints] = []
    want = truth.want.astype(np.float32)
    for _ in range(PACKS):
        opened = _opened(rng, truth.cards, want, (len(plans), event.pod, pack_size))
        left: dict[int, Ints] = {}
        for turn in range(pack_size // event.takes):
            place = turn % event.pod
            if turn < event.pod:
                pack = opened[:, place, turn * event.takes :]
            else:
                pack = left[place][:, (event.pod - 1) * event.takes :]
            likes = truth.fit[plans[:, None], pack] * min(1.0, 0.4 + len(picks) / SURE_AFTER)
            likes += want[pack] + 0.5 * rng.standard_normal(pack.shape, np.float32)
            taken, left[place] = _take(pack, likes, event.takes)
            seen.append(pack)
            picks.append(taken)
    return Drafted(tuple(seen), np.stack(picks, axis=1))


def _opened(
    rng: np.random.Generator, cards: CardSet, want: Reals, shape: tuple[int, int, int]
) -> Ints:
    """The packs of every table, their cards in the order in which others take them.

    A pack has commons, three uncommons, a rare or mythic, a land, and one card of any rarity,
    which is now and then the second copy of a common.
    """
    tables, pod, size = shape
    mythic = rng.random((tables, pod)) < 1 / 7.4
    rare = np.where(
        mythic, _some(rng, cards.of("mythic"), (tables, pod, 1))[..., 0],
        _some(rng, cards.of("rare"), (tables, pod, 1))[..., 0],
    )  # fmt: skip
    land = np.where(
        rng.random((tables, pod)) < 0.4, rng.choice(cards.basics, (tables, pod)),
        rng.choice(cards.duals, (tables, pod)),
    )  # fmt: skip
    packs = np.concatenate(
        [
            _some(rng, cards.of("common"), (tables, pod, size - 6)),
            rng.choice(np.flatnonzero(~cards.land), (tables, pod, 1)),
            _some(rng, cards.of("uncommon"), (tables, pod, 3)),
            rare[..., None],
            land[..., None],
        ],
        axis=-1,
    ).astype(np.int16)
    likes = want[packs] + 1.1 * rng.standard_normal(packs.shape, np.float32)
    return np.take_along_axis(packs, np.argsort(-likes, axis=-1), axis=-1)


def _some(rng: np.random.Generator, group: Ints, shape: tuple[int, int, int]) -> Ints:
    """Different cards of a group for every pack: every so-manieth, from any start.

    Strides have no divisor in common with the size of the group, so none comes twice.
    """
    most = len(group)
    strides = np.array([stride for stride in range(1, most + 1) if gcd(stride, most) == 1])
    start = rng.integers(most, size=shape[:2])[..., None]
    stride = rng.choice(strides, shape[:2])[..., None]
    cards: Ints = group[(start + stride * np.arange(shape[2])) % most]
    return cards


def _take(pack: Ints, likes: Reals, takes: int) -> tuple[Ints, Ints]:
    """The best cards of every pack, and what is left of it in its order."""
    taken = []
    for _ in range(takes):
        best = np.argmax(likes, axis=1)[:, None]
        taken.append(np.take_along_axis(pack, best, axis=1)[:, 0])
        rest = np.arange(pack.shape[1] - 1)
        rest = rest + (rest >= best)
        pack = np.take_along_axis(pack, rest, axis=1)
        likes = np.take_along_axis(likes, rest, axis=1)
    return np.stack(taken, axis=1), pack
