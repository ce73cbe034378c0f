"""An office with instance folder and database of its own, whose journal grows and is anchored when told to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import config
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.journal_proof import jobs
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.load import postgres
from tests.tools.browsers import client

__all__ = ["client"]


@pytest.fixture(autouse=True)
def instance(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "instance"
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(config, "INSTANCE", folder)
    return folder


@pytest.fixture
def database_url(request, own_database_url) -> Iterator[str]:
    """A file of this test alone; of tests that are marked with it, a database of PostgreSQL too."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield own_database_url
        return
    with postgres.database(copy_of=request.getfixturevalue("seeded_postgres")) as url:
        yield url


@pytest.fixture
def folder(tmp_path) -> Path:
    """Where the anchors are: another machine, in a real office."""
    made = tmp_path / "anchors"
    made.mkdir()
    return made


@pytest.fixture
def more_settings(folder) -> dict[str, object]:
    return {"ANCHOR_FOLDER": str(folder)}


@pytest.fixture
def day(office, later) -> Callable[[], bool]:
    """``day()``: a visitor comes, the day is anchored, and the next one begins."""

    def pass_by() -> bool:
        issue(office, "test", NewTicket("info_desk", secrets.new()))
        db.session.remove()
        done = jobs.anchor()
        db.session.remove()
        later(days=1)
        return done

    return pass_by
