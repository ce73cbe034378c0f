"""Reads stored versions of reports, and corrective actions."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.text.half_years import Half
from deskq.half_year.models import CorrectiveAction, ReportVersion


def versions(session: Session, office_id: int, half: Half) -> list[ReportVersion]:
    """All versions of a half-year, the first one first."""
    wanted = select(ReportVersion).where(ReportVersion.office_id == office_id, ReportVersion.half == half.code)
    return list(session.scalars(wanted.order_by(ReportVersion.number)))


def latest_versions(session: Session, office_id: int) -> dict[int, ReportVersion]:
    """{half: its latest version}."""
    wanted = select(ReportVersion).where(ReportVersion.office_id == office_id)
    return {row.half: row for row in session.scalars(wanted.order_by(ReportVersion.half, ReportVersion.number))}


def published(session: Session, office_id: int, half: Half) -> list[ReportVersion]:
    """The published versions of a half-year, the first one first."""
    return [row for row in versions(session, office_id, half) if row.published_at is not None]


def published_halves(session: Session, office_id: int) -> list[ReportVersion]:
    """The latest published version of each half-year, the latest half-year first."""
    wanted = select(ReportVersion).where(ReportVersion.office_id == office_id, ReportVersion.published_at.is_not(None))
    found = {row.half: row for row in session.scalars(wanted.order_by(ReportVersion.half, ReportVersion.number))}
    return sorted(found.values(), key=lambda row: Half(row.half), reverse=True)


def covering(session: Session, office_id: int, half: Half) -> Half:
    """The published report that contains this half-year: its own, or the one with a neighbour; itself where neither is
    published."""
    halves = {Half(row.half) for row in published_halves(session, office_id)}
    return next((other for other in sorted(halves) if other != half and set(half.parts) <= set(other.parts)), half)


def actions(session: Session, office_id: int, half: Half) -> list[CorrectiveAction]:
    """The actions promised in the report of a half-year, the earliest date first; in that of two half-years, those
    entered for one of them as well."""
    codes = {half.code, *(part.code for part in half.parts)}
    wanted = select(CorrectiveAction).where(CorrectiveAction.office_id == office_id, CorrectiveAction.half.in_(codes))
    return list(session.scalars(wanted.order_by(CorrectiveAction.due_day, CorrectiveAction.id)))


def promises(session: Session, office_id: int, half: Half) -> list[CorrectiveAction]:
    """The actions promised in the report before that of a half-year, which its own report reviews."""
    return actions(session, office_id, covering(session, office_id, half.before))


def action(session: Session, office_id: int, action_id: int) -> CorrectiveAction | None:
    wanted = select(CorrectiveAction).where(CorrectiveAction.office_id == office_id, CorrectiveAction.id == action_id)
    return session.scalars(wanted).one_or_none()


def going_on(session: Session, action_id: int) -> CorrectiveAction | None:
    """The action in which one that was not kept goes on."""
    return session.scalars(select(CorrectiveAction).where(CorrectiveAction.again_of_id == action_id)).one_or_none()
