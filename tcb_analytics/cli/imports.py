"""`tcb import`: bring files into the lake, and say what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from tcb_analytics.cli.output import json_option, note, say, show
from tcb_analytics.cli.progress import Step, steps
from tcb_analytics.cli.text import to_json
from tcb_analytics.config import load_settings
from tcb_analytics.warehouse.importing import ImportSummary, import_paths
from tcb_analytics.warehouse.progress import ProgressEvent


@click.command("import", epilog="Example: tcb import downloads/ results.json.gz")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@json_option
def import_(paths: Sequence[Path], as_json: bool) -> int:
    """Bring files, folders and archives (.gz, .zip) into the lake.

    Each file is recognised by its content, verified, checked row by row and committed
    whole or not at all. A file that was imported before changes nothing.
    """
    settings = load_settings()
    with steps("import") as step:
        summary = import_paths(
            paths,
            settings.lake,
            limit=settings.max_input_mb * 1_000_000,
            progress=lambda event: _tell(step, event),
        )
    if as_json:
        click.echo(to_json({"files": [asdict(outcome) for outcome in summary.outcomes]}))
    else:
        report(summary)
    return 1 if summary.count("refused") else 0


def report(summary: ImportSummary) -> None:
    """Print what became of every file."""
    show(
        [asdict(outcome) for outcome in summary.outcomes],
        ["file", "status", "format", "rows", "rejected"],
        empty="no files found",
    )
    for outcome in summary.outcomes:
        for remark in outcome.notes if outcome.status != "unchanged" else ():
            note(f"{outcome.file}: {remark}")
    counts = {
        status: summary.count(status) for status in ("imported", "unchanged", "skipped", "refused")
    }
    told = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    say(f"{told or 'nothing to import'}; {summary.rows:,} rows, {summary.rejected:,} rejected")
    if summary.rejected:
        say("Next: tcb data rejects")


def _tell(step: Step, event: ProgressEvent) -> None:
    done = event.index - (event.phase != "done")
    rows = f" {event.rows:,} rows" if event.rows else ""
    step(done, event.total, f"{event.phase} {event.file}{rows}")
