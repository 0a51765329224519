from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.hot.pairs import pairs_of
from tests.warehouse.queries.lakes import lake_of
from tests.warehouse.queries.limited_lakes import NAMES, facts_of, write_facts


def test_pairs_of_several_imports_are_counted_as_plain_loops_count_them(tmp_path: Path) -> None:
    """The imports number the same cards differently."""
    imports = {"i1": facts_of(1, 60), "i2": facts_of(2, 40, "TWO")}
    names = sorted(NAMES)
    plain = np.zeros((len(names), len(names), 4, 2), np.int64)
    for rows in imports.values():
        place = {row["card"]: names.index(row["name"]) for row in rows["log_cards"]}
        held = {
            (row["game_id"], row["card"])
            for row in rows["game_cards"]
            if row["opening_hand"] + row["drawn"]
        }
        decks: dict[int, list[int]] = {}
        for row in rows["build_cards"]:
            if row["deck"]:
                decks.setdefault(row["build"], []).append(row["card"])
        for game in rows["limited_games"]:
            for one, two in combinations(decks[game["build"]], 2):
                a, b = sorted((one, two), key=place.__getitem__)
                apart = [(game["game_id"], card) not in held for card in (a, b)]
                plain[place[a], place[b], apart[0] * 2 + apart[1], int(game["won"])] += 1
    snapshot = write_facts(tmp_path, imports, rollups=False)
    with lake_of(DuckEngine(snapshot, Settings(home=tmp_path, threads=1))) as lake:
        desk = lake._limited
        assert desk.hot is not None
        everything = desk.hot._serving(desk.releases)._facts
        blocks = [(everything.hands(name), everything.decks(name)) for name in imports]
        from_all = pairs_of(blocks, names, (), [], desk.over)
        few = pairs_of(blocks, names, (names[0], names[3]), [], desk.over)

    assert np.array_equal(from_all, plain)
    assert few.sum() == plain[0, 3].sum()
