"""The `tcb` command itself: its nouns and the options that all share."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import click

from tcb_analytics.cli.lazy import Noun, declared

NOUNS = {
    "demo": Noun("tcb_analytics.cli.demo", "demo", "Import the sample and build two reports."),
    "import": Noun("tcb_analytics.cli.imports", "import_", "Bring files into the lake."),
    "data": Noun("tcb_analytics.cli.data", "data", "Look at, sample and clean the lake."),
    "query": Noun("tcb_analytics.cli.query", "query", "Ask the lake; print or export."),
    "report": Noun("tcb_analytics.cli.report", "report", "Build an HTML report, or a batch."),
    "card": Noun("tcb_analytics.cli.card", "card", "Search cards and show one."),
    "deck": Noun("tcb_analytics.cli.deck", "deck", "Build, improve and look at decks."),
    "serve": Noun("tcb_analytics.cli.serve", "serve", "Serve the application."),
    "work": Noun("tcb_analytics.cli.work", "work", "Work on jobs that servers ask for."),
    "db": Noun("tcb_analytics.cli.db", "db", "The application's database: set up, back up."),
    "account": Noun("tcb_analytics.cli.account", "account", "Decide what accounts may do."),
    "audit": Noun("tcb_analytics.cli.audit", "audit", "Prove the audit log."),
    "lab": Noun("tcb_analytics.cli.lab", "lab", "Open JupyterLab on the notebooks."),
}
"""Every noun of the command line."""


def package_version() -> str:
    """Version of the installed package; a bare checkout has none."""
    try:
        return version("tcb-analytics")
    except PackageNotFoundError:
        return "0 (not installed)"


@click.group(
    cls=declared(NOUNS),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: tcb import my-files && tcb query win-rates --by leader",
)
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
@click.version_option(package_version(), prog_name="tcb")
def tcb(debug: bool) -> None:
    """What wins in a trading card game, and how sure one can be."""
    del debug  # read by entry.main, which prints failures
