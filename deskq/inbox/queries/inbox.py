"""The inbox: one page of a tab by keyset pagination, and the counts of the tabs.

A tab is a union of queries that each walk one index in order (a unit, a person) and read one page at most, so its cost
does not grow with the number of messages (measured with 200,000).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from deskq.core.db.engine import EPOCH, MICROSECOND
from deskq.message_settings.kinds import REPORT
from deskq.message_settings.queries import MessageSettings
from deskq.messages.models import LEFT, NEW, OPEN, PAST, Message, Step
from deskq.messages.queries.visibility import (
    escalated_to,
    escalation_levels,
    readable_reports,
    unrestricted,
    visible,
)
from deskq.messages.rules.transitions import LIVE
from deskq.messages.rules.visibility import SEES_ALL, Viewer

PAGE = 40
#: Counts stop here; the page then shows "more than".
MOST = 999
TABS = ("mine", "unit", "refer", "escalated", "gone", "all")
AGES = ("late", "red", "amber", "calm", "paused")
EXCERPT = 240


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters of the address besides the tab. ``state`` "" is everything open; a past state lists the newest first."""

    state: str = ""
    kind: str = ""
    category_id: int | None = None
    district_id: int | None = None
    age: str = ""

    @property
    def past(self) -> bool:
        return bool(self.state) and self.state not in LIVE


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list. ``sealed``: a restricted message escalated to somebody who does not read it; only its age is
    shown."""

    id: int
    code: str
    kind: str
    channel: str
    state: str
    outcome: str | None
    category_id: int | None
    excerpt: str
    address: str
    district_id: int | None
    unit_id: int
    person_id: int | None
    registered_at: datetime
    started_at: datetime
    amber_at: datetime
    red_at: datetime
    due_at: datetime
    escalation: int
    waits_for: str | None
    waits_until: datetime | None
    turn: int
    restricted: bool
    sealed: bool


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    after: str | None


#: The columns of a row; ``key`` is what it is sorted by.
COLUMNS = (
    *(Message.id, Message.code, Message.kind, Message.channel, Message.state, Message.outcome, Message.category_id),
    func.substr(Message.body, 1, EXCERPT).label("excerpt"),
    *(Message.address, Message.district_id, Message.unit_id, Message.person_id, Message.registered_at),
    *(Message.started_at, Message.amber_at, Message.red_at, Message.due_at, Message.escalation),
    *(Message.waits_for, Message.waits_until, Message.turn, Message.restricted),
)


@dataclass(frozen=True, slots=True)
class InboxScope:
    """The viewer, the settings and the time; ``people`` are the viewer and those they cover."""

    viewer: Viewer
    settings: MessageSettings
    people: frozenset[int]
    now: datetime


def page(session: Session, scope: InboxScope, tab: str, filters: Filters, after: str = "", size: int = PAGE) -> Page:
    """``after``: key at which the previous page ended; any other value starts at the top. ``size``: largest number of
    rows."""
    past = _is_past(tab, filters)
    key, by = _key(after), Step.message_id if tab == "gone" else Message.id
    limited = [_limited(piece, past, key, by, size) for piece in pieces(scope, tab, filters)]
    if not limited:
        return Page([], None)
    merged = union_all(*(select(*piece.subquery().c) for piece in limited)).subquery()
    order = (merged.c.id.desc(),) if past else (merged.c.due_at, merged.c.id)
    ids = list(session.scalars(select(merged.c.id, merged.c.due_at).distinct().order_by(*order).limit(size + 1)))
    found = {row.id: row for row in session.execute(select(*COLUMNS).where(Message.id.in_(ids[:size])))}
    rows = [row_of(found[one], scope.viewer) for one in ids[:size] if one in found]
    return Page(rows, _ending(rows[-1]) if len(ids) > size else None)


def counts(session: Session, scope: InboxScope, tabs: Sequence[str]) -> dict[str, int]:
    """Open messages of each tab, up to ``MOST`` + 1."""
    asked: dict[str, Any] = {}
    for tab in tabs:
        limited = [piece.limit(MOST + 1) for piece in _pieces(scope, tab, Filters(), False)]
        if limited:
            merged = union_all(*(select(piece.subquery().c.id) for piece in limited)).subquery()
            within = select(merged.c.id).distinct().limit(MOST + 1).subquery()
            asked[tab] = select(func.count()).select_from(within).scalar_subquery()
    found = session.execute(select(*asked.values())).one() if asked else ()
    return {**dict.fromkeys(tabs, 0), **dict(zip(asked, found, strict=True))}


def pieces(scope: InboxScope, tab: str, filters: Filters) -> Sequence[Select[Any]]:
    """Queries of the ids and due times of a list; one message may be in several of them."""
    return _pieces(scope, tab, filters, _is_past(tab, filters))


def _is_past(tab: str, filters: Filters) -> bool:
    return filters.past or tab == "gone"


def _pieces(scope: InboxScope, tab: str, filters: Filters, past: bool) -> Sequence[Select[Any]]:
    viewer, settings = scope.viewer, scope.settings
    asked = _conditions(filters, scope.now)
    base: Any = select(Message.id, Message.due_at).where(*asked, _state(filters, past))
    whole = base.where(Message.office_id == settings.policy.office_id)
    match tab:
        case "mine":
            return [base.where(Message.person_id == one, visible(viewer)) for one in sorted(scope.people)]
        case "unit":
            own = sorted(viewer.units | viewer.covers)
            return [base.where(Message.unit_id == unit, _readable(viewer)) for unit in own]
        case "refer":
            within = () if viewer.role in SEES_ALL else (Message.unit_id.in_(viewer.works_for),)
            return [whole.where(NEW, unrestricted(), *within)]
        case "escalated":
            told = escalated_to(viewer, escalation_levels(viewer, settings))
            # filters must not reveal what a sealed report is about
            guess = (_readable(viewer),) if filters.category_id is not None or filters.district_id is not None else ()
            return [whole.where(Message.due_at <= scope.now, told, *guess)]
        case "gone":
            return [_passed_on(unit, filters, asked) for unit in sorted(viewer.units)]
    if viewer.role in SEES_ALL:
        return [whole.where(_readable(viewer))]
    own_units = sorted(viewer.works_for)
    taken = base.where(Message.taken_by_id == viewer.person_id, _readable(viewer))
    return [*(base.where(Message.unit_id == unit, _readable(viewer)) for unit in own_units), taken]


def _passed_on(unit_id: int, filters: Filters, asked: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """What the unit had and passed on, the newest first, whatever became of it."""
    left = select(Step.message_id.label("id"), Message.due_at).join(Message, Step.message_id == Message.id)
    left = left.where(LEFT, Step.from_unit_id == unit_id, Message.unit_id != unit_id, unrestricted())
    found: Any = left.where(_state(filters, True), *asked).distinct()
    return cast(Select[Any], found)


def _readable(viewer: Viewer) -> ColumnElement[bool]:
    """All that is not restricted, and of the rest what this viewer reads."""
    if not viewer.reports_of:
        return unrestricted()
    return or_(unrestricted(), readable_reports(viewer))


def _state(filters: Filters, past: bool) -> ColumnElement[bool]:
    if filters.state in LIVE:
        return and_(OPEN, Message.state == filters.state)
    if filters.past:
        return and_(PAST, Message.state == filters.state)
    return and_(OPEN) if not past else Message.id > 0


def _conditions(filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.kind:
        found.append(Message.kind == filters.kind)
    if filters.category_id is not None:
        found.append(Message.category_id == filters.category_id)
    if filters.district_id is not None:
        found.append(Message.district_id == filters.district_id)
    ages: dict[str, list[ColumnElement[bool]]] = {
        "late": [Message.due_at <= now],
        "red": [Message.due_at > now, Message.red_at <= now],
        "amber": [Message.due_at > now, Message.amber_at <= now, Message.red_at > now],
        "calm": [Message.due_at > now, Message.amber_at > now],
        "paused": [Message.waits_for.is_not(None)],
    }
    return found + ages.get(filters.age, [])


def _limited(piece: Select[Any], past: bool, key: tuple[datetime, int] | None, by: Any, size: int) -> Select[Any]:
    """The first page of one query after the key, in the order of its index; ``by`` is its id column."""
    if key is not None:
        due, message_id = key
        later = or_(Message.due_at > due, and_(Message.due_at == due, by > message_id))
        piece = piece.where(by < message_id) if past else piece.where(Message.due_at >= due, later)
    return piece.order_by(*((by.desc(),) if past else (Message.due_at, by))).limit(size + 1)


def _key(after: str) -> tuple[datetime, int] | None:
    due, _, message_id = after.partition("-")
    if not (due.isascii() and due.isdecimal() and message_id.isascii() and message_id.isdecimal()):
        return None
    if len(due) > 17 or len(message_id) > 15:
        return None
    return EPOCH + int(due) * MICROSECOND, int(message_id)


def _ending(row: Row) -> str:
    return f"{(row.due_at - EPOCH) // MICROSECOND}-{row.id}"


def row_of(found: Any, viewer: Viewer) -> Row:
    values = found._asdict()
    sealed = (found.kind == REPORT or found.restricted) and found.unit_id not in viewer.reports_of
    if sealed:
        values |= {
            "code": "",
            "excerpt": "",
            "address": "",
            "district_id": None,
            "category_id": None,
            "person_id": None,
        }
    return Row(**values, sealed=sealed)
