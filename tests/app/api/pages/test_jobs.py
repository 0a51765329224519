"""The page of a job: cancelled once, and nobody else's."""

from __future__ import annotations

import time

from tests.app.api.pages.conftest import Reader, said
from tests.app.api.pages.test_work import LIST


def test_a_job_is_cancelled_by_who_asked_for_it(ann: Reader, bob: Reader) -> None:
    path = ann.post("/simulate", deck_text=LIST, opponent_text=LIST, games="50000").location
    assert bob.post(f"{path}/cancel").status_code == 404
    answer = ann.post(f"{path}/cancel")
    assert answer.location == path
    for _ in range(60):
        page = ann.get(path)
        if "data-poll" not in page.text:
            break
        assert "Being cancelled" in said(page)
        assert f"{path}/cancel" not in page.text
        time.sleep(0.2)

    assert "It was cancelled" in said(page)
    assert ann.post(f"{path}/save", name="x").status_code in (404, 409)
    assert "cancelled" in said(ann.get("/jobs"))


def test_no_job_is_a_page_too(ann: Reader, anyone: Reader) -> None:
    assert ann.get("/jobs/none").status_code == 404
    assert ann.get("/jobs", cursor="x").status_code == 422
    assert "Nothing yet" in said(ann.get("/jobs"))
    assert anyone.get("/jobs").location.startswith("/login")
