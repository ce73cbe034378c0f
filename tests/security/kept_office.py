"""The hostile office as a file: made once, and copied for each test of a module that imports these fixtures and has a
``made`` of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from deskq import create_app
from deskq.core import clock
from tests.conftest import settings
from tests.security import hostile_office, hostile_rows, hostile_texts
from tests.security.hostile_office import NOW, Town
from tests.tools.shared_app import close, replace_database

Made = tuple[Path, Town]


def make(folder: Path, seed: Path, fill: Callable[[], Town]) -> Made:
    """A file of the demo office in which ``fill`` writes."""
    path = folder / "office.sqlite"
    replace_database(path, seed)
    app = create_app(settings(f"sqlite:///{path}"))
    with app.app_context():
        town = fill()
    close(app)
    clock.fix(None)
    return path, town


def all_hostile(*, applications: bool) -> Town:
    town = hostile_office.create(applications=applications)
    hostile_rows.write_more(town.hall)
    hostile_texts.spoil()
    hostile_rows.publish(town.hall)
    town.ids = hostile_texts.ids_of_rows()
    return town


@pytest.fixture
def town(made: Made) -> Town:
    return made[1]


@pytest.fixture
def database_url(made: Made, shared_file: Path) -> str:
    replace_database(shared_file, made[0])
    return f"sqlite:///{shared_file}"


@pytest.fixture(autouse=True)
def now(app):
    clock.fix(NOW)
