"""Writes past visits and their ratings directly into the tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from sqlalchemy import func, select

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.office.models import Counter, PriorityClass, Service
from deskq.queue.models import Ticket
from deskq.ratings.models import Rating, RatingAnswer

#: Their own series, so that no ticket issued on the same day gets the same code.
SERIES = "P"


@dataclass
class PastVisit:
    """One visit; ``score`` None: not rated."""

    day: date
    score: int | None = None
    service: str = "renewal_levy"
    counter: int | None = 2
    outcome: str = "done"
    state: str = "done"
    source: str = "phone"
    mark: str | None = None
    comment: str = ""
    reasons: str = ""
    waited: float = 10  #: minutes
    answers: dict[str, int] = field(default_factory=dict)
    clerk: int | None = None


def days_ago(ago: int) -> date:
    """The date ``ago`` days before today."""
    return clock.now().astimezone(clock.zone()).date() - timedelta(days=ago)


def write_visits(office: int, visits: Sequence[PastVisit]) -> list[int]:
    """Write the visits; returns the ids of their tickets."""
    session = db.session()
    services = dict(session.execute(select(Service.code, Service.id).where(Service.office_id == office)).all())
    counters = dict(session.execute(select(Counter.number, Counter.id).where(Counter.office_id == office)).all())
    priority = session.scalars(select(PriorityClass.id).where(PriorityClass.office_id == office)).first()
    mine = (Ticket.office_id == office, Ticket.series == SERIES)
    numbers = count((session.scalar(select(func.max(Ticket.number)).where(*mine)) or 0) + 1)
    tickets = [
        _ticket(office, number, one, services[one.service], counters.get(one.counter), priority)
        for number, one in zip(numbers, visits, strict=False)
    ]
    session.add_all(tickets)
    session.flush()
    pairs = list(zip(visits, tickets, strict=True))
    session.add_all([_rating(one, ticket) for one, ticket in pairs if one.score])
    session.flush()
    session.add_all([answer for one, ticket in pairs if one.score for answer in _answers(one, ticket)])
    session.commit()
    return [ticket.id for ticket in tickets]


def _ticket(office: int, number: int, one: PastVisit, service: int, counter: int | None, priority: int) -> Ticket:
    arrived = datetime(one.day.year, one.day.month, one.day.day, 9, number % 60, tzinfo=clock.zone())
    ended = arrived + timedelta(minutes=one.waited + 5)
    served = one.state == "done"
    called, waited = arrived + timedelta(minutes=one.waited), round(one.waited * 60_000_000)
    visit = {
        "counter_id": counter, "called_at": called, "first_wait": waited, "started_at": called, "finished_at": ended,
        "outcome": one.outcome,
    }  # fmt: skip
    return Ticket(
        office_id=office, day=jalali.day_number(one.day), series=SERIES, number=number, code=f"{SERIES}-{number:03}",
        service_id=service, priority_id=priority, state=one.state, arrived_at=arrived, since=ended, clerk_id=one.clerk,
        waited=waited, token_hash=secrets.hashed(secrets.new()), **(visit if served else {}),
    )  # fmt: skip


def _rating(one: PastVisit, ticket: Ticket) -> Rating:
    could_not = ticket.outcome in ("documents_missing", "not_possible")
    ending = ("could_not" if could_not else "done") if ticket.state == "done" else ticket.state
    return Rating(
        **_place(ticket), ending=ending, score=one.score, reasons=one.reasons, comment=one.comment, source=one.source,
        mark=one.mark, given_at=ticket.since + timedelta(minutes=5),
    )  # fmt: skip


def _answers(one: PastVisit, ticket: Ticket) -> list[RatingAnswer]:
    given_at = ticket.since + timedelta(minutes=6)
    return [
        RatingAnswer(**_place(ticket), given_at=given_at, item=item, value=value) for item, value in one.answers.items()
    ]


def _place(ticket: Ticket) -> dict[str, object]:
    names = ("office_id", "service_id", "counter_id", "day")
    return {"ticket_id": ticket.id} | {name: getattr(ticket, name) for name in names}
