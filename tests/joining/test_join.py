"""A ticket from outside: issued at once, called only once its visitor is here."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.joining import queries, rules
from deskq.ops import retention_job
from deskq.queue.rules.priority import NobodyWaiting
from deskq.queue.rules.transitions import CannotMove
from deskq.queue.service import calls, cancel, serve
from deskq.queue.service.day import close_day
from deskq.queue.service.transfer import transfer
from deskq.queue.service.undo import undo
from deskq.sms import service as sms_service
from deskq.sms.models import VisitorPhone
from tests.queue import invariants
from tests.sms.conftest import gateway

__all__ = ["gateway"]


def test_a_ticket_from_outside_has_its_number_at_once_and_is_not_called(join, desk):
    ticket = join()

    assert (ticket.code, ticket.state, ticket.counter_id) == ("201", "held", None)
    with pytest.raises(NobodyWaiting):
        calls.call_next(desk(2))


def test_once_here_it_has_the_claim_since_joining_and_saying_it_twice_is_once(
    join, arrive, issue, desk, later, version
):
    ticket = join()
    later(minutes=5)
    issue()
    later(minutes=5)

    arrive(ticket)
    before = version()

    assert arrive(ticket).state == "waiting"
    assert version() == before
    assert calls.call_next(desk(2)).id == ticket.id


def test_the_way_here_is_not_counted_as_waiting_in_the_hall(join, arrive, desk, now_of, later):
    ticket = join()
    later(minutes=30)
    arrive(ticket)
    later(minutes=4)
    calls.call_next(desk(2))

    assert now_of(ticket).first_wait == 4 * 60 * 1_000_000


def test_at_the_turn_of_somebody_absent_others_pass(join, issue, desk, later, look):
    ticket = join()
    later(minutes=1)
    other = issue()
    moment = later(minutes=1)

    assert calls.call_next(desk(2)).id == other.id
    assert queries.remote(look(), ticket.id).turn_at == moment


def test_a_call_that_came_before_in_any_case_takes_nobody_s_turn(join, issue, desk, later, look):
    issue()
    later(minutes=1)
    ticket = join()

    calls.call_next(desk(2))

    assert queries.remote(look(), ticket.id).turn_at is None


def test_who_was_sent_to_the_counter_and_came_before_takes_nobody_s_turn(join, issue, served, desk, at, later, look):
    desk(4)
    later(minutes=1)
    ticket = join(code="notary_clearance")
    transfer(at(2), counter_number=4)

    assert calls.call_next(at(4)).id == served.id
    assert queries.remote(look(), ticket.id).turn_at is None


@pytest.mark.parametrize("take_back", [undo, serve.requeue, None], ids=["undone", "back to the queue", "chosen"])
def test_a_call_by_mistake_or_of_one_whom_a_clerk_chose_takes_nobody_s_turn(
    join, issue, desk, at, later, look, take_back
):
    ticket = join()
    later(minutes=1)
    other = issue()
    calls.call_next(desk(2), None if take_back else other.id)

    if take_back:
        take_back(at(2))

    assert queries.remote(look(), ticket.id).turn_at is None


@pytest.mark.parametrize(("minutes", "kept"), [(10, True), (11, False)])
def test_for_some_minutes_after_the_turn_nothing_is_lost(join, arrive, issue, desk, later, now_of, minutes, kept):
    ticket = join()
    joined_at = ticket.arrived_at
    later(minutes=1)
    issue()
    calls.call_next(desk(2))
    moment = later(minutes=minutes)

    arrive(ticket)

    assert now_of(ticket).arrived_at == (joined_at if kept else moment)


def test_one_number_has_one_living_ticket_and_the_same_request_is_the_same(join, version):
    first = join(key="request-1")
    before = version()

    with pytest.raises(rules.AlreadyJoined):
        join(key="request-2")
    assert version() == before
    assert join(key="request-1").id == first.id


def test_only_a_share_of_the_queue_is_taken_from_outside(join, issue, set_office):
    set_office(join_share=50)
    for number in range(rules.ALWAYS):
        join(f"+98912000000{number}")

    with pytest.raises(rules.ShareFull):
        join("+989120000009")
    for _ in range(6):
        issue()
    assert join("+989120000009").state == "held"


def test_who_does_not_come_at_their_turn_keeps_no_place_of_the_share(join, issue, desk, later, set_office):
    set_office(join_share=50)
    for number in range(rules.ALWAYS):
        join(f"+98912000000{number}")
    later(minutes=1)
    issue()
    calls.call_next(desk(2))

    later(minutes=10)
    with pytest.raises(rules.ShareFull):
        join("+989120000009")
    later(minutes=1)
    assert join("+989120000009").state == "held"


def test_who_has_left_cannot_say_it_and_may_join_again(join, arrive, office):
    ticket = join()
    cancel.cancel(office, ticket.id)

    with pytest.raises(CannotMove):
        arrive(ticket)
    assert join().code == "202"


def test_a_ticket_of_the_kiosk_is_not_from_outside(issue, arrive):
    with pytest.raises(rules.NotFromOutside):
        arrive(issue())


def test_the_number_is_sealed_and_erased_the_same_night(join, look, later, office):
    join()
    stored = look().connection().exec_driver_sql("SELECT number FROM visitor_phone").scalar()
    assert "9120000001" not in stored

    later(hours=24)
    retention_job.remove_due()

    assert look().query(VisitorPhone).count() == 0


def test_who_never_came_is_not_asked_to_rate_and_leaves_no_number(join, issue, gateway, look, later, office):
    join()
    sms_service.store_number(office, "test", issue().id, "+989120000002")
    later(hours=19)
    close_day(office, clock.now().astimezone(clock.zone()).date())

    retention_job.remove_due()

    assert [row.number for row in look().query(VisitorPhone)] == ["+989120000002"]


def test_who_never_comes_expires_with_the_day(join, now_of, later, office):
    ticket = join()
    day = later(hours=24).date()

    close_day(office, day)

    assert now_of(ticket).state == "expired"


def test_the_journal_holds_it_all_and_no_number(join, arrive, desk, at, told, version, office):
    before = version()
    ticket = join()
    arrive(ticket, "distance")
    calls.call_next(desk(2))
    serve.start(at(2))

    rows = told(before)
    kinds = [row.kind for row in rows]
    assert kinds[:4] == ["ticket.issued", "remote.joined", "ticket.returned", "remote.arrived"]
    assert "9120000001" not in str([row.facts for row in rows])
    assert invariants.tickets(db.session(), office)[0].state == "serving"
