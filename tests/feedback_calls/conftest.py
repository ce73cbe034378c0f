"""Fixtures for tests of feedback calls."""

from tests.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]
