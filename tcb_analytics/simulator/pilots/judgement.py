"""What a pilot's weights mean: every judgement of the protocol, in one place.

The protocol of a pilot is: keep the opening hand? what to play next? whom to attack with
what, and with how much DON!!? block? counter, and with how many cards? Each function turns
what is seen of the game, as whole numbers, into a worth or a yes. They are plain functions of
whole numbers that call nothing but ``min`` and ``max``, so that the reference calls them as
they stand and the compiled engine compiles these very lines. Which candidates there are, and
that the first of equals is taken, is the engines' part. ``traits`` holds the weights of
several pilots one after another and ``seat`` says where this pilot's begin: compiled code
reads one array faster than it is handed another.
"""

# ruff: noqa: PLR0917 - compiled code calls these by position

from __future__ import annotations

from collections.abc import Sequence

from tcb_analytics.simulator.pilots.traits import (
    ATTACK_CHARACTER,
    ATTACK_COST,
    ATTACK_DON,
    ATTACK_LEADER,
    ATTACK_PRESS,
    ATTACK_RESERVE,
    BLOCK_GAIN,
    BLOCK_LIFE,
    COUNTER_CARDS,
    COUNTER_COST,
    COUNTER_LIFE,
    COUNTER_RESERVE,
    HOLD_BLOCKERS,
    KEEP_COUNTER,
    MULLIGAN_LEAST,
    PLAY_COST,
    PLAY_EFFECT,
    PLAY_GUARD,
    PLAY_POWER,
    PLAY_SPEED,
)

Traits = Sequence[int]

LAST_PUSH = 100
"""Added to attacks on the leader when the attackers left outnumber its life."""

STAY_HOME = 1000
"""Taken from an attack by a blocker that should stay active."""

EVERYTHING = 99
"""Cards that may be spent on a battle that decides the game."""

RESERVE_FROM = 5
"""DON!! in play from which on a pilot keeps some back for attacks."""


def keeps_hand(traits: Traits, seat: int, early: int) -> bool:
    """Whether the opening hand is kept, given the early plays in it."""
    return early >= traits[seat + MULLIGAN_LEAST]


def card_worth(
    traits: Traits, seat: int, cost: int, power: int, speed: int, guard: int, abilities: int
) -> int:
    """Worth of a card in play.

    Args:
        traits: Weights of both pilots.
        seat: Where this pilot's weights begin.
        cost: Printed cost.
        power: Printed power; 0 for events and stages.
        speed: How many of Rush and Double Attack it has.
        guard: 1 with Blocker, else 0.
        abilities: How many abilities it has.
    """
    worth = cost * traits[seat + PLAY_COST] + power * traits[seat + PLAY_POWER] // 1000
    worth += speed * traits[seat + PLAY_SPEED] + guard * traits[seat + PLAY_GUARD]
    return worth + abilities * traits[seat + PLAY_EFFECT]


def play_worth(traits: Traits, seat: int, worth: int, counter: int) -> int:
    """Worth of playing a card now: its worth in play less what it is worth in hand."""
    return worth - counter * traits[seat + KEEP_COUNTER] // 1000


def play_budget(
    traits: Traits, seat: int, active: int, total: int, played: int, attackers: int
) -> int:
    """DON!! that may be spent on the next play.

    The first play of a turn may take everything, so that the curve is met; later ones leave
    the reserve for attacks.

    Args:
        traits: Weights of both pilots.
        seat: Where this pilot's weights begin.
        active: Active DON!! in the cost area.
        total: DON!! on the field, however used.
        played: Cards played this turn.
        attackers: Cards that can still attack this turn.
    """
    if played == 0 or attackers == 0 or total < RESERVE_FROM:
        return active
    return max(0, active - traits[seat + ATTACK_RESERVE])


def attack_budget(traits: Traits, seat: int, active: int, event_cost: int) -> int:
    """DON!! that may be attached to attackers.

    Args:
        traits: Weights of both pilots.
        seat: Where this pilot's weights begin.
        active: Active DON!! in the cost area.
        event_cost: Cost of the dearest counter event in hand within the reserve; 0 for none.
    """
    return max(0, active - min(event_cost, traits[seat + COUNTER_RESERVE]))


def don_needed(attacker: int, target: int) -> int:
    """DON!! that lift an attacker's power to its target's."""
    return max(0, (target - attacker + 999) // 1000)


def leader_worth(traits: Traits, seat: int, needed: int, life: int, attackers: int) -> int:
    """Worth of an attack on the leader.

    Args:
        traits: Weights of both pilots.
        seat: Where this pilot's weights begin.
        needed: DON!! the attacker needs to equal the leader's power.
        life: Life the leader has.
        attackers: Cards that can still attack this turn, this one included.
    """
    worth = traits[seat + ATTACK_LEADER] - needed * traits[seat + ATTACK_DON]
    return worth + LAST_PUSH if attackers > life else worth


def character_worth(traits: Traits, seat: int, needed: int, cost: int) -> int:
    """Worth of an attack on a rested character of that cost."""
    return (
        traits[seat + ATTACK_CHARACTER]
        + cost * traits[seat + ATTACK_COST]
        - needed * traits[seat + ATTACK_DON]
    )


def stays_home(traits: Traits, seat: int, own_life: int, foe_life: int, attackers: int) -> bool:
    """Whether an active blocker should not attack."""
    return own_life <= traits[seat + HOLD_BLOCKERS] and attackers <= foe_life


def don_to_attach(
    traits: Traits, seat: int, needed: int, wanted: int, budget: int, on_leader: int, attackers: int
) -> int:
    """DON!! to attach before an attack: what it needs, and all that is left for the last one.

    Args:
        traits: Weights of both pilots.
        seat: Where this pilot's weights begin.
        needed: DON!! that equal the target's power.
        wanted: DON!! that the attacker's own abilities ask for beyond those attached.
        budget: DON!! that may be attached.
        on_leader: 1 for an attack on the leader, else 0.
        attackers: Cards that can still attack this turn, this one included.
    """
    if attackers <= 1:
        return budget
    return min(budget, max(needed + on_leader * traits[seat + ATTACK_PRESS], wanted))


def blocks(
    traits: Traits,
    seat: int,
    on_leader: int,
    life: int,
    cost: int,
    blocker_cost: int,
    survives: int,
) -> bool:
    """Whether a blocker steps in.

    Args:
        traits: Weights of both pilots.
        seat: Where this pilot's weights begin.
        on_leader: 1 where the leader is attacked, else 0.
        life: Life of the defender.
        cost: Cost of the attacked character.
        blocker_cost: Cost of the blocker.
        survives: 1 where the blocker outmatches the attacker, else 0.
    """
    if survives:
        return True
    if on_leader:
        return life <= traits[seat + BLOCK_LIFE]
    return cost >= blocker_cost + traits[seat + BLOCK_GAIN]


def counter_limit(traits: Traits, seat: int, on_leader: int, life: int, cost: int) -> int:
    """Most cards to spend on turning this attack away; 0 to let it through.

    Args:
        traits: Weights of both pilots.
        seat: Where this pilot's weights begin.
        on_leader: 1 where the leader is attacked, else 0.
        life: Life of the defender; damage at 0 loses the game.
        cost: Cost of the attacked character.
    """
    if on_leader:
        if life == 0:
            return EVERYTHING
        return traits[seat + COUNTER_CARDS] if life <= traits[seat + COUNTER_LIFE] else 0
    return traits[seat + COUNTER_CARDS] if cost >= traits[seat + COUNTER_COST] else 0
