"""Which licence a publisher states for its data, as ``imports`` records it.

Stated by the publisher's own page and told in full in ``data/README.md``; a publisher
that is missing here states none.
"""

from __future__ import annotations

from collections.abc import Mapping

LICENCES: Mapping[str, str] = {
    "carddb": "MIT",
    "sample": "MIT",
    "17lands-games": "CC-BY-4.0",
    "17lands-drafts": "CC-BY-4.0",
    "17lands-cards": "CC-BY-4.0",
}
"""Publisher (``source`` of a row), or a format whose files alone have one, to its SPDX name."""
