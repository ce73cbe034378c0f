"""Fixtures for tests of service sheets."""

from tests.tools.browsers import look

__all__ = ["look"]
