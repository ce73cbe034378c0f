"""Fixtures: applications with a place, as in the tests of inspections."""

from tests.inspections.conftest import action, browser, client, limited, look, opened, person_id, placed

__all__ = ["action", "browser", "client", "limited", "look", "opened", "person_id", "placed"]
