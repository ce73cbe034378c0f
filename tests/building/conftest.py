"""Fixtures of the pages of buildings, and an office that was set up on its pages."""

import pytest
from sqlalchemy import select, update

from deskq.amenities.models import Amenity
from deskq.building import queries
from deskq.building.models import Building, CounterRoom, Floor, Room
from deskq.core.extensions import db
from deskq.office.models import Counter
from tests.tools.admin_pages import admin, browser, client, look, page, row, send, supervisor
from tests.tools.device_pairing import paired

__all__ = ["admin", "browser", "client", "look", "page", "row", "send", "supervisor"]


@pytest.fixture
def no_rooms(office):
    """The office before anybody entered a room: as one that is new."""
    db.session.execute(update(Amenity).values(room_id=None))
    for model in (CounterRoom, Room, Floor, Building):
        for one in db.session.scalars(select(model)):
            db.session.delete(one)
        db.session.flush()
    db.session.commit()


@pytest.fixture
def entries(office, look):
    """``entries()``: the directory as it is now."""
    return lambda: queries.entries(look(), office, all_rooms=True)


@pytest.fixture
def of_kind(entries):
    """``of_kind("pay")``: the first place of this kind, as it is now."""
    return lambda kind: next(one for one in entries() if one.room.kind == kind)


@pytest.fixture
def counter(row):
    """``counter(1)``: a counter as it is now."""
    return lambda number: row(Counter, number=number)


@pytest.fixture
def kiosk(office, browser):
    return paired(browser(), office)
