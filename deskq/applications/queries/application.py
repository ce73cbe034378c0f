"""One application by id or code, and its rows."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from deskq.applications.models import (
    Applicant,
    Application,
    ApplicationDocument,
    ApplicationFile,
    ApplicationHeir,
    ApplicationStage,
    ApplicationStep,
)
from deskq.applications.rules.progress import LIVE, Progress

#: So many open applications of one parcel are shown.
MOST_SHOWN = 10


def by_id(session: Session, office_id: int, application_id: int) -> Application | None:
    wanted = select(Application).where(Application.office_id == office_id, Application.id == application_id)
    return session.scalars(wanted).one_or_none()


def by_code(session: Session, office_id: int, code: str) -> Application | None:
    wanted = select(Application).where(Application.office_id == office_id, Application.code == code)
    return session.scalars(wanted).one_or_none()


def offices_of_code(session: Session, code: str) -> set[int]:
    """The offices that gave this code: one, unless two were alike by chance."""
    return set(session.scalars(select(Application.office_id).where(Application.code == code)))


def running(session: Session, office_id: int) -> Mapping[int, int]:
    """{id of a sheet: its applications that have not ended}"""
    mine = Application.office_id == office_id, Application.state.in_(LIVE)
    counted = select(Application.sheet_id, func.count()).where(*mine).group_by(Application.sheet_id)
    return {sheet_id: count for sheet_id, count in session.execute(counted)}


def newest_of_ticket(session: Session, office_id: int, ticket_id: int) -> Application | None:
    wanted = select(Application).where(Application.office_id == office_id, Application.ticket_id == ticket_id)
    return session.scalars(wanted.order_by(Application.id.desc()).limit(1)).first()


def by_request_key(session: Session, office_id: int, key: str) -> Application | None:
    wanted = select(Application).where(Application.office_id == office_id, Application.request_key == key)
    return session.scalars(wanted).one_or_none()


def applicant(session: Session, application_id: int) -> Applicant:
    return session.get_one(Applicant, application_id)


def heirs(session: Session, application_id: int) -> list[ApplicationHeir]:
    """In the order in which they were typed; empty where the applicant is no heir, or after erasure."""
    wanted = select(ApplicationHeir).where(ApplicationHeir.application_id == application_id)
    return list(session.scalars(wanted.order_by(ApplicationHeir.position)))


def stages(session: Session, application_id: int) -> list[ApplicationStage]:
    """The stages of an application, in the order of its sheet."""
    wanted = select(ApplicationStage).where(ApplicationStage.application_id == application_id)
    return list(session.scalars(wanted.order_by(ApplicationStage.position)))


def documents(session: Session, application_id: int) -> list[ApplicationDocument]:
    wanted = select(ApplicationDocument).where(ApplicationDocument.application_id == application_id)
    return list(session.scalars(wanted.order_by(ApplicationDocument.id)))


def files(session: Session, application_id: int) -> list[ApplicationFile]:
    """What the applicant sent, the first first."""
    wanted = select(ApplicationFile).where(ApplicationFile.application_id == application_id)
    return list(session.scalars(wanted.order_by(ApplicationFile.id)))


def has_file(session: Session, application_id: int, file: str) -> bool:
    wanted = select(ApplicationFile.id).where(
        ApplicationFile.application_id == application_id, ApplicationFile.file == file
    )
    return session.scalars(wanted.limit(1)).first() is not None


def file_names(session: Session, among: Collection[str] | None = None) -> set[str]:
    """Every file that an application has; or those of ``among`` that one has."""
    wanted = select(ApplicationFile.file).distinct()
    return set(session.scalars(wanted if among is None else wanted.where(ApplicationFile.file.in_(among))))


def steps(session: Session, application_id: int) -> list[ApplicationStep]:
    """The history of an application, the oldest step first."""
    wanted = select(ApplicationStep).where(ApplicationStep.application_id == application_id)
    return list(session.scalars(wanted.order_by(ApplicationStep.id)))


def stands() -> ColumnElement[bool]:
    """The step was not taken back: ``rules.take_back.standing`` as a condition, on any step but a taking back."""
    undo = aliased(ApplicationStep)
    taken = undo.application_id == ApplicationStep.application_id, undo.takes_back_id == ApplicationStep.id
    return ~select(undo.id).where(*taken).exists()


def progress_of(application: Application, rows: Sequence[ApplicationStage]) -> Progress:
    """The value that the rules work on."""
    return Progress(application.state, {one.code: one.state for one in rows}, application.objected)


def open_of_parcel(session: Session, office_id: int, sheet_id: int, parcel_code: str) -> list[Application]:
    """The open applications for the same parcel and service, the newest first."""
    wanted = select(Application).where(
        Application.office_id == office_id,
        Application.parcel_code == parcel_code,
        Application.sheet_id == sheet_id,
        Application.state.in_(LIVE),
    )
    return list(session.scalars(wanted.order_by(Application.id.desc()).limit(MOST_SHOWN)))
