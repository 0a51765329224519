"""Resting cards and DON!!, setting them as active, and keeping them from standing."""

from __future__ import annotations

import re
from dataclasses import replace

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Owner, Pick, Place
from tcb_analytics.simulator.effects.nouns import any_card, read_noun
from tcb_analytics.simulator.effects.templates.base import Actions, on_field, template, whose


def _rest(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or not on_field(target):
        return None
    if not any_card(target):
        return (Action(ActionKind.REST, target=target),)
    if target.count != 1 or target != Target(owner=target.owner, places=Place.FIELD, up_to=True):
        return None
    don = replace(target, places=Place.DON_ACTIVE)
    return (
        Action(ActionKind.REST, target=target, branch=1),
        Action(ActionKind.REST, target=don, branch=2),
    )


def _stand_this_or_don(match: re.Match[str]) -> Actions:
    this = Target(places=Place.FIELD, pick=Pick.THIS)
    don = Target(places=Place.DON_RESTED, count=int(match["n"]), up_to=bool(match["up_to"]))
    return (
        Action(ActionKind.STAND, target=this, branch=1),
        Action(ActionKind.STAND, target=don, branch=2),
    )


def _stand(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or not on_field(target) or any_card(target):
        return None
    return (Action(ActionKind.STAND, target=target, at_end_of_turn=bool(match["end"])),)


def _stand_two(match: re.Match[str]) -> Actions | None:
    first, second = read_noun(match["noun"]), read_noun(match["other"])
    if first is None or second is None or not (on_field(first) and on_field(second)):
        return None
    if any_card(first) or any_card(second):
        return None
    return (Action(ActionKind.STAND, target=first), Action(ActionKind.STAND, target=second))


def _rest_don(match: re.Match[str]) -> Actions:
    target = Target(
        owner=whose(match),
        places=Place.DON_ACTIVE,
        count=int(match["n"]),
        up_to="up to" in match[0],
    )
    return (Action(ActionKind.REST, target=target),)


def _rest_don_sign(match: re.Match[str]) -> Actions:
    count = ord(match["sign"]) - 0x245F
    return (Action(ActionKind.REST, target=Target(places=Place.DON_ACTIVE, count=count)),)


def _stand_don(match: re.Match[str]) -> Actions:
    target = Target(
        owner=Owner.YOU,
        places=Place.DON_RESTED,
        count=int(match["n"]),
        up_to="up to" in match[0],
    )
    return (Action(ActionKind.STAND, target=target, at_end_of_turn=bool(match["end"])),)


_END = "(?P<end> at the end of this turn)?"

TEMPLATES = (
    template("rest (?:up to )?<n> of <whose> (?:active )?DON!! cards?", _rest_don),
    template("(?P<sign>[\u2460-\u2469])", _rest_don_sign),
    template("set (?:up to )?<n> of your (?:rested )?DON!! cards? as active" + _END, _stand_don),
    template(
        "set this Character or (?P<up_to>up to )?<n> of your DON!! cards? as active",
        _stand_this_or_don,
    ),
    template("rest <noun>", _rest),
    template("set <noun> as active" + _END, _stand),
    template("set <noun> and <other> as active", _stand_two),
)
