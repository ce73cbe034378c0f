"""Puts a database back as it was, so that what one made-up request changed does not stop the next at the door."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from copy import deepcopy
from pathlib import Path

from flask import Flask

from deskq.core.extensions import db
from tests.tools.browsers import Browser
from tests.tools.shared_app import as_started


class Kept:
    """The SQLite database ``file`` of ``app`` as it is now. ``forget``: makes the application forget what it knew."""

    def __init__(self, app: Flask, file: Path, forget: Callable[[Flask], None] = as_started) -> None:
        self._app, self._file, self._forget = app, file, forget
        self._copy = sqlite3.connect(":memory:")
        db.session.remove()
        with closing(sqlite3.connect(file)) as now:
            now.backup(self._copy)

    def restore(self) -> None:
        db.session.remove()
        db.engine.dispose()
        with closing(sqlite3.connect(self._file)) as now:
            now.execute("PRAGMA synchronous = OFF")  # waits for no disk
            self._copy.backup(now)
        self._forget(self._app)

    def close(self) -> None:
        self._copy.close()


@contextmanager
def cookies_kept(browser: Browser) -> Iterator[None]:
    """The browser forgets afterwards what it was told in the block."""
    before = deepcopy(browser._cookies)
    yield
    browser._cookies = before
