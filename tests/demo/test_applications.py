"""The applications of the demo office."""

from collections import Counter
from datetime import timedelta

from deskq.applications.models import Application
from deskq.applications.rules.progress import STATES
from deskq.core import clock
from deskq.core.extensions import db
from deskq.demo.applications import COUNT, LENGTH, create_applications


def test_forty_applications_are_in_every_state_and_created_once(office):
    until = clock.now() + LENGTH + timedelta(days=1)

    assert create_applications(office, until) == COUNT

    found = Counter(db.session().scalars(db.select(Application.state)))
    assert found.total() == COUNT
    assert set(found) == set(STATES)
    assert create_applications(office, until) == 0
