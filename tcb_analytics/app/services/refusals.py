"""Why a use case is refused. The API gives each kind a status; services know no HTTP."""

from __future__ import annotations

from collections.abc import Sequence

from tcb_analytics.errors import TcbError


class RefusedError(TcbError):
    """A use case was asked for what it cannot do."""

    code = "refused"


class InvalidError(RefusedError):
    """What was given breaks a rule; ``where`` names the field.

    Attributes:
        wrongs: Field and fault of each part that is wrong, where there are several.
    """

    code = "invalid"

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        remedy: str | None = None,
        wrongs: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.wrongs = tuple(wrongs)


class UnknownError(RefusedError):
    """There is no such thing, or none that this person may know of."""

    code = "not-found"


class UnprovenError(RefusedError):
    """Nobody proved who they are, or not with a proof that is still good."""

    code = "unauthenticated"


class ForbiddenError(RefusedError):
    """The person may not do this."""

    code = "forbidden"


class ConflictError(RefusedError):
    """It cannot be done as things are now: a name is taken, a job has ended."""

    code = "conflict"


class StaleError(RefusedError):
    """It was changed since it was read."""

    code = "stale"


class UnavailableError(RefusedError):
    """A part that this needs is down; the same request may work later."""

    code = "unavailable"


class LostCopyError(UnavailableError):
    """The copy that was read from went away meanwhile; a read that begins again finds another."""
