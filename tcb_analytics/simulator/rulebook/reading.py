"""Reading the table: power, cost and keywords as they are now, and which cards a target admits.

Permanent effects (8-1-3-4) are never stored: they are looked for whenever a value is read.
So that they cannot chase each other in a circle they are layered: changes of cost are judged
on values without any permanent effect, all others on settled costs and on power without
permanent effects. Leaves out choosing (``choices``) and doing (``actions``).
"""

# ruff: noqa: PLR0911 - one case of the rule book after another reads best

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Ability, Action, Condition, Target
from tcb_analytics.simulator.effects.kinds import (
    ConditionKind,
    Keyword,
    Op,
    Owner,
    Pick,
    Place,
    State,
    Timing,
)
from tcb_analytics.simulator.rulebook.state import Changed, Game, Pending, Player, Unit

_NO_ABILITY = Ability(Timing.STATIC)

_FIELD, _HAND, _TRASH, _DECK, _LIFE = (
    int(place) for place in (Place.FIELD, Place.HAND, Place.TRASH, Place.DECK, Place.LIFE)
)
_DON_ACTIVE, _DON_RESTED, _DON_GIVEN, _DON = (
    int(place) for place in (Place.DON_ACTIVE, Place.DON_RESTED, Place.DON_GIVEN, Place.DON)
)
_SPACES = (int(Place.LEADER), *[int(Place.CHARACTERS)] * 5, int(Place.STAGE))
"""Places as plain numbers, by space on the field; sets of an ``IntFlag`` are slow to meet."""

PLAIN, COSTS, SETTLED = range(3)
"""Layers of reading: without permanent effects; with those on cost; with all."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that a target may be about.

    Attributes:
        owner: Seat of its owner.
        place: Where it is.
        position: Space on the field, or position in the area.
        number: Its number.
        unit: The unit, on the field.
        face_up: Whether it lies face-up in Life.
    """

    owner: int
    place: int
    position: int
    number: int
    unit: Unit | None = None
    face_up: bool = False


def power(game: Game, unit: Unit, layer: int = SETTLED) -> int:
    """Power now (2-6); given DON!! count in their owner's turn only (6-5-5-2)."""
    base, extra = unit.card.power, unit.battle
    if unit.changes:
        base = unit.base_power()
        extra += unit.changed(Changed.POWER)
    if game.active == unit.owner:
        extra += 1000 * unit.don
    if layer == SETTLED and game.match.standing:
        for source, action in permanent(game, unit, ActionKind.SET_POWER, COSTS):
            base = amount_of(game, source, action, COSTS)
        for source, action in permanent(game, unit, ActionKind.POWER, COSTS):
            extra += amount_of(game, source, action, COSTS)
    return base + extra


def cost(game: Game, unit: Unit, layer: int = SETTLED) -> int:
    """Cost now; never below 0 (1-3-6)."""
    value = unit.card.cost + (unit.changed(Changed.COST) if unit.changes else 0)
    if layer != PLAIN:
        for source, action in permanent(game, unit, ActionKind.COST, PLAIN):
            value += amount_of(game, source, action, PLAIN)
    return max(0, value)


def keywords(game: Game, unit: Unit) -> int:
    """Keyword abilities now: printed ones unless negated, and given ones."""
    mask = unit.card.keywords
    if unit.changes:
        mask = unit.mask(Changed.KEYWORDS) | (0 if unit.negated else mask)
    for _, action in permanent(game, unit, ActionKind.KEYWORDS, COSTS):
        mask |= action.amount
    return mask


def has(game: Game, unit: Unit, keyword: Keyword) -> bool:
    """Whether a unit has a keyword ability now."""
    return bool(keywords(game, unit) & int(keyword))


def forbidden(game: Game, unit: Unit) -> int:
    """What the unit cannot do or suffer now."""
    mask = unit.mask(Changed.FORBID) if unit.changes else 0
    for _, action in permanent(game, unit, ActionKind.FORBID, COSTS):
        mask |= action.amount
    return mask


def hand_cost(game: Game, seat: int, number: int) -> int:
    """What a card in hand costs to play now."""
    value = game.card(number).cost
    if ActionKind.COST not in game.match.standing and not game.players[seat].discounts:
        return value
    here = Candidate(seat, _HAND, 0, number)
    if ActionKind.COST in game.match.standing:
        itself = Pending(_NO_ABILITY, seat, number)
        for source, action in _static_actions(game, [itself], ActionKind.COST, PLAIN):
            if _reaches(game, source, action, here, PLAIN, this=True):
                value += amount_of(game, source, action, PLAIN)
        for source, action in _static_actions(
            game, _sources(game, ActionKind.COST), ActionKind.COST, PLAIN
        ):
            if _reaches(game, source, action, here, PLAIN, this=False):
                value += amount_of(game, source, action, PLAIN)
    for discount in game.players[seat].discounts:
        source = Pending(_NO_ABILITY, seat, number)
        if passes(game, source, discount.target, here, PLAIN):
            value -= discount.amount
    return max(0, value)


def permanent(game: Game, unit: Unit, kind: ActionKind, layer: int) -> list[tuple[Pending, Action]]:
    """Permanent effects of a kind that work on a unit, with their sources."""
    if kind not in game.match.standing:
        return []
    here = on_field(unit)
    return [
        (source, action)
        for source, action in _static_actions(game, _sources(game, kind), kind, layer)
        if _reaches(game, source, action, here, layer, this=source.unit is unit)
    ]


def _sources(game: Game, kind: ActionKind) -> list[Pending]:
    return [
        Pending(_NO_ABILITY, unit.owner, unit.number, unit)
        for player in game.players
        for unit in player.field()
        if kind in unit.card.standing and not unit.negated
    ]


def _static_actions(
    game: Game, sources: list[Pending], kind: ActionKind, layer: int
) -> Iterator[tuple[Pending, Action]]:
    for source in sources:
        for ability in game.card(source.number).standing.get(kind, ()):
            if ability.don and (source.unit is None or source.unit.don < ability.don):
                continue
            if not all_hold(game, source, ability.conditions, layer):
                continue
            for action in ability.actions:
                if action.kind == kind and all_hold(game, source, action.conditions, layer):
                    yield source, action


def _reaches(
    game: Game, source: Pending, action: Action, here: Candidate, layer: int, *, this: bool
) -> bool:
    target = action.target
    if target is None or not int(target.places) & here.place:
        return False
    if target.pick == Pick.THIS and not this:
        return False
    if here.place == Place.HAND and this != (target.pick == Pick.THIS):
        return False
    if here.owner not in seats(source, target.owner):
        return False
    return passes(game, source, target, here, layer)


def amount_of(game: Game, source: Pending, action: Action, layer: int = SETTLED) -> int:
    """An action's amount, multiplied where it counts something."""
    if action.per is None:
        return action.amount
    return action.amount * (count(game, source, action.per, layer) // action.per_size)


def seats(source: Pending, owner: Owner) -> tuple[int, ...]:
    """Seats that a target is about, the owner of the ability first."""
    you = source.owner
    if owner == Owner.EITHER:
        return (you, 1 - you)
    return (you,) if owner == Owner.YOU else (1 - you,)


def on_field(unit: Unit) -> Candidate:
    """A unit as a candidate."""
    return Candidate(unit.owner, _SPACES[unit.space], unit.space, unit.number, unit)


def cards_in(player: Player, places: Place) -> Iterator[Candidate]:
    """Cards of a player in some places: field, hand, trash, deck, Life, in this order."""
    wanted = int(places)
    if wanted & _FIELD:
        for unit in player.field():
            if wanted & _SPACES[unit.space]:
                yield on_field(unit)
    areas = ((_HAND, player.hand), (_TRASH, player.trash), (_DECK, player.deck))
    for place, area in areas:
        if wanted & place:
            for position, number in enumerate(area):
                yield Candidate(player.seat, place, position, number)
    if wanted & _LIFE:
        for position, life in enumerate(player.life):
            yield Candidate(player.seat, _LIFE, position, life.number, None, life.face_up)


def candidates(
    game: Game, source: Pending, target: Target, layer: int = SETTLED
) -> list[Candidate]:
    """Every card that a target admits, before anything is picked."""
    return [
        here
        for seat in seats(source, target.owner)
        for here in cards_in(game.players[seat], target.places)
        if passes(game, source, target, here, layer)
    ]


def passes(
    game: Game, source: Pending, target: Target, here: Candidate, layer: int = SETTLED
) -> bool:
    """Whether a card passes every filter of a target; owner and place are not asked."""
    if not game.match.admits(target.what, here.number):
        return False
    card, unit = game.card(here.number), here.unit
    if target.not_this and unit is not None and unit is source.unit:
        return False
    if target.face_up and not here.face_up:
        return False
    if unit is None:
        now_cost, now_power = card.cost, card.power
    else:
        if target.state != State.ANY and unit.rested != (target.state == State.RESTED):
            return False
        if unit.don < target.don_least:
            return False
        now_cost = card.cost if target.base_cost else cost(game, unit, layer)
        now_power = unit.base_power() if target.base_power else power(game, unit, layer)
    most = target.cost_most
    if target.cost_count is not None:
        owner, places = target.cost_count
        most = sum(how_many(game.players[seat], places) for seat in seats(source, owner))
    return (
        target.cost_least <= now_cost <= most
        and target.power_least <= now_power <= target.power_most
    )


def how_many(player: Player, places: Place) -> int:
    """Cards and DON!! of a player in some places, whatever they are."""
    wanted = int(places)
    don = (
        (player.don_active if wanted & _DON_ACTIVE else 0)
        + (player.don_rested if wanted & _DON_RESTED else 0)
        + (player.don_given if wanted & _DON_GIVEN else 0)
    )
    areas = ((_HAND, player.hand), (_TRASH, player.trash), (_DECK, player.deck))
    cards = sum(len(area) for place, area in areas if wanted & place)
    if wanted & _FIELD:
        cards += sum(1 for unit in player.field() if wanted & _SPACES[unit.space])
    return don + cards + (len(player.life) if wanted & _LIFE else 0)


def count(game: Game, source: Pending, target: Target, layer: int = SETTLED) -> int:
    """How many cards a target admits; DON!! places count DON!!."""
    if target.pick == Pick.THIS:
        unit = source.unit
        if unit is None or not game.in_play(unit):
            return 0
        here = on_field(unit)
        admitted = here.place & int(target.places) and passes(game, source, target, here, layer)
        return 1 if admitted else 0
    total, places = 0, int(target.places)
    if places & _DON:
        don = Place(places & _DON)
        total += sum(how_many(game.players[seat], don) for seat in seats(source, target.owner))
    if places & ~_DON:
        total += len(candidates(game, source, target, layer))
    return total


def all_hold(
    game: Game, source: Pending, conditions: tuple[Condition, ...], layer: int = SETTLED
) -> bool:
    """Whether all conditions hold (8-3-2-1)."""
    return all(_holds(game, source, condition, layer) for condition in conditions)


def _holds(game: Game, source: Pending, condition: Condition, layer: int) -> bool:
    kind, target = condition.kind, condition.target
    if kind == ConditionKind.YOUR_TURN:
        return game.active == source.owner
    if kind == ConditionKind.OPPONENT_TURN:
        return game.active != source.owner
    if kind == ConditionKind.PLAYED_THIS_TURN:
        unit = source.unit
        return unit is not None and game.in_play(unit) and unit.entered == game.turn
    if kind == ConditionKind.TURN_AT_LEAST:
        return own_turn(game, source.owner) >= condition.amount
    if target is None:
        return True
    if kind in (ConditionKind.SUM_POWER, ConditionKind.SUM_COST):
        return _compare(_sum(game, source, condition, layer), condition.op, condition.amount)
    amount = condition.amount
    found = count(game, source, target, layer)
    if condition.other is not None:
        others = count(game, source, condition.other, layer)
        if kind == ConditionKind.COUNT_TWO:
            found += others
        else:
            amount += others
    return _compare(found, condition.op, amount)


def own_turn(game: Game, seat: int) -> int:
    """How many turns a player has begun."""
    return (game.turn + 1) // 2 if seat == game.first else game.turn // 2


def _sum(game: Game, source: Pending, condition: Condition, layer: int) -> int:
    total = 0
    if condition.target is not None:
        for here in candidates(game, source, condition.target, layer):
            card = game.card(here.number)
            if condition.kind == ConditionKind.SUM_COST:
                total += card.cost if here.unit is None else cost(game, here.unit, layer)
            else:
                total += card.power if here.unit is None else power(game, here.unit, layer)
    return total


def _compare(value: int, op: Op, amount: int) -> bool:
    if op == Op.AT_LEAST:
        return value >= amount
    return value <= amount if op == Op.AT_MOST else value == amount
