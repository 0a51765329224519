"""Styles and scripts: minified, named by their content, compressed once, cached for ever.

They are built when an application is made, in some milliseconds and in memory: there is no
built file that could be older than its source.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import brotli
import rcssmin
import rjsmin
from apiflask import APIBlueprint
from flask import Response, abort, make_response, request

SOURCES = Path(__file__).parent / "assets"
YEAR = 31_536_000
_KINDS = {
    ".css": ("text/css; charset=utf-8", rcssmin.cssmin),
    ".js": ("text/javascript; charset=utf-8", rjsmin.jsmin),
    ".svg": ("image/svg+xml", str.strip),
}


@dataclass(frozen=True)
class Asset:
    """A file as it is sent.

    Attributes:
        path: Its name with a hash of its content.
        kind: Its content type.
        bodies: Its content by encoding: ``br``, ``gzip`` and, for neither, ``identity``.
    """

    path: str
    kind: str
    bodies: Mapping[str, bytes]


@cache
def assets() -> Mapping[str, Asset]:
    """Every asset by the name of its source; built once a process."""
    return built(SOURCES)


def built(folder: Path) -> Mapping[str, Asset]:
    """The assets of a folder by the name of their source."""
    made = {}
    for source in sorted(folder.iterdir()):
        kind, minify = _KINDS[source.suffix]
        plain = minify(source.read_text(encoding="utf-8")).encode()
        digest = hashlib.sha256(plain).hexdigest()[:12]
        bodies = {
            "br": brotli.compress(plain, quality=11),
            "gzip": gzip.compress(plain, 9, mtime=0),
            "identity": plain,
        }
        made[source.name] = Asset(f"{source.stem}.{digest}{source.suffix}", kind, bodies)
    return MappingProxyType(made)


def serve_assets(blueprint: APIBlueprint) -> None:
    """Serve every asset under ``/assets``."""
    by_path = {asset.path: asset for asset in assets().values()}

    @blueprint.get("/assets/<path>")
    def asset(path: str) -> Response:
        found = by_path.get(path)
        if found is None:
            abort(404)
        encoding = request.accept_encodings.best_match(["br", "gzip", "identity"], "identity")
        response = make_response(found.bodies[encoding])
        response.content_type = found.kind
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        response.vary.add("Accept-Encoding")
        if encoding != "identity":
            response.content_encoding = encoding
        return response
