"""Names of Characters, put together from the declared word lists.

Three patterns, each used without repetition: a given name with a surname, a
given name with a role, and a beast with an epithet of its colour. Leaders,
Events and Stages have names of their own in ``world.json``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import numpy as np

from tcb_analytics.workbench.sample.declared import COLORS, world
from tcb_analytics.workbench.sample.streams import GAME_SEED, Stream, stream

PATTERNS = ("family", "role", "family", "role", "beast")


def character_names() -> dict[str, Iterator[str]]:
    """An ample supply of names by colour; no name is given twice."""
    words = world()
    rng = stream(GAME_SEED, Stream.NAMES)
    taken = {leader["name"].split()[0] for leader in words["leaders"]}
    given = cycle(_shuffled(rng, [name for name in words["given"] if name not in taken]))
    surnames = cycle(_shuffled(rng, words["surnames"]))
    given_out: set[str] = set()
    return {color: _unique(_names(color, given, surnames, rng), given_out) for color in COLORS}


def _unique(names: Iterator[str], given_out: set[str]) -> Iterator[str]:
    for name in names:
        if name not in given_out:
            given_out.add(name)
            yield name


def _names(
    color: str, given: Iterator[str], surnames: Iterator[str], rng: np.random.Generator
) -> Iterator[str]:
    words = world()
    roles = cycle(_shuffled(rng, words["roles"][color]))
    epithets = cycle(_shuffled(rng, words["beast_epithets"][color]))
    offset = COLORS.index(color) * 3
    beasts = cycle(words["beasts"][offset:] + words["beasts"][:offset])
    for pattern in cycle(PATTERNS):
        if pattern == "family":
            yield f"{next(given)} {next(surnames)}"
        elif pattern == "role":
            yield f"{next(given)}, {next(roles)}"
        else:
            yield f"{next(epithets)} {next(beasts)}"


def _shuffled(rng: np.random.Generator, words: list[str]) -> list[str]:
    return [words[index] for index in rng.permutation(len(words))]
