"""An inspector whose unit was taken away."""

import pytest

from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.message_settings import queries
from deskq.messages.service import disclosure
from deskq.staff.models import Person


def test_an_inspector_without_a_unit_cannot_read_reports_that_name_the_inspectorate(office, file, action, units):
    person = db.session().get_one(Person, action("inspectorate", file()).person_id)
    named, other = file("report", about_unit_id=units["inspectorate"]), file("report", body="رشوه")
    named.unit_id = units["inspectorate"]  # as it was where nobody stood above it
    person.unit_id = queries.load_settings(db.session(), office).units[units["inspectorate"]].head_id = None
    db.session.commit()

    with pytest.raises(NotFound):
        disclosure.reveal(action("inspectorate", named), "ببینم")
    assert disclosure.reveal(action("inspectorate", other), "ببینم").message_id == other.id
