"""Migrated databases with the demo office or without, on SQLite and PostgreSQL: each is made once and copied."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from tests.tools.made_once import made_once
from tests.tools.shared_app import SharedApp, close, replace_database

#: What the demo office has beside its database: the folder of its plans.
PLANS = "plans"


@pytest.fixture(scope="session")
def seeded_file(
    tmp_path_factory: pytest.TempPathFactory, instance_of_tests: Path, cheap_passwords: PasswordHasher
) -> Path:
    """A migrated SQLite file with the demo office, made once and copied for each test."""

    def make(folder: Path) -> None:
        _make(f"sqlite:///{folder / 'office.sqlite'}")
        shutil.copytree(instance_of_tests / PLANS, folder / PLANS)

    folder, _ = made_once(tmp_path_factory, "seed", make)
    shutil.copytree(folder / PLANS, instance_of_tests / PLANS, dirs_exist_ok=True)
    return folder / "office.sqlite"


@pytest.fixture(scope="session")
def bare_file(tmp_path_factory: pytest.TempPathFactory, instance_of_tests: Path) -> Path:
    """A migrated SQLite file without an office, made once and copied for each test."""

    def make(folder: Path) -> None:
        _make(f"sqlite:///{folder / 'bare.sqlite'}", with_office=False)

    folder, _ = made_once(tmp_path_factory, "bare", make)
    return folder / "bare.sqlite"


@pytest.fixture
def bare_database_url(bare_file: Path, tmp_path: Path) -> str:
    replace_database(tmp_path / "deskq.sqlite", bare_file)
    return f"sqlite:///{tmp_path / 'deskq.sqlite'}"


@pytest.fixture(scope="session")
def migrated_postgres(tmp_path_factory: pytest.TempPathFactory, instance_of_tests: Path) -> Iterator[str]:
    """The address of a PostgreSQL database with all tables and no rows; ``postgres.database`` copies it."""
    with _template(tmp_path_factory, "migrated-postgres", lambda url: _make(url, with_office=False)) as url:
        yield url


@pytest.fixture(scope="session")
def seeded_postgres(
    migrated_postgres: str, tmp_path_factory: pytest.TempPathFactory, cheap_passwords: PasswordHasher
) -> Iterator[str]:
    """The same with the demo office."""
    with _template(tmp_path_factory, "seeded-postgres", _make, migrated_postgres) as url:
        yield url


@contextmanager
def _template(
    folders: pytest.TempPathFactory, name: str, fill: Callable[[str], None], copy_of: str = "template1"
) -> Iterator[str]:
    """A database to be copied: one for all processes where the server ends with the run, which no database outlives."""
    require("PostgreSQL", postgres.is_available())
    if postgres.OF_RUN in os.environ:

        def make(_: Path) -> str:
            url = postgres.create(copy_of)
            fill(url)
            return url

        yield made_once(folders, name, make)[1]
        return
    with postgres.database(copy_of) as url:
        fill(url)
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
            office_demo.create_demo_office(PASSWORD, working_week="open")
    close(made)
    clock.fix(None)
