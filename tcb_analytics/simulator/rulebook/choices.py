"""Choices that effects ask for: which card, whether at all, which branch.

One rule serves every effect: an effect is good or bad for the card it befalls; a player
wants good for their own and bad for the opponent's, on the card of the greatest worth, and
the reverse on the card of the least. Cards that the chooser cannot see are drawn by lot.
Leaves out the pilot's own decisions in a turn (``decisions``).
"""

# ruff: noqa: PLR0911 - one case of the rule book after another reads best

from __future__ import annotations

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Ability, Action, Target
from tcb_analytics.simulator.effects.kinds import Forbid, Owner, Pick, Place
from tcb_analytics.simulator.randomness import advance, mix
from tcb_analytics.simulator.rulebook.reading import (
    Candidate,
    all_hold,
    candidates,
    cards_in,
    count,
    how_many,
    passes,
    seats,
)
from tcb_analytics.simulator.rulebook.state import Game, Pending

IN_BATTLE = 10_000
"""Added for a card in the battle under way, where power is changed."""
READY = 1_000
"""Added for a card that can make use of the effect now."""
PROTECTION = (
    Forbid.BATTLE_KO
    | Forbid.EFFECT_KO
    | Forbid.OPPONENT_KO
    | Forbid.OPPONENT_REMOVAL
    | Forbid.OPPONENT_REST
)
"""What it is good for a card not to suffer."""
_GOOD = (
    ActionKind.PLAY,
    ActionKind.STAND,
    ActionKind.GIVE_DON,
    ActionKind.KEYWORDS,
    ActionKind.SEARCH,
    ActionKind.REVEAL,
)
_CARDLESS = (
    ActionKind.DRAW,
    ActionKind.SEARCH,
    ActionKind.PEEK_LIFE,
    ActionKind.TURN_LIFE,
    ActionKind.DISCOUNT_NEXT,
    ActionKind.STOP_BLOCKERS,
    ActionKind.DAMAGE,
)


def below(game: Game, bound: int) -> int:
    """The next random whole number below a bound."""
    game.random = advance(game.random)
    return ((mix(game.random) >> 33) * bound) >> 31


def is_good(action: Action, place: int) -> bool:
    """Whether an action is good for a card in that place."""
    if action.kind in (ActionKind.POWER, ActionKind.COST):
        return action.amount > 0
    if action.kind == ActionKind.FORBID:
        return not action.amount & ~PROTECTION
    if action.kind == ActionKind.TO_HAND:
        return not place & Place.FIELD
    return action.kind in _GOOD


def liking(game: Game, chooser: int, action: Action, here: Candidate) -> int:
    """How much a player likes an action to befall a card; never 0."""
    worth = game.match.worths[chooser][here.number]
    if action.kind == ActionKind.SET_POWER:
        return worth
    good = is_good(action, here.place)
    mine = here.owner == chooser
    value = worth if good == mine else -worth
    if value < 0 or here.unit is None:
        return value
    battle = game.battle
    fights = battle is not None and here.unit in (battle.attacker, battle.target)
    if action.kind == ActionKind.POWER and fights:
        value += IN_BATTLE
    if good and here.unit.rested == (action.kind == ActionKind.STAND):
        value += READY
    return value


def choose(
    game: Game, source: Pending, action: Action, target: Target, listed: list[Candidate]
) -> Candidate | None:
    """One of the listed cards, or none where the chooser may and would rather not."""
    if not listed:
        return None
    chooser = source.owner if target.chooser == Owner.YOU else 1 - source.owner
    hidden = listed[0].place == Place.HAND and listed[0].owner != chooser
    if hidden:
        return listed[below(game, len(listed))]
    if listed[0].place == Place.LIFE:
        return listed[0]
    best = max(listed, key=lambda here: liking(game, chooser, action, here))
    if target.up_to and liking(game, chooser, action, best) < 0:
        return None
    return best


def selectable(game: Game, source: Pending, action: Action, target: Target) -> list[Candidate]:
    """Candidates that an action can act on: only active cards can be rested (1-3-2-1)."""
    listed = candidates(game, source, target)
    if action.kind == ActionKind.REST and target.pick == Pick.CHOOSE:
        listed = [here for here in listed if here.unit is not None and not here.unit.rested]
    return listed


def payable(game: Game, source: Pending, ability: Ability) -> bool:
    """Whether every activation cost can be paid in full (8-3-1-3)."""
    return all(_payable(game, source, cost) for cost in ability.costs)


def _payable(game: Game, source: Pending, cost: Action) -> bool:
    target, owner = cost.target, game.players[source.owner]
    if cost.kind == ActionKind.RETURN_DON:
        return owner.don_total >= cost.amount
    if cost.kind == ActionKind.GIVE_DON:
        return how_many(owner, cost.source_places) >= cost.amount
    if cost.kind == ActionKind.DRAW or target is None:
        return True
    player = game.players[seats(source, target.owner)[0]]
    if target.places & Place.DON:
        return how_many(player, Place(target.places & Place.DON)) >= target.count
    if target.pick == Pick.THIS:
        if source.unit is None:
            return True
        ready = cost.kind != ActionKind.REST or not source.unit.rested
        return ready and count(game, source, target) > 0
    if target.pick in (Pick.TOP, Pick.TOP_OR_BOTTOM):
        spare = 1 if target.places & Place.LIFE and cost.kind != ActionKind.TURN_LIFE else 0
        return how_many(player, target.places) >= target.count + spare
    if cost.kind == ActionKind.TURN_LIFE:
        return sum(life.face_up != cost.flag for life in player.life) >= target.count
    if target.pick == Pick.CHOOSE:
        return len(selectable(game, source, cost, target)) >= target.count
    return True


def is_useful(game: Game, source: Pending, action: Action) -> bool:
    """Whether a player who may decline would want the action."""
    target, owner = action.target, game.players[source.owner]
    if not all_hold(game, source, action.conditions):
        return False
    if action.kind == ActionKind.ADD_DON:
        return owner.don_deck > 0
    if action.kind == ActionKind.RETURN_DON:
        return target is not None and target.owner == Owner.OPPONENT
    if target is None or action.kind in _CARDLESS:
        return True
    if target.places & Place.DON:
        return action.kind == ActionKind.STAND and owner.don_rested > 0
    if target.pick in (Pick.THIS, Pick.SAME, Pick.SUBJECT):
        return True
    if target.pick in (Pick.TOP, Pick.TOP_OR_BOTTOM):
        return how_many(game.players[seats(source, target.owner)[0]], target.places) > 0
    chooser = source.owner if target.chooser == Owner.YOU else 1 - source.owner
    wanted = 1 if chooser == source.owner else -1
    listed = selectable(game, source, action, target)
    return any(wanted * liking(game, chooser, action, here) > 0 for here in listed)


def wants(game: Game, source: Pending, ability: Ability) -> bool:
    """Whether the owner uses an ability that they may decline."""
    return any(is_useful(game, source, action) for action in ability.actions)


def choose_branch(game: Game, source: Pending, ability: Ability) -> int:
    """The branch taken: the first useful one; the opponent takes the first useless one."""
    if ability.branches < 2:
        return 0
    useful = [
        any(
            is_useful(game, source, action) for action in ability.actions if action.branch == branch
        )
        for branch in range(1, ability.branches + 1)
    ]
    wanted = not ability.opponent_branches
    return useful.index(wanted) + 1 if wanted in useful else 1


def subject_fits(game: Game, source: Pending, target: Target | None, here: Candidate) -> bool:
    """Whether the card of an event is one that a timing is about."""
    if target is None:
        return True
    if here.owner not in seats(source, target.owner) or not here.place & target.places:
        return False
    if target.pick == Pick.THIS and here.unit is not source.unit:
        return False
    return passes(game, source, target, here)


__all__ = [
    "below",
    "cards_in",
    "choose",
    "choose_branch",
    "payable",
    "selectable",
    "subject_fits",
    "wants",
]
