"""Import hundreds of damaged inputs: never a traceback, never a silent wrong row.

A mutation has a known consequence. A flipped bit or a cut in a packed file must be
refused; a cut in JSON must be refused; a value of a wrong type must leave the rows
of the other records alone and, if any row changed, be named in a reject; a bomb must
be refused within the size limit; a hostile text must arrive letter for letter or be
rejected.
"""

from __future__ import annotations

import copy
import gzip
import io
import json
import random
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tcb_analytics.cards.text import plain_text
from tcb_analytics.warehouse.importing import FAULT, Outcome, import_paths
from tcb_analytics.warehouse.store import Store
from tcb_analytics.warehouse.tables import TABLES

LIMIT = 5_000_000
HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "'; DROP TABLE cards; --",
    "a\x00b",
    "\u202egnp.exe",
    "{{7*7}}",
    "\x1b[31mred",
    "A" * 100_000,
    "\ud800",
)
WRONG: tuple[Any, ...] = (
    None,
    True,
    -7,
    10**30,
    3.75,
    float("nan"),
    "",
    "junk",
    [],
    ["junk"],
    {},
    {"junk": 1},
)

Rows = Counter[tuple[str, tuple[tuple[str, str], ...]]]
"""Every visible row as its table and its columns' values in writing, with its count."""


@dataclass
class MutationReport:
    """How many inputs of each kind were tried and what broke a promise."""

    tried: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def run_mutations(documents: dict[str, Any], work: Path, count: int, seed: int) -> MutationReport:
    """Try ``count`` mutated inputs over all documents and kinds in turn."""
    chance = random.Random(seed)
    report = MutationReport()
    originals = {name: imported(work, pack_json(document)) for name, document in documents.items()}
    cases = _cases(documents, chance)
    for number in range(count):
        kind, name, content, judge = next(cases)
        report.tried[kind] += 1
        outcome, rows = imported(work, content)
        report.ended[outcome.status] += 1
        whole, original = originals[name]
        warned = outcome.rejected or set(outcome.notes) - set(whole.notes)
        wrong = None if warned and judge in FORGIVING else judge(outcome, rows, original)
        if any(FAULT in note for note in outcome.notes):
            wrong = outcome.notes[0]
        if wrong:
            report.failures.append(f"{number} {kind} of {name}: {wrong}")
    return report


Judge = Callable[[Outcome, Rows, Rows], str | None]


def _cases(
    documents: dict[str, Any], chance: random.Random
) -> Iterator[tuple[str, str, bytes, Judge]]:
    names = sorted(documents)
    while True:
        for kind, (mutate, judge) in KINDS.items():
            name = names[chance.randrange(len(names))]
            yield kind, name, mutate(documents[name], chance), judge


def imported(work: Path, content: bytes) -> tuple[Outcome, Rows]:
    """Import bytes into an empty lake; the outcome and every row that is then visible."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (work / "input").write_bytes(content)
    (outcome,) = import_paths([work / "input"], work / "lake", limit=LIMIT).outcomes
    rows: Rows = Counter()
    if outcome.status == "imported":
        store = Store.open(work / "lake")
        for table in TABLES.keys() - {"imports", "rejects"}:
            for file in store.files(table):
                for row in pq.read_table(file, partitioning=None).to_pylist():
                    rows[table, _facts(row)] += 1
    return outcome, rows


def _facts(row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """A row as text, without what is derived from its place or from its neighbours."""
    return tuple((name, repr(value)) for name, value in row.items() if name not in DERIVED)


DERIVED = {
    "deck_id", "event_id", "match_id", "deck_1", "deck_2", "print_id",
    "size", "complete", "excluded", "players", "source",
}  # fmt: skip


def pack_json(document: Any) -> bytes:
    """JSON as a publisher would write it; lone surrogates travel as escapes."""
    return json.dumps(document).encode()


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of all values inside a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


def replaced(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of a document with one value replaced."""
    changed = copy.deepcopy(document)
    target = changed
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return changed


def value_at(document: Any, path: tuple[Any, ...]) -> Any:
    """The value at a path."""
    for key in path:
        document = document[key]
    return document


def wrong_type(document: Any, chance: random.Random) -> bytes:
    """One value replaced by one of another type."""
    path = chance.choice(list(places(document)))
    old = value_at(document, path)
    other = [value for value in WRONG if type(value) is not type(old)]
    return pack_json(replaced(document, path, chance.choice(other)))


def hostile_text(document: Any, chance: random.Random) -> bytes:
    """One text replaced by a hostile one."""
    texts = [path for path in places(document) if isinstance(value_at(document, path), str)]
    return pack_json(replaced(document, chance.choice(texts), chance.choice(HOSTILE)))


def missing_key(document: Any, chance: random.Random) -> bytes:
    """One key of one object taken out."""
    removable = (path for path in places(document) if isinstance(path[-1], str))
    path = chance.choice(list(removable))
    changed = copy.deepcopy(document)
    del value_at(changed, path[:-1])[path[-1]]
    return pack_json(changed)


def packed_flip(document: Any, chance: random.Random) -> bytes:
    """One bit of a gzip flipped behind its header."""
    content = bytearray(gzip.compress(pack_json(document), mtime=0))
    content[chance.randrange(10, len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def zip_flip(document: Any, chance: random.Random) -> bytes:
    """One bit of a zip member's bytes flipped."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", pack_json(document))
        size = archive.infolist()[0].compress_size
    content = bytearray(buffer.getvalue())
    content[chance.randrange(36, 36 + size)] ^= 1 << chance.randrange(8)
    return bytes(content)


def cut(document: Any, chance: random.Random) -> bytes:
    """The end of a plain or packed document cut off."""
    content = pack_json(document)
    if chance.random() < 0.5:
        content = gzip.compress(content, mtime=0)
    return content[: chance.randrange(1, len(content) - 1)]


def plain_flip(document: Any, chance: random.Random) -> bytes:
    """One bit of plain JSON flipped."""
    content = bytearray(pack_json(document))
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def bomb(document: Any, chance: random.Random) -> bytes:
    """Real content followed by far too much of nothing, packed."""
    return gzip.compress(pack_json(document) + b" " * chance.randrange(LIMIT, 20 * LIMIT), mtime=0)


def nested_bomb(document: Any, chance: random.Random) -> bytes:
    """JSON nested far deeper than any reader should follow."""
    depth = chance.randrange(2_000, 200_000)
    return b'{"Cards": ' + b"[" * depth + b"]" * depth + b"}"


def must_be_refused(outcome: Outcome, rows: Rows, original: Rows) -> str | None:
    """Nothing of the file may be loaded."""
    return (
        None if outcome.status == "refused" else f"{outcome.status} with {sum(rows.values())} rows"
    )


def must_be_refused_or_the_same(outcome: Outcome, rows: Rows, original: Rows) -> str | None:
    """A flip that a checksum covers is refused; one in a label changes no row."""
    return None if outcome.status == "refused" or rows == original else "rows differ silently"


def must_be_null_or_gone(outcome: Outcome, rows: Rows, original: Rows) -> str | None:
    """A wrong or missing value may leave rows out or fields null; all else needs a word."""
    if outcome.status != "imported":
        return None
    for table, row in rows - original:
        fresh = dict(row)
        if not any(
            all(fresh[name] in (value, *ABSENT.get(name, ("None", "[]"))) for name, value in old)
            for other, old in original
            if other == table
        ):
            return f"a value appeared from nowhere: {table} {fresh}"
    return None


def must_arrive_as_written(outcome: Outcome, rows: Rows, original: Rows) -> str | None:
    """A hostile text is loaded letter for letter, or something says that it was not."""
    if outcome.status != "imported":
        return None
    for table, row in rows - original:
        harmless = must_be_null_or_gone(outcome, Counter([(table, row)]), original) is None
        if not harmless and not any(part in value for part in HOSTILE_PARTS for _, value in row):
            return f"altered in {table}: {dict(row)}"
    return None


def must_not_break(outcome: Outcome, rows: Rows, original: Rows) -> str | None:
    """Plain bytes carry no checksum: the content may now be another, but nothing breaks."""
    return None if outcome.status in {"imported", "refused"} else outcome.status


FORGIVING = (must_be_null_or_gone, must_arrive_as_written)
"""Judges that a reject or a note satisfies: then nothing was wrong in silence."""

ABSENT = dict.fromkeys(("cost", "power"), ("None", "0"))
"""How an absent value may show; the publisher's list leaves out a cost or power of 0."""

HOSTILE_PARTS = [
    repr(part.strip())[1:-1]
    for text in HOSTILE
    for part in (text, plain_text(text), *text.split("/"))
    if part
]
"""Hostile texts as rows may hold them: as they are, as plain text, or cut at a list's slash."""

KINDS: dict[str, tuple[Callable[[Any, random.Random], bytes], Judge]] = {
    "wrong type": (wrong_type, must_be_null_or_gone),
    "bit flip in gzip": (packed_flip, must_be_refused_or_the_same),
    "missing key": (missing_key, must_be_null_or_gone),
    "cut": (cut, must_be_refused),
    "hostile text": (hostile_text, must_arrive_as_written),
    "bit flip in zip": (zip_flip, must_be_refused_or_the_same),
    "bit flip in plain JSON": (plain_flip, must_not_break),
    "bomb": (bomb, must_be_refused),
    "nested too deeply": (nested_bomb, must_be_refused),
}
