"""Fixtures of the public page: messages of autumn 1405, and the clock after its end."""

from datetime import UTC, datetime

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.published import keep
from deskq.published.queries import figures
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.tools.admin_pages import browser, client, look, page

__all__ = ["browser", "client", "look", "page"]
#: 5 Dey 1405: the autumn is over.
WINTER = datetime(2026, 12, 26, 6, 30, tzinfo=UTC)


@pytest.fixture
def frozen(office):
    """``frozen()``: freezes what is due now; what is published afterwards."""

    def freeze():
        keep.keep_due(db.session(), office)
        db.session.remove()
        return figures.latest(db.session(), office)

    return freeze


@pytest.fixture
def autumn(file, about):
    """``autumn({"asphalt": 12}, district=0)`` registers so many requests; afterwards it is winter."""

    def said(counts: dict[str, int], district: int | None = None) -> list:
        there = None if district is None else list(about().districts)[district]
        made = [file(category=category, district_id=there) for category in counts for _ in range(counts[category])]
        clock.fix(WINTER)
        return made

    return said
