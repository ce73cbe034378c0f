"""Addresses from which staff work at a counter: each counts for half an hour after it was last seen."""

from datetime import timedelta

import pytest

from deskq.core.extensions import db
from deskq.ratings import service
from deskq.ratings.models import DeskAddress

KEY = "d" * 32


@pytest.mark.parametrize(("minutes", "moved"), [(4, 0), (5, 5), (40, 40)])
def test_an_address_that_is_seen_again_after_five_minutes_counts_from_then_on(office, later, minutes, moved):
    began = later(minutes=0)
    service.remember_desk_address(office, KEY)

    later(minutes=minutes)
    service.remember_desk_address(office, KEY)

    db.session.remove()
    assert db.session().get_one(DeskAddress, KEY).seen_at == began + timedelta(minutes=moved)
