"""The rows of an export: the columns of an import, so that it can be imported again."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.application_exchange.models import ImportedApplication, PropertyFile
from deskq.application_exchange.rules import fields
from deskq.applications.models import Applicant, Application, ApplicationStep
from deskq.applications.queries import application as queries
from deskq.service_sheets.models import ServiceSheet
from deskq.web.spreadsheet import Cell

PIECE = 500
#: {verb: the word for it in the column "change"}
CHANGES = {"complete": "done", "skip": "skipped", "resume": "resumed"} | {
    f"wait_{name}": name for name in ("documents", "payment", "applicant", "outside")
}
#: The place after which to go on, and the row.
Found = tuple[int, list[Cell]]
#: Kinds whose rows may name applicants.
PERSONAL = (fields.APPLICATIONS, fields.STAGES)
OUTCOMES = ("finished", "refused", "withdrawn")


def rows(session: Session, office_id: int, kind: str, zone: ZoneInfo, *, personal: bool) -> Iterator[list[Cell]]:
    """The rows of one kind, one by one; applicants only where ``personal``."""
    after: int | None = 0
    while after is not None:
        found, after = piece(session, office_id, kind, zone, after, personal=personal)
        yield from found


def count(session: Session, office_id: int, kind: str) -> int:
    """How many rows ``rows`` has."""
    if kind == fields.FILES:
        wanted = select(func.count()).select_from(PropertyFile).where(PropertyFile.office_id == office_id)
    elif kind == fields.STAGES:
        step = ApplicationStep
        joined = select(func.count()).select_from(step).join(Application, Application.id == step.application_id)
        wanted = joined.where(
            Application.office_id == office_id, step.verb.in_(CHANGES), step.stage != "", queries.stands()
        )
    else:
        wanted = select(func.count()).select_from(Application).where(Application.office_id == office_id)
    return session.scalar(wanted) or 0


def piece(
    session: Session, office_id: int, kind: str, zone: ZoneInfo, after: int, *, personal: bool = False
) -> tuple[list[list[Cell]], int | None]:
    """Some rows, and what to ask for next; None at the end."""
    read = {fields.FILES: _files, fields.STAGES: _stages, fields.APPLICATIONS: _applications}[kind]
    found = read(session, office_id, zone, after, personal)
    return [row for _, row in found], found[-1][0] if len(found) == PIECE else None


def _files(session: Session, office_id: int, zone: ZoneInfo, after: int, personal: bool) -> list[Found]:
    wanted = select(PropertyFile).where(PropertyFile.office_id == office_id, PropertyFile.id > after)
    found = session.scalars(wanted.order_by(PropertyFile.id).limit(PIECE))
    return [(one.id, [one.number, one.parcel_code, one.address]) for one in found]


#: Of an application the number that it has elsewhere, or else its tracking code; and the code of its sheet.
KEY = func.coalesce(ImportedApplication.key, Application.code)


def _applications(session: Session, office_id: int, zone: ZoneInfo, after: int, personal: bool) -> list[Found]:
    wanted = (
        select(Application, Applicant, KEY, ServiceSheet.code)
        .join(Applicant, Applicant.application_id == Application.id)
        .join(ServiceSheet, ServiceSheet.id == Application.sheet_id)
        .outerjoin(ImportedApplication, ImportedApplication.application_id == Application.id)
        .where(Application.office_id == office_id, Application.id > after)
    )
    found: list[Found] = []
    for one, person, key, sheet in session.execute(wanted.order_by(Application.id).limit(PIECE)):
        over = one.state in OUTCOMES
        ended = [said(one.ended_at, zone), one.state] if over else ["", ""]
        who = [person.kind, person.name, person.phone, person.national_id, person.deed] if personal else [""] * 5
        times = [said(one.opened_at, zone), said(one.due_at, zone), *ended]
        found.append((one.id, [key, sheet, *times, one.file_number, one.parcel_code, *who]))
    return found


def _stages(session: Session, office_id: int, zone: ZoneInfo, after: int, personal: bool) -> list[Found]:
    """What was written for applicants or within the office only where ``personal``."""
    step = ApplicationStep
    wanted = (
        select(step, KEY, ServiceSheet.code)
        .join(Application, Application.id == step.application_id)
        .join(ServiceSheet, ServiceSheet.id == Application.sheet_id)
        .outerjoin(ImportedApplication, ImportedApplication.application_id == Application.id)
        .where(
            Application.office_id == office_id,
            step.id > after,
            step.verb.in_(CHANGES),
            step.stage != "",
            queries.stands(),
        )
    )
    found: list[Found] = []
    for one, key, sheet in session.execute(wanted.order_by(step.id).limit(PIECE)):
        texts = [one.words, one.note] if personal else ["", ""]
        found.append((one.id, [key, one.stage, said(one.at, zone), CHANGES[one.verb], sheet, *texts]))
    return found


def said(moment: datetime | None, zone: ZoneInfo) -> str:
    """2026-11-24 10:00:00.000000+03:30: as an import reads it, to the microsecond."""
    return moment.astimezone(zone).isoformat(" ") if moment is not None else ""
