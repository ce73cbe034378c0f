"""Real parts for every test: a migrated database of its own, the demo office, a clock that can be stopped."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from deskq import create_app
from deskq.core import clock, secret_keys
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import queries as office_queries
from deskq.office.events import OfficeChanged
from deskq.office.models import Office
from deskq.printing import canvas
from deskq.queue.service.counter_action import CounterAction
from deskq.staff import passwords
from deskq.staff import queries as staff_queries
from deskq.web import template_cache
from tests.tools.browsers import Client
from tests.tools.made_once import made_once
from tests.tools.programs import PACKAGES
from tests.tools.shared_app import SharedApp, close, forget

pytest_plugins = [
    "tests.kept_pages.session",
    "tests.tools.at_once", "tests.tools.chance", "tests.tools.citizen_messages", "tests.tools.databases",
    "tests.tools.event_fields", "tests.tools.left_out", "tests.tools.memory_folder", "tests.tools.nightly",
    "tests.tools.postgres_of_run", "tests.tools.run_time", "tests.tools.started_again",
]  # fmt: skip

PASSWORD = "a password for tests 42"
KEYS = ("secret_key", "data_key", "blind_key")
TEMPLATES = "TEST_TEMPLATES"  #: the variable with the folder of compiled templates, for servers of tests
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
    """Skip aloud where a tool of ``tests/tools/programs.py`` is not there; in CI its absence is a failure."""
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{tool} is not here, and CI must have it")
        pytest.skip(f"{tool} is not here: apt install {' '.join(PACKAGES[tool])}")


@pytest.fixture(scope="session")
def ticket_drawing() -> None:
    """Tickets in Persian can be drawn here: the letters are joined by libfribidi."""
    require("libfribidi", canvas.missing() is None)


def pytest_configure() -> None:
    """Python would take a tenth of all time to search for garbage among half a million objects that stay."""
    gc.set_threshold(5_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Of ``-n auto``: one more than there are cores, because tests of browsers and servers wait a fifth of their
    time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def instance_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test touches the instance folder of the checkout. All processes have the same keys, so that each can read what
    another has made, and the same compiled templates."""
    import config

    kept, config.INSTANCE = config.INSTANCE, tmp_path_factory.mktemp("instance")
    folder, _ = made_once(tmp_path_factory, "keys", make_keys)
    shutil.copytree(folder, config.INSTANCE, dirs_exist_ok=True)
    os.environ[TEMPLATES] = str(made_once(tmp_path_factory, "templates", lambda _: None)[0])
    (config.INSTANCE / template_cache.FOLDER).symlink_to(os.environ[TEMPLATES])
    yield config.INSTANCE
    config.INSTANCE = kept


def make_keys(folder: Path) -> None:
    for name in KEYS:
        secret_keys.kept(folder / name)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[PasswordHasher]:
    """Hash passwords at the least cost of the same method; the real hasher. A test signs in thousands of times."""
    real, passwords.hasher = passwords.hasher, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield real
    passwords.hasher = real


@pytest.fixture
def real_passwords(cheap_passwords: PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords and codes hashed in this test are hashed as in production."""
    monkeypatch.setattr(passwords, "hasher", cheap_passwords)


@pytest.fixture
def instance(instance_of_tests: Path) -> Path:
    """The instance folder, the same for all tests of a process (some have one of their own)."""
    return instance_of_tests


@pytest.fixture
def make_app(database_url: str) -> Iterator[object]:
    """create_app on this test's database with other settings; engines are closed afterwards."""
    made: list[Flask] = []
    forget()

    def make(**more: object) -> Flask:
        app = create_app(settings(database_url, **more))
        app.test_client_class = Client
        made.append(app)
        return app

    yield make
    for app in made:
        close(app)


@pytest.fixture
def more_settings() -> dict[str, object]:
    """Settings of ``app`` besides the usual ones (see ``SharedApp.as_new``)."""
    return {}


@pytest.fixture
def app(shared_app: SharedApp, database_url: str, make_app, more_settings: dict[str, object]) -> Iterator[Flask]:
    """The application with a pushed context, at 10:00 of a working day, limits off."""
    shared = database_url == shared_app.url
    with shared_app.as_new(**more_settings) if shared else nullcontext(make_app(**more_settings)) as app:
        clock.fix(MORNING)
        with app.app_context():
            yield app
            db.session.remove()
        clock.fix(None)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
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
            tx.config_changed()
            tx.record(OfficeChanged("office", office))

    return change
