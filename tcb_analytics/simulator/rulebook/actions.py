"""Actions of effects: each kind of ``ActionKind`` done to the table.

Cards are chosen and acted on one after another, so that each choice sees what the one before
it did. Leaves out conditions, costs and when an ability works (``abilities``).
"""

# ruff: noqa: C901, PLR0911 - one case of the rule book after another reads best

from __future__ import annotations

from collections.abc import Callable, Iterator

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Duration, Forbid, Owner, Pick, Place
from tcb_analytics.simulator.rulebook.choices import choose, selectable
from tcb_analytics.simulator.rulebook.looking import peek_life, reshuffle_hand, search, turn_life
from tcb_analytics.simulator.rulebook.moving import (
    add_don,
    add_life,
    draw,
    enter_field,
    give_don,
    hold,
    judge_decks,
    ko,
    lose_life,
    may_leave,
    rest,
    return_don,
    take,
    trash_unit,
)
from tcb_analytics.simulator.rulebook.reading import (
    Candidate,
    amount_of,
    candidates,
    forbidden,
    on_field,
    passes,
    seats,
)
from tcb_analytics.simulator.rulebook.state import (
    MOST_BANS,
    MOST_DISCOUNTS,
    UNTIL_BATTLE_ENDS,
    BlockBan,
    Changed,
    Discount,
    Game,
    Pending,
    Subject,
    Unit,
)

LOOSE = Place.NONE
"""Place of a card turned over from Life whose trigger is being resolved."""

_CHANGES = {
    ActionKind.POWER: Changed.POWER,
    ActionKind.COST: Changed.COST,
    ActionKind.SET_POWER: Changed.BASE_POWER,
    ActionKind.KEYWORDS: Changed.KEYWORDS,
    ActionKind.FORBID: Changed.FORBID,
    ActionKind.NEGATE: Changed.NEGATED,
}


def perform(game: Game, source: Pending, action: Action, acted: list[Subject]) -> bool:
    """Do one action; whether it was performed in full.

    Args:
        game: The game.
        source: The ability under way.
        action: The action.
        acted: The cards the latest action acted on; replaced where this one acts on cards.
    """
    target = action.target
    special = _SPECIAL.get(action.kind)
    if special is not None:
        return special(game, source, action)
    if target is None:
        return False
    if target.places & Place.DON:
        return _cost_area(game, source, action, target)
    if action.kind == ActionKind.COST and target.places == Place.HAND:
        discount = Discount(target, -amount_of(game, source, action), once=False)
        _discount(game, source, discount)
        return True
    if action.kind == ActionKind.SEARCH:
        return search(game, source, action, target, acted)
    before = list(acted)
    acted.clear()
    if target.pick == Pick.CHOOSE:
        return _chosen(game, source, action, target, acted)
    done = False
    for here in _picked(game, source, target, before):
        done |= act(game, source, action, here, acted)
    return done


def _chosen(
    game: Game, source: Pending, action: Action, target: Target, acted: list[Subject]
) -> bool:
    taken: list[Unit] = []
    done = 0
    for _ in range(target.count):
        listed = [
            here
            for here in selectable(game, source, action, target)
            if here.unit is None or here.unit not in taken
        ]
        here = choose(game, source, action, target, listed)
        if here is None:
            break
        if here.unit is not None:
            taken.append(here.unit)
        done += act(game, source, action, here, acted)
    return done > 0 if target.up_to else done >= target.count


def _picked(
    game: Game, source: Pending, target: Target, before: list[Subject]
) -> Iterator[Candidate]:
    """Cards of a target that nobody chooses, one after another as they are acted on."""
    if target.pick == Pick.ALL:
        yield from candidates(game, source, target)[::-1]
    elif target.pick in (Pick.TOP, Pick.TOP_OR_BOTTOM):
        seat = seats(source, target.owner)[0]
        player = game.players[seat]
        if target.places & Place.DECK:
            numbers, place = player.deck[: target.count], Place.DECK
        else:
            numbers, place = [life.number for life in player.life[: target.count]], Place.LIFE
        for number in numbers:
            yield Candidate(seat, place, 0, number)
    elif target.pick == Pick.THIS and source.loose:
        yield Candidate(source.owner, LOOSE, 0, source.number)
    else:
        for subject in _subjects(source, target, before):
            here = _find(game, target, subject)
            if here is not None and passes(game, source, target, here):
                yield here


def _subjects(source: Pending, target: Target, before: list[Subject]) -> list[Subject]:
    if target.pick == Pick.THIS:
        return [Subject(source.owner, source.number, source.unit)]
    if target.pick == Pick.SAME:
        return before
    return [] if source.subject is None else [source.subject]


def _find(game: Game, target: Target, subject: Subject) -> Candidate | None:
    """Where a card is now: in play, or the latest of its number in hand or trash."""
    unit = subject.unit
    if unit is not None and game.in_play(unit):
        here = on_field(unit)
        return here if here.place & target.places else None
    player = game.players[subject.owner]
    for place, area in ((Place.TRASH, player.trash), (Place.HAND, player.hand)):
        if target.places & place and subject.number in area:
            position = len(area) - 1 - area[::-1].index(subject.number)
            return Candidate(subject.owner, place, position, subject.number)
    return None


def act(game: Game, source: Pending, action: Action, here: Candidate, acted: list[Subject]) -> bool:
    """Do an action to one card; whether anything came of it."""
    unit = here.unit
    if action.kind in _CHANGES:
        if unit is None:
            return False
        amount = amount_of(game, source, action)
        until = last_turn(game, source.owner, action.duration, unit)
        unit.change(_CHANGES[action.kind], amount, until)
    elif action.kind == ActionKind.GIVE_DON:
        if unit is None or not _give(game, source, action, unit):
            return False
    elif action.kind == ActionKind.REST:
        bans = 0 if unit is None else forbidden(game, unit)
        if unit is None or unit.rested or bans & Forbid.REST:
            return False
        if source.owner != unit.owner and bans & Forbid.OPPONENT_REST:
            return False
        rest(game, unit)
    elif action.kind == ActionKind.STAND:
        if unit is None or not unit.rested:
            return False
        unit.rested = False
    elif action.kind != ActionKind.REVEAL:
        return _move(game, source, action, here, acted)
    acted.append(Subject(here.owner, here.number, unit))
    return True


def _give(game: Game, source: Pending, action: Action, unit: Unit) -> bool:
    amount = amount_of(game, source, action)
    rested = amount if action.source_places & Place.DON_RESTED else 0
    active = amount if action.source_places & Place.DON_ACTIVE else 0
    return give_don(game, unit, amount, rested=rested, active=active) > 0


def _move(
    game: Game, source: Pending, action: Action, here: Candidate, acted: list[Subject]
) -> bool:
    """Move one card to another area."""
    unit, kind = here.unit, action.kind
    if unit is not None:
        knocked_out = kind == ActionKind.KO
        if not may_leave(game, unit, source.owner, knocked_out=knocked_out):
            return False
        if knocked_out:
            ko(game, unit)
        elif kind == ActionKind.TRASH:
            trash_unit(game, unit)
    if unit is None or kind not in (ActionKind.KO, ActionKind.TRASH):
        if here.place == LOOSE:
            source.loose = False
        else:
            take(game, here)
        unit = _put(game, action, here)
    acted.append(Subject(here.owner, here.number, unit))
    return True


def _put(game: Game, action: Action, here: Candidate) -> Unit | None:
    """Put a card that was taken where the action says."""
    player = game.players[here.owner]
    if action.kind == ActionKind.TO_HAND:
        hold(game, player, here.number)
    elif action.kind == ActionKind.TO_DECK_BOTTOM:
        player.deck.append(here.number)
    elif action.kind == ActionKind.TO_DECK_TOP:
        player.deck.insert(0, here.number)
    elif action.kind in (ActionKind.TO_LIFE, ActionKind.TO_LIFE_BOTTOM):
        bottom = action.kind == ActionKind.TO_LIFE_BOTTOM
        add_life(player, here.number, face_up=action.flag, bottom=bottom)
    elif action.kind == ActionKind.PLAY:
        unit = enter_field(game, here.owner, here.number, rested=action.flag)
        if unit is None:
            player.trash.append(here.number)
        return unit
    else:
        player.trash.append(here.number)
    return None


def last_turn(game: Game, owner: int, duration: Duration, unit: Unit) -> int:
    """Last turn of the game in which a change holds (6-2-1, 6-6-1-2)."""
    if duration == Duration.BATTLE:
        return UNTIL_BATTLE_ENDS
    own = game.active == owner
    if duration == Duration.OPPONENT_TURN_END:
        return game.turn + (1 if own else 2)
    if duration in (Duration.YOUR_TURN_START, Duration.OPPONENT_END_PHASE):
        return game.turn + (1 if own else 0)
    if duration == Duration.YOUR_TURN_END:
        return game.turn + (2 if own else 1)
    if duration == Duration.OPPONENT_REFRESH:
        return game.turn + (2 if game.active == unit.owner else 1)
    return game.turn


def _cost_area(game: Game, source: Pending, action: Action, target: Target) -> bool:
    """Rest or stand DON!! in the cost area."""
    player = game.players[seats(source, target.owner)[0]]
    if action.kind == ActionKind.REST:
        moved = min(target.count, player.don_active)
        player.don_active -= moved
        player.don_rested += moved
    else:
        moved = min(target.count, player.don_rested)
        player.don_rested -= moved
        player.don_active += moved
    return moved > 0 if target.up_to else moved >= target.count


def _draw(game: Game, source: Pending, action: Action) -> bool:
    amount = amount_of(game, source, action)
    for seat in _players(source, action):
        draw(game, game.players[seat], amount)
    return amount > 0


def _players(source: Pending, action: Action) -> tuple[int, ...]:
    return seats(source, action.target.owner if action.target else Owner.YOU)


def _add_don(game: Game, source: Pending, action: Action) -> bool:
    player = game.players[source.owner]
    return add_don(player, amount_of(game, source, action), rested=action.flag) > 0


def _return_don(game: Game, source: Pending, action: Action) -> bool:
    amount, done = amount_of(game, source, action), True
    places = action.target.places & Place.DON if action.target else Place.NONE
    for seat in _players(source, action):
        returned = return_don(game, game.players[seat], amount, Place(places or Place.DON))
        done &= returned >= amount
    return done


def _discount(game: Game, source: Pending, discount: Discount) -> None:
    discounts = game.players[source.owner].discounts
    if len(discounts) < MOST_DISCOUNTS:
        discounts.append(discount)


def _discount_next(game: Game, source: Pending, action: Action) -> bool:
    if action.target is None:
        return False
    amount = amount_of(game, source, action)
    _discount(game, source, Discount(action.target, amount, once=True))
    return True


def _stop_blockers(game: Game, source: Pending, action: Action) -> bool:
    if action.target is None:
        return False
    until = UNTIL_BATTLE_ENDS if action.duration == Duration.BATTLE else game.turn
    if len(game.bans) < MOST_BANS:
        game.bans.append(BlockBan(source.owner, action.target, until))
    return True


def _damage(game: Game, source: Pending, action: Action) -> bool:
    for seat in _players(source, action):
        player = game.players[seat]
        for _ in range(amount_of(game, source, action)):
            if player.life:
                lose_life(game, player, banish=False)
            else:
                game.losers |= 1 << seat
    return True


def _reshuffle(game: Game, source: Pending, action: Action) -> bool:
    for seat in _players(source, action):
        reshuffle_hand(game, game.players[seat])
    return True


_SPECIAL: dict[ActionKind, Callable[[Game, Pending, Action], bool]] = {
    ActionKind.DRAW: _draw,
    ActionKind.ADD_DON: _add_don,
    ActionKind.RETURN_DON: _return_don,
    ActionKind.DISCOUNT_NEXT: _discount_next,
    ActionKind.STOP_BLOCKERS: _stop_blockers,
    ActionKind.DAMAGE: _damage,
    ActionKind.RESHUFFLE_HAND: _reshuffle,
    ActionKind.PEEK_LIFE: peek_life,
    ActionKind.TURN_LIFE: turn_life,
}

__all__ = ["act", "judge_decks", "last_turn", "perform"]
