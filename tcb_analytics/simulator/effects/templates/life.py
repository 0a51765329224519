"""Life: taking cards from it, adding to it, turning and looking at its cards, damage."""

from __future__ import annotations

import re

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Owner, Pick, Place
from tcb_analytics.simulator.effects.nouns import read_noun
from tcb_analytics.simulator.effects.templates.base import (
    Actions,
    everything,
    on_field,
    template,
    whose,
)


def _life(match: re.Match[str]) -> Target:
    """The cards at the end(s) of a Life that a sentence names."""
    return Target(
        owner=whose(match),
        places=Place.LIFE,
        pick=Pick.TOP_OR_BOTTOM if match["end"] == "top or bottom" else Pick.TOP,
        count=int(match["n"]),
        up_to="up to" in match[0],
    )


def _to_hand(match: re.Match[str]) -> Actions | None:
    mine = whose(match) is Owner.YOU
    if mine != (match["hand"] == "your hand"):
        return None
    return (Action(ActionKind.TO_HAND, target=_life(match)),)


def _they_take(match: re.Match[str]) -> Actions:
    target = Target(owner=Owner.OPPONENT, places=Place.LIFE, pick=Pick.TOP, count=int(match["n"]))
    return (Action(ActionKind.TO_HAND, target=target),)


def _trash(match: re.Match[str]) -> Actions:
    return (Action(ActionKind.TRASH, target=_life(match)),)


def _turn(match: re.Match[str]) -> Actions:
    face_up = match["face"] == "face-up"
    return (Action(ActionKind.TURN_LIFE, target=_life(match), flag=face_up),)


def _turn_all(match: re.Match[str]) -> Actions:
    everyone = Target(owner=Owner.YOU, places=Place.LIFE, pick=Pick.TOP, count=99)
    return (Action(ActionKind.TURN_LIFE, target=everyone, flag=match["face"] == "face-up"),)


def _from_deck(match: re.Match[str]) -> Actions:
    deck = Target(
        places=Place.DECK, pick=Pick.TOP, count=int(match["n"]), up_to="up to" in match[0]
    )
    return (Action(ActionKind.TO_LIFE, target=deck),)


def _from_elsewhere(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or (target.owner is not Owner.YOU and not _theirs(match, target)):
        return None
    if match["whose"] == "the owner's" and not on_field(target):
        return None
    if match["whose"] == "your opponent's" and target.owner is not Owner.OPPONENT:
        return None
    return (Action(ActionKind.TO_LIFE, target=target, flag=bool(match["face"])),)


def _shown_onto_life(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or target.places != Place.HAND or target.owner is not Owner.YOU:
        return None
    return (Action(ActionKind.TO_LIFE, target=target),)


def _theirs(match: re.Match[str], target: Target) -> bool:
    return on_field(target) and match["whose"] != "your"


def _peek(match: re.Match[str]) -> Actions:
    target = Target(owner=Owner.EITHER, places=Place.LIFE, up_to="up to" in match[0])
    return (Action(ActionKind.PEEK_LIFE, target=target),)


def _peek_one(match: re.Match[str]) -> Actions:
    target = Target(owner=whose(match), places=Place.LIFE, up_to="up to" in match[0])
    return (Action(ActionKind.PEEK_LIFE, target=target),)


def _arrange(match: re.Match[str]) -> Actions:
    target = Target(owner=whose(match), places=Place.LIFE, count=99)
    return (Action(ActionKind.PEEK_LIFE, target=target),)


def _damage(match: re.Match[str]) -> Actions:
    owner = Owner.YOU if match[0].lower().startswith("you take") else Owner.OPPONENT
    target = everything(owner, Place.LEADER)
    return (Action(ActionKind.DAMAGE, target=target, amount=int(match["n"])),)


_COUNT = r"(?:up to )?<n> cards?"
_TOP = r"from the (?P<end>top or bottom|top) of <whose> Life(?: cards| area)?"
_ONTO = r"to the top of (?P<whose>your opponent's|your|the owner's) Life(?: cards| area)?"
_ENDS = r" and place it (?:back )?at the top or bottom of (?:the|your|their) Life(?: cards)?"

TEMPLATES = (
    template(f"add {_COUNT} {_TOP} to (?P<hand>your hand|the owner's hand)", _to_hand),
    template(
        "your opponent adds <n> cards? from the top of their Life cards to their hand",
        _they_take,
    ),
    template(f"trash {_COUNT} {_TOP}", _trash),
    template(f"turn {_COUNT} {_TOP} (?P<face>face-up|face-down)", _turn),
    template("turn all of your Life cards (?P<face>face-up|face-down)", _turn_all),
    template(
        f"add {_COUNT} from the top of your deck to the top of your Life(?: cards| area)?",
        _from_deck,
    ),
    template(f"add <noun> {_ONTO}(?P<face> face-up)?", _from_elsewhere),
    template("reveal <noun> and add it to the top of your Life cards face-down", _shown_onto_life),
    template(
        "look at (?:up to )?1 card from the top of your or your opponent's Life cards,?" + _ENDS,
        _peek,
    ),
    template("look at (?:up to )?1 card from the top of <whose> Life cards,?" + _ENDS, _peek_one),
    template(
        "look at all of <whose> Life cards and place them back in (?:your|their) Life area "
        "in any order",
        _arrange,
    ),
    template("deal <n> damage to your opponent", _damage),
    template("you take <n> damage", _damage),
)
