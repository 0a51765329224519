from __future__ import annotations

from tcb_analytics.simulator.effects.templates import rest, search
from tcb_analytics.simulator.effects.templates.all_templates import TEMPLATES, read_clause


def test_every_family_is_listed() -> None:
    assert {*rest.TEMPLATES, *search.TEMPLATES} <= set(TEMPLATES)


def test_no_template_stands_twice() -> None:
    declared = [(entry.pattern.pattern, entry.build) for entry in TEMPLATES]

    assert len(set(declared)) == len(declared)


def test_the_first_template_that_reads_a_clause_wins() -> None:
    assert read_clause("rest 2 of your DON!! cards")
    assert read_clause("sing") is None
