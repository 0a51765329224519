"""Styles and scripts: small, compressed, kept for ever, and named by what they hold."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from tcb_analytics.app.api.pages.assets import SOURCES, assets, built
from tests.app.api.pages.conftest import HTTPS, Reader

UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("name", ["app.css", "app.js", "mark.svg"])
@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("", None), ("br;q=0, gzip", "gzip"),
     ("identity", None)],
)  # fmt: skip
def test_an_asset_comes_in_the_best_way_the_browser_reads(
    anyone: Reader, name: str, accepted: str, sent: str | None
) -> None:
    asset = assets()[name]
    headers = {"Accept-Encoding": accepted}
    answer = anyone.client.get(f"/assets/{asset.path}", base_url=HTTPS, headers=headers)
    body = UNPACKED[sent](answer.data) if sent else answer.data

    assert answer.headers.get("Content-Encoding") == sent
    assert body == asset.bodies["identity"]
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_name_the_assets_that_there_are(anyone: Reader) -> None:
    page = anyone.get("/cards").text

    for asset in assets().values():
        assert f"/assets/{asset.path}" in page
        assert anyone.get(f"/assets/{asset.path}").status_code == 200


def test_a_changed_asset_has_another_name_and_the_old_one_is_gone(
    tmp_path: Path, anyone: Reader
) -> None:
    for source in SOURCES.iterdir():
        (tmp_path / source.name).write_text(source.read_text("utf-8"), "utf-8")
    assert {asset.path for asset in built(tmp_path).values()} == {
        asset.path for asset in assets().values()
    }
    with (tmp_path / "app.css").open("a", encoding="utf-8") as style:
        style.write("\n.other { color: red; }\n")
    changed = built(tmp_path)

    assert changed["app.css"].path != assets()["app.css"].path
    assert changed["app.js"].path == assets()["app.js"].path
    assert anyone.get(f"/assets/{changed['app.css'].path}").status_code == 404


def test_assets_are_smaller_than_their_sources() -> None:
    for name in ("app.css", "app.js"):
        source = (SOURCES / name).stat().st_size
        bodies = assets()[name].bodies
        assert len(bodies["br"]) < len(bodies["gzip"]) < len(bodies["identity"]) < source


@pytest.mark.parametrize("path", ["app.css", "app.000000000000.css", "../assets.py", "%00", "a/b"])
def test_nothing_else_is_served(anyone: Reader, path: str) -> None:
    assert anyone.get(f"/assets/{path}").status_code == 404
