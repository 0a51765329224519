"""Cards for the tests of this room: the real catalogue where it is at hand."""

from __future__ import annotations

from tests.cards.conftest import official

__all__ = ["official"]
