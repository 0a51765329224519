"""No importer of results raises, loads a row against its contract, or loses one silently."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources import ladder, limitless, ratings, rounds, tournaments
from tcb_analytics.warehouse.sources.base import Document, Source
from tests.warehouse.sources import documents
from tests.warehouse.sources.loading import Loaded, load_document, load_json

FORMATS: dict[str, tuple[Source, Callable[[], dict[str, Any]]]] = {
    "tournaments": (tournaments.SOURCE, documents.tournaments),
    "limitless": (limitless.SOURCE, documents.limitless),
    "ladder": (ladder.SOURCE, documents.ladder),
    "rounds": (rounds.SOURCE, documents.rounds),
    "ratings": (ratings.SOURCE, documents.ratings),
}
JUNK = st.sampled_from(
    [
        None, True, -3, 10**40, 1.5, float("nan"), float("inf"), "", "5x", "<script>x()</script>",
        "=cmd|' /C calc'!A0", "../../etc/passwd", "\ud800", "\x00", "a\nb", "x" * 600, [], {},
        [[]], {"": None}, [None], "&#1;", "&lt;", "٣", [[[[[[[[]]]]]]]],
    ]
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths to every value inside a document."""
    listed = dict(enumerate(value)) if isinstance(value, list) else value
    for name, child in listed.items() if isinstance(listed, dict) else ():
        yield (*path, name)
        yield from places(child, (*path, name))


def replaced(document: Any, path: tuple[Any, ...], junk: Any) -> Any:
    found = deepcopy(document)
    target = found
    for name in path[:-1]:
        target = target[name]
    target[path[-1]] = junk
    return found


def at(document: Any, path: tuple[Any, ...]) -> Any:
    for name in path:
        document = document[name]
    return document


def record(key: str) -> str:
    """The record that a row's key names, without the card or leader that follows a space."""
    return key.split(" ", maxsplit=1)[0]


def attempt(source: Source, content: Any, folder: Path) -> Loaded | ImportRefusedError | None:
    """What an importer makes of a document; None where it does not recognise it."""
    path = folder / "file.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    document = Document("file.json", path)
    if not source.recognises(document):
        return None
    try:
        return load_document(source, document)
    except ImportRefusedError as error:
        return error


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_junk_anywhere_is_rejected_with_its_place_and_nothing_else_is_lost(
    name: str, data: st.DataObject, tmp_path: Path
) -> None:
    source, make = FORMATS[name]
    whole = make()
    path = data.draw(st.sampled_from(list(places(whole))))
    junk = data.draw(JUNK)
    before = load_json(source, whole, tmp_path)
    after = attempt(source, replaced(whole, path, junk), tmp_path)
    if not isinstance(after, Loaded):
        most = 1 if after is None else 2
        assert len(path) <= most, "only the outer shape and what names the data set refuse a file"
        return
    assert not after.broken
    kept = {(table, record(key)) for table, key in after.keys}
    swapped = isinstance(at(whole, path), list | dict) and (
        junk is None or isinstance(junk, list | dict)
    )
    emptied = swapped and (not junk or bool(after.rejects))
    for table, key in before.keys:
        explained = emptied or any(
            key.startswith(reject.key) or reject.key.startswith(record(key))
            for reject in after.rejects
        )
        assert (table, record(key)) in kept or explained, (path, table, key)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_many_faults_at_once_never_raise(name: str, data: st.DataObject, tmp_path: Path) -> None:
    source, make = FORMATS[name]
    spoilt = make()
    for _ in range(data.draw(st.integers(1, 6))):
        inner = [path for path in places(spoilt) if len(path) > 1]
        if inner:
            spoilt = replaced(spoilt, data.draw(st.sampled_from(inner)), data.draw(JUNK))
    found = attempt(source, spoilt, tmp_path)
    assert found is None or isinstance(found, ImportRefusedError) or not found.broken


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_recognises_its_own_documents_alone(name: str, tmp_path: Path) -> None:
    _, make = FORMATS[name]
    path = tmp_path / "any name.txt"
    load_json(FORMATS[name][0], make(), tmp_path, path.name)
    document = Document(path.name, path)
    assert [other for other, (source, _) in FORMATS.items() if source.recognises(document)] == [
        name
    ]


@pytest.mark.parametrize("content", ["[]", "{}", "[1]", "null", "a,b\n1,2\n", '{"date": 1}'])
def test_other_documents_are_not_recognised(content: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    assert not any(source.recognises(Document("file", path)) for source, _ in FORMATS.values())
