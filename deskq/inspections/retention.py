"""What of inspections can be erased, by rule or on request: place, words and photos; outcomes and times stay."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, or_, select, update

from deskq.applications.models import Application
from deskq.applications.retention import APPLICANTS
from deskq.core.retention_rules import erasure
from deskq.core.transactions import Transaction
from deskq.inspections.events import InspectionsErased
from deskq.inspections.models import InspectionPhoto, InspectionPlace, InspectionResult


def inspected() -> Select[int]:
    """Ids of applications with a place or a result that is not erased yet."""
    place = select(InspectionPlace.application_id).where(
        InspectionPlace.application_id == Application.id, InspectionPlace.erased_at.is_(None)
    )
    result = select(InspectionResult.id).where(
        InspectionResult.application_id == Application.id, InspectionResult.erased_at.is_(None)
    )
    return select(Application.id).where(or_(place.exists(), result.exists())).order_by(Application.id)


def erase(tx: Transaction, applications: Sequence[int]) -> int:
    """Empty the places and words of these applications and delete their photos; returns how many applications had
    any. The files follow when nothing names them any more (``uploads.sweep``)."""
    found = list(tx.session.scalars(inspected().where(Application.id.in_(applications))))
    if not found:
        return 0
    mine = select(InspectionResult.id).where(InspectionResult.application_id.in_(found))
    connection = tx.connection
    connection.execute(delete(InspectionPhoto).where(InspectionPhoto.result_id.in_(mine)))
    connection.execute(
        update(InspectionResult)
        .where(InspectionResult.application_id.in_(found))
        .values(words="", checks="", erased_at=tx.at)
    )
    connection.execute(
        update(InspectionPlace)
        .where(InspectionPlace.application_id.in_(found))
        .values(address="", lat=None, lon=None, erased_at=tx.at, turn=InspectionPlace.turn + 1)
    )
    tx.record(InspectionsErased(len(found)))
    return len(found)


def _old(office_id: int, now: datetime) -> Select[int]:
    return inspected().where(Application.office_id == office_id, Application.ended_at < now - APPLICANTS)


RULES = (erasure("place, words and photos of inspections, after the application has ended", APPLICANTS, _old, erase),)
