"""One believable morning: a kiosk and six clerks act on a fast clock, until tickets are in every state."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from deskq.core import actors, clock, secrets
from deskq.core.db import journal
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, day, serve
from deskq.queue.service import counters as counters_service
from deskq.queue.service import issue as issue_service
from deskq.queue.service.cancel import cancel
from deskq.queue.service.counter_action import CounterAction, current_visitor
from deskq.queue.service.transfer import transfer
from deskq.ratings import service as rating_service
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
            for action in open_counter_actions(office_id):
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
    clerks = [person for person in staff_queries.people(session, office_id) if person.role == "clerk"]
    counters = office_queries.counters(session, office_id)
    for counter, clerk in zip(counters, clerks, strict=False):
        counters_service.open_counter(CounterAction(office_id, actors.person(clerk.id), counter.id, clerk.id))


def open_counter_actions(office_id: int) -> list[CounterAction]:
    return [
        CounterAction(office_id, actors.person(row.clerk_id), row.id, row.clerk_id)
        for row in office_queries.counters(db.session(), office_id)
        if row.status == "open" and row.clerk_id is not None
    ]


def issue(office_id: int, rng: random.Random, leaves: float = 0.04) -> None:
    code = rng.choices(list(SERVICES), list(SERVICES.values()))[0]
    priority = rng.choices(list(CLASSES), list(CLASSES.values()))[0]
    ticket = issue_service.issue(office_id, "demo", NewTicket(code, secrets.new(), priority))
    if rng.random() < leaves:
        cancel(office_id, ticket.id)


def random_action(action: CounterAction, rng: random.Random) -> None:
    """What a clerk does in about a minute, by chance."""
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
            _end_visit(action, here, rng)
    except DomainError:
        return  # nobody waiting, or recalled often enough


def _end_visit(action: CounterAction, here: Ticket, rng: random.Random) -> None:
    chance = rng.random()
    if chance < 0.06:
        serve.hold(action)
    elif chance < 0.12:
        transfer(action, service_code="renewal_levy")
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
