"""Every route of an application as requests that can be sent: read from its own map of addresses.

What a path or a body must hold is known by name (a key, a game, a number) or told by the OpenAPI
document. What cannot be filled in is an error: a new route is walked, or the walk says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tcb_analytics.app.api.asking import SAFE
from tcb_analytics.app.api.pages.assets import assets
from tcb_analytics.app.api.pages.reference import example_of
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services.flags import SERVER_TIMING
from tests.app.conftest import GAME, PASSWORD
from tests.app.walks.people import CARD, LEADER, Person

HTTPS = "https://localhost"
COOKIE = "__Host-tcb"
NEW_PASSWORD = "eight loud lanterns"
PUBLIC = {
    "v1.accounts.register": "who registers has no account yet",
    "v1.sessions.log_in": "who logs in has no session yet",
    "v1.cards.search": "cards are public, and tell of no player",
    "v1.cards.card": "cards are public, and tell of no player",
    "v1.builds.strategies": "a fixed list, the same for all",
    "openapi.spec": "the document of the interface; the program is free software anyway",
    "pages.reference.reference": "the same document for people",
    "pages.asset": "styles and scripts, the same for all",
    "pages.catalogue.home": "leads on to the cards",
    "pages.catalogue.search": "cards are public; what is one's own is added for who is logged in",
    "pages.catalogue.card": "cards are public; what is one's own is added for who is logged in",
    "pages.pictures.picture": "drawn from facts of a card",
    "pages.people.log_in": "who logs in has no session yet",
    "pages.people.register": "who registers has no account yet",
    "pages.account.left": "read when the account is gone",
    "healthz": "asked by what watches over the process; tells that it answers",
    "readyz": "asked by what watches over the process; tells parts that are up or down",
    "metrics": "for this machine alone, or for who has the token of the settings",
}
"""Routes that answer nobody in particular, each with the reason."""

Arguments = Mapping[str, Callable[["Step", Person], str]]


def _job(step: Step, owner: Person) -> str:
    if "simulation" in step.rule:
        return owner.things["simulation"]
    return owner.things["queued" if step.rule.endswith("/cancel") else "build"]


ARGUMENTS: Arguments = {
    "deck_id": lambda _, owner: owner.things["deck"],
    "token_id": lambda _, owner: owner.things["token"],
    "session_id": lambda _, owner: owner.things["session"],
    "job_id": _job,
    "game": lambda *_: GAME,
    "number": lambda *_: CARD,
    "name": lambda *_: SERVER_TIMING,
    "path": lambda *_: assets()["app.css"].path,
}
"""What stands in paths, by the name of the argument."""


def _form(asker: Person, owner: Person) -> dict[str, dict[str, str]]:
    """What forms of pages hold, by endpoint."""
    side = f"deck:{owner.things['deck']}"
    return {
        "account.make_token": {"name": "another"},
        "account.revoke": {},
        "account.password": {"old": PASSWORD, "new": NEW_PASSWORD},
        "account.end_sessions": {"password": PASSWORD, "only": owner.things["session"]},
        "account.leave": {"password": PASSWORD},
        "people.log_in": {"name": asker.visitor.name, "password": PASSWORD},
        "people.register": {"name": f"New {asker.visitor.id[:20]}", "password": PASSWORD},
        "people.log_out": {},
        "collection.put": {"set": f"{CARD}=3"},
        "collection.read_in": {"text": f"4x{CARD}", "mode": "set"},
        "decks.create": {"name": "Another"},
        "decks.take": {"deck": owner.things["deck"]},
        "decks.remove": {},
        "editor.change": {"version": "1", "name": "Changed"},
        "jobs.cancel": {},
        "jobs.save": {"name": "Saved"},
        "work.build": {"strategy": "balanced", "leader": LEADER},
        "work.simulate": {"deck": side, "opponent": side, "games": "1000"},
    }


def _known(asker: Person, owner: Person) -> dict[str, Any]:
    """What bodies hold, by the name of the field; the rest tells the document."""
    return {
        "name": f"New {asker.visitor.id[:20]}", "password": PASSWORD, "old": PASSWORD,
        "new": NEW_PASSWORD, "deck": {"deck": owner.things["deck"]},
        "opponent": {"deck": owner.things["deck"]}, "percent": 5, "text": f"4x{CARD}",
        "items": [{"number": CARD, "copies": 2}],
    }  # fmt: skip


class UnfilledError(AssertionError):
    """The walk does not know what a route wants to be sent."""


@dataclass(frozen=True)
class Step:
    """A method of a route.

    Attributes:
        method: HTTP method.
        rule: Address with its arguments.
        endpoint: Name of its view.
        arguments: Names of the arguments.
        role: What one must be, as the view says; none where it does not say.
        schema: What its body is, as the document says.
    """

    method: str
    rule: str
    endpoint: str
    arguments: frozenset[str]
    role: Role | None
    schema: Mapping[str, Any] | None

    @property
    def is_api(self) -> bool:
        """Whether programs ask it."""
        return self.rule.startswith("/api/") and not self.endpoint.startswith("pages.")

    @property
    def writes(self) -> bool:
        """Whether it may change something."""
        return self.method not in SAFE

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"


@dataclass(frozen=True)
class Walk:
    """The routes of an application.

    Attributes:
        app: The application.
        only: Addresses begin with this.
    """

    app: APIFlask
    only: str = "/"

    @property
    def spec(self) -> dict[str, Any]:
        """The OpenAPI document."""
        found = self.app.spec
        assert isinstance(found, dict)
        return found

    def steps(self, *, heads: bool = True) -> Iterator[Step]:
        """Every method of every route, OPTIONS aside, which werkzeug answers by itself.

        Args:
            heads: Whether HEAD is walked beside GET.
        """
        spec = self.spec
        rules = (rule for rule in self.app.url_map.iter_rules() if rule.rule.startswith(self.only))
        for rule in sorted(rules, key=lambda rule: rule.rule):
            for method in sorted((rule.methods or set()) - {"OPTIONS", "" if heads else "HEAD"}):
                yield self._step(rule, method, spec)

    def _step(self, rule: Rule, method: str, spec: Mapping[str, Any]) -> Step:
        view = self.app.view_functions[rule.endpoint]
        role = getattr(view, "_spec", {}).get("guarded")
        path = rule.rule.replace("<", "{").replace(">", "}")
        told = spec["paths"].get(path, {}).get(method.lower(), {})
        body = told.get("requestBody", {}).get("content", {}).get("application/json", {})
        return Step(
            method, rule.rule, rule.endpoint, frozenset(rule.arguments),
            Role(role) if role else None, body.get("schema"),
        )  # fmt: skip

    def filled(self, step: Step, asker: Person, owner: Person) -> dict[str, Any]:
        """Path and body of a step: things are the owner's, passwords and names the asker's.

        Raises:
            UnfilledError: It is not known what to send.
        """
        path = step.rule
        for name in step.arguments:
            if name not in ARGUMENTS:
                raise UnfilledError(f"{step}: what is {name}? Add it to ARGUMENTS")
            path = path.replace(f"<{name}>", ARGUMENTS[name](step, owner))
        given: dict[str, Any] = {"path": path}
        if not step.writes:
            return given
        if step.schema is not None:
            return given | {"json": self._body(step.schema, asker, owner)}
        if not step.endpoint.startswith("pages."):
            return given
        form = _form(asker, owner).get(step.endpoint.removeprefix("pages."))
        if form is None:
            raise UnfilledError(f"{step}: what does its form hold? Add it to _form")
        return given | {"data": form}

    def _body(self, schema: Mapping[str, Any], asker: Person, owner: Person) -> dict[str, Any]:
        body = example_of(schema, self.spec)
        known = _known(asker, owner)
        if schema.get("$ref", "").endswith("/Login"):
            known["name"] = asker.visitor.name
        return {name: known.get(name, value) for name, value in body.items()}

    def send(
        self, step: Step, given: Mapping[str, Any], who: Person | None, *,
        token: bool = False, csrf: bool = True, **more: Any,
    ) -> TestResponse:  # fmt: skip
        """Send a step as somebody, by token or as a browser does, or as nobody."""
        client: FlaskClient = self.app.test_client()
        headers = ({"If-Match": "*"} if step.writes else {}) | more.pop("headers", {})
        if who is not None and token:
            headers["Authorization"] = f"Bearer {who.token}"
        elif who is not None:
            client.set_cookie(COOKIE, who.session, domain="localhost", secure=True)
            if csrf:
                headers["X-CSRF-Token"] = who.csrf
        return client.open(
            method=step.method, base_url=HTTPS, headers=headers, **(dict(given) | more)
        )
