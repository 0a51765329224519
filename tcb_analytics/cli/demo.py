"""`tcb demo`: from the bundled sample to two reports, and nothing done twice.

A report that stands for the same parameters, lake and notebook is left alone
(`reports/manifest.py` decides), so a second run changes nothing and says so.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click
import yaml

from tcb_analytics.cli.imports import bring_in
from tcb_analytics.cli.output import json_option, note, say
from tcb_analytics.cli.text import to_json
from tcb_analytics.config import bundled, load_settings
from tcb_analytics.errors import ImportRefusedError, LakeError
from tcb_analytics.reports.batch import BatchResult, run_batch
from tcb_analytics.reports.notebook_file import read_notebook
from tcb_analytics.reports.page import read_headline
from tcb_analytics.warehouse.importing import ImportSummary
from tcb_analytics.warehouse.lake import open_lake

GAME = "tidebreak"


@click.command(epilog="Example: tcb demo")
@json_option
def demo(as_json: bool) -> None:
    """Import the bundled sample, build the meta report and one deck report.

    A second run changes nothing and says so.
    """
    summary = load_sample()
    deck = winning_deck()
    folder = load_settings().reports / "demo"
    result = build([("meta", {"game": GAME}), ("deck", {"deck": deck, "game": GAME})], folder)
    unchanged = not summary.count("imported") and all(j.status == "skipped" for j in result.jobs)
    pages = [folder.resolve() / str(job.file) for job in result.jobs]
    told = [read_headline(read_notebook(page.with_suffix(".ipynb"))) for page in pages]
    if as_json:
        reports = [
            {"report": job.report, "headline": headline, "figures": figures, "html": page}
            for job, page, (headline, figures) in zip(result.jobs, pages, told, strict=True)
        ]
        click.echo(to_json({"unchanged": unchanged, "reports": reports}))
        return
    say("Unchanged: sample and reports are as the last run left them." if unchanged else "Done.")
    for page, (headline, figures) in zip(pages, told, strict=True):
        say(headline)
        for label, value in figures.items():
            say(f"  {label}: {value}")
        say(f"  {page}")
    say("Next: open these in a browser; tcb import PATH... brings in files of your own")


def load_sample() -> ImportSummary:
    """Bring the bundled sample into the lake; says how much was new.

    Raises:
        ImportRefusedError: A file of the sample is damaged.
    """
    summary = bring_in([bundled("sample")])
    for outcome in summary.outcomes:
        if outcome.status == "refused":
            reason = "; ".join(outcome.notes)
            raise ImportRefusedError(reason, where=outcome.file, remedy="reinstall tcb-analytics")
    new, same = summary.count("imported"), summary.count("unchanged")
    note(f"sample: {new} files imported, {same} unchanged, {summary.rows:,} rows")
    return summary


def winning_deck() -> str:
    """The deck of the sample whose report is worth a first look: the latest winner's.

    Raises:
        LakeError: The sample holds no complete deck.
    """
    with open_lake() as lake:
        found = lake.sql(
            "SELECT d.deck_id FROM decks AS d JOIN placements AS p USING (game, source, deck_id) "
            "WHERE d.game = 'tidebreak' AND d.complete AND p.place_best = 1 "
            "ORDER BY p.event_date DESC NULLS LAST, d.deck_id LIMIT 1"
        ).arrow()
    if found.num_rows == 0:
        raise LakeError("the sample holds no winning deck", remedy="reinstall tcb-analytics")
    return str(found.column("deck_id")[0].as_py())


def build(reports: list[tuple[str, dict[str, str]]], folder: Path) -> BatchResult:
    """Build reports side by side, or leave those alone that still stand.

    Raises:
        click.ClickException: One failed; says why.
    """
    jobs = [{"report": name, "params": params, "name": name} for name, params in reports]
    with TemporaryDirectory(prefix="tcb-") as scratch:
        file = Path(scratch) / "demo.yaml"
        file.write_text(yaml.safe_dump(jobs), encoding="utf-8")
        result = run_batch(
            file, out_dir=folder, progress=lambda job: note(f"report {job.name}: {job.status}")
        )
    if result.failed:
        raise click.ClickException("; ".join(f"{job.name}: {job.error}" for job in result.failed))
    return result
