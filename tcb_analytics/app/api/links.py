"""What may follow an answer: links of the OpenAPI document, for readers and for tools.

A link names the operation that an answer leads to and which of the answer's values it takes, in
runtime expressions of OpenAPI. Leaves out what is told by no answer, such as passwords.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Spec = dict[str, Any]
_ID = "$response.body#/id"
_FIRST = "$response.body#/items/0"
_NEXT = {"cursor": "$response.body#/next"}
_TAG = {"header.if-match": "$response.header.ETag"}


@dataclass(frozen=True)
class Link:
    """Where an answer leads.

    Attributes:
        name: Its name among the links of that answer.
        to: Id of the operation.
        parameters: Values by parameter.
        body: What to send.
    """

    name: str
    to: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    body: Any = None

    def told(self) -> Spec:
        """The link as the document has it."""
        told: Spec = {"operationId": self.to}
        if self.parameters:
            told["parameters"] = dict(self.parameters)
        if self.body is not None:
            told["requestBody"] = self.body
        return told


def _deck(name: str, to: str, key: str = _ID, **more: Any) -> Link:
    return Link(name, to, {"deck_id": key} | more.pop("parameters", {}), **more)


_QUESTIONS = tuple(
    (name, f"get_v1_decks_{name}") for name in ("check", "analysis", "coverage", "export")
)
_AS_IT_IS = {name: f"$response.body#/{name}" for name in ("name", "leader", "cards")}
_DECK = (
    _deck("read", "get_v1_decks_read"),
    _deck("readInFull", "get_v2_decks_read"),
    _deck("replace", "put_v1_decks_replace", parameters=_TAG, body=_AS_IT_IS),
    _deck("edit", "patch_v1_decks_edit", parameters=_TAG, body={"name": "$response.body#/name"}),
    _deck("remove", "delete_v1_decks_remove", parameters=_TAG),
)
_SAME = {"deck": _ID}
_NEW_DECK = (
    *_DECK,
    *(_deck(name, to) for name, to in _QUESTIONS),
    Link("mirror", "post_v1_simulations_simulate",
         body={"deck": _SAME, "opponent": _SAME, "games": 100}),
)  # fmt: skip
_JOB = (
    Link("progress", "get_v1_jobs_job", {"job_id": _ID}),
    Link("cancel", "post_v1_jobs_cancel", {"job_id": _ID}),
)
_CARD, _OTHER = f"{{{_FIRST}/number}}", "{$response.body#/items/1/number}"
_CARDS = {"name": f"{_FIRST}/name", "cards": {_CARD: 4, _OTHER: 4}}
_GAME = {"game": f"{_FIRST}/game"}
_RATES = {name: f"$request.query.{name}" for name in ("game", "by", "threshold")}
_BUILT = {name: f"$response.body#/{name}" for name in ("game", "leader", "cards")}
_BUILD = {"build": "$request.path.job_id"}

LINKS: Mapping[tuple[str, str], Sequence[Link]] = {
    ("post_v1_accounts_register", "201"): (
        Link("logIn", "post_v1_sessions_log_in",
             body={name: f"$request.body#/{name}" for name in ("name", "password")}),
    ),
    ("post_v1_sessions_log_in", "201"): (
        Link("account", "get_v1_accounts_account"),
        Link("logOut", "delete_v1_sessions_log_out"),
    ),
    ("get_v1_accounts_account", "200"): (
        Link("export", "get_v1_exports_export"),
        Link("tokens", "get_v1_tokens_tokens"),
        Link("sessions", "get_v1_sessions_sessions"),
        Link("password", "put_v1_accounts_password"),
        Link("leave", "delete_v1_accounts_leave"),
        Link("logOut", "delete_v1_sessions_log_out"),
    ),
    ("get_v1_sessions_sessions", "200"): (
        Link("end", "delete_v1_sessions_end_session", {"session_id": f"{_FIRST}/id"}),
        Link("endOthers", "delete_v1_sessions_end_sessions"),
    ),
    ("get_v1_tokens_tokens", "200"): (
        Link("revoke", "delete_v1_tokens_revoke", {"token_id": f"{_FIRST}/id"}),
    ),
    ("post_v1_tokens_make_token", "201"): (
        Link("revoke", "delete_v1_tokens_revoke", {"token_id": _ID}),
    ),
    ("get_v1_cards_search", "200"): (
        Link("next", "get_v1_cards_search",
             _NEXT | {name: f"$request.query.{name}" for name in ("game", "sort", "size")}),
        Link("card", "get_v1_cards_card", _GAME | {"number": f"{_FIRST}/number"}),
        Link("makeDeck", "post_v1_decks_create", body=_CARDS),
        Link("previewDeck", "post_v1_decks_preview", body=_CARDS),
        Link("importDeck", "post_v1_decks_import_", body={"text": f"4x{_CARD}\n4x{_OTHER}"}),
        Link("own", "patch_v1_collections_put", _GAME,
             {"items": [{"number": f"{_FIRST}/number", "copies": 4}]}),
        Link("ownList", "post_v1_collections_read_in", _GAME, {"text": f"4x{_CARD}"}),
        Link("collection", "get_v1_collections_owned", _GAME),
    ),
    ("get_v1_cards_card", "200"): (
        Link("own", "patch_v1_collections_put", {"game": "$response.body#/game"},
             {"items": [{"number": "$response.body#/number", "copies": 4}]}),
    ),
    ("patch_v1_collections_put", "200"): (
        Link("collection", "get_v1_collections_owned", {"game": "$request.path.game"}),
    ),
    ("get_v1_decks_mine", "200"): (
        Link("next", "get_v1_decks_mine", _NEXT | {"game": "$request.query.game"}),
        *(_deck(name, to, f"{_FIRST}/id") for name, to in _QUESTIONS),
    ),
    ("post_v1_decks_create", "201"): _NEW_DECK,
    ("post_v1_decks_import_", "201"): _NEW_DECK,
    ("get_v1_decks_read", "200"): _DECK[1:],
    ("put_v1_decks_replace", "200"): _DECK,
    ("patch_v1_decks_edit", "200"): _DECK,
    ("get_v1_builds_strategies", "200"): (
        Link("build", "post_v1_builds_build", body={"strategy": f"{_FIRST}/name"}),
    ),
    ("post_v1_builds_build", "202"): (
        *_JOB, Link("result", "get_v1_builds_result", {"job_id": _ID}),
    ),
    ("get_v1_builds_result", "200"): (
        Link("keep", "post_v1_decks_create", body={"name": "Built"} | _BUILT),
        Link("simulate", "post_v1_simulations_simulate",
             body={"deck": _BUILD, "opponent": _BUILD, "games": 100}),
    ),
    ("post_v1_simulations_simulate", "202"): (
        *_JOB, Link("result", "get_v1_simulations_result", {"job_id": _ID}),
    ),
    ("get_v1_jobs_mine", "200"): (
        Link("next", "get_v1_jobs_mine", _NEXT),
        Link("progress", "get_v1_jobs_job", {"job_id": f"{_FIRST}/id"}),
    ),
    ("get_v1_jobs_job", "200"): _JOB[1:],
    ("get_v1_rates_win_rates", "200"): (Link("next", "get_v1_rates_win_rates", _NEXT | _RATES),),
    ("get_v1_rates_matchups", "200"): (Link("next", "get_v1_rates_matchups", _NEXT | _RATES),),
    ("get_v1_audit_entries", "200"): (Link("next", "get_v1_audit_entries", _NEXT),),
    ("get_v1_flags_flags", "200"): (
        Link("turn", "put_v1_flags_turn", {"name": f"{_FIRST}/name"},
             {"percent": f"{_FIRST}/percent"}),
    ),
}  # fmt: skip
"""Links by operation and status."""


def link(operation: Spec) -> None:
    """Add to an operation's answers what may follow them."""
    for status, response in operation["responses"].items():
        found = LINKS.get((operation.get("operationId", ""), str(status)), ())
        if found:
            response["links"] = {one.name: one.told() for one in found}
