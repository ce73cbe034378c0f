"""The figures of one business day from its tickets and the intervals of their visits."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from deskq.core import actors, clock
from deskq.core.db.engine import SECOND
from deskq.core.db.journal import Entry
from deskq.joining.events import RemoteJoined
from deskq.office import config_cache
from deskq.office.models import ORDINARY
from deskq.queue.models import Ticket, VisitInterval
from deskq.reports.period.figures import Figures
from deskq.reports.period.overtaking import Waiter, overtaking

#: How a ticket was taken, derived from its issuer. The position in this list is stored, so add new channels at the end.
CHANNELS = ("other", actors.DEVICE, actors.PERSON, actors.VISITOR, actors.TOKEN)
ON_PHONE = CHANNELS.index(actors.VISITOR)
PARTS = ("all", "service", "counter", "clerk", "channel", "priority", "hour")
COLUMNS = ("ticket_id", "state", "verb", "service_id", "counter_id", "clerk_id", "began_at", "ended_at")
#: (counter, clerk) to which a visitor was called.
Place = tuple[int | None, int | None]
DayGroups = dict[tuple[str, int], Figures]


class Visit(NamedTuple):
    """A ticket with the journal entry that issued it."""

    id: int
    state: str
    service: int
    priority: int
    counter: int | None
    clerk: int | None
    waited: int
    first_wait: int | None
    arrived_at: datetime
    since: datetime
    came_at: datetime
    by: str


class Part(NamedTuple):
    """An ended interval of a visit."""

    ticket: int
    state: str
    verb: str
    service: int
    counter: int | None
    clerk: int | None
    began_at: datetime
    ended_at: datetime

    @property
    def place(self) -> Place:
        return self.counter, self.clerk


class Marks(NamedTuple):
    """``passed``: None if the visitor overtook nobody, otherwise whether only visitors of classes with less weight."""

    special: bool
    joined: bool
    passed: bool | None


@dataclass(frozen=True, slots=True)
class AtPlace:
    """The part of a visit at one counter or with one clerk; ``seconds``: service time there."""

    called_first: bool
    ended: bool
    transfers: int
    seconds: int | None


def of_day(session: Session, office_id: int, day: int) -> DayGroups:
    """{(part, key): figures} of a day. The figures of all visits exist even if nobody came."""
    config = config_cache.of(session, office_id)
    ordinary = {key for key, row in config.priorities.items() if row.code == ORDINARY}
    parts = _parts(session, office_id, day)
    all_visits = list(_visits(session, office_id, day))
    joined = _joined(session, office_id, day) if any(channel(one.by) == ON_PHONE for one in all_visits) else set()
    passed = overtaking(_waiter(one, parts.get(one.id, []), config.weights) for one in all_visits)
    found: DayGroups = defaultdict(Figures, {("all", 0): Figures()})
    for visit in all_visits:
        marks = Marks(visit.priority not in ordinary, visit.id in joined, passed.get(visit.id))
        _count(found, visit, parts.get(visit.id, []), marks)
    return dict(found)


def channel(by: str) -> int:
    """The key of the channel of a ticket issued by this journal name."""
    kind = actors.kind(by)
    return CHANNELS.index(kind) if kind in CHANNELS else 0


def _waiter(visit: Visit, parts: Sequence[Part], weights: Mapping[int, float]) -> Waiter:
    """A wait that the end of the day closed does not count, because nobody knows when that visitor left."""
    waits: list[tuple[int, datetime, datetime | None]] = []
    called = None
    for part in parts:
        if part.state == "waiting" and part.verb != "expire":
            waits.append((part.service, part.began_at, part.ended_at))
            if part.verb == "call":
                called = part.service, part.ended_at
                break
    if called is None and visit.state == "waiting":
        waits.append((visit.service, visit.since, None))
    return Waiter(visit.id, visit.arrived_at, weights.get(visit.priority, 1.0), tuple(waits), called)


def _joined(session: Session, office_id: int, day: int) -> set[int]:
    """Tickets taken from outside: by the page, or by an SMS."""
    wanted = select(Entry.ticket_id).join(Ticket, Ticket.id == Entry.ticket_id)
    mine = (Ticket.office_id == office_id, Ticket.day == day, Entry.kind == RemoteJoined.kind)
    return {ticket for ticket in session.scalars(wanted.where(*mine)) if ticket is not None}


def _visits(session: Session, office_id: int, day: int) -> Iterator[Visit]:
    entry = aliased(Entry)
    issue = select(func.min(entry.sequence)).where(entry.ticket_id == Ticket.id).correlate(Ticket).scalar_subquery()
    wanted = select(
        Ticket.id, Ticket.state, Ticket.service_id, Ticket.priority_id, Ticket.counter_id, Ticket.clerk_id,
        Ticket.waited, Ticket.first_wait, Ticket.arrived_at, Ticket.since, Entry.at, Entry.by,
    ).join(Entry, and_(Entry.office_id == Ticket.office_id, Entry.sequence == issue))  # fmt: skip
    rows = session.execute(wanted.where(Ticket.office_id == office_id, Ticket.day == day))
    return map(Visit._make, rows)


def _parts(session: Session, office_id: int, day: int) -> Mapping[int, list[Part]]:
    """{ticket: its intervals in order}. They are found through journal entries, because intervals have no index by
    ticket. They are sorted here, because with ORDER BY SQLite would read the intervals of all days first."""
    columns = (VisitInterval.sequence, *(getattr(VisitInterval, name) for name in COLUMNS))
    wanted = (
        select(*columns)
        .select_from(Ticket)
        .join(Entry, Entry.ticket_id == Ticket.id)
        .join(VisitInterval, and_(VisitInterval.office_id == office_id, VisitInterval.sequence == Entry.sequence))
        .where(Ticket.office_id == office_id, Ticket.day == day)
    )
    found: dict[int, list[Part]] = defaultdict(list)
    for _, *row in sorted(session.execute(wanted), key=lambda row: row.sequence):
        found[row[0]].append(Part._make(row))
    return found


def _count(found: DayGroups, visit: Visit, parts: Sequence[Part], marks: Marks) -> None:
    whole = _figures(visit, parts, marks)
    keys = {
        "all": 0, "service": visit.service, "channel": channel(visit.by), "priority": visit.priority,
        "hour": clock.local(visit.came_at).hour,
    }  # fmt: skip
    for part, key in keys.items():
        found[part, key].add(whole)
    for part, which in (("counter", 0), ("clerk", 1)):
        for key, at_place in _by_place(visit, parts, which):
            found[part, key].add(_at_place(visit, whole, at_place))


def _figures(visit: Visit, parts: Sequence[Part], marks: Marks) -> Figures:
    ended = _ending(visit.state, parts)
    called = visit.first_wait is not None
    finished = visit.state == "done" and parts and parts[-1].verb == "finish"
    return Figures(
        arrivals=1,
        served=int(ended == "served"),
        no_shows=int(ended == "no_show"),
        abandoned=int(ended == "abandoned"),
        transfers=sum(part.verb == "transfer" for part in parts),
        priority=int(marks.special),
        joined=int(marks.joined),
        overtaking=int(marks.passed is not None),
        overtaking_by_class=int(marks.passed is True),
        first=Counter({(visit.first_wait or 0) // SECOND: 1} if called else {}),
        total=Counter({visit.waited // SECOND: 1} if called else {}),
        service=Counter({_seconds(parts): 1} if finished else {}),
    )


def _ending(state: str, parts: Sequence[Part]) -> str:
    """served, no_show or abandoned; "" while the visit is not over. The end of the day also ends tickets of absent
    visitors, which count as no_show."""
    if state == "done":
        return "served"
    if state == "absent" or (state == "expired" and parts and parts[-1].state == "absent"):
        return "no_show"
    return "abandoned" if state in ("cancelled", "expired") else ""


def _by_place(visit: Visit, parts: Sequence[Part], which: int) -> Iterator[tuple[int, AtPlace]]:
    """Each counter (``which`` 0) or clerk (1) that called the visitor, with what happened there."""
    calls = [part.place[which] for part in parts if part.state == "called"]
    now = (visit.counter, visit.clerk)[which]
    if visit.state == "called":
        calls.append(now)
    last = next((part.place[which] for part in reversed(parts) if part.state in ("called", "serving")), None)
    last = now if visit.state in ("called", "serving") else last
    for key in dict.fromkeys(one for one in calls if one is not None):
        mine = [part for part in parts if part.place[which] == key]
        moved = sum(part.verb == "transfer" for part in mine)
        finished = any(part.state == "serving" and part.verb in ("finish", "transfer") for part in mine)
        yield key, AtPlace(key == calls[0], key == last, moved, _seconds(mine) if finished else None)


def _at_place(visit: Visit, whole: Figures, here: AtPlace) -> Figures:
    """For a visit at several counters, the first wait and an overtaking belong to the counter that called first, the
    ending to the last one."""
    return Figures(
        arrivals=1,
        served=whole.served if here.ended else 0,
        no_shows=whole.no_shows if here.ended else 0,
        abandoned=whole.abandoned if here.ended else 0,
        transfers=here.transfers,
        priority=whole.priority,
        joined=whole.joined,
        overtaking=whole.overtaking if here.called_first else 0,
        overtaking_by_class=whole.overtaking_by_class if here.called_first else 0,
        first=whole.first if here.called_first else Counter(),
        service=Counter({here.seconds: 1} if here.seconds is not None else {}),
    )


def _seconds(parts: Sequence[Part]) -> int:
    """Whole seconds of service. Intervals closed by the end of the day do not count, because nobody knows when that
    visitor left."""
    served = (part.ended_at - part.began_at for part in parts if part.state == "serving" and part.verb != "expire")
    return sum(served, timedelta()) // timedelta(seconds=1)
