"""Asking for work through forms, and what comes of it: real jobs, built and played."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest
from werkzeug.test import TestResponse

from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.services import catalogue
from tcb_analytics.cards.card import Card, Category
from tests.app.api.pages.conftest import Reader, said
from tests.app.api.pages.test_decks import made
from tests.app.conftest import GAME

LIST = (
    "1xTB02-004\n"
    + "\n".join(f"4xTB01-0{n}" for n in range(37, 46))
    + "\n4xTB01-067\n4xTB01-069\n4xTB01-075\n2xTB01-076"
)


def ended(reader: Reader, path: str) -> TestResponse:
    """The page of a job that has ended."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        page = reader.get(path)
        if "data-poll" not in page.text:
            return page
        assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page.text
        time.sleep(0.3)
    raise AssertionError(said(page))


def test_a_deck_is_built_kept_and_played(ann: Reader, bob: Reader) -> None:
    answer = ann.post("/build", strategy="aggressive", leader="TB01-001", include="4 TB01-011")
    assert answer.status_code == 303
    built = answer.location
    assert bob.get(built).status_code == 404
    page = ended(ann, built)
    assert "50 cards" in said(page)
    assert "Proven" in said(page)
    assert re.search(r"4 × <a [^>]+TB01-011", page.text)

    saved = ann.post(f"{built}/save", name="Built by points")
    assert "✓ Legal" in said(ann.get(saved.location))
    assert ann.post(f"{built}/save", name="").status_code == 422
    form = ann.get("/simulate", deck=f"build:{built.rpartition('/')[2]}")
    assert re.search(r'<option value="build:[0-9a-f]{32}" selected>', form.text)

    played = ann.post(
        "/simulate", deck=f"deck:{saved.location.rpartition('/')[2]}",
        opponent=f"build:{built.rpartition('/')[2]}", games="1000", seed="7",
    )  # fmt: skip
    text = said(ended(ann, played.location))
    assert "Built by points against built: aggressive" in text
    assert "Going first 500" in text
    assert "Going second 500" in text
    assert "Simulating games" in said(ann.get("/jobs"))
    assert "Simulating games" not in said(bob.get("/jobs"))


def test_lists_play_too(ann: Reader) -> None:
    played = ann.post("/simulate", deck_text=LIST, opponent_text=LIST, games="1000")
    assert played.status_code == 303, said(played)
    assert "95 % interval" in said(ended(ann, played.location))


def test_a_demand_that_cannot_be_met_is_told_as_such(ann: Reader) -> None:
    wanted = "\n".join(f"4 TB01-0{n}" for n in range(11, 24))
    answer = ann.post("/build", strategy="balanced", leader="TB01-003", include=wanted)
    page = ended(ann, answer.location)

    assert 'role="alert"' in page.text
    assert "Ask for another" in said(page)


@pytest.mark.parametrize(
    ("path", "form", "told"),
    [
        ("/build", {"strategy": "none"}, "strategy"),
        ("/build", {"strategy": "balanced", "leader": "TB01-011"}, "TB01-011"),
        ("/build", {"strategy": "balanced", "include": "4 NONE-1"}, "NONE-1"),
        ("/build", {"strategy": "balanced", "exclude": "one two three"}, "cannot be read"),
        ("/simulate", {}, "choose the deck"),
        ("/simulate", {"deck_text": LIST}, "choose the opponent"),
        ("/simulate", {"deck": "deck:xyz", "opponent_text": LIST}, "deck"),
        ("/simulate", {"deck_text": LIST, "opponent_text": LIST, "games": "0"}, "games"),
        ("/simulate", {"deck_text": LIST, "opponent_text": LIST, "seed": "-1"}, "seed"),
        ("/simulate", {"deck": "deck:" + "0" * 32, "opponent_text": LIST}, "no such deck"),
    ],
)
def test_what_cannot_be_asked_is_told_in_the_form(
    ann: Reader, path: str, form: dict[str, str], told: str
) -> None:
    answer = ann.post(path, **form)

    assert answer.status_code == 422
    assert told in said(answer)
    assert 'role="alert"' in answer.text
    assert 'method="post"' in answer.text.partition("<main")[2]


def test_only_owned_cards_are_taken_where_that_is_asked(ann: Reader) -> None:
    made(ann)
    answer = ann.post("/build", strategy="balanced", leader="TB01-001", owned="yes")
    assert "Ask for another" in said(ended(ann, answer.location))


@pytest.mark.parametrize("path", ["/build", "/decks/new"])
def test_every_leader_is_offered_however_many_there_are(
    parts: Parts, ann: Reader, path: str
) -> None:
    more = [
        Card(number=f"ZZ-{place:03}", name=f"Zed {place}", category=Category.LEADER, game=GAME)
        for place in range(150)
    ]
    catalogue.seed(parts.begin(), more, {}, datetime.now(UTC))

    page = ann.get(path).text
    assert [card.number for card in more if f'value="{card.number}"' not in page] == []
