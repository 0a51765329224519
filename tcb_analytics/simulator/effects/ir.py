"""The intermediate form of card effects: what both match engines interpret.

A card is a tuple of abilities; an ability is a timing, conditions, costs and actions; an
action points at cards through a target. Everything is a small integer except ``CardFilter``,
whose questions are about printed facts alone, so that the compiled engine can answer them once
per match as a table ``filter x card``. What each kind does to the game is written in ``kinds``
and ``actions``. Leaves out the rules of the game and the reading of texts.

How an ability is resolved, step by step:

1. It works only if its source stands where the timing says, at least ``don`` DON!! are given
   to the source, all ``conditions`` hold, and, with ``once_per_turn``, no ability with the
   same ``group`` of this copy of the card has been used in this turn.
2. Costs: every one must be payable in full (enough candidates), else nothing happens. The
   owner may always decline an ability that has costs or is ``optional``. Costs are paid in
   order. An ability without costs that is not ``optional`` must be used.
3. With ``branches`` > 1 the owner (the opponent, where ``opponent_branches``) chooses one
   branch number 1..branches; actions of other branches are skipped. Branch 0 is always done.
   Conditions of an ability are judged before its costs are paid; those that a text names after
   its costs ("You may ...: If ...") stand in the actions and are judged after.
4. Actions are performed in order, each when its ``gate`` and its own ``conditions`` (judged at
   that moment) allow. What cannot be done is skipped without harm.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.filters import ANY_CARD, CardFilter
from tcb_analytics.simulator.effects.kinds import (
    ConditionKind,
    Duration,
    Gate,
    Keyword,
    Op,
    Owner,
    Pick,
    Place,
    Rest,
    State,
    Timing,
)

LEAST = -1_000_000
"""A lower bound that every number passes."""
MOST = 1_000_000
"""An upper bound that every number passes."""
MAX_CONDITIONS = 4
"""Most conditions of an ability."""
MAX_ACTION_CONDITIONS = 2
"""Most conditions of an action."""
MAX_COSTS = 4
"""Most costs of an ability."""
MAX_ACTIONS = 6
"""Most actions of an ability."""
MAX_ABILITIES = 8
"""Most abilities of a card."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which cards an action acts on, or a condition counts.

    Candidates are the cards of ``owner`` in ``places`` that pass every filter; ``pick`` says
    which of them are taken. Costs and powers are those of the moment for cards on the field
    and the printed ones elsewhere.

    Attributes:
        owner: Whose cards.
        places: Where they are; a mask.
        pick: How they are found.
        count: How many, for CHOOSE, TOP, TOP_OR_BOTTOM and DON!!.
        up_to: Whether fewer may be chosen.
        chooser: Who chooses; each choosing player knows what they may see.
        what: Filter over printed facts.
        state: Active or rested only.
        cost_least: Least cost.
        cost_most: Greatest cost.
        power_least: Least power.
        power_most: Greatest power.
        base_cost: The cost bounds ask for the printed cost, not the present one.
        base_power: The power bounds ask for the base power (printed, or as SET_POWER set it).
        not_this: The source itself is no candidate.
        don_least: Least number of DON!! given to the card.
        face_up: Life cards that lie face-up only.
        cost_count: Where given, ``cost_most`` is the number of cards that this target admits
            (its own filters ignored but owner and places), as in "a cost equal to or less than
            the number of your opponent's Life cards".
    """

    owner: Owner = Owner.YOU
    places: Place = Place.CHARACTERS
    pick: Pick = Pick.CHOOSE
    count: int = 1
    up_to: bool = False
    chooser: Owner = Owner.YOU
    what: CardFilter = ANY_CARD
    state: State = State.ANY
    cost_least: int = LEAST
    cost_most: int = MOST
    power_least: int = LEAST
    power_most: int = MOST
    base_cost: bool = False
    base_power: bool = False
    not_this: bool = False
    don_least: int = 0
    face_up: bool = False
    cost_count: tuple[Owner, Place] | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold; see ``ConditionKind`` for the meaning of the fields.

    Attributes:
        kind: What is asked.
        op: How the count is compared.
        amount: The number it is compared with.
        target: What is counted.
        other: The other count of COMPARE.
    """

    kind: ConditionKind
    op: Op = Op.AT_LEAST
    amount: int = 1
    target: Target | None = None
    other: Target | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One change of the game; see ``ActionKind`` for the meaning of the fields.

    Attributes:
        kind: What is done.
        target: To which cards, or for DON!! and draws to which player.
        amount: How many, how much, or a mask.
        duration: How long a change lasts.
        flag: Rested, face-up ... as the kind says.
        gate: How it hangs on the actions before.
        conditions: Further conditions, judged when the action's turn comes; not met: skipped
            (and not performed, for a following IF_DONE).
        branch: 0, or the number of the choice it belongs to.
        per: Where given, ``amount`` is multiplied by (cards that it admits) // ``per_size``.
        per_size: See ``per``.
        source_places: From where GIVE_DON takes.
        destination: Where SEARCH puts the chosen cards.
        rest: Where SEARCH puts the others.
        at_end_of_turn: The action is put off: it is performed at the end of this turn, before
            effects wear off (targets are then chosen).
    """

    kind: ActionKind
    target: Target | None = None
    amount: int = 0
    duration: Duration = Duration.NONE
    flag: bool = False
    gate: Gate = Gate.ALWAYS
    conditions: tuple[Condition, ...] = ()
    branch: int = 0
    per: Target | None = None
    per_size: int = 1
    source_places: Place = Place.DON_RESTED
    destination: Place = Place.NONE
    rest: Rest = Rest.BOTTOM
    at_end_of_turn: bool = False


Cost = Action
"""A cost is an action that must be possible in full: a CHOOSE target needs ``count``
candidates, an ALL or THIS target one, a deck or Life its ``count`` cards (for TURN_LIFE: lying
the other way), and DON!! must suffice. ``up_to`` never stands in a cost."""


@dataclass(frozen=True, slots=True)
class Ability:
    """One effect of a card; the module's docstring says how it is resolved.

    Attributes:
        timing: When it works.
        don: DON!! that must be given to the source ("[DON!! x2]").
        once_per_turn: Whether the copy of the card may use it once a turn only.
        group: Abilities of one card with the same group share ``once_per_turn``.
        conditions: All must hold.
        costs: What is paid first.
        optional: Whether its owner may decline it though it costs nothing.
        actions: What is done, in order.
        branches: Number of choices ("Choose one:"); 0 for none.
        opponent_branches: Whether the opponent chooses the branch.
        subject: What the timing's event must concern, for INSTEAD_OF and WHEN timings.
    """

    timing: Timing
    don: int = 0
    once_per_turn: bool = False
    group: int = 0
    conditions: tuple[Condition, ...] = ()
    costs: tuple[Cost, ...] = ()
    optional: bool = False
    actions: tuple[Action, ...] = ()
    branches: int = 0
    opponent_branches: bool = False
    subject: Target | None = None


@dataclass(frozen=True, slots=True)
class CardEffects:
    """Everything a card's text says, as far as it was understood.

    Attributes:
        number: The card's number.
        abilities: Its abilities; empty where the text was not wholly understood, so that a
            half-read card plays as a plain one and nothing is guessed.
        keywords: Keyword abilities that it has always (conditional ones are STATIC abilities);
            kept for cards not wholly understood too, since each is a clause of its own.
        modelled: Whether every clause of the text is in ``abilities`` and ``keywords``.
        unmodelled: The clauses that no template reads, as they stand in the plain text.
        has_text: Whether there is any text.
    """

    number: str
    abilities: tuple[Ability, ...] = ()
    keywords: Keyword = Keyword.NONE
    modelled: bool = True
    unmodelled: tuple[str, ...] = field(default=())
    has_text: bool = False
