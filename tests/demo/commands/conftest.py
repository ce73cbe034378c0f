"""``flask seed`` and ``flask simulate`` at the console of a demo office."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from deskq import create_app
from deskq.core import clock
from deskq.core.extensions import db
from tests.conftest import MORNING, settings

FRIDAY_NIGHT = MORNING - timedelta(days=4) + timedelta(hours=13)  #: of a weekend
SUNDAY = MORNING - timedelta(days=2)  #: 1 Azar 1405; the two working days before are Saturday and Wednesday


@pytest.fixture
def database_url(bare_database_url: str) -> str:
    return bare_database_url


@pytest.fixture(autouse=True)
def now():
    clock.fix(MORNING)
    yield
    clock.fix(None)


def run(app: Flask, *words: str, now: datetime = MORNING):
    """At the console, at 10:00 of a Tuesday."""
    with app.app_context(), clock.at(now):
        answer = app.test_cli_runner().invoke(args=words)
        db.session.remove()
    return answer


@pytest.fixture
def demo_app(make_app) -> Flask:
    return make_app(DEMO=True)


def made_once(folder: Path, bare_file: Path, command: str) -> Path:
    """A database in which this command was run."""
    path = folder / "made.sqlite"
    path.write_bytes(bare_file.read_bytes())
    app = create_app(settings(f"sqlite:///{path}", DEMO=True))
    answer = run(app, command)
    with app.app_context():
        db.engine.dispose()
    assert answer.exit_code == 0, answer.output
    return path


@pytest.fixture(scope="module")
def played(bare_file, tmp_path_factory) -> Path:
    """Yesterday was simulated."""
    return made_once(tmp_path_factory.mktemp("played"), bare_file, "simulate")


@pytest.fixture(scope="module")
def morning(bare_file, tmp_path_factory) -> Path:
    """A morning was simulated."""
    return made_once(tmp_path_factory.mktemp("morning"), bare_file, "seed")


@pytest.fixture
def simulated(played, database_url, make_app) -> Flask:
    Path(database_url.removeprefix("sqlite:///")).write_bytes(played.read_bytes())
    return make_app(DEMO=True)


@pytest.fixture
def seeded(morning, database_url, make_app) -> Flask:
    Path(database_url.removeprefix("sqlite:///")).write_bytes(morning.read_bytes())
    return make_app(DEMO=True)
