"""Fixtures for tests of the citizens' portal."""

from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]
