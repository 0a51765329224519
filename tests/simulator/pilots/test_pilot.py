from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from tcb_analytics.errors import TcbError
from tcb_analytics.simulator.pilots import PILOTS, pilot_named, traits
from tcb_analytics.simulator.pilots.aggressive import AGGRESSIVE
from tcb_analytics.simulator.pilots.balanced import BALANCED
from tcb_analytics.simulator.pilots.control import CONTROL
from tcb_analytics.simulator.pilots.pilot import Pilot


@pytest.mark.parametrize("pilot", [AGGRESSIVE, BALANCED, CONTROL])
def test_a_declared_pilot_is_found_by_its_name(pilot: Pilot) -> None:
    assert PILOTS[pilot.name] is pilot
    assert pilot_named(f" {pilot.name.upper()} ") is pilot
    assert pilot_named(pilot) is pilot


def test_an_unknown_pilot_is_refused_with_the_known_names() -> None:
    with pytest.raises(TcbError, match="aggressive, balanced, control"):
        pilot_named("reckless")


def test_the_order_of_the_weights_is_that_of_their_names() -> None:
    names = [field.name.upper() for field in fields(Pilot)[1:]]

    assert [getattr(traits, name) for name in names] == list(range(traits.TRAITS))


@pytest.mark.parametrize("weight", [1.5, True, 1001, "much"])
def test_a_weight_that_is_no_small_whole_number_is_refused(weight: Any) -> None:
    with pytest.raises(TcbError, match="play_cost"):
        replace(BALANCED, name="odd", play_cost=weight)
