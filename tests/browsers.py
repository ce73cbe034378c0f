"""Test clients whose requests share no context with the test or with each other."""

from contextvars import Context

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from deskq.core import clock
from deskq.core.extensions import db, limiter


class Browser(FlaskClient):
    """Keeps its cookies, and nothing else, from request to request."""

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        kwargs.setdefault("buffered", True)  # closes what was sent from a file
        return Context().run(super().open, *args, **kwargs)


@pytest.fixture
def client(app: Flask) -> Browser:
    app.config["WTF_CSRF_ENABLED"] = False
    return Browser(app, app.response_class, use_cookies=True)


@pytest.fixture
def browser(app: Flask):
    """``browser()`` is another browser, with no cookies yet. Forms need no token (see tests/security)."""
    app.config["WTF_CSRF_ENABLED"] = False
    return lambda: Browser(app, app.response_class, use_cookies=True)


@pytest.fixture
def look(app: Flask):
    """``look()`` is a session that sees the database as it is now."""

    def fresh() -> Session:
        db.session.remove()
        return db.session()

    return fresh


@pytest.fixture
def limited(shared_limited_app, database_url):
    """An application with its rate limits on, and nothing counted yet."""
    with shared_limited_app.as_new() as app:
        clock.fix(None)
        with app.app_context():
            limiter.reset()
            yield Browser(app, app.response_class, use_cookies=True)
            limiter.reset()
            db.session.remove()
    limiter.enabled = False
