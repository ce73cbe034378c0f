"""The visitor of a ticket: the number they left, and their open applications as far as the reader may see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from deskq.applications.models import (
    Applicant,
    Application,
    ApplicationDocument,
    ApplicationStage,
    phone_index,
)
from deskq.applications.queries.inbox import visible
from deskq.applications.rules.progress import LIVE
from deskq.core.text.names import Name
from deskq.messages.rules.visibility import Viewer
from deskq.queue import queries as queue_queries
from deskq.sms import queries as sms_queries

#: Open applications that one line tells of.
MOST = 10


@dataclass(frozen=True, slots=True)
class OpenFiles:
    """``applications``, the newest first; ``missing``: names of documents; ``unpaid``: stages that wait for a
    payment; ``promised``: the last promise."""

    applications: list[Application]
    missing: list[Name]
    unpaid: list[ApplicationStage]

    @property
    def promised(self) -> datetime:
        return max(one.due_at for one in self.applications)


def number(session: Session, office_id: int, ticket_id: int) -> str | None:
    """The number left with a ticket of this office; None without one, and after the day."""
    if queue_queries.ticket_of(session, office_id, ticket_id) is None:
        return None
    return sms_queries.number_of(session, ticket_id)


def open_files(session: Session, office_id: int, viewer: Viewer, ticket_id: int) -> OpenFiles | None:
    """Of the visitor's number, opened from this ticket, or of the same parcel or file number as one of these."""
    own = _open(session, office_id, viewer, or_(Application.ticket_id == ticket_id, _of_number(session, ticket_id)))
    if not own:
        return None
    found = {one.id: one for one in [*own, *_open(session, office_id, viewer, _of_property(own))]}
    applications = sorted(found.values(), key=lambda one: -one.id)[:MOST]
    ids = [one.id for one in applications]
    return OpenFiles(applications, _missing(session, ids), _unpaid(session, ids))


def _open(session: Session, office_id: int, viewer: Viewer, which: ColumnElement[bool]) -> list[Application]:
    wanted = select(Application).where(
        Application.office_id == office_id, Application.state.in_(LIVE), visible(viewer), which
    )
    return list(session.scalars(wanted.order_by(Application.id.desc()).limit(MOST)))


def _of_number(session: Session, ticket_id: int) -> ColumnElement[bool]:
    left = sms_queries.number_of(session, ticket_id)
    if not left:
        return false()
    return Application.id.in_(select(Applicant.application_id).where(Applicant.phone_index == phone_index(left)))


def _of_property(own: Collection[Application]) -> ColumnElement[bool]:
    parcels = {one.parcel_code for one in own if one.parcel_code}
    numbers = {one.file_number for one in own if one.file_number}
    return or_(Application.parcel_code.in_(parcels), Application.file_number.in_(numbers))


def _missing(session: Session, ids: Collection[int]) -> list[Name]:
    wanted = select(ApplicationDocument).where(
        ApplicationDocument.application_id.in_(ids), ApplicationDocument.received_at.is_(None)
    )
    rows = session.scalars(wanted.order_by(ApplicationDocument.application_id.desc(), ApplicationDocument.id))
    return list(dict.fromkeys(Name(row.name_fa, row.name_en) for row in rows))


def _unpaid(session: Session, ids: Collection[int]) -> list[ApplicationStage]:
    wanted = select(ApplicationStage).where(
        ApplicationStage.application_id.in_(ids), ApplicationStage.state == "payment"
    )
    return list(session.scalars(wanted.order_by(ApplicationStage.id)))
