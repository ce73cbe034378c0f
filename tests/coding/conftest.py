"""Fixtures of coding: messages of a half-year, and the people who code them."""

import pytest

from deskq.core.text.half_years import Half
from tests.tools.admin_pages import browser, client, look, page, row, send

__all__ = ["browser", "client", "look", "page", "row", "send"]


@pytest.fixture
def half() -> Half:
    """That of the tests' morning, 3 Azar 1405."""
    return Half(14052)
