"""Why a target was missed when the committed results were taken, by the target's words."""

from __future__ import annotations

REASONS: dict[str, str] = {}
