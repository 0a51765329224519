"""The reference engine: the One Piece Card Game as the rule book tells it, in plain Python.

It exists to be read and to be right: the compiled engine must play the very same games. Rule
numbers are those of the official comprehensive rules, version 1.1. Where they are silent or
allow a choice of order, ``README.md`` of this room says what was chosen.
"""

from __future__ import annotations

from tcb_analytics.simulator.effects.ir import Ability
from tcb_analytics.simulator.effects.kinds import Forbid, Keyword, Place, Timing
from tcb_analytics.simulator.playing_card import EVENT, Match
from tcb_analytics.simulator.randomness import stream_start
from tcb_analytics.simulator.rulebook.abilities import resolve_queue, set_off, wait_for_delayed
from tcb_analytics.simulator.rulebook.decisions import (
    Attack,
    keeps_hand,
    next_ability,
    next_attack,
    next_blocker,
    next_counter,
    next_play,
)
from tcb_analytics.simulator.rulebook.fingerprint import fingerprint
from tcb_analytics.simulator.rulebook.looking import shuffle
from tcb_analytics.simulator.rulebook.moving import (
    add_don,
    announce,
    announce_owner,
    draw,
    enter_field,
    give_don,
    ko,
    lose_life,
    may_leave,
    rest,
)
from tcb_analytics.simulator.rulebook.reading import (
    Candidate,
    forbidden,
    hand_cost,
    has,
    on_field,
    passes,
    power,
)
from tcb_analytics.simulator.rulebook.state import (
    UNTIL_BATTLE_ENDS,
    Battle,
    Game,
    LifeCard,
    Pending,
    Player,
    Subject,
    Unit,
)

_NOTHING = Ability(Timing.STATIC)

HAND = 5
"""Cards of the opening hand (5-2-1-6)."""
DON_A_TURN = 2
"""DON!! that the DON!! phase brings (6-4-1)."""
MOST_TURNS = 200
"""Turns after which a game is called a draw, as an endless loop is (11-1)."""


def play_game(match: Match, seed: int, number: int, *, trace: bool = False) -> Game:
    """Play one game to its end.

    Args:
        match: Decks and pilots; seat 0 goes first in even games, seat 1 in odd ones.
        seed: Seed of the call, unsigned 64 bits.
        number: Number of the game.
        trace: Whether the state is fingerprinted after every step.
    """
    game = prepare(match, first=number & 1, random=stream_start(seed, number), trace=trace)
    while not game.over:
        take_turn(game)
    return game


def new_game(match: Match, first: int = 0, random: int = 0) -> Game:
    """A table with both leaders and nothing else."""
    players = tuple(
        Player(seat, Unit(seat, 0, match.leaders[seat], match.cards[match.leaders[seat]]))
        for seat in (0, 1)
    )
    return Game(match, (players[0], players[1]), first, random)


def prepare(match: Match, first: int, random: int, *, trace: bool = False) -> Game:
    """Prepare a game (5-2): shuffle, draw five, redraw once, place Life."""
    game = new_game(match, first, random)
    game.trace = [] if trace else None
    order = (game.players[first], game.players[1 - first])
    for player in order:
        player.deck = list(match.decks[player.seat])
        shuffle(game, player.deck)
        draw(game, player, HAND)
    for player in order:
        if not keeps_hand(game, player):
            player.deck += player.hand
            player.hand.clear()
            shuffle(game, player.deck)
            draw(game, player, HAND)
    game.seen = {number for player in order for number in player.hand}
    game.opening = set(game.seen)
    for player in order:
        for _ in range(player.leader.card.card.life or 0):
            player.life.insert(0, LifeCard(player.deck.pop(0)))
    step(game)
    return game


def step(game: Game) -> None:
    """Note the state after a step, where a trace is kept; the last state once."""
    if game.trace is not None and not game.closed:
        game.trace.append(fingerprint(game))
        game.closed = game.over


def take_turn(game: Game) -> None:
    """One turn: refresh, draw, DON!!, main and end phase (6-1)."""
    game.turn += 1
    game.active = (game.first + game.turn - 1) & 1
    game.played = game.resolved = 0
    for phase in (refresh_phase, draw_phase, don_phase, main_phase, end_phase):
        phase(game)
        step(game)
        if game.over:
            return


def refresh_phase(game: Game) -> None:
    """Given DON!! returns; everything rested becomes active (6-2)."""
    player = game.turn_player
    for unit in list(player.field()):
        set_off(game, unit, Timing.START_OF_YOUR_TURN)
    resolve_queue(game)
    if game.over:
        return
    for unit in player.field():
        player.don_active += unit.don
        unit.don = 0
    for unit in player.field():
        if unit.rested and not forbidden(game, unit) & Forbid.STAND:
            unit.rested = False
    player.don_active += player.don_rested
    player.don_rested = 0


def draw_phase(game: Game) -> None:
    """Draw a card; the first player's first turn brings none (6-3)."""
    if game.turn > 1:
        draw(game, game.turn_player, 1)


def don_phase(game: Game) -> None:
    """Two DON!! from the DON!! deck, one in the first player's first turn (6-4)."""
    add_don(game.turn_player, DON_A_TURN if game.turn > 1 else 1, rested=False)


def main_phase(game: Game) -> None:
    """Cards and abilities first, then attacks, then what is left to be played (6-5)."""
    play_cards(game)
    while not game.over:
        attack = next_attack(game, game.turn_player)
        if attack is None:
            break
        battle(game, attack)
    if not game.over:
        play_cards(game)


def play_cards(game: Game) -> None:
    """Use abilities and play cards as long as the pilot wants to (6-5-3, 6-5-4)."""
    player = game.turn_player
    while not game.over:
        ability = next_ability(game, player)
        if ability is not None:
            game.wait(ability)
            resolve_queue(game)
            step(game)
            continue
        position = next_play(game, player)
        if position is None:
            return
        play_card(game, player, position)
        step(game)


def play_card(game: Game, player: Player, position: int) -> None:
    """Pay for a card in hand and play it (6-5-3-1, 8-4-2)."""
    pay_for(game, player, position)
    number = player.hand.pop(position)
    game.played += 1
    if game.card(number).kind == EVENT:
        use_event(game, player, number, Timing.MAIN)
    else:
        enter_field(game, player.seat, number, rested=False)
    resolve_queue(game)


def pay_for(game: Game, player: Player, position: int) -> None:
    """Rest as many active DON!! as a card in hand costs (2-7)."""
    number = player.hand[position]
    price = hand_cost(game, player.seat, number)
    player.don_active -= price
    player.don_rested += price
    here = Candidate(player.seat, Place.HAND, position, number)
    player.discounts = [
        each
        for each in player.discounts
        if not each.once
        or not passes(game, Pending(_NOTHING, player.seat, number), each.target, here)
    ]


def use_event(game: Game, player: Player, number: int, timing: Timing) -> None:
    """Trash an event and queue what it does (8-4-2)."""
    player.trash.append(number)
    for ability in game.card(number).abilities:
        if ability.timing == timing:
            game.wait(Pending(ability, player.seat, number))
    announce_owner(game, Timing.WHEN_EVENT_USED, player.seat)


def battle(game: Game, attack: Attack) -> None:
    """A battle: attack, block, counter and damage step (7-1)."""
    game.battle = Battle(attack.attacker, attack.target)
    if attack.don:
        give_don(game, attack.attacker, attack.don, rested=0, active=attack.don)
        resolve_queue(game)
    for part in (attack_step, block_step, counter_step, damage_step):
        if still_on(game):
            part(game, game.battle)
    step(game)
    end_of_battle(game)


def still_on(game: Game) -> bool:
    """Whether the battle goes on: nobody has lost, both cards are there (7-1-1-4)."""
    fight = game.battle
    if game.over or fight is None:
        return False
    return game.in_play(fight.attacker) and game.in_play(fight.target)


def attack_step(game: Game, fight: Battle) -> None:
    """Rest the attacker; abilities of attacker, then of the defender's cards (7-1-1)."""
    attacker, target = fight.attacker, fight.target
    rest(game, attacker)
    set_off(game, attacker, Timing.WHEN_ATTACKING, Subject(target.owner, target.number, target))
    about = Subject(attacker.owner, attacker.number, attacker)
    for unit in game.players[1 - game.active].field():
        set_off(game, unit, Timing.ON_OPPONENT_ATTACK, about)
    resolve_queue(game)


def block_step(game: Game, fight: Battle) -> None:
    """The defender may change the target to a blocker, once (7-1-2)."""
    defender = game.players[1 - game.active]
    blocker = next_blocker(game, defender, fight)
    if blocker is None:
        return
    fight.target = blocker
    rest(game, blocker)
    set_off(game, blocker, Timing.ON_BLOCK)
    announce_owner(game, Timing.WHEN_BLOCKER_USED, defender.seat)
    resolve_queue(game)


def counter_step(game: Game, fight: Battle) -> None:
    """The defender uses counters and counter events (7-1-3)."""
    defender = game.players[1 - game.active]
    spent = 0
    while still_on(game):
        position = next_counter(game, defender, fight, spent)
        if position is None:
            return
        spent += 1
        number = defender.hand[position]
        card = game.card(number)
        if card.kind == EVENT:
            pay_for(game, defender, position)
            defender.hand.pop(position)
            use_event(game, defender, number, Timing.COUNTER)
            resolve_queue(game)
        else:
            defender.hand.pop(position)
            defender.trash.append(number)
            fight.target.battle += card.counter
        step(game)


def damage_step(game: Game, fight: Battle) -> None:
    """The attacker wins with at least the target's power (7-1-4)."""
    attacker, target = fight.attacker, fight.target
    if power(game, attacker) < power(game, target):
        return
    if target.space == 0:
        damage_leader(game, attacker)
    elif may_leave(game, target, attacker.owner, knocked_out=True, battle=True):
        ko(game, target)
        set_off(game, attacker, Timing.WHEN_BATTLE_KO)
    resolve_queue(game)


def damage_leader(game: Game, attacker: Unit) -> None:
    """Damage to the leader (7-1-4-1-1): at no Life the game is lost, whatever the damage."""
    defender = game.players[1 - attacker.owner]
    if not defender.life:
        game.losers |= 1 << defender.seat
        return
    damage = 2 if has(game, attacker, Keyword.DOUBLE_ATTACK) else 1
    banish = has(game, attacker, Keyword.BANISH)
    announce(game, Timing.WHEN_DAMAGE, on_field(attacker))
    for _ in range(damage):
        if defender.life and not game.over:
            lose_life(game, defender, banish=banish)
            resolve_queue(game)


def end_of_battle(game: Game) -> None:
    """What lasts a battle wears off (7-1-5)."""
    game.battle = None
    for player in game.players:
        for unit in player.fighters():
            unit.battle = 0
    wear_off(game, UNTIL_BATTLE_ENDS)


def end_phase(game: Game) -> None:
    """Abilities at the end of the turn, then what lasts a turn wears off (6-6)."""
    for unit in list(game.turn_player.field()):
        set_off(game, unit, Timing.END_OF_YOUR_TURN)
    for unit in list(game.players[1 - game.active].field()):
        set_off(game, unit, Timing.END_OF_OPPONENT_TURN)
    resolve_queue(game)
    wait_for_delayed(game)
    resolve_queue(game)
    if game.over:
        return
    wear_off(game, game.turn)
    for player in game.players:
        player.discounts.clear()
        for unit in player.field():
            unit.used = 0
    if game.turn >= MOST_TURNS:
        game.losers = 3


def wear_off(game: Game, until: int) -> None:
    """End the changes that last no longer than a turn of the game."""
    for player in game.players:
        for unit in player.field():
            if unit.changes:
                unit.changes = [each for each in unit.changes if not _ends(each.until, until)]
    game.bans = [ban for ban in game.bans if not _ends(ban.until, until)]


def _ends(last: int, until: int) -> bool:
    if until == UNTIL_BATTLE_ENDS:
        return last == UNTIL_BATTLE_ENDS
    return last <= until
