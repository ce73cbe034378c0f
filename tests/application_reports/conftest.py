"""Fixtures for tests of the reports of applications."""

from tests.api.conftest import machine
from tests.application_figures.conftest import anywhere, weekdays
from tests.applications.conftest import action, opened
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.tools.admin_pages import admin, browser, client, issue, look, page, row, send, shown

__all__ = ["action", "admin", "anywhere", "browser", "client", "issue", "look", "machine", "opened", "page", "row",
           "send", "shown", "weekdays"]  # fmt: skip
