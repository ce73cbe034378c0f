"""Applications of one person, by the phone number or national ID given with them."""

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import Session

from deskq.applications.events import ApplicantsErased
from deskq.applications.models import Applicant, Application, ApplicationHeir, national_index, phone_index
from deskq.applications.queries import application as queries
from deskq.applications.retention import erase_applicants
from deskq.applications.rules.progress import LIVE, STAGE_STATE_NAMES, STATE_NAMES
from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.messages import tracking_code
from deskq.service_sheets import queries as sheet_queries

HEIR = "وارث"
KINDS = {"owner": "مالک", "proxy": "وکیل", "heirs": "ورثه"}


def ids_of(office_id: int, subject: Subject, *more: ColumnElement[bool]) -> Select[int]:
    """Ids of the applications of this person."""
    known = (
        Applicant.phone_index == phone_index(subject.phone)
        if subject.phone
        else Applicant.national_index == national_index(subject.national_id)
    )
    joined = select(Application.id).join(Applicant, Applicant.application_id == Application.id)
    return joined.where(Application.office_id == office_id, known, *more).order_by(Application.id)


def _find(session: Session, office_id: int, subject: Subject) -> list[Record]:
    wanted = select(Application).where(Application.id.in_(ids_of(office_id, subject))).order_by(Application.id)
    found = [_record(session, one) for one in session.scalars(wanted)]
    return [*found, *(_heir_record(session, one) for one in session.scalars(_heirs_of(office_id, subject)))]


def _heirs_of(office_id: int, subject: Subject, *more: ColumnElement[bool]) -> Select[ApplicationHeir]:
    """Their rows among the heirs of applications for which somebody else speaks."""
    joined = select(ApplicationHeir).join(Application, Application.id == ApplicationHeir.application_id)
    known = ApplicationHeir.national_index == (national_index(subject.national_id) or "")
    others = Application.id.not_in(ids_of(office_id, subject))
    return joined.where(Application.office_id == office_id, known, others, *more).order_by(ApplicationHeir.id)


def _heir_record(session: Session, heir: ApplicationHeir) -> Record:
    """Of an application that is not theirs alone: nothing of the others."""
    application = session.get_one(Application, heir.application_id)
    content = sheet_queries.version(session, application.version_id).content
    return {
        "code": tracking_code.spaced(application.code),
        "service": content.name.fa,
        "kind": HEIR,
        "name": heir.name,
        "national_id": heir.national_id,
        "deed": heir.deed,
        "share": heir.share,
    }


def _record(session: Session, application: Application) -> Record:
    applicant, content = (
        queries.applicant(session, application.id),
        sheet_queries.version(session, application.version_id).content,
    )
    return {
        "code": tracking_code.spaced(application.code),
        "service": content.name.fa,
        "state": STATE_NAMES[application.state].fa,
        "opened_at": written(application.opened_at),
        "due_at": written(application.due_at),
        "ended_at": written(application.ended_at),
        "file_number": application.file_number,
        "parcel_code": application.parcel_code,
        "kind": KINDS[applicant.kind],
        "name": applicant.name,
        "phone": applicant.phone,
        "national_id": applicant.national_id,
        "deed": applicant.deed,
        "documents": [
            {"name": one.name_fa, "received_at": written(one.received_at)}
            for one in queries.documents(session, application.id)
        ],
        "photos": list(dict.fromkeys(one.file for one in queries.files(session, application.id))),
        "stages": [
            {"name": content.stage(row.code).name.fa, "state": STAGE_STATE_NAMES[row.state].fa,
             "ended_at": written(row.ended_at)}
            for row in queries.stages(session, application.id)
        ],
    }  # fmt: skip


def _erase(tx: Transaction, subject: Subject) -> int:
    found = list(tx.session.scalars(ids_of(tx.office_id, subject)))
    heirs = list(tx.session.scalars(_heirs_of(tx.office_id, subject)))
    erase_applicants(tx, found)
    if heirs:
        tx.connection.execute(delete(ApplicationHeir).where(ApplicationHeir.id.in_([one.id for one in heirs])))
        tx.record(ApplicantsErased(len(heirs)))
    return len(found) + len(heirs)


def _still_open(session: Session, office_id: int, subject: Subject) -> int:
    running = Application.state.in_(LIVE)
    wanted = (ids_of(office_id, subject, running), _heirs_of(office_id, subject, running))
    return sum(len(session.scalars(one).all()) for one in wanted)


HOLDING = Holding(
    "applications",
    Name("درخواست‌ها", "Applications"),
    {
        "code": "کد رهگیری",
        "service": "خدمت",
        "state": "وضعیت",
        "opened_at": "زمان ثبت",
        "due_at": "زمان پاسخ",
        "ended_at": "زمان پایان",
        "file_number": "شمارهٔ پرونده",
        "parcel_code": "کد نوسازی",
        "kind": "نوع متقاضی",
        "name": "نام",
        "phone": "تلفن",
        "national_id": "کد ملی",
        "deed": "شمارهٔ وکالت‌نامه یا انحصار وراثت",
        "share": "سهم",
        "documents": "مدارک",
        "photos": "فایل‌های فرستاده‌شده",
        "stages": "مراحل",
        "received_at": "زمان دریافت",
    },
    _find,
    _erase,
    _still_open,
)
