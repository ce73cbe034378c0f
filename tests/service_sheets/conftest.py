"""Fixtures for tests of service sheets."""

from tests.browsers import look

__all__ = ["look"]
