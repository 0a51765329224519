"""What an effect does: the kinds of actions, each with its rule.

Costs are actions too (see ``ir.Ability``). Leaves out targets and timings (``kinds``).
"""

from __future__ import annotations

from enum import IntEnum


class ActionKind(IntEnum):
    """One change of the game. ``target``, ``amount``... are fields of ``ir.Action``."""

    DRAW = 0
    """The player of ``target.owner`` (you where there is no target) draws ``amount`` cards."""
    KO = 1
    """K.O. the target's cards (to their owners' trash; ON_KO and replacements apply)."""
    TRASH = 2
    """The target's cards go to their owners' trash: from field (no K.O.), hand, Life or deck
    (Pick.TOP). Given DON!! return to the cost area rested, as whenever a card leaves."""
    TO_HAND = 3
    """The target's cards go to their owners' hands (from field, trash, Life; no trigger)."""
    TO_DECK_BOTTOM = 4
    """The target's cards go under their owners' decks; several: in the order chosen."""
    TO_DECK_TOP = 5
    """The target's cards go on top of their owners' decks."""
    TO_LIFE = 6
    """The target's cards go on top of their owners' Life (from hand, trash, field, or
    Place.DECK with Pick.TOP). ``flag``: they lie face-up."""
    TO_LIFE_BOTTOM = 7
    """Likewise at the bottom of their owners' Life."""
    PLAY = 8
    """You play the target's cards (from hand, trash, deck, Life or, Pick.THIS in TRIGGER, the
    source) without paying; ON_PLAY works. ``flag``: they arrive rested. With five Characters
    on your field one of them is trashed first, of your choice."""
    REST = 9
    """The target's cards become rested. Candidates are active cards only (a rested card cannot
    be rested: as a cost, "rest this Character" needs it active); with DON
    places: ``target.count`` DON!! in the cost area are rested (owner by ``target.owner``)."""
    STAND = 10
    """The target's cards become active (rested cards are the candidates); with place
    DON_RESTED: ``target.count`` rested DON!! of the cost area, as many as possible."""
    ADD_DON = 11
    """Put ``amount`` DON!! from the DON!! deck, or as many as it holds, into your cost area,
    active; ``flag``: rested. ("Up to" is taken as the most: engines need not ask.)"""
    RETURN_DON = 12
    """The player of ``target.owner`` returns ``amount`` DON!! from their field to their DON!!
    deck (``target.places`` says from where; that player chooses which)."""
    GIVE_DON = 13
    """Up to ``amount`` DON!! of the cost area of the player who owns the receiving card, from
    ``source_places`` (DON_RESTED, or DON_ACTIVE, or both), are given to each card of the
    target. With Pick.CHOOSE the choice is among the candidates."""
    POWER = 14
    """The target's cards get ``amount`` power (may be negative) for ``duration``."""
    COST = 15
    """The target's cards get ``amount`` cost for ``duration``; never below 0 when read. With
    place HAND: cards in hand cost that much less (or more) to play."""
    SET_POWER = 16
    """The base power of the target's cards becomes ``amount`` for ``duration``."""
    KEYWORDS = 17
    """The target's cards gain the keywords of the mask ``amount`` (Keyword) for ``duration``."""
    FORBID = 18
    """The target's cards fall under the mask ``amount`` (Forbid) for ``duration``."""
    NEGATE = 19
    """The effects of the target's cards (abilities and printed keywords) do not work for
    ``duration``; power and cost changes already given stay."""
    SEARCH = 20
    """Look at ``amount`` cards from the top of your deck; choose among them by ``target`` (places
    DECK; ``count``, ``up_to``, filters) and put the chosen ones into ``destination``
    (HAND, CHARACTERS: play them as PLAY does, LIFE: on top; ``flag``: rested or face-up; NONE:
    nothing is taken). The others go where ``rest`` says."""
    PEEK_LIFE = 21
    """Look at the top card of the Life of a player (``target.owner``; EITHER: you choose whose)
    and put it on the top or at the bottom. With ``target.count`` greater than 1: look at all
    Life cards and put them back in any order (you choose it)."""
    TURN_LIFE = 22
    """Turn ``target.count`` cards of Life face-up (``flag``) or face-down (no ``flag``), from
    the top, counting only cards that lie the other way. Face-up cards change nothing else."""
    REVEAL = 23
    """Show the target's cards; nothing moves. As a cost it demands that they be there."""
    DISCOUNT_NEXT = 24
    """The next card that the target's filters admit and that you play from hand during this
    turn costs ``amount`` less (never below 0); used up by it."""
    STOP_BLOCKERS = 25
    """No card of your opponent that ``target`` admits can activate [Blocker] for ``duration``:
    judged when they would block, not now."""
    RESHUFFLE_HAND = 26
    """The player of ``target.owner`` shuffles the hand into the deck and draws as many."""
    DAMAGE = 27
    """``amount`` damage to the Leader of the player of ``target.owner``, as an attack deals it
    (triggers, loss at 0 Life)."""
