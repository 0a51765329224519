"""Plans as HTML: every step, every text escaped."""

from __future__ import annotations

import re

from tcb_analytics.warehouse.queries.plan_html import PlansShown, plan_text, plans_html
from tcb_analytics.warehouse.queries.plan_tree import PlanStep, QueryPlan

SCANNED = PlanStep("scan", 40, 0.5, ("of <b>cards</b>", "filters: x > 1"), ())
OTHER = PlanStep("scan", 7, 0.25, (), ())
PLAN = QueryPlan(PlanStep("join", 3, 0.001, (), (SCANNED, OTHER)), 2_500_000)


def test_every_step_is_shown_with_its_rows_and_what_it_reads() -> None:
    html = plans_html({"wide": PLAN})

    assert html.count("<b>scan</b>") == 2
    assert "40 rows · 500.00 ms" in html
    assert "47 rows out of scans, 2.50 MB read; 3 steps" in html


def test_three_plans_fit_side_by_side_where_a_notebook_shows_them() -> None:
    html = plans_html(dict.fromkeys(("wide", "split", "rollup"), PLAN))
    (least,) = {int(found) for found in re.findall(r"flex:1 1 (\d+)px", html)}

    assert 3 * least + 2 * 16 < 700


def test_texts_of_the_plan_are_escaped() -> None:
    html = plans_html({"<script>": PLAN})

    assert "<script>" not in html
    assert "of &lt;b&gt;cards&lt;/b&gt;" in html


def test_the_longest_step_has_the_widest_bar() -> None:
    html = plans_html({"wide": PLAN})

    assert html.count("width:100.0%") == 1
    assert "width:50.0%" in html


def test_as_text_a_plan_is_indented() -> None:
    assert plan_text(PLAN).splitlines() == ["join: 3 rows", "  scan: 40 rows", "  scan: 7 rows"]
    assert repr(PlansShown({"wide": PLAN})).startswith("wide\njoin")


def test_a_step_that_took_no_time_divides_nothing() -> None:
    assert "0 ms" in plans_html({"quick": QueryPlan(PlanStep("scan", 0, 0.0, (), ()), 0)})
