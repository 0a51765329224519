"""Forms of pages, read from the pages as they are; a new one comes along by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """A form.

    Attributes:
        action: Where it is sent to; empty for its own page.
        method: In capitals.
        fields: Values by name, as the page has them.
    """

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """All forms of a page, and the paths it leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.links: list[str] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and told.get("href", "").startswith("/"):
            self.links.append(told["href"].partition("#")[0].partition("?")[0])
        if tag == "form":
            method = told.get("method", "get").upper()
            self.found.append(Form(told.get("action", ""), method))
        if not self.found:
            return
        fields = self.found[-1].fields
        if tag in ("input", "textarea", "select", "button") and "name" in told:
            fields.setdefault(told["name"], told.get("value", ""))
            self._select = told["name"] if tag == "select" else ""
        if tag == "option" and self._select and (not fields[self._select] or "selected" in told):
            fields[self._select] = told.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
