"""Which source reads a document, decided by its content alone, and what to say if none does."""

from __future__ import annotations

from collections.abc import Sequence

from tcb_analytics.warehouse.sources.base import Document, Source

TRUTH = "tcb_truth"
"""Key that marks a generated sample's truth: known, and deliberately no data."""


def recognise(document: Document, sources: Sequence[Source]) -> Source | None:
    """The first source, by order, that recognises a document.

    Raises:
        ImportRefusedError: The document is damaged, such as JSON cut short.
    """
    return next((source for source in sources if source.recognises(document)), None)


def explain(document: Document, sources: Sequence[Source]) -> tuple[str, ...]:
    """Why no source reads a document: what was seen, what was looked for, what to do."""
    if isinstance(document.json, dict) and TRUTH in document.json:
        return ("the known truth of a generated sample: compared with, never imported",)
    shape = "JSON" if document.looks_like_json else "CSV"
    alike = [source for source in sources if shape in source.looks_for] or sources
    return (
        f"not a known format: saw {document.describe()}",
        "looked for " + "; ".join(f"{source.name}: {source.looks_for}" for source in alike),
        "Next: for a CSV of your own, tcb import FILE --suggest writes a mapping to start from",
    )
