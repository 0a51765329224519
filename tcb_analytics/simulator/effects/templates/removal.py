"""Cards leaving the field or the trash: K.O., trash, back to hand, under the deck."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Owner, Pick, Place
from tcb_analytics.simulator.effects.nouns import read_noun
from tcb_analytics.simulator.effects.templates.base import Actions, besides, on_field, template


def _from_field(kind: ActionKind) -> Callable[[re.Match[str]], Actions | None]:
    def build(match: re.Match[str]) -> Actions | None:
        target = read_noun(match["noun"])
        return (Action(kind, target=target),) if on_field(target) else None

    return build


def _ko_twice(match: re.Match[str]) -> Actions | None:
    first, second = read_noun(match["noun"]), read_noun(match["other"])
    if not (on_field(first) and on_field(second)):
        return None
    return (Action(ActionKind.KO, target=first), Action(ActionKind.KO, target=second))


def _to_your_hand(match: re.Match[str]) -> Actions | None:
    """Only your own cards return to your hand, whether the text says "your" or not."""
    target = read_noun(match["noun"])
    if target is None or not on_field(target) or target.owner is Owner.OPPONENT:
        return None
    return (Action(ActionKind.TO_HAND, target=replace(target, owner=Owner.YOU)),)


def _each(kind: ActionKind) -> Callable[[re.Match[str]], Actions | None]:
    """One thing done to two nouns on the field, the second named after "and"."""

    def build(match: re.Match[str]) -> Actions | None:
        first, second = read_noun(match["noun"]), read_noun(match["other"])
        if first is None or second is None or not (on_field(first) and on_field(second)):
            return None
        return (Action(kind, target=first), Action(kind, target=besides(first, second)))

    return build


def _bury_own(match: re.Match[str]) -> Actions | None:
    """Your own Characters and Stages under your own deck."""
    target = read_noun(match["noun"])
    if target is None or not on_field(target) or target.owner is not Owner.YOU:
        return None
    return (Action(ActionKind.TO_DECK_BOTTOM, target=target),)


def _they_choose(kind: ActionKind, places: Place) -> Callable[[re.Match[str]], Actions | None]:
    """Cards of the opponent's, of the opponent's choice."""

    def build(match: re.Match[str]) -> Actions | None:
        lead = {Place.TRASH: " from your opponent's trash", Place.CHARACTERS: ""}[places]
        whose = "" if lead else "of your opponent's "
        target = read_noun(f"{match['n']} {whose}{match['noun']}{lead}")
        if target is None or target.places != places or target.owner is not Owner.OPPONENT:
            return None
        return (Action(kind, target=replace(target, chooser=Owner.OPPONENT)),)

    return build


def _to_hand(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or target.places != Place.TRASH or target.owner is not Owner.YOU:
        return None
    return (Action(ActionKind.TO_HAND, target=target),)


def _this_to_hand(_: re.Match[str]) -> Actions:
    target = Target(places=Place.TRASH | Place.LIFE, pick=Pick.THIS)
    return (Action(ActionKind.TO_HAND, target=target),)


def _bury_off_field(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or target.places & Place.FIELD or target.owner is not Owner.YOU:
        return None
    return (Action(ActionKind.TO_DECK_BOTTOM, target=target),)


def _bury_their_trash(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or target.places != Place.TRASH or target.owner is not Owner.OPPONENT:
        return None
    return (Action(ActionKind.TO_DECK_BOTTOM, target=target),)


def _on_deck(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or target.places & Place.FIELD or target.owner is not Owner.YOU:
        return None
    return (Action(ActionKind.TO_DECK_TOP, target=target),)


def _trash_this(_: re.Match[str]) -> Actions:
    return (Action(ActionKind.TRASH, target=replace(_THIS, places=Place.FIELD)),)


_THIS = Target(pick=Pick.THIS)
_ORDER = "(?: in any order)?"

TEMPLATES = (
    template("K.O. <noun>", _from_field(ActionKind.KO)),
    template("K.O. <noun> and <other>", _ko_twice),
    template("trash this (?:Character|Stage|card)", _trash_this),
    template("trash <noun>", _from_field(ActionKind.TRASH)),
    template("trash (?P<noun>this .+) and (?P<other>\\d .+)", _each(ActionKind.TRASH)),
    template("return <noun> to the owner's hand", _from_field(ActionKind.TO_HAND)),
    template("return <noun> to your hand", _to_your_hand),
    template(
        "return <noun> and (?P<other>up to .+) to the owner's hand", _each(ActionKind.TO_HAND)
    ),
    template(
        "place <noun> and (?P<other>up to .+) at the bottom of the owner's deck" + _ORDER,
        _each(ActionKind.TO_DECK_BOTTOM),
    ),
    template(
        "return <noun> to the bottom of the owner's deck" + _ORDER,
        _from_field(ActionKind.TO_DECK_BOTTOM),
    ),
    template("place <noun> at the bottom of your deck" + _ORDER, _bury_own),
    template(
        "your opponent places <n> <noun> from their trash at the bottom of their deck" + _ORDER,
        _they_choose(ActionKind.TO_DECK_BOTTOM, Place.TRASH),
    ),
    template(
        "your opponent returns <n> of their <noun> to the owner's hand",
        _they_choose(ActionKind.TO_HAND, Place.CHARACTERS),
    ),
    template(
        "your opponent places <n> of their <noun> at the bottom of the owner's deck",
        _they_choose(ActionKind.TO_DECK_BOTTOM, Place.CHARACTERS),
    ),
    template("add <noun> to your hand", _to_hand),
    template("add this (?:Character )?card to your hand", _this_to_hand),
    template("add this Character card from your trash to your hand", _this_to_hand),
    template(
        "place <noun> at the bottom of the owner's deck" + _ORDER,
        _from_field(ActionKind.TO_DECK_BOTTOM),
    ),
    template("place <noun> at the bottom of the owner's deck" + _ORDER, _bury_their_trash),
    template("(?:place|return) <noun> (?:at|to) the bottom of your deck" + _ORDER, _bury_off_field),
    template("place <noun> at the top of your deck" + _ORDER, _on_deck),
)
