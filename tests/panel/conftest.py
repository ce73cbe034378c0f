"""Fixtures of the figures of the hall."""

from collections.abc import Callable

import pytest

from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Service
from tests.tools.admin_pages import admin, browser, client, issue, look, page, row, send, shown

__all__ = ["admin", "browser", "client", "issue", "look", "page", "row", "send", "shown"]


@pytest.fixture
def config(office) -> Callable[[], OfficeConfig]:
    return lambda: config_cache.of(db.session(), office)


@pytest.fixture
def set_target(office) -> Callable[[str, int | None, int | None], None]:
    """Set the target of a service by its code."""

    def write(code: str, percent: int | None, minutes: int | None) -> None:
        with transaction(office, "test") as tx:
            wanted = tx.session.query(Service).filter(Service.office_id == office, Service.code == code)
            wanted.update({"target_percent": percent, "target_minutes": minutes})
            tx.config_changed()

    return write
