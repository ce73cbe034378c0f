"""The applications of the demo office."""

from collections import Counter
from datetime import datetime, timedelta

from deskq.applications.models import Application
from deskq.applications.rules.progress import STATES
from deskq.core import clock
from deskq.core.extensions import db
from deskq.demo.applications import COUNT, LENGTH, create_applications
from deskq.demo.opening_hours import DAYS_OFF, in_opening_hours


def test_forty_applications_are_in_every_state_and_created_once(office):
    until = clock.now() + LENGTH + timedelta(days=1)

    assert create_applications(office, until) == COUNT

    found = Counter(db.session().scalars(db.select(Application.state)))
    assert found.total() == COUNT
    assert set(found) == set(STATES)
    assert create_applications(office, until) == 0


def test_desk_works_on_applications_in_opening_hours_only(office):
    create_applications(office, clock.now() + LENGTH + timedelta(days=1))

    moments = [at.astimezone(clock.zone()) for at in db.session().scalars(db.select(Application.opened_at))]

    assert len(moments) == COUNT
    assert all(at.weekday() not in DAYS_OFF and 7 <= at.hour < 14 for at in moments)


def test_moments_keep_their_order_over_days_off():
    begins = datetime(2026, 10, 5, tzinfo=clock.zone())

    moved = [in_opening_hours(begins + timedelta(hours=hours)) for hours in range(24 * 9)]

    assert moved == sorted(set(moved))
