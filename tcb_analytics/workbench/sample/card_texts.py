"""Rules text and the power it costs: one template, filled for one card.

Every template declares its price in points of 1,000 power, so that a Character
with text is weaker on the table than a plain one of its cost. Templates are
drawn without repetition inside a set and colour.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from tcb_analytics.workbench.sample.declared import effects

Template = dict[str, Any]


def choose(
    rng: np.random.Generator, kind: str, color: str, cost: int | None, used: set[str]
) -> Template:
    """A template that fits kind, colour and cost and is not in ``used``, which it enters.

    Where all fitting ones are used, they may be used again.
    """
    fitting = [
        template
        for template in effects()[kind]
        if color in template.get("colors", (color,))
        and (cost is None or template.get("low", 0) <= cost <= template.get("high", 99))
    ]
    fresh = [template for template in fitting if template["id"] not in used] or fitting
    template = fresh[int(rng.integers(len(fresh)))]
    used.add(template["id"])
    return template


def fill(text: str, *, type_name: str, cost: int) -> str:
    """The text with its slots filled: reach and boost grow with the cost of the card."""
    slots = {
        "<type>": type_name,
        "<low>": str(max(1, cost - 3)),
        "<foe>": str(max(1, min(cost - 1, 8))),
        "<foe_power>": str(1000 * max(2, min(cost, 8))),
        "<boost>": "1000" if cost <= 4 else "2000",
        "<strong>": "2000" if cost <= 1 else "4000",
    }
    for slot, value in slots.items():
        text = text.replace(slot, value)
    return text


def choose_trigger(rng: np.random.Generator, category: str, text: str) -> str | None:
    """A trigger text that suits the card, for roughly a fifth of all cards."""
    if rng.random() >= 0.2:
        return None
    kind = "Main" if text.startswith("[Main]") else category
    fitting: Iterable[Template] = effects()["trigger"]
    fitting = [t for t in fitting if kind in t.get("kinds", (kind,))]
    return str(fitting[int(rng.integers(len(fitting)))]["text"])
