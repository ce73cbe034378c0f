"""Fixtures for tests of what follows a rating."""

from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]
