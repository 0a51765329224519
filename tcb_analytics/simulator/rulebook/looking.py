"""Effects that look at hidden cards: searches, Life, and hands shuffled back.

Leaves out what a seen card is worth (``choices``).
"""

from __future__ import annotations

from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Owner, Place, Rest
from tcb_analytics.simulator.rulebook.choices import below, choose
from tcb_analytics.simulator.rulebook.moving import (
    add_life,
    draw,
    enter_field,
    hold,
    judge_decks,
)
from tcb_analytics.simulator.rulebook.reading import Candidate, amount_of, passes, seats
from tcb_analytics.simulator.rulebook.state import Game, Pending, Player, Subject


def shuffle(game: Game, cards: list[int]) -> None:
    """Shuffle in place (Fisher and Yates, from the last card to the first)."""
    for last in range(len(cards) - 1, 0, -1):
        other = below(game, last + 1)
        cards[last], cards[other] = cards[other], cards[last]


def search(
    game: Game, source: Pending, action: Action, target: Target, acted: list[Subject]
) -> bool:
    """Look at cards from the top of the deck, take some, put the others away (11-3)."""
    player = game.players[source.owner]
    looked = min(amount_of(game, source, action), len(player.deck))
    acted.clear()
    taken = 0
    for _ in range(target.count if action.destination else 0):
        listed = [here for here in _looked_at(player, looked) if passes(game, source, target, here)]
        here = choose(game, source, action, target, listed)
        if here is None:
            break
        del player.deck[here.position]
        looked -= 1
        taken += 1
        unit = None
        if action.destination & Place.HAND:
            hold(game, player, here.number)
        elif action.destination & Place.LIFE:
            add_life(player, here.number, face_up=action.flag, bottom=False)
        else:
            unit = enter_field(game, player.seat, here.number, rested=action.flag)
            if unit is None:
                player.trash.append(here.number)
        acted.append(Subject(player.seat, here.number, unit))
    _put_away(game, source, player, looked, action.rest)
    judge_decks(game, player)
    return taken > 0 if target.up_to else taken >= target.count


def _looked_at(player: Player, looked: int) -> list[Candidate]:
    return [
        Candidate(player.seat, Place.DECK, position, number)
        for position, number in enumerate(player.deck[:looked])
    ]


def _put_away(game: Game, source: Pending, player: Player, looked: int, where: Rest) -> None:
    rest, player.deck = player.deck[:looked], player.deck[looked:]
    if where == Rest.BOTTOM:
        player.deck += rest
    elif where == Rest.TRASH:
        player.trash += rest
    elif where == Rest.SHUFFLE:
        player.deck = rest + player.deck
        shuffle(game, player.deck)
    elif where == Rest.TOP:
        player.deck = rest + player.deck
    else:
        worths = game.match.worths[source.owner]
        total = sum(worths[number] for number in rest)
        keep = [number for number in rest if worths[number] * len(rest) >= total]
        away = [number for number in rest if worths[number] * len(rest) < total]
        player.deck = keep + player.deck + away


def peek_life(game: Game, source: Pending, action: Action) -> bool:
    """Look at Life: a good card on top of one's own, at the bottom of the opponent's.

    A card is good where it is worth more than the player's average card in the match. With
    several cards looked at, the best comes on top of one's own Life, the worst of theirs.
    """
    target = action.target
    owner = target.owner if target else Owner.YOU
    seat = seats(source, owner)[0]
    player = game.players[seat]
    if not player.life:
        return False
    worths = game.match.worths[source.owner]
    mine = seat == source.owner
    if target is not None and target.count > 1:
        player.life.sort(key=lambda life: -worths[life.number] if mine else worths[life.number])
        return True
    deck = game.match.decks[seat]
    good = worths[player.life[0].number] * len(deck) >= sum(worths[card] for card in deck)
    if good != mine:
        player.life.append(player.life.pop(0))
    return True


def turn_life(game: Game, source: Pending, action: Action) -> bool:
    """Turn Life cards face-up or face-down, from the top."""
    target = action.target
    seat = seats(source, target.owner if target else Owner.YOU)[0]
    wanted = target.count if target else 1
    turned = 0
    for life in game.players[seat].life:
        if turned < wanted and life.face_up != action.flag:
            life.face_up = action.flag
            turned += 1
    return turned >= wanted


def reshuffle_hand(game: Game, player: Player) -> None:
    """Shuffle the hand into the deck and draw as many cards."""
    cards = len(player.hand)
    player.deck += player.hand
    player.hand.clear()
    shuffle(game, player.deck)
    draw(game, player, cards)
