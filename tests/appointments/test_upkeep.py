"""The background job: no-shows, reminders, erasure; and a day withdrawn by the office."""

from datetime import timedelta

import pytest

from deskq.appointments import jobs, queries, rules
from deskq.appointments.events import DayWithdrawn
from deskq.appointments.models import Appointment, SlotPlan, WithdrawnDay
from deskq.appointments.service import change, maintenance, schedule
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.office.service import days
from deskq.ops import retention_job
from deskq.web.refusal_sentences import sentence
from tests.appointments.conftest import hour, tomorrow

pytestmark = pytest.mark.usefixtures("app")


def test_who_did_not_come_is_counted_and_may_book_another_appointment(opened, book, at_hour, office):
    book("10:15")
    at_hour("10:31")

    jobs.run_once()

    assert queries.counts(db.session(), office, 14050904, 14050904) == {"missed": 1}
    assert book("12:00").state == "booked"


def test_when_the_office_was_closed_nobody_counts_as_absent(opened, book, at_hour, office, now_of):
    made = book("10:15")
    days.save_special(office, "test", None, tomorrow(), None, None, ("تعطیل", "Closed"))
    at_hour("10:31")

    jobs.run_once()

    assert now_of(made).state == "withdrawn"


def test_after_the_day_nobody_knows_whose_it_was(opened, book, now_of):
    made = book("10:15", national_id="0013542419")

    clock.fix(hour("23:59"))
    jobs.run_once()
    assert now_of(made).phone is not None
    clock.fix(hour("0:01", 14050905))
    jobs.run_once()

    assert (now_of(made).phone, now_of(made).id_hash) == (None, None)


def test_a_day_taken_back_offers_nothing_until_it_is_restored_and_the_journal_counts_its_appointments(
    opened, book, on_offer, office, now_of
):
    made, other = book("10:15"), book("12:00", phone="09120000002")

    gone = schedule.withdraw_day(office, "test", tomorrow(), ("", ""))

    assert [row.id for row in gone] == [made.id, other.id]
    told = [entry.event for entry in db.session().query(journal.Entry).order_by(journal.Entry.sequence)]
    assert told[-1] == DayWithdrawn(14050904, 2)
    assert now_of(made).state == "withdrawn"
    assert on_offer().day(tomorrow()) == []
    schedule.restore_day(office, "test", tomorrow())
    assert on_offer().day(tomorrow())
    assert now_of(made).state == "withdrawn"
    with pytest.raises(NotFound):
        schedule.restore_day(office, "test", tomorrow())


@pytest.mark.parametrize("reason", ["", "تعمیر ساختمان"])
def test_the_code_of_a_day_taken_back_admits_nobody_and_says_why(opened, book, check_in, office, at_hour, reason):
    made = book("10:15")
    schedule.withdraw_day(office, "test", tomorrow(), (reason, ""))
    at_hour("10:15")

    with pytest.raises(rules.CalledOff) as refusal:
        check_in(made.code)

    assert reason in sentence(refusal.value)
    assert "اداره ناچار شد این نوبت را لغو کند" in sentence(refusal.value)


def test_one_taken_up_again_counts_towards_the_limit(opened, book, office):
    made = book("10:15")
    schedule.withdraw_day(office, "test", tomorrow(), ("", ""))
    book(hour("10:15", 14050907))

    with pytest.raises(rules.OneForService):
        change.move(office, made.id, hour("11:00", 14050907))


def test_closed_times_are_offered_no_more_and_what_was_taken_stays(terms, times, book, on_offer, office, now_of):
    terms()
    plan = times()
    made = book("10:15")

    schedule.close_times(office, "test", plan.id)

    assert on_offer().every() == []
    assert now_of(made).state == "booked"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"opens": 600, "closes": 610}, "closes"),
        ({"last_day": tomorrow().replace(year=2020)}, "last_day"),
        ({"last_day": tomorrow().replace(year=2030)}, "last_day"),
        ({"service_id": 999}, "service_id"),
    ],
)
def test_times_that_cannot_be_are_refused(terms, times, fields, wrong):
    with pytest.raises(InvalidInput) as refusal:
        times(**fields)

    assert set(refusal.value.fields) == {wrong}


def test_a_year_after_their_day_appointments_times_and_withdrawn_days_are_removed(opened, book, office, later):
    book("10:15")
    schedule.withdraw_day(office, "test", tomorrow(), ("", ""))
    kept = (Appointment, SlotPlan, WithdrawnDay)

    later(days=366)
    retention_job.remove_due()
    before = [db.session().query(row).count() for row in kept]
    later(days=25)
    retention_job.remove_due()

    assert before == [1, 1, 1]
    assert [db.session().query(row).count() for row in kept] == [0, 0, 0]


@pytest.mark.parametrize(("after", "left"), [(0, [1, 1, 1]), (1, [0, 0, 0])])
def test_what_is_of_the_first_day_that_is_kept_stays(terms, times, book, office, after, left):
    terms()
    times(last_day=tomorrow())
    book("10:15")
    schedule.withdraw_day(office, "test", tomorrow(), ("", ""))
    before, expected = tomorrow() + timedelta(days=after), 3 - sum(left)

    counted = queries.count_before(db.session(), office, before)
    forgotten = maintenance.forget_old(office, before)

    assert counted == forgotten == expected
    assert [db.session().query(row).count() for row in (Appointment, SlotPlan, WithdrawnDay)] == left
