"""Abilities that wait for an event: "When ..." and "If ... would be K.O.'d, you may ... instead".

Leaves out the timings that are tags (``lines``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tcb_analytics.simulator.effects.clauses import read_sentence
from tcb_analytics.simulator.effects.conditions import read_condition
from tcb_analytics.simulator.effects.costs import is_payable
from tcb_analytics.simulator.effects.ir import Condition, Cost, Target
from tcb_analytics.simulator.effects.kinds import ConditionKind, Op, Owner, Pick, Place, Timing
from tcb_analytics.simulator.effects.lines import Line
from tcb_analytics.simulator.effects.nouns import read_noun


@dataclass(frozen=True, slots=True)
class Event:
    """What an ability without a timing tag waits for.

    Attributes:
        timing: A WHEN or INSTEAD_OF timing, or ON_OPPONENT_ATTACK.
        subject: What the event must concern.
        costs: What is done instead, for INSTEAD_OF.
        conditions: What must hold besides.
        optional: Whether the text leaves it to the player ("can be activated").
    """

    timing: Timing
    subject: Target | None = None
    costs: tuple[Cost, ...] = ()
    conditions: tuple[Condition, ...] = ()
    optional: bool = False


_THIS = Target(places=Place.FIELD, pick=Pick.THIS)
_YOURS = Target(owner=Owner.YOU, places=Place.FIELD, pick=Pick.ALL)
_THEIRS = replace(_YOURS, owner=Owner.OPPONENT)


def _fixed(timing: Timing, subject: Target | None) -> Callable[[re.Match[str]], Event | None]:
    return lambda _: Event(timing, subject=subject)


def _concerning(timing: Timing, lead: str) -> Callable[[re.Match[str]], Event | None]:
    def build(match: re.Match[str]) -> Event | None:
        subject = read_noun(lead + match["noun"])
        return Event(timing, subject=subject) if subject else None

    return build


def _last_life(_: re.Match[str]) -> Event:
    none_left = Target(places=Place.LIFE, pick=Pick.ALL)
    is_none = Condition(ConditionKind.COUNT, op=Op.AT_MOST, amount=0, target=none_left)
    return Event(Timing.WHEN_LIFE_LOWERED, subject=_YOURS, conditions=(is_none,))


_EVENTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Event | None]], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (
            r"When this (?:Character|Leader|Stage) becomes rested, ",
            _fixed(Timing.WHEN_RESTED, _THIS),
        ),
        (
            r"When (?:a|1 or more) DON!! cards? on (?:your|the) field (?:is|are) returned to your "
            r"DON!! deck, ",
            _fixed(Timing.WHEN_DON_RETURNED, _YOURS),
        ),
        (
            r"When your opponent activates an Event, ",
            _fixed(Timing.WHEN_EVENT_USED, _THEIRS),
        ),
        (r"When you activate an Event, ", _fixed(Timing.WHEN_EVENT_USED, _YOURS)),
        (
            r"When your opponent activates (?:a )?\[Blocker\], ",
            _fixed(Timing.WHEN_BLOCKER_USED, _THEIRS),
        ),
        (
            r"When your opponent's (?P<noun>(?:\{[^}]+\} type )?Character[^,]*?) is K\.O\.'d, ",
            _concerning(Timing.WHEN_KOED, "all of your opponent's "),
        ),
        (
            r"When (?:one of your|any of your) (?P<noun>[^,]*Characters[^,]*?) is K\.O\.'d, ",
            _concerning(Timing.WHEN_KOED, "all of your "),
        ),
        (
            r"When your (?P<noun>[^,]*Character[^,]*?) is K\.O\.'d, ",
            _concerning(Timing.WHEN_KOED, "all of your "),
        ),
        (r"When a (?P<noun>Character) is K\.O\.'d, ", _concerning(Timing.WHEN_KOED, "all ")),
        (r"When your Life is lowered, ", _fixed(Timing.WHEN_LIFE_LOWERED, _YOURS)),
        (
            r"When a card is removed from your opponent's Life cards, ",
            _fixed(Timing.WHEN_LIFE_LOWERED, _THEIRS),
        ),
        (
            r"When a card is removed from your or your opponent's Life cards, ",
            _fixed(Timing.WHEN_LIFE_LOWERED, replace(_YOURS, owner=Owner.EITHER)),
        ),
        (r"When your number of Life cards becomes 0, ", _last_life),
        (r"When this Character is K\.O\.'d, ", _fixed(Timing.ON_KO, None)),
        (
            r"When one of your (?P<noun>Characters) is trashed, ",
            _concerning(Timing.WHEN_TRASHED, "all of your "),
        ),
        (
            r"When this Character battles and K\.O\.'s your opponent's Character, ",
            _fixed(Timing.WHEN_BATTLE_KO, None),
        ),
        (
            r"When this (?:Character|Leader)'s attack deals damage to your opponent's Life, ",
            _fixed(Timing.WHEN_DAMAGE, _THIS),
        ),
        (
            r"When you play an? (?P<noun>[^,]*Character[^,]*?), ",
            _concerning(Timing.WHEN_PLAYED, "all of your "),
        ),
        (
            r"When your opponent plays an? (?P<noun>[^,]*Character[^,]*?), ",
            _concerning(Timing.WHEN_PLAYED, "all of your opponent's "),
        ),
    )
)
_AT_WILL = re.compile(r"This effect can be activated when (?P<event>[^.]+(?:K\.O\.'d)?)\. ")
_REVERSED = re.compile(
    r"(?P<what>Draw \d+ cards?) when (?P<event>your opponent activates an Event)\."
)
_AT_MOMENTS = {
    Timing.START_OF_YOUR_TURN: "This effect can be activated at the start of your turn. ",
    Timing.ON_OPPONENT_ATTACK: "This effect can be activated when your opponent attacks. ",
}
_INSTEAD = re.compile(
    r"If (?:(?P<condition>.+) and )?(?P<noun>.+?)(?P<owned> that)? would be "
    r"(?P<how>K\.O\.'d by your opponent's effect|removed from the field by your opponent's effect"
    r"|K\.O\.'d by an effect|K\.O\.'d in battle|K\.O\.'d), "
    r"you may (?P<cost>.+) instead\.?"
)
_HOWS = {
    "K.O.'d": Timing.INSTEAD_OF_KO,
    "K.O.'d by your opponent's effect": Timing.INSTEAD_OF_EFFECT_KO,
    "removed from the field by your opponent's effect": Timing.INSTEAD_OF_REMOVAL,
}


def read_event(line: Line) -> tuple[Event | None, str]:
    """The event that a line's body opens with, and the rest of the body."""
    body = line.body
    if line.timings:
        return None, body
    if line.cost:
        return _named_event(body)
    for timing, words in _AT_MOMENTS.items():
        if body.startswith(words):
            return Event(timing, optional=True), body.removeprefix(words)
    if match := _INSTEAD.fullmatch(body):
        event = _instead(match)
        return (event, "") if event else (None, body)
    if match := _REVERSED.fullmatch(body):
        body = f"When {match['event']}, {match['what'].lower()}."
    if match := _AT_WILL.match(body):
        event, _ = _named_event(f"When {match['event']}, ")
        return (replace(event, optional=True), body[match.end() :]) if event else (None, body)
    return _named_event(body)


def _named_event(body: str) -> tuple[Event | None, str]:
    for pattern, build in _EVENTS:
        match = pattern.match(body)
        event = build(match) if match else None
        if match and event:
            return event, body[match.end() :]
    return None, body


def _instead(match: re.Match[str]) -> Event | None:
    timing = _HOWS.get(match["how"])
    owned = re.fullmatch(r"you have an? (.+)", match["noun"]) if match["owned"] else None
    subject = _subject("your " + owned[1] if owned else match["noun"])
    if bool(match["owned"]) != bool(owned):
        return None
    costs = read_sentence(match["cost"])
    conditions = read_condition(match["condition"]) if match["condition"] else ()
    if timing is None or subject is None or not costs or conditions is None:
        return None
    if not all(map(is_payable, costs)):
        return None
    return Event(timing, subject=subject, costs=costs, conditions=conditions)


def _subject(noun: str) -> Target | None:
    if noun == "this Character":
        return _THIS
    single = re.sub(r"^(?:one of your|any of your|your) ", "all of your ", noun)
    return read_noun(single) if single != noun else None
