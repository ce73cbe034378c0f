"""The same table imported again, each night perhaps, undoes nothing that the desk or the applicant has done since."""

from datetime import timedelta

import pytest

from deskq.applications.service import citizen, endings
from deskq.core import clock
from deskq.core.extensions import db
from tests.application_exchange.test_import import application, content_of_office

HEAD = "key,service,opened_at,due_at,ended_at,outcome\n"


def test_an_extension_stays(carried_out, action):
    table = HEAD + "12,building_permit,1405/06/01 09:00,1405/09/20,,\n"
    carried_out(table)
    endings.extend(action("planner", application("12")), clock.now() + timedelta(days=90), "بازدید دوم")
    before = content_of_office()

    assert carried_out(table).counts == (0, 0, 1, 0)
    assert content_of_office() == before


def test_a_new_promise_of_the_other_software_counts_after_an_extension(carried_out, action):
    carried_out(HEAD + "12,building_permit,1405/06/01 09:00,1405/09/20,,\n")
    endings.extend(action("planner", application("12")), clock.now() + timedelta(days=90), "بازدید دوم")
    extended = application("12").due_at

    assert carried_out(HEAD + "12,building_permit,1405/06/01 09:00,1406/01/20,,\n").counts == (0, 1, 0, 0)
    assert application("12").due_at > extended


def test_a_promise_of_a_table_can_be_corrected_back(carried_out):
    first, wrong = ("1405/09/20", "1405/10/20")
    for due in (first, wrong, first):
        assert carried_out(HEAD + f"12,building_permit,1405/06/01 09:00,{due},,\n").counts[2:] == (0, 0)

    assert application("12").due_at == application("12").first_due_at


@pytest.mark.parametrize("ended", ["1405/09/01 10:00", ""])
def test_an_objection_stays(carried_out, ended):
    table = HEAD + f"12,building_permit,1405/06/01 09:00,1405/09/20,{ended},refused\n"
    carried_out(table)
    citizen.object_to_refusal(application("12"), "نقشه درست است")
    before = content_of_office()

    assert carried_out(table).counts == (0, 0, 1, 0)
    assert content_of_office() == before
    assert application("12").state == "objected"


def test_a_later_refusal_of_the_other_software_counts(carried_out, action):
    carried_out(HEAD + "12,building_permit,1405/06/01 09:00,1405/09/20,1405/08/01 10:00,refused\n")
    endings.object_to_refusal(action("karimi", application("12")), "نقشه درست است")
    endings.decide_objection(action("inspectorate", application("12")), "وارد است", upheld=True)

    found = carried_out(HEAD + "12,building_permit,1405/06/01 09:00,1405/09/20,1405/09/01 10:00,refused\n")

    db.session.rollback()
    assert (found.counts, application("12").state) == ((0, 1, 0, 0), "refused")
