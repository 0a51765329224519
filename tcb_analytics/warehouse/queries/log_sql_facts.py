"""The counts of one grain of facts as SQL: what is grouped and filtered by, and the joins.

What is worked out from a game or a draft is worked out once a game, before cards are joined to
it, and conditions on games and drafts are put there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlglot import exp

from tcb_analytics.warehouse import log_facts
from tcb_analytics.warehouse.log_counts import BY_NAME, CARD_GRAINS, Grain
from tcb_analytics.warehouse.queries.log_columns import ALL_KEYS
from tcb_analytics.warehouse.queries.log_question import LogQuestion
from tcb_analytics.warehouse.queries.log_sql_cards import CARDS
from tcb_analytics.warehouse.queries.log_terms import (
    Known,
    Term,
    facts_terms,
    outer_table,
    quoted,
    text,
)
from tcb_analytics.warehouse.queries.planner import FACT_TABLES
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT


def facts_counts(
    question: LogQuestion,
    grain: Grain,
    releases: Known,
    imports: Sequence[str] | None = None,
) -> str:
    """The SELECT that counts one grain by the keys of its rows, and by card where cards matter.

    Naming the imports spares the engine the files of others, which a set's code, known of games
    and drafts alone, does not.
    """
    term, outer, base = facts_terms(grain, releases), outer_table(grain), FACT_TABLES[grain]
    used = sorted(question.columns - question.card_columns)
    early = [c for c in question.on_rows if all(_is_of(outer, term(n)) for n in c.columns)]
    late = [c for c in question.on_rows if c not in early]
    placed = {n: f"{outer}.{n}" if _is_of(outer, term(n)) else term(n) for n in used}

    def inner(name: str) -> str:
        return placed[name] if name in placed else f"{CARDS}.{quoted(name)}"

    derived = [n for n in used if _is_of(outer, term(n)) and term(n) != f"{outer}.{n}"]
    kept = [text(condition.tree, term) for condition in early]
    source = _narrowed(
        log_facts.from_clause(grain, _needs(used, grain)), outer, derived, kept, term
    )
    keys = [key.name for key in question.keys if key.name in placed]
    grouped = [inner(name) for name in keys]
    shown = [f"{inner(name)} AS {quoted(name)}" for name in keys]
    if question.used_of_cards and grain in CARD_GRAINS:
        grouped += [f"{base}.import_id", f"{base}.card"]
        shown += [f"{base}.import_id", f"{base}.card"]
        source += _of_cards(question, base)
    shown += [
        f"SUM({BY_NAME[name].sql}) AS {name}"
        for name in question.counts
        if BY_NAME[name].grain == grain
    ]
    where = [text(condition.tree, inner) for condition in late]
    where += [_of_both(text(condition.tree, inner), base) for condition in question.on_both]
    if imports is not None:
        listed = ", ".join(exp.Literal.string(name).sql(DIALECT) for name in imports)
        where.append(f"{base}.import_id IN ({listed or 'NULL'})")
    source += f"\nWHERE {' AND '.join(where)}" if where else ""
    source += f"\nGROUP BY {', '.join(grouped)}" if grouped else ""
    return f"SELECT {', '.join(shown)}\n{source}"


def _of_cards(question: LogQuestion, base: str) -> str:
    """The join that leaves the cards which conditions keep.

    A plain join would let DuckDB pair every pick with every such card of its import before it
    looks into packs. Where a condition needs both, only a join that keeps every row, with the
    condition behind it, holds DuckDB to packs first.
    """
    if not question.on_cards and not question.on_both:
        return ""
    join = "LEFT JOIN" if question.on_both else "SEMI JOIN"
    return (
        f"\n{join} {CARDS} ON {CARDS}.import_id = {base}.import_id AND {CARDS}.card = {base}.card"
    )


def _of_both(condition: str, base: str) -> str:
    """A condition behind the join that keeps every row.

    Its last part is never true; a plain FALSE would let DuckDB make an inner join of it.
    """
    return f"COALESCE({CARDS}.card IS NOT NULL AND ({condition}), {base}.card IS NULL)"


def _is_of(table: str, sql: str) -> bool:
    return f"{table}." in sql


def _needs(used: Iterable[str], grain: Grain) -> list[str]:
    """Base columns that the used ones are made of, as the joins know them."""
    known = log_facts.columns(grain)
    return [base for n in used for base in ((n,) if n in known else ALL_KEYS[n].bases)]


def _narrowed(source: str, outer: str, derived: list[str], kept: list[str], term: Term) -> str:
    """The joins with games or drafts replaced by those kept, and with what is derived of them."""
    if not derived and not kept:
        return source
    added = "".join(f", {term(name)} AS {quoted(name)}" for name in derived)
    where = f" WHERE {' AND '.join(kept)}" if kept else ""
    rows = f"(SELECT *{added} FROM {outer}{where}) AS {outer}"  # noqa: S608 - declared columns, checked conditions
    return re.sub(rf"\b(FROM|JOIN) {outer}\b", lambda found: f"{found[1]} {rows}", source, count=1)
