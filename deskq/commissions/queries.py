"""Sessions, their agenda, and what waits for one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from deskq.applications.models import Application, ApplicationStage
from deskq.applications.queries.inbox import visible
from deskq.applications.rules.progress import LIVE, PRESENT
from deskq.commissions.events import AgendaAdded, AgendaRemoved, VerdictCorrected, VerdictGivenOut, VerdictServed
from deskq.commissions.models import CommissionCall, CommissionCorrection, CommissionItem, CommissionSession
from deskq.commissions.rules.verdicts import STAGES, commission_of
from deskq.core.text.names import Name
from deskq.messages.rules.visibility import SEES_ALL, Viewer
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.models import ServiceSheet
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS
from deskq.units import queries as unit_queries

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class AgendaRow:
    item: CommissionItem
    application: Application
    service: Name
    sheet: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application whose stage a commission decides."""

    application: Application
    stage: ApplicationStage
    service: Name


def session_row(session: Session, office_id: int, session_id: int) -> CommissionSession | None:
    wanted = select(CommissionSession).where(
        CommissionSession.office_id == office_id, CommissionSession.id == session_id
    )
    return session.scalars(wanted).one_or_none()


def keepers(session: Session, office_id: int, commission: str) -> set[int]:
    """The units that have a stage of this commission in a service sheet: their agendas can be filled."""
    units = {one.code: one.id for one in unit_queries.units(session, office_id)}
    return {
        units[stage.unit]
        for sheet, _, content in sheet_queries.sheets(session, office_id)
        for stage in content.stages
        if commission_of(sheet.code, stage.code) == commission and stage.unit in units
    }


def session_at(session: Session, unit_id: int, commission: str, starts_at: datetime) -> CommissionSession | None:
    """The session of a unit at that moment; never a cancelled one, which has left it."""
    wanted = select(CommissionSession).where(
        CommissionSession.unit_id == unit_id,
        CommissionSession.commission == commission,
        CommissionSession.starts_at == starts_at,
    )
    return session.scalars(wanted).one_or_none()


def may_see(viewer: Viewer, found: CommissionSession) -> bool:
    return viewer.role in SEES_ALL or found.unit_id in viewer.units | viewer.under


def sessions(session: Session, office_id: int, viewer: Viewer) -> list[CommissionSession]:
    """The newest first, of their units or of all."""
    wanted = select(CommissionSession).where(CommissionSession.office_id == office_id)
    if viewer.role not in SEES_ALL:
        wanted = wanted.where(CommissionSession.unit_id.in_(viewer.units | viewer.under))
    return list(session.scalars(wanted.order_by(CommissionSession.starts_at.desc()).limit(MOST_SHOWN)))


def item(session: Session, office_id: int, item_id: int) -> CommissionItem | None:
    joined = select(CommissionItem).join(CommissionSession, CommissionSession.id == CommissionItem.session_id)
    wanted = joined.where(CommissionSession.office_id == office_id, CommissionItem.id == item_id)
    return session.scalars(wanted).one_or_none()


def agenda(session: Session, session_id: int) -> list[AgendaRow]:
    wanted = (
        select(CommissionItem, Application)
        .join(Application, Application.id == CommissionItem.application_id)
        .where(CommissionItem.session_id == session_id)
        .order_by(CommissionItem.position, CommissionItem.id)
    )
    found = []
    for row, application in session.execute(wanted):
        sheet = sheet_queries.version(session, application.version_id)
        found.append(AgendaRow(row, application, sheet.content.name, sheet.sheet.code))
    return found


@dataclass(frozen=True, slots=True)
class Call:
    """Who has to be told by hand that a session was moved or cancelled: an application of the agenda, or a member."""

    row: CommissionCall
    application: Application | None
    member: str


def calls(session: Session, found: CommissionSession) -> list[Call]:
    """Who has to be told by hand of a session that was moved or cancelled: by the agenda, then by the members."""
    rows = list(
        session.scalars(select(CommissionCall).where(CommissionCall.session_id == found.id).order_by(CommissionCall.id))
    )
    applications = {one.item.id: one.application for one in agenda(session, found.id)}
    members = found.members.splitlines()
    return [
        Call(one, applications.get(one.item_id or 0), members[one.member] if one.member is not None else "")
        for one in rows
    ]


def call(session: Session, session_id: int, call_id: int) -> CommissionCall | None:
    wanted = select(CommissionCall).where(CommissionCall.session_id == session_id, CommissionCall.id == call_id)
    return session.scalars(wanted).one_or_none()


def of_application(session: Session, application_id: int) -> list[tuple[CommissionItem, CommissionSession]]:
    """The newest session first."""
    joined = select(CommissionItem, CommissionSession).join(
        CommissionSession, CommissionSession.id == CommissionItem.session_id
    )
    wanted = joined.where(CommissionItem.application_id == application_id)
    return [(row, one) for row, one in session.execute(wanted.order_by(CommissionSession.starts_at.desc()))]


def waiting(session: Session, office_id: int, viewer: Viewer, commission: str) -> list[Waiting]:
    """Applications that wait for this commission and are on no agenda without a verdict, but for cancelled ones."""
    stage = aliased(ApplicationStage)
    pairs = [
        and_(ServiceSheet.code == sheet, stage.code == code) for (sheet, code), name in STAGES.items()
        if name == commission
    ]  # fmt: skip
    planned = (
        select(CommissionItem.id)
        .join(CommissionSession, CommissionSession.id == CommissionItem.session_id)
        .where(
            CommissionItem.application_id == Application.id,
            CommissionItem.verdict == "",
            CommissionSession.cancelled_at.is_(None),
        )
    )
    wanted = (
        select(Application, stage)
        .join(stage, stage.application_id == Application.id)
        .join(ServiceSheet, ServiceSheet.id == Application.sheet_id)
        .where(
            Application.office_id == office_id,
            Application.state.in_(LIVE),
            stage.state.in_(PRESENT),
            or_(*pairs, and_(stage.code == commission, ServiceSheet.code.not_in(COMMISSIONS))),
            visible(viewer),
            ~planned.exists(),
        )
    )
    found = session.execute(wanted.order_by(stage.due_at, Application.id).limit(MOST_SHOWN)).all()
    return [
        Waiting(one, row, sheet_queries.version(session, one.version_id).content.name) for one, row in found
    ]  # fmt: skip


def corrections(session: Session, items: Iterable[int]) -> dict[int, list[CommissionCorrection]]:
    """{item: the corrections of its verdict, the newest first}."""
    wanted = select(CommissionCorrection).where(CommissionCorrection.item_id.in_(list(items)))
    found: dict[int, list[CommissionCorrection]] = {}
    for row in session.scalars(wanted.order_by(CommissionCorrection.id.desc())):
        found.setdefault(row.item_id, []).append(row)
    return found


def last_position(session: Session, session_id: int) -> int:
    wanted = select(CommissionItem.position).where(CommissionItem.session_id == session_id)
    return max(session.scalars(wanted), default=-1)


def is_over(found: CommissionSession, now: datetime) -> bool:
    return found.starts_at <= now


def rebuild(entries: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[int, dict[str, Any]]:
    """{item: {session, application, stage, verdict, amount, until}} as the journal alone tells them."""
    found: dict[int, dict[str, Any]] = {}
    for kind, event in entries:
        if kind == AgendaAdded.kind:
            known = {name: event[name] for name in ("session", "application", "stage")}
            found[event["item"]] = {**known, "verdict": "", "amount": 0, "until": 0}
        elif kind == AgendaRemoved.kind:
            found.pop(event["item"], None)
        elif kind in (VerdictGivenOut.kind, VerdictCorrected.kind):
            found[event["item"]] |= {"verdict": event["verdict"], "amount": event["amount"]}
        elif kind == VerdictServed.kind:
            found[event["item"]] |= {"until": event["until"]}
    return found
