"""Binds the Flask extensions of core.extensions to an application: database, CSRF, languages, limits."""

from pathlib import Path

from flask import Flask, Response, g

from deskq.core.db import engine
from deskq.core.db.pool import WriterPool
from deskq.core.extensions import babel, compress, csrf, db, limiter
from deskq.web import i18n
from deskq.web.request_body import PatientRequest
from deskq.web.sessions import SignedCookie

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def bind(app: Flask) -> None:
    """All but the sockets (see live.registration)."""
    app.request_class = PatientRequest
    app.session_interface = SignedCookie()
    _bind_database(app)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=i18n.choose_language, default_locale=app.config["LANGUAGE"])
    app.after_request(_put_back_retry_after)  # runs after what the limiter registers
    limiter.init_app(app)
    app.after_request(_note_retry_after)  # runs before it
    compress.init_app(app)


def _note_retry_after(response: Response) -> Response:
    g.retry_after = response.headers.get("Retry-After")
    return response


def _put_back_retry_after(response: Response) -> Response:
    """The limiter writes the end of its window into every answer, whether it refused the request or not."""
    response.headers.remove("Retry-After")
    if found := g.get("retry_after"):
        response.headers["Retry-After"] = found
    return response


def _bind_database(app: Flask) -> None:
    options = {**app.config["SQLALCHEMY_ENGINE_OPTIONS"], "poolclass": WriterPool}
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        options["connect_args"] = {"timeout": engine.busy_timeout(), "check_same_thread": False}
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        engine.prepare(db.engine)
    if app.config["DB_COMMANDS"]:
        _bind_db_commands(app)


def _bind_db_commands(app: Flask) -> None:
    """``flask db``: a server, which never migrates itself, saves the ten megabytes of Alembic."""
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
