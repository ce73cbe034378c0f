"""An office with a backup, and another instance to restore it into."""

import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

import config
from deskq import create_app
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.conftest import KEY, settings


@pytest.fixture(autouse=True)
def instance(tmp_path, monkeypatch) -> Path:
    """The instance folder of this machine, with a picture of the board and a citizen's photo."""
    folder = tmp_path / "instance"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "0a1b2c.webp").write_bytes(b"a picture")
    (folder / "photos").mkdir()
    (folder / "photos" / "3d4e5f.webp").write_bytes(b"a photo of a citizen")
    (folder / "photos" / "tmpabcdef").write_bytes(b"one that is still coming in")
    (folder / "secret_key").write_text(KEY)
    monkeypatch.setattr(config, "INSTANCE", folder)
    return folder


@pytest.fixture
def database_url(instance, own_database_url) -> str:
    return own_database_url


def run(app: Flask, *words: object, typed: str = "y\n"):
    with app.app_context():
        db.session.remove()
        answer = app.test_cli_runner().invoke(args=[str(word) for word in words], input=typed)
        db.session.remove()
    return answer


def take(office: int, name: str) -> None:
    """A ticket with this request key."""
    issue(office, "test", NewTicket("info_desk", secrets.for_request(KEY, name), request_key=name))
    db.session.remove()


@pytest.fixture
def copy(app, office, tmp_path) -> Path:
    """A copy made while a visitor stood in line; another came later."""
    take(office, "before")
    made = run(app, "backup", tmp_path / "office.tar")
    assert made.exit_code == 0, made.output
    take(office, "after")
    return tmp_path / "office.tar"


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Another machine: nothing there but deskq, with a key of its own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "secret_key").write_text("the key that this machine made for itself")
    monkeypatch.setattr(config, "INSTANCE", folder)
    app = create_app(settings(f"sqlite:///{folder / 'deskq.sqlite'}", SECRET_KEY=config.kept_secret("secret_key")))
    yield app
    with app.app_context():
        db.engine.dispose()


def requests(app: Flask) -> list[str | None]:
    with app.app_context():
        found = [ticket.request_key for ticket in db.session().query(Ticket).order_by(Ticket.id)]
        db.session.remove()
    return found


def altered(copy: Path, tmp_path: Path, change, key: bytes | None = None, more: dict[str, str] | None = None) -> Path:
    """The copy, with something done to its database, with another ``key``, or with ``more`` files."""
    folder = tmp_path / "altered"
    with tarfile.open(copy) as tar:
        tar.extractall(folder, filter="data")
    with closing(sqlite3.connect(folder / "deskq.sqlite", isolation_level=None)) as database:
        change(database)
    if key is not None:
        (folder / "secret_key").write_bytes(key)
    for name, content in (more or {}).items():
        (folder / name).write_text(content)
    bad = tmp_path / "bad.tar"
    with tarfile.open(bad, "w") as tar:
        for name in ("deskq.sqlite", "secret_key", *(more or {})):
            tar.add(folder / name, name)
    return bad
