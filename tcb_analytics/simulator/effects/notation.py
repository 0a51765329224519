"""Effects in a compact readable notation, for people who check them and for messages.

``on_play once if[1<= you.leader(type=Navy)] pay[rest this] do[draw 2; ko 1? opp.chars(cost<=4)]``:
``?`` is "up to", ``you``, ``opp`` and ``any`` are owners. Leaves out reading the notation back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.filters import CardFilter
from tcb_analytics.simulator.effects.ir import (
    LEAST,
    MOST,
    Ability,
    Action,
    CardEffects,
    Condition,
    Target,
)
from tcb_analytics.simulator.effects.kinds import (
    ConditionKind,
    Duration,
    Forbid,
    Gate,
    Keyword,
    Op,
    Owner,
    Pick,
    Place,
    State,
)

_OWNERS = {Owner.YOU: "you", Owner.OPPONENT: "opp", Owner.EITHER: "any"}
_PLACES = {Place.CHARACTERS: "chars", Place.DON: "don", Place.FIELD: "field"}
_OPS = {Op.AT_LEAST: ">=", Op.AT_MOST: "<=", Op.EQUAL: "="}
_GATES = {Gate.ALWAYS: "", Gate.IF_DONE: "if-done ", Gate.MAY: "may "}


def notation(effects: CardEffects) -> tuple[str, ...]:
    """One line for the printed keywords, if any, and one for each ability."""
    keywords = _bits(effects.keywords)
    lines = [f"has {keywords}"] if effects.keywords else []
    return (*lines, *(ability_notation(ability) for ability in effects.abilities))


def ability_notation(ability: Ability) -> str:
    """An ability on one line."""
    return " ".join(_ability(ability))


def _ability(ability: Ability) -> Iterator[str]:
    yield ability.timing.name.lower()
    if ability.subject:
        yield f"of[{target_notation(ability.subject)}]"
    if ability.don:
        yield f"don{ability.don}"
    if ability.once_per_turn:
        yield "once"
    if ability.optional:
        yield "optional"
    if ability.conditions:
        yield f"if[{condition_notation(ability.conditions)}]"
    if ability.costs:
        yield f"pay[{'; '.join(map(action_notation, ability.costs))}]"
    if ability.branches:
        yield f"{'opp-' if ability.opponent_branches else ''}choose{ability.branches}"
    if ability.actions:
        yield f"do[{'; '.join(map(action_notation, ability.actions))}]"


def condition_notation(conditions: Sequence[Condition]) -> str:
    """Conditions that must all hold."""
    return " & ".join(map(_condition, conditions))


def _condition(one: Condition) -> str:
    if one.kind in (ConditionKind.COUNT, ConditionKind.SUM_COST, ConditionKind.SUM_POWER):
        prefix = "" if one.kind is ConditionKind.COUNT else one.kind.name.lower() + " "
        return f"{prefix}{_counted(one.target)} {_OPS[one.op]}{one.amount}"
    if one.kind is ConditionKind.COUNT_TWO:
        both = f"{_counted(one.target)} + {_counted(one.other)}"
        return f"{both} {_OPS[one.op]}{one.amount}"
    if one.kind is ConditionKind.COMPARE:
        return f"{_counted(one.target)} {_OPS[one.op]} {_counted(one.other)}{one.amount:+d}"
    amount = f" {one.amount}" if one.kind is ConditionKind.TURN_AT_LEAST else ""
    return one.kind.name.lower() + amount


def _counted(target: Target | None) -> str:
    return target_notation(target).removeprefix("all ") if target else "?"


def target_notation(target: Target) -> str:
    """A target: how many, whose, where, which."""
    details = ",".join(_details(target))
    details = f"({details})" if details else ""
    if target.pick in (Pick.THIS, Pick.SAME, Pick.SUBJECT):
        place = "" if target.places == Place.FIELD else "." + _place(target.places)
        return {Pick.THIS: "this", Pick.SAME: "those"}.get(target.pick, "subject") + place + details
    up_to = "?" if target.up_to else ""
    pick = {
        Pick.CHOOSE: f"{target.count}{up_to}",
        Pick.ALL: "all",
        Pick.TOP: f"top{target.count}{up_to}",
        Pick.TOP_OR_BOTTOM: f"end{target.count}{up_to}",
    }[target.pick]
    chooser = " by-opp" if target.chooser is Owner.OPPONENT else ""
    return f"{pick} {_OWNERS[target.owner]}.{_place(target.places)}{details}{chooser}"


def _place(places: Place) -> str:
    if places in _PLACES:
        return _PLACES[places]
    named = {**{bit: bit.name for bit in Place if bit.bit_count() == 1}, Place.CHARACTERS: "chars"}
    return "/".join(str(name).lower() for bit, name in named.items() if bit & places)


def _details(target: Target) -> Iterator[str]:
    if target.state is not State.ANY:
        yield target.state.name.lower()
    yield from _filter(target.what)
    yield from _range("cost", target.cost_least, target.cost_most, base=target.base_cost)
    yield from _range("power", target.power_least, target.power_most, base=target.base_power)
    if target.cost_count:
        owner, place = target.cost_count
        yield f"cost<=#{_OWNERS[owner]}.{_place(place)}"
    if target.don_least:
        yield f"don>={target.don_least}"
    if target.not_this:
        yield "not-this"
    if target.face_up:
        yield "face-up"


def _range(what: str, least: int, most: int, *, base: bool) -> Iterator[str]:
    name = f"base-{what}" if base else what
    if least == most:
        yield f"{name}={least}"
        return
    if least != LEAST:
        yield f"{name}>={least}"
    if most != MOST:
        yield f"{name}<={most}"


def _filter(what: CardFilter) -> Iterator[str]:
    fields = (
        ("", what.categories),
        ("", what.colors),
        ("type=", what.types),
        ("type~", what.type_parts),
        ("name=", what.names),
        ("name!=", what.not_names),
        ("type!=", what.not_types),
        ("attribute=", what.attributes),
        ("keyword=", what.keywords),
    )
    for label, values in fields:
        if values:
            yield (label + "|".join(values)) if label else "|".join(values).lower()
    if what.trigger is not None:
        yield "trigger" if what.trigger else "no-trigger"
    for flag in ("plain", "multicolored"):
        if getattr(what, flag):
            yield flag
    for other in what.either:
        yield "or:" + ",".join(_filter(other))
    if what.any_of:
        yield "(" + " or ".join(",".join(_filter(one)) for one in what.any_of) + ")"


def action_notation(action: Action) -> str:
    """An action or a cost, with what hangs on it."""
    words = [_GATES[action.gate] + action.kind.name.lower()]
    if action.branch:
        words.insert(0, f"#{action.branch}")
    words += _amount(action)
    if action.target:
        words.append(target_notation(action.target))
    words += _manner(action)
    text = " ".join(words)
    return f"{text} if[{condition_notation(action.conditions)}]" if action.conditions else text


def _amount(action: Action) -> Iterator[str]:
    if action.kind is ActionKind.KEYWORDS:
        yield _bits(Keyword(action.amount))
    elif action.kind is ActionKind.FORBID:
        yield _bits(Forbid(action.amount))
    elif action.kind in (ActionKind.POWER, ActionKind.COST):
        yield f"{action.amount:+d}"
    elif action.amount or action.kind is ActionKind.SET_POWER:
        yield str(action.amount)
    if action.per:
        yield f"per {action.per_size} {_counted(action.per)}"


def _manner(action: Action) -> Iterator[str]:
    if action.kind is ActionKind.SEARCH:
        yield f"to {_place(action.destination) or 'nowhere'} rest {action.rest.name.lower()}"
    if action.kind is ActionKind.GIVE_DON and action.source_places is not Place.DON_RESTED:
        yield f"from {_place(action.source_places)}"
    if action.duration is not Duration.NONE:
        yield f"for {action.duration.name.lower()}"
    if action.flag:
        yield "flag"
    if action.at_end_of_turn:
        yield "at-end"


def _bits(mask: Keyword | Forbid) -> str:
    return "|".join(str(bit.name).lower() for bit in type(mask) if bit & mask and bit)
