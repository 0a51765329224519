"""`tcb import`: bring files into the lake, and say what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tcb_analytics.cli.output import json_option, note, say, show
from tcb_analytics.cli.progress import Step, steps
from tcb_analytics.cli.text import to_json
from tcb_analytics.config import load_settings
from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.importing import ImportSummary, import_paths
from tcb_analytics.warehouse.progress import ProgressEvent
from tcb_analytics.warehouse.reading import find_files, verify
from tcb_analytics.warehouse.sources.mapped_csv import mapped_source
from tcb_analytics.warehouse.sources.suggest import suggest_mapping


@click.command("import", epilog="Example: tcb import downloads/ results.json.gz")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--map",
    "mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read CSV files of your own by this column mapping (YAML).",
)
@click.option("--suggest", is_flag=True, help="Import nothing; print a mapping to start from.")
@click.option("--again", is_flag=True, help="Import content that is in the lake once more.")
@json_option
def import_(
    *, paths: Sequence[Path], mapping: Path | None, suggest: bool, again: bool, as_json: bool
) -> int:
    """Bring files, folders and archives (.gz, .zip) into the lake.

    Each file is recognised by its content, verified, checked row by row and committed
    whole or not at all. A file that was imported before changes nothing.
    """
    if suggest:
        click.echo("\n".join(suggestions(paths)))
        return 0
    summary = bring_in(paths, mapping=mapping, again=again)
    if as_json:
        click.echo(to_json({"files": [asdict(outcome) for outcome in summary.outcomes]}))
    else:
        report(summary)
    return 1 if summary.count("refused") else 0


def bring_in(
    paths: Sequence[Path], *, mapping: Path | None = None, again: bool = False
) -> ImportSummary:
    """Import into the lake of the settings, with progress on standard error."""
    settings = load_settings()
    sources = None if mapping is None else [mapped_source(read_text(mapping), str(mapping))]
    with steps("import") as step:
        return import_paths(
            paths,
            settings.lake,
            limit=settings.max_input_mb * 1_000_000,
            longest=settings.max_log_mb * 1_000_000,
            sources=sources,
            again=again,
            progress=lambda event: _tell(step, event),
        )


def suggestions(paths: Sequence[Path]) -> Iterator[str]:
    """A mapping to start from for every file, as YAML."""
    limit = load_settings().max_input_mb * 1_000_000
    for file in find_files(paths):
        with TemporaryDirectory() as scratch:
            for document in verify(file, Path(scratch), limit).documents:
                yield suggest_mapping(document)


def read_text(file: Path) -> str:
    """The text of a mapping file.

    Raises:
        ImportRefusedError: It is not UTF-8 text.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefusedError(
            f"byte {error.start} is not UTF-8", where=str(file), remedy="save it as UTF-8"
        ) from error


def report(summary: ImportSummary) -> None:
    """Print what became of every file."""
    show(
        [asdict(outcome) for outcome in summary.outcomes],
        ["file", "status", "format", "rows", "rejected"],
        empty="no files found",
    )
    for remark, files in _remarks(summary).items():
        others = f" and {len(files) - 1} other {'file' if len(files) == 2 else 'files'}"
        note(f"{files[0]}{others if len(files) > 1 else ''}: {remark}")
    counts = {
        status: summary.count(status) for status in ("imported", "unchanged", "skipped", "refused")
    }
    told = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    say(f"{told or 'nothing to import'}; {summary.rows:,} rows, {summary.rejected:,} rejected")
    if summary.rejected:
        say("Next: tcb data rejects")


def _remarks(summary: ImportSummary) -> dict[str, list[str]]:
    """What was remarked, once each, with the files that it is about; by name where that tells."""
    names = Counter(Path(outcome.file).name for outcome in summary.outcomes)
    found: dict[str, list[str]] = {}
    for outcome in summary.outcomes:
        short = Path(outcome.file).name
        for remark in outcome.notes if outcome.status != "unchanged" else ():
            named = short if names[short] == 1 else outcome.file
            found.setdefault(remark, []).append(named)
    return found


def _tell(step: Step, event: ProgressEvent) -> None:
    done = event.index - (event.phase != "done")
    rows = f" {event.rows:,} rows" if event.rows else ""
    step(done, event.total, f"{event.phase} {event.file}{rows}")
