"""What of an application can be erased: who applied, by rule or on request; then what was written about it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, or_, select, update

from deskq.applications.events import ApplicantsErased
from deskq.applications.models import Applicant, Application, ApplicationFile, ApplicationHeir, ApplicationStep
from deskq.core.retention_rules import erasure
from deskq.core.transactions import Transaction

#: After its end an application is objected to and looked up for a while; its file is kept by the archive, not here.
APPLICANTS = timedelta(days=1825)
NAMES_SOMEBODY = or_(Applicant.name != "", Applicant.phone != "", Applicant.national_id != "", Applicant.deed != "")
NOTHING_OPEN: dict[str, Any] = {"arrived_at": None, "call_asked_at": None}
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("name", "phone", "national_id", "deed"), ""),
    **dict.fromkeys(("phone_index", "national_index")),
}


def erase_applicants(tx: Transaction, ids: list[int]) -> None:
    """Empty who applied and the texts about them, and delete the files they sent; stages, times and codes stay and name
    nobody."""
    if not ids:
        return
    connection = tx.connection
    connection.execute(
        update(Applicant).where(Applicant.application_id.in_(ids)).values(**EMPTY, erased_at=tx.at)
    )  # fmt: skip
    mine = ApplicationStep.application_id.in_(ids)
    connection.execute(delete(ApplicationHeir).where(ApplicationHeir.application_id.in_(ids)))
    connection.execute(delete(ApplicationFile).where(ApplicationFile.application_id.in_(ids)))
    connection.execute(update(ApplicationStep).where(mine).values(words="", note=""))
    connection.execute(
        update(Application)
        .where(Application.id.in_(ids))
        .values(**NOTHING_OPEN, erased_at=tx.at, turn=Application.turn + 1)
    )
    tx.record(ApplicantsErased(len(ids)))


def named(*which: ColumnElement[bool]) -> Select[int]:
    """Ids of applications whose applicant is still known."""
    joined = select(Application.id).join(Applicant, Applicant.application_id == Application.id)
    return joined.where(*which, Applicant.erased_at.is_(None), NAMES_SOMEBODY).order_by(Application.id)


def _old(office_id: int, now: datetime) -> Select[int]:
    return named(
        Application.office_id == office_id, Application.erased_at.is_(None), Application.ended_at < now - APPLICANTS
    )


RULES = (erasure("applicants, after the application has ended", APPLICANTS, _old, erase_applicants),)
