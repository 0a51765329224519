"""The check of DuckDB's own syntax tree: every name and function, in its scope.

A CTE hides a table only where it is visible. A text could define one called
``duckdb_settings`` in one place and read the system table of that name in another, so
names are resolved as DuckDB does: inside the query that a CTE belongs to, for later
CTEs of the same list, and for itself only when it is recursive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.queries.columns import suggestion

TABLE_FUNCTIONS = frozenset({"unnest", "range", "generate_series"})
"""Functions that may stand in FROM: they make rows out of their arguments alone."""

FORBIDDEN = frozenset(
    {
        "add_parquet_key",
        "current_connection_id",
        "current_query",
        "current_query_id",
        "current_setting",
        "currval",
        "getenv",
        "getvariable",
        "json_deserialize_sql",
        "json_execute_serialized_sql",
        "json_serialize_plan",
        "json_serialize_sql",
        "nextval",
        "query",
        "query_table",
        "set_config",
        "setseed",
        "setval",
        "sleep_ms",
        "which_secret",
        "write_log",
    }
)
"""Scalar functions that read or change more than their arguments."""

_FORBIDDEN_STARTS = ("duckdb_", "pragma_", "pg_", "parquet_", "read_", "txid_", "__internal")
_FROM = frozenset(
    {"BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EMPTY", "EXPRESSION_LIST", "PIVOT"}
)
_REMEDY = "ask with one SELECT over the views that lake.tables() lists"


def check_syntax(tree: str, known: Mapping[str, str]) -> None:
    """Refuse a tree that reaches beyond known views and harmless functions.

    Args:
        tree: What ``json_serialize_sql`` gave.
        known: Views that may be asked, by lower-case name.

    Raises:
        QueryError: The tree is no SELECT, or it reaches further.
    """
    try:
        parsed = json.loads(tree)
        if parsed.get("error") or len(parsed.get("statements", ())) != 1:
            raise refused(str(parsed.get("error_message", "expected exactly one SELECT")))
        _Walk(known).visit(parsed["statements"][0], frozenset())
    except (RecursionError, ValueError) as error:
        raise refused("the text is nested too deeply") from error


def refused(what: str) -> QueryError:
    """The error for a text that is not one plain SELECT."""
    return QueryError(what, where="sql", remedy=_REMEDY)


def refused_name(name: str, known: Mapping[str, str]) -> QueryError:
    """The error for a table that is no view of the lake."""
    return refused(
        f"no view {name!r}{suggestion(name, known)}; known: {', '.join(sorted(known.values()))}"
    )


def refused_function(name: str) -> QueryError:
    """The error for a function that may not be used."""
    allowed = ", ".join(sorted(TABLE_FUNCTIONS))
    return refused(f"the function {name.lower()} may not be used here; in FROM only {allowed}")


class _Walk:
    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known

    def visit(self, node: Any, scope: frozenset[str]) -> None:
        if isinstance(node, list):
            for item in node:
                self.visit(item, scope)
        elif isinstance(node, dict):
            scope = self._with_ctes(node, scope)
            self._check(node, scope)
            for name, part in node.items():
                if name != "cte_map":
                    self.visit(part, scope)

    def _with_ctes(self, node: dict[str, Any], scope: frozenset[str]) -> frozenset[str]:
        """Names visible inside a query: those around it, and its own CTEs one by one."""
        if node.get("type") == "RECURSIVE_CTE_NODE":
            scope |= {str(node.get("cte_name")).lower()}
        for entry in (node.get("cte_map") or {}).get("map", ()):
            self.visit(entry["value"], scope)
            scope |= {str(entry["key"]).lower()}
        return scope

    def _check(self, node: dict[str, Any], scope: frozenset[str]) -> None:
        kind = node.get("type")
        for part in (node.get("from_table"), node.get("source")):
            self._check_from(part)
        if kind == "JOIN":
            self._check_from(node.get("left"))
            self._check_from(node.get("right"))
        elif kind == "BASE_TABLE":
            self._check_table(node, scope)
        elif kind == "TABLE_FUNCTION":
            name = str((node.get("function") or {}).get("function_name", "?"))
            if name.lower() not in TABLE_FUNCTIONS:
                raise refused_function(name)
        elif kind == "SHOW_REF":
            raise refused("DESCRIBE, SHOW and SUMMARIZE are not part of a SELECT")
        elif kind == "VALUE_PARAMETER":
            raise refused("a parameter has no value here: write the value")
        if "function_name" in node:
            self._check_function(str(node["function_name"]).lower())

    def _check_from(self, part: Any) -> None:
        if isinstance(part, dict) and "type" in part and part["type"] not in _FROM:
            raise refused(f"{str(part['type']).lower()} may not stand in FROM")

    def _check_table(self, node: dict[str, Any], scope: frozenset[str]) -> None:
        name = str(node.get("table_name"))
        path = [node.get("catalog_name"), node.get("schema_name"), name]
        if any(path[:2]) or node.get("at_clause"):
            raise refused_name(".".join(str(part) for part in path if part), self.known)
        if name.lower() not in scope and name.lower() not in self.known:
            raise refused_name(name, self.known)

    def _check_function(self, name: str) -> None:
        if name in FORBIDDEN or name.startswith(_FORBIDDEN_STARTS):
            raise refused_function(name)
