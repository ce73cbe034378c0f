"""Applications that the tests of one process share, and how each is made as good as new before a test.

What costs time in a new application are its addresses, templates and statements, which no test changes. Everything else
that it or the process remembers is forgotten by ``deskq.init_state``, ``as_started`` or ``forget``: tests run in random
order.

A test that needs what only ``create_app`` reads (the language, the folder of keys) makes an application of its own with
``make_app``. So does ``app`` where a test overrides ``database_url``.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from deskq import create_app, init_state
from deskq.access.api_tokens import queries as api_tokens
from deskq.announcements import queries as announcements
from deskq.core import outages
from deskq.core.extensions import db, limiter, socketio
from deskq.document_scans.views import pages
from deskq.estimate import accuracy
from deskq.office import config_cache
from deskq.panel import journal_places
from deskq.queue import live_tickets, version_cache
from deskq.ratings.views import origin
from deskq.web import uploads
from tests.tools.browsers import Client


def replace_database(file: Path, seed: Path) -> None:
    """Put a copy of ``seed`` in the place of an SQLite file to which nobody is connected."""
    for ending in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    shutil.copy(seed, file)


class SharedApp:
    """An application that is made once. Between two tests it is not connected to its database."""

    def __init__(self, settings: Mapping[str, object]) -> None:
        self.url = settings["SQLALCHEMY_DATABASE_URI"]
        self._app = create_app(settings)
        self._app.test_client_class = Client
        self._config = dict(self._app.config)
        self._globals = dict(self._app.jinja_env.globals)

    @contextmanager
    def as_new(self, **more: object) -> Iterator[Flask]:
        """The application; ``more`` settings may be any that are read at each request or by ``init_state``."""
        self._app.config.clear()
        self._app.config.update(self._config | more)
        self._app.jinja_env.globals.clear()
        self._app.jinja_env.globals.update(self._globals)
        as_started(self._app)
        yield self._app
        close(self._app)


def as_started(app: Flask) -> None:
    """Forget everything that the process and the application remember of their database, which may be another now."""
    sockets = socketio.server.manager.rooms.get("/", {}).get(None, ())
    for sid in list(sockets):
        socketio.server.disconnect(sid)
    limiter.enabled = app.config["RATELIMIT_ENABLED"]
    init_state(app)
    with app.app_context():
        config_cache.forget(db.engine)
        live_tickets.forget(db.engine)
        announcements.forget(db.engine)
        version_cache.forget(db.engine)
    forget()


def forget() -> None:
    """What this process remembers of any database."""
    accuracy.forget()
    journal_places.forget()
    api_tokens.clear_cache()
    origin.forget()
    pages.forget()
    outages.forget()
    uploads.forget()


def close(app: Flask) -> None:
    """Leave the database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
