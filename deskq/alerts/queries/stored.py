"""Settings, alerts and the duty list as they are stored."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.alerts.models import STANDING, Alert, AlertMark, AlertSetting, DutyPerson, number_index
from deskq.alerts.rules import DEFAULTS, OF_HALL, Settings
from deskq.sms.models import Notice

ABOUT = "alert"  #: first word of the key of an SMS
COLUMNS = tuple(Settings.__dataclass_fields__)
RECENT = 400


def settings(session: Session, office_id: int) -> dict[str, Settings]:
    """{kind: its settings}, in the order of the page."""
    rows = session.scalars(select(AlertSetting).where(AlertSetting.office_id == office_id))
    changed = {row.kind: Settings(**{name: getattr(row, name) for name in COLUMNS}) for row in rows}
    return {**DEFAULTS, **changed}


def mark(session: Session, office_id: int) -> int | None:
    """The journal was read up to this sequence; None before the first time."""
    return session.scalar(select(AlertMark.sequence).where(AlertMark.office_id == office_id))


def active(session: Session, office_id: int) -> list[Alert]:
    """The alerts that have not ended, the oldest first."""
    wanted = select(Alert).where(Alert.office_id == office_id, STANDING).order_by(Alert.since, Alert.id)
    return list(session.scalars(wanted.execution_options(populate_existing=True)))


def by_ids(session: Session, office_id: int, ids: Collection[int]) -> list[Alert]:
    wanted = select(Alert).where(Alert.office_id == office_id, Alert.id.in_(ids)).order_by(Alert.since, Alert.id)
    return list(session.scalars(wanted))


def of_texting(session: Session, office_id: int, texting: int) -> list[Alert]:
    """The alerts of one SMS that have not ended."""
    wanted = select(Alert).where(Alert.office_id == office_id, STANDING, Alert.texting == texting)
    return list(session.scalars(wanted.order_by(Alert.since, Alert.id)))


def last_texts(session: Session, office_id: int) -> dict[str, datetime]:
    """{kind: when the last SMS about it was put into the outbox}."""
    wanted = select(Alert.kind, func.max(Alert.texted_at)).where(
        Alert.office_id == office_id, Alert.texted_at.is_not(None)
    )
    return {kind: at for kind, at in session.execute(wanted.group_by(Alert.kind)) if at is not None}


def duty_list(session: Session, office_id: int) -> list[DutyPerson]:
    return list(session.scalars(select(DutyPerson).where(DutyPerson.office_id == office_id).order_by(DutyPerson.id)))


def duty_person(session: Session, office_id: int, person_id: int) -> DutyPerson | None:
    found = session.get(DutyPerson, person_id)
    return found if found is not None and found.office_id == office_id else None


def duty_person_by_number(session: Session, office_id: int, phone: str) -> DutyPerson | None:
    wanted = (DutyPerson.office_id == office_id, DutyPerson.phone_index == number_index(phone))
    return session.scalars(select(DutyPerson).where(*wanted)).one_or_none()


def on_duty(session: Session, office_id: int, kind: str) -> list[DutyPerson]:
    """The recipients of SMS about this kind."""
    wanted = DutyPerson.of_hall if kind in OF_HALL else DutyPerson.of_messages
    rows = select(DutyPerson).where(DutyPerson.office_id == office_id, DutyPerson.on_duty, wanted)
    return list(session.scalars(rows.order_by(DutyPerson.id)))


def last_notices(session: Session, office_id: int) -> Mapping[int, Notice]:
    """{person on duty: the last SMS to them}."""
    mine = (Notice.office_id == office_id, Notice.about.startswith(f"{ABOUT} "))
    rows = session.scalars(select(Notice).where(*mine).order_by(Notice.id.desc()).limit(RECENT))
    found: dict[int, Notice] = {}
    for row in rows:
        found.setdefault(int(row.about.split()[1]), row)
    return found
