"""deskq, the software of a municipal service desk. ``create_app`` is the only place that knows all parts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from gevent import monkey
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from deskq import (
    api,
    cli,
    clock,
    database,
    drawing,
    health,
    identity,
    printing,
    realtime,  # before socketio.init_app: it registers the handlers
    refusals,
    sealing,
    troubles,
    web,
    wires,
)
from deskq.announcements import manage as announcement_manage
from deskq.announcements import views as announcement_views
from deskq.appointments import views as appointment_views
from deskq.estimate import views as estimate_views
from deskq.estimate import worker as estimate_worker
from deskq.extensions import babel, compress, csrf, db, limiter, socketio
from deskq.messages import manage as message_manage
from deskq.messages import views as message_views
from deskq.notify import outbox
from deskq.notify import views as text_views
from deskq.office import manage as office_manage
from deskq.office import views as office_views
from deskq.queue import boards, listeners, waits
from deskq.queue.views import desk, hall_desk, kiosk, lobby, phone, phone_app, spoken
from deskq.ratings import manage as rating_manage
from deskq.ratings import queries as rating_queries
from deskq.ratings import views as rating_views
from deskq.reports import views as report_views
from deskq.staff import manage as staff_manage
from deskq.staff import strangers
from deskq.staff import views as staff_views
from deskq.subjects import views as subject_views
from deskq.voice import views as voice_views
from deskq.voice.maker import Voice

ROOT = Path(__file__).parent.parent

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
    strangers.use_key(app.config["SECRET_KEY"])
    sealing.use_keys(app.config["DATA_KEY"], app.config["BLIND_KEY"])
    _bind_extensions(app)
    assert listeners  # they hear of sign-outs
    waits.show(estimate_worker.init_app(app).board)
    for part in (web, identity, refusals, health, api, cli, outbox, text_views, realtime, spoken):
        part.init_app(app)
    app.register_blueprint(office_views.devices)
    visitors = (kiosk, text_views, lobby, phone, phone_app, estimate_views)
    for views in (staff_views, *visitors, desk, hall_desk, report_views):
        app.register_blueprint(views.blueprint)
    own = (staff_manage, announcement_manage, announcement_views, subject_views)
    for pages in (*own, *rating_manage.PAGES, *office_manage.PAGES, *message_manage.PAGES):
        app.register_blueprint(pages.blueprint)
    app.register_blueprint(voice_views.blueprint)
    app.extensions["deskq_voice"] = Voice(app.config, config.INSTANCE / "voice")
    app.jinja_env.globals["ways_out"] = troubles.current
    printing.init_app(app)
    rating_views.init_app(app)
    appointment_views.init_app(app)
    message_views.init_app(app)
    boards.show_ratings(rating_queries.Shown())
    app.after_request(_secure)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.wsgi_app = wires.DropDeflate(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _bind_extensions(app: Flask) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
            **app.config["SQLALCHEMY_ENGINE_OPTIONS"],
            "connect_args": {"timeout": 10, "check_same_thread": False},
        }
    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine)
    if app.config["MIGRATIONS"]:
        _bind_migrations(app)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=web.choose_language, default_locale=app.config["LANGUAGE"])
    limiter.init_app(app)
    compress.init_app(app)
    wires.harden_websockets()
    gevent_runs = monkey.is_module_patched("socket")
    socketio.init_app(
        app,
        async_mode="gevent" if gevent_runs else "threading",
        ping_interval=4,
        ping_timeout=4,
        max_http_buffer_size=16 * 1024,
        cors_allowed_origins=None,
        transports=["websocket"],
        json=drawing.Compact,
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
