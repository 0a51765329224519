"""What tests over HTTP begin with."""

from __future__ import annotations

from typing import Any

import pytest

from tests.app.api.deck_making import cards
from tests.app.conftest import Caller


@pytest.fixture
def legal(nobody: Caller) -> dict[str, Any]:
    """A leader and fifty cards of a colour of its own: a legal deck of the sample."""
    leader = cards(nobody, categories="Leader")[0]
    found = cards(nobody, colors=leader["colors"][0], categories="Character", sort="number")
    picked = {card["number"]: 4 for card in found[:12]} | {found[12]["number"]: 2}
    return {"name": "Red tide", "leader": leader["number"], "cards": picked}
