"""DON!! cards: adding them, returning them, giving them to cards."""

from __future__ import annotations

import re

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Owner, Place
from tcb_analytics.simulator.effects.nouns import read_noun
from tcb_analytics.simulator.effects.templates.base import (
    Actions,
    everything,
    on_field,
    template,
)


def _add(match: re.Match[str]) -> Actions:
    rested = match["state"].startswith("rest")
    return (Action(ActionKind.ADD_DON, amount=int(match["n"]), flag=rested),)


def _return(match: re.Match[str]) -> Actions:
    return (_returned(Owner.YOU, int(match["n"]), Place.DON),)


def _return_active(match: re.Match[str]) -> Actions:
    return (_returned(Owner.YOU, int(match["n"]), Place.DON_ACTIVE),)


def _they_return(match: re.Match[str]) -> Actions:
    places = Place.DON_ACTIVE if match["active"] else Place.DON
    return (_returned(Owner.OPPONENT, int(match["n"]), places),)


def _returned(owner: Owner, amount: int, places: Place) -> Action:
    return Action(ActionKind.RETURN_DON, target=everything(owner, places), amount=amount)


def _give(match: re.Match[str]) -> Actions | None:
    phrase = match["noun"]
    if mixed := re.fullmatch(r"your (.*)Leader or 1 of your (.*)Characters", phrase):
        if mixed[1]:
            return None
        if mixed[2]:
            return None
        target: Target | None = Target(places=Place.LEADER | Place.CHARACTERS)
    elif phrase == "the owner's Leader or 1 of their Characters":
        target = Target(owner=Owner.EITHER, places=Place.LEADER | Place.CHARACTERS)
        return (Action(ActionKind.GIVE_DON, target=target, amount=int(match["n"])),)
    else:
        target = read_noun(phrase)
    if target is None or not on_field(target) or target.owner is not Owner.YOU:
        return None
    places = Place.DON_ACTIVE if match["state"] == "active" else Place.DON_RESTED
    return (
        Action(ActionKind.GIVE_DON, target=target, amount=int(match["n"]), source_places=places),
    )


def _give_each(match: re.Match[str]) -> Actions | None:
    """DON!! given to each of some own cards, the Leader first."""
    amount, actions = int(match["n"]), []
    for phrase in match["noun"].split(" and "):
        whole = re.sub(r"^1 Character$", "1 of your Characters", phrase)
        target = read_noun(re.sub(r"^this Leader$", "your Leader", whole))
        if target is None or not on_field(target) or target.owner is not Owner.YOU:
            return None
        actions.append(Action(ActionKind.GIVE_DON, target=target, amount=amount))
    return tuple(actions)


def _give_to(match: re.Match[str]) -> Actions | None:
    phrase = match["noun"].replace("this Leader or", "your Leader or")
    return TO_EITHER.read(f"give up to {match['n']} rested DON!! cards to {phrase}")


def _give_theirs(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or not on_field(target) or target.owner is not Owner.OPPONENT:
        return None
    anywhere = Place.DON_RESTED | Place.DON_ACTIVE
    places = Place.DON_RESTED if "rested" in match["state"] else anywhere
    amount = int(match["n"])
    return (Action(ActionKind.GIVE_DON, target=target, amount=amount, source_places=places),)


TO_EITHER = template("give up to <n> (?P<state>rested) DON!! cards? to <noun>", _give)
"""Rested DON!! given to one card, or to the Leader or a Character."""

TEMPLATES = (
    template(
        "give (?:up to )?<n> (?P<state>of your opponent's rested DON!! cards?|DON!! cards? from "
        "your opponent's cost area) to <noun>",
        _give_theirs,
    ),
    template(
        "add (?:up to )?<n> (?:additional )?DON!! cards?(?: from your DON!! deck)? and "
        "(?P<state>set (?:it|them) as active|rest (?:it|them))",
        _add,
    ),
    template("DON!! -<n>", _return),
    template("return <n> DON!! cards? from your field to your DON!! deck", _return),
    template("return <n> of your DON!! cards? to your DON!! deck", _return),
    template("return <n> of your active DON!! cards? to your DON!! deck", _return_active),
    template(
        "your opponent returns <n> (?P<active>active )?DON!! cards? from their field to their "
        "DON!! deck",
        _they_return,
    ),
    TO_EITHER,
    template("give <noun> up to <n> rested DON!! cards? each", _give_each),
    template("give <noun> up to <n> rested DON!! cards?", _give_to),
    template("give <n> of your (?P<state>active) DON!! cards? to <noun>", _give),
    template("give <n> (?P<state>active|rested) DON!! cards? to <noun>", _give),
)
