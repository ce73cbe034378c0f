"""Fixtures for tests of imports and exports."""

from dataclasses import dataclass

import pytest

from deskq.application_exchange import queries, staging, work
from deskq.application_exchange.models import ApplicationImport
from deskq.application_exchange.rules import fields
from deskq.application_exchange.rules.fields import Layout
from deskq.application_exchange.service import imports
from deskq.application_exchange.staging import Files
from deskq.core import secrets
from deskq.core.extensions import db
from tests.applications.conftest import action, opened
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.tools.browsers import browser, client, limited, look

__all__ = ["action", "browser", "client", "limited", "look", "opened"]
HEAD = "key,service,opened_at,due_at,ended_at,file_number,parcel_code,name,phone,national_id\n"


@dataclass(frozen=True)
class Imported:
    """``counts``: made, changed, as they were, refused rows; ``refused``: {row: (field, reason)}."""

    id: int
    state: str
    problem: str
    counts: tuple[int, int, int, int]
    refused: dict[int, tuple[str, str]]
    headers: str


def quiet(done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def upload(office: int):
    """``upload(content, kind)``: the id of an import whose table was read."""

    def begin(content: bytes | str, kind: str = "applications", name: str = "table.csv") -> int:
        token = secrets.new()
        Files(token).make()
        Files(token).source.write_bytes(content.encode() if isinstance(content, str) else content)
        import_id = imports.begin(office, "person:1", kind, name, token)
        work.go_on(office, import_id, quiet)
        return import_id

    return begin


@pytest.fixture
def outcome(office: int):
    def found(import_id: int) -> Imported:
        db.session.rollback()
        one = queries.by_id(db.session(), office, import_id)
        assert one is not None
        counts = (one.made, one.changed, one.same, one.refused)
        return Imported(one.id, one.state, one.problem, counts, staging.refused(Files(one.token)), one.headers)

    return found


@pytest.fixture
def checked(office: int, upload, outcome):
    """``checked(content, kind, same={...}, unit="")``: an import whose dry run is over."""

    def check(content: bytes | str, kind: str = "applications", same: dict[str, str] | None = None, unit: str = ""):
        import_id = upload(content, kind)
        row = db.session().get(ApplicationImport, import_id)
        known = fields.read(row.layout)
        imports.choose_columns(
            office, "person:1", import_id, Layout(known.columns, {**known.same, **(same or {})}, unit)
        )
        work.go_on(office, import_id, quiet)
        return outcome(import_id)

    return check


@pytest.fixture
def carried_out(office: int, checked, outcome):
    """As ``checked``, and then imported."""

    def carry(content: bytes | str, kind: str = "applications", same: dict[str, str] | None = None, unit: str = ""):
        begun = checked(content, kind, same, unit)
        assert begun.state == "checked", begun.problem
        imports.carry_out(office, "person:1", begun.id)
        work.go_on(office, begun.id, quiet)
        return outcome(begun.id)

    return carry
