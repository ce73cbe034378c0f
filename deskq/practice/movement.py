"""What moves by itself in a practice hall while somebody practises: visitors come and go, invented clerks work."""

import random

from sqlalchemy import select

from deskq.core import actors
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.invented import clerks, visitors
from deskq.office import config_cache
from deskq.practice import queries, scene
from deskq.practice.rules import BY, MOST_WAITING
from deskq.queue.hall import queries as hall_queries
from deskq.queue.hall.service import help_calls
from deskq.queue.models import LIVE, Ticket
from deskq.queue.service.cancel import cancel
from deskq.queue.service.counter_action import CounterAction

#: Chances in one round: that a visitor comes or leaves, that an invented clerk does something or asks for help.
COMES, LEAVES, ACTS, ASKS = 0.3, 0.03, 0.3, 0.02


def move(hall_id: int, rng: random.Random) -> None:
    """One round, with at most one visitor who comes, one who leaves, and one action of each invented clerk."""
    waiting = _waiting(hall_id)
    if len(waiting) < MOST_WAITING and rng.random() < COMES:
        _come(hall_id, rng)
    if waiting and rng.random() < LEAVES:
        _leave(hall_id, rng.choice(waiting))
    invented = {one.id for one in queries.invented(db.session(), hall_id)}
    for action in clerks.open_counter_actions(hall_id):
        if action.clerk_id in invented and rng.random() < ACTS:
            _act(action, rng)


def _waiting(hall_id: int) -> list[int]:
    wanted = select(Ticket.id).where(Ticket.office_id == hall_id, LIVE, Ticket.state == "waiting").order_by(Ticket.id)
    return list(db.session().scalars(wanted))


def _come(hall_id: int, rng: random.Random) -> None:
    """Somebody comes, mostly for a service of a counter at which a person practises."""
    config = config_cache.of(db.session(), hall_id)
    people = {one.person_id for one in queries.runs(db.session(), hall_id)}
    counters = [one.counter_id for one in clerks.open_counter_actions(hall_id) if one.clerk_id in people]
    among = scene.mix(config, rng.choice(counters) if counters else None)
    if not among.services:
        return
    try:
        visitors.arrive(hall_id, BY, among, rng, leaves=0)
    except DomainError:
        db.session.rollback()  # a supervisor has closed this service


def _leave(hall_id: int, ticket_id: int) -> None:
    try:
        cancel(hall_id, ticket_id, actors.VISITOR)
    except DomainError:
        db.session.rollback()  # called at this moment


def _act(action: CounterAction, rng: random.Random) -> None:
    """Ask for help, if nobody does already, or act at the counter."""
    if rng.random() < ASKS and not hall_queries.help_calls(db.session(), action.office_id):
        help_calls.ask(action)
        return
    config = config_cache.of(db.session(), action.office_id)
    codes = [row.code for row in config.at_kiosk]
    clerks.random_action(action, rng, transfer_to=rng.choice(codes) if codes else "")
