"""What an error of the database means to a use case.

Everything that waiting or an operator mends is told as unavailable; what another transaction
took is a conflict; what no column can hold is invalid. A fault of this program stays what it is.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import errors as postgres
from sqlalchemy import exc
from sqlalchemy.orm.exc import StaleDataError

from tcb_analytics.app.services.refusals import (
    ConflictError,
    InvalidError,
    RefusedError,
    StaleError,
    UnavailableError,
)

_UNMIGRATED = (postgres.UndefinedTable, postgres.UndefinedColumn)
_LACKS = re.compile("no such (table|column)|has no column named")
_READ_ONLY = (postgres.ReadOnlySqlTransaction, postgres.InFailedSqlTransaction)


def meaning(error: BaseException | None) -> RefusedError | None:
    """The refusal that an error stands for; None where it stands for none."""
    if isinstance(error, StaleDataError):
        return StaleError("it was changed since it was read; read it again")
    if isinstance(error, exc.TimeoutError):
        return UnavailableError("all connections to the database are busy; try again")
    if isinstance(error, OverflowError | UnicodeEncodeError):
        return InvalidError("a value is one that the database cannot hold")
    return _of_driver(error) if isinstance(error, exc.DBAPIError) else None


def _of_driver(error: exc.DBAPIError) -> RefusedError | None:
    original = error.orig
    if isinstance(original, _UNMIGRATED) or _LACKS.search(str(original)):
        return UnavailableError(
            "the database lacks tables or columns that this program needs",
            remedy="tcb db upgrade",
        )
    if isinstance(error, exc.IntegrityError):
        return ConflictError("something else took its place meanwhile")
    if isinstance(error, exc.DataError):
        return InvalidError("a value is one that the database cannot hold")
    # SQLite has one word for statements that are wrong, which are ours to mend, and for the rest.
    ours = getattr(original, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
    passing = isinstance(error, exc.OperationalError | exc.InterfaceError)
    if error.connection_invalidated or isinstance(original, _READ_ONLY) or (passing and not ours):
        return UnavailableError("the database does not answer; try again")
    return None


@contextmanager
def answering() -> Iterator[None]:
    """Tell errors of the database that happen inside as what they mean.

    Raises:
        RefusedError: What the error stands for.
    """
    try:
        yield
    except Exception as error:
        refusal = meaning(error)
        if refusal is None:
            raise
        raise refusal from error
