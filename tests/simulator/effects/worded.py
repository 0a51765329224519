"""Invented cards with invented texts, and what is read in them, in the compact notation."""

from __future__ import annotations

from tcb_analytics.cards.card import Card, Category, find_keywords
from tcb_analytics.simulator.effects.ir import CardEffects
from tcb_analytics.simulator.effects.notation import action_notation, notation
from tcb_analytics.simulator.effects.parse import read_effects
from tcb_analytics.simulator.effects.templates.all_templates import read_clause


def worded(
    effect: str,
    trigger: str | None = None,
    *,
    number: str = "XX01-001",
    name: str = "Mira Vale",
    category: Category = Category.CHARACTER,
    game: str = "onepiece",
) -> Card:
    """A card whose text is what matters."""
    return Card(
        number,
        name,
        category,
        ("Red",),
        3,
        power=4000,
        types=("Tide Guild",),
        keywords=find_keywords(effect, trigger),
        effect=effect,
        trigger=trigger,
        game=game,
    )


def clause(text: str) -> str | None:
    """What one template reads in a clause; None where none does."""
    actions = read_clause(text)
    return None if actions is None else "; ".join(map(action_notation, actions))


def effects(effect: str, trigger: str | None = None, *, game: str = "onepiece") -> CardEffects:
    """What a card with this text does."""
    return read_effects(worded(effect, trigger, game=game))


def read(effect: str, trigger: str | None = None, *, game: str = "onepiece") -> tuple[str, ...]:
    """The compact notation of a text that must be wholly understood."""
    found = effects(effect, trigger, game=game)
    assert found.modelled, found.unmodelled
    return notation(found)
