"""A pilot: who plays a deck, as declared weights and thresholds.

One short file declares each pilot; ``judgement.py`` interprets the numbers, and both
engines ask it. A pilot sees a game, never a deck list: it knows nothing of how decks are
built.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter

from tcb_analytics.errors import TcbError


@dataclass(frozen=True, slots=True)
class Pilot:
    """How a player decides. All numbers are whole; weights are relative to each other.

    Attributes:
        name: Short name, such as ``balanced``.
        mulligan_cost: A character of at most this cost counts as an early play.
        mulligan_least: With fewer early plays in the opening hand, the pilot redraws.
        play_cost: Worth of a card in play, per cost.
        play_power: Worth of a character, per 1000 power.
        play_speed: Worth of Rush and Double Attack on a character.
        play_guard: Worth of Blocker on a character.
        play_effect: Worth of an ability that the card brings, per ability.
        keep_counter: Worth of keeping a card in hand, per 1000 counter.
        attack_reserve: Active DON!! kept from plays for attacks, once five or more are there.
        counter_reserve: Active DON!! kept from attacks for counter events, where one is held.
        attack_leader: Worth of an attack on the leader.
        attack_character: Worth of an attack on a character.
        attack_cost: Worth of an attack on a character, per cost of it.
        attack_don: Price of one attached DON!!.
        attack_press: DON!! attached to an attack on the leader beyond what equals its power.
        hold_blockers: At this much life or less, active blockers stay home.
        block_life: At this much life or less, any blocker steps in for the leader.
        block_gain: How much dearer a character must be than the blocker that saves it.
        counter_life: At this much life or less, the leader is defended with counters.
        counter_cards: Most cards spent on one battle that is not the last.
        counter_cost: Characters of at least this cost are defended with counters.
        replace_gain: On a full board, how much more a card must be worth than what it replaces.
    """

    name: str
    mulligan_cost: int
    mulligan_least: int
    play_cost: int
    play_power: int
    play_speed: int
    play_guard: int
    play_effect: int
    keep_counter: int
    attack_reserve: int
    counter_reserve: int
    attack_leader: int
    attack_character: int
    attack_cost: int
    attack_don: int
    attack_press: int
    hold_blockers: int
    block_life: int
    block_gain: int
    counter_life: int
    counter_cards: int
    counter_cost: int
    replace_gain: int

    def __post_init__(self) -> None:
        for field in fields(self)[1:]:
            value = getattr(self, field.name)
            if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 1000:
                raise TcbError(
                    f"{field.name} must be a whole number from -1000 to 1000, got {value!r}",
                    where=f"pilot {self.name!r}",
                    remedy="see tcb_analytics/simulator/pilots for declared ones",
                )

    @property
    def numbers(self) -> tuple[int, ...]:
        """The weights in the order of ``traits.py``."""
        weights: tuple[int, ...] = _WEIGHTS(self)
        return weights


_WEIGHTS = attrgetter(*[field.name for field in fields(Pilot)[1:]])
