"""Answers made for one request, compressed on the way out.

Pages of somebody who is logged in are sent as they are: they hold the session's token beside
text that others may choose, and the length of a compressed page would tell the one by the other
(BREACH). Leaves out assets, which are compressed once (``assets.py``).
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping

import brotli
from flask import Response, request

LEAST = 600
"""Bytes under which a packet is a packet anyway."""
_WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 5, mtime=0),
}


def pack(response: Response) -> Response:
    """Compress an answer in the best way that the browser reads."""
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    way = request.accept_encodings.best_match([*_WAYS, "identity"], "identity")
    if len(body) >= LEAST and way in _WAYS and response.status_code != 304:
        response.set_data(_WAYS[way](body))
        response.content_encoding = way
    return response
