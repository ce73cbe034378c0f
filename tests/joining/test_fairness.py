"""Present and remote visitors in one queue, over random mixes: the bound holds for both, nobody absent is called."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.joining import queries, rules
from deskq.joining.models import RemoteTicket
from deskq.queue.models import Ticket
from deskq.queue.rules.priority import NobodyWaiting
from deskq.queue.service import calls, serve
from tests.queue import invariants

CLASSES = ("", "", "disability")
STEPS = 60


@pytest.mark.parametrize("seed", range(12))
def test_the_bound_holds_for_those_present_and_those_from_outside(seed, join, arrive, issue, desk, later, office):
    dice = random.Random(seed)
    counter, max_wait = desk(2), timedelta(minutes=30)
    away: list[Ticket] = []
    for step in range(STEPS):
        now = later(minutes=dice.choice((1, 2, 3, 8)))
        act = dice.random()
        if act < 0.3:
            issue("renewal_levy", dice.choice(CLASSES))
        elif act < 0.55:
            with suppress(rules.ShareFull):
                away.append(join(f"+9891200{step:05}", travel=dice.choice((0, 30))))
        elif act < 0.7 and away:
            arrive(away.pop(dice.randrange(len(away))))
        else:
            call_and_check(counter, now, max_wait, {ticket.id for ticket in away})

    invariants_hold(office)


def call_and_check(counter, now, max_wait, away: set[int]) -> None:
    db.session.remove()
    waiting = db.session().query(Ticket).filter(Ticket.state == "waiting").all()
    longest = min((ticket.arrived_at for ticket in waiting), default=None)
    try:
        called = calls.call_next(counter)
    except NobodyWaiting:
        assert waiting == []
        return
    assert called.id not in away
    if longest is not None and now - longest >= max_wait:
        assert called.arrived_at == longest, "somebody overdue was overtaken by a later arrival"
    serve.start(counter), serve.finish(counter)


def invariants_hold(office: int) -> None:
    """A turn passes only by a call, and the claim of who came too late begins when they came."""
    db.session.remove()
    session = db.session()
    grace = timedelta(minutes=10)
    for row in session.query(RemoteTicket):
        ticket = session.get_one(Ticket, row.ticket_id)
        if row.here_at is None:
            assert ticket.state == "held"
            continue
        kept = rules.keeps_claim(row.turn_at, row.here_at, grace)
        assert ticket.arrived_at == (row.joined_at if kept else row.here_at)
    assert queries.living(session, office, clock.now() - grace)[1] == len(
        [ticket for ticket in invariants.tickets(session, office) if ticket.state != "done"]
    )
