"""Running one report: checked parameters in, an HTML page and its notebook out.

A failed report leaves its half-executed notebook behind, under a name of its own.
Several reports at once are the work of ``batch.py``.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tcb_analytics.config import load_settings
from tcb_analytics.errors import ReportError
from tcb_analytics.reports.execution import Progress, execute
from tcb_analytics.reports.notebook_file import Notebook, read_notebook, write_notebook
from tcb_analytics.reports.parameters import Scalar
from tcb_analytics.reports.pdf import find_browser, print_pdf
from tcb_analytics.reports.registry import Report, check_parameters, get_report


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What a report left behind.

    Attributes:
        html: The page, one file.
        notebook: The executed notebook.
        headline: The answer in one sentence.
        figures: Headline figures, label to value with its note.
        pdf: The printed page, where it was asked for.
    """

    html: Path
    notebook: Path
    headline: str
    figures: dict[str, str]
    pdf: Path | None = None


def run_report(
    name: str,
    params: Mapping[str, object],
    *,
    out_dir: Path,
    lake_home: Path | None = None,
    as_of: datetime | str | int | None = None,
    pdf: bool = False,
    progress: Progress | None = None,
    stem: str | None = None,
) -> ReportResult:
    """Check parameters, execute the report's notebook and build its page.

    Args:
        name: Name of a declared report.
        params: Parameters; text is read by the type of its field.
        out_dir: Folder for the results; made where it is missing. Files of the same
            name are replaced, whole or not at all.
        lake_home: Data home of the lake; ``TCB_HOME`` or the platform's by default.
        as_of: Earlier state of the lake to report on.
        pdf: Print the page to PDF as well.
        progress: Told after each cell: cells done, cells in all, the section that comes next.
        stem: File name without ending; by default the report and its subject.

    Raises:
        ReportError: Parameters are refused, or a cell failed; says which, and where the
            notebook was kept.
        UnavailableError: ``pdf`` was asked for and there is no browser.
    """
    report = get_report(name)
    checked = check_parameters(name, with_as_of(params, as_of))
    if pdf:
        find_browser()
    values = checked.scalars()
    stem = stem or file_stem(report, values)
    home = (lake_home or load_settings().home).resolve()
    _make_folder(out_dir)
    notebook = _executed(report, values, home, out_dir / f"{stem}.failed.ipynb", progress)
    return _publish(notebook, out_dir, stem, pdf=pdf)


def _executed(
    report: Report,
    values: Mapping[str, Scalar],
    home: Path,
    failed: Path,
    progress: Progress | None,
) -> Notebook:
    with tempfile.TemporaryDirectory(prefix="tcb-", ignore_cleanup_errors=True) as folder:
        scratch = Path(folder)
        try:
            executed = execute(
                report.notebook,
                _for_kernel(values),
                scratch=scratch,
                environment={"TCB_HOME": str(home), "PLOTLY_RENDERER": "plotly_mimetype"},
                progress=progress,
            )
        except ReportError as error:
            raise _kept(error, scratch / "run.ipynb", failed) from None
        return _tidy(read_notebook(executed), report)


def with_as_of(
    params: Mapping[str, object], as_of: datetime | str | int | None
) -> Mapping[str, object]:
    """Parameters with the state of the lake among them.

    Raises:
        ReportError: Two different states were asked for.
    """
    if as_of is None:
        return params
    text = as_of.isoformat() if isinstance(as_of, datetime) else str(as_of)
    if params.get("as_of") not in (None, text):
        raise ReportError(
            f"two states of the lake were asked for: {params['as_of']} and {text}", where="as_of"
        )
    return {**params, "as_of": text}


def file_stem(report: Report, values: Mapping[str, Scalar]) -> str:
    """File name of a report without its ending, safe on every platform.

    Two subjects never share a name: one that had to be changed or cut carries a
    part of its checksum.
    """
    subject = values[report.subject]
    if subject is None:
        return report.name
    text = str(subject)
    if report.name == "deck" and "\n" not in text and Path(text).suffix:
        text = Path(text).stem
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-.")[:48]
    if slug != text:
        slug = f"{slug}-{hashlib.sha256(str(subject).encode()).hexdigest()[:8]}".lstrip("-")
    return f"{report.name}-{slug}"


def deck_file(values: Mapping[str, object]) -> Path | None:
    """The file that parameters name as a deck list, if they name one."""
    deck = values.get("deck")
    if not isinstance(deck, str) or len(deck) > 1_000 or not deck.isprintable():
        return None
    path = Path(deck)
    return path.resolve() if path.is_file() else None


def _for_kernel(values: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """Values as the kernel needs them: it runs elsewhere, so paths become absolute."""
    path = deck_file(values)
    return {**values, "deck": str(path)} if path else dict(values)


def _make_folder(out_dir: Path) -> None:
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(
            f"the folder cannot be made: {error.strerror}",
            where=str(out_dir),
            remedy="choose another with --out",
        ) from error


def _kept(error: ReportError, source: Path, target: Path) -> ReportError:
    if not source.is_file():
        return error
    shutil.copyfile(source, target)
    opened = f"open {target}, which shows everything up to the failed cell"
    return ReportError(
        error.what,
        where=error.where,
        remedy=f"{error.remedy}; or {opened}" if error.remedy else opened,
    )


def _tidy(notebook: Notebook, report: Report) -> Notebook:
    """The notebook without paths of this machine."""
    notebook.metadata.papermill["input_path"] = report.notebook.name
    notebook.metadata.papermill["output_path"] = ""
    return notebook


def _publish(notebook: Notebook, out_dir: Path, stem: str, *, pdf: bool) -> ReportResult:
    from tcb_analytics.reports.page import (  # noqa: PLC0415 - nbconvert is slow to import
        read_headline,
        render_page,
    )

    headline, figures = read_headline(notebook)
    html, copy = out_dir / f"{stem}.html", out_dir / f"{stem}.ipynb"
    page = render_page(notebook)
    for target, write in (
        (copy, lambda path: write_notebook(notebook, path)),
        (html, lambda path: path.write_text(page, encoding="utf-8", newline="\n")),
    ):
        partial = target.with_name(f".{target.name}.part")
        write(partial)
        partial.replace(target)
    (out_dir / f"{stem}.failed.ipynb").unlink(missing_ok=True)
    printed = print_pdf(html, out_dir / f"{stem}.pdf") if pdf else None
    return ReportResult(html, copy, headline, figures, printed)
