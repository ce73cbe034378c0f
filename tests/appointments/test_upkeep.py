"""What happens without a press: no-shows, reminders, forgetting; and a day the office takes back."""

import pytest

from deskq import clock
from deskq.appointments import keeper, queries, reminders, rules, service
from deskq.errors import BadFields, NotFound
from deskq.extensions import db
from tests.appointments.conftest import hour, tomorrow

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def sent():
    """What a way out was asked to send."""
    found: list[reminders.Reminder] = []
    reminders.send_by(found.append)
    yield found
    reminders.send_by(None)


def test_who_did_not_come_is_counted(opened, book, at_hour, office):
    book("10:15")
    at_hour("10:31")

    keeper.keep_once()

    assert queries.counts(db.session(), office, 14050904, 14050904) == {"missed": 1}


def test_where_the_doors_were_shut_nobody_stayed_away(opened, book, at_hour, office, now_of):
    from deskq.office import editing

    made = book("10:15")
    editing.save_special(office, "test", None, tomorrow(), None, None, ("تعطیل", "Closed"))
    at_hour("10:31")

    keeper.keep_once()

    assert now_of(made).state == "withdrawn"


def test_a_no_show_frees_the_person_for_another_appointment(opened, book, at_hour):
    book("8:00")
    at_hour("8:16")
    keeper.keep_once()

    assert book("12:00").state == "booked"


def test_a_reminder_is_sent_once_and_not_before_its_time(terms, times, book, sent, later):
    terms(remind_hours=3)
    times()
    made = book("10:15")

    keeper.keep_once()
    assert sent == []
    clock.fix(hour("7:20"))
    keeper.keep_once()
    keeper.keep_once()

    assert [(row.appointment_id, row.phone, row.code, row.starts_at) for row in sent] == [
        (made.id, "+989123456789", made.code, hour("10:15"))
    ]
    assert sent[0].service.fa


def test_nobody_is_reminded_of_what_was_cancelled(terms, times, book, sent, office):
    terms(remind_hours=48)
    times()
    service.cancel(office, book("10:15").id)

    keeper.keep_once()

    assert sent == []


def test_a_moved_appointment_is_reminded_of_again(terms, times, book, sent, office):
    terms(remind_hours=48)
    times()
    made = book("10:15")
    keeper.keep_once()

    service.move(office, made.id, hour("12:00"))
    keeper.keep_once()

    assert [row.starts_at for row in sent] == [hour("10:15"), hour("12:00")]


def test_without_a_way_out_nothing_is_marked_as_sent(terms, times, book, now_of):
    terms(remind_hours=48)
    times()
    made = book("10:15")

    keeper.keep_once()

    assert now_of(made).reminded_at is None


def test_a_reminder_that_fails_stops_nothing(terms, times, book, office):
    terms(remind_hours=48)
    times()
    book("10:15")

    def fail(reminder):
        raise OSError("no way out")

    reminders.send_by(fail)
    keeper.keep_once()
    reminders.send_by(None)

    assert queries.counts(db.session(), office, 14050904, 14050904) == {"booked": 1}


def test_after_the_day_nobody_knows_whose_it_was(opened, book, now_of):
    made = book("10:15", national_id="0013542419")

    clock.fix(hour("23:59"))
    keeper.keep_once()
    assert now_of(made).phone is not None
    clock.fix(hour("0:01", 14050905))
    keeper.keep_once()

    assert (now_of(made).phone, now_of(made).id_hash) == (None, None)


def test_a_day_taken_back_offers_nothing_until_it_is_restored(opened, book, on_offer, office, now_of):
    made = book("10:15")

    gone = service.withdraw_day(office, "test", tomorrow(), ("", ""))

    assert [row.id for row in gone] == [made.id]
    assert now_of(made).state == "withdrawn"
    assert on_offer().day(tomorrow()) == []
    service.restore_day(office, "test", tomorrow())
    assert on_offer().day(tomorrow())
    assert now_of(made).state == "withdrawn"
    with pytest.raises(NotFound):
        service.restore_day(office, "test", tomorrow())


def test_the_code_of_a_day_taken_back_admits_nobody(opened, book, check_in, office, at_hour):
    made = book("10:15")
    service.withdraw_day(office, "test", tomorrow(), ("", ""))
    at_hour("10:15")

    with pytest.raises(rules.NoSuchCode):
        check_in(made.code)


def test_one_taken_up_again_counts_towards_the_limit(opened, book, office):
    made = book("10:15")
    service.withdraw_day(office, "test", tomorrow(), ("", ""))
    book(hour("10:15", 14050907))

    with pytest.raises(rules.OneForService):
        service.move(office, made.id, hour("11:00", 14050907))


def test_closed_times_are_offered_no_more_and_what_was_taken_stays(terms, times, book, on_offer, office, now_of):
    terms()
    plan = times()
    made = book("10:15")

    service.close_times(office, "test", plan.id)

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
    with pytest.raises(BadFields) as refusal:
        times(**fields)

    assert set(refusal.value.fields) == {wrong}
