"""deskq, the software of a municipal service desk. ``create_app`` is the only place that knows all parts."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import config

ROOT = Path(__file__).parent.parent

#: What no installation sets otherwise; the settings of the environment are in config.py.
FIXED: dict[str, Any] = {
    "DB_COMMANDS": True,
    "MAX_CONTENT_LENGTH": 1024 * 1024,
    "MAX_FORM_MEMORY_SIZE": 256 * 1024,
    "MAX_FORM_PARTS": 100,
    "SESSION_COOKIE_NAME": "deskq_session",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "WTF_CSRF_TIME_LIMIT": None,
    "WTF_CSRF_SSL_STRICT": False,
    # Of those who read; writers have connections of their own (core/db/pool.py).
    "SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": 20, "max_overflow": 20, "pool_timeout": 10, "hide_parameters": True},
    "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "deskq" / "translations"),
    "BABEL_DOMAIN": "deskq",
    "COMPRESS_MIMETYPES": ["text/css", "text/javascript", "application/javascript", "image/svg+xml"],
    "COMPRESS_ALGORITHM": ["gzip"],
    "COMPRESS_STREAMS": True,
}


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The application; ``settings`` go over those of the environment (tests, tools)."""
    from deskq.core import log_format
    from deskq.ops import cli
    from deskq.web.route_rules import LazyRule
    from deskq.web.template_cache import TemplateCache

    app = Flask(__name__, static_folder=None, template_folder=str(ROOT / "templates"))
    app.url_rule_class = LazyRule
    app.jinja_options = {"bytecode_cache": TemplateCache(config.INSTANCE)}
    cli.init_app(app)
    if cli.only_help_is_asked(sys.argv):
        return app
    app.config.from_mapping(FIXED)
    app.config.from_mapping(_settings_of_the_environment())
    app.config.from_mapping(settings or {})
    if app.config["LOG_FORMAT"] == "json":
        log_format.use_json()
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.auto_reload = app.config["DEV"]
    _bind(app)
    _wrap(app)
    return app


def _settings_of_the_environment() -> dict[str, Any]:
    from deskq.ops import dotenv_guard

    dotenv_guard.check()
    return config.load()


def _bind(app: Flask) -> None:
    """Everything that is not needed by ``import deskq`` alone is imported here."""
    from deskq.web import flask_extensions, security_headers

    flask_extensions.bind(app)
    for part in parts():
        part.init_app(app)
    security_headers.init_app(app)
    init_state(app)


def init_state(app: Flask) -> None:
    """What the settings set for the whole process, and what parts keep in ``app.extensions``: ports, jobs, outboxes,
    forecasts, watched screens. A second call makes them anew; jobs that run keep the old ones (only tests do that)."""
    from deskq.core import clock
    from deskq.core.db import field_encryption

    clock.use_zone(app.config["TIMEZONE"])
    field_encryption.use_keys(app.config["DATA_KEY"], app.config["BLIND_KEY"])
    for name in [name for name in app.extensions if name.startswith("deskq_")]:
        del app.extensions[name]
    for part in parts():
        if hasattr(part, "init_state"):
            part.init_state(app)


def parts() -> tuple[Any, ...]:
    """The registration of every part, from the ground up: each may bind what those before it have opened.

    ``init_app`` adds pages, filters and events to a new application; ``init_state``, where there is one, what the part
    keeps in ``app.extensions``.
    """
    citizens = (*_messages_and_applications(), *_work_of_units(), *_ways_of_citizens())
    return (*_ground(), *_queue_and_ratings(), *citizens, *_over_all_features())


def _ground() -> tuple[Any, ...]:
    from deskq.access import registration as access
    from deskq.live import registration as live
    from deskq.voice import registration as voice
    from deskq.web import registration as web

    return web, access, live, voice


def _queue_and_ratings() -> tuple[Any, ...]:
    from deskq.amenities import registration as amenities
    from deskq.announcements import registration as announcements
    from deskq.appointments import registration as appointments
    from deskq.background_work import registration as background_work
    from deskq.building import registration as building
    from deskq.estimate import registration as estimate
    from deskq.host import registration as host
    from deskq.joining import registration as joining
    from deskq.office import registration as office
    from deskq.printing import registration as printing
    from deskq.queue import registration as queue
    from deskq.ratings import registration as ratings
    from deskq.sms import registration as sms
    from deskq.staff import registration as staff
    from deskq.work import registration as work

    below = (office, staff, background_work, work, announcements, queue, estimate, sms, printing)
    return (*below, ratings, appointments, building, amenities, host, joining)


def _messages_and_applications() -> tuple[Any, ...]:
    from deskq.application_figures import registration as application_figures
    from deskq.applications import registration as applications
    from deskq.message_admin import registration as message_admin
    from deskq.message_pauses import registration as message_pauses
    from deskq.messages import registration as messages
    from deskq.sender_check import registration as sender_check
    from deskq.service_sheets import registration as service_sheets

    return messages, sender_check, message_pauses, message_admin, service_sheets, applications, application_figures


def _work_of_units() -> tuple[Any, ...]:
    """On messages and applications; and other systems, which learn of it."""
    from deskq.application_exchange import registration as application_exchange
    from deskq.application_opening import registration as application_opening
    from deskq.commissions import registration as commissions
    from deskq.document_scans import registration as document_scans
    from deskq.inbox import registration as inbox
    from deskq.inspections import registration as inspections
    from deskq.webhooks import registration as webhooks

    return application_exchange, webhooks, inbox, inspections, commissions, document_scans, application_opening


def _ways_of_citizens() -> tuple[Any, ...]:
    """How they send, follow and rate what they sent, and are asked about it."""
    from deskq.application_ratings import registration as application_ratings
    from deskq.application_tracking import registration as application_tracking
    from deskq.feedback_calls import registration as feedback_calls
    from deskq.intake import registration as intake
    from deskq.message_import import registration as message_import
    from deskq.open_matters import registration as open_matters
    from deskq.paper_boxes import registration as paper_boxes
    from deskq.place_permits import registration as place_permits
    from deskq.portal import registration as portal
    from deskq.rating_followup import registration as rating_followup
    from deskq.sms_inbound import registration as sms_inbound

    own = (place_permits, application_ratings, open_matters, application_tracking, portal)
    return (*own, intake, paper_boxes, message_import, feedback_calls, rating_followup, sms_inbound)


def _over_all_features() -> tuple[Any, ...]:
    from deskq.alerts import registration as alerts
    from deskq.api import registration as api
    from deskq.application_reports import registration as application_reports
    from deskq.charter import registration as charter
    from deskq.coding import registration as coding
    from deskq.data_requests import registration as data_requests
    from deskq.doctor import registration as doctor
    from deskq.half_year import registration as half_year
    from deskq.journal_proof import registration as journal_proof
    from deskq.message_reports import registration as message_reports
    from deskq.offices import registration as offices
    from deskq.ops import registration as ops
    from deskq.panel import registration as panel
    from deskq.practice import registration as practice
    from deskq.published import registration as published
    from deskq.reports import registration as reports
    from deskq.saved_reports import registration as saved_reports
    from deskq.setup import registration as setup

    below = (panel, reports, message_reports, application_reports, saved_reports, coding, published, charter, half_year)
    return *below, setup, alerts, api, data_requests, offices, practice, ops, journal_proof, doctor


def _wrap(app: Flask) -> None:
    """The WSGI layers around the application: the office of an address, its query string, bodies that a proxy refused,
    the client behind a proxy, the opening requests of websockets, bodies that come too slowly."""
    from deskq.access.served_office import OfficePrefix
    from deskq.live.transport.body_pace import PacedBodies
    from deskq.live.transport.opening import PlainOpening
    from deskq.web.query_bytes import QuotedQuery
    from deskq.web.refused_length import RefusedLength

    app.wsgi_app = RefusedLength(QuotedQuery(OfficePrefix(app.wsgi_app)))  # type: ignore[method-assign]
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.wsgi_app = PacedBodies(PlainOpening(app.wsgi_app))  # type: ignore[method-assign]
