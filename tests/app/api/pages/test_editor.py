"""The editor: copies, leader, name; curve, rules and collection; changes from elsewhere."""

from __future__ import annotations

import re
from html import unescape

from tests.app.api.pages.conftest import Reader, said
from tests.app.api.pages.test_decks import LEADER, made

CARDS = "4xTB01-011\n4xTB01-012\n"


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def held(page: str) -> dict[str, int]:
    return {n: int(c) for n, c in re.findall(r'name="copies:([^"]+)" value="(\d+)"', page)}


def test_buttons_and_fields_change_copies(ann: Reader) -> None:
    path = made(ann, text=CARDS)
    page = ann.get(path).text
    answer = ann.post(path, version=version(page), **{
        "copies:TB01-011": "3", "copies:TB01-012": "4", "set": "TB01-013=1",
    })  # fmt: skip
    assert (answer.status_code, answer.location) == (303, path)
    page = ann.get(path).text
    assert held(page) == {"TB01-011": 3, "TB01-012": 4, "TB01-013": 1}

    ann.post(path, version=version(page), set="TB01-012=0")
    assert held(ann.get(path).text) == {"TB01-011": 3, "TB01-013": 1}


def test_name_and_leader_change_too(ann: Reader) -> None:
    path = made(ann, text=CARDS)
    ann.post(path, version=version(ann.get(path).text), name="Green tide", leader="TB01-002")
    page = ann.get(path)
    assert "Green tide" in said(page)
    assert "Oru Deeproot" in page.text.split("Take out")[0]

    ann.post(path, version=version(page.text), leader="")
    assert "Take out" not in ann.get(path).text
    assert held(page.text) == {"TB01-011": 4, "TB01-012": 4}


def test_the_rules_that_are_broken_are_told_in_words(ann: Reader) -> None:
    path = made(ann, text="5xTB01-011\n")
    answer = ann.get(path)

    assert "✗ Not legal" in said(answer)
    assert re.search(r"\b50\b", said(answer).partition("Not legal")[2])
    assert re.search(r'role="img" aria-label="Copies by cost: 0: 0', answer.text)


def test_what_is_missing_of_a_deck_is_told(ann: Reader) -> None:
    ann.post("/collection/import", text=f"1x{LEADER}\n3xTB01-011", mode="set")
    path = made(ann, text=CARDS)
    text = said(ann.get(path))

    assert "You own 44 % of it" in text  # 4 of 9
    assert "Missing: 5 copies" in text


def test_a_change_to_an_older_version_is_not_made_and_can_be_made_all_the_same(
    ann: Reader,
) -> None:
    path = made(ann, text=CARDS)
    old = version(ann.get(path).text)
    ann.post(path, version=old, set="TB01-011=1")
    answer = ann.post(path, version=old, set="TB01-012=2", name="Mine")

    assert answer.status_code == 412
    assert "Changed elsewhere" in said(answer)
    assert held(ann.get(path).text) == {"TB01-011": 1, "TB01-012": 4}
    assert f'id="reload" href="{path}"' in answer.text
    form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
    again = ann.client.post(
        path, base_url="https://localhost", data={k: unescape(v) for k, v in form.items()}
    )
    assert again.status_code == 303
    page = ann.get(path)
    assert held(page.text) == {"TB01-011": 1, "TB01-012": 2}
    assert "Mine" in said(page)


def test_the_search_in_the_editor_stays_open_after_a_change(ann: Reader) -> None:
    path = made(ann)
    first = ann.get(path)
    assert "Cards of the leader's colours" in said(first)
    assert 'name="leader" value="TB' not in first.text
    answer = ann.get(path, text="whale", cost_max="4")
    assert "Glass-winged Whale" in said(answer)

    pressed = ann.client.post(
        f"{path}?text=whale&cost_max=4&evil=1", base_url="https://localhost",
        data={"csrf": ann.csrf(), "version": version(answer.text), "set": "TB01-054=1"},
    )  # fmt: skip
    assert pressed.location == f"{path}?text=whale&cost_max=4"


def test_what_cannot_be_changed_is_told_in_the_editor(ann: Reader) -> None:
    path = made(ann, text=CARDS)
    now = version(ann.get(path).text)
    for form in ({"set": "TB01-011=251"}, {"set": "NONE=1"}, {"name": " "}, {"leader": "NONE"},
                 {"copies:TB01-011": "many"}, {"set": "TB01-011=x"}, {"leader": "a\0b"},
                 {"name": "a\0b"}):  # fmt: skip
        answer = ann.post(path, version=now, **form)
        assert answer.status_code == 422, form
        assert 'role="alert"' in answer.text
        assert "Add cards" in said(answer)
    assert ann.post(path, version="x", name="B").status_code == 422
    assert held(ann.get(path).text) == {"TB01-011": 4, "TB01-012": 4}
