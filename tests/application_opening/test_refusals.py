"""A service that is not received now opens nothing."""

from dataclasses import replace

import pytest

from deskq.application_opening.service.new_application import NotReceivedNow
from deskq.core.extensions import db
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.models import ServiceSheet
from deskq.service_sheets.service import sheets as sheet_service


@pytest.mark.parametrize("days", [{"first_day": "2026-11-25"}, {"last_day": "2026-11-23"}, None])
def test_before_its_first_after_its_last_day_and_while_it_is_not_offered_a_service_opens_nothing(
    office, opened, made, days
):
    if days:
        now = sheet_queries.sheet(db.session(), office, "building_permit").content
        sheet_service.save(office, "test", "building_permit", replace(now, **days))
    else:
        db.session().query(ServiceSheet).filter_by(code="building_permit").one().offered = False
        db.session().commit()

    with pytest.raises(NotReceivedNow):
        opened()

    assert made() is None
