"""While somebody practises, visitors come and go and invented clerks work; a while after the last action all ends."""

import random

import pytest
from sqlalchemy import event

from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.practice import jobs, movement, queries, rules
from deskq.queue.hall import queries as hall_queries
from deskq.queue.models import LIVE, Ticket


@pytest.fixture
def move(hall, monkeypatch):
    """``move(COMES=1.0)``: one round in which these chances hold, and all others are nothing."""

    def once(**chances: float) -> None:
        for name in ("COMES", "LEAVES", "ACTS", "ASKS"):
            monkeypatch.setattr(movement, name, chances.get(name, 0.0))
        movement.move(hall(), random.Random(random.getrandbits(64)))
        db.session.remove()

    return once


def number(office_id: int, state: str) -> int:
    return db.session().query(Ticket).filter(Ticket.office_id == office_id, Ticket.state == state).count()


def live(office_id: int) -> int:
    return db.session().query(Ticket).filter(Ticket.office_id == office_id, LIVE).count()


def run_job() -> None:
    """As the server does, with a session of its own."""
    db.session.remove()
    jobs.run_once()
    db.session.remove()


def test_visitors_leave_and_come_until_enough_wait(practises, move, hall):
    practises("karimi")
    before = number(hall(), "waiting")

    move(LEAVES=1.0)
    assert (number(hall(), "waiting"), number(hall(), "cancelled")) == (before - 1, 1)

    move(COMES=1.0)
    assert number(hall(), "waiting") == before
    for _round in range(10):
        move(COMES=1.0)
    assert number(hall(), "waiting") == rules.MOST_WAITING


def test_invented_clerks_work_and_the_counter_of_a_person_is_left_to_them(practises, act, move, hall):
    practises("supervisor")
    clerk = practises("karimi")
    act(clerk, "calls")
    mine = db.session().query(Ticket).filter(Ticket.state == "called", Ticket.office_id == hall()).one().id

    rounds = 0
    while not number(hall(), "done") and rounds < 400:  # each round is a draw: a visitor may be absent, held or sent on
        move(COMES=1.0, ACTS=1.0)
        rounds += 1

    assert number(hall(), "done") > 0
    assert db.session().get(Ticket, mine).state == "called"


def test_one_invented_clerk_at_a_time_asks_for_help(practises, move, hall):
    comes = practises("supervisor")
    for counter in office_queries.counters(db.session(), hall()):
        comes.post(f"/manage/hall/counters/{counter.number}/help")
    assert hall_queries.help_calls(db.session(), hall()) == {}

    move(ACTS=1.0, ASKS=1.0)
    first = hall_queries.help_calls(db.session(), hall())
    move(ACTS=1.0, ASKS=1.0)

    assert len(first) == 1
    assert hall_queries.help_calls(db.session(), hall()) == first


def test_nobody_comes_for_what_a_supervisor_has_closed(practises, move, hall):
    comes = practises("supervisor")
    before = number(hall(), "waiting")
    for service in config_cache.of(db.session(), hall()).at_kiosk:
        fields = {"service": str(service.id), "reason": "other", "reason_fa": "قطع", "reason_en": ""}
        assert comes.post("/manage/hall/services/closing", **fields).status_code == 303

    move(COMES=1.0)

    assert number(hall(), "waiting") == before


def test_a_quarter_of_an_hour_after_the_last_action_it_ends(practises, act, hall, later):
    clerk = practises("karimi")
    later(minutes=14)
    act(clerk, "calls")
    later(minutes=14)

    run_job()
    goes_on = live(hall()), queries.busy_halls(db.session())
    later(minutes=2)
    run_job()

    assert goes_on[0] > 0
    assert goes_on[1] == [hall()]
    assert live(hall()) == 0
    assert queries.busy_halls(db.session()) == []


def test_what_invented_clerks_do_keeps_nobody_practising(practises, move, hall, later):
    practises("supervisor")
    later(minutes=16)
    move(ACTS=1.0)

    run_job()

    assert queries.busy_halls(db.session()) == []


def test_while_nobody_practises_a_round_is_one_statement(practises, hall):
    practises("karimi").post("/practice/leaving")
    hall()
    db.session.remove()
    sent: list[str] = []
    listen = (db.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    event.listen(*listen)
    try:
        jobs.run_once()
    finally:
        event.remove(*listen)

    assert len(sent) == 1, sent
