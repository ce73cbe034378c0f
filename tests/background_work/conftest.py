"""Fixtures of background work: an office with property files, and the job run when told to."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert

from deskq.application_exchange.models import PropertyFile
from deskq.background_work import jobs, registry
from deskq.core.extensions import db
from tests.core.journal.conftest import entries
from tests.tools.browsers import browser, client, look

__all__ = ["browser", "client", "entries", "look"]


@pytest.fixture
def files(office) -> Callable[[int], None]:
    """``files(3000)``: so many property files."""

    def write(number: int) -> None:
        row = {"office_id": office, "address": "=1+1"}
        rows = [{**row, "number": str(n), "parcel_code": f"1-{n}"} for n in range(number)]
        db.session.execute(insert(PropertyFile.__table__), rows)
        db.session.commit()

    return write


@pytest.fixture
def work(app) -> Callable[[], None]:
    def run() -> None:
        db.session.remove()
        jobs.run_once()
        db.session.remove()

    return run


@pytest.fixture
def long_export(files, sign_in) -> tuple[object, str]:
    """(browser, address of the page) of an export that was begun."""
    files(registry.AT_ONCE + 1)
    admin = sign_in("admin")
    answer = admin.get("/manage/exports/files.csv")
    assert answer.status_code == 303, answer.text
    return admin, answer.location.partition("?")[0]
