"""Query plans side by side as HTML, for notebooks: each a tree, widest bars where time went.

Everything is escaped; there is no script and nothing is loaded. Colours are the reader's own, so
that it reads in light and dark; on a narrow page the plans stand below each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from tcb_analytics.warehouse.queries.plan_tree import PlanStep, QueryPlan

_LONGEST = 90
_BAR = "#116dba"
_LINE = "color-mix(in srgb,currentColor 25%,transparent)"


class PlansShown:
    """Plans that show themselves in a notebook.

    Args:
        plans: Plans by name, in the order of reading from the left.
    """

    def __init__(self, plans: Mapping[str, QueryPlan]) -> None:
        self.plans = dict(plans)

    def _repr_html_(self) -> str:
        return plans_html(self.plans)

    def __repr__(self) -> str:
        return "\n\n".join(f"{name}\n{plan_text(plan)}" for name, plan in self.plans.items())


def plans_html(plans: Mapping[str, QueryPlan]) -> str:
    """Plans in columns: name, rows and bytes, then the tree, the answer on top."""
    columns = "".join(_column(name, plan) for name, plan in plans.items())
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:1.2em;align-items:flex-start;'
        f'font:13px/1.35 system-ui,sans-serif">{columns}</div>'
    )


def plan_text(plan: QueryPlan) -> str:
    """A plan as indented text: each step and the rows it gave."""
    return "\n".join(_text(plan.root, 0))


def _text(step: PlanStep, depth: int) -> list[str]:
    own = f"{'  ' * depth}{step.name}: {step.rows:,} rows"
    return [own, *(line for child in step.children for line in _text(child, depth + 1))]


def _column(name: str, plan: QueryPlan) -> str:
    most = max(step.seconds for step in plan.root.walk()) or 1.0
    size = f", {plan.bytes_read / 1e6:,.2f} MB read" if plan.bytes_read else ""
    facts = f"{plan.scanned:,} rows out of scans{size}; {plan.steps} steps"
    return (
        '<section style="flex:1 1 210px;min-width:0">'
        f'<div style="font-weight:600;font-size:15px">{escape(name)}</div>'
        f'<div style="opacity:0.75;margin-bottom:0.4em">{escape(facts)}</div>'
        f"{_step(plan.root, most)}</section>"
    )


def _step(step: PlanStep, most: float) -> str:
    """A step, and below it, moved in where there are several, the steps it takes rows from."""
    facts = f"{step.rows:,} rows · {_took(step.seconds)}"
    detail = "".join(f"<div>{escape(_cut(line))}</div>" for line in step.detail[:3])
    width = max(1.0, 100 * step.seconds / most)
    box = (
        f'<div style="border:1px solid {_LINE};border-radius:4px;padding:0.3em 0.6em;margin:3px 0">'
        '<div style="display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 0.8em">'
        f"<b>{escape(step.name)}</b>"
        f'<span style="font-variant-numeric:tabular-nums">{facts}</span>'
        "</div>"
        f'<div style="opacity:0.75;font-size:0.88em;overflow-wrap:anywhere">{detail}</div>'
        f'<div style="height:4px;background:{_BAR};width:{width:.1f}%;margin-top:3px"></div></div>'
    )
    inner = [_step(child, most) for child in step.children]
    if len(inner) > 1:
        edge = f"margin-left:0.5em;padding-left:0.5em;border-left:2px solid {_LINE}"
        inner = [f'<div style="{edge}">{part}</div>' for part in inner]
    return box + "".join(inner)


def _took(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds >= 1e-5 else "0 ms"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
