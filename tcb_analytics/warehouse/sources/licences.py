"""Which licence a publisher states for its data, as ``imports`` records it.

Stated by the publisher's own page and told in full in ``data/README.md``; a publisher
that is missing here states none.
"""

from __future__ import annotations

from collections.abc import Mapping

LICENCES: Mapping[str, str] = {"carddb": "MIT", "sample": "MIT"}
"""Publisher (``source`` of a row) to the SPDX name of its licence."""
