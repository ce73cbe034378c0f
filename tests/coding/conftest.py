"""Fixtures of coding: messages of a half-year, and the people who code them."""

import pytest

from deskq.core.text.half_years import Half
from tests.admin_pages import browser, client, look, page, row, send
from tests.citizen_messages import about, action, file, filed, units

__all__ = ["about", "action", "browser", "client", "file", "filed", "look", "page", "row", "send", "units"]


@pytest.fixture
def half() -> Half:
    """That of the tests' morning, 3 Azar 1405."""
    return Half(14052)
