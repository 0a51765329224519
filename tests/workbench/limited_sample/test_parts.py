"""The parts of the generator by themselves: streams, players, packs, hands, events and files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from tcb_analytics.workbench.limited_sample.batch import SIZE, WIN_RATE, Batch, Plan, draw, plan
from tcb_analytics.workbench.limited_sample.cards import card_set
from tcb_analytics.workbench.limited_sample.drafting import PACKS
from tcb_analytics.workbench.limited_sample.events import EVENTS
from tcb_analytics.workbench.limited_sample.games import Standing
from tcb_analytics.workbench.limited_sample.hands import deal, mulligans
from tcb_analytics.workbench.limited_sample.packing import Packed
from tcb_analytics.workbench.limited_sample.players import START, players
from tcb_analytics.workbench.limited_sample.streams import Stream, stream
from tcb_analytics.workbench.limited_sample.told import ArchetypeFile, truth_document
from tcb_analytics.workbench.limited_sample.truth import BUCKETS, RANKS, declare

PACK_SIZE = 14


@pytest.fixture(scope="module")
def planned() -> Plan:
    """What a small sample is drawn from."""
    truth = declare(card_set("SYN", 120), 5)
    return plan(truth, EVENTS["PremierDraft"], 5, PACK_SIZE, 5_000)


@pytest.fixture(scope="module")
def batch(planned: Plan) -> Batch:
    """Its first batch of drafts and games."""
    return draw(planned, 0)


def test_a_stream_depends_on_seed_purpose_and_every_part() -> None:
    def first(seed: int, purpose: Stream, *parts: str | int) -> int:
        return int(stream(seed, purpose, *parts).integers(1 << 62))

    assert first(1, Stream.DRAFTS, "SYN", 0) == first(1, Stream.DRAFTS, "SYN", 0)
    told = {
        first(1, Stream.DRAFTS, "SYN", 0),
        first(2, Stream.DRAFTS, "SYN", 0),
        first(1, Stream.GAMES, "SYN", 0),
        first(1, Stream.DRAFTS, "SYM", 0),
        first(1, Stream.DRAFTS, "SYN", 1),
    }
    assert len(told) == 5


def test_players_have_ids_of_their_own_and_drafts_in_the_order_of_time(planned: Plan) -> None:
    drawn = players(np.random.default_rng(1), planned.truth, 4_000, np.linspace(0, 1, 4_000))

    assert len(set(drawn.ids)) == 4_000
    assert {len(name) for name in drawn.ids} == {32}
    assert drawn.time.min() == START
    assert (np.diff(drawn.time.astype(np.int64)) >= 0).all()
    assert drawn.rank.min() == -1
    assert drawn.rank.max() == len(RANKS) - 1
    assert ((drawn.bucket == len(BUCKETS)) == (drawn.n_games < 10)).all()


def test_a_pack_shrinks_by_what_is_taken_and_comes_back_without_what_others_took(
    batch: Batch, planned: Plan
) -> None:
    seen, pod = batch.drafted.seen, planned.event.pod
    assert [pack.shape[1] for pack in seen] == list(range(PACK_SIZE, 0, -1)) * PACKS

    opened, again = seen[0], seen[pod]
    for draft in range(20):
        left = list(opened[draft])
        left.remove(batch.drafted.picks[draft, 0, 0])
        for card in again[draft]:
            left.remove(card)
        assert len(left) == pod - 1


def test_a_pick_is_a_card_of_its_pack(batch: Batch) -> None:
    for turn, pack in enumerate(batch.drafted.seen):
        assert (pack == batch.drafted.picks[:, turn, :1]).any(axis=1).all()


def test_a_hand_is_drawn_from_the_deck_and_no_card_twice(batch: Batch, planned: Plan) -> None:
    decks = batch.decks.deck[:200]
    hands = deal(np.random.default_rng(2), planned.truth, decks, np.arange(200) % 2)

    assert (hands.opening.sum(axis=1) == 7 - hands.mulligans).all()
    assert (hands.opening + hands.drawn + hands.tutored <= decks).all()
    assert hands.tutored.sum(axis=1).max() <= 1
    assert (hands.turns >= 4).all()


def test_one_hand_in_seven_is_not_kept() -> None:
    away = mulligans(np.random.default_rng(3), 100_000)

    assert 0.135 < (away > 0).mean() < 0.155


def test_an_event_ends_at_its_wins_or_losses(batch: Batch, planned: Plan) -> None:
    event, stand = planned.event, batch.standing

    assert isinstance(stand, Standing)
    assert stand.wins.max() == event.wins
    assert stand.losses.max() == event.losses
    assert np.bincount(batch.games.draft, minlength=SIZE).max() <= event.matches


def test_the_players_win_a_little_more_than_half(batch: Batch) -> None:
    assert abs(batch.games.won.mean() - WIN_RATE) < 0.04


def test_a_file_is_the_same_bytes_on_any_day_and_plain_where_asked(tmp_path: Path) -> None:
    for name, gz in (("one", True), ("two", True), ("plain", False)):
        out = Packed(tmp_path / name, gz=gz)
        out.write(b"0,0,1\n" * 1_000)
        out.close()

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert gzip.decompress((tmp_path / "one").read_bytes()) == (tmp_path / "plain").read_bytes()


def test_the_truth_names_the_archetype_of_every_draft(
    batch: Batch, planned: Plan, tmp_path: Path
) -> None:
    out = ArchetypeFile(tmp_path / "told.json.gz", planned)
    out.add(batch, 300)
    out.add(draw(planned, 1), 20)
    out.close()
    told = json.loads(gzip.decompress((tmp_path / "told.json.gz").read_bytes()))
    document = truth_document(planned, games=1, drafts=2, files=["a"])

    assert told["tcb_truth"] is True
    assert document["tcb_truth"] is True
    assert len(told["drafts"]) == 320
    assert told["archetypes"] == [each["name"] for each in document["archetypes"]]
    assert told["drafts"][batch.players.ids[7]] == batch.players.plan[7]
