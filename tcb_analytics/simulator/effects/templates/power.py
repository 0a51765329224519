"""Changes of power and cost, and base power set to a number."""

from __future__ import annotations

import re

from tcb_analytics.simulator.effects.actions import ActionKind
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
    return on_each(match["noun"].replace("'s base power and ", " and "), action)


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
    if re.search(r"different|trashed|returned|revealed|selected|chosen", text):
        return None
    target = read_noun("all of your " + re.sub(r"^of your ", "", text))
    return target if on_field(target) else None


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
    template("give this card in your hand <sign><n> cost", _in_hand),
)
