"""The figures of one business day from its tickets and the intervals of their visits."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from deskq.core import actors, clock
from deskq.core.db.engine import MICROSECOND, SECOND
from deskq.core.db.journal import Entry
from deskq.core.quantiles import rounded_up
from deskq.joining.events import RemoteJoined
from deskq.office import config_cache
from deskq.office.models import ORDINARY
from deskq.queue.models import WALK_IN, WALKED_IN, Ticket, VisitInterval
from deskq.queue.rules import service_level, waits
from deskq.reports.period.figures import Figures
from deskq.reports.period.overtaking import Waiter, overtaking
from deskq.reports.period.targets import Targets

#: How a ticket was taken, derived from its issuer. The position in this list is stored, so add new channels at the end.
CHANNELS = ("other", actors.DEVICE, actors.PERSON, actors.VISITOR, actors.TOKEN)
ON_PHONE = CHANNELS.index(actors.VISITOR)
PARTS = ("all", "service", "counter", "clerk", "channel", "priority", "hour")
COLUMNS = ("ticket_id", "state", "verb", "outcome", "service_id", "counter_id", "clerk_id", "began_at", "ended_at")
#: Verbs with which the service of a visitor ends at a service.
ENDS_SERVICE = ("finish", "transfer", "switch")
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
    outcome: str | None
    service: int
    counter: int | None
    clerk: int | None
    began_at: datetime
    ended_at: datetime

    @property
    def is_call(self) -> bool:
        """Whether it is waiting that a call ended; a walk-in waited for nothing."""
        return self.state == "waiting" and self.verb == "call" and self.outcome != WALK_IN

    @property
    def microseconds(self) -> int:
        return (self.ended_at - self.began_at) // MICROSECOND

    @property
    def place(self) -> Place:
        return self.counter, self.clerk


class Marks(NamedTuple):
    """``passed``: None if the visitor overtook nobody, otherwise whether only visitors of classes with less weight;
    ``in_time``: as ``service_level.in_time`` says."""

    special: bool
    joined: bool
    passed: bool | None
    in_time: bool | None


@dataclass(frozen=True, slots=True)
class Share:
    """What belongs to one counter, clerk or service of a visit that may have had several: the first wait and whether it
    was in time, the overtaking, the ending; transfers from there, ``waited`` in seconds, ``seconds`` of service."""

    called_first: bool
    overtook: bool
    ended: bool
    transfers: int
    waited: int | None
    seconds: int | None


def of_day(session: Session, office_id: int, day: int, targets: Targets) -> DayGroups:
    """{(part, key): figures} of a day. The figures of all visits exist even if nobody came."""
    config = config_cache.of(session, office_id)
    ordinary = {key for key, row in config.priorities.items() if row.code == ORDINARY}
    parts = _parts(session, office_id, day)
    all_visits = list(_visits(session, office_id, day))
    joined = _joined(session, office_id, day) if any(channel(one.by) == ON_PHONE for one in all_visits) else set()
    passed = overtaking(_waiter(one, parts.get(one.id, []), config.weights) for one in all_visits)
    found: DayGroups = defaultdict(Figures, {("all", 0): Figures()})
    now = clock.now()
    for visit in all_visits:
        mine = parts.get(visit.id, [])
        seconds = targets.of(_called_for(visit, mine))
        in_time = service_level.in_time(visit.first_wait, _uncalled(visit, mine, now), seconds)
        marks = Marks(visit.priority not in ordinary, visit.id in joined, passed.get(visit.id), in_time)
        _count(found, visit, mine, marks)
    return dict(found)


def _called_for(visit: Visit, parts: Sequence[Part]) -> int:
    """The service of the first call, or what the visitor came for and was never called for."""
    called_for = waits.called_for(parts)
    return visit.service if called_for is None else called_for


def _uncalled(visit: Visit, parts: Sequence[Part], now: datetime) -> int:
    """Microseconds of waiting until now or the end, the end of the day included: nobody called that visitor till then,
    whenever they left."""
    waited = sum(part.microseconds for part in parts if part.state == "waiting")
    return waited + ((now - visit.since) // MICROSECOND if visit.state == "waiting" else 0)


def walk_ins(session: Session, office_id: int, first: int, last: int, services: Sequence[int] = ()) -> int:
    """Visitors of these days who were served without a ticket: ``waits.is_walk_in``, asked of those alone who were
    called so."""
    called = select(VisitInterval.ticket_id).where(
        VisitInterval.office_id == office_id, VisitInterval.day.between(first, last), WALKED_IN
    )
    mine = [Ticket.id.in_(called), Ticket.call.is_not(None), Ticket.first_wait.is_(None)]
    if services:
        mine.append(Ticket.service_id.in_(services))
    return session.scalar(select(func.count()).select_from(Ticket).where(*mine)) or 0


def channel(by: str) -> int:
    """The key of the channel of a ticket issued by this journal name."""
    kind = actors.kind(by)
    return CHANNELS.index(kind) if kind in CHANNELS else 0


def _waiter(visit: Visit, parts: Sequence[Part], weights: Mapping[int, float]) -> Waiter:
    """A wait that the end of the day closed does not count, because nobody knows when that visitor left."""
    spans: list[tuple[int, datetime, datetime | None]] = []
    called = None
    for part in parts:
        if part.state == "waiting" and part.verb != "expire":
            spans.append((part.service, part.began_at, part.ended_at))
            if part.verb == "call":
                called = part.service, part.ended_at
                break
    if called is None and visit.state == "waiting":
        spans.append((visit.service, visit.since, None))
    return Waiter(visit.id, visit.arrived_at, weights.get(visit.priority, 1.0), tuple(spans), called)


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
        "all": 0, "channel": channel(visit.by), "priority": visit.priority,
        "hour": clock.local(visit.came_at).hour,
    }  # fmt: skip
    for part, key in keys.items():
        found[part, key].add(whole)
    for part, which in (("counter", 0), ("clerk", 1)):
        for key, share in _by_place(visit, parts, which):
            found[part, key].add(_of_share(whole, share))
    for key, share in _by_service(visit, parts):
        found["service", key].add(_of_share(whole, share))


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
        in_time=int(marks.in_time is True),
        judged=int(marks.in_time is not None),
        first=Counter({rounded_up(visit.first_wait or 0, SECOND): 1} if called else {}),
        total=Counter({rounded_up(visit.waited, SECOND): 1} if called else {}),
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


def _by_place(visit: Visit, parts: Sequence[Part], which: int) -> Iterator[tuple[int, Share]]:
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
        first = key == calls[0]
        yield key, Share(first, first, key == last, moved, None, _seconds(mine) if finished else None)


def _by_service(visit: Visit, parts: Sequence[Part]) -> Iterator[tuple[int, Share]]:
    """Each service for which the visitor was called or served, and the last one, with what belongs to it."""
    by_service = waits.by_service(parts)
    first = _called_for(visit, parts)
    overtook = next((part.service for part in parts if part.state == "waiting" and part.verb == "call"), first)
    at_counter = [part.service for part in parts if part.state in ("called", "serving")]
    for key in dict.fromkeys([*at_counter, visit.service]):
        mine = [part for part in parts if part.service == key]
        moved = sum(part.verb == "transfer" for part in mine)
        finished = any(part.state == "serving" and part.verb in ENDS_SERVICE for part in mine)
        waited = rounded_up(by_service[key], SECOND) if key in by_service else None
        seconds = _seconds(mine) if finished else None
        yield key, Share(key == first, key == overtook, key == visit.service, moved, waited, seconds)


def _of_share(whole: Figures, here: Share) -> Figures:
    return Figures(
        arrivals=1,
        served=whole.served if here.ended else 0,
        no_shows=whole.no_shows if here.ended else 0,
        abandoned=whole.abandoned if here.ended else 0,
        transfers=here.transfers,
        priority=whole.priority,
        joined=whole.joined,
        overtaking=whole.overtaking if here.overtook else 0,
        overtaking_by_class=whole.overtaking_by_class if here.overtook else 0,
        in_time=whole.in_time if here.called_first else 0,
        judged=whole.judged if here.called_first else 0,
        first=whole.first if here.called_first else Counter(),
        total=Counter({here.waited: 1} if here.waited is not None else {}),
        service=Counter({here.seconds: 1} if here.seconds is not None else {}),
    )


def _seconds(parts: Sequence[Part]) -> int:
    """Whole seconds of service. Intervals closed by the end of the day do not count, because nobody knows when that
    visitor left."""
    served = sum(part.microseconds for part in parts if part.state == "serving" and part.verb != "expire")
    seconds: int = rounded_up(served, SECOND)
    return seconds
