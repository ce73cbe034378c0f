"""Fixtures of alerts: rounds run by hand, people on duty, settings, and the active alerts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask_babel import force_locale

from deskq.alerts import jobs, words
from deskq.alerts.models import Alert, DutyPerson
from deskq.alerts.queries import stored
from deskq.alerts.rules import Settings
from deskq.alerts.service import duty, settings
from deskq.core import clock
from deskq.core.extensions import db
from tests.live.conftest import enter, follow, pair, socket
from tests.sms.conftest import gateway
from tests.sms.conftest import work as _work
from tests.tools.browsers import browser, client, look

__all__ = ["_work", "browser", "client", "enter", "follow", "gateway", "look", "pair", "socket"]  # fmt: skip
NUMBER = "+989121234567"


@pytest.fixture
def round_(app, office) -> Callable[[], None]:
    """``round_()``: one round of the background job. What happened before the first was told to nobody."""

    def step() -> None:
        db.session.remove()
        jobs.Rounds().once()
        db.session.remove()

    step()
    return step


@pytest.fixture
def work(_work) -> Callable[[], None]:
    """One round of the outbox, a second later: the times of one transaction are microseconds apart."""

    def step() -> None:
        after(seconds=1)
        db.session.remove()
        _work()

    return step


@pytest.fixture
def on_duty(office) -> Callable[..., DutyPerson]:
    def add(phone: str = NUMBER, **more: object) -> DutyPerson:
        fields = {"name": "رضا", "phone": phone, "on_duty": True, "of_messages": True, "of_hall": True, **more}
        return duty.add(office, "test", fields)

    return add


@pytest.fixture
def told(office) -> Callable[..., None]:
    """``told("wait", limit=5)``: this kind is told so, on both ways, never quiet and once unless said otherwise."""

    def change(kind: str, **how: object) -> None:
        usual = {"screens": True, "texts": True, "limit": None, "repeat": 0, "quiet_from": 0, "quiet_until": 0}
        settings.save(office, "test", kind, Settings(**{**usual, **how}))

    return change


@pytest.fixture
def standing(office) -> Callable[[], list[tuple[str, int]]]:
    """``standing()``: (kind, subject) of all active alerts."""

    def now() -> list[tuple[str, int]]:
        db.session.remove()
        return [(one.kind, one.subject) for one in stored.active(db.session(), office)]

    return now


@pytest.fixture
def every(look) -> Callable[[], list[Alert]]:
    return lambda: look().query(Alert).order_by(Alert.id).all()


@pytest.fixture
def sentences(office) -> Callable[[], list[str]]:
    """``sentences()``: what the pages say in English of the active alerts."""

    def read() -> list[str]:
        with force_locale("en"):
            return words.sentences(db.session(), office, stored.active(db.session(), office))

    return read


@pytest.fixture
def open_(enter, socket, follow):
    """``open_("civil")``: the socket of that person's inbox (or another screen), up to date."""

    def watch(name: str, screen: str = "inbox"):
        made = socket(enter(name))
        assert made.watch(screen)["ok"]
        follow()
        made.heard()
        return made

    return watch


def notices(page) -> list[dict[str, object]]:
    return [what for name, what in page.heard() if name == "notice"]


def after(**time: float) -> None:
    """The clock goes on: ``after(days=3)``."""
    clock.fix(clock.now() + timedelta(**time))
