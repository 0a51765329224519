"""Every template, family by family, in the order in which they are tried."""

from __future__ import annotations

from functools import lru_cache

from tcb_analytics.simulator.effects.templates import (
    choices,
    don,
    draw,
    forbid,
    keywords,
    life,
    play,
    power,
    removal,
    rest,
    search,
)
from tcb_analytics.simulator.effects.templates.base import Actions, Template

TEMPLATES: tuple[Template, ...] = (
    *search.TEMPLATES,
    *choices.TEMPLATES,
    *draw.TEMPLATES,
    *don.TEMPLATES,
    *life.TEMPLATES,
    *rest.TEMPLATES,
    *play.TEMPLATES,
    *removal.TEMPLATES,
    *forbid.TEMPLATES,
    *keywords.TEMPLATES,
    *power.TEMPLATES,
)
"""All templates; the first that reads a clause wins."""


@lru_cache(maxsize=8_192)
def read_clause(clause: str) -> Actions | None:
    """The actions of a clause that one template reads from end to end."""
    for entry in TEMPLATES:
        actions = entry.read(clause)
        if actions is not None:
            return actions
    return None
