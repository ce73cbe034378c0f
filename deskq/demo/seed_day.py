"""One believable morning: a kiosk and six clerks act on a fast clock, until tickets are in every state."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from deskq.core import actors, clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.invented import clerks, visitors
from deskq.invented.visitors import Mix
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.queue.service import counters as counters_service
from deskq.queue.service import day
from deskq.queue.service.counter_action import CounterAction
from deskq.staff import queries as staff_queries

LENGTH = timedelta(hours=2, minutes=30)
DAY_BEFORE = timedelta(days=1)
STEP = timedelta(minutes=1)
ARRIVALS = 0.75  # per minute
SERVICES = {
    "renewal_levy": 22, "notary_clearance": 18, "building_permit": 14, "completion": 12, "utility_inquiry": 10,
    "info_desk": 10, "permit_renewal": 6, "no_violation": 5, "art100": 4, "land_split": 3, "trade_inquiry": 3,
}  # fmt: skip
#: Services the visitors of the morning come for.
MORNING_SERVICES = frozenset(SERVICES)
CLASSES = {"": 80, "elderly": 10, "disability": 4, "pregnant": 4, "veteran": 2}
MIX = Mix(SERVICES, CLASSES)


def play_morning(
    office_id: int,
    end: datetime | None = None,
    seed: int = 1405,
    report: Callable[[int, int], object] = lambda done, total: None,
) -> int:
    """Simulate the last two and a half hours, in an empty office also two visitors left over from the day before;
    returns the number of tickets."""
    rng = random.Random(seed)  # noqa: S311 (demo, reproducible)
    last = end or clock.now()
    moment = last - LENGTH
    past = journal.last_at(db.session(), office_id)
    with clock.at(moment - DAY_BEFORE):
        issued = 0 if past is not None and past > clock.now() else _leftovers_of_yesterday(office_id, rng, moment)
        clock.fix(moment)
        open_counters(office_id)
        while moment < last - timedelta(seconds=30):
            clock.fix(moment)
            report((moment - last + LENGTH) // STEP, LENGTH // STEP)
            if rng.random() < ARRIVALS:
                issue(office_id, rng)
                issued += 1
            for action in clerks.open_counter_actions(office_id):
                random_action(action, rng)
            moment += STEP * rng.uniform(0.5, 1.3)
    return issued


def start_of(now: datetime) -> datetime:
    """Start of a morning that ends now: the latest time at which its office may be created."""
    return now - LENGTH - DAY_BEFORE


def _leftovers_of_yesterday(office_id: int, rng: random.Random, morning_begins: datetime) -> int:
    """Two visitors of the day before who left without saying so: closing that day expires their tickets."""
    for _ in range(2):
        issue(office_id, rng, leaves=0)
    clock.fix(morning_begins)
    office = office_queries.office(db.session(), office_id)
    day.close_day(office_id, business_day.date_at(office, morning_begins))
    return 2


def open_counters(office_id: int) -> None:
    session = db.session()
    people = [person for person in staff_queries.people(session, office_id) if person.role == "clerk"]
    counters = office_queries.counters(session, office_id)
    for counter, clerk in zip(counters, people, strict=False):
        counters_service.open_counter(CounterAction(office_id, actors.person(clerk.id), counter.id, clerk.id))


def issue(office_id: int, rng: random.Random, leaves: float = 0.04) -> None:
    visitors.arrive(office_id, "demo", MIX, rng, leaves)


def random_action(action: CounterAction, rng: random.Random) -> None:
    """What a clerk does in about a minute, by chance."""
    clerks.random_action(action, rng, transfer_to="renewal_levy")
