"""The declared reports: adding one is one entry here, one model and one notebook.

Running them is in ``runner.py``; this module starts no kernel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from tcb_analytics.config import bundled
from tcb_analytics.errors import ReportError
from tcb_analytics.reports.models import (
    CardParameters,
    DeckParameters,
    LeaderParameters,
    MetaParameters,
    SetParameters,
)
from tcb_analytics.reports.parameters import (
    ParameterHelp,
    Parameters,
    describe_model,
    parse_parameters,
)


@dataclass(frozen=True, slots=True)
class Report:
    """One report that can be run.

    Attributes:
        name: Name on the command line.
        title: Heading of the page; the subject is added when it runs.
        summary: One line for ``tcb report --help``.
        model: Its parameters.
        subject: Field that names what it is about; goes into the file name.
    """

    name: str
    title: str
    summary: str
    model: type[Parameters]
    subject: str

    @property
    def notebook(self) -> Path:
        """The bundled notebook."""
        return bundled("notebooks") / "reports" / f"{self.name}.ipynb"


REPORTS: dict[str, Report] = {
    report.name: report
    for report in (
        Report(
            "meta",
            "The meta",
            "which leaders win, how often they are played, and against what",
            MetaParameters,
            "game",
        ),
        Report(
            "leader",
            "Leader",
            "one leader: win rate, matchups, share over time, typical deck",
            LeaderParameters,
            "leader",
        ),
        Report(
            "deck",
            "Deck",
            "one deck list: legality, curve, and how it differs from its leader's decks",
            DeckParameters,
            "deck",
        ),
        Report(
            "card",
            "Card",
            "one card: facts, who plays it, how often, and with what result",
            CardParameters,
            "card",
        ),
        Report(
            "set",
            "Set",
            "one set of Limited: its cards, colours, archetypes and course, from logs of games",
            SetParameters,
            "set",
        ),
    )
}
"""Every report by name."""


def get_report(name: str) -> Report:
    """The report of that name.

    Raises:
        ReportError: No such report; names those that exist.
    """
    try:
        return REPORTS[name]
    except KeyError:
        close = get_close_matches(name, REPORTS, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise ReportError(
            f"there is no report {name!r}{hint} Known: {', '.join(REPORTS)}",
            remedy="tcb report --help",
        ) from None


def describe_parameters(name: str) -> list[ParameterHelp]:
    """Parameters of a report: name, meaning, type and default.

    Raises:
        ReportError: No such report.
    """
    return describe_model(get_report(name).model)


def check_parameters(name: str, given: Mapping[str, object]) -> Parameters:
    """A report's parameters, checked; see :func:`parse_parameters`.

    Raises:
        ReportError: No such report, or parameters that it does not accept.
    """
    report = get_report(name)
    return parse_parameters(report.model, given, report=report.name)
