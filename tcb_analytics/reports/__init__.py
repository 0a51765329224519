"""Reports: typed parameters in, one self-contained HTML page out.

A report is a declared entry (``registry.py``), a model of its parameters
(``models.py``), and a notebook that travels with the package. Numbers come from
the warehouse and pictures from the charts; this room only tells the story.
"""

from __future__ import annotations

from tcb_analytics.reports.batch import BatchResult, run_batch
from tcb_analytics.reports.manifest import JobResult
from tcb_analytics.reports.registry import REPORTS, Report, describe_parameters
from tcb_analytics.reports.runner import ReportResult, run_report

__all__ = [
    "REPORTS",
    "BatchResult",
    "JobResult",
    "Report",
    "ReportResult",
    "describe_parameters",
    "run_batch",
    "run_report",
]
