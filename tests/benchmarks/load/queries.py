"""What is searched for: the searches that a catalogue of cards invites, few often and many rarely.

Half of all searches are words: of names, of types, card numbers, beginnings of words as somebody
types them. Most are narrowed by colour, category, type, set, cost or power, sorted in one of four
ways, up or down; a fifth reads a second page. How often each is asked follows Zipf's law
(the r-th with weight 1/r); and some of all requests are searches that nobody asked before.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import urlencode

PATH = "/api/v1/cards"
Asked = dict[str, str | int]


@dataclass(frozen=True)
class Known:
    """What the catalogue holds, as far as searches name it.

    Attributes:
        game: The game.
        names: Words of names, each as often as it occurs.
        numbers: Card numbers.
        choices: Values of colors, categories, types and sets.
    """

    game: str
    names: Sequence[str]
    numbers: Sequence[str]
    choices: Mapping[str, Sequence[str]]


def searches(known: Known, count: int, seed: int) -> list[Asked]:
    """Different searches, as parameters."""
    chance = random.Random(seed)
    found: dict[str, Asked] = {}
    while len(found) < count:
        asked = _search(known, chance)
        found.setdefault(urlencode(asked), asked)
    return list(found.values())


def _search(known: Known, chance: random.Random) -> Asked:
    asked: Asked = {"game": known.game, "size": chance.choice((20, 30, 30, 60))}
    if chance.random() < 0.5:
        asked["text"] = _text(known, chance)
    narrowed: Sequence[tuple[float, str, Callable[[], str | int]]] = (
        (0.45, "colors", lambda: chance.choice(known.choices["colors"])),
        (0.25, "categories", lambda: chance.choice(known.choices["categories"])),
        (0.15, "types", lambda: chance.choice(known.choices["types"])),
        (0.2, "sets", lambda: chance.choice(known.choices["sets"])),
        (0.2, "cost_max", lambda: chance.randint(1, 9)),
        (0.1, "cost_min", lambda: chance.randint(1, 7)),
        (0.1, "power_min", lambda: chance.randrange(0, 10_000, 1000)),
    )
    for share, name, value in narrowed:
        if chance.random() < share:
            asked[name] = value()
    if chance.random() < 0.6:
        asked["sort"] = chance.choice(("cost", "power", "number"))
        asked["descending"] = chance.choice(("true", "false"))
    return asked


def _text(known: Known, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.15:
        return chance.choice(known.numbers)
    word = chance.choice(known.names)
    if kind < 0.4:
        return word[: chance.randint(2, max(2, len(word)))]  # still being typed
    return f"{word} {chance.choice(known.names)}" if kind < 0.5 else word


def paths(asked: Sequence[Asked], following: Mapping[int, str]) -> list[str]:
    """Paths of searches, then those of second pages.

    Args:
        asked: Parameters.
        following: Cursor of the page after it, by place in `asked`.
    """
    first = [f"{PATH}?{urlencode(one)}" for one in asked]
    return first + [
        f"{PATH}?{urlencode({**asked[at], 'cursor': cursor})}" for at, cursor in following.items()
    ]


def mixed(known: Sequence[str], count: int, fresh: float, seed: int, part: int) -> list[str]:
    """Paths in the order in which they are asked.

    Args:
        known: Different paths; which of them is asked often is drawn.
        count: How many are asked.
        fresh: Share of searches that nobody asked before.
        seed: Says which are asked often.
        part: Says which draw it is.
    """
    ranked = random.Random(seed).sample(known, len(known))
    chance = random.Random(f"{seed} {part}")
    weights = list(accumulate(1 / rank for rank in range(1, len(ranked) + 1)))
    drawn = chance.choices(ranked, cum_weights=weights, k=count)
    return [_never_asked(path, chance) if chance.random() < fresh else path for path in drawn]


def _never_asked(path: str, chance: random.Random) -> str:
    """The search with a bound that leaves out nothing and that nobody else names."""
    head = path.partition("&cursor=")[0]
    bound = chance.randrange(100, 1_000_000)
    return (
        f"{head}&cost_max={bound}" if "cost_max" not in head else f"{head}&cost_min=-{bound // 10}"
    )
