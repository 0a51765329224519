"""What a template is, and the small language its patterns are written in.

A pattern is a sentence with holes: ``<n>`` a number, ``<noun>`` a noun phrase, ``<for>`` a
duration. ``(a|b)`` and ``?`` mean what they mean in regular expressions; a full stop is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Duration, Owner, Pick, Place
from tcb_analytics.simulator.effects.nouns import read_nouns

Actions = tuple[Action, ...]
Build = Callable[[re.Match[str]], Actions | None]

DURATIONS = {
    "during this battle": Duration.BATTLE,
    "during this turn": Duration.TURN,
    "until the end of your opponent's next turn": Duration.OPPONENT_TURN_END,
    "until the end of your opponent's next End Phase": Duration.OPPONENT_END_PHASE,
    "until the start of your next turn": Duration.YOUR_TURN_START,
    "until the end of your next turn": Duration.YOUR_TURN_END,
}
"""How texts say how long a change lasts."""

_HOLES = {
    "<n>": r"(?P<n>\d+)",
    "<m>": r"(?P<m>\d+)",
    "<noun>": r"(?P<noun>.+?)",
    "<other>": r"(?P<other>.+?)",
    "<for>": r"(?: (?P<for>" + "|".join(DURATIONS) + r"))?",
    "<sign>": r"(?P<sign>[+-])",
    "<whose>": r"(?P<whose>your opponent's|your)",
}
_HOLE = re.compile(r"(?<!\?P)(?:" + "|".join(_HOLES) + ")")


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence that is understood.

    Attributes:
        pattern: The whole clause.
        build: Turns the parts into actions, or None where a part is not understood after all.
    """

    pattern: re.Pattern[str]
    build: Build

    def read(self, clause: str) -> Actions | None:
        """The actions that a clause means, if it is this sentence from end to end."""
        match = self.pattern.fullmatch(clause if self.capital else clause[:1].lower() + clause[1:])
        return self.build(match) if match else None

    @property
    def capital(self) -> bool:
        """Whether the sentence starts with a capital wherever it stands, as "K.O." does."""
        return self.pattern.pattern[0].isupper()


def template(text: str, build: Build) -> Template:
    """A template from a sentence with holes; the case of its first letter does not matter."""
    pattern = re.sub(r"(?<!\\)\.(?=$| )", r"\\.", text.replace("K.O.", r"K\.O\."))
    pattern = _HOLE.sub(lambda match: _HOLES[match[0]], pattern)
    return Template(re.compile(pattern), build)


def lasts(match: re.Match[str]) -> Duration:
    """The duration that a match names; NONE where it names none."""
    return DURATIONS.get(match["for"] or "", Duration.NONE)


def whose(match: re.Match[str]) -> Owner:
    """The player that a match names in its hole ``<whose>``."""
    return Owner.OPPONENT if "opponent" in match["whose"] else Owner.YOU


def everything(owner: Owner, places: Place) -> Target:
    """All cards of a player in some places."""
    return Target(owner=owner, places=places, pick=Pick.ALL)


def on_each(phrase: str, action: Action) -> Actions | None:
    """The action once for each noun phrase joined by "and", all of cards on the field."""
    targets = read_nouns(phrase)
    if not targets or not all(on_field(target) for target in targets):
        return None
    return tuple(replace(action, target=target) for target in targets)


def besides(first: Target, second: Target) -> Target:
    """The second of two targets of one sentence; where the first is the source, another card."""
    if first.pick is not Pick.THIS or not second.owner & Owner.YOU:
        return second
    return replace(second, not_this=True)


def on_field(target: Target | None) -> bool:
    """Whether a phrase was understood and means cards on the field."""
    return target is not None and bool(target.places) and not target.places & ~Place.FIELD
