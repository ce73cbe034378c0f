"""Fixtures for tests of inbound SMS."""

from tests.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]
