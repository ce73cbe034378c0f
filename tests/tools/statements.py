"""What is sent to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from deskq.core.extensions import db


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """Statements of the block by any thread: texts with their values."""
    found: list[tuple[str, Any]] = []
    listen = (db.engine, "before_cursor_execute", lambda *given: found.append((given[2], given[3])))
    event.listen(*listen)
    try:
        yield found
    finally:
        event.remove(*listen)
