"""One importer per file format; each module declares one ``SOURCE``.

Another package adds its own by the entry point group ``tcb_analytics.sources``, whose
entries name a ``Source``. The formats themselves are described in their modules.
"""

from __future__ import annotations

from functools import cache

from tcb_analytics.cards.plugins import with_plugins
from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources import (
    card_db,
    deck_db,
    ladder,
    lands_cards,
    lands_drafts,
    lands_games,
    limitless,
    optcg_api,
    packs,
    punk_records,
    ratings,
    restrictions,
    rounds,
    tournaments,
)
from tcb_analytics.warehouse.sources.base import Source

GROUP = "tcb_analytics.sources"
"""Entry point group in which other packages declare their sources."""

_OURS = (
    card_db.SOURCE,
    deck_db.SOURCE,
    ladder.SOURCE,
    lands_cards.SOURCE,
    lands_drafts.SOURCE,
    lands_games.SOURCE,
    limitless.SOURCE,
    optcg_api.SOURCE,
    packs.SOURCE,
    punk_records.SOURCE,
    ratings.SOURCE,
    restrictions.SOURCE,
    rounds.SOURCE,
    tournaments.SOURCE,
)


@cache
def all_sources() -> tuple[Source, ...]:
    """Every known source, ours and other packages', by the order in which they import.

    Raises:
        ImportRefusedError: Another package's source cannot be loaded, or takes a name in use.
    """
    found = with_plugins(GROUP, _OURS, Source, ImportRefusedError).values()
    return tuple(sorted(found, key=lambda source: (source.order, source.name)))
