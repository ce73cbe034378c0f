"""The worker: learn from the journal, show on screens, store predictions, compare them."""

from datetime import timedelta

import pytest

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.demo import seed_day
from deskq.estimate.models import Prediction
from deskq.ops import retention_job
from deskq.queue import jobs, queries
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.screens.kiosk.queries import service_cards
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.service import calls, counters, serve
from deskq.queue.service import issue as issue_service
from deskq.queue.service.let_pass import let_pass


@pytest.fixture
def worker(app):
    return app.extensions["deskq_estimate"]


@pytest.fixture
def issue(office):
    def take(**more):
        return issue_service.issue(office, "test", NewTicket("renewal_levy", secrets.new(), **more))

    return take


@pytest.fixture
def opened(worker, at):
    """Counter 2 is open, and the worker has seen it; the press there."""
    counters.open_counter(at(2))
    worker.step()
    return at(2)


@pytest.fixture
def shown(office):
    def look(ticket):
        return ticket_view(db.session(), queries.ticket_by_id(db.session(), ticket.id))

    return look


def stored(ticket):
    db.session().rollback()  # look anew
    return db.session().get(Prediction, ticket.id)


def test_a_visitor_hears_a_band_that_grows_with_the_line_and_nothing_before_a_picture(worker, at, issue, shown):
    counters.open_counter(at(2))
    first, *_, last = [issue() for _ in range(6)]
    assert shown(first).estimate is None

    worker.step()

    assert shown(first).wait[0] < shown(last).wait[0] < shown(last).wait[1]


def test_it_is_unknown_and_not_stored_while_no_counter_serves_the_service(worker, issue, shown):
    worker.step()
    ticket = issue()
    worker.step()

    assert shown(ticket).wait is None
    assert shown(ticket).estimate.seconds is None
    assert stored(ticket) is None


def test_what_is_told_shrinks_as_time_passes_until_the_picture_is_too_old(worker, at, issue, shown, later):
    counters.open_counter(at(2))
    ticket = [issue() for _ in range(6)][-1]
    worker.step()
    wait, earliest = shown(ticket).wait, shown(ticket).estimate.earliest

    later(seconds=30)
    assert shown(ticket).wait[1] == wait[1] - 30
    assert shown(ticket).estimate.earliest == earliest  # the moment to come back does not move with the clock
    later(seconds=31)
    assert shown(ticket).estimate is None


def test_a_prediction_is_stored_with_what_was_seen_and_compared_at_the_call(worker, opened, issue, later):
    ticket, other = issue(), issue()
    worker.step()
    said = stored(ticket)
    assert said.p10 <= said.p50 <= said.p90
    assert said.waited is None

    later(minutes=4)
    assert stored(other).ahead is not None
    assert stored(other).circumstances.startswith("[")
    calls.call_next(opened)
    worker.step()

    assert stored(ticket).waited == 240


def test_who_asked_for_more_time_is_no_measure_of_what_was_said(worker, opened, office, issue, later):
    patient, other = issue(), issue()
    worker.step()
    let_pass(office, patient.id)
    later(minutes=4)

    for _ in range(2):
        calls.call_next(opened)
        serve.mark_absent(opened)
    worker.step()

    assert stored(other).waited == 240
    assert stored(patient).waited is None


def test_what_was_said_is_removed_once_no_half_year_is_judged_by_it(worker, opened, issue, later):
    old = issue()
    worker.step()
    later(days=399)
    retention_job.remove_due()
    assert stored(old) is not None

    later(days=1, minutes=1)
    retention_job.remove_due()

    assert stored(old) is None


def test_what_was_said_stands_when_two_processes_store_it(worker, opened, issue, app):
    other = type(worker)(app, worker.board)
    other.step()
    ticket = issue()
    worker.step()
    said = stored(ticket).p50
    other.step()

    assert stored(ticket).p50 == said


def test_a_morning_is_learned_from_the_journal(worker, office):
    seed_day.play_morning(office)
    worker.step()
    model = worker._readers[office].model

    assert model.durations.learned > 30
    assert sum(model.arrivals.shares().values()) == pytest.approx(1)
    waiting = db.session().query(Ticket).filter(Ticket.state == "waiting").all()
    snapshot = worker.board.latest(office)
    assert waiting
    assert {ticket.id for ticket in waiting} == set(snapshot.tickets)


def test_the_kiosk_tells_the_wait_of_each_service_that_a_counter_serves(worker, at, office, issue):
    counters.open_counter(at(2))
    for _ in range(5):
        issue()
    worker.step()

    told = {card.code: card.estimate for card in service_cards(db.session(), office, 2)}

    served = {code for code, shown in told.items() if shown.seconds is not None}
    assert served == {"renewal_levy", "art77"}
    assert all(0 <= told[code].seconds[0] <= told[code].seconds[1] for code in served)


def test_anybody_who_was_promised_an_hour_is_told_no_band_to_be_compared(worker, at, issue):
    counters.open_counter(at(2))
    issue()
    worker.step()

    promised = issue(begins_at=clock.now() + timedelta(minutes=15))
    newcomer = issue()
    worker.step()

    assert stored(newcomer) is not None
    assert stored(promised) is None


def test_a_counter_that_was_free_before_a_promised_hour_is_not_thought_slow(worker, opened, office, issue, later):
    issue(begins_at=clock.now() + timedelta(minutes=15))
    later(minutes=15)
    jobs.run_once()
    later(seconds=5)
    calls.call_next(opened)
    worker.step()

    assert max(worker._readers[office].model.pauses.gaps()) < 900
