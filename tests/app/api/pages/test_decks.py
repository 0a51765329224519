"""Decks: made, listed, written as lists, analysed, deleted; and nobody else's."""

from __future__ import annotations

import re

import pytest

from tests.app.api.pages.conftest import Reader, said
from tests.app.conftest import GAME

LEADER = "TB01-001"


def made(reader: Reader, **form: str) -> str:
    """Path of a new deck."""
    answer = reader.post("/decks/new", **({"name": "Red tide", "leader": LEADER} | form))
    assert answer.status_code == 303, said(answer)
    return str(answer.location)


def test_a_deck_is_made_and_listed(ann: Reader) -> None:
    assert "You have no deck yet" in said(ann.get("/decks"))
    path = made(ann)

    assert "Red tide" in said(ann.get(path))
    assert f'href="{path}"' in ann.get("/decks").text
    assert "0 cards" in said(ann.get("/decks"))


def test_a_list_becomes_a_deck_and_the_same_list_again(ann: Reader) -> None:
    path = made(ann, name="", leader="", text=f"1x{LEADER}\n4xTB01-011\n2xTB01-012")
    text = ann.get(f"{path}/text", style="compact")

    assert text.mimetype == "text/plain"
    assert "attachment" in text.headers["Content-Disposition"]
    assert text.text == f"1x{LEADER}\n4xTB01-011\n2xTB01-012\n"
    assert ann.get(f"{path}/text", style="loud").status_code == 422


@pytest.mark.parametrize(
    "form",
    [{"name": ""}, {"name": "x" * 81}, {"leader": "NONE"}, {"text": "4xNONE-1"}, {"name": "a\0b"},
     {"text": "4x" + "9" * 51_000}],
)  # fmt: skip
def test_what_is_wrong_with_a_new_deck_is_told_in_its_form(
    ann: Reader, form: dict[str, str]
) -> None:
    answer = ann.post("/decks/new", **({"name": "Red", "leader": LEADER} | form))

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Make deck" in said(answer)


def test_a_card_goes_into_a_deck_from_its_page(ann: Reader) -> None:
    path = made(ann)
    deck = path.rpartition("/")[2]
    for _ in range(2):
        answer = ann.post(f"/cards/{GAME}/TB01-011/deck", deck=deck)
        assert (answer.status_code, answer.location) == (303, path)
    ann.post(f"/cards/{GAME}/TB01-002/deck", deck=deck)

    page = ann.get(path).text
    assert 'name="copies:TB01-011" value="2"' in page
    assert "Oru Deeproot" in page.split("Take out")[0]


def test_an_analysis_tells_what_is_drawn(ann: Reader) -> None:
    path = made(ann)
    empty = ann.get(f"{path}/analysis")
    assert empty.status_code == 409
    assert "no card" in said(empty)

    path = made(ann, text="4xTB01-011\n4xTB01-012\n4xTB01-013\n")
    answer = ann.get(f"{path}/analysis")
    assert answer.status_code == 200
    assert re.search(r'role="img" aria-label="Copies by cost: 0: \d', answer.text)
    assert "Opening hand" in said(answer)


def test_a_deleted_deck_is_gone(ann: Reader) -> None:
    path = made(ann)
    assert ann.post(f"{path}/delete").location == "/decks"
    assert ann.get(path).status_code == 404


def test_anothers_deck_is_no_deck(ann: Reader, bob: Reader) -> None:
    path = made(ann)
    pages = [bob.get(path), bob.get(f"{path}/text"), bob.get(f"{path}/analysis"),
             bob.post(path, version="1", name="Mine"), bob.post(f"{path}/delete"),
             bob.post(f"/cards/{GAME}/TB01-011/deck", deck=path.rpartition("/")[2])]  # fmt: skip

    assert {answer.status_code for answer in pages} == {404}
    assert "Red tide" in said(ann.get(path))
