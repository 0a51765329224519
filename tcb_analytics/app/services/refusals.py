"""Why a use case is refused. The API gives each kind a status; services know no HTTP."""

from __future__ import annotations

from tcb_analytics.errors import TcbError


class RefusedError(TcbError):
    """A use case was asked for what it cannot do."""

    code = "refused"


class InvalidError(RefusedError):
    """What was given breaks a rule; ``where`` names the field."""

    code = "invalid"


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
