"""`tcb report`: one command per declared report, and batches of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from tcb_analytics.cli.output import json_option, note, say, show
from tcb_analytics.cli.progress import steps
from tcb_analytics.cli.text import to_json
from tcb_analytics.config import load_settings
from tcb_analytics.errors import ReportError
from tcb_analytics.reports.batch import BatchResult, run_batch
from tcb_analytics.reports.manifest import JobResult
from tcb_analytics.reports.registry import REPORTS, Report, check_parameters, describe_parameters
from tcb_analytics.reports.runner import ReportResult, run_report, with_as_of

EXAMPLES = {
    "meta": "tcb report meta -p weeks=4 --out reports/",
    "leader": "tcb report leader -p leader=OP13-004",
    "deck": "tcb report deck -p deck=my-deck.txt --pdf",
    "card": "tcb report card -p card=OP01-016",
    "set": "tcb report set -p set=MKM -p min_games=500",
}


def shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where reports go, which state they show, and whether they are printed to PDF."""
    for option in (
        json_option,
        click.option("--pdf", is_flag=True, help="Print to PDF too; needs a Chromium browser."),
        click.option(
            "--as-of", metavar="STATE", help="Earlier state of the lake: a version or an ISO time."
        ),
        click.option(
            "--out", type=click.Path(path_type=Path), help="Folder; TCB_HOME's reports by default."
        ),
    ):
        command = option(command)
    return command


@click.group(epilog="Example: tcb report meta --help")
def report() -> None:
    """Build an HTML report: one file, all charts drawn, nothing fetched from the network."""


@report.command(epilog="Example: tcb report batch weekly.yaml --workers 2 --out weekly/")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option("--again", is_flag=True, help="Rebuild reports whose result still stands.")
@shared_options
def batch(
    *, file: Path, workers: int, again: bool, out: Path | None, as_of: str | None, pdf: bool,
    as_json: bool,
) -> int:  # fmt: skip
    """Build every report that a YAML FILE lists; go on past failures, resume where it ended.

    The file is a list of entries such as `- {report: leader, params: {leader: OP13-004}}`.
    """
    done = 0

    def tell(job: JobResult) -> None:
        nonlocal done
        done += 1
        note(f"report {done}: {job.name} {job.status}")

    result = run_batch(
        file,
        out_dir=out or load_settings().reports,
        as_of=as_of,
        workers=workers,
        resume=not again,
        pdf=pdf,
        progress=tell,
    )
    _show_batch(result, as_json)
    return 1 if result.failed else 0


def _show_batch(result: BatchResult, as_json: bool) -> None:
    rows = [asdict(job) for job in result.jobs]
    show(rows, ["name", "report", "status", "seconds", "file"], as_json=as_json)
    for job in result.failed:
        note(f"{job.name}: {job.error}")
    if not as_json:
        say(f"manifest: {result.manifest}")


def run_one(
    entry: Report, params: Mapping[str, str], *, out: Path | None, as_of: str | None, pdf: bool
) -> ReportResult:
    """Run one report with progress; wrong parameters are wrong use of the command."""
    try:
        check_parameters(entry.name, with_as_of(params, as_of))
    except ReportError as error:
        raise click.UsageError(error.what, click.get_current_context()) from error
    with steps(f"report {entry.name}") as step:
        return run_report(
            entry.name,
            params,
            out_dir=out or load_settings().reports,
            as_of=as_of,
            pdf=pdf,
            progress=step,
        )


def pairs(context: click.Context, option: click.Parameter, words: Sequence[str]) -> dict[str, str]:
    """``name=value`` words as a mapping.

    Raises:
        click.BadParameter: A word has no ``=``, or a name comes twice.
    """
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"expected name=value, got {word!r}", context, option)
        if name in found:
            raise click.BadParameter(f"{name} is given twice", context, option)
        found[name] = value
    return found


class ReportCommand(click.Command):
    """A report's command; its help lists the parameters of the report's model."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the parameters, then an example."""
        with formatter.section("Parameters (-p name=value)"):
            formatter.write_dl(
                [
                    (
                        p.name,
                        f"{p.meaning}. {p.type}; "
                        + ("required" if p.default is None else f"default {p.default}"),
                    )
                    for p in describe_parameters(self.name or "")
                ]
            )
        super().format_epilog(ctx, formatter)


def _command(entry: Report) -> click.Command:
    @click.command(
        entry.name,
        cls=ReportCommand,
        help=f"Build the report on {entry.summary}.",
        short_help=entry.summary,
        epilog=f"Example: {EXAMPLES.get(entry.name, f'tcb report {entry.name}')}",
    )
    @click.option(
        "-p", "params", multiple=True, metavar="NAME=VALUE", callback=pairs,
        help="A parameter; may be repeated.",
    )  # fmt: skip
    @shared_options
    def command(
        *, params: dict[str, str], out: Path | None, as_of: str | None, pdf: bool, as_json: bool
    ) -> None:
        made = run_one(entry, params, out=out, as_of=as_of, pdf=pdf)
        if as_json:
            click.echo(to_json(asdict(made)))
            return
        say(made.headline)
        for label, value in made.figures.items():
            say(f"  {label}: {value}")
        for path in (made.html, made.pdf):
            if path is not None:
                say(f"{path.resolve()}")

    return command


for _report in REPORTS.values():
    report.add_command(_command(_report))
