"""The factory: settings in, an application out; two of them in one process share nothing."""

from __future__ import annotations

from apiflask import APIFlask

from tcb_analytics.app.api.again import read_again
from tcb_analytics.app.api.asking import take_json_alone
from tcb_analytics.app.api.document import describe
from tcb_analytics.app.api.health import show_health
from tcb_analytics.app.api.idempotency import keep_answers
from tcb_analytics.app.api.limits import limit_requests
from tcb_analytics.app.api.metrics import measure_requests
from tcb_analytics.app.api.pages import pages
from tcb_analytics.app.api.problems import show_problems
from tcb_analytics.app.api.requests import watch_requests
from tcb_analytics.app.api.tracing import trace_requests
from tcb_analytics.app.api.v1 import v1
from tcb_analytics.app.api.v2 import v2
from tcb_analytics.app.bootstrap import Parts, compose
from tcb_analytics.app.settings import AppSettings, load_app_settings


def create_app(settings: AppSettings | None = None, parts: Parts | None = None) -> APIFlask:
    """An application.

    Args:
        settings: What the operator set; by default from the environment.
        parts: Its parts, already composed; by default those that the settings ask for.

    Raises:
        ConfigError: A setting names what cannot be used.
    """
    here = parts or compose(settings or load_app_settings())
    app = APIFlask(
        "tcb_analytics.app", title="TCB", version="1", spec_path="/api/v1/openapi.json",
        docs_path=None,
        static_folder=None,  # type: ignore[arg-type]  # Flask takes None
    )  # fmt: skip
    app.url_map.merge_slashes = False  # no page of the framework's own leads to another address
    app.extensions["tcb"] = here
    app.config["MAX_CONTENT_LENGTH"] = here.settings.max_body_kb << 10
    if hosts := [name.strip() for name in here.settings.hosts.split(",") if name.strip()]:
        app.config["TRUSTED_HOSTS"] = hosts
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's own provider has it
    describe(app)
    show_problems(app)
    trace_requests(app)
    watch_requests(app, secure=here.settings.secure_cookies)
    measure_requests(app)
    limit_requests(app)
    show_health(app)
    take_json_alone(app)
    app.before_request(here.jobs.start)
    keep_answers(app)
    read_again(app)
    app.register_blueprint(v1())
    app.register_blueprint(v2())
    app.register_blueprint(pages())
    return app
