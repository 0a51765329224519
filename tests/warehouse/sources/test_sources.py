from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.cards import plugins
from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse import sources
from tcb_analytics.warehouse.sources import all_sources
from tcb_analytics.warehouse.sources.base import Document
from tests.warehouse.sources.outcome import write

GUEST = "tests.warehouse.league:LEAGUE"


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EntryPoint]]:
    """Entry points of other packages, as far as the lake can see."""
    found: list[EntryPoint] = []
    monkeypatch.setattr(plugins, "entry_points", lambda group: found)
    all_sources.cache_clear()
    yield found
    all_sources.cache_clear()


def test_sources_have_names_of_their_own_and_come_in_their_order() -> None:
    found = all_sources()
    assert len({source.name for source in found}) == len(found)
    assert [source.order for source in found] == sorted(source.order for source in found)
    assert all(source.looks_for and source.title for source in found)


def test_catalogues_come_before_what_waits_for_them() -> None:
    order = {source.name: source.order for source in all_sources()}
    assert max(order["punk-records"], order["carddb"]) < order["optcgapi"]


def test_another_package_adds_a_source_by_entry_point(entries: list[EntryPoint]) -> None:
    entries.append(EntryPoint("league", GUEST, sources.GROUP))
    assert "league" in {source.name for source in all_sources()}


@pytest.mark.parametrize(
    "value",
    ["no.such.module:SOURCE", "tests.warehouse.league:absent", "json:dumps"],
)
def test_a_guest_that_cannot_be_used_is_named(entries: list[EntryPoint], value: str) -> None:
    entries.append(EntryPoint("guest", value, sources.GROUP))
    with pytest.raises(ImportRefusedError, match="guest") as error:
        all_sources()
    assert error.value.remedy


def test_a_guest_cannot_take_the_name_of_a_source_in_use(entries: list[EntryPoint]) -> None:
    entries += [EntryPoint("one", GUEST, sources.GROUP), EntryPoint("two", GUEST, sources.GROUP)]
    with pytest.raises(ImportRefusedError, match="taken"):
        all_sources()


@pytest.mark.parametrize(
    "content", [{}, [], [[]], {"a": 1}, [{"a": 1}], 5, "text", None, {"Cards": 5}, {"Decks": {}}]
)
def test_what_no_format_describes_is_recognised_by_none(tmp_path: Path, content: Any) -> None:
    path = write(tmp_path, content)
    document = Document(path.name, path)
    assert not [source.name for source in all_sources() if source.recognises(document)]


@pytest.mark.real_data
def test_every_real_file_is_recognised_by_exactly_one_source(real_data: Path) -> None:
    files = list(real_data.rglob("*.json"))
    assert len(files) > 70
    for path in files:
        document = Document(path.name, path)
        names = [source.name for source in all_sources() if source.recognises(document)]
        assert len(names) == 1, (path.name, names)
