"""The golden backup, restored into an instance of its own and migrated."""

import gzip
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from itsdangerous import TimestampSigner

import config
from deskq import create_app
from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.core.extensions import db
from tests.conftest import settings
from tests.tools.browsers import Browser

HERE = Path(__file__).parent
COPY = HERE / "office.tar.gz"
KNOWN: dict[str, Any] = json.loads((HERE / "known.json").read_text())
#: When the copy was made.
NOW = datetime.fromisoformat(KNOWN["now"])


@dataclass
class Restored:
    app: Flask
    file: Path  #: the database as it was brought up to date, in which no test writes
    said: str  #: by flask restore


@pytest.fixture(scope="module")
def restored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restored]:
    """On a machine where nothing was but deskq, with keys of its own; cookies and links age by the stopped clock."""
    folder = tmp_path_factory.mktemp("golden")
    (folder / "office.tar").write_bytes(gzip.decompress(COPY.read_bytes()))
    file = folder / "instance" / "deskq.sqlite"
    with pytest.MonkeyPatch.context() as patch, clock.at(NOW):
        patch.setattr(config, "INSTANCE", file.parent)
        patch.setattr(TimestampSigner, "get_timestamp", lambda signer: int(clock.now().timestamp()))
        said = _command(_application(file), "restore", "--yes", str(folder / "office.tar"))
        app = _application(file)
        with app.app_context():
            upgrade()
            db.engine.dispose()
        yield Restored(app, _copied(file, folder / "untouched.sqlite"), said)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _application(file: Path) -> Flask:
    """As it starts there, with the keys that lie in the instance folder."""
    texts = {"SMS_GATEWAY": "console", "SMS_LINKS": True, "SMS_REPLIES": True, "SMS_INBOUND_KEY": KNOWN["sms_key"]}
    keys = {"SECRET_KEY": config.kept_secret("secret_key")}
    return create_app(settings(f"sqlite:///{file}", **keys, **texts))


def _command(app: Flask, *words: str) -> str:
    with app.app_context():
        answer = app.test_cli_runner().invoke(args=words)
        db.session.remove()
        db.engine.dispose()
    assert answer.exit_code == 0, answer.output
    return answer.output


def _copied(file: Path, target: Path) -> Path:
    with closing(sqlite3.connect(file)) as given, closing(sqlite3.connect(target)) as taken:
        given.backup(taken)
    return target


@pytest.fixture
def app(restored: Restored) -> Iterator[Flask]:
    """The application at the moment of the copy, with a pushed context."""
    field_encryption.use_keys(config.load({})["DATA_KEY"], config.load({})["BLIND_KEY"])
    with clock.at(NOW), restored.app.app_context():
        yield restored.app
        db.session.remove()


@pytest.fixture
def browser(app: Flask) -> Callable[..., Browser]:
    """``browser("kiosk")`` is a browser with the cookies that one had when the copy was made."""

    def of(name: str = "") -> Browser:
        made = Browser(app, app.response_class, use_cookies=True)
        for cookie, value in KNOWN["cookies"].get(name, {}).items():
            made.set_cookie(cookie, value)
        return made

    return of
