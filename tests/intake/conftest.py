"""Fixtures for tests of the intake form."""

from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]
