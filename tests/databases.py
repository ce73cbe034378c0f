"""Migrated databases with the demo office or without, on SQLite and PostgreSQL: each is made once and copied."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask_migrate import upgrade

from deskq import create_app
from deskq.core import clock
from deskq.demo import office as office_demo
from tests.conftest import MORNING, PASSWORD, require, settings
from tests.load import postgres
from tests.shared_app import SharedApp, close, replace_database


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory, cheap_passwords: PasswordHasher) -> Path:
    """A migrated SQLite file with the demo office, made once and copied for each test."""
    path = tmp_path_factory.mktemp("seed") / "office.sqlite"
    _make(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def bare_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file without an office, made once and copied for each test."""
    path = tmp_path_factory.mktemp("bare") / "bare.sqlite"
    _make(f"sqlite:///{path}", with_office=False)
    return path


@pytest.fixture
def bare_database_url(bare_file: Path, tmp_path: Path) -> str:
    replace_database(tmp_path / "deskq.sqlite", bare_file)
    return f"sqlite:///{tmp_path / 'deskq.sqlite'}"


@pytest.fixture(scope="session")
def seeded_postgres(instance_of_tests: Path, cheap_passwords: PasswordHasher) -> Iterator[str]:
    """The address of a PostgreSQL database with the demo office, made once; ``postgres.database`` copies it."""
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        _make(url)
        yield url


@pytest.fixture(scope="session")
def shared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shared") / "deskq.sqlite"


@pytest.fixture(scope="session")
def shared_app(shared_file: Path, instance_of_tests: Path) -> SharedApp:
    return SharedApp(settings(f"sqlite:///{shared_file}"))


@pytest.fixture(scope="session")
def shared_limited_app(shared_file: Path, instance_of_tests: Path) -> SharedApp:
    """With its rate limits on."""
    return SharedApp(settings(f"sqlite:///{shared_file}", RATELIMIT_ENABLED=True))


@pytest.fixture
def database_url(seeded_file: Path, shared_file: Path) -> str:
    """That of the shared applications. A test with another has an application of its own."""
    replace_database(shared_file, seeded_file)
    return f"sqlite:///{shared_file}"


@pytest.fixture
def own_database_url(seeded_file: Path, tmp_path: Path) -> str:
    """A file that no other test uses."""
    replace_database(tmp_path / "deskq.sqlite", seeded_file)
    return f"sqlite:///{tmp_path / 'deskq.sqlite'}"


def _make(url: str, with_office: bool = True) -> None:
    """Migrate an empty database, and set up the demo office an hour before the tests begin."""
    made = create_app(settings(url))
    clock.fix(MORNING - timedelta(hours=1))
    with made.app_context():
        upgrade()
        if with_office:
            office_demo.create_demo_office(PASSWORD)
    close(made)
    clock.fix(None)
