"""The pilot's protocol at the table: what is seen is put to ``judgement`` as numbers.

Each function lists what the rules allow at one decision and returns the pilot's answer; of
equals the first is taken. Leaves out carrying the answer out (``reference``).
"""

from __future__ import annotations

from dataclasses import dataclass

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Ability
from tcb_analytics.simulator.effects.kinds import Forbid, Gate, Keyword, Owner, Timing
from tcb_analytics.simulator.pilots import judgement
from tcb_analytics.simulator.pilots.traits import (
    COUNTER_RESERVE,
    MULLIGAN_COST,
    REPLACE_GAIN,
    TRAITS,
)
from tcb_analytics.simulator.playing_card import CHARACTER, EVENT, STAGE
from tcb_analytics.simulator.rulebook.choices import payable, wants
from tcb_analytics.simulator.rulebook.moving import may_use, weakest
from tcb_analytics.simulator.rulebook.reading import (
    all_hold,
    cost,
    forbidden,
    hand_cost,
    has,
    keywords,
    on_field,
    passes,
    power,
    seats,
)
from tcb_analytics.simulator.rulebook.state import Battle, Game, Pending, Player, Unit

_BOUND = int(Forbid.ATTACK | Forbid.REST)
_CANNOT_BLOCK = int(Forbid.BLOCK | Forbid.REST)
_SPEEDY = int(Keyword.RUSH | Keyword.RUSH_CHARACTERS)
_RUSH, _BLOCKER, _ATTACKS_ACTIVE = (
    int(word) for word in (Keyword.RUSH, Keyword.BLOCKER, Keyword.ATTACKS_ACTIVE)
)


@dataclass(frozen=True, slots=True)
class Attack:
    """An attack that a pilot wants, with the DON!! to give to the attacker before it."""

    attacker: Unit
    target: Unit
    don: int


def keeps_hand(game: Game, player: Player) -> bool:
    """Whether the opening hand is kept (5-2-1-6)."""
    seat = player.seat * TRAITS
    bound = game.match.weights[seat + MULLIGAN_COST]
    cards = (game.card(number) for number in player.hand)
    early = sum(1 for card in cards if card.kind == CHARACTER and card.cost <= bound)
    return judgement.keeps_hand(game.match.weights, seat, early)


def next_ability(game: Game, player: Player) -> Pending | None:
    """The next [Activate: Main] ability to use; each copy's ability once a turn at most."""
    if not game.match.timings >> Timing.ACTIVATE_MAIN & 1:
        return None
    for unit in player.field():
        for position, ability in enumerate(unit.card.abilities):
            if ability.timing != Timing.ACTIVATE_MAIN or unit.used >> (8 + position) & 1:
                continue
            source = Pending(ability, player.seat, unit.number, unit, accepted=True)
            if may_use(unit, ability) and _usable(game, source, ability):
                unit.used |= 1 << (8 + position)
                return source
    return None


def _usable(game: Game, source: Pending, ability: Ability) -> bool:
    return (
        all_hold(game, source, ability.conditions)
        and payable(game, source, ability)
        and wants(game, source, ability)
    )


def next_play(game: Game, player: Player) -> int | None:
    """Position in hand of the next card to play (6-5-3)."""
    weights, seat = game.match.weights, player.seat * TRAITS
    worths = game.match.worths[player.seat]
    budget = judgement.play_budget(
        weights,
        seat,
        player.don_active,
        player.don_total,
        game.played,
        len(attackers(game, player)),
    )
    best, chosen = 0, None
    for position, number in enumerate(player.hand):
        card = game.card(number)
        worth = judgement.play_worth(weights, seat, worths[number], card.counter)
        if worth <= best or hand_cost(game, player.seat, number) > budget:
            continue
        if _fits(game, player, number):
            best, chosen = worth, position
    return chosen


def _fits(game: Game, player: Player, number: int) -> bool:
    """Whether there is room and use for a card now."""
    card = game.card(number)
    gain = game.match.weights[player.seat * TRAITS + REPLACE_GAIN]
    worths = game.match.worths[player.seat]
    if card.kind == CHARACTER:
        if None in player.characters:
            return True
        return worths[number] > worths[weakest(game, player).number] + gain
    if card.kind == STAGE:
        return player.stage is None
    for ability in card.abilities:
        if ability.timing == Timing.MAIN:
            source = Pending(ability, player.seat, number)
            if _usable(game, source, ability):
                return True
    return False


def may_attack(game: Game, unit: Unit) -> bool:
    """Whether a unit can attack something: active, not new, not forbidden (3-7-4, 6-5-6-1)."""
    if unit.rested or game.turn <= 2:
        return False
    if forbidden(game, unit) & _BOUND:
        return False
    return unit.space == 0 or unit.entered != game.turn or bool(keywords(game, unit) & _SPEEDY)


def attackers(game: Game, player: Player) -> list[Unit]:
    """Units that can attack now."""
    return [unit for unit in player.fighters() if may_attack(game, unit)]


def next_attack(game: Game, player: Player) -> Attack | None:
    """The next attack: the pair of attacker and target of the greatest worth (7-1-1)."""
    weights, seat = game.match.weights, player.seat * TRAITS
    ready = attackers(game, player)
    if not ready:
        return None
    foe = game.players[1 - player.seat]
    budget = judgement.attack_budget(weights, seat, player.don_active, _event_cost(game, player))
    home = judgement.stays_home(weights, seat, len(player.life), len(foe.life), len(ready))
    best, chosen, needed = 0, None, 0
    for attacker in ready:
        strength, words = power(game, attacker), keywords(game, attacker)
        penalty = judgement.STAY_HOME if home and words & _BLOCKER else 0
        for target in targets(game, attacker, words, foe):
            don = judgement.don_needed(strength, power(game, target))
            if don > budget:
                continue
            if target.space == 0:
                worth = judgement.leader_worth(weights, seat, don, len(foe.life), len(ready))
            else:
                worth = judgement.character_worth(weights, seat, don, cost(game, target))
            if worth - penalty > best:
                best, chosen, needed = worth - penalty, (attacker, target), don
    if chosen is None:
        return None
    attacker, target = chosen
    don = judgement.don_to_attach(
        weights,
        seat,
        needed,
        attacker.card.don_wanted - attacker.don,
        budget,
        int(target.space == 0),
        len(ready),
    )
    return Attack(attacker, target, don)


def targets(game: Game, attacker: Unit, words: int, foe: Player) -> list[Unit]:
    """What a unit may attack: the leader and rested characters (7-1-1-2)."""
    new = attacker.space > 0 and attacker.entered == game.turn
    found = [] if new and not words & _RUSH else [foe.leader]
    every = words & _ATTACKS_ACTIVE
    return found + [unit for unit in foe.fighters_behind_leader() if unit.rested or every]


def _event_cost(game: Game, player: Player) -> int:
    """Cost of the dearest counter event in hand within the pilot's reserve."""
    reserve = game.match.weights[player.seat * TRAITS + COUNTER_RESERVE]
    cards = (game.card(number) for number in player.hand)
    costs = [
        card.cost for card in cards if card.timings >> Timing.COUNTER & 1 and card.cost <= reserve
    ]
    return max(costs, default=0)


def next_blocker(game: Game, player: Player, battle: Battle) -> Unit | None:
    """The unit that blocks, if any (7-1-2-1): survivors first, then the cheapest."""
    strength, target = power(game, battle.attacker), battle.target
    if strength < power(game, target) or has(game, battle.attacker, Keyword.UNBLOCKABLE):
        return None
    on_leader = int(target.space == 0)
    best, chosen = 0, None
    for unit in player.fighters():
        if unit is target or unit.rested or not has(game, unit, Keyword.BLOCKER):
            continue
        if forbidden(game, unit) & _CANNOT_BLOCK or _banned(game, unit):
            continue
        survives = int(power(game, unit) > strength)
        price = cost(game, unit)
        life, lost = len(player.life), cost(game, target)
        if not judgement.blocks(
            game.match.weights,
            player.seat * TRAITS, on_leader, life, lost, price, survives
        ):  # fmt: skip
            continue
        score = 1000 * survives + 100 - price
        if score > best:
            best, chosen = score, unit
    return chosen


def _banned(game: Game, unit: Unit) -> bool:
    here = on_field(unit)
    for ban in game.bans:
        source = Pending(Ability(Timing.STATIC), ban.owner, unit.number)
        if unit.owner in seats(source, ban.target.owner) and passes(game, source, ban.target, here):
            return True
    return False


def next_counter(game: Game, player: Player, battle: Battle, spent: int) -> int | None:
    """Position in hand of the next card used as a counter (7-1-3-2).

    Only where the attack can be turned away within the pilot's limit: the smallest single
    card that does it, else the largest.
    """
    target = battle.target
    missing = power(game, battle.attacker) - power(game, target) + 1
    if missing <= 0:
        return None
    on_leader = int(target.space == 0)
    limit = judgement.counter_limit(
        game.match.weights, player.seat * TRAITS, on_leader, len(player.life), cost(game, target)
    )
    values = [boost(game, player, number, target) for number in player.hand]
    if not _reachable(values, missing, limit - spent):
        return None
    enough = [value for value in values if value >= missing]
    return values.index(min(enough) if enough else max(values))


def _reachable(values: list[int], missing: int, cards: int) -> bool:
    """Whether so many of the values add up to what is missing."""
    return sum(sorted(values, reverse=True)[: max(0, cards)]) >= missing


def boost(game: Game, player: Player, number: int, target: Unit) -> int:
    """Power that a card in hand gives the target now: counter value or counter event."""
    card = game.card(number)
    if card.kind != EVENT:
        return card.counter
    if not card.timings >> Timing.COUNTER & 1:
        return 0
    if hand_cost(game, player.seat, number) > player.don_active:
        return 0
    total = 0
    for ability in card.abilities:
        if ability.timing != Timing.COUNTER:
            continue
        source = Pending(ability, player.seat, number)
        if all_hold(game, source, ability.conditions) and payable(game, source, ability):
            total += _boost_of(game, source, ability, target)
    return total


def _boost_of(game: Game, source: Pending, ability: Ability, target: Unit) -> int:
    total = 0
    for action in ability.actions:
        wanted = action.target
        if action.kind != ActionKind.POWER or wanted is None or action.amount <= 0:
            continue
        if action.gate != Gate.ALWAYS or action.branch or wanted.owner == Owner.OPPONENT:
            continue
        here = on_field(target)
        if here.place & wanted.places and passes(game, source, wanted, here):
            total += action.amount
    return total
