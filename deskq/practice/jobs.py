"""Background job of practice: moves the halls in which somebody practises, and ends practice after a while without
actions."""

import random

from deskq.core import clock
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.practice import ending, movement, queries, rules

PERIOD = 10.0


def jobs() -> tuple[Job, ...]:
    return (Job("practice", N_("Move the visitors of practice halls"), PERIOD, run_once, alone=True),)


def run_once() -> None:
    """One round; a single query while nobody practises."""
    each_office(queries.busy_halls(db.session()), _of_hall)


def _of_hall(hall_id: int) -> None:
    last = queries.last_action(db.session(), hall_id)
    if last is None or rules.is_over(last, clock.now()):
        ending.end(hall_id)
    else:
        movement.move(hall_id, random.Random(random.getrandbits(64)))  # noqa: S311 (invented visitors)
