"""TCB, the Trading Card Brain: a data lab for trading card games.

The front door: notebooks and scripts need nothing deeper. Each name is imported
when it is first used, because a room such as the warehouse takes a second to open.
Rooms never import from here; they name each other's modules.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tcb_analytics import charts as charts
    from tcb_analytics.cards.card import Card as Card
    from tcb_analytics.cards.catalog import Catalog as Catalog
    from tcb_analytics.cards.collection import Collection as Collection
    from tcb_analytics.cards.deck import Deck as Deck
    from tcb_analytics.cards.decklist import parse_deck as parse_deck
    from tcb_analytics.cards.format import Format as Format
    from tcb_analytics.cards.format import load_format as load_format
    from tcb_analytics.errors import TcbError as TcbError
    from tcb_analytics.reports.runner import run_report as run_report
    from tcb_analytics.simulator.round_robin import gauntlet as gauntlet
    from tcb_analytics.simulator.simulation import simulate as simulate
    from tcb_analytics.strategies.analysis import analyse as analyse
    from tcb_analytics.strategies.build import build_deck as build_deck
    from tcb_analytics.strategies.frontier import frontier as frontier
    from tcb_analytics.strategies.improve import improve as improve
    from tcb_analytics.strategies.suggest import suggestions as suggestions
    from tcb_analytics.warehouse.lake import Lake as Lake
    from tcb_analytics.warehouse.lake import open_lake as open_lake
    from tcb_analytics.warehouse.log_metrics import card_mean as card_mean
    from tcb_analytics.warehouse.metrics import Metric as Metric
    from tcb_analytics.workbench.card_values import learned_values as learned_values
    from tcb_analytics.workbench.sample import write_sample as write_sample

_ROOMS = {
    "Card": "cards.card",
    "Catalog": "cards.catalog",
    "Collection": "cards.collection",
    "Deck": "cards.deck",
    "Format": "cards.format",
    "Lake": "warehouse.lake",
    "Metric": "warehouse.metrics",
    "TcbError": "errors",
    "analyse": "strategies.analysis",
    "build_deck": "strategies.build",
    "card_mean": "warehouse.log_metrics",
    "charts": "charts",
    "frontier": "strategies.frontier",
    "gauntlet": "simulator.round_robin",
    "improve": "strategies.improve",
    "learned_values": "workbench.card_values",
    "load_format": "cards.format",
    "open_lake": "warehouse.lake",
    "parse_deck": "cards.decklist",
    "run_report": "reports.runner",
    "simulate": "simulator.simulation",
    "suggestions": "strategies.suggest",
    "write_sample": "workbench.sample",
}

__all__ = [
    "Card",
    "Catalog",
    "Collection",
    "Deck",
    "Format",
    "Lake",
    "Metric",
    "TcbError",
    "analyse",
    "build_deck",
    "card_mean",
    "charts",
    "frontier",
    "gauntlet",
    "improve",
    "learned_values",
    "load_format",
    "open_lake",
    "parse_deck",
    "run_report",
    "simulate",
    "suggestions",
    "write_sample",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = import_module(f"{__name__}.{_ROOMS[name]}")
    value = room if name == "charts" else getattr(room, name)
    globals()[name] = value
    return value


def _version() -> str:
    metadata = import_module("importlib.metadata")
    try:
        return str(metadata.version("tcb-analytics"))
    except metadata.PackageNotFoundError:
        return "0"


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
