"""detect-secrets over everything that is tracked: no password, no key, no token of anybody's."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from detect_secrets.core.scan import get_plugins
from detect_secrets.filters import heuristic
from detect_secrets.settings import default_settings

from tests.house.tree import REPOSITORY, name, tracked

NO_SECRETS = {
    "password": "stands for one in a remedy: `postgresql://user:password@host`",
    "p4ssw0rd": "invented, so that a test sees it taken out of a log",
    "4bf92f3577b34da6a3ce929d0e0e4736": "the trace of the example in the W3C's recommendation",
    "bdcf3e33b86d99a909ac07a0cbb08084f37bfdaa7f049db1589bfcf51af13016": "a cache's key of a test",
    "BEGIN PRIVATE KEY": "a key without content, so that a test sees it taken out of a log",
}
"""What looks like a secret and is none, and why."""
SEEMING = ("is_not_alphanumeric_string", "is_potential_uuid", "is_prefixed_with_dollar_sign",
           "is_sequential_string", "is_templated_secret")  # fmt: skip
"""Rules of detect-secrets for what has the form of a secret but cannot be one."""
FIGURES = (".ipynb", "results.json")
"""Files of measured or drawn data, where what looks random is a column: entropy tells nothing."""


def secrets_in(file: Path) -> Iterator[str]:
    """What looks like a secret in a file; none in what is no text.

    Whole files are read at once: line by line, as the library does it, takes five times as long.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    if file.name == "uv.lock":  # hashes of packages, each of which uv verifies
        return
    for plugin in get_plugins():
        kind = type(plugin).__name__
        if "Entropy" in kind and file.name.endswith(FIGURES):
            continue
        if kind == "KeywordDetector" and (REPOSITORY / "tests") in file.parents:
            continue  # people of tests have passwords, all invented; tokens and keys are sought
        for found in plugin.analyze_line(filename=str(file), line=text, line_number=0):
            value = found.secret_value or ""
            if value not in NO_SECRETS and not any(
                getattr(heuristic, rule)(value) for rule in SEEMING
            ):
                yield f"{found.type}: {value[:4]}…"


def test_no_tracked_file_holds_a_secret() -> None:
    with default_settings():
        found = {name(file): secrets for file in tracked() if (secrets := sorted(secrets_in(file)))}

    assert found == {}


def test_planted_secrets_are_found(tmp_path: Path) -> None:
    noise = b64encode(sha256(b"planted").digest()).decode()
    planted = {
        "aws.py": f"key = '{'AKIA'}{'IOSFODNN7EXAMPLE'}'",
        "github.md": f"{'ghp'}_{sha256(b'planted').hexdigest()[:36]}",
        "address.toml": f"url = 'redis://ann:{'tr0ub4dor'}@host:6379/0'",
        "key.txt": f"-----BEGIN {'RSA'} PRIVATE KEY-----",
        "settings.py": f"{'PASSWORD'} = 'correct horse battery'",
        "random.py": f"secret = '{noise}'",
    }
    for file, text in planted.items():
        (tmp_path / file).write_text(text + "\n", encoding="utf-8")
    with default_settings():
        silent = [file for file in planted if not list(secrets_in(tmp_path / file))]

    assert silent == []
