"""deskq, the software of a municipal service desk. ``create_app`` is the only place that knows all parts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from gevent import monkey
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from deskq import api, component_gallery, live, printing
from deskq.access import identity
from deskq.announcements import admin as announcement_manage
from deskq.announcements import views as announcement_views
from deskq.appointments import views as appointment_views
from deskq.core import clock, shared_outages
from deskq.core.db import engine, field_encryption
from deskq.core.extensions import babel, compress, csrf, db, limiter, socketio
from deskq.data_requests import views as subject_views
from deskq.estimate import views as estimate_views
from deskq.estimate import worker as estimate_worker
from deskq.feedback_calls import registration as feedback_calls_registration
from deskq.inbox import registration as inbox_registration
from deskq.intake import registration as intake_registration
from deskq.live import renderer
from deskq.live.transport import websocket_transport
from deskq.message_admin import views as message_manage
from deskq.messages import registration as messages_registration
from deskq.office import admin as office_manage
from deskq.office import views as office_views
from deskq.ops import cli, health
from deskq.paper_boxes import registration as paper_boxes_registration
from deskq.portal import registration as portal_registration
from deskq.queue import listeners, wait_port
from deskq.queue.screens import boards
from deskq.queue.views import counter, kiosk, lobby, phone, phone_app, read_aloud, supervisor
from deskq.rating_followup import registration as rating_followup_registration
from deskq.ratings import admin as rating_manage
from deskq.ratings import queries as rating_queries
from deskq.ratings import views as rating_views
from deskq.reports import views as report_views
from deskq.sms import outbox
from deskq.sms import views as text_views
from deskq.sms_inbound import registration as sms_inbound_registration
from deskq.staff import admin as staff_manage
from deskq.staff import unknown_logins
from deskq.staff import views as staff_views
from deskq.voice import views as voice_views
from deskq.voice.clip_service import Voice
from deskq.web import error_handlers, i18n

ROOT = Path(__file__).parent.parent
MESSAGE_FEATURES = (
    messages_registration,
    portal_registration,
    inbox_registration,
    intake_registration,
    paper_boxes_registration,
    feedback_calls_registration,
    rating_followup_registration,
    sms_inbound_registration,
)

FIXED: dict[str, Any] = {
    "MIGRATIONS": True,
    "MAX_CONTENT_LENGTH": 1024 * 1024,
    "MAX_FORM_MEMORY_SIZE": 256 * 1024,
    "MAX_FORM_PARTS": 100,
    "SESSION_COOKIE_NAME": "deskq_session",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "WTF_CSRF_TIME_LIMIT": None,
    "WTF_CSRF_SSL_STRICT": False,
    "SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": 10, "max_overflow": 30, "hide_parameters": True},
    "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "deskq" / "translations"),
    "BABEL_DOMAIN": "deskq",
    "COMPRESS_MIMETYPES": ["text/css", "text/javascript", "application/javascript", "image/svg+xml"],
    "COMPRESS_ALGORITHM": ["gzip"],
    "COMPRESS_STREAMS": True,
}

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; media-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Sent over https alone: on plain http browsers must not believe it. A year, this host only.
ONLY_TLS = "max-age=31536000"


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The application; ``settings`` go over those of the environment (tests, tools)."""
    app = Flask(__name__, static_folder=None, template_folder=str(ROOT / "templates"))
    app.config.from_mapping(FIXED)
    app.config.from_mapping(config.load())
    app.config.from_mapping(settings or {})
    app.jinja_env.undefined = StrictUndefined
    clock.use_zone(app.config["TIMEZONE"])
    unknown_logins.use_key(app.config["SECRET_KEY"])
    field_encryption.use_keys(app.config["DATA_KEY"], app.config["BLIND_KEY"])
    _bind_extensions(app)
    assert listeners  # they hear of sign-outs
    wait_port.show(estimate_worker.init_app(app).board)
    for part in (i18n, identity, error_handlers, health, api, cli, outbox, text_views, live, read_aloud):
        part.init_app(app)
    app.register_blueprint(office_views.devices)
    visitors = (kiosk, text_views, lobby, phone, phone_app, estimate_views)
    for views in (staff_views, *visitors, counter, supervisor, report_views):
        app.register_blueprint(views.blueprint)
    own = (staff_manage, announcement_manage, announcement_views, subject_views)
    for pages in (*own, *rating_manage.PAGES, *office_manage.PAGES, *message_manage.PAGES):
        app.register_blueprint(pages.blueprint)
    app.register_blueprint(voice_views.blueprint)
    app.register_blueprint(component_gallery.blueprint)
    app.extensions["deskq_voice"] = Voice(app.config, config.INSTANCE / "voice")
    app.jinja_env.globals["ways_out"] = shared_outages.current
    printing.init_app(app)
    rating_views.init_app(app)
    appointment_views.init_app(app)
    for feature in MESSAGE_FEATURES:
        feature.init_app(app)
    boards.show_ratings(rating_queries.Shown())
    app.after_request(_secure)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.wsgi_app = websocket_transport.DropDeflate(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _bind_extensions(app: Flask) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
            **app.config["SQLALCHEMY_ENGINE_OPTIONS"],
            "connect_args": {"timeout": 10, "check_same_thread": False},
        }
    db.init_app(app)
    with app.app_context():
        engine.prepare(db.engine)
    if app.config["MIGRATIONS"]:
        _bind_migrations(app)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=i18n.choose_language, default_locale=app.config["LANGUAGE"])
    limiter.init_app(app)
    compress.init_app(app)
    websocket_transport.harden_websockets()
    gevent_runs = monkey.is_module_patched("socket")
    socketio.init_app(
        app,
        async_mode="gevent" if gevent_runs else "threading",
        ping_interval=4,
        ping_timeout=4,
        max_http_buffer_size=16 * 1024,
        cors_allowed_origins=None,
        transports=["websocket"],
        json=renderer.Compact,
    )


def _bind_migrations(app: Flask) -> None:
    """For the commands only: a server that never migrates saves the ten megabytes of Alembic."""
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(ROOT / "deskq" / "migrations"), render_as_batch=True)


def _secure(response: Response) -> Response:
    """What a page may do is said with the page; its files carry only what concerns a file (a phone loads thirty)."""
    if request.endpoint == "assets.static_file":
        response.headers["X-Content-Type-Options"] = HEADERS["X-Content-Type-Options"]
        for idle in ("Content-Disposition", "Last-Modified", "Expires", "Accept-Ranges"):
            response.headers.pop(idle, None)
    else:
        response.headers.extend(HEADERS)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = ONLY_TLS
    if not response.cache_control.max_age:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
