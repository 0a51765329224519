"""A reason's page: what the card is worth and what forcing it would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcb_analytics.strategies.blocks import page, percent, points, table

if TYPE_CHECKING:
    from tcb_analytics.strategies.why import Forced, Reason


def why_html(reason: Reason) -> str:
    """The reason as self-contained HTML."""
    source = "from evidence" if reason.value.learned else "by the prior"
    if reason.value.basis is not None:
        source += f" ({reason.value.basis})"
    seen = (
        "" if reason.inclusion is None
        else f" · in {percent(reason.inclusion)} of the leader's successful decks"
    )  # fmt: skip
    forced = (
        ("one copy more", reason.one_more),
        ("one copy fewer", reason.one_fewer),
        ("not at all", reason.without),
    )
    return page(
        f"Why {reason.copies} of {reason.card.label}",
        f"worth {reason.value.value:.2f} points a copy {source}{seen}",
        table(
            "Points by copy", ("Part", "Points"),
            [(term, points(value, signed=True)) for term, value in reason.parts.items()],
        ),
        table(
            "What forcing it costs", ("Forced to", "Points", "Then in", "Then out"),
            [(label, *_row(found)) for label, found in forced if found is not None],
            texts=(0, 2, 3),
        ),
    )  # fmt: skip


def _row(found: Forced) -> tuple[str, str, str]:
    if found.swaps is None:
        return "–", found.obstacle or "impossible", ""
    swaps = found.swaps
    up = [f"{n} +{new - old}" for n, (old, new) in swaps.changed.items() if new > old]
    down = [f"{n} -{old - new}" for n, (old, new) in swaps.changed.items() if new < old]
    gained = ", ".join([*(f"{n} +{copies}" for n, copies in swaps.added.items()), *up])
    lost = ", ".join([*(f"{n} -{copies}" for n, copies in swaps.removed.items()), *down])
    return points(found.change, signed=True), gained, lost
