"""Fixtures for tests of the core of messages."""

import pytest

from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]
pytest.register_assert_rewrite("tests.messages.random_office")
