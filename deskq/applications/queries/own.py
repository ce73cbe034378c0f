"""Applications that wait for one person: a stage of their units, something that an applicant sent, an objection to
decide; of heads of other units also those whose promise is long broken."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from deskq.applications import stage_claims
from deskq.applications.models import OPEN, PRESENT_STAGE, Applicant, Application, ApplicationStage
from deskq.applications.queries.inbox import visible
from deskq.applications.rules.progress import LIVE
from deskq.applications.rules.visibility import AT_DESK, decides_objections
from deskq.messages.rules.visibility import Viewer
from deskq.service_sheets.models import ServiceSheet
from deskq.work.rules import MOST_COUNTED, Count

#: After so many days the promise of a unit below is their head's matter too.
HEADS_AFTER = timedelta(days=7)
#: Why it waits: a stage, something from the applicant, an objection, a promise broken below.
STAGE, ARRIVED, OBJECTED, BROKEN = "stage", "arrived", "objected", "broken"


class OwnRow(NamedTuple):
    """``stage``: of theirs; None where the application waits for them as a whole."""

    why: str
    application: Application
    stage: ApplicationStage | None


def rows(session: Session, office_id: int, viewer: Viewer, now: datetime, most: int) -> list[OwnRow]:
    """The earliest due first, each application once: with the reason that comes first."""
    found = session.execute(_merged(office_id, viewer, now, most).limit(most)).all() if _lists_of(viewer) else []
    applications = _by_id(session, Application, [row.id for row in found])
    stages = _by_id(session, ApplicationStage, [row.stage for row in found if row.stage])
    return [OwnRow(row.why, applications[row.id], stages.get(row.stage)) for row in found if row.id in applications]


def count(session: Session, office_id: int, viewer: Viewer, now: datetime) -> Count:
    """One statement."""
    if not _lists_of(viewer):
        return Count()
    merged = _merged(office_id, viewer, now, MOST_COUNTED + 1).subquery()
    late = func.coalesce(func.sum(case(((merged.c.why != ARRIVED) & (merged.c.due <= now), 1), else_=0)), 0)
    return Count(*session.execute(select(func.count(), late).select_from(merged)).one())


def applicants(session: Session, ids: Collection[int]) -> dict[int, Applicant]:
    wanted = select(Applicant).where(Applicant.application_id.in_(ids), Applicant.erased_at.is_(None))
    return {one.application_id: one for one in session.scalars(wanted)}


def late_by_unit(session: Session, office_id: int, now: datetime) -> dict[int, Count]:
    """{unit: (present stages, those of applications past their promised date)}, while the clock runs."""
    overdue = func.sum(case((Application.due_at <= now, 1), else_=0))
    wanted = (
        select(ApplicationStage.unit_id, func.count(), overdue)
        .join(Application, Application.id == ApplicationStage.application_id)
        .where(
            Application.office_id == office_id,
            Application.state.in_(LIVE),
            Application.paused_at.is_(None),
            ApplicationStage.state == "here",
        )
    )
    found = session.execute(wanted.group_by(ApplicationStage.unit_id))
    return {unit: Count(open_, int(late)) for unit, open_, late in found}


def open_and_late(session: Session, office_id: int, now: datetime) -> Count:
    overdue = func.coalesce(
        func.sum(case(((Application.due_at <= now) & Application.paused_at.is_(None), 1), else_=0)), 0
    )
    wanted = select(func.count(), overdue).where(OPEN, Application.office_id == office_id)
    return Count(*map(int, session.execute(wanted).one()))


def _by_id(session: Session, model: Any, ids: Collection[int]) -> dict[int, Any]:
    return {one.id: one for one in session.scalars(select(model).where(model.id.in_(ids)))} if ids else {}


def _lists_of(viewer: Viewer) -> bool:
    return bool(viewer.units | viewer.under) or decides_objections(viewer) or viewer.role in AT_DESK


def _merged(office_id: int, viewer: Viewer, now: datetime, most: int) -> Select[Any]:
    """(id, due, why, stage), each application once, the earliest due first."""
    lists = [one.limit(most) for one in _lists(office_id, viewer, now)]
    merged = union_all(*(select(*one.subquery().c) for one in lists)).subquery()
    rank = func.row_number().over(partition_by=merged.c.id, order_by=(merged.c.place, merged.c.due, merged.c.stage))
    ranked = select(merged, rank.label("rank")).subquery()
    wanted = select(ranked.c.id, ranked.c.due, ranked.c.why, ranked.c.stage).where(ranked.c.rank == 1)
    return wanted.order_by(ranked.c.due, ranked.c.id)


def _lists(office_id: int, viewer: Viewer, now: datetime) -> Sequence[Select[Any]]:
    found = [_arrived(office_id, viewer)]
    if viewer.units:
        found.append(_stages(office_id, viewer, viewer.units, None))
    if decides_objections(viewer):
        mine: Any = Application.state == "objected", visible(viewer)
        found.append(_whole(office_id, OBJECTED, Application.due_at, *mine))
    if below := viewer.under - viewer.units:
        found.append(_stages(office_id, viewer, below, now - HEADS_AFTER))
    return found


def _arrived(office_id: int, viewer: Viewer) -> Select[Any]:
    """Something of the applicant waits to be looked at: where its stage is theirs, or who opened it at the desk."""
    present = select(ApplicationStage.application_id).where(PRESENT_STAGE, ApplicationStage.unit_id.in_(viewer.units))
    mine: ColumnElement[bool] = Application.id.in_(present)
    if viewer.role in AT_DESK:
        mine = or_(mine, Application.taken_by_id == viewer.person_id)
    return _whole(office_id, ARRIVED, Application.arrived_at, Application.arrived_at.is_not(None), mine)


def _whole(office_id: int, why: str, due: Any, *which: ColumnElement[bool]) -> Select[Any]:
    columns = (Application.id, due.label("due"), literal(why).label("why"), literal(0).label("stage"))
    place = literal(0 if why != BROKEN else 3).label("place")
    wanted: Any = select(*columns, place).where(OPEN, Application.office_id == office_id, *which)
    return wanted.order_by(due, Application.id)  # type: ignore[no-any-return]


def _stages(office_id: int, viewer: Viewer, units: Collection[int], before: datetime | None) -> Select[Any]:
    """Present stages of these units that nothing holds up; ``before``: only of applications promised before it."""
    why, place = (STAGE, 1) if before is None else (BROKEN, 3)
    mine = select(ApplicationStage.id).where(
        PRESENT_STAGE, ApplicationStage.state == "here", ApplicationStage.unit_id.in_(units)
    )
    due: Any = ApplicationStage.due_at if before is None else Application.due_at
    columns = (Application.id, due.label("due"), literal(why).label("why"), ApplicationStage.id.label("stage"))
    wanted: Any = (
        select(*columns, literal(place).label("place"))
        .join(ApplicationStage, ApplicationStage.application_id == Application.id)
        .join(ServiceSheet, ServiceSheet.id == Application.sheet_id)
        .where(
            ApplicationStage.id.in_(mine),
            Application.office_id == office_id,
            Application.state.in_(LIVE),
            Application.state != "objected",
        )
    )
    if before is not None:
        wanted = wanted.where(Application.due_at <= before, Application.paused_at.is_(None))
    else:
        wanted = wanted.where(*stage_claims.not_claimed(viewer.role, ApplicationStage, ServiceSheet.code))
    return wanted.order_by(due, Application.id)  # type: ignore[no-any-return]
