"""Fixtures of the hall: those of the queue, and a supervisor."""

import pytest

from deskq.core.extensions import db
from deskq.staff import queries as staff_queries
from tests.queue.conftest import (
    called,
    counter,
    desk,
    edit,
    issue,
    now_of,
    served,
    service_id,
    told,
    unchanged,
    version,
    whole_afterwards,
)
from tests.tools.admin_pages import browser, client, page, send

__all__ = [
    "browser", "called", "client", "counter", "desk", "edit", "issue", "now_of", "page", "send", "served", "service_id",
    "told", "unchanged", "version", "whole_afterwards",
]  # fmt: skip


@pytest.fixture
def supervisor(office) -> str:
    """How the journal names them."""
    people = staff_queries.people(db.session(), office)
    return f"person:{next(person.id for person in people if person.role == 'supervisor')}"
