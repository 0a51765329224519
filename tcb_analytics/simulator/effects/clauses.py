"""The body of an ability read as actions: sentences, "Then", "if", "you may", "and".

Sentences are read with templates; what no template reads whole is tried as two clauses joined
by "and" or ", then". Leaves out costs, tags and timings (``abilities``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.conditions import read_condition
from tcb_analytics.simulator.effects.ir import Condition
from tcb_analytics.simulator.effects.kinds import Duration, Gate, Pick
from tcb_analytics.simulator.effects.lines import mask
from tcb_analytics.simulator.effects.templates.all_templates import read_clause
from tcb_analytics.simulator.effects.templates.base import Actions

_JOIN = re.compile(r"(?:,? and,? |, then |, and then |; |, )(?:then )?")
_SUBJECT = re.compile(r"(?P<noun>.+?) (?:gains?|cannot|will not) ")
_NO_SUBJECT = re.compile(r"(?:gains?|cannot|will not) ")
_IF = re.compile(r"[Ii]f (?P<condition>.+?), (?P<rest>.+)", re.S)
_IF_LAST = re.compile(r"(?P<rest>.+) if (?P<condition>.+)", re.S)
_LONGEST = 3
_AT_END = " at the end of this turn"
_VERBS = ("Up to ", "This ", "Your ", "All of ")


def read_sentences(parts: list[str]) -> Actions | None:
    """The actions of a list of sentences, read in order; None unless every one is understood.

    A template may read up to three sentences at once ("Look at ... Then, place the rest ...").
    """
    if not parts:
        return ()
    for span in range(min(_LONGEST, len(parts)), 0, -1):
        first = read_sentence(". ".join(parts[:span]))
        if first is None:
            continue
        rest = read_sentences(parts[span:])
        if rest is not None and not _two_choices(first, rest):
            return first + rest
    return None


def _two_choices(first: Actions, rest: Actions) -> bool:
    """Whether both parts leave a choice of branches, of which an ability has room for one."""
    return all(any(action.branch for action in actions) for actions in (first, rest))


def read_sentence(text: str) -> Actions | None:
    """The actions of one sentence, with its own "Then", "if", "if you do" and "you may"."""
    text = re.sub(r"^Then, ", "", text)
    if done := re.match(r"[Ii]f you do, ", text):
        return _gated(text[done.end() :], Gate.IF_DONE)
    for match in _conditionals(text):
        conditions = read_condition(match["condition"])
        actions = read_sentence(match["rest"]) if conditions else None
        if actions is not None and conditions:
            return _on_condition(actions, conditions)
    if may := re.match(r"[Yy]ou may ", text):
        return _gated(text[may.end() :], Gate.MAY)
    actions = _joined(text)
    if actions is None and text.endswith(_AT_END):
        return _put_off(text.removesuffix(_AT_END))
    return actions


def _put_off(text: str) -> Actions | None:
    """One action that is done at the end of this turn, to cards that are named then."""
    actions = _joined(text)
    if actions is None or len(actions) != 1 or actions[0].duration is not Duration.NONE:
        return None
    if actions[0].kind is ActionKind.ADD_DON:
        # Whether the card comes at the end, or stands up then, is not said.
        return None
    if actions[0].target and actions[0].target.pick is Pick.SAME:
        return None
    return (replace(actions[0], at_end_of_turn=True),)


def _conditionals(text: str) -> Iterator[re.Match[str]]:
    if re.match(r"[Ii]f ", text):
        # Names may hold commas, so every comma is tried as the end of the condition.
        for cut in re.finditer(r", ", mask(text)):
            match = re.fullmatch(
                rf"[Ii]f (?P<condition>.{{{cut.start() - 3}}}), (?P<rest>.+)", text, re.S
            )
            if match:
                yield match
    elif last := _IF_LAST.fullmatch(text):
        yield last


def _on_condition(actions: Actions, conditions: tuple[Condition, ...]) -> Actions:
    return tuple(
        action
        if action.gate is Gate.IF_DONE
        else replace(action, conditions=conditions + action.conditions)
        for action in actions
    )


def _gated(text: str, gate: Gate) -> Actions | None:
    actions = read_sentence(text)
    if actions is None or any(action.gate is not Gate.ALWAYS for action in actions):
        return None
    if gate is Gate.MAY and len(actions) > 1:
        return None
    return tuple(replace(action, gate=gate) for action in actions)


def _with_subject(clause: str, sentence: str) -> str:
    """The clause with the subject that the sentence named once for both of its verbs."""
    subject = _SUBJECT.match(sentence)
    if subject is None or not _NO_SUBJECT.match(clause):
        return clause
    noun = subject["noun"]
    chosen = re.match(r"[Uu]p to |\d", noun)
    return f"{'that Character' if chosen else noun} {clause}"


def _joined(text: str) -> Actions | None:
    whole = read_clause(text)
    if whole is not None:
        return whole
    for cut in _JOIN.finditer(mask(text)):
        left = read_clause(text[: cut.start()])
        if left is None:
            continue
        right = read_sentence(_with_subject(text[cut.end() :], text))
        if right is not None and not _two_choices(left, right):
            return left + right
    return None
