"""Deck lists as rows: one for the deck, one for each zone and card.

Result files write decks in several ways; all become the same rows here. A list
that cannot be right (a malformed number, an impossible count) is refused as a
whole, because half a deck would distort every statistic of its cards. A list that
merely has the wrong total is kept and marked as not complete. Whether its cards
exist or are legal is not asked: that needs a catalogue and a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tcb_analytics.warehouse.contracts import Row, show
from tcb_analytics.warehouse.sources.fields import MalformedError
from tcb_analytics.warehouse.sources.game_rules import is_complete
from tcb_analytics.warehouse.sources.terms import card, count, seen

MOST_COPIES = 50
"""Most copies of one number that a list can hold: a whole deck of an any-number card."""

_LINE = re.compile(r"([0-9]{1,3}) ?[x×]? ?(\S+)")


def parse_list(text: str) -> list[tuple[str, int]]:
    """The cards of a deck string such as ``4xOP01-016 2xOP01-029`` or one entry a line.

    Raises:
        ValueError: Anything in it is not a count and a card number.
    """
    found = []
    for entry in text.split():
        match = _LINE.fullmatch(entry)
        if match is None:
            raise MalformedError(f"expected entries such as 4xOP01-016, found {show(entry)!r}")
        found.append((card(match[2]), int(match[1])))
    return found


def merged(cards: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Copies by number; a number listed twice counts both times.

    Raises:
        ValueError: There are no cards, or a count is impossible.
    """
    counts: dict[str, int] = {}
    for number, copies in cards:
        if not 1 <= copies <= MOST_COPIES:
            raise MalformedError(f"{number}: expected 1 to {MOST_COPIES} copies, found {copies}")
        counts[number] = counts.get(number, 0) + copies
    if not counts:
        raise MalformedError("expected cards, found none")
    impossible = next((n for n, copies in counts.items() if copies > MOST_COPIES), None)
    if impossible is not None:
        raise MalformedError(f"{impossible}: over {MOST_COPIES} copies in all")
    return counts


def listed(value: object, field: str, copies: str, read: Callable[[object], str]) -> dict[str, int]:
    """Copies by number of a list of objects, one a card.

    Args:
        value: The list as it was read.
        field: Field of an object that names the card.
        copies: Field that counts it.
        read: Checks the name and gives the number.

    Raises:
        ValueError: It is no such list, a card is malformed, or a count impossible.
    """
    if not isinstance(value, list):
        raise MalformedError(f"expected a list of cards, found {type(value).__name__}")
    found = []
    for entry in value:
        if not isinstance(entry, dict):
            raise MalformedError(f"expected every card as an object with {field} and {copies}")
        try:
            found.append((read(entry.get(field)), count(entry.get(copies))))
        except ValueError as error:
            raise MalformedError(f"{seen(entry)}: {error}") from None
    return merged(found)


def deck_rows(
    deck: Mapping[str, Any],
    counts: Mapping[str, int],
    key: str,
    side: Mapping[str, int] | None = None,
) -> Iterator[Row]:
    """Rows of ``decks`` and ``deck_cards`` for one list.

    Args:
        deck: Columns of ``decks``, with at least game, source, deck_id and leader.
        counts: Copies by number; the leader may be among them or not.
        key: Where the list stands in its file.
        side: Copies by number in the sideboard.
    """
    leader = deck["leader"]
    copies = counts.get(leader, 1) if leader is not None else None
    main = {number: many for number, many in counts.items() if number != leader}
    size = sum(main.values())
    complete = copies in (None, 1) and is_complete(
        deck["game"], size, with_leader=leader is not None
    )
    yield Row("decks", {**deck, "size": size, "complete": complete}, key)
    same = {name: deck[name] for name in ("game", "source", "deck_id")}
    zones = (("leader", {leader: copies} if copies else {}), ("main", main), ("side", side or {}))
    for zone, cards in zones:
        for number, many in cards.items():
            row = {**same, "zone": zone, "number": number, "count": many}
            yield Row("deck_cards", row, f"{key} {'' if zone != 'side' else 'side '}{number}")
