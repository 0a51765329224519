"""Shop tags in card names: ``Nami (Parallel)``, ``Monkey.D.Luffy (012)``.

Shops put in brackets what tells prints apart. A tag is the card's own figure or
number, or a known word for a print; any other bracket is part of the name, as in
``Mr.2.Bon.Kurei (Bentham)``, and stays.
"""

from __future__ import annotations

import re

REPRINT = "Reprint"
ARTS = frozenset(
    {
        "Parallel", "Alternate Art", "Full Art", "Manga", "SP", "Special", "Super Alternate Art",
        "Box Topper", "Wanted Poster", "Jolly Roger Foil", "Textured Foil", "Pirate Foil",
        "Gold", "Silver",
    }
)  # fmt: skip

_TAIL = re.compile(r"(?P<name>.*\S)\s+\((?P<tag>[^()]+)\)", re.DOTALL)


def untagged(name: str, number: str) -> tuple[str, tuple[str, ...]]:
    """A name without its tags, and those tags that tell of another print than the base.

    Args:
        name: Name as the shop has it.
        number: The card's own number; its last figures serve shops as a tag too.
    """
    words = []
    while match := _TAIL.fullmatch(name):
        tag = match["tag"]
        if tag in ARTS or tag == REPRINT:
            words.append(tag)
        elif tag not in (number, number.rpartition("-")[2]):
            break
        name = match["name"]
    return name, tuple(reversed(words))
