"""Several named services in one visit, each with its own time and outcome; transfers to people."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from deskq.core.extensions import db
from deskq.queue.models import VisitInterval
from deskq.queue.notes import service as notes
from deskq.queue.rules.transitions import CannotMove
from deskq.queue.screens.counter.queries import counter_panel
from deskq.queue.service import calls, serve
from deskq.queue.service.switch import next_service
from deskq.queue.service.transfer import AtNoCounter, SameService, transfer
from deskq.queue.service.undo import undo


def intervals(ticket) -> list[VisitInterval]:
    wanted = select(VisitInterval).where(VisitInterval.ticket_id == ticket.id, VisitInterval.state == "serving")
    return list(db.session().scalars(wanted.order_by(VisitInterval.sequence)))


def test_each_service_has_its_own_time_and_outcome(served, at, later, service_id, now_of):
    later(minutes=4)
    next_service(at(2), "info_desk", "documents_missing")
    later(minutes=3)
    serve.finish(at(2), "done")

    first, second = intervals(served)
    assert (first.service_id, first.outcome, first.ended_at - first.began_at) == (
        service_id("renewal_levy"), "documents_missing", timedelta(minutes=4)
    )  # fmt: skip
    assert (second.service_id, second.outcome, second.ended_at - second.began_at) == (
        service_id("info_desk"), "done", timedelta(minutes=3)
    )  # fmt: skip
    assert (now_of(served).served, now_of(served).outcome) == (2, "done")


def test_the_counter_shows_what_came_before_and_an_undo_takes_it_back(served, at, later):
    next_service(at(2), "info_desk")
    panel = counter_panel(db.session(), at(2).office_id, at(2).counter_id)
    assert [(name.en, outcome) for name, outcome in panel.present.services_before] == [
        ("Renewal and waste levy", "done")
    ]
    later(seconds=5)

    undo(at(2))

    present = counter_panel(db.session(), at(2).office_id, at(2).counter_id).present
    assert (present.service_code, present.services_before) == ("renewal_levy", [])
    assert intervals(served) == []


def test_not_the_same_service_and_not_before_the_service_has_begun(called, at, unchanged):
    with unchanged(), pytest.raises(CannotMove):
        next_service(at(2), "info_desk")
    serve.start(at(2))
    with unchanged(), pytest.raises(SameService):
        next_service(at(2), "renewal_levy")


def test_a_transfer_to_a_person_goes_to_the_counter_where_they_work_and_not_to_oneself(
    served, at, desk, now_of, unchanged
):
    for person in (at(3).clerk_id, at(2).clerk_id):
        with unchanged(), pytest.raises(AtNoCounter):
            transfer(at(2), clerk_id=person)
    desk(3)

    transfer(at(2), clerk_id=at(3).clerk_id)

    assert (now_of(served).state, now_of(served).counter_id) == ("waiting", at(3).counter_id)


def test_notes_group_size_and_language_go_along_with_a_transfer(office, served, at, desk):
    notes.add(office, "test", served.id, "با ویلچر")
    desk(3)
    transfer(at(2), counter_number=3)
    calls.call_next(at(3))

    present = counter_panel(db.session(), at(3).office_id, at(3).counter_id).present
    assert [note.text for note in present.notes] == ["با ویلچر"]
    assert (present.group_size, present.language) == (1, "fa")


def test_a_visitor_sent_in_circles_keeps_the_arrival_and_every_interval(served, at, desk, later, now_of):
    arrived = served.arrived_at
    desk(3)
    for here, there in [(2, 3), (3, 2)] * 10:
        later(seconds=10)
        transfer(at(here), counter_number=there)
        later(seconds=10)
        calls.call_next(at(there))
        serve.start(at(there))

    assert (now_of(served).arrived_at, now_of(served).state) == (arrived, "serving")
    assert now_of(served).waited == 20 * 10_000_000
    assert len(intervals(served)) == 20
