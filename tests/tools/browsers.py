"""Test clients send the CSRF token of their session, as pages do. Those that are called browsers also share no context
with the test or with each other."""

import secrets
from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from deskq.core import clock
from deskq.core.extensions import db, limiter

#: Machines show a secret of their own, and have no session.
MACHINES = ("/api/", "/sms/in/")
SAFE = ("GET", "HEAD", "OPTIONS")


class Client(FlaskClient):
    """Sends with every form the token of its session, as the page of the form would. ``csrf=False`` is a forged form; a
    form that carries a token of its own is sent with that one."""

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        path = kwargs.get("path", args[0] if args else "")
        forms = isinstance(path, str) and not path.startswith(MACHINES) and kwargs.get("method", "GET") not in SAFE
        if csrf and forms and self.application.config["WTF_CSRF_ENABLED"] and not _has_token(kwargs):
            token = self.csrf_token(**{name: kwargs[name] for name in ("base_url",) if name in kwargs})
            kwargs["headers"] = [*dict(kwargs.get("headers") or {}).items(), ("X-CSRFToken", token)]
        return super().open(*args, **kwargs)

    def csrf_token(self, **where: Any) -> str:
        """A token of the session, which begins with it if there is none."""
        with self.session_transaction(**where) as session:
            if "csrf_token" not in session:
                session["csrf_token"] = secrets.token_hex(20)
            return str(
                URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token").dumps(session["csrf_token"])
            )


def _has_token(kwargs: dict[str, Any]) -> bool:
    data, headers = kwargs.get("data"), kwargs.get("headers")
    return (isinstance(data, dict) and "csrf_token" in data) or "X-CSRFToken" in dict(headers or {})


class Browser(Client):
    """Keeps its cookies, and nothing else, from request to request."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("buffered", True)  # closes what was sent from a file
        return Context().run(super().open, *args, **kwargs)


@pytest.fixture
def client(app: Flask) -> Browser:
    return Browser(app, app.response_class, use_cookies=True)


@pytest.fixture
def browser(app: Flask):
    """``browser()`` is another browser, with no cookies yet."""
    return lambda: Browser(app, app.response_class, use_cookies=True)


@pytest.fixture
def inside(browser):
    """``inside("civil")``: a browser of that person's, signed in once."""
    from tests.conftest import PASSWORD

    known: dict[str, Browser] = {}

    def enter(name: str) -> Browser:
        if name not in known:
            known[name] = browser()
            assert known[name].post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
        return known[name]

    return enter


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
