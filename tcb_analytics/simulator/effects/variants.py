"""Lines that say two things at once, written as several lines that say one each.

The lines of one text share its "[Once Per Turn]" group, so that together they may be used as
often as the one. Leaves out choices of what is done (``templates.choices``).
"""

from __future__ import annotations

import re
from dataclasses import replace

from tcb_analytics.simulator.effects.kinds import Timing
from tcb_analytics.simulator.effects.lines import Line

_KO_OR_REMOVED = re.compile(
    r"(?P<who>If .+? would be )(?:K\.O\.'d or would be (?P<first>removed from the field by your "
    r"opponent's effect)|(?P<second>removed from the field by your opponent's effect) or K\.O\.'d)"
    r"(?P<then>, you may .+ instead\.?)"
)
_DON_NONE_OR_MANY = re.compile(
    r"(?P<head>.*[Ii]f you have )0 (?:DON!! cards on your field )?or (?P<many>\d+ or more) "
    r"(?P<rest>DON!! cards on your field, .+)"
)
_REST_OF_ANY_KIND = re.compile(r"(?P<head>.*?[Yy]ou may )rest (?P<n>[12]) of your cards\b")


def variants(line: Line) -> tuple[Line, ...]:
    """The lines that together say what the line says; the line itself where it says one thing."""
    if both := _KO_OR_REMOVED.fullmatch(line.body):
        removed = both["first"] or both["second"]
        hows = ("K.O.'d", removed)
        return tuple(replace(line, body=both["who"] + how + both["then"]) for how in hows)
    if found := _DON_NONE_OR_MANY.fullmatch(line.body):
        if not _shares_its_use(line):
            return (line,)
        amounts = ("0 ", found["many"] + " ")
        return tuple(replace(line, body=found["head"] + some + found["rest"]) for some in amounts)
    return _rest_of_any_kind(line)


def _shares_its_use(line: Line) -> bool:
    """Whether only one of several lines can be used: at will, and once a turn."""
    return line.once and line.timings == (Timing.ACTIVATE_MAIN,)


def _rest_of_any_kind(line: Line) -> tuple[Line, ...]:
    """Cards of any kind rested as a cost: cards on the field, DON!! cards, or one of each."""
    instead = line.body.endswith((" instead.", " instead")) and not line.cost
    text = line.body if instead else line.cost
    found = _REST_OF_ANY_KIND.match(text)
    if found is None or not (instead or _shares_its_use(line)):
        return (line,)
    ways = {
        1: ("rest 1 card of your field", "rest 1 of your DON!! cards"),
        2: (
            "rest 2 cards of your field",
            "rest 1 card of your field and rest 1 of your DON!! cards",
            "rest 2 of your DON!! cards",
        ),
    }[int(found["n"])]
    texts = (found["head"] + way + text[found.end() :] for way in ways)
    return tuple(replace(line, body=new) if instead else replace(line, cost=new) for new in texts)
