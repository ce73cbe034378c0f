"""A queue with journal entries, an event of the tests alone, and the same office in PostgreSQL."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import pytest
from flask import Flask
from sqlalchemy import text

from deskq import create_app
from deskq.core import clock, secrets
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue as issue_service
from tests.conftest import MORNING, settings
from tests.load import postgres


@dataclass(frozen=True)
class Happened:
    """An event that only these tests record."""

    kind: ClassVar[str] = "test.happened"
    what: str


@pytest.fixture
def happened() -> type[Happened]:
    """A class of events of its own, so that no subscriber of another test is called."""
    return type("HappenedHere", (Happened,), {})


@pytest.fixture
def issue(office: int) -> Callable[[], Ticket]:
    return lambda: issue_service.issue(office, "test", NewTicket("renewal_levy", secrets.new()))


@pytest.fixture
def entries(office: int) -> Callable[[], list[journal.Entry]]:
    return lambda: list(journal.walk(db.session(), office))


@pytest.fixture
def alter(app: Flask) -> Callable[..., None]:
    """``alter("DELETE ...", row=3)``: somebody with access to the database who has removed the triggers."""

    def run(statement: str, **values: object) -> None:
        db.session.remove()
        with db.engine.begin() as connection:
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS journal_no_{verb}"))
            connection.execute(text(statement), values)

    return run


@pytest.fixture
def verify(app: Flask) -> Callable[[], tuple[int, str]]:
    """Exit code and output of ``flask verify-journal``."""

    def run() -> tuple[int, str]:
        db.session.remove()
        result = app.test_cli_runner().invoke(args=["verify-journal"])
        return result.exit_code, result.output

    return run


@pytest.fixture
def postgres_office(seeded_postgres: str) -> Iterator[int]:
    """The demo office in a PostgreSQL database of its own, with the context of its application."""
    with postgres.database(seeded_postgres) as url:
        clock.fix(MORNING)
        with create_app(settings(url)).app_context():
            found = office_queries.first_office(db.session())
            assert found is not None
            yield found.id
            db.session.remove()
            db.engine.dispose()
        clock.fix(None)
