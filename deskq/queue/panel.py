"""What a counter's page shows, read from the database into CounterPanel."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq import clock, journal
from deskq.database import MICROSECOND
from deskq.office import queries as office_queries
from deskq.office.catalogue import Catalogue
from deskq.office.models import ORDINARY, Counter, Office, PriorityClass, Service
from deskq.persian import Name
from deskq.queue import boards, queries, rules
from deskq.queue.models import LIVE, Ticket
from deskq.queue.queries import Head
from deskq.queue.screens import (
    AbsentRow,
    Choice,
    CounterPanel,
    DaySummary,
    HeldRow,
    LastAct,
    NextRow,
    Present,
    WaitingRow,
)
from deskq.queue.service.undo import UNDOABLE, who_left
from deskq.staff import queries as staff_queries

NEXT_SHOWN = 3
ABSENT_SHOWN = 4
PRESENT_STATES = ("called", "serving")
VERBS = {
    "call": "called", "recall": "recalled", "fetch": "fetched", "mark": "marked", "start": "started",
    "miss": "missed", "hold": "held", "resume": "resumed",
    "return": "returned", "put_back": "put_back", "transfer": "transferred", "finish": "finished",
}  # fmt: skip


def panel(session: Session, counter_id: int) -> CounterPanel:
    """The whole of one counter's page."""
    now = clock.now()
    counter = session.get_one(Counter, counter_id, populate_existing=True)
    seen, about = boards.seen(session, counter.office_id)
    office, services, classes = about.office, about.services, about.priorities
    ranks = about.served(counter.id, counter.clerk_id)
    waiting = queries.everyone_waiting(session, about)
    line = rules.Line(ranks, timedelta(minutes=office.bound_minutes), now)
    mine = [head for head in waiting if head.counter_id in (None, counter.id)]
    at_counter = _at_counter(session, counter)
    return CounterPanel(
        version=seen,
        at=now,
        id=counter.id,
        place=counter.place,
        name=counter.name,
        status=counter.status,  # type: ignore[arg-type]
        break_until=counter.break_until,
        clerk=staff_queries.names(session, office.id).get(counter.clerk_id or 0, ""),
        turn=counter.turn,
        present=_present(at_counter, services, classes, office),
        waiting=_waiting(mine, ranks, services, now),
        next_up=_next_up(session, about, rules.order(mine, line)[:NEXT_SHOWN], now),
        held=[
            HeldRow(row.id, row.code, services[row.service_id].name, row.since, row.returns_at or now)
            for row in at_counter
            if row.state == "held"
        ],
        absent=_absent(session, office, services),
        last=_last(session, counter, about),
        today=_today(session, counter, office, boards.business_day(office, now)),
        services=_service_choices(services, waiting),
        counters=_counter_choices(session, counter),
    )


def _at_counter(session: Session, counter: Counter) -> list[Ticket]:
    wanted = select(Ticket).where(
        Ticket.office_id == counter.office_id, LIVE, Ticket.state != "waiting", Ticket.counter_id == counter.id
    )
    return list(session.scalars(wanted.order_by(Ticket.since).execution_options(populate_existing=True)))


def _present(
    rows: list[Ticket], services: Mapping[int, Service], classes: Mapping[int, PriorityClass], office: Office
) -> Present | None:
    here = next((row for row in rows if row.state in PRESENT_STATES), None)
    if here is None:
        return None
    return Present(
        id=here.id,
        code=here.code,
        state="called" if here.state == "called" else "serving",
        service=services[here.service_id].name,
        priority=_special(classes[here.priority_id]),
        priority_icon=classes[here.priority_id].icon,
        waited=_seconds((here.called_at or here.since) - here.arrived_at),
        since=here.since,
        recalls=here.recalls,
        recalls_left=max(0, office.recall_max - here.recalls),
        language=here.language,
        in_person=here.in_person,
        fetched_at=here.fetched_at,
    )


def _special(row: PriorityClass) -> Name | None:
    return None if row.code == ORDINARY else row.name


def _waiting(
    mine: list[Head], ranks: Mapping[int, int], services: Mapping[int, Service], now: datetime
) -> list[WaitingRow]:
    rows = []
    for service_id in ranks:
        arrived = [head.arrived_at for head in mine if head.service_id == service_id]
        longest = _seconds(now - min(arrived)) if arrived else None
        rows.append(WaitingRow(services[service_id].name, len(arrived), longest))
    return rows


def _next_up(session: Session, about: Catalogue, heads: list[Head], now: datetime) -> list[NextRow]:
    marked = select(Ticket.id).where(Ticket.id.in_([head.id for head in heads]), Ticket.in_person)
    in_person = set(session.scalars(marked))
    return [_next(head, about, now, head.id in in_person) for head in heads]


def _next(head: Head, about: Catalogue, now: datetime, in_person: bool) -> NextRow:
    name, row = about.services[head.service_id].name, about.priorities[head.priority_id]
    return NextRow(head.id, head.code, name, _special(row), row.icon, _seconds(now - head.arrived_at), in_person)


def _absent(session: Session, office: Office, services: Mapping[int, Service]) -> list[AbsentRow]:
    """Recently missed visitors of the whole office: whoever is free can bring one back."""
    wanted = (
        select(Ticket, Counter.number)
        .join(Counter, Counter.id == Ticket.counter_id)
        .where(Ticket.office_id == office.id, LIVE, Ticket.state == "absent")
        .order_by(Ticket.since.desc())
        .limit(ABSENT_SHOWN)
    )
    return [
        AbsentRow(row.id, row.code, services[row.service_id].name, row.since, number)
        for row, number in session.execute(wanted)
    ]


def _last(session: Session, counter: Counter, about: Catalogue) -> LastAct | None:
    office = about.office
    moves = journal.of_press(session, office.id, counter.turn) if counter.turn else []
    told = [move for move in moves if move.kind.startswith(("ticket.", "counter."))]
    if not told:
        return None
    first = next((move for move in told if move.kind.startswith("counter.")), told[0])
    facts = first.facts
    verb = (
        VERBS[facts["verb"]] if facts.get("verb") in VERBS and "undone" not in first.kind else first.kind.split(".")[1]
    )
    until = first.at + timedelta(seconds=office.undo_seconds)
    left = who_left(counter, told)
    can = all(move.kind in UNDOABLE for move in told) and clock.now() < until and (counter.status != "closed" or left)
    return LastAct(verb, facts.get("code"), first.at, until if can else None, _detail(about, facts), left)


def _detail(about: Catalogue, facts: dict[str, object]) -> Name | None:
    """Where a transferred visitor went."""
    changes = facts.get("changes")
    if facts.get("verb") != "transfer" or not isinstance(changes, dict):
        return None
    target = changes.get("counter_id", [None, None])[1]
    if target is not None:
        number = about.counters[target].number
        return Name(f"باجهٔ {number}", f"counter {number}")
    moved = changes.get("service_id", [None, None])[1]
    return about.services[moved].name if moved is not None else None


def _today(session: Session, counter: Counter, office: Office, day: int) -> DaySummary:
    done = select(Ticket.started_at, Ticket.finished_at).where(
        Ticket.counter_id == counter.id, Ticket.day == day, Ticket.state == "done"
    )
    times = [(started, finished) for started, finished in session.execute(done)]
    lasted = [_seconds(finished - started) for started, finished in times if started and finished]
    count, mean = boards.ratings.group_of(session, office, counter.id, day)
    return DaySummary(len(times), round(median(lasted)) if lasted else None, count, mean, office.rate_group)


def _service_choices(services: Mapping[int, Service], waiting: list[Head]) -> list[Choice]:
    return [
        Choice(row.code, row.name, sum(head.service_id == row.id for head in waiting))
        for row in services.values()
        if row.offered
    ]


def _counter_choices(session: Session, counter: Counter) -> list[Choice]:
    others = [row for row in office_queries.counters(session, counter.office_id) if row.id != counter.id]
    return [Choice(str(row.number), row.name, open=row.status != "closed") for row in others]


def _seconds(length: timedelta) -> int:
    return max(0, length // (MICROSECOND * 1_000_000))
