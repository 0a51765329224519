"""Two contract types that import-linter lacks, named in ``.importlinter``.

``confined`` is like its own ``protected``, but accepts packages and rooms that
do not exist yet; ``only`` turns a list of forbidden packages round into a list of
allowed ones. Both look at direct imports: who imports whom is the layers' matter.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from importlinter import Contract, ContractCheck, fields, output

if TYPE_CHECKING:
    from grimp import ImportGraph


def _inside(module: str, rooms: Any) -> bool:
    return any(module == room or module.startswith(room + ".") for room in rooms)


class _ImportContract(Contract):
    """Checks every direct import by itself; a subclass says which are illegal."""

    def illegal(self, importer: str, imported: str) -> bool:
        """Whether this import breaks the contract."""
        raise NotImplementedError

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every import of the package."""
        found = [
            (importer, imported)
            for importer in sorted(graph.modules)
            if _inside(importer, ["tcb_analytics"])
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self.illegal(importer, imported)
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each illegal import."""
        for importer, imported in check.metadata["found"]:
            output.print_error(f"{importer} is not allowed to import {imported}")
            output.new_line()


class Confined(_ImportContract):
    """``packages`` may be imported by ``rooms`` only; the package root exactly, others whole."""

    packages = fields.SetField(subfield=fields.StringField())
    rooms = fields.SetField(subfield=fields.StringField())

    def illegal(self, importer: str, imported: str) -> bool:
        """Whether a confined package is imported outside its rooms."""
        hit = imported in self.packages or (
            not imported.startswith("tcb_analytics.") and _inside(imported, self.packages)
        )
        return hit and not _inside(importer, self.rooms)


class Only(_ImportContract):
    """``room`` may import the standard library, itself and what ``allowed`` lists."""

    room = fields.StringField()
    allowed = fields.SetField(subfield=fields.StringField(), required=False)

    def illegal(self, importer: str, imported: str) -> bool:
        """Whether the room imports something that is not listed."""
        if not _inside(importer, [self.room]) or _inside(imported, [self.room]):
            return False
        listed = _inside(imported, self.allowed or ())
        return not listed and imported.partition(".")[0] not in sys.stdlib_module_names
