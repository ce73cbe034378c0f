"""Invented clerks: what they do at their counters by chance."""

import random
from collections.abc import Callable

from deskq.core import actors
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue.models import Ticket
from deskq.queue.service import calls, serve
from deskq.queue.service.counter_action import CounterAction, current_visitor
from deskq.queue.service.transfer import transfer
from deskq.ratings import service as rating_service


def open_counter_actions(office_id: int) -> list[CounterAction]:
    """An action of each clerk at an open counter."""
    return [
        CounterAction(office_id, actors.person(row.clerk_id), row.id, row.clerk_id)
        for row in office_queries.counters(db.session(), office_id)
        if row.status == "open" and row.clerk_id is not None
    ]


def random_action(action: CounterAction, rng: random.Random, transfer_to: str) -> None:
    """What a clerk does in about a minute, by chance. ``transfer_to``: code of the service for transfers."""
    session = db.session()
    counter = session.get_one(Counter, action.counter_id)
    here = current_visitor(session, counter)
    try:
        if here is None:
            if rng.random() < 0.8:
                calls.call_next(action)
        elif here.state == "called":
            _weighted_choice(rng, {serve.start: 78, calls.recall: 12, serve.mark_absent: 10})(action)
        elif rng.random() < 0.22:
            _end_visit(action, here, rng, transfer_to)
    except DomainError:
        return  # nobody waiting, or recalled often enough


def _end_visit(action: CounterAction, here: Ticket, rng: random.Random, transfer_to: str) -> None:
    chance = rng.random()
    if chance < 0.06:
        serve.hold(action)
    elif chance < 0.12:
        transfer(action, service_code=transfer_to)
    else:
        serve.finish(action, rng.choice(["done"] * 7 + ["documents_missing", "referred"]), rng.choice([1, 1, 1, 2]))
        if rng.random() < 0.4:
            rating_service.rate(
                action.office_id, here.id, rng.choices([5, 4, 3, 2, 1], [40, 30, 15, 10, 5])[0], "phone"
            )


def _weighted_choice(
    rng: random.Random, choices: dict[Callable[[CounterAction], Ticket], int]
) -> Callable[[CounterAction], Ticket]:
    return rng.choices(list(choices), list(choices.values()))[0]
