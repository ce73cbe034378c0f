"""Clients whose requests share nothing with the test, so that each has its own language."""

from tests.browsers import browser, client

__all__ = ["browser", "client"]
