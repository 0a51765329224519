"""Importing files: verify, recognise, write, commit; each file whole or not at all.

The order of work is the promise: a file's bytes are verified before a row is read,
its rows are stored before one is visible, and one commit shows them all. What cannot
be imported is refused with a reason and leaves the lake as it was. Formats live in
``sources/``, storage in ``transaction.py``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow.parquet as pq

from tcb_analytics.errors import ImportRefusedError, LakeError, TcbError
from tcb_analytics.warehouse.contracts import Reject
from tcb_analytics.warehouse.progress import Listener, ProgressEvent, workspace
from tcb_analytics.warehouse.reading import InputFile, Verified, find_files, verify
from tcb_analytics.warehouse.recognition import TRUTH, explain, recognise
from tcb_analytics.warehouse.sources import all_sources
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.licences import LICENCES
from tcb_analytics.warehouse.store import ImportRow, Store, is_lake
from tcb_analytics.warehouse.transaction import Transaction, Written

log = logging.getLogger(__name__)

FAULT = "has a fault"
"""Words that tell a fault of an importer from a fault of a file; campaigns look for them."""

LONGEST = 64 << 30
"""Bytes of the longest stream that is read where no setting says otherwise."""

CONTEXT_ORDER = 51
"""Sources of this order or above wait until every other file of the run is in."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Attributes:
        file: The file as the user named it.
        status: ``imported``, ``unchanged``, ``skipped`` (no data, found in a folder)
            or ``refused``.
        format: Name of the source that read it; None when none recognised it.
        datasets: Data sets it holds.
        rows: Rows loaded.
        rejected: Fields rejected.
        notes: Remarks, and for a refusal or a skip the reason and the remedy.
        rejects: The first few rejects.
    """

    file: str
    status: str
    format: str | None = None
    datasets: tuple[str, ...] = ()
    rows: int = 0
    rejected: int = 0
    notes: tuple[str, ...] = ()
    rejects: tuple[Reject, ...] = ()


@dataclass(frozen=True)
class ImportSummary:
    """What became of every file of one run."""

    outcomes: tuple[Outcome, ...]

    def count(self, status: str) -> int:
        """Number of files with a status."""
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def rows(self) -> int:
        """Rows loaded over all files."""
        return sum(outcome.rows for outcome in self.outcomes)

    @property
    def rejected(self) -> int:
        """Fields rejected over all files."""
        return sum(outcome.rejected for outcome in self.outcomes)


@dataclass
class _Run:
    """One import run: where it writes, what it may use, and whom it tells."""

    folder: Path
    scratch: Path
    tell: Listener
    sources: Sequence[Source]
    limit: int
    longest: int
    again: bool
    total: int
    context: Context = field(init=False)

    def __post_init__(self) -> None:
        self.context = Context(types=lambda game: known_types(self.folder, game))

    def streams(self, document: Document) -> bool:
        """Whether a source reads a document as a stream, so that it need not be unpacked."""
        return any(source.streams and source.recognises(document) for source in self.sources)


def import_paths(
    paths: Iterable[Path],
    folder: Path,
    *,
    limit: int,
    longest: int = LONGEST,
    sources: Sequence[Source] | None = None,
    again: bool = False,
    progress: Listener | None = None,
) -> ImportSummary:
    """Import files, folders and archives into the lake.

    Args:
        paths: Files or folders; ``.gz`` and ``.zip`` are unpacked.
        folder: Folder of the lake; it is created when absent.
        limit: Most bytes of one file, unpacked.
        longest: Most bytes, unpacked, of a file that is read as a stream.
        sources: The formats to look for, in place of all that are declared; a CSV
            mapping is one.
        again: Import files whose content is already in the lake once more.
        progress: Called at every step.

    Returns:
        One outcome per file. A refused file does not stop the others.

    Raises:
        ImportRefusedError: A named path does not exist.
        LakeError: The lake cannot be read or written.
    """
    files = list(find_files(paths))
    folder.mkdir(parents=True, exist_ok=True)
    with workspace(folder, progress) as (scratch, tell):
        formats = all_sources() if sources is None else sources
        run = _Run(folder, scratch, tell, formats, limit, longest, again, len(files))
        outcomes: dict[int, Outcome] = {}
        waiting: list[int] = []
        for index, file in enumerate(files):
            outcome = _import_file(run, file, index + 1, wait=True)
            if outcome is None:
                waiting.append(index)
            else:
                outcomes[index] = outcome
        for index in waiting:
            late = _import_file(run, files[index], index + 1, wait=False)
            assert late is not None  # noqa: S101 - without wait every file has an outcome
            outcomes[index] = late
        if files:
            tell(ProgressEvent("done", files[-1].name, len(files), len(files)))
    return ImportSummary(tuple(outcomes[index] for index in range(len(files))))


def _import_file(run: _Run, file: InputFile, index: int, *, wait: bool) -> Outcome | None:
    """Import one file; None when it should wait for the catalogues of this run."""
    run.tell(ProgressEvent("verify", file.name, index, run.total))
    try:
        with TemporaryDirectory(dir=run.scratch) as scratch:
            verified = verify(
                file, Path(scratch), run.limit, streams=run.streams, longest=run.longest
            )
            pairs = [
                (document, recognise(document, run.sources)) for document in verified.documents
            ]
            known = [(document, source) for document, source in pairs if source is not None]
            unknown = [document for document, source in pairs if source is None]
            if not known or (unknown and not file.found):
                return _unrecognised(file, unknown[0], run.sources)
            if wait and any(source.order >= CONTEXT_ORDER for _, source in known):
                return None
            if not run.again and (live := _already_live(run.folder, verified.sha256, known)):
                return _unchanged(file, live)
            outcome = _load(run, file, index, verified, known)
            left = tuple(f"not read, no known format: {document.name}" for document in unknown)
            return replace(outcome, notes=outcome.notes + left)
    except LakeError:
        raise
    except TcbError as error:
        reason = str(error).removeprefix(f"{file.name}: ")
        return Outcome(file.name, "refused", notes=tuple(reason.splitlines()))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        why = f"its importer {FAULT} ({type(error).__name__}: {error}); nothing of it was loaded"
        log.exception("importing %s", file.name)
        return Outcome(
            file.name, "refused", notes=(why, "Next: report this with the file's format")
        )


def _load(
    run: _Run,
    file: InputFile,
    index: int,
    verified: Verified,
    known: Sequence[tuple[Document, Source]],
) -> Outcome:
    transaction = Transaction(run.folder, file.name)
    done: list[_Stored] = []
    for document, source in known:
        for dataset in source.read(document, run.context):
            before = sum(stored.written.rows for stored in done)

            def count(rows: int, before: int = before) -> None:
                run.tell(ProgressEvent("write", file.name, index, run.total, before + rows))

            count(0)
            written = transaction.write(dataset.rows, count, dataset.derive, run.scratch)
            done.append(_Stored(source, dataset, written))
    _refuse_useless(file, done)
    verified.refuse_changed(file)
    run.tell(ProgressEvent("commit", file.name, index, run.total))
    now = datetime.now(UTC)
    transaction.commit(_import_row(file, verified, stored, now) for stored in done)
    return Outcome(
        file.name,
        "imported",
        format=", ".join(sorted({stored.source.name for stored in done})),
        datasets=tuple(stored.dataset.key for stored in done),
        rows=sum(stored.written.rows for stored in done),
        rejected=sum(stored.written.rejected for stored in done),
        notes=tuple(dict.fromkeys(note for stored in done for note in stored.dataset.notes)),
        rejects=tuple(reject for stored in done for reject in stored.written.first_rejects)[:5],
    )


class _Stored(NamedTuple):
    """One data set whose rows are stored and not yet visible."""

    source: Source
    dataset: Dataset
    written: Written


def _import_row(file: InputFile, verified: Verified, stored: _Stored, now: datetime) -> ImportRow:
    source, dataset, written = stored
    return ImportRow(
        import_id=written.import_id,
        dataset=dataset.key,
        action="import",
        file=file.name,
        sha256=verified.sha256,
        bytes=verified.bytes,
        format=source.name,
        game=dataset.game,
        source=dataset.source,
        license=LICENCES.get(dataset.source, LICENCES.get(source.name)),
        rows=written.rows,
        rejected=written.rejected,
        notes=list(dataset.notes),
        tables=sorted(written.tables),
        imported_at=now,
        version=package_version(),
    )


def _refuse_useless(file: InputFile, done: Sequence[_Stored]) -> None:
    """A file without one good row must not replace what an earlier one brought."""
    if any(stored.written.rows for stored in done):
        return
    rejects = [reject for stored in done for reject in stored.written.first_rejects]
    if rejects:
        first = rejects[0]
        why = f"no row can be loaded; the first: {first.key}, {first.field}: {first.reason}"
    else:
        why = "it holds no rows"
    raise ImportRefusedError(
        why,
        where=file.name,
        remedy="compare the file with the format's description in data/README.md",
    )


def _unrecognised(file: InputFile, document: Document, sources: Sequence[Source]) -> Outcome:
    truth = isinstance(document.json, dict) and TRUTH in document.json
    status = "skipped" if file.found or truth else "refused"
    return Outcome(file.name, status, notes=explain(document, sources))


def _already_live(
    folder: Path, sha256: str, known: Sequence[tuple[Document, Source]]
) -> list[ImportRow]:
    """The live imports of this very content, if every data set of it still is live."""
    if not is_lake(folder):
        return []
    store = Store.open(folder)
    formats = {source.name for _, source in known}
    same = [row for row in store.history if row.sha256 == sha256 and row.format in formats]
    live = [row for row in store.live if row.sha256 == sha256 and row.format in formats]
    return live if {row.dataset for row in same} == {row.dataset for row in live} else []


def _unchanged(file: InputFile, live: Sequence[ImportRow]) -> Outcome:
    first = min(row.imported_at for row in live)
    return Outcome(
        file.name,
        "unchanged",
        format=", ".join(sorted({row.format for row in live})),
        datasets=tuple(row.dataset for row in live),
        notes=(f"this content is in the lake since {first:%Y-%m-%d %H:%M} UTC",),
    )


def known_types(folder: Path, game: str) -> frozenset[str]:
    """Card types that the lake's catalogues know for a game; empty without a lake."""
    try:
        files = Store.open(folder).files("cards")
    except LakeError:
        return frozenset()
    found: set[str] = set()
    for file in files:
        table = pq.read_table(file, columns=["game", "types"], partitioning=None)
        for record in table.to_pylist():
            if record["game"] == game:
                found.update(record["types"])
    return frozenset(found)


def package_version() -> str:
    """Version of tcb_analytics as installed; ``0`` in a bare checkout."""
    try:
        return installed_version("tcb-analytics")
    except PackageNotFoundError:
        return "0"
