"""What an archetype plays: a core that every list has, and flex cards to choose from.

Cards are ranked by how well they fit the style's curve, the leader's types and
the need for counters; the same in every sample. Only cards released by the day
in question enter, and none that is banned or limited.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from tcb_analytics.workbench.sample.cards import SampleCard, all_cards, cards_by_number
from tcb_analytics.workbench.sample.declared import FINISHER, Archetype, Style, card_sets, league
from tcb_analytics.workbench.sample.streams import GAME_SEED, Stream, stream

CORE, FLEX, FRESH = 10, 14, 5


@dataclass(frozen=True, slots=True)
class Build:
    """The cards of one archetype on one day; numbers, best first.

    Attributes:
        archetype: The archetype.
        core: Numbers that nearly every list plays in three or four copies.
        flex: Numbers that lists choose from, better ones more often.
        pool: Every other legal number; lists hold one of them now and then.
    """

    archetype: Archetype
    core: tuple[str, ...]
    flex: tuple[str, ...]
    pool: tuple[str, ...]


@cache
def build(index: int, on: date) -> Build:
    """The build of the archetype at ``index`` (in matrix order) on a day.

    A newly released set takes flex places first: established lists change at the edge.
    """
    archetype = league().archetypes[index]
    first_core = max(league().first_day, released(archetype.leader))
    base = _ranked(index, first_core)
    core = _core(base, league().styles[archetype.style])
    now = _ranked(index, on)
    rest = [card for card in now if card.number not in core]
    fresh = [card for card in rest if released(card.number) > first_core][:FRESH]
    known = [card for card in rest if released(card.number) <= first_core]
    flex = (fresh + known)[:FLEX]
    chosen = {*core, *(card.number for card in flex)}
    return Build(
        archetype,
        core,
        tuple(card.number for card in flex),
        tuple(card.number for card in now if card.number not in chosen),
    )


def _core(ranked: list[SampleCard], style: Style) -> tuple[str, ...]:
    """The best of each kind that the style asks for, filled up with Characters."""
    room = {"Event": style.events, "Stage": style.stages, "finisher": style.finishers}
    room["Character"] = CORE - sum(room.values())
    core: list[str] = []
    for card in ranked:
        kind = "finisher" if card.cost >= FINISHER else card.category
        if room[kind]:
            room[kind] -= 1
            core.append(card.number)
    return tuple(core)


def _ranked(index: int, on: date) -> list[SampleCard]:
    """Legal, released cards of the leader's colours, best fit first."""
    archetype = league().archetypes[index]
    leader = cards_by_number()[archetype.leader]
    style = league().styles[archetype.style]
    kept_out = {rule.number for rule in league().restrictions}
    taste = stream(GAME_SEED, Stream.BUILDS, index).random(len(all_cards()))
    scored = [
        (_fit(card, leader, style) + 0.8 * float(taste[position]), card)
        for position, card in enumerate(all_cards())
        if card.category != "Leader"
        and set(card.colors) & set(leader.colors)
        and card.number not in kept_out
        and released(card.number) <= on
    ]
    return [card for _, card in sorted(scored, key=lambda pair: (-pair[0], pair[1].number))]


def _fit(card: SampleCard, leader: SampleCard, style: Style) -> float:
    distance = (card.cost - style.centre) / style.width
    fit = 1.5 - distance**2 if card.category == "Character" else 0.6
    fit += 0.6 * bool(set(card.types) & set(leader.types))
    fit += 0.3 * (card.counter or 0) / 1000
    return fit + 0.3 * bool(card.effect)


@cache
def released(number: str) -> date:
    """Day from which a number may be played."""
    code = number.split("-", maxsplit=1)[0]
    return next(entry.released for entry in card_sets() if entry.code == code)
