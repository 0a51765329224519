"""Where everything lies in the flat arrays of the compiled engine.

Two arrays hold a match: ``s``, the state of the game under way, and ``t``, the table
of what never changes: cards, abilities, weights. An address is a position in ``s``;
a unit, a player and a waiting ability are each known by the address where their block begins.
Leaves out everything that computes.
"""

from __future__ import annotations

# The state: numbers of the whole game.
(
    TURN,
    ACTIVE,
    FIRST,
    LOSERS,
    RANDOM,
    PLAYED,
    RESOLVED,
    STAMP,
    NEXT_UID,
    ATTACKER,
    ATTACKER_UID,
    TARGET,
    TARGET_UID,
    QUEUE_HEAD,
    QUEUE_COUNT,
    BANS,
    DELAYED,
    ACTED,
    LISTED,
    TRACE_ON,
    TRACE_COUNT,
    PHASE,
    SPENT,
    HITS,
    BANISHES,
    PICKED,
    TAKEN,
    HOLDERS,
    REACHED,
    TOUCHED,
    CHANGED,
) = range(31)
"""``HOLDERS``, ``REACHED`` and ``CHANGED`` are masks of spaces, bit ``seat * 8 + space``: of cards
that hold a permanent ability, that ``settle`` has written something to, and that may carry changes
for a time. ``TOUCHED`` tells what has changed since ``settle``, in bits of ``T_READ``."""

# A player's block.
(
    DON_ACTIVE,
    DON_RESTED,
    DON_DECK,
    HAND_COUNT,
    LIFE_COUNT,
    TRASH_COUNT,
    DECK_TOP,
    DECK_COUNT,
    DISCOUNTS,
) = range(9)
ZONE = 64
"""Cards that fit into one area; a power of two, the deck is a ring."""
HAND = 16
LIFE = HAND + ZONE
FACES = LIFE + ZONE
TRASH = FACES + ZONE
DECK = TRASH + ZONE
DISCOUNT_ROWS = DECK + ZONE
DISCOUNT_WIDTH = 3
UNITS = DISCOUNT_ROWS + 8 * DISCOUNT_WIDTH

# A unit's block; P_ fields are permanent effects, written by ``settle``.
(
    CARD,
    OWNER,
    SPACE,
    RESTED,
    DON,
    ENTERED,
    UID,
    BATTLE,
    POWER,
    COST,
    BASE,
    WORDS,
    FORBIDS,
    NEGATED,
    USED,
    P_POWER,
    P_COST,
    P_BASE,
    P_WORDS,
    P_FORBIDS,
    CHANGES,
) = range(21)
CHANGE_ROWS = 24
CHANGE_WIDTH = 3
UNIT_SIZE = CHANGE_ROWS + 16 * CHANGE_WIDTH
SPACES = 7
PLAYER_SIZE = UNITS + SPACES * UNIT_SIZE
PLAYERS = 32
UNIT_0 = PLAYERS + UNITS

# A waiting ability.
(
    Q_ABILITY,
    Q_OWNER,
    Q_NUMBER,
    Q_UNIT,
    Q_UID,
    Q_SUBJECT_OWNER,
    Q_SUBJECT,
    Q_SUBJECT_UNIT,
    Q_SUBJECT_UID,
    Q_LOOSE,
    Q_JUDGED,
    Q_ACCEPTED,
    Q_ONLY,
) = range(13)
Q_WIDTH = 13
QUEUE_LENGTH = 64
QUEUE = PLAYERS + 2 * PLAYER_SIZE
CURRENT = QUEUE + QUEUE_LENGTH * Q_WIDTH
"""The ability under way."""
ASKED = CURRENT + Q_WIDTH
"""An ability that a decision thinks about."""
STANDING = ASKED + Q_WIDTH
"""The permanent ability that ``settle`` looks at."""
EVENT_ROW = STANDING + Q_WIDTH
"""An ability that an event may set off."""
BAN_ROWS = EVENT_ROW + Q_WIDTH
BAN_WIDTH = 3
DELAYED_ROWS = BAN_ROWS + 8 * BAN_WIDTH
ACTED_ROWS = DELAYED_ROWS + 16 * Q_WIDTH
ACTED_WIDTH = 4
ACTED_MOST = 64
LIST = ACTED_ROWS + 2 * ACTED_MOST * ACTED_WIDTH
LIST_MOST = 320
VALUES = LIST + LIST_MOST
SEEN = VALUES + ZONE
CARDS_MOST = 128
OPENING = SEEN + CARDS_MOST
TRACE = OPENING + CARDS_MOST
STATE_SIZE = TRACE
"""Length of ``s`` without a trace; a trace follows."""

# The table: head, weights, then cards in rows, then the rest by the offsets in the head.
(
    T_TIMINGS,
    T_CARDS,
    T_LEADERS,
    T_LEADER_1,
    T_DECKS,
    T_DECK_1,
    T_SIZES,
    T_SIZE_1,
    T_ABILITIES,
    T_CONDITIONS,
    T_ACTIONS,
    T_TARGETS,
    T_FILTERS,
    T_AVERAGES,
    T_AVERAGE_1,
    T_AVERAGE_2,
    T_AVERAGE_3,
    T_STANDING,
    T_READ,
) = range(19)
STANDS_ON_FIELD, STANDS_IN_HAND, STANDS_ON_COST, STANDS_DOWN = 1, 2, 4, 8
"""Bits of ``T_STANDING``: what permanent abilities of either deck reach: cards on the field, the
cost of cards in hand, the cost of cards on the field, whether cards may stand."""
TURNED, RESTING, POWERED = 1024, 2048, 4096
"""Bits of ``T_READ`` and ``TOUCHED`` besides those of the places: whose turn it is and which,
which cards are rested, and power from counters. Those of the field stand for which cards are
there and for changes for a time."""
WEIGHTS = 32
CARD_ROWS = 80
(
    C_KIND,
    C_COST,
    C_POWER,
    C_COUNTER,
    C_LIFE,
    C_WORDS,
    C_TIMINGS,
    C_DON_WANTED,
    C_ABILITIES,
    C_ABILITY_COUNT,
    C_WORTH,
    C_WORTH_1,
    C_PLAY,
    C_PLAY_1,
    C_EARLY,
    C_RESERVED,
) = range(16)
C_WIDTH = 16
(
    A_TIMING,
    A_DON,
    A_ONCE,
    A_GROUP,
    A_CONDITIONS,
    A_CONDITION_COUNT,
    A_COSTS,
    A_COST_COUNT,
    A_OPTIONAL,
    A_ACTIONS,
    A_ACTION_COUNT,
    A_BRANCHES,
    A_FOE_BRANCHES,
    A_SUBJECT,
    A_POSITION,
) = range(15)
A_WIDTH = 16
K_KIND, K_OP, K_AMOUNT, K_TARGET, K_OTHER = range(5)
K_WIDTH = 8
(
    X_KIND,
    X_TARGET,
    X_AMOUNT,
    X_DURATION,
    X_FLAG,
    X_GATE,
    X_CONDITIONS,
    X_CONDITION_COUNT,
    X_BRANCH,
    X_PER,
    X_PER_SIZE,
    X_SOURCE,
    X_DESTINATION,
    X_REST,
    X_DELAYED,
) = range(15)
X_WIDTH = 16
(
    G_OWNER,
    G_PLACES,
    G_PICK,
    G_COUNT,
    G_UP_TO,
    G_CHOOSER,
    G_FILTER,
    G_STATE,
    G_COST_LEAST,
    G_COST_MOST,
    G_POWER_LEAST,
    G_POWER_MOST,
    G_BASE_COST,
    G_BASE_POWER,
    G_NOT_THIS,
    G_DON_LEAST,
    G_FACE_UP,
    G_COUNT_OWNER,
    G_COUNT_PLACES,
) = range(19)
G_WIDTH = 20

# What a run of games adds up.
O_RESULT = 0
"""By first seat: games seat 0 won, games seat 1 won, draws."""
O_LENGTH = 6
LENGTHS = 201
O_LIFE = O_LENGTH + LENGTHS
"""By winning seat: the winner's Life at the end."""
O_CARDS = O_LIFE + 2 * ZONE
O_CARD_WIDTH = 4
"""By card: games seen, of these won, games in the opening hand, of these won."""
OUT_SIZE = O_CARDS + CARDS_MOST * O_CARD_WIDTH
