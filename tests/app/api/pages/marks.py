"""What of a page could run or be fetched, but is not ours."""

from __future__ import annotations

from html.parser import HTMLParser


class Marks(HTMLParser):
    """What of a page could run or be fetched, but is not ours."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        ours = ("/", "#", "?")
        for name, value in attrs:
            leads = name in ("src", "href", "action", "formaction")
            if (
                name.startswith("on")
                or name == "style"
                or (leads and not (value or "").startswith(ours))
            ):
                self.foreign.append(f"{tag} {name}={value}")
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.foreign.append(tag)
        if tag == "script" and not (dict(attrs).get("src") or "").startswith("/assets/"):
            self.foreign.append("script")
