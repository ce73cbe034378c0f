"""The hall on the host's page: whom to fetch, and what an open counter serves."""

import pytest

from deskq.core.extensions import db
from deskq.host import queries
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.assistance import set_in_person


@pytest.fixture
def hall(office):
    def read() -> queries.HostHall:
        db.session.remove()
        return queries.host_hall(db.session(), office)

    return read


@pytest.fixture
def sit_down(at):
    def open_counter(number: int) -> None:
        counters.open_counter(at(number))

    return open_counter


def test_a_visitor_to_fetch_is_shown_however_many_came_before(hall, issue, sit_down, at, later, monkeypatch):
    monkeypatch.setattr(queries, "SHOWN", 2)
    for _ in range(3):
        issue("building_permit")
    later(minutes=1)
    ticket = issue("renewal_levy")
    sit_down(2)
    set_in_person(at(2), ticket.id, True)
    calls.call_next(at(2))

    shown = hall()

    assert [row.id for row in shown.to_fetch] == [ticket.id]
    assert (len(shown.tickets), shown.more) == (2, 2)


def test_a_counter_on_a_break_does_not_serve(hall, sit_down, at):
    sit_down(2)
    before = {row.code: row.served for row in hall().services}
    counters.break_counter(at(2), 15)

    after = {row.code: row.served for row in hall().services}

    assert (before["renewal_levy"], after["renewal_levy"]) == (True, False)


def test_those_who_wait_come_before_those_on_hold(hall, issue, sit_down, at, later):
    held = issue("renewal_levy")
    sit_down(2)
    calls.call_next(at(2))
    serve.start(at(2))
    serve.hold(at(2))
    later(minutes=1)
    waiting = issue("renewal_levy")

    assert [row.id for row in hall().tickets] == [waiting.id, held.id]
