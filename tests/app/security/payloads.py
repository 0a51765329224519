"""Attacks, generated: what is to happen, where it would have to break out of, how it is disguised.

Every list is the same in every run. Leaves out what is specific to other software: these are
attacks on pages, on SQL, on paths and on headers as this application could be open to.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from urllib.parse import quote

Disguise = Callable[[str], str]
LIVE = "tcbLive"
"""Name of what a script that runs would set."""


def _plain(text: str) -> str:
    return text


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(sign):04x}" if sign in "<>'\"" else sign for sign in text)


def _mixed(text: str) -> str:
    return "".join(sign.upper() if place % 2 else sign for place, sign in enumerate(text))


def _wide(text: str) -> str:
    """Full-width signs, which compatible normalisation (NFKC) turns into ASCII."""
    wide = {ord(sign): ord(sign) + 0xFEE0 for sign in "<>'\"();/\\=-"}
    return text.translate(wide)


def _entities(text: str) -> str:
    return "".join(f"&#x{ord(sign):x};" if not sign.isalnum() else sign for sign in text)


DISGUISES: Sequence[Disguise] = (
    _plain, lambda text: quote(text, safe=""), lambda text: quote(quote(text, safe=""), safe=""),
    _entities, html.escape, _escaped, _mixed, _wide,
    lambda text: text.replace(" ", "/**/"), lambda text: text.replace(" ", "\t"),
    lambda text: text.replace("<", "<\0").replace("'", "\0'"),
    lambda text: base64.b64encode(text.encode()).decode(),
    lambda text: f"{text}\u202e\u2066",
)  # fmt: skip
"""How an attack is told so that a filter would not see it."""

SCRIPTS = (
    f"{LIVE}=1", "alert('tcb')", "confirm`tcb`", f"self['{LIVE}']=1",
    f"Function('{LIVE}=1')()", f"document.title='{LIVE}'", "location='javascript:alert(1)'",
)  # fmt: skip
PAGES = (
    "<script>{}</script>", "\"><script>{}</script>", "'><img src=x onerror={}>",
    "<img src=x onerror=\"{}\">", "<svg onload={}>", "<svg><animate onbegin={} attributeName=x>",
    "<body onload={}>", "\" autofocus onfocus={} x=\"", "' onmouseover={} x='",
    "</textarea><script>{}</script>", "</title><script>{}</script>", "</style><svg onload={}>",
    "<iframe srcdoc=\"<script>parent.{}</script>\">", "<a href=\"javascript:{}\">x</a>",
    "javascript:{}", "data:text/html,<script>{}</script>", "<details open ontoggle={}>",
    "<math><mi//xlink:href=\"javascript:{}\">", "<input autofocus onfocus={}>",
    "<form action=javascript:{}><button>x", "<object data=\"javascript:{}\">",
    "<base href=\"javascript:{}//\">", "--><script>{}</script><!--", "]]><script>{}</script>",
    "</script><script>{}</script>", "';{};//", "\";{};//", "`${{{}}}`", "\\\";{};//",
    "{{{{{}}}}}", "{{% print({}) %}}", "<template><script>{}</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror={}>\">", "<video><source onerror={}>",
    "<table background=\"javascript:{}\">", "<link rel=stylesheet href=\"javascript:{}\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:{}\">",
)  # fmt: skip

STATEMENTS = (
    "OR 1=1", "OR 'a'='a'", "AND 1=0 UNION SELECT password_hash FROM users",
    "UNION SELECT secret_hash,2,3 FROM accesses", "; DROP TABLE users", "; DROP TABLE decks",
    "; DELETE FROM cards", "; DELETE FROM audit_log", "; UPDATE users SET role='admin'",
    "; UPDATE feature_flags SET percent=100", "; INSERT INTO users(name) VALUES('evil')",
    "; TRUNCATE users CASCADE", "; COPY users TO PROGRAM 'true'", "; ATTACH DATABASE 'x' AS x",
    "; PRAGMA writable_schema=1", "AND 1=(SELECT count(*) FROM sqlite_master)",
    "AND 1=CAST(version() AS int)", "ORDER BY 99", "HAVING 1=1", "LIMIT 0 OFFSET 1",
)  # fmt: skip
QUOTES = (
    "' {} --", "\" {} --", "') {} --", "')) {} --", "\") {} --", "' {} #", "'; {} ;--", "1 {}",
    "1) {} --", "%' {} --", "\\' {} --", "'/**/{}/**/--", "' {} /*", "` {} --", "$$ {} $$",
    "'||(SELECT 1 {})||'", "{}", ":1 {}", "%(x)s {}", "?' {} --", "'\n{}\n--", "x' {} AND 'x'='x",
)  # fmt: skip

FILES = (
    "etc/passwd", "etc/shadow", "proc/self/environ", "app.sqlite3", "windows/win.ini",
    "pyproject.toml", ".git/config", "settings.py", "dev/zero", "lake/_delta_log",
)  # fmt: skip
CLIMBS = (
    "../{}", "../../../../{}", "/{}", "//{}", "..\\..\\{}", "....//....//{}", "..;/{}",
    "file:///{}", "/./././{}", "/proc/self/root/{}", "C:\\{}", "\\\\host\\{}", "{}\0.txt",
    "..%2f..%2f{}", "%2e%2e/%2e%2e/{}", "%252e%252e%252f{}", "..%c0%af{}", "~/{}", "{}/..",
)  # fmt: skip

LINES = (
    "Set-Cookie: evil=1", "X-Evil: 1", "Location: https://evil.example",
    "Content-Length: 0", "Transfer-Encoding: chunked", "Access-Control-Allow-Origin: *",
    "HTTP/1.1 200 OK", "Content-Type: text/html", "Authorization: Bearer x",
)  # fmt: skip
BREAKS = (
    "x\r\n{}", "x\n{}", "x\r{}", "x\r\n {}", "x\r\n\r\n{}", "x%0d%0a{}", "x%0a{}", "x\\r\\n{}",
    "x\u560d\u560a{}", "x\x85{}", "x\u2028{}", "x\x0b{}", "x\x0c{}", "x\0{}", "{}", "\"{}",
    "x, {}", "x; {}", "() {{ :; }}; {}", "${{jndi:ldap://{}}}", "x\x1b[31m{}", "\x7f{}",
)  # fmt: skip

KINDS: Mapping[str, tuple[Sequence[str], Sequence[str], int]] = {
    "xss": (SCRIPTS, PAGES, 500),
    "sql": (STATEMENTS, QUOTES, 500),
    "path": (FILES, CLIMBS, 250),
    "header": (LINES, BREAKS, 250),
}
"""What is to happen, where it would have to break out of, and how many are made of each."""


def attacks(kind: str) -> list[str]:
    """All attacks of a kind, none twice: half of them as they are, half disguised."""
    what, where, count = KINDS[kind]
    plain = [around.format(text) for around, text in product(where, what)]
    disguised = [disguise(one) for one, disguise in product(plain, DISGUISES[1:])]
    known = set(plain)
    bare = _spread(plain, count // 2)
    return bare + _spread([one for one in disguised if one not in known], count - len(bare))


def _spread(many: Sequence[str], count: int) -> list[str]:
    """So many of them, none twice, evenly taken."""
    different = list(dict.fromkeys(many))
    return [different[place * len(different) // count] for place in range(count)]
