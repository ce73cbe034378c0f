"""Sockets of screens, and a follower that takes one step at a time."""

from contextvars import Context
from math import inf

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deskq.access.devices import service as device_service
from deskq.access.devices.models import Device
from deskq.core import secrets
from deskq.core.extensions import db, socketio
from deskq.live.follower import Follower
from deskq.office import queries as office_queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue as issue_service
from deskq.staff.models import Person
from tests.conftest import PASSWORD
from tests.tools.browsers import browser, client, limited, look
from tests.tools.device_pairing import PAIRING

__all__ = ["browser", "client", "limited", "look"]


class Socket:
    """The socket of one page. ``heard()`` is what was received since the last call: [(event, data)]. ``auth``: what the
    page says when it connects."""

    def __init__(self, app: Flask, browser: FlaskClient, auth: object = None) -> None:
        self._line = Context().run(socketio.test_client, app, auth=auth, flask_test_client=browser)

    def watch(self, screen: object, **more: object) -> dict[str, object]:
        asked = {"screen": screen, "lang": "fa", **more}
        return Context().run(self._line.emit, "watch", asked, callback=True)

    def emit(self, *args: object) -> object:
        return Context().run(self._line.emit, *args, callback=True)

    def heard(self) -> list[tuple[str, dict[str, object]]]:
        if not self.connected:
            return []
        return [(row["name"], row["args"][0]) for row in self._line.get_received()]

    def states(self) -> list[dict[str, object]]:
        return [what for name, what in self.heard() if name == "state"]

    def state(self) -> dict[str, object]:
        """The one state that came."""
        (only,) = self.states()
        return only

    @property
    def connected(self) -> bool:
        return self._line.is_connected()

    def leave(self) -> None:
        if self.connected:
            Context().run(self._line.disconnect)


@pytest.fixture
def socket(app, browser):
    """``socket(browser)`` opens the socket of a page in that browser, or in a new one without cookies."""
    opened = []

    def connect(in_browser: FlaskClient | None = None) -> Socket:
        opened.append(Socket(app, in_browser or browser()))
        return opened[-1]

    yield connect
    for made in opened:
        made.leave()


def draw_all(follower: Follower) -> None:
    """Draw every waiting screen now, also one that was drawn a moment ago."""
    waiting = follower._waiting
    while waiting.wait is not None:
        waiting._drawn_at.clear()
        waiting._rests_until = -inf
        follower.drawer.draw(until=inf, interrupted=lambda: False)


@pytest.fixture
def follow(app):
    """``follow()``: the follower reads the new rows and sends all screens. It has read everything up to now.

    Like its job, it does both in one application context.
    """
    follower = app.extensions["deskq_follower"]

    def job() -> None:
        with app.app_context():
            follower.step()
            draw_all(follower)

    def step() -> None:
        Context().run(job)

    step()
    return step


@pytest.fixture
def enter(browser):
    def sign_in(name: str) -> FlaskClient:
        made = browser()
        assert made.post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
        return made

    return sign_in


@pytest.fixture
def pair(browser, office):
    """``pair("lobby")`` is the browser of a newly paired device; ``pair("tablet", 2)`` that of a counter's tablet."""

    def accept(kind: str, number: int | None = None) -> FlaskClient:
        made = browser()
        made.post(PAIRING[kind].format(number))
        db.session.remove()
        code = db.session().query(Device.code).order_by(Device.id.desc()).limit(1).scalar()
        counter_id = office_queries.counter_id(db.session(), office, number)
        made.device_id = device_service.accept_device(office, code, kind, counter_id, "test").id
        return made

    return accept


@pytest.fixture
def lobby(pair, socket, follow):
    """The socket of a lobby screen that watches in Persian and has received its first state."""
    made = socket(pair("lobby"))
    assert made.watch("lobby")["ok"]
    made.state()
    follow()
    made.heard()
    return made


@pytest.fixture
def issue(office):
    """``issue()`` is a new ticket with its secret: (ticket, token)."""

    def take(code: str = "renewal_levy") -> tuple[object, str]:
        token = secrets.new()
        return issue_service.issue(office, "test", NewTicket(code, token)), token

    return take


def holder(press) -> str:
    """The sign-in name of the clerk of a counter action."""
    return db.session().get_one(Person, press.clerk_id).sign_in_name
