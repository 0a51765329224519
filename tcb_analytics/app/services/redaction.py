"""Secrets taken out of what is logged or reported: by the name of a field, by shape, by value.

By name, a field that is called a password or a token. By shape, what looks like a token, an
address of a database, a header with a proof. By value, what the settings hold. It rather takes
too much: a log without a word is still read, a secret in a log is no longer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlsplit

GONE = "[redacted]"
DEEPEST = 8
"""Levels of nested values that are looked through; what is deeper is written as one text."""
REMEMBERED = 1000
"""Texts without a secret that are remembered; then it begins anew."""
REMEMBERED_LENGTH = 100
_NAME = (
    r"(?:password|passwd|passphrase|pwd|secret|token|authorization|cookie|csrf|dsn|credential"
    r"|api[-_ ]?key|private[-_ ]?key|(?:database|replica|redis|cache)[-_]?url)"
)
_NAMED = re.compile(_NAME, re.IGNORECASE)
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)",
            re.DOTALL,
        ),
        GONE,
    ),
    (
        re.compile(
            r"\b(postgres(?:ql)?|sqlite|rediss?|unix|memcached|mysql)((?:\+\w+)?)://[^\s\"'<>]*",
            re.IGNORECASE,
        ),
        rf"\1\2://{GONE}",
    ),
    (re.compile(r"\b([a-z][a-z0-9+.-]*)://[^\s\"'<>/]*@", re.IGNORECASE), rf"\1://{GONE}@"),
    (
        re.compile(
            r"(connection (?:to server )?(?:at|on socket) )\"[^\"]*\"(?: \([^)]*\))?(?:, port \d+)?"
        ),
        rf"\1{GONE}",
    ),
    (re.compile(r"\btcb_[st]_[\w-]+"), GONE),
    (re.compile(r"\$argon2(?:id|i|d)\$[^\s\"']+"), GONE),
    (re.compile(r"\b(bearer|basic|digest)\s+[\w+/=.~:-]+", re.IGNORECASE), rf"\1 {GONE}"),
    (
        re.compile(
            rf"([\w-]*{_NAME}[\w-]*(?:\\?[\"'])?\]?(?:\s*(?:[:=]|=>)\s*|\s+(?=[\"'])))[bru]?({_QUOTED}|[^\r\n]+)",
            re.IGNORECASE,
        ),
        rf"\1{GONE}",
    ),
    (re.compile(r"(\binput_value=).*?(?=, input_type=|$)", re.MULTILINE), rf"\1{GONE}"),
    (re.compile(r"(\[parameters: ).*?(?=\]\s*$|\Z)", re.MULTILINE | re.DOTALL), rf"\1{GONE}"),
)

_SHAPELESS = re.compile(r"[0-9a-f:.+TZ-]*")
"""Ids and moments, of which no shape can be made."""


class Redactor:
    """Takes secrets out of values of any shape."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = {form for secret in secrets for form in _forms(secret) if len(form) >= 4}
        longest_first = sorted(known, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if known else None
        self._harmless: set[str] = set()

    def text(self, text: str) -> str:
        """A text without secrets.

        Names of fields, routes and events come with every line, and looking through them takes
        longer than all else that is done to a line: short texts that held none are remembered.
        """
        if text in self._harmless:
            return text
        cleaned = self._looked_through(text)
        if cleaned == text and len(text) <= REMEMBERED_LENGTH:
            if len(self._harmless) >= REMEMBERED:
                self._harmless = set()
            self._harmless.add(text)
        return cleaned

    @property
    def remembered(self) -> int:
        """How many texts are known to hold no secret."""
        return len(self._harmless)

    def _looked_through(self, text: str) -> str:
        if self._known is not None:
            text = self._known.sub(GONE, text)
        if _SHAPELESS.fullmatch(text):
            return text
        for shape, instead in _SHAPES:
            text = shape.sub(instead, text)
        return text

    def clean(self, value: Any, depth: int = 0) -> Any:
        """A value without secrets, of plain types only.

        Args:
            value: Anything; mappings and sequences are looked through.
            depth: How deep it lies.
        """
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, Mapping) and depth < DEEPEST:
            return {
                self.text(str(name)): self._field(str(name), inner, depth)
                for name, inner in value.items()
            }
        if isinstance(value, list | tuple | set | frozenset) and depth < DEEPEST:
            return self._row(list(value), depth)
        return self.text(_shown(value))

    def _field(self, name: str, value: Any, depth: int) -> Any:
        if _NAMED.search(name) and value is not None:
            return GONE
        return self.clean(value, depth + 1)

    def _row(self, row: list[Any], depth: int) -> list[Any]:
        """A sequence; a pair of a name and a value, as headers come, is read as such."""
        if len(row) == 2 and isinstance(row[0], str | bytes):
            name = row[0].decode("latin-1") if isinstance(row[0], bytes) else row[0]
            if re.fullmatch(rf"[\w-]*{_NAME}[\w-]*", name, re.IGNORECASE):
                return [name, GONE]
        return [self.clean(inner, depth + 1) for inner in row]


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "replace")
    try:
        return repr(value) if not isinstance(value, BaseException) else f"{value!r}: {value}"
    except Exception:  # noqa: BLE001 - a log line must not fail for what it is about
        return f"<{type(value).__name__}>"


def _forms(secret: str) -> set[str]:
    """A secret as it may be written: whole, its password alone, escaped for an address."""
    forms = {secret}
    try:
        password = urlsplit(secret).password if "://" in secret else None
    except ValueError:
        password = None
    if password:
        plain = unquote(password)
        forms |= {password, plain, quote(plain, safe=""), quote_plus(plain)}
    return forms
