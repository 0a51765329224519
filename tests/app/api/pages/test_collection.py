"""The collection: set from cards and in the list, read from text, nobody else's."""

from __future__ import annotations

import re

from tests.app.api.pages.conftest import Reader, said
from tests.app.conftest import GAME

LIST = "4xTB01-054\n3xTB01-002\n"


def owned(reader: Reader) -> dict[str, int]:
    """Copies by number, as the page shows them."""
    page = reader.get("/collection").text
    return {n: int(c) for n, c in re.findall(r'name="copies:([^"]+)" value="(\d+)"', page)}


def test_a_list_is_read_in_and_added_to(ann: Reader) -> None:
    answer = ann.post("/collection/import", text=LIST, mode="set")
    assert (answer.status_code, answer.location) == (303, f"/collection?game={GAME}&read=2")
    ann.post("/collection/import", text=LIST, mode="add")

    assert owned(ann) == {"TB01-002": 6, "TB01-054": 8}
    assert "2 cards were read in" in said(ann.get("/collection", read="2"))


def test_wrong_lines_are_named_and_the_text_is_kept(ann: Reader) -> None:
    answer = ann.post("/collection/import", text=f"{LIST}4xNONE-1\n<b>x</b>", mode="set")

    assert answer.status_code == 422
    assert "Line 3:" in said(answer)
    assert "Line 4:" in said(answer)
    assert "4xNONE-1" in answer.text
    assert "<b>x</b>" not in answer.text
    assert owned(ann) == {}


def test_a_press_of_a_button_changes_one_card_and_saves_the_rest(ann: Reader) -> None:
    ann.post("/collection/import", text=LIST, mode="set")
    form = {"copies:TB01-002": "1", "copies:TB01-054": "4", "set": "TB01-054=5"}
    assert ann.post("/collection", **form).status_code == 303

    assert owned(ann) == {"TB01-002": 1, "TB01-054": 5}
    ann.post("/collection", set="TB01-002=0")
    assert owned(ann) == {"TB01-054": 5}


def test_copies_are_set_from_the_page_of_a_card(ann: Reader) -> None:
    page = ann.get(f"/cards/{GAME}/TB01-054").text
    assert 'name="copies:TB01-054" value="0"' in page
    answer = ann.post("/collection", back="card", **{"copies:TB01-054": "0", "set": "TB01-054=2"})

    assert answer.location == f"/cards/{GAME}/TB01-054"
    assert 'name="copies:TB01-054" value="2"' in ann.get(answer.location).text


def test_what_cannot_be_owned_is_told_with_the_list(ann: Reader) -> None:
    for form in ({"set": "NONE=1"}, {"set": "TB01-054=10000"}, {"copies:TB01-054": "x"},
                 {"copies:a\0b": "1"}):  # fmt: skip
        answer = ann.post("/collection", **form)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
        assert "Your collection" in said(answer)


def test_nobody_sees_anothers_collection(ann: Reader, bob: Reader, anyone: Reader) -> None:
    ann.post("/collection/import", text=LIST, mode="set")

    assert owned(bob) == {}
    answer = anyone.get("/collection")
    assert (answer.status_code, answer.location) == (303, "/login?then=/collection?")
    assert anyone.post("/collection", set="TB01-054=1").status_code == 401


def test_a_long_collection_has_pages(ann: Reader) -> None:
    cards = re.findall(rf'/cards/{GAME}/([^"]+)"', "".join(
        ann.get("/cards", size="100", sort="number", cost_max=str(cost)).text for cost in (2, 9)
    ))  # fmt: skip
    ann.post("/collection/import", text="\n".join(f"1x{n}" for n in set(cards)), mode="set")
    first = ann.get("/collection")
    following = re.search(r'rel="next" href="([^"]+)"', first.text)

    assert following
    assert len(owned(ann)) == 60
    assert "First page" in said(ann.get(following[1].replace("&amp;", "&")))
