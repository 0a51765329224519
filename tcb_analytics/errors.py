"""The errors a user can meet, each with a remedy.

Every error says what was wrong, where, what was expected, and the next command
to run. Library errors (Delta, DuckDB, papermill) are translated at the room's
border and never shown raw.
"""

from __future__ import annotations


class TcbError(Exception):
    """Base of every expected failure.

    Args:
        what: What was wrong, in one sentence, including what was expected.
        where: File, line, field or argument in which it was found.
        remedy: The next command or change that helps.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        lines = [self.what if self.where is None else f"{self.where}: {self.what}"]
        if self.remedy:
            lines.append(f"Next: {self.remedy}")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.where, self.remedy))


def _rebuild(kind: type[TcbError], what: str, where: str | None, remedy: str | None) -> TcbError:
    return kind(what, where=where, remedy=remedy)


class ConfigError(TcbError):
    """A setting (``TCB_*``) has a value that cannot be used."""


class CardError(TcbError):
    """A card or card number is unknown or impossible."""


class DeckError(TcbError):
    """A deck list cannot be read; carries every faulty line."""


class FormatError(TcbError):
    """A format (a game's rules as data) is unknown or wrongly declared."""


class StatisticsError(TcbError):
    """Counts that no rate can be computed from, such as more wins than games."""


class ImportRefusedError(TcbError):
    """A file is not imported: unknown format, too large, damaged or unsafe."""


class LakeError(TcbError):
    """The lake cannot be opened, read or written."""


class QueryError(TcbError):
    """A question that the lake cannot answer: unknown column, unsafe SQL, wrong value."""


class ReportError(TcbError):
    """A report's parameters are refused or its notebook failed."""


class UnavailableError(TcbError):
    """An optional tool (a browser, a package) is not on this machine."""
