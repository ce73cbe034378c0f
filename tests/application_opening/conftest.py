"""Fixtures for tests of opening applications."""

import json

import pytest
from sqlalchemy import select

from deskq.applications.models import Application
from deskq.core.db.journal import Entry
from tests.applications.conftest import database_url, opened, person_id
from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "database_url", "limited", "look", "opened", "person_id"]


@pytest.fixture
def made(look):
    """``made()``: the newest application, or None."""
    return lambda: look().query(Application).order_by(Application.id.desc()).first()


@pytest.fixture
def entries(look):
    """``entries()``: (kind, content) of the journal in order."""
    wanted = select(Entry.kind, Entry.body).order_by(Entry.sequence)
    return lambda: [(kind, json.loads(body)) for kind, body in look().execute(wanted)]
