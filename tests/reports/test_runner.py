"""Running a report: hostile values, failures that stay visible, files whole or absent."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import pytest

from tcb_analytics.errors import ReportError, UnavailableError
from tcb_analytics.reports import pdf
from tcb_analytics.reports.registry import REPORTS, Report
from tcb_analytics.reports.runner import file_stem, run_report, with_as_of

HOSTILE = "\"\"\"'''\\\n__import__('os')._exit(3)\n{pm} <script>alert(1)</script> \u2028 %s é"


def test_a_report_leaves_a_page_a_notebook_and_its_headline(tiny: Report, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    result = run_report(
        "tiny",
        {"name": "Nami", "times": "4"},
        out_dir=tmp_path / "out {here}",
        lake_home=tmp_path,
        progress=lambda *step: told.append(step),
    )

    assert result.headline == "Hello Nami"
    assert result.figures == {"greetings": "4 (counted)"}
    assert result.html.name == "tiny-Nami.html"
    assert "Hello Nami" in result.html.read_text("utf-8")
    assert sorted(path.name for path in result.html.parent.iterdir()) == [
        "tiny-Nami.html",
        "tiny-Nami.ipynb",
    ]
    assert told[-1][0] == told[-1][1]
    assert "A heading & more" in {now for *_, now in told}  # where it is, not what its code says
    assert told[-1][2] == "the page"
    assert str(tmp_path) not in result.notebook.read_text("utf-8")


def test_a_hostile_value_arrives_as_it_is_and_runs_nowhere(tiny: Report, tmp_path: Path) -> None:
    result = run_report("tiny", {"name": HOSTILE}, out_dir=tmp_path / "out", lake_home=tmp_path)

    assert result.headline == f"Hello {HOSTILE}"
    page = result.html.read_text("utf-8")
    assert "<script>alert(1)" not in page
    assert page.count("<script") == 3  # plotly.js, one figure, ours


def test_the_same_report_twice_is_the_same_page(tiny: Report, tmp_path: Path) -> None:
    pages = [
        run_report("tiny", {"name": "x"}, out_dir=tmp_path / out, lake_home=tmp_path).html
        for out in "ab"
    ]

    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_a_failing_report_keeps_its_notebook_and_names_the_cell(
    tiny: Report, tmp_path: Path
) -> None:
    with pytest.raises(ReportError) as caught:
        run_report("tiny", {"name": "x", "times": 0}, out_dir=tmp_path / "out", lake_home=tmp_path)

    kept = tmp_path / "out" / "tiny-x.failed.ipynb"
    assert caught.value.where == "cell 8 of tiny.ipynb"
    assert caught.value.what == "ZeroDivisionError: division by zero"
    assert str(kept) in str(caught.value)
    assert "division by zero" in kept.read_text("utf-8")
    assert not (tmp_path / "out" / "tiny-x.html").exists()


def test_refused_parameters_run_nothing(tiny: Report, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="nothing was run"):
        run_report("tiny", {"name": "x", "a\nb": 1}, out_dir=tmp_path / "out", lake_home=tmp_path)

    assert not (tmp_path / "out").exists()


def test_the_kernel_is_the_running_interpreter(tiny: Report, tmp_path: Path) -> None:
    notebook = nbformat.read(tiny.notebook, as_version=4)
    notebook.metadata["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}
    notebook.cells.insert(3, nbformat.v4.new_code_cell("import sys, os\nname = sys.executable"))
    nbformat.write(notebook, tiny.notebook)
    result = run_report("tiny", {"name": "x"}, out_dir=tmp_path / "out", lake_home=tmp_path)

    assert result.headline == f"Hello {sys.executable}"


def test_a_kernel_that_dies_is_an_error_and_not_a_hang(tiny: Report, tmp_path: Path) -> None:
    notebook = nbformat.read(tiny.notebook, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("import os\nos._exit(1)"))
    nbformat.write(notebook, tiny.notebook)

    with pytest.raises(ReportError, match="the kernel stopped"):
        run_report("tiny", {"name": "x"}, out_dir=tmp_path / "out", lake_home=tmp_path)

    assert (tmp_path / "out" / "tiny-x.failed.ipynb").exists()


def test_an_unknown_report_is_met_with_the_known_ones() -> None:
    with pytest.raises(ReportError, match=r"did you mean leader\? Known: meta, leader, deck, card"):
        run_report("leadr", {}, out_dir=Path("nowhere"))


def test_two_states_of_the_lake_at_once_are_refused() -> None:
    assert with_as_of({"as_of": "3"}, 3) == {"as_of": "3"}
    with pytest.raises(ReportError, match="two states"):
        with_as_of({"as_of": "3"}, 4)


@pytest.mark.parametrize(
    ("subject", "stem"),
    [
        ("OP13-004", "leader-OP13-004"),
        ("../../etc/passwd", "leader-etc-passwd-"),
        ("a b", "leader-a-b-"),
        ("con\x00", "leader-con-"),
        ("é" * 300, "leader-"),
    ],
)
def test_a_subject_becomes_a_safe_file_name(subject: str, stem: str) -> None:
    made = file_stem(REPORTS["leader"], {"leader": subject})

    assert made.startswith(stem)
    assert len(made) < 80
    assert not set(made) & set("/\\\x00 :")


def test_different_subjects_never_share_a_file_name() -> None:
    names = [file_stem(REPORTS["leader"], {"leader": text}) for text in ("a b", "a/b", "a-b")]

    assert len(set(names)) == 3


def test_a_pdf_without_a_browser_says_what_to_install(
    tiny: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda _: None)

    with pytest.raises(UnavailableError, match="apt install chromium"):
        run_report("tiny", {"name": "x"}, out_dir=tmp_path / "o", lake_home=tmp_path, pdf=True)

    assert not (tmp_path / "o").exists()


@pytest.mark.browser
def test_a_pdf_is_printed_where_there_is_a_browser(tiny: Report, tmp_path: Path) -> None:
    try:
        pdf.find_browser()
    except UnavailableError as error:
        pytest.skip(error.what)
    result = run_report(
        "tiny", {"name": "x"}, out_dir=tmp_path / "out", lake_home=tmp_path, pdf=True
    )

    assert result.pdf is not None
    assert result.pdf.read_bytes().startswith(b"%PDF-")
