"""Who plays: declared pilots, by name."""

from __future__ import annotations

from tcb_analytics.errors import TcbError
from tcb_analytics.simulator.pilots.aggressive import AGGRESSIVE
from tcb_analytics.simulator.pilots.balanced import BALANCED
from tcb_analytics.simulator.pilots.control import CONTROL
from tcb_analytics.simulator.pilots.pilot import Pilot

PILOTS: dict[str, Pilot] = {pilot.name: pilot for pilot in (AGGRESSIVE, BALANCED, CONTROL)}
"""Every declared pilot by name."""


def pilot_named(pilot: str | Pilot) -> Pilot:
    """The pilot of a name; a pilot of one's own is returned as it is.

    Raises:
        TcbError: No pilot has the name.
    """
    if isinstance(pilot, Pilot):
        return pilot
    found = PILOTS.get(str(pilot).strip().lower())
    if found is None:
        raise TcbError(
            f"no pilot {pilot!r}; known are {', '.join(PILOTS)}",
            where="pilots",
            remedy="give one of these names, or a Pilot of your own",
        )
    return found


__all__ = ["AGGRESSIVE", "BALANCED", "CONTROL", "PILOTS", "Pilot", "pilot_named"]
