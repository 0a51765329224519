"""The audit log, for admins."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from apiflask import APIBlueprint
from pydantic import Field, StringConstraints

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.v1.shapes import Paged, Told
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import audit


class AuditPage(Paged):
    """What entries are looked for."""

    actor: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{32}|-)$")] | None = Field(
        default=None, description="Those of this pseudonym; `-` for nobody who is known."
    )
    action: Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z.]+$")] | None = Field(
        default=None, description="Those of this kind, such as `deck.create`."
    )


class Entry(Told):
    """What was done, by whom, to what; people are told by pseudonyms."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]
    before: str = Field(description="Hash of the entry before.")
    digest: str = Field(description="Hash of this entry.")


class Entries(Told):
    """A page of the audit log, newest first."""

    items: list[Entry]
    next: str | None = Field(description="Cursor of the page after it; null for the last.")


def routes() -> APIBlueprint:
    """The routes of the audit log."""
    made = APIBlueprint("audit", __name__, tag="Audit")

    @made.get("/audit")
    @made.input(AuditPage, location="query", arg_name="given")
    @made.output(Entries)
    @guarded(made, Role.ADMIN)
    def entries(given: AuditPage) -> Entries:
        """What was done, newest first."""
        page = audit.entries(
            parts().look(), visitor(), given.cursor, given.size,
            actor=given.actor, action=given.action,
        )  # fmt: skip
        return Entries(items=[Entry.model_validate(row) for row in page.items], next=page.next)

    return made
