"""The statements of an import, compiled once: they are executed for every application of a long table."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, bindparam, insert, update

from deskq.application_exchange.models import ImportedApplication
from deskq.applications.models import Applicant, Application, ApplicationStage, ApplicationStep
from deskq.core.db.fixed import FixedStatement
from deskq.core.extensions import Model

STAGE_TIMES = ("state", "begun_at", "ended_at", "waits_since", "due_at", "amber_at", "red_at")
PERSON = ("kind", "name", "phone", "national_id", "deed")
TIMES = (
    *("state", "objected", "opened_at", "first_due_at", "due_at", "amber_at", "red_at", "paused_at", "ended_at"), "day",
)  # fmt: skip


def _update(table: type[Model], names: Collection[str], *which: ColumnElement[bool], **more: Any) -> FixedStatement:
    return FixedStatement(update(table).where(*which).values({name: bindparam(name) for name in names} | more))


CHANGE = _update(
    Application, (*TIMES, "file_number", "parcel_code"), Application.id == bindparam("of"), turn=Application.turn + 1
)
CHANGE_APPLICANT = _update(
    Applicant, (*PERSON, "phone_index", "national_index"), Applicant.application_id == bindparam("of")
)
CHANGE_STAGE = _update(
    ApplicationStage, STAGE_TIMES, ApplicationStage.application_id == bindparam("of"),
    ApplicationStage.code == bindparam("stage"),
)  # fmt: skip


def _insert(table: type[Model], leave_out: Collection[str] = ()) -> FixedStatement:
    columns = [name for name in table.__table__.columns.keys() if name not in leave_out]  # noqa: SIM118
    return FixedStatement(insert(table).inline(), columns)


INSERT_APPLICANT = _insert(Applicant, ("erased_at",))
INSERT_STAGE = _insert(ApplicationStage, ("id", "person_id", "amount"))
INSERT_STEP = _insert(ApplicationStep, ("id", "changes", "takes_back_id"))
INSERT_KEY = _insert(ImportedApplication)
