"""Resting cards and DON!!, setting them as active, and keeping them from standing."""

from __future__ import annotations

import re
from dataclasses import replace

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Owner, Pick, Place
from tcb_analytics.simulator.effects.nouns import any_card, read_noun
from tcb_analytics.simulator.effects.templates.base import (
    Actions,
    besides,
    on_field,
    template,
    whose,
)


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
    if don := re.fullmatch(r"up to (\d+) of your DON!! cards", match["other"]):
        second = Target(places=Place.DON_RESTED, count=int(don[1]), up_to=True)
    elif not on_field(second) or second is None or any_card(second):
        return None
    if first is None or not on_field(first) or any_card(first):
        return None
    return (Action(ActionKind.STAND, target=first), Action(ActionKind.STAND, target=second))


def _rest_of_field(match: re.Match[str]) -> Actions:
    return (Action(ActionKind.REST, target=Target(places=Place.FIELD, count=int(match["n"]))),)


def _rest_both(match: re.Match[str]) -> Actions | None:
    """Such as: rest 1 of your DON!! cards and this Character."""
    parts = [
        _REST.read(f"rest {part}") or _REST_DON.read(f"rest {part}") for part in match.groups()
    ]
    if not (parts[0] and parts[1]):
        return None
    first, second = parts[0][-1], parts[1][0]
    if first.target and second.target and second.target.places & Place.FIELD:
        second = replace(second, target=besides(first.target, second.target))
    return (*parts[0], second, *parts[1][1:])


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

_REST = template("rest <noun>", _rest)
_REST_DON = template("rest (?:up to )?<n> of <whose> (?:active )?DON!! cards?", _rest_don)

TEMPLATES = (
    _REST_DON,
    template("(?P<sign>[\u2460-\u2469])", _rest_don_sign),
    template("set (?:up to )?<n> of your (?:rested )?DON!! cards? as active" + _END, _stand_don),
    template(
        "set this Character or (?P<up_to>up to )?<n> of your DON!! cards? as active",
        _stand_this_or_don,
    ),
    template("rest <n> cards? of your field", _rest_of_field),
    _REST,
    template(r"rest (.+?) and ((?:this|up to \d|\d) ?.+)", _rest_both),
    template("set <noun> as active" + _END, _stand),
    template("set <noun> and <other> as active", _stand_two),
)
