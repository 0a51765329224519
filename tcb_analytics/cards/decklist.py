"""Deck lists as text: every common way of writing one, read all or nothing.

Each line is an entry, a heading, a comment (``#``, ``//``) or blank. Entries may be
``4xOP01-016``, ``4 OP01-016 Nami``, ``4x Nami (OP01-016)``, ``OP01-016 x4``, MTG Arena's
``1 Name (SET) 234``, or many compact ones on one line. Where a line has a number, the
number decides; a name beside it that belongs to another card is a fault, not a choice.
Leaves out legality: an illegal deck is read and its violations told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog, fold_name
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.deck_print import STYLES, Style, print_deck
from tcb_analytics.cards.decklist_line import MOST_COPIES, Entry, entries, entry_of
from tcb_analytics.cards.format import Format
from tcb_analytics.cards.numbers import PRINT_ID, fold_print, is_number
from tcb_analytics.errors import DeckError

__all__ = ["STYLES", "Style", "Unknown", "parse_deck", "print_deck"]

Unknown = Literal["refuse", "keep"]
"""What becomes of a well-formed number that the catalogue does not know."""

_HEADINGS: Mapping[str, str] = {
    "leader": "leader", "leaders": "leader",
    **dict.fromkeys(
        ("deck", "main", "main deck", "maindeck", "mainboard", "character", "characters", "event",
         "events", "stage", "stages", "creatures", "spells", "lands"), "main"),
    "sideboard": "side", "side": "side", "side deck": "side",
    "companion": "skip", "about": "skip",
}  # fmt: skip
_HEADING = re.compile(r"([A-Za-z]+(?: [A-Za-z]+)?)\s*(?:[(\[]?[0-9]*[)\]]?)?\s*:?")
_LONGEST_LINE = 5_000
_COUNT_FIRST = re.compile(r"(?P<count>[0-9]{1,9})\s+(?P<rest>\S.*)")
_COUNT_LAST = re.compile(r"(?P<rest>\S.*?)\s+x(?P<count>[0-9]{1,9})")
_INLINE = re.compile(r"(leader|sideboard|sb)\s*:\s*(\S.*)", re.IGNORECASE)


class _FaultError(Exception):
    """What is wrong with one entry."""


@dataclass
class _Reading:
    """What has been read so far."""

    catalog: Catalog
    format: Format | None
    unknown: Unknown
    zones: dict[str, list[tuple[Card, int]]] = field(
        default_factory=lambda: {"leader": [], "main": [], "side": [], "skip": []}
    )
    zone: str = "main"
    leader_headed: bool = False
    name: str | None = None
    faults: list[str] = field(default_factory=list)


def parse_deck(
    text: str,
    catalog: Catalog,
    format: Format | None = None,  # noqa: A002 - the word players use
    *,
    unknown: Unknown = "refuse",
) -> Deck:
    """The deck that a list describes.

    The leader may stand anywhere: under a ``Leader`` heading, or, where there is none, as
    the first card of that category. Alternate-art suffixes are folded and lines of one card
    summed. Cards under Arena's ``Companion`` heading stand in the sideboard too and are read
    there.

    Args:
        text: The list.
        catalog: Cards to look up.
        format: Settles whether there is a leader and whether copies count by name; None
            goes by the cards.
        unknown: ``"keep"`` makes a well-formed number that the catalogue does not know an
            unknown card; ``"refuse"`` makes it a fault.

    Raises:
        DeckError: The list holds no card, or some lines are at fault: every one is named
            with its line number, what is wrong and what may be meant.
    """
    reading = _Reading(catalog, format, unknown)
    for number, line in enumerate(text.splitlines(), start=1):
        _read_line(reading, number, line.strip().lstrip("\ufeff"))
    if reading.faults:
        count = len(reading.faults)
        raise DeckError(
            f"{count} {'line' if count == 1 else 'lines'} of the deck list cannot be read:\n"
            + "\n".join(reading.faults),
            remedy="correct these lines; nothing was read",
        )
    if not any(reading.zones[zone] for zone in ("leader", "main", "side")):
        raise DeckError(
            "the deck list holds no card", remedy="write one entry a line, such as 4xOP01-016"
        )
    return _assemble(reading)


def _read_line(reading: _Reading, number: int, line: str) -> None:
    if not line or line.startswith(("#", "//")):
        return
    if len(line) > _LONGEST_LINE:
        reading.faults.append(f"line {number}: longer than {_LONGEST_LINE:,} characters")
        return
    zone = reading.zone
    inline = _INLINE.fullmatch(line)
    if inline:
        zone = "leader" if inline.group(1).lower() == "leader" else "side"
        reading.leader_headed |= zone == "leader"
        line = inline.group(2)
    elif heading := _heading(line):
        reading.zone = heading
        reading.leader_headed |= heading == "leader"
        return
    elif zone == "skip" and line.lower().startswith("name "):
        reading.name = line[5:].strip()
        return
    for entry in _entries(reading.catalog, line):
        try:
            card = _card(reading, entry)
            reading.zones[zone].append((card, _copies(entry, card, zone)))
        except _FaultError as fault:
            reading.faults.append(f"line {number}: {fault}")


def _entries(catalog: Catalog, line: str) -> Iterable[Entry]:
    """The line's entries; all but the count is taken whole where that leaves no doubt."""
    for found in (_COUNT_FIRST.fullmatch(line), _COUNT_LAST.fullmatch(line)):
        if found:
            entry = entry_of(int(found["count"]), found["rest"])
            if _certain(catalog, entry):
                return (entry,)
    return entries(line)


def _certain(catalog: Catalog, entry: Entry) -> bool:
    """Whether an entry is a card as it stands, or its number and name are of one card."""
    if entry.rest in catalog or len(catalog.with_name(entry.rest)) == 1:
        return True
    cards = ((catalog.get(number), name) for number, name in _numbers(entry))
    return any(card and name and fold_name(name) == fold_name(card.name) for card, name in cards)


def _heading(line: str) -> str | None:
    found = _HEADING.fullmatch(line)
    return _HEADINGS.get(found.group(1).lower()) if found else None


def _copies(entry: Entry, card: Card, zone: str) -> int:
    if entry.count is None:
        if zone == "leader" or card.category is Category.LEADER:
            return 1
        raise _FaultError(f"{entry.rest!r} has no number of copies; write {'4x' + card.number!r}")
    if not 1 <= entry.count <= MOST_COPIES:
        raise _FaultError(f"{entry.count} copies of {card.label}; expected 1 to {MOST_COPIES}")
    return entry.count


def _card(reading: _Reading, entry: Entry) -> Card:
    catalog = reading.catalog
    if entry.rest in catalog:
        return catalog[entry.rest]
    for number, name in _numbers(entry):
        if number in catalog:
            return _agreeing(catalog, catalog[number], name)
    named = catalog.with_name(entry.rest) or catalog.with_name(entry.name or "")
    if entry.number is None and named:
        return _one_of(reading, named, entry)
    number = entry.number or entry.arena_number
    if reading.unknown == "keep" and is_number(number) and not _by_name(reading):
        game = reading.format.game if reading.format else _only_game(catalog)
        return Card.unknown(fold_print(number), game=game)
    near = catalog.suggest(entry.number or entry.name or entry.rest)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    what = "number" if entry.number else "card"
    raise _FaultError(f"no {what} {entry.number or entry.rest!r} is known{hint}")


def _numbers(entry: Entry) -> Iterator[tuple[str, str | None]]:
    """What may be the entry's number, with the name beside it, most likely first."""
    if entry.number:
        yield entry.number, entry.name
    elif entry.set_code:
        yield entry.arena_number, entry.name
        yield entry.set_code, entry.name
    first, _, rest = entry.rest.partition(" ")
    yield first, rest or None


def _by_name(reading: _Reading) -> bool:
    return reading.format is not None and reading.format.identity == "name"


def _only_game(catalog: Catalog) -> str:
    return catalog.games[0] if len(catalog.games) == 1 else "onepiece"


def _agreeing(catalog: Catalog, card: Card, name: str | None) -> Card:
    """The numbered card, unless the name beside the number is or holds another card."""
    if not name or fold_name(name) == fold_name(card.name):
        return card
    named = catalog.with_name(name)
    if named and card not in named:
        raise _FaultError(
            f"{card.number} is {card.name}, not {name}; "
            f"{name} is {' or '.join(other.number for other in named[:3])}"
        )
    others = {fold_print(number) for number in re.findall(PRINT_ID, name)} - {card.number}
    if others and not named:
        raise _FaultError(
            f"{card.number} and {' and '.join(sorted(others))} stand in one entry; "
            "write one entry a line"
        )
    return card


def _one_of(reading: _Reading, named: tuple[Card, ...], entry: Entry) -> Card:
    """The one card meant by a name: by collector number, by set, or the only one."""
    if len(named) > 1 and entry.collector:
        named = tuple(card for card in named if card.number == entry.collector) or named
    if len(named) > 1 and entry.set_code:
        code = entry.set_code.upper()
        named = tuple(card for card in named if (card.set_code or "").upper() == code) or named
    if len(named) == 1 or _by_name(reading):
        return named[0]
    numbers = ", ".join(card.number for card in named[:6]) + (" …" if len(named) > 6 else "")
    raise _FaultError(f"{len(named)} cards are named {named[0].name}: give the number ({numbers})")


def _assemble(reading: _Reading) -> Deck:
    leaders, main = reading.zones["leader"], reading.zones["main"]
    wants_leader = reading.format is None or reading.format.leader
    if not leaders and wants_leader and not reading.leader_headed:
        found = next((at for at, (c, _) in enumerate(main) if c.category is Category.LEADER), None)
        if found is not None:
            leaders = [main.pop(found)]
    lead = leaders[0][0] if leaders else None
    spare = [(card, count - (1 if at == 0 else 0)) for at, (card, count) in enumerate(leaders)]
    main = [*main, *((card, count) for card, count in spare if count)]
    return Deck(main, leader=lead, side=reading.zones["side"], name=reading.name)
