"""Real parts for every test: a migrated database of its own, the demo office, a clock that can be stopped."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from deskq import create_app
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.demo import office as office_demo
from deskq.office import queries as office_queries
from deskq.office.events import OfficeChanged
from deskq.office.models import Office
from deskq.queue.service.counter_action import CounterAction
from deskq.staff import queries as staff_queries
from tests import app_sharing

app_sharing.begin()
PASSWORD = "a password for tests 42"
KEY = "a secret key for tests only, long enough to be taken"
#: Tuesday 3 Azar 1405, 10:00 in Tehran.
MORNING = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def settings(url: str, **more: object) -> dict[str, object]:
    return {
        "TESTING": True,
        "SQLALCHEMY_DATABASE_URI": url,
        "SECRET_KEY": KEY,
        "DEMO": False,
        "RATELIMIT_ENABLED": False,
        "PUBLIC_URL": "http://localhost",
        "SESSION_COOKIE_SECURE": False,
        "REDIS_URL": "",
        "VOICE_ENGINE": "none",
        **more,
    }


def require(tool: str, found: bool) -> None:
    """Skip aloud where a tool is not there; in CI its absence is a failure."""
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{tool} is not here, and CI must have it")
        pytest.skip(f"{tool} is not here")


@pytest.fixture(scope="session", autouse=True)
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test touches the instance folder of the checkout."""
    import config

    kept, config.INSTANCE = config.INSTANCE, tmp_path_factory.mktemp("instance")
    yield config.INSTANCE
    config.INSTANCE = kept


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with the demo office, made once and copied for each test."""
    path = tmp_path_factory.mktemp("seed") / "office.sqlite"
    made = create_app(settings(f"sqlite:///{path}"))
    clock.fix(MORNING - timedelta(hours=1))
    with made.app_context():
        upgrade()
        office_demo.create_demo_office(PASSWORD)
        db.session.remove()
        db.engine.dispose()
    clock.fix(None)
    return path


@pytest.fixture
def database_url(seeded_file: Path, tmp_path: Path) -> str:
    path = tmp_path / "deskq.sqlite"
    shutil.copy(seeded_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def make_app(database_url: str) -> Iterator[object]:
    """create_app on this test's database with other settings; engines are closed afterwards."""
    made: list[Flask] = []

    def make(**more: object) -> Flask:
        app = app_sharing.application(create_app(settings(database_url, **more)))
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(make_app) -> Iterator[Flask]:
    """The application with a pushed context, at 10:00 of a working day, limits off."""
    app = make_app()
    clock.fix(MORNING)
    with app.app_context():
        yield app
        db.session.remove()
    clock.fix(None)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


@pytest.fixture
def office(app: Flask) -> int:
    found = office_queries.first_office(db.session())
    assert found is not None
    return found.id


@pytest.fixture
def at(app: Flask, office: int):
    """``at(3)``: a press at counter 3 by the clerk who belongs there in these tests."""

    def press(number: int, turn: int | None = None) -> CounterAction:
        session = db.session()
        counter = office_queries.counter_by_number(session, office, number)
        clerks = [person for person in staff_queries.people(session, office) if person.role == "clerk"]
        clerk = clerks[number - 1]
        return CounterAction(office, f"person:{clerk.id}", counter.id, clerk.id, turn)

    return press


@pytest.fixture
def later():
    """``later(minutes=5)`` moves the stopped clock on."""

    def move(**by: float) -> datetime:
        clock.fix(clock.now() + timedelta(**by))
        return clock.now()

    return move


@pytest.fixture
def sign_in(client: FlaskClient):
    """``sign_in("karimi")`` opens a real session by the real form."""

    def enter(name: str, password: str = PASSWORD) -> FlaskClient:
        answer = client.post("/sign-in", data={"name": name, "password": password})
        assert answer.status_code == 303, answer.text
        return client

    return enter


@pytest.fixture
def set_office(office: int):
    """``set_office(recall_max=1)`` changes settings of the office the way its manager would."""

    def change(**settings: object) -> None:
        with transaction(office, "test") as tx:
            found = tx.session.get_one(Office, office)
            for name, value in settings.items():
                setattr(found, name, value)
            tx.catalogue_changed()
            tx.record(OfficeChanged("office", office))

    return change
