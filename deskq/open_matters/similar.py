"""Messages similar to the one being typed: near its point, in its street, or the latest of its category. Reads a few
hundred rows at most, by index. Confidential reports and data of senders are never included."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text import jalali
from deskq.message_settings.models import MessagePolicy
from deskq.messages.models import UNRESTRICTED, Message
from deskq.messages.rules import geo
from deskq.messages.rules.transitions import LIVE
from deskq.open_matters import address_match

MOST = 5
#: Largest number of rows read. In a large city a cell has a few dozen messages of one category in a month.
CANDIDATES = 300
COLUMNS = (
    *(Message.id, Message.code, Message.kind, Message.state, Message.unit_id, Message.category_id),
    *(Message.registered_at, Message.lat, Message.lon, Message.address, Message.district_id),
)


@dataclass(frozen=True, slots=True)
class SimilarQuery:
    """Typed place and content so far."""

    category_id: int | None = None
    district_id: int | None = None
    lat: int | None = None
    lon: int | None = None
    address: str = ""

    @property
    def has_place(self) -> bool:
        """Whether there is a point, or a word that distinguishes a street."""
        return None not in (self.lat, self.lon) or bool(address_match.words(self.address))

    @property
    def can_be_sought(self) -> bool:
        return self.has_place or self.category_id is not None


@dataclass(frozen=True, slots=True)
class SimilarMessage:
    """``metres``: set if both have a point; ``same``: share of the words of the street in common."""

    id: int
    code: str
    kind: str
    state: str
    unit_id: int
    category_id: int | None
    registered_at: datetime
    address: str
    district_id: int | None
    metres: int | None = None
    same: float = 0.0


def find_similar(
    session: Session,
    policy: MessagePolicy,
    sought: SimilarQuery,
    now: datetime,
    visible: Callable[[SimilarMessage], bool],
) -> list[SimilarMessage]:
    """Similar messages that ``visible`` accepts: open ones first, then by distance, then the newest."""
    since, found = now - timedelta(days=policy.near_days), dict[int, SimilarMessage]()
    searches = (_by_point, _by_street) if sought.has_place else (_latest,)
    for one in (one for search in searches for one in search(session, policy, sought, since)):
        if not visible(one):
            continue
        known = found.get(one.id)
        found[one.id] = one if known is None else replace(known, same=max(known.same, one.same))
    return sorted(found.values(), key=lambda one: _rank(one, policy.near_metres))[:MOST]


def _rank(one: SimilarMessage, reach: int) -> tuple[bool, float, float]:
    """Without a point, the same street counts as half the reach."""
    distance = one.metres if one.metres is not None else reach * (1.5 - one.same)
    return one.state not in LIVE, distance, -one.registered_at.timestamp()


def _by_point(
    session: Session, policy: MessagePolicy, sought: SimilarQuery, since: datetime
) -> Iterator[SimilarMessage]:
    if sought.lat is None or sought.lon is None:
        return
    squares = geo.neighbours(sought.lat, sought.lon, policy.near_metres)
    wanted = _wanted(policy).where(Message.cell.in_(squares), Message.registered_at >= since)
    if sought.category_id is not None:  # "+ 0": by the index of cells, which finds few rows
        wanted = wanted.where(Message.category_id + 0 == sought.category_id)
    for row in session.execute(wanted.order_by(Message.registered_at.desc()).limit(CANDIDATES)):
        distance = geo.metres(sought.lat, sought.lon, row.lat, row.lon)
        if distance <= policy.near_metres:
            yield replace(_alike(row), metres=round(distance))


def _by_street(
    session: Session, policy: MessagePolicy, sought: SimilarQuery, since: datetime
) -> Iterator[SimilarMessage]:
    words = address_match.words(sought.address)
    if not words:
        return
    wanted = _wanted(policy).where(Message.address != "")
    if sought.category_id is not None:
        mine = (Message.category_id == sought.category_id, Message.registered_at >= since)
        wanted = wanted.where(*mine).order_by(Message.registered_at.desc())
    else:
        day = jalali.day_at(since, clock.zone())
        wanted = wanted.where(Message.day >= day).order_by(Message.day.desc())
    for row in session.execute(wanted.limit(CANDIDATES)):
        same = address_match.same(words, address_match.words(row.address))
        if same >= address_match.ENOUGH and not _elsewhere(sought, row):
            yield replace(_alike(row), same=same)


def _latest(session: Session, policy: MessagePolicy, sought: SimilarQuery, since: datetime) -> Iterator[SimilarMessage]:
    """The latest messages of its subject, in its district if that is known."""
    if sought.category_id is None:
        return
    mine = (Message.category_id == sought.category_id, Message.registered_at >= since)
    wanted = _wanted(policy).where(*mine).order_by(Message.registered_at.desc())
    if sought.district_id is not None:
        wanted = wanted.where(Message.district_id == sought.district_id)
    yield from map(_alike, session.execute(wanted.limit(CANDIDATES)))


def _elsewhere(sought: SimilarQuery, row: Row[Any]) -> bool:
    """A street of the same name in another district."""
    return None not in (sought.district_id, row.district_id) and sought.district_id != row.district_id


def _wanted(policy: MessagePolicy) -> Any:
    return select(*COLUMNS).where(
        Message.office_id == policy.office_id,
        UNRESTRICTED,
        Message.state != "withdrawn",
        Message.duplicate_of_id.is_(None),
    )


def _alike(row: Row[Any]) -> SimilarMessage:
    return SimilarMessage(
        **{name: getattr(row, name) for name in SimilarMessage.__dataclass_fields__ if name not in ("metres", "same")}
    )
