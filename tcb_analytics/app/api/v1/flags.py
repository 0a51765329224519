"""Feature flags, for admins."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from apiflask import APIBlueprint
from pydantic import Field

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.v1.shapes import Given, Told, Whole
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import flags as service


class NewShare(Given):
    """For how many people a flag is to be on."""

    percent: Annotated[Whole, Field(ge=0, le=100, description="Of a hundred people.")]


class Flag(Told):
    """A feature flag as it stands."""

    name: str
    percent: int = Field(ge=0, le=100)
    meaning: str
    updated_at: datetime


class Flags(Told):
    """Every feature flag."""

    items: list[Flag]


def routes() -> APIBlueprint:
    """The routes of feature flags."""
    made = APIBlueprint("flags", __name__, tag="Administration")

    @made.get("/flags")
    @made.output(Flags)
    @guarded(made, Role.ADMIN)
    def flags() -> Flags:
        """Every feature flag, by name."""
        found = service.listed(parts().look(), visitor())
        return Flags(items=[Flag.model_validate(flag) for flag in found])

    @made.put("/flags/<name>")
    @made.input(NewShare, arg_name="given")
    @made.output(Flag)
    @made.doc(responses=[404])
    @guarded(made, Role.ADMIN)
    def turn(name: str, given: NewShare) -> Flag:
        """Turn a feature on for a share of all people."""
        here = parts()
        flag = service.turn(here.begin(), visitor(), name, given.percent, now=here.now())
        here.operation.switches.forget()
        return Flag.model_validate(flag)

    return made
