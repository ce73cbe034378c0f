"""``flask seed``: a morning of the demo office, or its messages alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from deskq.appointments.models import SlotPlan
from deskq.core.clock_guard import MAX_AHEAD
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.messages.models import Message
from deskq.office import queries as office_queries
from deskq.queue.models import Ticket
from deskq.queue.rules.transitions import STATES
from tests.conftest import MORNING
from tests.demo.commands.conftest import FRIDAY_NIGHT, run


@pytest.mark.soak
def test_a_morning_may_follow_on_a_simulated_past(simulated):
    answer = run(simulated, "seed")

    assert answer.exit_code == 0, answer.output
    assert run(simulated, "verify-journal").exit_code == 0


def test_another_morning_may_follow_on_the_next_day_and_opens_no_times_twice(seeded):
    tomorrow = MORNING + timedelta(days=1)
    assert run(seeded, "close-day", now=tomorrow - timedelta(hours=4)).exit_code == 0

    answer = run(seeded, "seed", now=tomorrow)

    assert answer.exit_code == 0, answer.output
    with seeded.app_context():
        assert db.session().query(SlotPlan).count() == 4
        db.session.remove()


def test_the_seeded_morning_has_tickets_in_every_state(seeded):
    with seeded.app_context():
        states = set(db.session().scalars(select(Ticket.state)))
        db.session.remove()

    assert states == set(STATES)


def test_a_morning_is_not_invented_twice_and_the_way_to_begin_anew_is_told(seeded):
    answer = run(seeded, "seed")

    assert (answer.exit_code, "--anew" in answer.output) == (1, True)


def test_a_demo_office_made_on_a_day_off_trusts_the_clock_at_its_first_start(demo_app):
    run(demo_app, "seed", "--no-line", now=FRIDAY_NIGHT)
    with demo_app.app_context():
        last = journal.last_at(db.session())
        db.session.remove()

    assert FRIDAY_NIGHT - last < MAX_AHEAD


def test_what_citizens_wrote_is_there_without_a_line_once_and_a_morning_may_follow(demo_app):
    first = run(demo_app, "seed", "--no-line")
    again = run(demo_app, "seed", "--no-line")
    with demo_app.app_context():
        messages, tickets = db.session().query(Message).count(), db.session().query(Ticket).count()
        db.session.remove()
    morning = run(demo_app, "seed")

    assert (first.exit_code, again.exit_code, morning.exit_code) == (0, 0, 0), morning.output
    assert (messages, tickets) == (17, 0)
    assert "citizens created: 17." in first.output
    assert "inspection tour of today: 7." in first.output
    assert not any(words in again.output + morning.output for words in ("citizens", "inspection", "commission"))
    assert "Simulated one morning with" in morning.output


@pytest.mark.soak
def test_another_demo_office_has_a_morning_and_a_past_of_its_own(simulated):
    answers = [
        run(simulated, "simulate", "--office", "north"),
        run(simulated, "seed", "--office", "north"),
        run(simulated, "seed", "--office", "north"),
    ]

    assert [answer.exit_code for answer in answers] == [0, 0, 1], [answer.output for answer in answers]
    with simulated.app_context():
        main, north = (office_queries.office_by_slug(db.session(), slug).id for slug in ("main", "north"))
        days = {tuple(row) for row in db.session().execute(select(Ticket.office_id, Ticket.day))}
        assert days == {(main, 14050902), (north, 14050902), (north, 14050903)}
        db.session.remove()
    assert run(simulated, "verify-journal").exit_code == 0


def test_a_real_office_is_not_served_as_a_demo(demo_app):
    assert run(demo_app, "create-office", "--name", "میز خدمت").exit_code == 0

    answer = run(demo_app, "seed", "--no-line")

    assert answer.exit_code == 1
    assert "DESKQ_DEMO=0 make run" in answer.output
