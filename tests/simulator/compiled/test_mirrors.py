"""Every rule of the rule book has its compiled mirror, under the same name.

That both say the same is what ``test_play`` shows, game by game; here a rule that is added to
one engine alone is named before any game is played.
"""

from __future__ import annotations

import importlib
import inspect
from types import ModuleType

import pytest

from tcb_analytics.simulator import reference
from tcb_analytics.simulator.rulebook import abilities as book_abilities
from tcb_analytics.simulator.rulebook import actions as book_actions
from tcb_analytics.simulator.rulebook import choices as book_choices
from tcb_analytics.simulator.rulebook import decisions as book_decisions
from tcb_analytics.simulator.rulebook import looking as book_looking
from tcb_analytics.simulator.rulebook import moving as book_moving
from tcb_analytics.simulator.rulebook import reading as book_reading

COMPILED = tuple(
    importlib.import_module(name)
    for name in (
        "tcb_analytics.simulator.compiled.abilities",
        "tcb_analytics.simulator.compiled.actions",
        "tcb_analytics.simulator.compiled.battle",
        "tcb_analytics.simulator.compiled.changing",
        "tcb_analytics.simulator.compiled.choices",
        "tcb_analytics.simulator.compiled.decisions",
        "tcb_analytics.simulator.compiled.defending",
        "tcb_analytics.simulator.compiled.events",
        "tcb_analytics.simulator.compiled.fingerprint",
        "tcb_analytics.simulator.compiled.flow",
        "tcb_analytics.simulator.compiled.judging",
        "tcb_analytics.simulator.compiled.leaving",
        "tcb_analytics.simulator.compiled.looking",
        "tcb_analytics.simulator.compiled.memory",
        "tcb_analytics.simulator.compiled.moving",
        "tcb_analytics.simulator.compiled.paying",
        "tcb_analytics.simulator.compiled.picking",
        "tcb_analytics.simulator.compiled.reading",
        "tcb_analytics.simulator.compiled.settling",
        "tcb_analytics.simulator.compiled.steps",
        "tcb_analytics.simulator.compiled.stream",
    )
)
OTHERWISE = {
    reference: {
        "play_game", "new_game", "take_turn", "main_phase", "play_cards", "play_card",
        "end_phase", "battle", "damage_leader",
    },
    book_abilities: {"resolve"},
    book_actions: set(),
    book_choices: {"selectable"},
    book_decisions: {"attackers", "targets"},
    book_looking: {"shuffle"},
    book_moving: {"judge_decks", "group_bit"},
    book_reading: {
        "has", "permanent", "seats", "on_field", "cards_in", "candidates", "passes", "own_turn",
    },
}  # fmt: skip
"""Rules that the compiled engine cuts into other pieces."""


def own_functions(module: ModuleType) -> set[str]:
    """Public functions that a module defines itself."""
    return {
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and getattr(value, "__module__", None) == module.__name__
        and (inspect.isfunction(value) or hasattr(value, "py_func"))
    }


@pytest.mark.parametrize("book", OTHERWISE, ids=lambda book: book.__name__.rpartition(".")[2])
def test_every_rule_has_a_compiled_mirror_of_its_name(book: ModuleType) -> None:
    mirrors = {name for module in COMPILED for name in own_functions(module)}

    assert own_functions(book) - mirrors == OTHERWISE[book]


def test_every_compiled_module_is_part_of_the_game() -> None:
    """A module that the loop of games does not reach would be dead code."""
    reached, waiting = set(), ["tcb_analytics.simulator.compiled.run"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            values = vars(importlib.import_module(name)).values()
            homes = {str(getattr(value, "__module__", "")) for value in values}
            waiting += [home for home in homes if ".simulator.compiled." in home]

    assert {module.__name__ for module in COMPILED} - reached == set()
