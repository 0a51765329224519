"""Changes of power and cost, and base power set to a number."""

from __future__ import annotations

import re

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.filters import CardFilter
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Pick, Place
from tcb_analytics.simulator.effects.nouns import read_noun
from tcb_analytics.simulator.effects.templates.base import (
    Actions,
    lasts,
    on_each,
    on_field,
    template,
)

KINDS = {"power": ActionKind.POWER, "cost": ActionKind.COST}
"""The numbers of a card that effects change."""


def _change(match: re.Match[str]) -> Actions | None:
    amount, kind = int(match["sign"] + match["n"]), KINDS[match["what"]]
    return on_each(match["noun"], Action(kind, amount=amount, duration=lasts(match)))


def _change_both(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or not on_field(target) or target.pick is Pick.CHOOSE:
        return None
    power = Action(ActionKind.POWER, target=target, amount=int(match["n"]), duration=lasts(match))
    cost = Action(ActionKind.COST, target=target, amount=int(match["m"]), duration=lasts(match))
    return (power, cost)


def _set_power(match: re.Match[str]) -> Actions | None:
    action = Action(ActionKind.SET_POWER, amount=int(match["n"]), duration=lasts(match))
    return on_each(re.sub(r"'s? base power and ", " and ", match["noun"]), action)


def _per(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    counted = _counted(match["other"])
    if target is None or counted is None or not on_field(target):
        return None
    return (
        Action(
            KINDS[match["what"]],
            target=target,
            amount=int(match["sign"] + match["n"]),
            duration=lasts(match),
            per=counted,
            per_size=int(match["m"] or 1),
        ),
    )


_COUNTED = {
    "cards? in your hand": Place.HAND,
    "cards? in your trash": Place.TRASH,
    "(?:of your )?Life cards?": Place.LIFE,
    "(?:of your )?rested DON!! cards?": Place.DON_RESTED,
    "DON!! cards? on your field": Place.DON,
}


def _counted(text: str) -> Target | None:
    for pattern, place in _COUNTED.items():
        if re.fullmatch(pattern, text):
            return Target(places=place, pick=Pick.ALL)
    if text == "Events in your trash":
        return Target(places=Place.TRASH, pick=Pick.ALL, what=CardFilter(categories=("Event",)))
    if re.search(r"different|trashed|returned|revealed|selected|chosen", text):
        return None
    target = read_noun("all of your " + re.sub(r"^of your ", "", text))
    return target if on_field(target) else None


def _per_both(match: re.Match[str]) -> Actions | None:
    """Power and cost, or a keyword before, that one count multiplies."""
    counted = _counted(match["other"])
    target = read_noun(match["noun"])
    if target is None or counted is None or not on_field(target) or target.pick is Pick.CHOOSE:
        return None
    size = int(match["m"] or 1)
    changes = (("power", match["n"]), ("cost", match["k"]))
    return tuple(
        Action(KINDS[what], target=target, amount=int(amount), per=counted, per_size=size)
        for what, amount in changes
        if amount
    )


def _hand_of_yours(match: re.Match[str]) -> Actions | None:
    """A discount for cards in hand, while the source is on the field."""
    target = read_noun("all of your " + match["noun"] + " from your hand")
    if target is None or target.pick is not Pick.ALL:
        return None
    return (Action(ActionKind.COST, target=target, amount=-int(match["n"])),)


def _in_hand(match: re.Match[str]) -> Actions:
    target = Target(places=Place.HAND, pick=Pick.THIS)
    return (Action(ActionKind.COST, target=target, amount=int(match["sign"] + match["n"])),)


_GAINS = "gains?(?: an additional)?"

TEMPLATES = (
    template(f"<noun> {_GAINS} <sign><n> (?P<what>power|cost)<for>", _change),
    template("give <noun> <sign><n> (?P<what>power|cost)<for>", _change),
    template(f"<noun> {_GAINS} [+]<n> power and [+]<m> cost<for>", _change_both),
    template("<noun>'s? base power becomes? <n><for>", _set_power),
    template("give <sign><n> (?P<what>power|cost)<for> to <noun>", _change),
    template(
        f"<noun> {_GAINS} <sign><n> (?P<what>power|cost)<for> for (?:every|each)(?: <m>)? <other>",
        _per,
    ),
    template(
        f"<noun> {_GAINS} <sign><n> (?P<what>power|cost) for (?:every|each)(?: <m>)? <other><for>",
        _per,
    ),
    template(
        f"<noun> {_GAINS} [+]<n> power and [+](?P<k>\\d+) cost for (?:every|each) <m> <other>",
        _per_both,
    ),
    template("set the base power of <noun> to <n><for>", _set_power),
    template("give <noun> in your hand -<n> cost", _hand_of_yours),
    template(
        "the cost of playing <noun> from your hand will be reduced by <n>",
        _hand_of_yours,
    ),
    template("give this card in your hand <sign><n> cost", _in_hand),
)
