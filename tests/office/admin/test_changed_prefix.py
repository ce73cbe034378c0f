"""A service gets another prefix of its numbers."""

import pytest

from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Service
from tests.office.admin.test_services import edited

pytestmark = pytest.mark.usefixtures("admin")


def test_the_prefix_that_a_service_gives_up_does_not_stand_in_the_way_of_its_new_one(send, row):
    with transaction(1, "test") as tx:
        tx.session.query(Service).update({"series": "A"})
        tx.session.query(Service).filter_by(code="renewal_levy").update({"series": ""})
        tx.config_changed()
    levy = row(Service, code="renewal_levy")

    send(f"/manage/services/{levy.id}", **edited(levy, series="2"))

    db.session().rollback()  # what was read before
    assert row(Service, code="renewal_levy").series == "2"
