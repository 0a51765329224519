"""Conditions on a Leader: its types, names, attributes, colours, power and state.

Leaves out every other condition (``conditions``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tcb_analytics.simulator.effects.counting import count, everything
from tcb_analytics.simulator.effects.filters import CardFilter
from tcb_analytics.simulator.effects.ir import Condition
from tcb_analytics.simulator.effects.kinds import Op, Owner, Place, State
from tcb_analytics.simulator.effects.nouns import read_noun

_LIST = r"(?:\{[^}]+\}(?:, or | or |, ))*\{[^}]+\}"
_NAMES = r"(?:\[[^\]]+\](?:, or | or |, ))*\[[^\]]+\]"
_LEADS = r"(?P<whose>your|your opponent's) Leader"


def _leader(match: re.Match[str]) -> Condition | None:
    groups = match.groupdict()
    owner = Owner.OPPONENT if groups.get("whose") == "your opponent's" else Owner.YOU
    what = CardFilter(
        types=tuple(re.findall(r"\{([^}]+)\}", groups.get("types") or "")),
        names=tuple(re.findall(r"\[([^\]]+)\]", groups.get("names") or "")),
        type_parts=tuple(re.findall(r"\"([^\"]+)\"", groups.get("parts") or "")),
        attributes=tuple(re.findall(r"<(\w+)>", groups.get("attributes") or "")),
        colors=tuple(color.capitalize() for color in (groups.get("color") or "").split()),
        multicolored="multicolored" in match[0],
    )
    if what.types and what.names:
        what = replace(what, types=(), either=(CardFilter(types=what.types),))
    return count(replace(everything(owner, Place.LEADER), what=what), Op.AT_LEAST, 1)


def _leader_power(match: re.Match[str]) -> Condition | None:
    target = read_noun(f"all of {match['whose']} Leader with {match['power']}")
    return count(target, Op.AT_LEAST, 1) if target else None


def _leader_state(match: re.Match[str]) -> Condition:
    state = State.RESTED if match["state"] == "rested" else State.ACTIVE
    what = CardFilter(types=tuple(re.findall(r"\{([^}]+)\}", match["types"] or "")))
    return count(
        replace(everything(Owner.YOU, Place.LEADER), state=state, what=what), Op.AT_LEAST, 1
    )


def _leader_is_or(match: re.Match[str]) -> Condition | None:
    """Your Leader has one of two printed facts."""
    what = tuple(_fact(match[side]) for side in ("first", "second"))
    if None in what:
        return None
    either = tuple(one for one in what if one is not None)
    return count(
        replace(everything(Owner.YOU, Place.LEADER), what=CardFilter(any_of=either)), Op.AT_LEAST, 1
    )


def _fact(text: str) -> CardFilter | None:
    if text == "multicolored":
        return CardFilter(multicolored=True)
    readers: dict[str, Callable[[str], CardFilter]] = {
        r"\[([^\]]+)\]": lambda word: CardFilter(names=(word,)),
        r"the \{([^}]+)\} type": lambda word: CardFilter(types=(word,)),
        r"the <(\w+)> attribute": lambda word: CardFilter(attributes=(word,)),
        r"a type including \"([^\"]+)\"": lambda word: CardFilter(type_parts=(word,)),
    }
    for pattern, build in readers.items():
        if match := re.fullmatch(pattern, text):
            return build(match[1])
    return None


def _leader_power_and_type(match: re.Match[str]) -> Condition:
    leader = everything(Owner.YOU, Place.LEADER)
    what = CardFilter(types=(match["type"],))
    return count(replace(leader, power_least=int(match["n"]), what=what), Op.AT_LEAST, 1)


LEADER_CONDITIONS: tuple[tuple[str, Callable[[re.Match[str]], Condition | None]], ...] = (
    (rf"{_LEADS} has the (?P<types>{_LIST}) type", _leader),
    (rf"{_LEADS} is (?P<names>{_NAMES})", _leader),
    (rf"{_LEADS} has the (?P<types>{_LIST}) type or is (?P<names>{_NAMES})", _leader),
    (rf"{_LEADS}'s type includes (?P<parts>\"[^\"]+\"(?: or \"[^\"]+\")*)", _leader),
    (rf"{_LEADS} has the (?P<attributes><\w+>) attribute", _leader),
    (rf"{_LEADS} is multicolored", _leader),
    (rf"{_LEADS}'s colors include (?P<color>red|green|blue|purple|black|yellow)", _leader),
    (
        r"your Leader (?:has the (?P<types>\{[^}]+\}) type and )?is (?P<state>active|rested)",
        _leader_state,
    ),
    (r"your Leader (?:is|has) (?P<first>.+) or (?P<second>.+)", _leader_is_or),
    (
        r"your Leader has (?P<n>\d+) power or more and the \{(?P<type>[^}]+)\} type",
        _leader_power_and_type,
    ),
    (rf"{_LEADS} has (?P<power>\d+ power or (?:less|more))", _leader_power),
)
"""Sentences about a Leader, and how each is read; the first that reads one wins."""
