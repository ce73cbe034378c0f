"""Fixtures for tests of paper boxes."""

import pytest

from deskq.core.extensions import db
from deskq.paper_boxes import queries
from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]


@pytest.fixture
def box(office) -> int:
    """The first box of the office."""
    return next(iter(queries.boxes(db.session(), office)))
