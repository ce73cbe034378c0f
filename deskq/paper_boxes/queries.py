"""Boxes, their openings, and the slips of one opening in the order they were typed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.messages.models import Message
from deskq.paper_boxes.models import Box, BoxOpening, BoxSlip

LIVE = BoxSlip.undone_at.is_(None)
#: How many of an opening's slips became messages.
TYPED = (
    select(func.count())
    .where(BoxSlip.opening_id == BoxOpening.id, LIVE, BoxSlip.message_id.is_not(None))
    .correlate(BoxOpening)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Slip:
    """``code kind category_id`` are None for one that says nothing. No word of what was written."""

    id: int
    by_id: int
    at: datetime
    code: str | None
    kind: str | None
    category_id: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    opening: BoxOpening
    typed: int

    @property
    def done(self) -> int:
        return self.typed + self.opening.empty


def boxes(session: Session, office_id: int) -> dict[int, Box]:
    """{id: box} in the order of the list, those that were taken down too."""
    wanted = select(Box).where(Box.office_id == office_id).order_by(Box.position, Box.id)
    return {box.id: box for box in session.scalars(wanted)}


def opening(session: Session, office_id: int, opening_id: int) -> BoxOpening | None:
    wanted = select(BoxOpening).where(BoxOpening.office_id == office_id, BoxOpening.id == opening_id)
    return session.scalars(wanted).one_or_none()


def opening_by_key(session: Session, office_id: int, request_key: str) -> BoxOpening | None:
    wanted = select(BoxOpening).where(BoxOpening.office_id == office_id, BoxOpening.request_key == request_key)
    return session.scalars(wanted).one_or_none()


def openings(session: Session, office_id: int, box_id: int, most: int = 50) -> list[Progress]:
    """The openings of one box, the latest first."""
    mine = (BoxOpening.office_id == office_id, BoxOpening.box_id == box_id)
    wanted = select(BoxOpening, TYPED).where(*mine).order_by(BoxOpening.id.desc()).limit(most)
    return [Progress(*row) for row in session.execute(wanted)]


def last_openings(session: Session, office_id: int) -> dict[int, Progress]:
    """{box: its last opening}, of those that were opened."""
    last = select(func.max(BoxOpening.id)).where(BoxOpening.office_id == office_id).group_by(BoxOpening.box_id)
    found = session.execute(select(BoxOpening, TYPED).where(BoxOpening.id.in_(last)))
    return {one.box_id: Progress(one, typed) for one, typed in found}


def count_typed(session: Session, opening_id: int) -> int:
    """Slips that became messages."""
    return session.scalar(select(TYPED).where(BoxOpening.id == opening_id)) or 0


def slips(session: Session, opening_id: int) -> list[Slip]:
    """Slips of an opening that were not undone, in the order they were typed."""
    wanted = (
        select(BoxSlip.id, BoxSlip.by_id, BoxSlip.at, Message.code, Message.kind, Message.category_id)
        .outerjoin(Message, Message.id == BoxSlip.message_id)
        .where(BoxSlip.opening_id == opening_id, LIVE)
        .order_by(BoxSlip.id)
    )
    return [Slip(*row) for row in session.execute(wanted)]


def slip_by_key(session: Session, opening_id: int, request_key: str) -> BoxSlip | None:
    mine = (BoxSlip.opening_id == opening_id, BoxSlip.request_key == request_key)
    return session.scalars(select(BoxSlip).where(*mine)).one_or_none()


def last_slip(session: Session, opening_id: int, person_id: int) -> BoxSlip | None:
    """The last one that this person typed in."""
    mine = (BoxSlip.opening_id == opening_id, BoxSlip.by_id == person_id, LIVE)
    return session.scalars(select(BoxSlip).where(*mine).order_by(BoxSlip.id.desc()).limit(1)).one_or_none()


def undone_slip(session: Session, opening_id: int, person_id: int, slip_id: int) -> Message | None:
    """The message of a slip that this person has just undone, to be typed anew."""
    mine = (BoxSlip.opening_id == opening_id, BoxSlip.by_id == person_id, BoxSlip.id == slip_id, ~LIVE)
    return session.scalars(select(Message).join(BoxSlip, BoxSlip.message_id == Message.id).where(*mine)).one_or_none()


def minutes_scans(session: Session, among: Collection[str] | None = None) -> set[str]:
    """The scans of signed minutes; or those of ``among`` that are one."""
    wanted = select(BoxOpening.minutes_scan).where(BoxOpening.minutes_scan != "")
    return set(session.scalars(wanted if among is None else wanted.where(BoxOpening.minutes_scan.in_(among))))
