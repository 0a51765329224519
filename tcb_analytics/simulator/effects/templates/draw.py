"""Drawing cards, discarding them, and trashing cards from the top of a deck."""

from __future__ import annotations

import re
from dataclasses import replace

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Owner, Pick, Place
from tcb_analytics.simulator.effects.nouns import read_noun
from tcb_analytics.simulator.effects.templates.base import Actions, everything, template


def _draw(match: re.Match[str]) -> Actions:
    return (Action(ActionKind.DRAW, amount=int(match["n"])),)


def _draw_one(_: re.Match[str]) -> Actions:
    return (Action(ActionKind.DRAW, amount=1),)


def _draw_them(match: re.Match[str]) -> Actions:
    target = everything(Owner.OPPONENT, Place.DECK)
    return (Action(ActionKind.DRAW, target=target, amount=int(match["n"])),)


def _discard(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"] + " from your hand")
    return (Action(ActionKind.TRASH, target=target),) if target else None


def _reveal(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"] + " from your hand")
    return (Action(ActionKind.REVEAL, target=target),) if target else None


def _they_discard(match: re.Match[str]) -> Actions:
    target = Target(
        owner=Owner.OPPONENT, places=Place.HAND, count=int(match["n"]), chooser=Owner.OPPONENT
    )
    return (Action(ActionKind.TRASH, target=target),)


def _they_bury(match: re.Match[str]) -> Actions:
    return (replace(_they_discard(match)[0], kind=ActionKind.TO_DECK_BOTTOM),)


def _mill(match: re.Match[str]) -> Actions:
    target = Target(places=Place.DECK, pick=Pick.TOP, count=int(match["n"]))
    if "opponent" in match[0]:
        target = replace(target, owner=Owner.OPPONENT)
    return (Action(ActionKind.TRASH, target=replace(target, up_to="up to" in match[0])),)


def _from_their_hand(match: re.Match[str]) -> Actions:
    """Cards of a hand that its owner does not choose, unseen."""
    target = Target(owner=Owner.OPPONENT, places=Place.HAND, count=int(match["n"]))
    return (Action(ActionKind.TRASH, target=target),)


def _reshuffle(_: re.Match[str]) -> Actions:
    return (Action(ActionKind.RESHUFFLE_HAND, target=everything(Owner.YOU, Place.HAND)),)


TEMPLATES = (
    template("trash <n> cards? from your opponent's hand", _from_their_hand),
    template(
        "return all cards in your hand to your deck and shuffle your deck. Then, draw cards equal "
        "to the number you returned to your deck",
        _reshuffle,
    ),
    template("draw <n> cards?", _draw),
    template("draw a card", _draw_one),
    template("your opponent draws <n> cards?", _draw_them),
    template("trash <noun> from your hand", _discard),
    template("reveal <noun> from your hand", _reveal),
    template("your opponent trashes <n> cards? from their hand", _they_discard),
    template(
        "your opponent chooses <n> cards? from their hand and trashes (?:it|them)", _they_discard
    ),
    template(
        "(?:your opponent|they) places? <n> cards? from their hand at the bottom of their deck"
        "(?: in any order)?",
        _they_bury,
    ),
    template("trash <n> cards? from the top of <whose> deck", _mill),
)
