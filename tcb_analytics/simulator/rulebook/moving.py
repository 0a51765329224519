"""Moving cards and DON!! between areas, and what such moves set off.

Every move keeps the rules that hold for all of them: given DON!! of a card that leaves
returns to the cost area rested (6-5-5-4), a leader never leaves (3-6-3), a player whose deck
is empty has lost (9-2-1-2). Leaves out why a card moves.
"""

from __future__ import annotations

from tcb_analytics.simulator.effects.ir import Ability
from tcb_analytics.simulator.effects.kinds import Forbid, Owner, Place, Timing
from tcb_analytics.simulator.playing_card import CHARACTER, STAGE
from tcb_analytics.simulator.rulebook.choices import payable, subject_fits, wants
from tcb_analytics.simulator.rulebook.reading import (
    Candidate,
    all_hold,
    forbidden,
    on_field,
    seats,
)
from tcb_analytics.simulator.rulebook.state import (
    CHARACTERS,
    DON_DECK,
    Game,
    LifeCard,
    Pending,
    Player,
    Subject,
    Unit,
)


def judge_decks(game: Game, player: Player) -> None:
    """A player without cards in the deck loses (9-2-1-2)."""
    if not player.deck:
        game.losers |= 1 << player.seat


def hold(game: Game, player: Player, number: int) -> None:
    """Add a card to the hand."""
    player.hand.append(number)
    game.seen.add(number)


def draw(game: Game, player: Player, cards: int) -> None:
    """Draw cards, one by one (4-5); the last card drawn loses the game."""
    for _ in range(cards):
        if player.deck:
            hold(game, player, player.deck.pop(0))
            judge_decks(game, player)


def take(game: Game, here: Candidate) -> None:
    """Take a card out of its area."""
    player = game.players[here.owner]
    if here.unit is not None:
        leave_field(game, here.unit)
    elif here.place == Place.HAND:
        del player.hand[here.position]
    elif here.place == Place.TRASH:
        del player.trash[here.position]
    elif here.place == Place.LIFE:
        del player.life[here.position]
        announce_owner(game, Timing.WHEN_LIFE_LOWERED, here.owner)
    elif here.place == Place.DECK:
        del player.deck[here.position]
        judge_decks(game, player)


def leave_field(game: Game, unit: Unit) -> None:
    """Take a character or stage off the field; its DON!! goes to the cost area, rested."""
    player = game.players[unit.owner]
    player.don_rested += unit.don
    unit.don = 0
    if unit.space == CHARACTERS + 1:
        player.stage = None
    else:
        player.characters[unit.space - 1] = None


def ko(game: Game, unit: Unit) -> None:
    """K.O. a character (10-2-1): to the trash, and [On K.O.] works."""
    here = on_field(unit)
    for ability in unit.card.abilities:
        if ability.timing == Timing.ON_KO and not unit.negated and unit.don >= ability.don:
            source = Pending(ability, unit.owner, unit.number, unit, judged=True)
            if all_hold(game, source, ability.conditions):
                game.wait(source)
    announce(game, Timing.WHEN_KOED, here)
    trash_unit(game, unit)


def trash_unit(game: Game, unit: Unit) -> None:
    """Put a card from the field into the trash."""
    announce(game, Timing.WHEN_TRASHED, on_field(unit))
    leave_field(game, unit)
    game.players[unit.owner].trash.append(unit.number)


def enter_field(game: Game, seat: int, number: int, *, rested: bool) -> Unit | None:
    """Put a card from outside into its area; what stood there makes room (3-7-6-1, 3-8-5-1)."""
    player, card = game.players[seat], game.card(number)
    if card.kind == CHARACTER:
        if None not in player.characters:
            trash_unit(game, weakest(game, player))
        space = player.characters.index(None) + 1
    elif card.kind == STAGE:
        if player.stage is not None:
            trash_unit(game, player.stage)
        space = CHARACTERS + 1
    else:
        return None
    unit = Unit(seat, space, number, card, entered=game.turn, rested=rested)
    if card.kind == STAGE:
        player.stage = unit
    else:
        player.characters[space - 1] = unit
    for ability in card.abilities:
        if ability.timing == Timing.ON_PLAY:
            game.wait(Pending(ability, seat, number, unit))
    announce(game, Timing.WHEN_PLAYED, on_field(unit))
    return unit


def weakest(game: Game, player: Player) -> Unit:
    """The character that is worth least to its owner."""
    worths = game.match.worths[player.seat]
    return min(player.fighters_behind_leader(), key=lambda unit: worths[unit.number])


def rest(game: Game, unit: Unit) -> None:
    """Rest a card, and let those know that wait for it."""
    unit.rested = True
    announce(game, Timing.WHEN_RESTED, on_field(unit))


def give_don(game: Game, unit: Unit, amount: int, *, rested: int, active: int) -> int:
    """Give DON!! of the cost area to a card: at most so many rested and active ones."""
    player = game.players[unit.owner]
    from_rested = min(amount, rested, player.don_rested)
    from_active = min(amount - from_rested, active, player.don_active)
    player.don_rested -= from_rested
    player.don_active -= from_active
    unit.don += from_rested + from_active
    if from_rested + from_active:
        announce(game, Timing.WHEN_DON_GIVEN, on_field(unit))
    return from_rested + from_active


def return_don(game: Game, player: Player, amount: int, places: Place) -> int:
    """Return DON!! to the DON!! deck: rested ones first, then active, then given."""
    left = amount
    if places & Place.DON_RESTED:
        taken = min(left, player.don_rested)
        player.don_rested -= taken
        left -= taken
    if places & Place.DON_ACTIVE:
        taken = min(left, player.don_active)
        player.don_active -= taken
        left -= taken
    if places & Place.DON_GIVEN:
        for unit in player.fighters():
            taken = min(left, unit.don)
            unit.don -= taken
            left -= taken
    player.don_deck += amount - left
    if left < amount:
        announce_owner(game, Timing.WHEN_DON_RETURNED, player.seat)
    return amount - left


def add_don(player: Player, amount: int, *, rested: bool) -> int:
    """Put DON!! from the DON!! deck into the cost area (6-4)."""
    added = min(amount, player.don_deck, DON_DECK)
    player.don_deck -= added
    if rested:
        player.don_rested += added
    else:
        player.don_active += added
    return added


def lose_life(game: Game, player: Player, *, banish: bool) -> None:
    """One damage to a leader that has Life (7-1-4-1-1-2, 10-1-3): hand, trigger or trash."""
    life = player.life.pop(0)
    announce_owner(game, Timing.WHEN_LIFE_LOWERED, player.seat)
    if banish:
        player.trash.append(life.number)
        return
    for ability in game.card(life.number).abilities:
        if ability.timing != Timing.TRIGGER:
            continue
        source = Pending(ability, player.seat, life.number, loose=True, accepted=True)
        usable = all_hold(game, source, ability.conditions) and payable(game, source, ability)
        if usable and wants(game, source, ability):
            game.wait(source)
            return
    hold(game, player, life.number)


def add_life(player: Player, number: int, *, face_up: bool, bottom: bool) -> None:
    """Add a card to the Life area."""
    position = len(player.life) if bottom else 0
    player.life.insert(position, LifeCard(number, face_up))


def announce(game: Game, timing: Timing, here: Candidate) -> None:
    """Queue the abilities that an event about a card on the field sets off (8-1-3-1)."""
    if not game.match.timings >> timing & 1:
        return
    subject = Subject(here.owner, here.number, here.unit)
    for seat in (game.active, 1 - game.active):
        for unit in game.players[seat].field():
            for ability in unit.card.abilities:
                if ability.timing == timing and not unit.negated:
                    source = Pending(ability, seat, unit.number, unit, subject)
                    if subject_fits(game, source, ability.subject, here):
                        game.wait(source)


def announce_owner(game: Game, timing: Timing, owner: int) -> None:
    """Queue the abilities that an event about a player sets off."""
    if not game.match.timings >> timing & 1:
        return
    for seat in (game.active, 1 - game.active):
        for unit in game.players[seat].field():
            for ability in unit.card.abilities:
                if ability.timing == timing and not unit.negated:
                    source = Pending(ability, seat, unit.number, unit)
                    of = ability.subject.owner if ability.subject else Owner.YOU
                    if owner in seats(source, of):
                        game.wait(source)


def may_leave(game: Game, unit: Unit, by: int, *, knocked_out: bool, battle: bool = False) -> bool:
    """Whether a card leaves the field, or is protected or replaced (8-1-3-4).

    Args:
        game: The game.
        unit: The card that would leave.
        by: Seat whose effect, or attack, removes it.
        knocked_out: Whether it is K.O.'d.
        battle: Whether it lost a battle.
    """
    if unit.space == 0:
        return False
    bans, foe = forbidden(game, unit), by != unit.owner
    if battle:
        stays = int(bans & Forbid.BATTLE_KO)
    else:
        stays = int(bans & Forbid.EFFECT_KO) if knocked_out else 0
        if foe:
            stays |= bans & Forbid.OPPONENT_REMOVAL
            stays |= bans & Forbid.OPPONENT_KO if knocked_out else 0
    if stays:
        return False
    if knocked_out and _replaced(game, unit, Timing.INSTEAD_OF_KO):
        return False
    if not foe or battle:
        return True
    if knocked_out and _replaced(game, unit, Timing.INSTEAD_OF_EFFECT_KO):
        return False
    return not _replaced(game, unit, Timing.INSTEAD_OF_REMOVAL)


def _replaced(game: Game, unit: Unit, timing: Timing) -> bool:
    """Whether an ability steps in; it is put first in the queue, already accepted."""
    if not game.match.timings >> timing & 1:
        return False
    here = on_field(unit)
    for seat in (game.active, 1 - game.active):
        for holder in game.players[seat].field():
            for ability in holder.card.abilities:
                if ability.timing != timing or not may_use(holder, ability):
                    continue
                source = Pending(
                    ability, seat, holder.number, holder, Subject(unit.owner, unit.number, unit)
                )
                source.accepted = True
                waiting = any(p.ability is ability and p.unit is holder for p in game.queue)
                if (
                    not waiting
                    and subject_fits(game, source, ability.subject, here)
                    and all_hold(game, source, ability.conditions)
                    and payable(game, source, ability)
                ):
                    game.wait(source, first=True)
                    return True
    return False


def may_use(unit: Unit, ability: Ability) -> bool:
    """Whether a unit's ability works: not negated, enough DON!!, not used up this turn."""
    used = ability.once_per_turn and unit.used >> group_bit(ability.group) & 1
    return not unit.negated and unit.don >= ability.don and not used


def group_bit(group: int) -> int:
    """Bit of ``Unit.used`` for a group of abilities that are used once a turn."""
    return group & 7
