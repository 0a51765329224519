"""What is compressed on the way out, and what must not be."""

from __future__ import annotations

import gzip

import brotli
import pytest

from tests.app.api.pages.conftest import HTTPS, Reader
from tests.app.conftest import GAME

UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("path", ["/cards", f"/pictures/{GAME}/TB01-054.svg"])
@pytest.mark.parametrize("way", ["br", "gzip"])
def test_newcomers_get_pages_and_pictures_compressed(anyone: Reader, path: str, way: str) -> None:
    plain = anyone.client.get(path, base_url=HTTPS)
    packed = anyone.client.get(path, base_url=HTTPS, headers={"Accept-Encoding": way})

    assert packed.headers["Content-Encoding"] == way
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert UNPACKED[way](packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 1.8
    assert "Content-Encoding" not in plain.headers


def test_pages_that_hold_a_sessions_token_are_never_compressed(ann: Reader) -> None:
    for path in ("/cards?text=a", "/account", "/collection", "/nowhere"):
        answer = ann.client.get(path, base_url=HTTPS, headers={"Accept-Encoding": "br, gzip"})
        assert "Content-Encoding" not in answer.headers
