"""The vocabulary of effects: every kind as a small integer, and what it does to the game.

Two engines implement these words, so each member's docstring is the rule. Leaves out how the
kinds are combined (``ir``) and how text is read (``parse``).

Words used throughout: *you* is the owner of the card whose ability works, *the source* is
that card, *the field* is Leader, Characters and Stage. "As many as possible": do what can be
done, without complaint, when fewer cards are there than the number says.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag


class Timing(IntEnum):
    """When an ability works. All but ``STATIC`` and the two ``INSTEAD_OF`` resolve once."""

    STATIC = 0
    """Holds as long as the source is on the field and the conditions hold; re-evaluated at
    every moment, never chosen. Actions: POWER, COST, KEYWORDS, FORBID, SET_POWER,
    and COST with target places HAND (a discount in hand; then the source may be in hand)."""
    ON_PLAY = 1
    """When the source has been played (from hand or by an effect), after it has arrived."""
    WHEN_ATTACKING = 2
    """When the source has declared an attack (it is rested, target chosen), before blocks."""
    ON_OPPONENT_ATTACK = 3
    """When a card of your opponent has declared an attack, after WHEN_ATTACKING, before blocks."""
    ON_BLOCK = 4
    """When the source has blocked (rested, it is the new target)."""
    ON_KO = 5
    """When the source was K.O.'d, in battle or by an effect. It is in the trash by then;
    conditions and ``don`` are judged as it left the field. Trashing and bouncing are no K.O."""
    ACTIVATE_MAIN = 6
    """In your main phase, when you choose to, outside a battle. Unless ``once_per_turn`` it may
    be used again as long as its costs can be paid; an engine may cap the uses in a turn."""
    MAIN = 7
    """An Event in hand: played in your main phase for its cost, then trashed, then this."""
    COUNTER = 8
    """An Event in hand: played in the counter step of your opponent's attack for its cost."""
    TRIGGER = 9
    """When the source is turned over from your Life by damage: you may use it instead of
    adding it to your hand; afterwards the card is trashed, unless PLAY/TO_HAND moved it."""
    START_OF_YOUR_TURN = 10
    """At the start of your turn, before refresh."""
    END_OF_YOUR_TURN = 11
    """In your end phase, before effects "during this turn" wear off."""
    END_OF_OPPONENT_TURN = 12
    """In your opponent's end phase, likewise."""
    INSTEAD_OF_KO = 13
    """When a card that ``subject`` admits would be K.O.'d: you may pay ``costs`` and perform
    ``actions`` instead; the card then stays. Only if the costs can be paid in full."""
    INSTEAD_OF_REMOVAL = 14
    """Likewise when the card would leave the field (K.O., trash, bounce, deck, Life) by an
    effect of your opponent."""
    WHEN_KOED = 15
    """When a card that ``subject`` admits (judged as it stood) was K.O.'d."""
    WHEN_TRASHED = 16
    """When a card that ``subject`` admits went from the field to the trash, K.O. included."""
    WHEN_PLAYED = 17
    """When a card that ``subject`` admits was played: from hand for its cost, or by an effect."""
    WHEN_EVENT_USED = 18
    """When the player(s) of ``subject.owner`` activated an Event (MAIN or COUNTER)."""
    WHEN_BLOCKER_USED = 19
    """When the player(s) of ``subject.owner`` activated [Blocker]."""
    WHEN_LIFE_LOWERED = 20
    """When a card left the Life of ``subject.owner``, by damage or by an effect; once for each
    damage or effect."""
    WHEN_DON_RETURNED = 21
    """When one or more DON!! of ``subject.owner`` returned from field to DON!! deck; once for
    each effect or cost."""
    WHEN_RESTED = 22
    """When a card that ``subject`` admits became rested, for whatever reason."""
    WHEN_BATTLE_KO = 23
    """When the source, in battle, K.O.'d a Character of your opponent."""
    WHEN_DAMAGE = 24
    """When an attack of a card that ``subject`` admits dealt damage to a Leader's Life."""
    WHEN_DON_GIVEN = 25
    """When DON!! was given to a card that ``subject`` admits; once for each giving."""
    INSTEAD_OF_EFFECT_KO = 26
    """As INSTEAD_OF_KO, when the card would be K.O.'d by an effect of your opponent."""


class Owner(IntFlag):
    """Whose cards, or who chooses; ``EITHER`` means both players' cards (counts are summed)."""

    YOU = 1
    OPPONENT = 2
    EITHER = 3


class Place(IntFlag):
    """Where cards are; a mask. LIFE counts all Life cards. DON is the three DON!! bits."""

    NONE = 0
    LEADER = 1
    CHARACTERS = 2
    STAGE = 4
    FIELD = 7
    HAND = 8
    TRASH = 16
    DECK = 32
    LIFE = 64
    DON_ACTIVE = 128
    """Active DON!! in the cost area."""
    DON_RESTED = 256
    """Rested DON!! in the cost area."""
    DON_GIVEN = 512
    """DON!! attached to cards on the field."""
    DON = 896


class Pick(IntEnum):
    """How the cards of a target are found among its candidates."""

    CHOOSE = 0
    """``chooser`` chooses ``count`` candidates: with ``up_to`` from none to ``count``, else
    exactly ``count``, or as many as possible."""
    ALL = 1
    """Every candidate; nobody chooses."""
    THIS = 2
    """The source itself, wherever it is now, if ``places`` and the filters admit it."""
    SAME = 3
    """The cards that the latest action before this one in the same ability acted on, wherever
    they are now (none: nothing happens)."""
    SUBJECT = 4
    """The card that the timing is about: the one played, K.O.'d, attacking (timing
    ON_OPPONENT_ATTACK: the attacker; WHEN_ATTACKING: the attack's target)."""
    TOP = 5
    """The top ``count`` cards of a deck or Life; with ``up_to`` you may decline them all."""
    TOP_OR_BOTTOM = 6
    """``count`` cards from the top or the bottom of a Life; ``chooser`` chooses the end,
    without seeing the cards; ``up_to`` as for TOP."""


class State(IntEnum):
    """Whether a card on the field must be active or rested; ``ANY`` where it does not matter."""

    ANY = 0
    ACTIVE = 1
    RESTED = 2


class Op(IntEnum):
    """How a count is compared with a number."""

    AT_LEAST = 0
    AT_MOST = 1
    EQUAL = 2


class ConditionKind(IntEnum):
    """What must hold."""

    YOUR_TURN = 0
    """It is your turn."""
    OPPONENT_TURN = 1
    """It is your opponent's turn."""
    COUNT = 2
    """The number of cards (DON!! cards, for the DON places) that ``target`` admits, compared by
    ``op`` with ``amount``. Owner EITHER: both players' cards together. The target's pick is
    ALL, or THIS: then the count is 1 if the source passes the filters and else 0."""
    COMPARE = 3
    """The number that ``target`` admits compared by ``op`` with the number that ``other``
    admits plus ``amount``."""
    PLAYED_THIS_TURN = 4
    """The source was played in this turn."""
    TURN_AT_LEAST = 5
    """It is at least your turn number ``amount`` (your first turn is 1)."""
    SUM_POWER = 6
    """The sum of the power of the cards that ``target`` admits, compared with ``amount``."""
    SUM_COST = 7
    """The sum of the cost of the cards that ``target`` admits, compared with ``amount``."""
    COUNT_TWO = 8
    """The number that ``target`` admits plus the number that ``other`` admits, compared with
    ``amount``; the two are disjoint."""


class Gate(IntEnum):
    """How an action hangs on what came before it in its ability."""

    ALWAYS = 0
    """Performed whatever became of the actions before ("Then, ...")."""
    IF_DONE = 1
    """Only if the latest action with a gate other than IF_DONE was performed in full ("If you
    do"): for CHOOSE at least one card was acted on, or ``count`` without ``up_to``."""
    MAY = 2
    """You may decline it ("you may"); declined counts as not performed for IF_DONE."""


class Duration(IntEnum):
    """How long a change lasts; it ends when the card leaves the field, in any case."""

    NONE = 0
    """Nothing to last: the action is done at once. In STATIC: while the ability holds."""
    BATTLE = 1
    """Until the end of the battle under way ("during this battle")."""
    TURN = 2
    """Until the end of the turn under way, whoever's it is ("during this turn")."""
    OPPONENT_TURN_END = 3
    """Until the end of your opponent's next turn; one of theirs under way does not count."""
    YOUR_TURN_START = 4
    """Until the start of your next turn, before its refresh."""
    OPPONENT_REFRESH = 5
    """For FORBID STAND: the next refresh phase of the card's owner, then over."""
    YOUR_TURN_END = 6
    """Until the end of your next turn; one of yours under way does not count."""
    OPPONENT_END_PHASE = 7
    """Until the next end of a turn of your opponent, be it the turn under way or a later one."""


class Keyword(IntFlag):
    """Keyword abilities; ``RUSH_CHARACTERS`` attacks Characters only when just played."""

    NONE = 0
    BLOCKER = 1
    RUSH = 2
    RUSH_CHARACTERS = 4
    DOUBLE_ATTACK = 8
    BANISH = 16
    UNBLOCKABLE = 32
    ATTACKS_ACTIVE = 64
    """May also attack active Characters of your opponent."""


class Forbid(IntFlag):
    """What a card cannot do or suffer."""

    NONE = 0
    ATTACK = 1
    """Cannot attack."""
    BLOCK = 2
    """Cannot activate [Blocker]."""
    STAND = 4
    """Does not become active in a refresh phase."""
    BATTLE_KO = 8
    """Cannot be K.O.'d in battle."""
    EFFECT_KO = 16
    """Cannot be K.O.'d by effects of either player."""
    OPPONENT_KO = 32
    """Cannot be K.O.'d by effects of its owner's opponent."""
    OPPONENT_REMOVAL = 64
    """Cannot leave the field by effects of its owner's opponent (K.O., bounce, deck, ...)."""
    OPPONENT_REST = 128
    """Cannot be rested by effects of its owner's opponent."""
    REST = 256
    """Cannot be rested at all: neither attack nor block nor pay with it, nor by effects."""


class Rest(IntEnum):
    """Where the cards go that were looked at and not taken. "Any order": as they lay."""

    BOTTOM = 0
    TRASH = 1
    SHUFFLE = 2
    """Back into the deck, which is shuffled."""
    TOP_OR_BOTTOM = 3
    """You choose for each card; they keep their order."""
    TOP = 4
    """Back on top; you choose the order."""
