from __future__ import annotations

from tcb_analytics.cards.violation import Violation
from tests.tiny_set import ADA, BO


def test_a_violation_names_the_numbers_of_its_cards() -> None:
    assert Violation("banned", "two are banned", (ADA, BO)).numbers == ("TY01-001", "TY01-002")
    assert Violation("size", "too few").severity == "error"
